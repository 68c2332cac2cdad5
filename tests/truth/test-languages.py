#!/usr/bin/env python3
"""Words of the program in another language than the text's: on a page from right to left they begin where its lines do.

Read from the exported files alone: places by pdftotext, directions from the XHTML.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

LIBRARY = """title: T
language: {language}
identifier: urn:uuid:11111111-2222-4333-8444-555555555557
status: sample
disclaimer: Ask your team.
sections: [{sections}]
"""
SECTION = """---
title: "{title}"
last-revised: 2026-10-01
references: {references}
---

{body}
"""
WAIVED = '{waived: "none"}'
ARABIC = """
  - "Smith J, Jones K. Radiation after surgery. N Engl J Med. 2018;12(3):45-67."
  - "منظمة الصحة العالمية. دليل العلاج بالإشعاع."
"""


def run(*arguments):
    return subprocess.run([os.environ["STS_BINARY"], *map(str, arguments)], stderr=subprocess.PIPE, text=True, check=True).stderr


def page(path, name):
    with zipfile.ZipFile(path) as archive:
        return archive.read(f"EPUB/text/{name}.xhtml").decode()


def write(folder, language, **sections):
    folder.mkdir()
    (folder / "library.yaml").write_text(LIBRARY.format(language=language, sections=", ".join(sections)))
    for name, text in sections.items():
        (folder / f"{name}.md").write_text(text)


def check_sides(folder):
    """English words of the program, and a reference in Latin letters, on a page in Arabic letters."""
    write(folder, "fa", arabic=SECTION.format(title="العلاج", references=ARABIC, body="العلاج بالإشعاع بعد الجراحة.\n\nانظر.[^1]\n\n[^1]: See page 3 (in English)."))
    run("--quiet", "--pdf", "--epub", "-C", folder, "arabic", "-o", f"{folder}/")
    boxes = subprocess.run(["pdftotext", "-bbox", folder / "arabic.pdf", "-"], capture_output=True, text=True, check=True).stdout
    words = [(float(left), float(top), float(right), word) for left, top, right, word in re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">(.*?)</word>', boxes)]
    edge = max(right for _, _, right, _ in words)
    for first in ("References", "Notes", "Last", "Sample"):
        top = next(top for _, top, _, word in words if word == first)
        line = [right for _, other, right, _ in words if abs(other - top) < 1]
        # The status stands in a box at the edge.
        assert abs(max(line) - edge) < (12 if first == "Sample" else 2), f"the line of “{first}” ends {edge - max(line):.1f} points before the edge"
    for first, last in (("Smith", "2018;12(3):45-67."), ("See", "English).")):
        start, end = (next(w for w in words if w[3] == word) for word in (first, last))
        assert end[0] > start[0], f"“{last}” stands before “{first}”"
    xhtml = page(folder / "arabic.epub", "arabic")
    assert '<span dir="ltr">Smith J,' in xhtml and '<span dir="ltr">See page 3' in xhtml, xhtml
    assert 'dir="ltr">منظمة' not in xhtml
    for block in re.findall(r"<(?:p|h2)[^>]*>", xhtml):
        assert 'dir="ltr"' not in block, f"{block} does not begin where other lines do"


def main():
    with tempfile.TemporaryDirectory() as folder:
        check_sides(pathlib.Path(folder) / "sides")


if __name__ == "__main__":
    sys.exit(main())
