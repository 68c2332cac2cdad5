"""A damaged document, split: its report is the one that was read line by line, no word of it is lost, the library is refused for the reasons that are
listed here, and is exported once an editor has resolved each of them."""
import collections
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from html.parser import HTMLParser

source = os.environ["STS_SOURCE_DIR"]
program = os.environ["STS_BINARY"]
here = os.path.join(source, "tests", "import")
faults = []

# What --check must refuse in the library as it comes from the import: file, rule -> how often. Nothing else.
REFUSED = {
    "treating-stiff-elbow.md": {"title-missing": 1, "missing-last-revised": 1, "missing-references": 1, "missing-disclaimer": 1, "import-unresolved": 3},
    "surgery-for-stiff-elbow.md": {"missing-references": 1, "missing-disclaimer": 1, "import-unresolved": 4, "image-missing": 1},
    "exercises-for-stiff-elbow.md": {"missing-disclaimer": 1, "import-unresolved": 2, "heading-skip": 1, "hyperlink-number-unknown": 1},
    "drugs-for-stiff-elbow.md": {"missing-references": 1, "missing-disclaimer": 1, "import-unresolved": 3},
    "braces-for-stiff-elbow.md": {"missing-last-revised": 1, "missing-references": 1, "missing-disclaimer": 1},
    "heat-for-stiff-elbow.md": {"missing-disclaimer": 1, "import-unresolved": 1},
    "section-7.md": {"title-missing": 1, "missing-last-revised": 1, "missing-references": 1, "missing-disclaimer": 1, "import-unresolved": 4},
}
MARKER = re.compile(r"^<!-- import: .* -->\n", re.M)
ORPHAN = "[elbow.example](https://www.elbow.example) | 1.800.555.0100\n\n"
NO_DATE = 'last-revised: {waived: "the source gives no date"}\n'
NO_REFERENCES = 'references: {waived: "the source lists none"}\n'

# What an editor does, file by file: (what stands there, what is to stand there). All markers are deleted besides.
EDITS = {
    "treating-stiff-elbow.md": [
        ("id: treating-stiff-elbow\n", "id: treating-stiff-elbow\n" + NO_DATE + NO_REFERENCES),
        (ORPHAN, ""), ("## Treating Stiff Elbow\n\n", "## Treating Stiff Elbow\n\n" + ORPHAN),
        ("*What is said here", "## Disclaimer\n\n*What is said here")],
    "surgery-for-stiff-elbow.md": [("---\n\nof the Stiff", "## References\n\nof the Stiff"), ("\n![A second drawing, which was lost.](figures/scar.png)\n", "")],
    "exercises-for-stiff-elbow.md": [("#### Pain at night", "### Pain at night"), ("[Pain and You](#)<sup>5</sup>", "Pain and You"),
                                     ("Last Revised", "[film]: http://www.elbow.example/film.html\n\nLast Revised")],
    "drugs-for-stiff-elbow.md": [("Elbow Society.", "## References\n\nElbow Society."), ("## [Numb", "[Numb")],
    "braces-for-stiff-elbow.md": [("id: braces-for-stiff-elbow\n", "id: braces-for-stiff-elbow\n" + NO_DATE + NO_REFERENCES)],
    "heat-for-stiff-elbow.md": [],
    "section-7.md": [("id: section-7\n", "id: section-7\ntitle: Choices for Stiff Elbow, by Cause\n" + NO_DATE + NO_REFERENCES)],
    "library.yaml": [("status: draft\n", "status: draft\ndisclaimer: Ask your care team about all that is not clear to you.\n")],
}


def run(folder, *arguments):
    return subprocess.run([program, *arguments], cwd=folder, capture_output=True, text=True, check=False)


def read(*path):
    with open(os.path.join(*path), encoding="utf-8", newline="") as file:
        return file.read()


def expect(condition, text):
    if not condition:
        faults.append(text)


def words(text):
    """Runs without white space that hold a letter or a digit: what the program counts, found without it."""
    return [word for word in text.split() if re.search(r"[^\W_]", word)]


def letters(text):
    return collections.Counter(re.findall(r"[^\W\d_]+", text))


def body(text):
    """A section without its front matter and without markers."""
    return MARKER.sub("", text.split("---\n", 2)[2])


def sections(folder):
    return re.findall(r"^  - (.*)$", read(folder, "library.yaml"), re.M)


def fingerprints(folder):
    found = {}
    for root, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(root, name), "rb") as file:
                found[os.path.relpath(os.path.join(root, name), folder)] = hashlib.sha256(file.read()).hexdigest()
    return found


def check_golden(report):
    path = os.path.join(here, "damaged.report")
    if os.environ.get("STS_UPDATE"):
        with open(path, "w", encoding="utf-8") as file:
            file.write(report)
    wanted = read(path)
    if report != wanted:
        lines = wanted.split("\n")
        faults.append("the report differs from damaged.report:\n" + "\n".join(f"  {line}" for line in report.split("\n") if line not in lines))


def check_words(document, folder):
    """All sections together are the document, word for word."""
    joined = "\n".join(body(read(folder, name + ".md")) for name in sections(folder))
    expect(words(joined) == words(document), "the words of the library are not those of the document")
    return joined


