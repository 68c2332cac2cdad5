# shellcheck shell=bash
# --check --sarif: a log that tools of code review can read, for content with faults and without.
. "$(dirname "$0")/lib.sh"

# is PYTHON-EXPRESSION...: they hold of the log `d`, its run `r`, its rules, and its results by rule `by`.
is()
{
    python3 -c '
import json, sys
d = json.load(open(sys.argv[1]))
r = d["runs"][0]
rules = r["tool"]["driver"]["rules"]
by = {}
for x in r["results"]:
    by.setdefault(x["ruleId"], []).append(x)
def uri(x):
    return x["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
def place(x):
    g = x["locations"][0]["physicalLocation"]["region"]
    return g["startLine"], g["startColumn"]
for expression in sys.argv[2:]:
    if not eval(expression, globals()):
        sys.exit("not " + expression)
' "$out" "$@" 2>"$scratch/.why" || flunk "$call: $(cat "$scratch/.why"): $(tail -c 1500 "$out")"
}

# What the standard requires of every log, and what makes ours useful.
is_sound()
{
    is 'd["$schema"].startswith("https://") and d["$schema"].endswith("2.1.0.json") and d["version"] == "2.1.0" and len(d["runs"]) == 1' \
        'r["tool"]["driver"]["name"] == "sts-export" and r["tool"]["driver"]["version"]' \
        'r["columnKind"] == "unicodeCodePoints" and r["invocations"][0]["executionSuccessful"] is True' \
        'len(rules) > 60' \
        'all(x["id"] and x["shortDescription"]["text"] and x["fullDescription"]["text"] and x["help"]["text"] for x in rules)' \
        'all(x["defaultConfiguration"]["level"] in ("note", "warning", "error") for x in rules)' \
        'all(rules[x["ruleIndex"]]["id"] == x["ruleId"] for x in r["results"])' \
        'all(x["message"]["text"] and x["level"] in ("note", "warning", "error") for x in r["results"])' \
        'all(g["startLine"] >= 1 and g.get("startColumn", 1) >= 1 for x in r["results"] for l in x["locations"] for g in [l["physicalLocation"]["region"]])' \
        'all(c.isascii() and (c.isalnum() or c in "-._~/%:") for x in r["results"] for c in uri(x))'
}

write_library "Größe & Form" surgery
run 0 --check --sarif -C "Größe & Form"
is_sound
is '"error" not in [x["level"] for x in r["results"]]'

# A name that must be escaped, and columns that count characters although diagnostics count bytes.
printf -- '---\ntitle: One\nlast-revised: 2018-04-06\n---\n\nÄöü “x” [site](https://localhost/ä).\n\n## References\n\nDoe.\n' >"Größe & Form/surgery.md"
run 1 --check -C "Größe & Form"
prints '^Größe & Form/surgery.md:6:16: error: .*\[link-doubtful\]$'
run 1 --check --sarif -C "Größe & Form"
is_sound
is '[(place(x), x["level"]) for x in by["link-doubtful"]] == [((6, 9), "error")]'
is 'uri(by["link-doubtful"][0]) == "Gr%C3%B6%C3%9Fe%20%26%20Form/surgery.md"'
is 'by["link-doubtful"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uriBaseId"] == "%SRCROOT%"'

# After a byte order mark, which is no column.
printf '\xef\xbb\xbf# [Täst](https://localhost/ä)\n\nText.\n\n## References\n\nDoe.\n\nLast Revised: April 6, 2018\n' >bom.md
run 1 --check --sarif -C bom.md
is_sound
is 'place(by["link-doubtful"][0]) == (1, 3)'

# Braces and links that a message quotes are text.
write_library library surgery
sed -i '/^last-revised/d' library/surgery.md
printf '\n![](missing.png)\n' >>library/surgery.md
run 1 --check --sarif -C library
is_sound
is '"{{waived" in by["missing-last-revised"][0]["message"]["text"]'
is 'r"\[what it shows\](missing.png)" in by["image-alternative"][0]["message"]["text"]'

# From elsewhere, files are named by a whole address, and so are those with names that are no UTF-8.
mkdir elsewhere
cd elsewhere || exit 1
run 1 --check --sarif -C ../library
is_sound
is 'uri(by["missing-last-revised"][0]).startswith("file:///") and uri(by["missing-last-revised"][0]).endswith("/library/surgery.md")'
cd .. || exit 1
cp -R library "$(printf 'lib\xff')" 2>/dev/null && {
    run 1 --check --sarif -C "$(printf 'lib\xff')"
    is_sound
    is 'uri(by["missing-last-revised"][0]) == "lib%FF/surgery.md"'
}

# A severity that the library changes is that of the result; the rule keeps its own.
write_library changed surgery
printf 'rules: {link-vague: error}\n' >>changed/library.yaml
sed -i 's/Some people/See [here](https:\/\/www.example.org). Some people/' changed/surgery.md
run 1 --check --sarif -C changed
is '[x["level"] for x in by["link-vague"]] == ["error"] and rules[by["link-vague"][0]["ruleIndex"]]["defaultConfiguration"]["level"] == "note"'

# A library that cannot be read is a log with its fault; one that is not there is a wrong call, and no log.
mkdir empty && : >empty/library.yaml
run 1 --check --sarif -C empty
is_sound
is 'by["front-matter-yaml"][0]["level"] == "error"'
run 2 --check --sarif -C nowhere
silent "$out"
says 'there is no library'

run 2 --check --sarif --json -C library
says '--json and --sarif'
run 2 --list --sarif -C library
says '--sarif works only with --check'
run 2 --pdf --sarif surgery -C library
says '--sarif works only with --check'
finish
