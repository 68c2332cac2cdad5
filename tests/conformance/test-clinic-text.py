#!/usr/bin/env python3
"""With a clinic, PDF and EPUB say the same, and that is the text of the section, its slots filled, between a masthead and a block.

What must be said is made from the sources: the clinic's file, the words of styles/terms/en.yaml, and the sections in Markdown. Every PDF also goes through check-pdf.py.
"""
import importlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
import zipfile

HERE = pathlib.Path(__file__).parent
ROOT = pathlib.Path(os.environ["STS_SOURCE_DIR"])
LIBRARY = ROOT / "tests/fixtures/clinic"
sys.path.insert(0, str(HERE))

from pdf_reader import Pdf, read_text  # noqa: E402

VALUES = {"name": "North Valley Cancer Clinic", "address": "Building 2, 12 *Main* Street, <b>Springfield</b>", "phone": "555-010-0100", "after-hours": "555-010-0199 ext. 5", "emergency": "911",
          "hours": "Monday to Friday, 8 am to 5 pm", "web": "https://www.example.org/north"}
LABELS = {"phone": "Phone", "after-hours": "After hours", "emergency": "In an emergency", "hours": "Hours", "address": "Address", "web": "Web"}
SLOT = re.compile(r"\{clinic\.([a-z-]+): ([^}]*)\}")
faults = []


def export(folder, section, *arguments):
    subprocess.run([os.environ["STS_BINARY"], "--quiet", "-C", LIBRARY, "--pdf", "--epub", section, *arguments, "-o", f"{folder}/"], check=True)


def epub_lines(path, epub):
    with zipfile.ZipFile(path) as archive:
        name = next(name for name in archive.namelist() if name.startswith("EPUB/text/"))
        reader = epub.Reader()
        reader.read(ElementTree.fromstring(archive.read(name)).find(epub.XHTML + "body"))
        return reader.lines


def fill(lines, sources):
    """Puts the clinic's values in the place of the words, slot by slot, in the order in which they are read."""
    lines, at = list(lines), 0
    for key, words in (slot for source in sources for slot in SLOT.findall(source)):
        while words not in lines[at]:
            at += 1
        lines[at] = lines[at].replace(words, VALUES[key], 1)
    return lines


def expected(plain, section):
    text = (LIBRARY / f"{section}.md").read_text(encoding="utf-8")
    filled = fill(plain, [text, (LIBRARY / "library.yaml").read_text(encoding="utf-8")])
    closing = next(i for i, line in enumerate(filled) if line in ("Notes", "References"))
    block = [VALUES["name"], f"This part is from {VALUES['name']}. It is not part of the medical text.", "How to reach us",
             *[f"{label}: {VALUES[key].replace('Building 2,', 'Building 2')}" for key, label in LABELS.items()], "Questions for my care team"]
    masthead = ["Logo of North Valley", VALUES["name"], "Building 2", f"Questions? Call {VALUES['phone']}"]
    return masthead, filled[:closing], block, filled[closing:]


def check(what, lines, parts, section):
    """The block ends with the code's address, by whatever words."""
    masthead, body, block, closing = parts
    before = masthead + body + block
    code, after = lines[len(before) : len(lines) - len(closing)], lines[len(lines) - len(closing) :]
    if lines[: len(before)] != before or after != closing:
        faults.append(f"{what} says\n{lines}\nnot\n{before} … {closing}")
    if not code or not any(f"clinic.example/{section}/en" in line for line in code):
        faults.append(f"{what} does not say the code's address: {code}")


def main():
    if not shutil.which("qpdf"):
        print("skipped: qpdf is not installed (package qpdf)")
        return 77
    epub, checker = importlib.import_module("test-epub-text"), importlib.import_module("check-pdf")
    with tempfile.TemporaryDirectory() as scratch:
        plain, filled = pathlib.Path(scratch) / "plain", pathlib.Path(scratch) / "filled"
        for section in ("pump", "fever"):
            for folder, arguments in ((plain, []), (filled, ["--clinic", LIBRARY / "north.yaml"])):
                folder.mkdir(exist_ok=True)
                export(folder, section, *arguments)
            parts = expected(epub_lines(plain / f"{section}.epub", epub), section)
            of_epub, of_pdf = epub_lines(filled / f"{section}.epub", epub), read_text(Pdf(str(filled / f"{section}.pdf")))
            check(f"{section}.epub", of_epub, parts, section)
            if of_epub != of_pdf:
                faults.append(f"{section}: the PDF says\n{of_pdf}\nthe EPUB\n{of_epub}")
        for arguments in (["--book"], ["--book", "--style", "large-print"]):
            subprocess.run([os.environ["STS_BINARY"], "--quiet", "-C", LIBRARY, "--pdf", *arguments, "--clinic", LIBRARY / "north.yaml", "-o", filled / f"{len(arguments)}.pdf"], check=True)
        for path in sorted(filled.glob("*.pdf")):
            faults.extend(f"{path.name}: {rule}: {text}" for rule, text in checker.Checker(str(path)).run())
    print("\n".join(f"FAILED: {fault}" for fault in faults) or "0 faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