def check_json(folder, report, printed):
    counts = report["words"]
    expect(counts["document"] == counts["library"] == len(words(read(folder, "damaged.md"))) and counts["same"], f"the counts of words are {counts}")
    expect([section["id"] for section in report["sections"]] == sections(os.path.join(folder, "library")), "the sections of report and library differ")
    lines = read(folder, "damaged.md").split("\n")
    for finding in report["findings"]:
        line = f"{finding['file']}:{finding['line']}:{finding['column']}: {finding['severity']}: {finding['text']} [{finding['rule']}]"
        expect(line in printed, f"only the JSON says: {line}")
        written = read(folder, "library", finding["library-file"]).split("\n")
        expect(written[finding["library-line"] - 1] == lines[finding["line"] - 1], f"{finding['rule']} is not in line {finding['library-line']} of {finding['library-file']}")
    expect(report["lines-left-out"] == [number for number, line in enumerate(lines, 1) if line == "---" and number not in (69,)], "other lines were left out")


def check_refused(folder):
    result = run(folder, "--check", "--json", "-C", "library")
    expect(result.returncode == 1, f"--check: exit status {result.returncode}")
    found = collections.defaultdict(collections.Counter)
    for fault in json.loads(result.stdout):
        if fault["severity"] == "error":
            found[os.path.basename(fault["file"])][fault["rule"]] += 1
    for name in sorted(set(found) | set(REFUSED)):
        expect(dict(found[name]) == REFUSED.get(name, {}), f"{name} is refused for {dict(found[name])}, not {REFUSED.get(name)}")
    refused = run(folder, "--pdf", "--all", "-C", "library", "-o", folder)
    expect(refused.returncode == 1 and not [name for name in os.listdir(folder) if name.endswith(".pdf")], "a library with markers was exported")


def resolve(folder):
    for name, edits in EDITS.items():
        text = MARKER.sub("", read(folder, name))
        for old, new in edits:
            expect(text.count(old) == 1, f"{name}: “{old}” stands {text.count(old)} times")
            text = text.replace(old, new)
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
            file.write(text)


class Text(HTMLParser):
    def __init__(self):
        super().__init__()
        self.text = []

    def handle_starttag(self, tag, attributes):
        self.text += [" "] if tag in ("sup", "p", "li", "td", "th") else []

    def handle_data(self, data):
        self.text.append(data)


def check_exported(folder, library):
    result = run(folder, "--pdf", "--epub", "--all", "-C", "library", "-o", "out")
    expect(result.returncode == 0, f"export: exit status {result.returncode}: {result.stderr}")
    for name in sections(library):
        with open(os.path.join(folder, "out", name + ".pdf"), "rb") as file:
            expect(file.read(5) == b"%PDF-", f"{name}.pdf is no PDF")
        page = Text()
        with zipfile.ZipFile(os.path.join(folder, "out", name + ".epub")) as archive:
            for part in archive.namelist():
                if part.endswith(".xhtml") and "nav" not in part and "cover" not in part:
                    page.feed(archive.read(part).decode())
        have = letters("".join(page.text))
        seen = re.sub(r"\]\([^)]*\)|\]\[[^]]*\]", "]", body(read(library, name + ".md")))
        seen = re.sub(r"^\[film\]:.*$|</?sup>|^!.*$", " ", seen, flags=re.M).replace("\\\\_", "_")
        seen = re.sub(r"(?m)^#+ Hyperlinks$", "", seen)  # which begins that part, and is printed in the program's own words
        for word, count in letters(seen).items():
            expect(have[word] >= count, f"{name}: “{word}” stands {count} times in the text, {have[word]} times in the EPUB")


with tempfile.TemporaryDirectory() as folder:
    shutil.copytree(os.path.join(here, "figures"), os.path.join(folder, "figures"))
    shutil.copy(os.path.join(here, "damaged.md"), folder)
    library = os.path.join(folder, "library")
    os.mkdir(os.path.join(folder, "out"))
    document = read(folder, "damaged.md")

    result = run(folder, "--import", "damaged.md", "-o", "library", "--report", "report.json")
    if result.returncode:
        sys.exit(f"exit status {result.returncode}: {result.stderr}")
    check_golden(result.stdout)
    check_words(document, library)
    check_json(folder, json.loads(read(folder, "report.json")), result.stdout)
    with open(os.path.join(here, "figures", "elbow.svg"), "rb") as one, open(os.path.join(library, "figures", "elbow.svg"), "rb") as two:
        expect(one.read() == two.read(), "the image was not copied as it is")

    # The same document gives the same bytes, and with --json the report on standard output.
    again = run(folder, "--import", "damaged.md", "-o", "again", "--json")
    expect(fingerprints(library) == fingerprints(os.path.join(folder, "again")), "two imports of one document differ")
    expect(again.stdout.replace('"again"', '"library"') == read(folder, "report.json"), "--json and --report differ")

    check_refused(folder)
    resolve(library)
    result = run(folder, "--check", "-C", "library")
    expect(result.returncode == 0, f"--check refuses what was resolved:\n{result.stdout}")
    # Resolving took out nothing but what the list of edits names.
    taken = letters(document) - letters("\n".join(body(read(library, name + ".md")) for name in sections(library)))
    edited = sum((letters(old) for edits in EDITS.values() for old, _ in edits), collections.Counter())
    edited -= sum((letters(new) for edits in EDITS.values() for _, new in edits), collections.Counter())
    expect(taken == edited, f"words were taken out: {taken}, not {edited}")
    check_exported(folder, library)

print("\n".join(faults) or f"{len(words(document))} words, {sum(sum(rules.values()) for rules in REFUSED.values())} faults refused and resolved")
sys.exit(1 if faults else 0)
