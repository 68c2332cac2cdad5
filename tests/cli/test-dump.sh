# shellcheck shell=bash
# --dump: what was read, and where it stands on the pages. Not in the short help; in the manual.
. "$(dirname "$0")/lib.sh"

write_library content surgery radiation
printf -- '---\nid: faulty\ntitle: Faulty\n---\n\nA date is missing.\n\n## References\n\nDoe J. A study. 2017.\n' >content/faulty.md
sed -i 's/^sections: .*/sections: [surgery, radiation, faulty]/' content/library.yaml

run 0 --dump=tree surgery
prints '^section 6:1$'
prints '^  paragraph 7:1$'
prints '^    text 7:1 "Some people have "$'
prints '^    emphasis 7:18$'
prints '"Doe J\. A study\. 2017\."$'
silent "$err"
run 0 --dump tree surgery radiation
[ "$(grep -c '"Some people have "' "$out")" -eq 2 ] || flunk "--dump=tree does not print two sections"
# A tree is there to be looked at where something is wrong with it.
run 0 --dump=tree faulty
prints '"A date is missing\."$'
says 'missing-last-revised'

run 0 --dump=pages surgery
prints '^page .*612 792'
prints '^  content text .* text "Some people have "$'
prints '^  content text .* "Last Revised: '
silent "$err"
run 0 --dump=pages --paper a4 surgery
prints '^page .*595\.3 841\.9'
run 1 --dump=pages faulty
silent "$out"
says 'missing-last-revised'

run 2 --dump=tree
says 'say which sections to print: --dump=tree SECTION\.\.\.'
run 2 --dump=bones surgery
says '--dump is tree or pages, not .bones.'
run 2 --dump=tree --pdf surgery
says '--dump writes no file; leave out --pdf'
run 2 --dump=tree --list surgery
says '--list and --dump cannot be combined; choose one'
run 2 --dump=tree nowhere
says 'there is no section .nowhere.'
run 0 --help
! grep -q -- --dump "$out" || flunk "--dump is in the short help"
grep -q -- '\\-\\-dump' "$STS_SOURCE_DIR/docs/sts-export.1" || flunk "--dump is not in the manual page"
holds . content .stdout .stderr
finish
