#!/usr/bin/env python3
"""The markers of lists: three nested levels differ, and the box of a task is a character that says its state in words of the section's language.

A viewer that knows nothing of alternative texts finds the box itself; in both formats, whoever listens hears the words.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

ROOT = pathlib.Path(os.environ["STS_SOURCE_DIR"])
sys.path.insert(0, str(ROOT / "tests/conformance"))

from pdf_reader import Font, Pdf, decode_text_string, operations  # noqa: E402

LIBRARY = """title: Markers
language: en
identifier: urn:uuid:6a52c9d4-65b3-4d6e-9a4b-0d8d5c2f7733
publisher: Tests
sections: [english, spanish]
disclaimer: Talk with your care team.
"""
SECTION = """---
title: {title}
language: {language}
last-revised: 2024-01-01
references: {{waived: "none"}}
disclaimer: {{waived: "none"}}
---

- [ ] Apples
- [x] Pears
- Plums

Then:

- Ash
  - Oak
    - Elm
"""
OPEN, DONE = "\u2610", "\u2611"
WORDS = {"en": ("To do", "Done"), "es": ("Pendiente", "Hecho")}


class Labels:
    """The contents of the Lbl sequences of a PDF, in order: (characters, words that stand for them or None, fonts)."""

    def __init__(self, path):
        self.pdf, self.found = Pdf(str(path)), []
        for page in self.pdf.pages():
            self.fonts = self.pdf.get(self.pdf.inherited(page, "/Resources")["/Font"])
            self.read(self.pdf.content(page))

    def read(self, data):
        marks, font = [], None
        for operands, operator in operations(data):
            if operator == "BDC":
                marks.append(operands)
                if operands[0] == "Lbl":
                    self.found.append(["", None, set()])
                elif "ActualText" in operands[1] and marks[0][0] == "Lbl":
                    self.found[-1][1] = decode_text_string(operands[1]["ActualText"])
            elif operator == "EMC":
                marks.pop()
            elif operator == "Tf":
                font = self.fonts["/" + operands[0]]
            elif operator in ("TJ", "Tj") and marks and marks[0][0] == "Lbl":
                face = Font(self.pdf, font)
                self.found[-1][0] += "".join(face.text(s) for s in (operands[-1] if operator == "TJ" else operands) if isinstance(s, bytes))
                self.found[-1][2].add(self.pdf.key(font, "/BaseFont").split("+")[-1])


def export(folder):
    (folder / "library.yaml").write_text(LIBRARY)
    (folder / "english.md").write_text(SECTION.format(title="Trees", language="en"))
    (folder / "spanish.md").write_text(SECTION.format(title="Arboles", language="es"))
    subprocess.run([os.environ["STS_BINARY"], "--quiet", "--pdf", "--epub", "--book", "-C", str(folder), "-o", f"{folder}/"], check=True)
    return folder / "markers.pdf", folder / "markers.epub"


def check_pdf(path):
    labels = Labels(path).found
    wanted = []
    for words in WORDS.values():
        wanted += [(OPEN, words[0]), (DONE, words[1]), ("•", None), ("•", None), ("–", None), ("▪", None)]
    assert [(text, words) for text, words, _ in labels] == wanted, labels
    boxes = [fonts for text, _, fonts in labels if text in (OPEN, DONE)]
    assert boxes == [{"NotoSansSymbols2-Regular"}] * 4, boxes


def check_epub(path):
    with zipfile.ZipFile(path) as archive:
        for name, words in zip(("english", "spanish"), WORDS.values()):
            page = next(entry for entry in archive.namelist() if entry.endswith(f"/{name}.xhtml"))
            found = re.findall(r'<span class="label" role="img" aria-label="([^"]*)">(.)</span>', archive.read(page).decode())
            assert found == [(words[0], OPEN), (words[1], DONE)], found


def main():
    with tempfile.TemporaryDirectory() as folder:
        pdf, epub = export(pathlib.Path(folder))
        check_pdf(pdf)
        check_epub(epub)


if __name__ == "__main__":
    sys.exit(main())
