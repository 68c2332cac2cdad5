#!/usr/bin/env python3
"""The size of every character of every style, read from the finished PDF: none is under the least that its style names.

The page's text is read as a printer does, by its matrices; the words in a drawing by those of its form, too.
"""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(os.environ["STS_SOURCE_DIR"])
sys.path.insert(0, str(SOURCE / "tests/conformance"))
from pdf_reader import Pdf, operations  # noqa: E402

STYLES = {"handout": 12, "large-print": 18}  # as UKAAF's G003 and the style itself ask for; not read from the styles
LIBRARIES = ["content", "tests/golden/layout/library", "tests/fixtures/notes-and-callouts", "tests/fixtures/tables"]


def multiply(a, b):
    return (a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3])


class Sizes:
    """The sizes at which a PDF shows text: on its pages, and for each drawing by itself."""

    def __init__(self, path):
        self.pdf, self.page_sizes, self.figures = Pdf(str(path)), [], []
        for page in self.pdf.pages():
            resources = self.pdf.get(self.pdf.inherited(page, "/Resources"))
            self.read(self.pdf.content(page), resources, (1, 0, 0, 1), self.page_sizes, 0)

    def read(self, data, resources, matrix, found, depth):
        size, text, saved = 0, (1, 0, 0, 1), []
        for operands, operator in operations(data):
            if operator == "q":
                saved.append((matrix, size))
            elif operator == "Q":
                matrix, size = saved.pop()
            elif operator == "cm":
                matrix = multiply([float(o) for o in operands[:4]], matrix)
            elif operator == "Tf":
                size = float(operands[1])
            elif operator == "BT":
                text = (1, 0, 0, 1)
            elif operator == "Tm":
                text = [float(o) for o in operands[:4]]
            elif operator in ("TJ", "Tj") and any(isinstance(o, bytes) and o for o in (operands[-1] if operator == "TJ" else operands)):
                a, b, c, d = multiply(text, matrix)
                found.append(round(size * abs(a * d - b * c) ** 0.5, 2))
            elif operator == "Do":
                form = self.pdf.get(resources["/XObject"])["/" + operands[0]]
                head = self.pdf.get(form)
                if self.pdf.key(form, "/Subtype") != "/Form":
                    continue
                inner = multiply([float(v) for v in (self.pdf.key(form, "/Matrix") or (1, 0, 0, 1, 0, 0))[:4]], matrix)
                into = found if depth else []
                self.read(self.pdf.stream(form), self.pdf.key(form, "/Resources") or {}, inner, into, depth + 1)
                if not depth and into:
                    self.figures.append(min(into))


def check_figures(style, smallest, least, path):
    """Letters in a figure are as large as all others; so large print does not say it in words."""
    assert smallest >= least - 0.05, (style, smallest)
    said = re.search(r"!\[([^.]*\.)[^]]*\]\(figures/", (SOURCE / "content/treating.md").read_text())[1]
    printed = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True).stdout
    assert re.sub(r"\s+", "", said) not in re.sub(r"\s+", "", printed), said


def main():
    for style, least in STYLES.items():
        said = re.search(r"^size-min: (\d+)$", (SOURCE / f"styles/{style}.yaml").read_text(), re.M)
        assert said and int(said[1]) == least, style
        seen = []
        for library in LIBRARIES:
            for paper in ("letter", "a4"):
                with tempfile.TemporaryDirectory() as folder:
                    path = Path(folder) / "book.pdf"
                    subprocess.run([os.environ["STS_BINARY"], "--quiet", "--pdf", "--book", "-C", str(SOURCE / library), "--style", style,
                                    "--paper", paper, "-o", str(path)], check=True)
                    sizes = Sizes(path)
                    assert sizes.page_sizes, path
                    assert min(sizes.page_sizes) >= least - 0.05, (style, library, paper, sorted(set(sizes.page_sizes)))
                    seen += sizes.page_sizes
                    if library == "content":
                        assert sizes.figures, path
                        check_figures(style, min(sizes.figures), least, path)
        assert abs(min(seen) - least) < 0.05, (style, min(seen))  # else nothing of the least size was looked at


if __name__ == "__main__":
    main()
