#!/usr/bin/env python3
"""A drawing that gives no size is as large in a line as by itself, and its text has the fonts of the text around it, whatever fonts it asks for that are not there."""
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

FRONT = front_matter("Drawings")
SIZES = {"small": 'viewBox="0 0 60 30"', "middle": 'viewBox="0 0 200 100"', "sized": 'width="250" height="50" viewBox="0 0 10 2"', "percent": 'width="100%" viewBox="0 0 240 90"'}
FAMILIES = ["", 'font-family="serif"', 'font-family="Times New Roman, Nowhere"', 'font-family="sans-serif" font-weight="bold"']


def draw(attributes, body):
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{body}</svg>'


def export(folder, text, drawings):
    for name, drawing in drawings.items():
        (folder / f"{name}.svg").write_text(drawing)
    (folder / "d.md").write_text(FRONT + text)
    run("--quiet", "--pdf", "--all", "-C", folder / "d.md", "-o", folder / "d.pdf")
    return Paper(folder / "d.pdf")


def judge_sizes(folder):
    text = "".join(f"\n![A figure of a {name} box.]({name}.svg)\n\nA line ![with a {name} box]({name}.svg) in it.\n" for name in SIZES)
    paper = export(folder, text, {name: draw(attributes, '<rect width="100%" height="100%"/>') for name, attributes in SIZES.items()})
    figures = [element for element, _ in paper.elements if element.type == "Figure"]
    sizes = []
    for figure in figures:
        left, bottom, right, top = pdf_structure.attribute(paper, figure, "/Layout", "/BBox")
        sizes.append((pdf_structure.attribute(paper, figure, "/Layout", "/Placement"), round(float(right - left)), round(float(top - bottom))))
    for name, alone, inline in zip(SIZES, sizes[::2], sizes[1::2]):
        if alone[0] != "/Block" or inline[0] != "/Inline" or alone[1:] != inline[1:]:
            flunk(f"the {name} drawing is {alone} by itself and {inline} in a line")


def judge_fonts(folder):
    body = "".join(f'<text x="5" y="{20 * i + 20}" font-size="12" {family}>Hamburg</text>' for i, family in enumerate(FAMILIES))
    fonts = []
    for drawings, text in (({}, "Text and **more**.\n"), ({"d": draw('viewBox="0 0 100 100"', body)}, "Text and **more**.\n\n![Words in a drawing.](d.svg)\n")):
        paper = export(folder, "\n" + text, drawings)
        fonts.append({re.sub(r"^/[A-Z]{6}\+", "", str(value)) for value in base_fonts(paper.pdf)})
    if fonts[0] != fonts[1] or not fonts[0]:
        flunk(f"the drawing brings fonts of its own: {fonts[1] - fonts[0]}")


def base_fonts(pdf):
    """Those of pages and of the forms that they show."""
    waiting = [pdf.get(pdf.inherited(page, "/Resources")) for page in pdf.pages()]
    while waiting:
        resources = waiting.pop()
        for font in (pdf.get(resources.get("/Font")) or {}).values():
            yield pdf.get(font)["/BaseFont"]
        for form in (pdf.get(resources.get("/XObject")) or {}).values():
            found = pdf.get(form)
            inner = getattr(found, "dictionary", found)
            if isinstance(inner, dict) and "/Resources" in inner:
                waiting.append(pdf.get(inner["/Resources"]))


def main():
    with tempfile.TemporaryDirectory() as scratch:
        judge_sizes(pathlib.Path(scratch))
        judge_fonts(pathlib.Path(scratch))
    return finish()


sys.exit(main())
