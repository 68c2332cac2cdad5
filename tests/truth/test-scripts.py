#!/usr/bin/env python3
"""Where one glyph is one letter, as in Hebrew, it says so itself: text that stands in ActualText letter by letter cannot be searched or marked in many viewers."""
import os
import pathlib
import sys
import tempfile

ROOT = pathlib.Path(os.environ["STS_SOURCE_DIR"])
sys.path[:0] = [str(ROOT / "tests/cli"), str(ROOT / "tests/conformance")]
import pdf_reader  # noqa: E402
from program import finish, flunk, run  # noqa: E402


def letters_of(pdf):
    """(letter, whether an ActualText says it) of all Hebrew letters that are shown, in order."""
    for page in pdf.pages():
        fonts, open_marks, font = pdf.inherited(page, "/Resources")["/Font"], [], None
        for operands, operator in pdf_reader.operations(pdf.content(page)):
            if operator == "Tf":
                font = pdf_reader.Font(pdf, pdf.get(fonts)["/" + operands[0]])
            elif operator in ("BDC", "BMC"):
                properties = operands[1] if len(operands) > 1 and isinstance(operands[1], dict) else {}
                open_marks.append("ActualText" in properties)
            elif operator == "EMC":
                open_marks.pop()
            elif operator == "TJ":
                for text in (font.text(string) for string in operands[0] if isinstance(string, bytes)):
                    yield from ((char, any(open_marks)) for char in text if "א" <= char <= "ת")


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "hebrew.pdf"
        run("--quiet", "--pdf", "hebrew", "-C", ROOT / "tests/fixtures/right-to-left", "-o", path)
        letters = list(letters_of(pdf_reader.Pdf(path)))
    said = [letter for letter, actual in letters if actual]
    if said:
        flunk(f"{len(said)} of {len(letters)} Hebrew letters stand in an ActualText: {''.join(said[:40])}")
    heading = (ROOT / "tests/fixtures/right-to-left/hebrew.md").read_text().split("title: ")[1].split("\n")[0]
    wanted = [char for char in heading if "א" <= char <= "ת"]
    if not wanted or [letter for letter, _ in letters][: len(wanted)] != wanted:
        flunk(f"the title is {letters[:len(wanted)]}, and should be {wanted}")
    return finish()


sys.exit(main())
