# shellcheck shell=bash
# --list and --check, as text and as JSON.
. "$(dirname "$0")/lib.sh"

write_library library surgery radiation
sed -i 's/^last-revised: .*/last-revised: {waived: "the source gives no date"}/' library/radiation.md

run 0 --list -C library
prints '^Id +Title +Last Revised +References +Status$'
prints '^surgery +About surgery +2018-04-06 +1 +sample$'
prints '^radiation +About radiation +waived +1 +sample$'
silent "$err"
run 0 --list -C library radiation
[ "$(wc -l <"$out")" -eq 2 ] || flunk "--list radiation lists more than that"

# is PYTHON-EXPRESSION: holds of the JSON document `d` that was printed.
is()
{
    python3 -c 'import json,sys; d=json.load(open(sys.argv[1])); sys.exit(not eval(sys.argv[2]))' "$out" "$1" || flunk "$call: not $1: $(cat "$out")"
}

run 0 --list --json -C library
is '[s["id"] for s in d] == ["surgery", "radiation"]'
is 'd[0]["last-revised"] == "2018-04-06" and d[0]["last-revised-waiver"] is None'
is 'd[1]["last-revised"] is None and d[1]["last-revised-waiver"] == "the source gives no date"'
is 'd[0]["references"] == 1 and d[0]["disclaimer"] == "library" and d[0]["errors"] == 0'

is 'all(s["review-due"] is None and s["review-overdue"] is None for s in d)'

# Where sections expire, what is due first comes first, and the day of judgement is the one that is named.
write_library reviewed late never soon
printf 'review-every: 3 years\n' >>reviewed/library.yaml
sed -i 's/^last-revised: .*/last-revised: {waived: "the source gives no date"}/' reviewed/never.md
sed -i 's/^last-revised: .*/last-revised: 2016-02-29\nlast-reviewed: 2017-01-31/' reviewed/soon.md
run 0 --list --as-of 2020-01-31 -C reviewed
prints '^Id +Title +Last Revised +References +Review due +Status$'
prints '^soon +About soon +2016-02-29 +1 +2020-01-31 +sample$'
prints '^late +About late +2018-04-06 +1 +2021-04-06 +sample$'
prints '^never +About never +waived +1 +no date +sample$'
[ "$(cut -d' ' -f1 "$out" | tr '\n' ' ')" = 'Id soon late never ' ] || flunk "--list is not in the order of the reviews: $(cat "$out")"
run 0 --list --as-of 2020-02-01 -C reviewed
prints '^soon .* 2020-01-31, overdue +sample, refused: 1 error$'
prints '^late .* 2021-04-06 +sample$'
run 0 --list -C reviewed
prints '^late .* 2021-04-06, overdue '
run 0 --list --json --as-of 2020-02-01 -C reviewed
is '[(s["id"], s["review-due"], s["review-overdue"]) for s in d] == [("late", "2021-04-06", False), ("never", None, None), ("soon", "2020-01-31", True)]'

run 0 --check -C library
prints '2 sections checked: no errors, '
run 0 --check --quiet -C library
silent "$out"
run 0 --check -C library surgery
prints '^1 section checked: no errors, '

# Notes are counted, and printed with -v.
write_library notes surgery
sed -i 's/^last-revised: .*/last-revised: {waived: "the source gives no date"}\ngaps: [The end is lost.]/' notes/surgery.md
run 0 --check -C notes
prints '^waived +note +1$'
prints '^gap +note +1$'
prints '^1 section checked: no errors, no warnings, 4 notes \(-v shows the notes\)$'
! grep -q '^notes/' "$out" || flunk "--check prints notes: $(cat "$out")"
run 0 --check -v -C notes
prints '^notes/surgery.md:5:8: note: gap in the source: The end is lost. \[gap\]$'
prints '^1 section checked: no errors, no warnings, 4 notes$'

# All that is known of a section is in the list for programs, with its places.
write_library known surgery radiation
sed -i 's/^last-revised: .*/last-revised: {waived: "nobody \\"knows\\""}\ncodes: {icd-10-cm: [C49.9, C49.0]}\ngaps:\n  - A table.\n  - {lost: "A \\"figure\\"", silent: it said nothing}/' known/surgery.md
run 0 --list --json -C known
is 'd[0]["codes"] == ["icd-10-cm:C49.9", "icd-10-cm:C49.0"] and d[1]["codes"] == [] and d[1]["gaps"] == []'
is '[(g["text"], g["state"], g["reason"], g["line"]) for g in d[0]["gaps"]] == [("A table.", "open", None, 7), ("A \"figure\"", "silent", "it said nothing", 8)]'
is 'd[0]["gaps"][0]["column"] == 5'
is 'd[0]["last-revised-waiver"] == "nobody \"knows\"" and d[0]["last-revised-waiver-place"]["line"] == 4'
is 'd[0]["references-waiver"] is None and d[0]["references-waiver-place"] is None and d[1]["last-revised-waiver-place"] is None'

