"""Where a document is split: at chapters, by its contents list, at a level that is asked for; and what is left out on the way. Words and lines are accounted for
here anew, from the document and the files of the library alone."""
import collections
import json
import os
import re
import subprocess
import sys
import tempfile

program = os.environ["STS_BINARY"]
faults = []
MARKER = re.compile(r"^<!-- import: .* -->\r?\n", re.M)
CLOSED = "\n## References\n\nDoe J. A study. *J Med*. 2017;3:1-5.\n\nLast Revised: April 6, 2018\n"

BOOK = "# Our guide\n\nWelcome.\n\n## Surgery\n\nText.\n\n### After surgery\n\nRest.\n\n## Radiation\n\nText.\n\n### Side effects\n\nTired.\n\n## Drugs\n\nText.\n"
HANDOUT = "# Flu\n\nText.\n\n## Signs\n\nText.\n\n## Treatment\n\nText.\n\n## Prevention\n\nText.\n"
LISTED = "# Food\n\n> A guide.\n\n---\n\n{}\n\n---\n\n## Introduction\n\nText.\n\n## Dairy\n\nDrink.\n\n## Meat\n\nEat.\n\n## References\n\nWHO. Diet. Geneva: WHO; 2020.\n"
LINKS = "1. [Introduction](#introduction)\n2. [Dairy](#dairy)\n3. [Meat](#meat)"
SECTIONS = "food introduction dairy meat"

# Name, document, further options, ids of the sections, words that must be said, words that must not, lines left out that are no rules.
CASES = [
    ("chapters", BOOK, [], "our-guide surgery radiation drugs", ["--split-level 1 makes one section"], [], []),
    ("chapters-kept", BOOK, ["--split-level", "1"], "our-guide", ["no second heading is of level 1 or above"], [], []),
    ("chapters-deeper", BOOK, ["--split-level=3"], "our-guide surgery after-surgery radiation side-effects drugs", [], [], []),
    ("handout", HANDOUT, [], "flu", ["--split-level 2 makes a section of each heading of level 2: “Signs”, “Treatment” and “Prevention”"], [], []),
    ("handout-split", HANDOUT, ["--split-level", "2"], "flu signs treatment prevention", [], ["makes a section of each"], []),
    ("closed-is-one", BOOK + CLOSED, [], "our-guide", ["--split-level 2 makes"], [], []),
    ("dated-in-front", "---\nlast-revised: 2018-04-06\n---\n" + BOOK, [], "our-guide", [], [], []),
    ("asked-with-shared-end", BOOK + CLOSED, ["--split-level", "2"], "our-guide surgery radiation drugs", ["may be said of the whole document"], [], []),
    ("links", LISTED.format("## Table of Contents\n\n" + LINKS), [], SECTIONS, ["the contents list “Table of Contents”, lines 7 to 11", "may be said of the whole document"], ["import-link"], [7, 9, 10, 11]),
    ("spanish", LISTED.format("## Índice\n\n" + LINKS), [], SECTIONS, ["“Índice”"], [], [7, 9, 10, 11]),
    ("decomposed", LISTED.format("## I\u0301ndice\n\n" + LINKS), [], SECTIONS, ["import-contents"], [], [7, 9, 10, 11]),
    ("german", LISTED.format("## Inhaltsverzeichnis\n\n" + LINKS), [], SECTIONS, ["import-contents"], [], [7, 9, 10, 11]),
    ("colon-bold", LISTED.format("**In this guide:**\n\n" + LINKS), [], SECTIONS, ["import-contents"], [], [7, 9, 10, 11]),
    ("setext", LISTED.format("Contents\n--------\n\n- [Introduction](#)\n- [Dairy](#)\n- [Meat](#)"), [], SECTIONS, ["import-contents"], [], [7, 8, 10, 11, 12]),
    ("plain-pages", LISTED.format("## Contents\n\n- Introduction ..... 3\n- Dairy ..... 5\n- Meat 7"), [], SECTIONS, ["import-contents"], [], [7, 9, 10, 11]),
    ("lines", LISTED.format("## Contents\n\nIntroduction\nDairy\nMeat"), [], SECTIONS, ["import-contents"], [], [7, 9, 10, 11]),
    ("links-in-one-line", LISTED.format("## Contents\n\n[Introduction](#introduction) | [Dairy](#dairy) | [Meat](#meat)"), [], SECTIONS, ["import-contents"], [], [7, 9]),
    ("nested", LISTED.format("## Contents\n\n- [Food](#food)\n  - [Introduction](#introduction)\n  - [Dairy](#dairy)\n  - [Meat](#meat)"), [], SECTIONS, ["import-contents"], [], [7, 9, 10, 11, 12]),
    ("one-lost", LISTED.format("## Contents\n\n" + LINKS + "\n4. [Fish](#fish)"), [], SECTIONS, ["names “Fish”, but the document has no such heading"], [], [7, 9, 10, 11, 12]),
    # What looks like one.
    ("kit", "# Kit\n\n## Contents\n\n- 3 syringes\n- 2 needles\n\n## Use\n\nText.\n", [], "kit", [], ["import-contents"], []),
    ("prose", "# Kit\n\n## Contents\n\nThe box holds Use and care.\n\n## Use and care\n\nText.\n", [], "kit", [], ["import-contents"], []),
    ("definition-within", LISTED.format("## Contents\n\n" + LINKS + "\n\n[dairy]: http://dairy.example\n\n- [Introduction](#introduction)"), [], None, [], ["import-contents"], []),
    ("definition-behind", LISTED.format("## Contents\n\n" + LINKS + "\n\n[meat-link]: http://meat.example").replace("Eat.", "Eat [it][meat-link]."), [], SECTIONS, ["import-contents"], [], [7, 9, 10, 11]),
    ("within-section", "# Flu\n\nText.\n" + CLOSED + "\n# Cold\n\n## Contents\n\n- [Signs](#signs)\n- [Drugs](#drugs)\n\n## Signs\n\nText.\n\n## Drugs\n\nText.\n" + CLOSED, [], "flu cold", ["import-contents"], [], [13, 15, 16]),
]


