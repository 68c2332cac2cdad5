# shellcheck shell=bash
# --import: the call, bad input, and that nothing is left behind.
. "$(dirname "$0")/lib.sh"

printf '# Surgery\n\nSome people have surgery.\n\n## References\n\nDoe J. A study. 2017.\n\nLast Revised: April 6, 2018\n' >long.md
cp long.md kept.md

# The call.
run 2 --import long.md
says '^sts-export: say where to put the library: --import long.md -o FOLDER, a folder that does not exist yet$'
run 2 --import long.md -o -
says 'cannot go to standard output'
run 2 --import '' -o new
says '^sts-export: --import needs the name of a document$'
run 2 --import long.md -o new --report ''
says '^sts-export: --report needs the name of a file$'
run 2 --import long.md -o new --report -
says '--json prints the report to standard output'
run 2 --import long.md -o new --report new/report.json
says '^sts-export: the report does not belong in the library; name a file outside “new” with --report$'
run 2 --import long.md -o new --report ./new
says 'the report does not belong in the library'
run 2 --import long.md -o new surgery
says 'leave out “surgery”'
run 2 --import long.md -o new -C content
says '^sts-export: --import makes a new library and does not read one; leave out --content$'
for option in --pdf --epub --book --all; do
    run 2 --import long.md -o new "$option"
    says '^sts-export: --import makes a library; export it in a second call, with -C, once --check finds nothing to refuse$'
done
run 2 --import long.md -o new --check
says '^sts-export: --import makes a library; --check it in a second call, with -C$'
run 2 --import long.md -o new --list
says '--list it in a second call'
run 2 --import long.md -o new --sarif
says '^sts-export: --sarif works only with --check$'
run 2 --report report.json --check
says '^sts-export: --report works only with --import$'
run 2 --imprt long.md -o new
says 'did you mean --import\?'
holds . long.md kept.md .stdout .stderr

# Web pages, by their name or by how they begin.
cat >page.html <<'END'
<!DOCTYPE html><html lang="es"><head><title>Vacunas</title></head><body><nav><a href="/">Inicio</a></nav>
<h1>La gripe</h1><p>Cada <b>año</b>.</p>
<table><tr><td rowspan="2">a</td><td>b</td></tr><tr><td>c</td></tr></table></body></html>
END
run 0 --import page.html -o page
prints '^page.html was split into 1 section in page'
prints '^page.html:1:73: note: navigation is left out: “Inicio” \[import-left-out\]$'
prints '^page.html:3:12: warning: the cell spans several; .* \[import-markup\]$'
grep -qx 'language: es' page/library.yaml || flunk "the language of the page is not that of the library"
grep -qx 'Cada \*\*año\*\*\.' page/la-gripe.md || flunk "the text of the page is not in the library"
cp page.html page.md
run 0 --import page.md -o other
prints '^page.md:1:73: note: navigation is left out'
cmp -s page/la-gripe.md other/la-gripe.md || flunk "a page is read otherwise where its name ends in .md"
printf '<p>\351' >latin.htm
run 1 --import latin.htm -o new
says '^latin.htm:1:1: error: the page is not UTF-8, and does not say what it is; save it as UTF-8 \[invalid-utf8\]$'
rm -r page other page.html page.md latin.htm

# Documents that cannot be read.
run 3 --import none.md -o new
says '^sts-export: cannot import “none.md”: No such file or directory$'
run 2 --import . -o new
says '^sts-export: cannot import “\.”: it is a folder; name the document$'
run 2 --import /dev/null -o new
says 'it is not a file'
run 3 --import long.md/x -o new
says 'Not a directory'
: >empty.md
run 1 --import empty.md -o new
says '^empty.md:1:1: error: the document has no text; there is nothing to import \[section-empty\]$'
printf '# T\n\nText\000 and more.\n' >nul.md
run 1 --import nul.md -o new
says '^nul.md:3:5: error: the character U\+0000, which cannot be printed, stands here; delete it \[control-character\]$'
printf '# T\n\nText \377\376.\n' >binary.md
run 1 --import binary.md -o new
says '^binary.md:3:6: error: the byte 0xFF is not UTF-8; save the file as UTF-8 \[invalid-utf8\]$'
head -c 300000 /dev/urandom >random.md
run 1 --import random.md -o new
truncate -s 9M huge.md
run 1 --import huge.md -o new
says '^huge.md:1:1: error: the document is larger than 8 MB; divide it first, and import its parts \[file-unreadable\]$'
for _ in $(seq 6000); do printf '# T\n\nText.\n\n'; done >sections.md
run 1 --import sections.md -o new
says 'the document seems to have 6000 sections'
[ ! -e new ] || flunk "a refused import left a folder"

