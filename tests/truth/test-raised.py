#!/usr/bin/env python3
"""What is raised or lowered in the Markdown says so in the tags of the PDF: a Span with a BaselineShift, and the characters that stand for digits and signs;
the numbers of notes and links are none of it."""
import os
import pathlib
import re
import sys
import tempfile

ROOT = pathlib.Path(os.environ["STS_SOURCE_DIR"])
sys.path.append(str(ROOT / "tests/cli"))
from matter import front_matter  # noqa: E402
from paper import Paper, pdf_structure  # noqa: E402
from program import finish, flunk, run  # noqa: E402
from source import squeeze  # noqa: E402

TEXT = front_matter("Doses") + """Give 10<sup>9</sup> cells or x<sub>1</sub>2 mg, 10<sup>-3</sup>, Ca<sup>2+</sup>, Ifex<sup>®</sup>, 1<sup>st</sup>, 5<sup>**6**</sup>[^a] and [more](https://example.org/).

Much later: H<sub>2</sub>O.

[^a]: A note.
"""
WANTED = [("⁹", 1), ("₁", -1), ("⁻³", 1), ("²⁺", 1), ("®", 1), ("st", 1), ("⁶", 1), ("₂", -1)]


def of_style(key):
    """A number of the style, in whose size for text all of this is set."""
    style = (ROOT / "styles/handout.yaml").read_text()
    return float(re.search(rf"^ *{key}: ([\d.]+)", style, re.M)[1])


def main():
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        (folder / "doses.md").write_text(TEXT)
        run("--quiet", "--pdf", "--book", "-C", folder / "doses.md", "-o", folder / "doses.pdf")
        paper = Paper(folder / "doses.pdf")
        found = []
        for element, text in paper.elements:
            shift = pdf_structure.attribute(paper, element, "/Layout", "/BaselineShift")
            if shift is not None:
                found.append((text, element.type, float(shift)))
        if [(text, (shift > 0) - (shift < 0)) for text, _, shift in found] != WANTED or {kind for _, kind, _ in found} != {"Span"}:
            flunk(f"raised and lowered are {found}, and should be {WANTED}")
        size = float(re.search(r"^ *body:\s.*?\bsize: ([\d.]+)", (ROOT / "styles/handout.yaml").read_text(), re.M | re.S)[1])
        shifts = {1: of_style("superscript-rise") * size, -1: -of_style("subscript-drop") * size}
        if any(abs(shift - shifts[1 if shift > 0 else -1]) > 0.02 for _, _, shift in found):
            flunk(f"the shifts are {found}, and should be {shifts}")
        said = next(text for element, text in paper.elements if element.type == "P" and "Give" in text)
        if not said.startswith(squeeze("Give 10⁹ cells or x₁2 mg, 10⁻³, Ca²⁺, Ifex®, 1st, 5⁶")):
            flunk(f"a screen reader says {said}")
    return finish()


sys.exit(main())
