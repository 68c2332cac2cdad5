#!/usr/bin/env python3
"""Every PDF of the sample library and of the test libraries conforms, and says what the tree says.

Each file goes through `qpdf --check`, check-pdf.py, and a comparison: the SHA-256 of the text of each section, read in the order of the tags, is the fingerprint that the tree gave it.
Long documents (lists nested deep and over pages, a table of 200 rows, 300 sections) are made here.
"""
import hashlib
import importlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

HERE = pathlib.Path(__file__).parent
ROOT = pathlib.Path(os.environ["STS_SOURCE_DIR"])
sys.path[:0] = [str(HERE), str(ROOT / "tests/cli")]

from pdf_reader import StructureReader, strings_of  # noqa: E402
from program import CJK, HAVE_CJK, environment  # noqa: E402

STRINGS = "{urn:sts-export:provenance:4#}stringsFingerprint"
FINGERPRINT = "{urn:sts-export:provenance:4#}printedFingerprint"

LIBRARY = """title: Long documents
language: en
identifier: urn:uuid:6a52c9d4-65b3-4d6e-9a4b-0d8d5c2f7711
publisher: Tests
status: sample
disclaimer: |
  This text tests a program. It is no advice.
sections: [{sections}]
"""

SECTION = """---
title: {title}
last-revised: 2018-04-06
references: {{waived: "there are none"}}
---

{body}
"""

SENTENCE = "The office of an efficient typesetter is to make difficult words easy to read, to keep the margins even, and to leave no line alone. "


def nested_lists():
    deep = "".join(f"{'  ' * i}- Level {i + 1}: {SENTENCE}\n" for i in range(20))
    return deep + "\n" + "".join(f"{i + 1}. Item {i + 1}. {SENTENCE * (i % 4)}\n   - [ ] A task below it\n" for i in range(60))


def long_table():
    rows = "".join(f"| Oak {i + 1} | *Quercus* | {SENTENCE if i % 50 == 49 else '12.5'} | {i} |\n" for i in range(200))
    return "| Tree | Latin name | Height | Number |\n|:--|:--|:-:|--:|\n" + rows


def notes():
    text = " ".join(f"A remark[^{i}] and a [link](https://example.org/{i})." for i in range(120))
    return text + "\n\n" + "".join(f"[^{i}]: The note {i}.\n\n" for i in range(120))


def write_library(folder, sections):
    folder.mkdir()
    (folder / "library.yaml").write_text(LIBRARY.format(sections=", ".join(sections)), encoding="utf-8")
    for name, body in sections.items():
        (folder / f"{name}.md").write_text(SECTION.format(title=f"On {name}", body=body), encoding="utf-8")
    return folder


def section_texts(checked):
    """The text of each section's Sect: the last of the Document's, after cover and contents. What is said of its review has a fingerprint of its own."""
    pdf = checked.pdf
    prints = [e.text for e in xml.fromstring(pdf.stream(pdf.catalog()["/Metadata"])).iter(FINGERPRINT)]
    document = pdf.items(pdf.get(pdf.catalog()["/StructTreeRoot"])["/K"])[0]
    for wanted, section in zip(prints, document["/K"][-len(prints):]):
        yield wanted, StructureReader(pdf, checked.contents, r"\.(reviewers|review)$").read(section)


def page_strings(pdf, page):
    forms = pdf.key(pdf.key(page, "/Resources"), "/XObject") or {}
    return strings_of(pdf.content(page), lambda name: hashlib.sha256(pdf.stream(forms[name])).hexdigest().encode())


def faults_of(checker, path):
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        yield "qpdf --check: " + (done.stdout + done.stderr).strip()
    checked = checker.Checker(path)
    for rule, text in checked.run():
        yield f"{rule}: {text}"
    pdf = checked.pdf
    strings = hashlib.sha256(b"".join(s for page in pdf.pages() for s in page_strings(pdf, page))).hexdigest()
    if strings != next(xml.fromstring(pdf.stream(pdf.catalog()["/Metadata"])).iter(STRINGS)).text:
        yield "the strings of the pages are not those of their fingerprint"
    for wanted, lines in section_texts(checked):
        if hashlib.sha256("".join(line + "\n" for line in lines).encode()).hexdigest() != wanted:
            yield f"the text in the order of the tags is not the tree's: {lines[:1]}"


def export(library, output, *arguments):
    done = subprocess.run([os.environ["STS_BINARY"], "-C", str(library), "--pdf", "--quiet", *arguments, "-o", output], env=environment(arguments), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"FAILED: {library} {arguments}: {done.stderr}")


def main():
    if not shutil.which("qpdf"):
        print("skipped: qpdf is not installed (package qpdf)")
        return 77
    checker, faults, count = importlib.import_module("check-pdf"), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        long = write_library(folder / "long", {"lists": nested_lists(), "tables": long_table(), "notes": notes()})
        many = write_library(folder / "many", {f"section-{i}": f"## A heading\n\n{SENTENCE * 4}\n\nSee [the next](section-{(i + 1) % 300}.md)." for i in range(300)})
        fixtures = ROOT / "tests/fixtures"
        libraries = [ROOT / "content", fixtures / "arabic", fixtures / "french", fixtures / "passages", fixtures / "languages", ROOT / "tests/fixtures/source-radiation", ROOT / "tests/fixtures/characters", HERE / "pdf-library", HERE / "epub-library", long]
        for number, library in enumerate(libraries):
            all_together = folder / f"all-{number}"
            all_together.mkdir()
            export(library, f"{all_together}/", "--all")
            export(library, f"{all_together}/book.pdf", "--book")
            export(library, f"{all_together}/large.pdf", "--book", "--style", "large-print", "--paper", "a4")
        export(many, f"{folder}/all-0/many.pdf", "--book")
        if HAVE_CJK:
            export(fixtures / "chinese", f"{folder}/all-0/chinese.pdf", "--book", "--fonts", str(CJK))
        export(HERE / "pdf-library", f"{folder}/all-0/linearized.pdf", "--book", "--linearize")
        for path in sorted(folder.glob("all-*/*.pdf")):
            count += 1
            for fault in faults_of(checker, str(path)):
                print(f"FAILED: {path.relative_to(folder)}: {fault}")
                faults += 1
    print(f"{count} files, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