def words(text):
    return [word for word in text.split() if re.search(r"[^\W_]", word)]


def body(text):
    return MARKER.sub("", re.split(r"^---\r?\n", text, maxsplit=2, flags=re.M)[2])


def check(name, document, options, wanted, said, unsaid, left_out, folder):
    path, library = os.path.join(folder, name + ".md"), os.path.join(folder, name)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(document)
    result = subprocess.run([program, "--import", path, "-o", library, "--report", path + ".json", *options], capture_output=True, text=True, check=False)
    if result.returncode:
        faults.append(f"{name}: exit status {result.returncode}: {result.stderr}")
        return
    with open(path + ".json", encoding="utf-8") as file:
        report = json.load(file)
    ids = " ".join(section["id"] for section in report["sections"])
    if wanted is not None and ids != wanted:
        faults.append(f"{name}: the sections are {ids}, not {wanted}")
    faults.extend(f"{name}: does not say “{text}”:\n{result.stdout}" for text in said if text not in result.stdout)
    faults.extend(f"{name}: says “{text}”:\n{result.stdout}" for text in unsaid if text in result.stdout)
    lines = document.split("\n")
    out = [number for number in report["lines-left-out"] if lines[number - 1] != "---" or number in left_out]
    if out != left_out:
        faults.append(f"{name}: left out {out}, not {left_out}")
    kept = [line for number, line in enumerate(lines, 1) if number not in report["lines-left-out"]]
    texts = []
    for section in report["sections"]:
        with open(os.path.join(library, section["file"]), encoding="utf-8", newline="") as file:
            texts.append(body(file.read()))
    source = "\n".join(kept).split("\n---\n", 1)[1] if document.startswith("---\n") else "\n".join(kept)
    written = [word for text in texts for word in words(text)]
    if written != words(source):
        faults.append(f"{name}: the words of the library are {written}")
    count = report["words"]
    if count["document"] != count["library"] + count["left-out"] - count["copied"] or count["document"] != len(words(document)):
        faults.append(f"{name}: the counts are {count}")
    for finding in report["findings"]:
        if finding["line"] in left_out and finding["library-file"]:
            faults.append(f"{name}: what was left out has a place in the library: {finding}")
    if left_out and not re.search(r"were left out", result.stdout):
        faults.append(f"{name}: the last line does not say what was left out")


with tempfile.TemporaryDirectory() as folder:
    for case in CASES:
        check(*case, folder)
    for level in ("0", "7", "x", ""):
        result = subprocess.run([program, "--import", "x.md", "-o", "x", "--split-level=" + level], capture_output=True, text=True, check=False, cwd=folder)
        if result.returncode != 2 or "--split-level needs a level of headings, from 1 to 6" not in result.stderr:
            faults.append(f"--split-level={level}: {result.returncode} {result.stderr}")
    result = subprocess.run([program, "--check", "--split-level", "2"], capture_output=True, text=True, check=False, cwd=folder)
    if result.returncode != 2 or "--split-level works only with --import" not in result.stderr:
        faults.append(f"--check --split-level: {result.returncode} {result.stderr}")

print("\n".join(faults) or f"{len(CASES)} documents")
sys.exit(1 if faults else 0)
