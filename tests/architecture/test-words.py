"""A word of styles/terms/ is one that the program uses: each key of en.yaml is named in src/, outside of the list of all keys, by what takes words; and every language has the same keys."""
import os
import pathlib
import re
import sys

ROOT = pathlib.Path(os.environ["STS_SOURCE_DIR"])
LIST = re.compile(r"static const char \*const KEYS\[\] = \{.*?\};", re.S)
# Of a name that is made of parts, where the parts stand.
MADE = {"month-": "document/terms.c", "status-": "document/foot-text.c"}
# What is looked up through a table; and where, for a name that means something else in other files as well.
TABLES = {
    "reviewed": "document/terms.c",
    "hyperlinks": "assemble/closing.c",
    "disclaimer": "assemble/closing.c",
    "notes": "assemble/closing.c",
    "untranslated": "assemble/closing.c",
    **dict.fromkeys(("note", "tip", "important", "warning", "caution", "editors-note"), "document/node.c"),
}


def keys_of(path):
    return re.findall(r"^([a-z0-9-]+):", path.read_text(encoding="utf-8"), re.M)


def read(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
    return LIST.sub("", text) if path.match("document/terms.c") else text


texts = {str(path.relative_to(ROOT / "src")): read(path) for path in sorted((ROOT / "src").rglob("*.c"))}
takers = "\n".join(text for text in texts.values() if re.search(r"term\w*\(|get_word\(", text))


def is_used(key):
    made = next((path for begin, path in MADE.items() if key.startswith(begin)), None)
    if made:
        return re.search('"' + key[: key.index("-") + 1], texts[made])
    if key in TABLES:
        return f'"{key}"' in texts[TABLES[key]]
    # One word is the name of elements and keys, too: it must be an argument of what takes words.
    return re.search(rf'"{key}"' if "-" in key else rf'\b\w*term\w*\([^;{{}}]*"{key}"', takers)


english = keys_of(ROOT / "styles/terms/en.yaml")
faults = [f"en.yaml: nothing in src/ uses the word “{key}”" for key in english if not is_used(key)]
for path in sorted((ROOT / "styles/terms").glob("*.yaml")):
    faults += [f"{path.name}: “{key}” is not in both it and en.yaml" for key in sorted(set(keys_of(path)) ^ set(english))]
if len(english) < 80 or len(texts) < 200 or is_used("no-such-word") or is_used("figure") or is_used("section"):
    faults.append("the sources were not understood")
print("\n".join(faults))
sys.exit(1 if faults else 0)
