"""Notes go with their marks: each section that has a mark has its note, each note of the document is in a section, and nothing else is changed."""
import json
import os
import re
import subprocess
import sys
import tempfile

program = os.environ["STS_BINARY"]
faults = []

# Name, document, and of each section the notes that it ends up with; what must be said and must not.
CASES = [
    ("at-end", "# A\n\nOne[^1].\n\n# B\n\nTwo[^2].\n\n# C\n\nThree[^1].\n\n[^1]: First.\n[^2]: Second.\n", {"a": "First.", "b": "Second.", "c": "First."},
     ["“[^1]” stands in “a.md” and “c.md”", "“[^2]” went with its mark to “b.md”", "but for 2 of notes"], []),
    ("at-begin", "# A\n\n[^x]: For B.\n\nOne.\n\n# B\n\nTwo[^x].\n", {"a": "", "b": "For B."}, ["went with its mark to “b.md”"], []),
    ("long", "# A\n\nOne[^1].\n\n# B\n\nTwo.\n\n[^1]: First line\nsecond line.\n\n    A second paragraph.\n\nText of B.\n", {"a": "First line second line. A second paragraph.", "b": ""}, [], []),
    ("in-note", "# A\n\nOne[^1].\n\n# B\n\nTwo.\n\n[^1]: See[^2].\n\n[^2]: Inner.\n", {"a": "See[^2]. Inner.", "b": ""}, [], []),
    ("numbers-anew", "# A\n\nOne[^1].\n\n[^1]: Of A.\n\n# B\n\nTwo[^1].\n\n[^1]: Of B.\n", {"a": "Of A.", "b": "Of B."}, ["the same, in the same order."], ["import-note"]),
    ("unclear", "# A\n\nOne[^1].\n\n# B\n\nTwo[^1].\n\n[^1]: Of B.\n\n# C\n\nThree[^1].\n\n[^1]: Of C.\n", {"a": "", "b": "Of B.", "c": "Of C."}, ["several other sections have a note “[^1]”"], ["import-note-moved"]),
    ("unused", "# A\n\nOne.\n\n# B\n\nTwo.\n\n[^1]: Nobody's.\n", {"a": "", "b": "Nobody's."}, ["the note “[^1]” has no mark that refers to it"], ["import-note"]),
    ("one-section", "# A\n\nOne[^1].\n\n## B\n\nTwo.\n\n[^1]: First.\n", {"a": "First."}, ["the same, in the same order."], ["import-note"]),
    ("in-code", "# A\n\nOne[^1].\n\n# B\n\n```\n[^1]: No note.\n```\n\n[^1]: First.\n", {"a": "First.", "b": "No note."}, [], []),
    ("in-table", "# A\n\n| a | b |\n| --- | --- |\n| 1[^t] | 2 |\n\n# B\n\nTwo.\n\n[^t]: Of the table.", {"a": "Of the table.", "b": ""}, [], []),
    ("windows", "# A\r\n\r\nOne[^1].\r\n\r\n# B\r\n\r\nTwo.\r\n\r\n[^1]: First.\r\n", {"a": "First.", "b": ""}, [], []),
    ("last-line-open", "# A\n\nOne[^1].\n\n[^2]: For B.\n\n# B\n\nTwo[^2].\n\n[^1]: First.", {"a": "First.", "b": "For B."}, [], []),
]


def read(*path):
    with open(os.path.join(*path), encoding="utf-8", newline="") as file:
        return file.read()


def notes(text):
    found = re.findall(r"^\[\^[^\]]+\]: ?((?:[^\r\n]+\r?\n?)(?:(?:\r?\n)*(?: {4}.*\r?\n?)|(?![\[#\r\n]).+\r?\n?)*)", text, re.M)
    return " ".join(" ".join(found).split())


def check(name, document, wanted, said, unsaid, folder):
    path, library = os.path.join(folder, name + ".md"), os.path.join(folder, name)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(document)
    result = subprocess.run([program, "--import", path, "-o", library, "--report", path + ".json"], capture_output=True, text=True, check=False)
    if result.returncode:
        faults.append(f"{name}: exit status {result.returncode}: {result.stderr}")
        return
    report = json.loads(read(path + ".json"))
    texts = {section["id"]: read(library, section["file"]).split("---", 2)[2] for section in report["sections"]}
    have = {key: notes(text.replace("```", "")) for key, text in texts.items()}
    if have != wanted:
        faults.append(f"{name}: the notes are {have}")
    lines = [line for line in document.splitlines() if line.strip()]
    written = [line for text in texts.values() for line in text.splitlines() if line.strip() and not line.startswith("<!-- import:")]
    if set(lines) != set(written):
        faults.append(f"{name}: lines were lost or added: {set(lines) ^ set(written)}")
    if "\r" in document and any("\n" in text.replace("\r\n", "") for text in texts.values()):
        faults.append(f"{name}: the ends of lines are mixed")
    faults.extend(f"{name}: does not say “{text}”:\n{result.stdout}" for text in said if text not in result.stdout)
    faults.extend(f"{name}: says “{text}”:\n{result.stdout}" for text in unsaid if text in result.stdout)
    for finding in report["findings"]:
        if finding["library-file"]:
            line = read(library, finding["library-file"]).splitlines()[finding["library-line"] - 1]
            if line != document.splitlines()[finding["line"] - 1]:
                faults.append(f"{name}: another line stands at {finding}")
    check_found = subprocess.run([program, "--check", "-C", library, "--json"], capture_output=True, text=True, check=False)
    for fault in json.loads(check_found.stdout):
        if fault["rule"] == "note-undefined" and name != "unclear":
            faults.append(f"{name}: {fault['text']}")


with tempfile.TemporaryDirectory() as folder:
    for case in CASES:
        check(*case, folder)
print("\n".join(faults) or f"{len(CASES)} documents")
sys.exit(1 if faults else 0)
