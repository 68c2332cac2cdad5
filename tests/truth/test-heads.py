#!/usr/bin/env python3
"""What a screen reader says before each cell of a table: in the PDF and the EPUB, the heads of a cell are the words of its column and of its row in the Markdown."""
import os
import pathlib
import re
import sys
import tempfile
import xml.etree.ElementTree as xml
import zipfile

ROOT = pathlib.Path(os.environ["STS_SOURCE_DIR"])
sys.path.append(str(ROOT / "tests/cli"))
from matter import front_matter  # noqa: E402
from paper import Paper, pdf_structure  # noqa: E402
from program import finish, flunk, run  # noqa: E402
from source import squeeze  # noqa: E402

HTML = "{http://www.w3.org/1999/xhtml}"
FRONT = front_matter("Tables", more="rules: {table-empty-header: off}\n")

# Rows of a table, and whether its first column names the rows.
TABLES = [
    ("a plain table", False, [["Drug", "Dose"], ["A", "5 mg"], ["B", "7 mg"]]),
    ("an empty corner", True, [["", "Morning", "Night"], ["Drug A", "5 mg", "10 mg"], ["Drug B", "6 mg", "11 mg"]]),
    ("a strong column", True, [["Drug", "Morning"], ["**Drug A**", "5 mg"], ["**Drug *B***", "6 mg"]]),
    ("strong, with a note and a link", True, [["Drug", "Dose"], ["**A**[^n]", "5 mg"], ["[**B**](https://example.org/b)", "6 mg"], ["**C** **D**", "7 mg"]]),
    ("all but one strong", False, [["Drug", "Dose"], ["**A**", "5 mg"], ["**B**", "6 mg"], ["C", "7 mg"]]),
    ("strong in part", False, [["Drug", "Dose"], ["**A** or more", "5 mg"]]),
    ("stressed, and not strong", False, [["Drug", "Dose"], ["*A*", "5 mg"]]),
    ("a cell that goes on with the one above", True, [["Drug", "Dose"], ["**A**", "5 mg"], ["", "6 mg"]]),
    ("a first column without a word", False, [["", "Dose"], ["", "5 mg"]]),
    ("a corner and a head without words", True, [["", "Dose", ""], ["A", "5 mg", "at night"]]),
    ("one column", False, [["Drug"], ["**A**"], ["**B**"]]),
    ("a strong column within a list", True, [["Drug", "Dose"], ["**A**", "5 mg"]]),
]


def plain(cell):
    """What is printed of a cell; the number of the note is not looked at."""
    return squeeze(re.sub(r"\[\^n\]|\*", "", re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", cell)))


def write_table(name, rows):
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * len(rows[0]))
    indent, mark = ("  ", "- item\n\n") if "list" in name else ("", "")
    return f"Next: {name}.\n\n{mark}" + "\n".join(indent + line for line in lines)


def wanted_heads(rows, named):
    """For each cell with words or heads: its words, and those of its heads."""
    said = [[plain(cell) for cell in row] for row in rows]
    for row in said[1:]:
        for column, cell in enumerate(row):
            heads = [said[0][column]] if said[0][column] else []
            heads += [row[0]] if named and column > 0 and row[0] else []
            yield cell, heads


def resolve(grid):
    """(words, words of its heads) of each cell below the first row; `grid` is rows of (is a head, scope, words)."""
    for number, row in enumerate(grid[1:], 1):
        for column, (_, _, words) in enumerate(row):
            above = [other[column][2] for other in grid[:number] if other[column][0] and other[column][1] == "column"]
            beside = [text for head, scope, text in row[:column] if head and scope == "row"]
            yield words, above + beside


def of_pdf(path):
    """The grids of all tables by their tags (ISO 32000-1, 14.8.5.7)."""
    paper = Paper(path)
    said = {element.reference: text for element, text in paper.elements}
    for table, _ in paper.elements:
        if table.type == "Table":
            rows = [row for group in table.kids if group.type in ("THead", "TBody") for row in group.kids]
            scopes = {"/Column": "column", "/Row": "row"}
            yield [[(cell.type == "TH", scopes.get(pdf_structure.attribute(paper, cell, "/Table", "/Scope")), said[cell.reference]) for cell in row.kids] for row in rows]


def of_epub(path):
    """The grids of all tables by their elements, and by the roles that stay where a reader shows them as lists."""
    with zipfile.ZipFile(path) as epub:
        pages = [xml.fromstring(epub.read(name)) for name in epub.namelist() if re.search(r"text/.*\.xhtml$", name)]
    for table in (table for page in pages for table in page.iter(HTML + "table")):
        natively, by_roles = [], []
        for row in table.iter(HTML + "tr"):
            cells = [(cell, squeeze("".join(cell.itertext()))) for cell in row]
            natively.append([(cell.tag == HTML + "th", {"col": "column", "row": "row"}.get(cell.get("scope")), text) for cell, text in cells])
            by_roles.append([(cell.get("role") != "cell", cell.get("role").removesuffix("header"), text) for cell, text in cells])
        yield natively
        yield by_roles


def said(text, written):
    """The words of a cell without the mark of a note or a link at their end."""
    return text if text in written else re.sub(r"(\[[a-z]\]|\d+|[a-z])$", "", text)


def compare(what, grids, tables):
    if len(grids) != len(tables):
        return flunk(f"{what} has {len(grids)} tables, not {len(tables)}")
    for grid, (name, named, rows) in zip(grids, tables):
        wanted, written = list(wanted_heads(rows, named)), {plain(cell) for row in rows for cell in row}
        found = [(said(words, written), [said(head, written) for head in heads]) for words, heads in resolve(grid)]
        if found != wanted:
            flunk(f"{what}, {name}: the cells and their heads are\n{found}\nand should be\n{wanted}")
        silent = [cell for row in grid for cell in row if cell[0] and not cell[2]]
        if silent:
            flunk(f"{what}, {name}: a head says nothing")
    return None


def main():
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        text = "\n\n".join(write_table(name, rows) for name, _, rows in TABLES)
        (folder / "t.md").write_text(f"{FRONT}{text}\n\n[^n]: A note.\n")
        run("--quiet", "--pdf", "--epub", "--book", "-C", folder / "t.md", "-o", folder)
        compare("the PDF", list(of_pdf(next(folder.glob("*.pdf")))), TABLES)
        grids = list(of_epub(next(folder.glob("*.epub"))))
        compare("the EPUB", grids[::2], TABLES)
        compare("the EPUB's roles", grids[1::2], TABLES)
    return finish()


sys.exit(main())
