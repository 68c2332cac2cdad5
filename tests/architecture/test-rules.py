"""A rule's name is spelled once, in src/document/rules.c: everything else names the enumerator; and no rule of the table
is one that nothing reports by."""
import os
import re
import sys

SOURCE = os.path.join(os.environ["STS_SOURCE_DIR"], "src")
TABLE = "document/rules.c"

# Words that are the name of a rule and of something else, and where they stand for that.
OTHERWISE = {
    "hyperlink-number": {
        "document/terms.c",  # a word that is printed
        "output/pdf/write-annotations.c",
        "output/xhtml/inline.c",
    },
    "waived": {
        "document/terms.c",
        "assemble/closing.c",
        "read/library/section-keys.c",  # a key
        "document/library.c",  # a state of provenance
        "cli/list.c",
    },
    "readability": {
        "read/library/section-keys.c",  # a key
        "read/library/library-file.c",
        "read/library/check-keys.c",
        "document/rules.c",  # a family
    },
    "gap": {"style/theme-keys.c"},
    "placeholder": {"import/html/convert.c"},  # an attribute
    "review-overdue": {"cli/list.c"},  # a member of the list in JSON
}


def read(path):
    with open(os.path.join(SOURCE, path), encoding="utf-8") as file:
        return re.sub(r"/\*.*?\*/", lambda comment: "\n" * comment.group(0).count("\n"), file.read(), flags=re.S)


ROW = r'RULE\(\s*(\w+),\s*"([a-z0-9-]+)"'
names = re.findall(ROW, read(TABLE))
faults = [f"src/{TABLE}: {identifier} is called “{name}”" for identifier, name in names if identifier != name.upper().replace("-", "_")]
if len(names) < 100:
    sys.exit(f"src/{TABLE} was not understood: {len(names)} rules")
names = {name for _, name in names}

used = set()
for folder, _, files in os.walk(SOURCE):
    for file in files:
        path = os.path.relpath(os.path.join(folder, file), SOURCE)
        if not path.endswith((".c", ".h")):
            continue
        text = read(path)
        if path == TABLE:
            text = re.sub(ROW, "", text)
        if not path.startswith("document/rules."):
            used.update(re.findall(r"STS_RULE_(\w+)", text))
        for number, line in enumerate(text.split("\n"), 1):
            for literal in re.findall(r'"((?:[^"\\]|\\.)*)"', line):
                if literal in names and path not in OTHERWISE.get(literal, ()):
                    faults.append(f"src/{path}:{number}: “{literal}” is the name of a rule; write STS_RULE_{literal.upper().replace('-', '_')}")
# What the tables of patient safety look for, they name themselves.
tables = os.path.join(SOURCE, "check", "safety")
for file in os.listdir(tables):
    with open(os.path.join(tables, file), encoding="utf-8") as table:
        for rule in re.findall(r"^rule: (.*)$", table.read(), flags=re.M):
            used.add(rule.upper().replace("-", "_"))
            if rule not in names:
                faults.append(f"src/check/safety/{file}: “{rule}” is no rule")
for name in sorted(names):
    if name.upper().replace("-", "_") not in used:
        faults.append(f"src/{TABLE}: nothing reports by “{name}”")

print("\n".join(faults) or f"{len(names)} rules")
sys.exit(1 if faults else 0)
