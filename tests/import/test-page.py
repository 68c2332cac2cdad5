"""A web page as clinics have them becomes a library: tables with heads, a figure with alternative text and caption, Spanish words, a callout, dates as
hints, and the rest told with its place."""
import json
import os
import shutil
import subprocess
import sys
import tempfile

source = os.environ["STS_SOURCE_DIR"]
program = os.environ["STS_BINARY"]
faults = []

LINES = [
    "# Flu shots", "Get a flu shot **each year**. Call [555\u00a0123-4567](tel:+15551234567).", "> [!WARNING]",
    "> **Warning:** Call 911 if you cannot breathe.", "- Babies over 6\u00a0months", "  Above 65 years", "| Age | Dose |", "| 6 to 35 months | 0.25 mL |",
    "| 3 years and up | 0.5 mL<br>once |", "Table: Doses", "| Child | Day 1 |", "|  | Day 28 |", "| One<br>Two | A<br>B |",
    '![A nurse gives a shot in the arm.](arm.png "The shot goes in the arm.")',
    "Water is H<sub>2</sub>O, 10<sup>3</sup> cells, never twice. [Vacuna contra la gripe]{lang=es}. Temp > 38 \\*C, 3 x 4 = 12_a\\_, $5 to $10.",
    "Some *more* words.", "Virus", ": A germ.", "2. WHO. Influenza. 2023.", "Last updated: May 6, 2024",
]
# Line and column in the page, rule, and a word of what is said.
TOLD = [
    (1, 60, "import-hint", "Flu shots"), (1, 84, "import-hint", "2024-05-06"), (2, 1, "import-left-out", "Home"), (5, 1, "import-markup", "WARNING"),
    (9, 8, "import-markup", "no row of heads"), (9, 12, "import-markup", "spans several"), (10, 16, "import-markup", "list"),
    (11, 9, "import-image", "arm.png"), (12, 51, "import-markup", "underlined"), (13, 1, "import-markup", "click"),
    (16, 40, "import-left-out", "Our clinic"),
]

with tempfile.TemporaryDirectory() as folder:
    shutil.copy(os.path.join(source, "tests", "fuzz", "corpus", "html", "page.html"), folder)
    result = subprocess.run([program, "--import", "page.html", "-o", "library", "--json"], cwd=folder, capture_output=True, text=True, check=False)
    if result.returncode:
        sys.exit(f"exit status {result.returncode}: {result.stderr}")
    report = json.loads(result.stdout)
    with open(os.path.join(folder, "library", "flu-shots.md"), encoding="utf-8") as file:
        text = file.read()
    written = text.split("\n")
    for line in LINES:
        if line not in written:
            faults.append(f"not in the library: {line}")
    if "Home" in text:
        faults.append("navigation is in the library")
    for line, column, rule, word in TOLD:
        if not any((finding["line"], finding["column"], finding["rule"]) == (line, column, rule) and word in finding["text"] for finding in report["findings"]):
            faults.append(f"not told: {line}:{column} {rule} “{word}”")
    if report["words"]["document"] != report["words"]["library"]:
        faults.append(f"words: {report['words']}")
    # A finding that names another line names that of the page.
    with open(os.path.join(folder, "twice.html"), "w", encoding="utf-8") as file:
        same = "<p>Take one tablet each morning with a full glass of water, and do not lie down for half an hour after that.</p>\n"
        file.write("<!DOCTYPE html>\n\n\n<h1>Tablets</h1>\n" + same + "<p>Ask us.</p>\n" + same)
    result = subprocess.run([program, "--import", "twice.html", "-o", "twice", "--json"], cwd=folder, capture_output=True, text=True, check=False)
    twice = [(finding["line"], finding["text"]) for finding in json.loads(result.stdout)["findings"] if finding["rule"] == "import-duplicate"]
    if len(twice) != 1 or twice[0][0] != 7 or "line 5" not in twice[0][1]:
        faults.append(f"the same paragraph in lines 5 and 7: {twice}")
    # A finding's line in the library is where its text is.
    for finding in report["findings"]:
        if finding["rule"] == "import-image" and "arm.png" not in written[finding["library-line"] - 1]:
            faults.append(f"the image is not in line {finding['library-line']} of the library")

print("\n".join(faults) or "the page is a library")
sys.exit(1 if faults else 0)