# Places that are taken, or cannot be written.
mkdir full empty there
touch full/file
run 2 --import long.md -o full
says '^sts-export: the folder “full” is not empty; name one that does not exist yet$'
holds full file
run 2 --import long.md -o long.md
says '^sts-export: “long.md” exists and is no empty folder; name one that does not exist yet$'
cmp -s long.md kept.md || flunk "the document was changed"
(cd there && "$STS_BINARY" --import ../long.md -o . 2>"$err" >"$out"; echo $?) | grep -qx 2 || flunk "the current folder was taken"
grep -q '^sts-export: “\.” is the current folder' "$err" || flunk "$(cat "$err")"
run 3 --import long.md -o none/new
says '^sts-export: cannot write “none/new”: the folder “none” does not exist$'
# The report takes the place of nothing but an earlier one.
ln -s long.md link.md
ln long.md hard.json
for name in long.md ./long.md link.md hard.json; do
    run 2 --import long.md -o new --report "$name"
    says "^sts-export: --report names “$name”, which is the document “long.md” itself; name another file\$"
done
run 2 --import link.md -o new --report long.md
says '.long.md., which is the document .link.md. itself'
cmp -s long.md kept.md || flunk "the document was changed"
cp kept.md notes.txt
run 2 --import long.md -o new --report notes.txt
says '.notes.txt., which exists and is no report of an import; name another file'
"$STS_BINARY" --import long.md -o new --json >>long.md 2>"$err"
[ $? -eq 2 ] || flunk "the document took the report"
says 'standard output goes to .long.md., which this call reads'
cmp -s long.md kept.md || flunk "the document was changed"
cmp -s notes.txt kept.md || flunk "another text was changed"
[ ! -e new ] || flunk "a library without its report was made"
: >again.json
for folder in once twice; do
    run 0 --import long.md -o "$folder" --report again.json
    grep -q "\"library\" : \"$folder\"" again.json || flunk "$call: the report was not replaced"
done
rm -r link.md hard.json notes.txt again.json once twice
run 3 --import long.md -o new --report none/report.json
says 'the folder “none” does not exist'
[ ! -e new ] || flunk "a library without its report was made"
if [ "$(id -u)" -ne 0 ]; then
    mkdir locked && chmod 555 locked
    run 3 --import long.md -o locked/new
    says '^sts-export: cannot write “locked/new”: Permission denied$'
    holds locked
    chmod 000 kept.md
    run 3 --import kept.md -o new
    says 'Permission denied'
    chmod 644 kept.md
fi

# What is made, and with which permissions.
umask 027
run 0 --import long.md -o new/ --report report.json
prints '^long.md was split into 1 section in new/\. Line numbers refer to the document\.$'
prints '^long.md:1:1: error: .* \[import-no-disclaimer\]$'
prints '^16 words in the document, 16 words in the library: the same, in the same order\.$'
silent "$err"
holds new library.yaml surgery.md
[ "$(stat -c %a new)" = 750 ] || flunk "the folder has the permissions $(stat -c %a new)"
[ "$(stat -c %a new/surgery.md)" = 640 ] || flunk "a file has the permissions $(stat -c %a new/surgery.md)"
python3 -c 'import json,sys; d=json.load(open("report.json")); sys.exit(d["sections"][0]["id"] != "surgery" or d["words"]["same"] is not True)' || flunk "report.json: $(cat report.json)"
run 0 --import long.md -o empty --quiet
[ "$(cut -d' ' -f2 "$out")" = error: ] || flunk "--quiet prints more than errors: $(cat "$out")"
holds empty library.yaml surgery.md
run 0 --import long.md -o "$scratch/other" --json
python3 -c 'import json,sys; d=json.load(open(sys.argv[1])); sys.exit(d["library"][-5:] != "other" or d["title"] != "Surgery")' "$out" || flunk "--json: $(cat "$out")"

# The library needs one line to be sound.
run 1 --check -C new
prints 'missing-disclaimer'
sed -i 's/^status: draft$/status: draft\ndisclaimer: Ask your care team./' new/library.yaml
run 0 --check -C new

# An editor's marker is refused where it stands, in a text and by itself.
printf '\n<!-- import: Look\n at this. -->\n\nText <!-- import: and --> this. <!-- imported -->\n' >>new/surgery.md
run 1 --check -C new
prints '^new/surgery.md:15:1: error: the import left this for an editor to resolve: Look at this\. \[import-unresolved\]$'
prints '^new/surgery.md:18:6: error: the import left this for an editor to resolve: and \[import-unresolved\]$'
[ "$(grep -c "\[import-unresolved\]$" "$out")" -eq 2 ] || flunk "comments that are no markers were reported"

# Interrupted at any moment, the library is whole or not there, and nothing else is left.
for _ in $(seq 3000); do printf '# T\n\nText.\n\n'; done >sections.md
for delay in 0.05 0.1 0.2 0.3 0.5 1; do
    timeout -s TERM "$delay" "$STS_BINARY" --import sections.md -o cut >/dev/null 2>&1
    [ ! -e cut ] || [ "$(find cut -name '*.md' | wc -l)" -eq 3000 ] || flunk "interrupted after $delay s, $(find cut -name '*.md' | wc -l) sections were left"
    rm -rf cut
done
holds . long.md kept.md empty.md nul.md binary.md random.md huge.md sections.md full empty there new other report.json .stdout .stderr $([ -d locked ] && echo locked)
finish