# What a template left open is told by one rule: by the other, where that is off.
write_library open surgery
sed -i 's/^Some people/Dear {{name}}/' open/surgery.md
run 0 --check -C open
prints '^open/surgery\.md:7:6: warning: .* \[placeholder\]$'
! grep -q 'foreign-markup' "$out" || flunk "$call: a template's variable is told twice"
printf 'rules: {placeholder: off}\n' >>open/library.yaml
run 0 --check -C open
prints '^open/surgery\.md:7:6: warning: .* \[foreign-markup\]$'

# What is wrong in the same way at many places is one line; JSON holds each.
write_library alike surgery radiation
sed -i 's/^Some people/[a](x.md) [a](x.md)\n[a](x.md)\n[a](x.md)\n\nSome <u> people/' alike/surgery.md
sed -i 's/^Some people/[a](x.md) [b](y.md)\n[b](y.md)\n[b](y.md)\n\nSome <i> people/' alike/radiation.md
run 1 --check -C alike
prints '^alike/surgery.md:7:1: error: .*x.md.* \[link-section-unknown\] \(5 times; next at alike/surgery.md:7:11, alike/surgery.md:8:1, alike/surgery.md:9:1, …\)$'
prints '^alike/radiation.md:7:11: error: .*y.md.* \[link-section-unknown\] \(3 times; next at alike/radiation.md:8:1, alike/radiation.md:9:1\)$'
[ "$(grep -c 'link-section-unknown\]' "$out")" -eq 2 ] || flunk "what is said of several places stands more than once: $(cat "$out")"
prints '^link-section-unknown +error +8$'
prints '^raw-html +error +2$'
[ "$(grep -n '^Rule ' "$out" | cut -d: -f1)" -eq 5 ] || flunk "the table does not follow the faults: $(cat "$out")"
[ "$(tail -n 1 "$out" | cut -d, -f1)" = '2 sections checked: 10 errors' ] || flunk "--check does not end with the counts: $(cat "$out")"
run 1 --check --json -C alike
is 'sum(x["rule"] == "link-section-unknown" for x in d) == 8'

# Faults: every one of them, each with its place.
sed -i '/^last-revised/d' library/surgery.md
printf '\n<div>raw</div>\n' >>library/radiation.md
run 1 --check -C library
prints '^library/surgery.md:[0-9]+:[0-9]+: error: .* \[[a-z-]+\]$'
prints '^library/radiation.md:[0-9]+:[0-9]+: error: .* \[[a-z-]+\]$'
prints '^2 sections checked: 2 errors, '
run 1 --check --json -C library
is 'len([x for x in d if x["severity"] == "error"]) == 2'
is 'all(set(x) == {"file", "line", "column", "severity", "rule", "text"} for x in d)'
is 'all(x["file"].startswith("library/") and x["line"] >= 1 for x in d if x["severity"] == "error")'
run 1 --check -C library surgery
prints '^1 section checked: 1 error, '
run 0 --list -C library
prints '^surgery +About surgery +missing +1 +sample, refused: 1 error$'
says 'the content has 2 errors; sts-export --check shows where'
holds library library.yaml surgery.md radiation.md

# A character without a glyph shows only when the section is laid out, and --check finds it.
write_library odd surgery
printf '\nA character of no font here: \xf0\x92\x80\x80.\n' >>odd/surgery.md
sed -i '/^## References/,$d' odd/surgery.md
printf 'Some \xf0\x92\x80\x80.\n\n## References\n\nDoe J. A study. 2017.\n' >>odd/surgery.md
run 1 --check -C odd
prints '^odd/surgery.md:9:[0-9]+: error: .*12000'

# The sample library is sound.
run 0 --check -C "$STS_SOURCE_DIR/content"
prints 'checked: no errors'

# The completion offers the ids.
if command -v bash >/dev/null; then
    offered=$(PATH="$(dirname "$STS_BINARY"):$PATH" bash -c '
        . "$1/completions/sts-export.bash"
        COMP_WORDS=(sts-export -C "$2" --pdf ra) COMP_CWORD=4
        _sts_export
        printf "%s\n" "${COMPREPLY[@]}"' sh "$STS_SOURCE_DIR" "$scratch/library")
    [ "$offered" = radiation ] || flunk "the completion of “ra” is “$offered”"
fi
finish
