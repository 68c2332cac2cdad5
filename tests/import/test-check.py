"""What --check tells of a library that was imported, the import has told, at the same line: tried on the fixtures, on the sections of tests/bad that can be
imported, and on pages and texts of other systems."""
import collections
import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile

source = os.environ["STS_SOURCE_DIR"]
program = os.environ["STS_BINARY"]
faults = []
told = collections.Counter()

# Rules of the check, and those by which the import says the same in its own words, in the same section.
OWN = {
    "missing-last-revised": ["import-no-date"], "missing-references": ["import-no-references"], "missing-disclaimer": ["import-no-disclaimer"],
    "title-missing": ["import-title-lost", "import-unplaced"], "heading-skip": ["import-heading-jump"], "heading-without-text": ["import-heading-without-text"],
    "link-without-target": ["import-link-without-target", "import-link-to-section"], "link-section-unknown": ["import-link-local"],
    "link-fragment-unknown": ["import-link-local"], "link-escaped-twice": ["import-address-escaped"], "hyperlink-printed-differs": ["import-address-escaped"],
    "hyperlink-number-unknown": ["import-callout-without-entry"], "hyperlink-unused": ["import-entry-without-callout"], "image-missing": ["import-image"],
    "image-outside": ["import-image"], "note-undefined": ["import-note-elsewhere"], "foreign-markup": ["import-link-definition"],
    "foreign-markup-dose": ["import-struck-out"],
}
# What is not told before: rule -> why.
LATER = {
    "import-unresolved": "it is the import's own comment, and its finding says what the comment says",
    "missing-glyph": "which letters the fonts have is seen when the text is laid out",
    "date-in-future": "an import does not know what day it is",
}

# Markup that other systems write, and what only a whole library shows.
DOCUMENTS = {
    "foreign.md": "# Flu\n\nTake 5 ~~10~~ mg {.dose} of {{drug}}.\n\n::: note\nRest.\n:::\n\n$x^2$ and H~2~O\n\n#Fever\n\n[TOC]\n",
    "numbers.md": "# Flu\n\nUp to 10[^a] pills, and 5*3*2 mg.\n\n[^a]: A day.\n\n![A drawing.](none.png)\n\n[here](http://a.example \"A title\")\n\n[unused]: http://b.example\n",
    "matter.md": "---\ntitle: A\ntags: [x]\nlayout: page\ndate: 2020-01-01\nreferences: [A, B]\n---\n\n# A\n\nText {.x}.\n\n# B\n\nText {.x}.\n",
    "pages.md": "# Flu\n\nTake ibupro-\nfen, 5O mg, not 1.0 mg.\n\nPage 3 of 12\n\nCall [INSERT PHONE].\n\n## References\n\nAdd reference\n\nLast Revised: April 2018\n",
    "french.md": "---\nlanguage: fr\n---\n\n# La grippe\n\nReposez-vous. Слово Москва.\n\n<div>x</div>\n",
    "notes.md": "# A\n\nA[^1] 5[^1].\n\n# B\n\nB[^1] 7[^2].\n\n[^1]: See {.x}.\n[^2]: See {{y}}.\n",
    "page.html": "<h1>Flu</h1><p>Take 5<sup>2</sup> of <s>10 mg</s>, see <a href='x.html' title='More'>here</a> {.x}.<p><img src=none.png>",
}


def run(*arguments):
    result = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    return result.returncode, json.loads(result.stdout) if result.stdout.startswith(("{", "[")) else None, result


def compare(path, folder):
    status, report, result = run("--import", path, "-o", folder, "--json")
    if status == 1 or (status == 3 and "larger than" in result.stderr):
        return False  # no text, no words
    if status:
        faults.append(f"{path}: exit status {status}: {result.stderr}")
        return False
    findings, copied = collections.defaultdict(set), set()
    for finding in report["findings"]:
        if report["words"]["copied"]:
            copied.add((finding["rule"], finding["text"]))
        findings[finding["rule"]].add((finding["library-file"], finding["library-line"]))
        if "library-" in finding["text"] or folder in finding["text"]:
            faults.append(f"{path}: names the folder: {finding['text']}")
    for fault in run("--check", "--json", "-C", folder)[1]:
        name, rule = os.path.relpath(fault["file"], folder), fault["rule"]
        if fault["severity"] == "note" or rule in LATER:
            continue
        same = findings[rule]
        # A note that went to several sections is told once.
        exact = (name, fault["line"]) in same or (rule, fault["text"]) in copied
        # What stands in a line of the program's is told where the section begins, what stands in library.yaml, of the document.
        whole = any(file in (name, None) or name == "library.yaml" for file, _ in same) and is_added(folder, name, fault["line"])
        own = any(file == name or file is None for other in OWN.get(rule, []) for file, _ in findings[other])
        told[rule] += 1
        if not exact and not whole and not own:
            faults.append(f"{path}: only the check says: {name}:{fault['line']}: {fault['text']} [{rule}]")
    return True


def is_added(folder, name, line):
    if name == "library.yaml":
        return True
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        lines = file.read().split("\n")
    begins = lines.index("---")  # comments may stand before it
    return line <= lines.index("---", begins + 1) + 1 or lines[line - 1] == ""


with tempfile.TemporaryDirectory() as top:
    paths = sorted(glob.glob(os.path.join(source, "tests", "bad", "*", "library", "*.md")))[::3]
    paths += sorted(glob.glob(os.path.join(source, "tests", "fixtures", "**", "*.md"), recursive=True))
    paths += [os.path.join(source, "tests", "import", "damaged.md")]
    for name, text in DOCUMENTS.items():
        paths.append(os.path.join(top, name))
        with open(paths[-1], "w", encoding="utf-8") as file:
            file.write(text)
    count = 0
    for number, path in enumerate(paths):
        folder = os.path.join(top, f"library-{number}")
        count += compare(path, folder)
        shutil.rmtree(folder, ignore_errors=True)

wanted = {"foreign-markup", "foreign-markup-dose", "mark-after-number", "emphasis-in-number", "title-unprinted", "link-definition", "front-matter-key", "hyphen-at-line-end",
          "ocr-confusion", "dose-notation", "running-head", "placeholder", "reference-empty", "image-missing", "words-missing", "raw-html", "language-unmarked", "date-invalid"}
faults += [f"no document has {rule}" for rule in sorted(wanted - set(told))]
print("\n".join(faults) or f"{count} documents, {sum(told.values())} faults by {len(told)} rules")
sys.exit(1 if faults else 0)
