#!/usr/bin/env python3
"""What the Markdown says must stand in the PDF: every link, its number, its place and where it leads, bookmarks, page labels, languages, heads of tables.

Where words stand is read by pdftotext, not from the program's own structures.
"""
import os
import pathlib
import re
import sys
import tempfile
import urllib.parse

ROOT = pathlib.Path(os.environ["STS_SOURCE_DIR"])
sys.path[:0] = [str(ROOT / "tests/cli"), str(ROOT / "tests/conformance")]
import pdf_reader  # noqa: E402
import pdf_structure  # noqa: E402
from paper import Paper  # noqa: E402
from program import finish, flunk, run  # noqa: E402
from source import Library, print_contents, print_cover, print_sections  # noqa: E402

LIBRARY = ROOT / "tests/fixtures/cross-references"

class Judge:
    """Compares a PDF with the flow of what must be in it."""

    def __init__(self, name, paper, flow, language):
        self.name, self.paper, self.flow, self.language = name, paper, flow, language
        self.targets = {mark.value: mark for mark in flow.all("target")}

    def need(self, good, text):
        if not good:
            flunk(f"{self.name}: {text}")
        return good

    def judge(self):
        printed = "".join(char.char for char in self.paper.chars)
        if printed != self.flow.text:
            at = next((i for i, (a, b) in enumerate(zip(printed, self.flow.text)) if a != b), min(len(printed), len(self.flow.text)))
            flunk(f"{self.name}: the text should go on {self.flow.text[at - 20:at + 40]!r}, but is {printed[at - 20:at + 40]!r}")
            return
        self.links()
        self.bookmarks()
        self.labels()
        self.languages()
        self.tables()

    def leads_to(self, destination, target):
        """Whether a place in the file is that where the target's words begin: the same page, and the height of the first line. The mark of a note stands higher than
        its line."""
        first = self.paper.chars[self.targets[target].start]
        page, top = destination
        return page == first.page and abs(top - first.top) < (6 if target[0].endswith("-reference") else 3)

    def lines_of(self, mark):
        """Where a mark's words stand: for each line the first and the last character. The number of an entry of the contents stands apart."""
        lines = []
        for char in self.paper.chars[mark.start : mark.end]:
            last = lines[-1][1] if lines else None
            if last and last.page == char.page and last.top < char.bottom and char.top < last.bottom and 0 <= char.left - last.right < 20:
                lines[-1] = (lines[-1][0], char)
            else:
                lines.append((char, char))
        return lines

    def links(self):
        areas = self.paper.areas
        owners = {o: e for e in self.paper.elements for o in e[0].objects}
        at = 0
        for mark in self.flow.all("link"):
            said, lines, found = self.flow.said(mark), self.lines_of(mark), []
            for first, last in lines:
                covers = [area for area in areas if self.covers(area, first, last, self.tolerance(mark))]
                if not self.need(len(covers) == 1, f"over the words of the link {said!r} at {first} lie {len(covers)} areas"):
                    return
                found.append(covers[0])
            at += len(lines)
            reference = found[0][5]
            self.need(all(area[5] == reference for area in found), f"the lines of {said!r} are of several links")
            annotation = self.paper.pdf.get(reference)
            self.action(mark.value, said, annotation)
            named = pdf_reader.text_of(annotation.get("/Contents"))
            wanted = mark.value.name.format(page=self.page_of(mark.value.target)) if "{page}" in mark.value.name else mark.value.name
            self.need(named == wanted, f"the link {said!r} is called {named!r}, not {wanted!r}")
            element, text = owners[reference]
            if mark.value.kind == "contents":
                said = said.rstrip("0123456789")  # the number of the page is beside the link
            self.need(element.type == "Link" and text == said, f"the link {said!r} is tagged as {element.type} of {text!r}")
        self.need(at == len(areas), f"there are {len(areas)} areas of links, not {at}")

    def page_of(self, target):
        return self.paper.labels()[self.paper.chars[self.targets[target].start].page]

    def tolerance(self, mark):
        """Points by which an area may end before or behind the words: more where they are cut out of a longer word, whose letters' widths are not known, and
        in the contents, where dots lead to the number."""
        chars = self.paper.chars + [None]
        before, after = (mark.start and chars[mark.start - 1]), chars[mark.end]
        cut = before and before.word == chars[mark.start].word or after and after.word == chars[mark.end - 1].word
        return 8 if cut or mark.value.kind == "contents" else 2

    @staticmethod
    def covers(area, first, last, tolerance):
        """Whether an area lies over a line's words and over nothing else. A superscript's area is as high as its line."""
        page, left, top, right, bottom, _ = area
        sides = abs(left - first.left) < tolerance and abs(right - last.right) < tolerance
        return page == first.page and sides and first.top < (top + bottom) / 2 < first.bottom and bottom - top < 25

    def action(self, link, said, annotation):
        if link.address:
            wanted = urllib.parse.quote(link.address, safe="%:/?#[]@!$&'()*+,;=~")
            address = pdf_reader.text_of(self.paper.pdf.get((annotation.get("/A") or {}).get("/URI")))
            self.need(address == wanted, f"the link {said!r} opens {address!r}, not {wanted!r}")
        elif self.need("/Dest" in annotation, f"the link {said!r} leads nowhere in this file"):
            place = self.paper.destination(annotation["/Dest"])
            self.need(self.leads_to(place, link.target), f"the link {said!r} leads to {place}, where {link.target} is not: {self.paper.chars[self.targets[link.target].start]}")

    def bookmarks(self):
        wanted = [mark.value for mark in self.flow.all("heading")]
        found = self.paper.bookmarks()
        if not self.need([b[:2] for b in found] == [w[:2] for w in wanted], f"the bookmarks are {found}"):
            return
        for (_, title, place), (_, _, target) in zip(found, wanted):
            self.need(self.leads_to(place, target), f"the bookmark {title!r} leads to {place}, where {target} is not")

    def labels(self):
        """What a viewer calls a page is what is printed at its foot."""
        labels = self.paper.labels()
        self.need(labels == [str(i + 1) for i in range(len(labels))], f"the labels of the pages are {labels}")
        for page, (label, foot) in enumerate(zip(labels, self.paper.feet)):
            numbers = re.findall(r"(?:Page|Página) (\d+) (?:of|de) (\d+)$", foot)
            bare = not any(char.page == page for char in self.paper.chars) or page == 0
            self.need(bare and not foot or numbers == [(label, str(len(labels)))], f"page {page + 1} is labelled {label}, and its foot says {foot!r}")

    def languages(self):
        language = pdf_reader.text_of(self.paper.pdf.catalog().get("/Lang"))
        self.need(language == self.language, f"the file is in {language}, not {self.language}")
        found = [(pdf_reader.text_of(self.paper.pdf.get(e.dictionary["/Lang"])), text) for e, text in self.paper.elements if "/Lang" in e.dictionary]
        wanted = [(mark.value, self.flow.said(mark)) for mark in self.flow.all("lang")]
        self.need(found == wanted, f"the words in other languages are\n{found}\nand should be\n{wanted}")

    def tables(self):
        scopes = []
        for element, text in self.paper.elements:
            if element.type in ("TH", "TD"):
                scope = pdf_structure.attribute(self.paper, element, "/Table", "/Scope")
                scopes.append((element.type, scope, text))
        wanted = [("TH", "/Column", self.flow.said(m)) if m.kind == "head" else ("TD", None, self.flow.said(m)) for m in self.flow.marks if m.kind in ("head", "cell")]
        self.need(scopes == wanted, f"the cells are\n{scopes}\nand should be\n{wanted}")
        tables = {}
        for mark in self.flow.marks:
            if mark.kind in ("head", "cell"):
                tables.setdefault(mark.value.table, []).append((mark.value, self.paper.chars[mark.start : mark.end]))
        for table, cells in tables.items():
            self.grid(table, cells)

    def grid(self, table, cells):
        """What stands in one row of the source stands on one line of the page, and each column to the right of the one before it."""
        for cell, chars in cells:
            first = next(other for other, _ in cells if other.row == cell.row)
            top = next(others[0].top for other, others in cells if other is first)
            self.need(abs(chars[0].top - top) < 1, f"the cells of row {cell.row} of {table!r} do not stand side by side")
            before = [char.right for other, others in cells for char in others if other.column < cell.column]
            self.need(not before or max(before) < min(char.left for char in chars), f"column {cell.column} of {table!r} is not at the right of the one before")


def judge_section(folder, section):
    run("--quiet", "--pdf", section.id, "-C", LIBRARY, "-o", folder / "section.pdf")
    flow = print_sections([section], section.language)
    Judge(section.id, Paper(folder / "section.pdf"), flow, section.language).judge()


def judge_book(folder, library, *options):
    path = folder / "book.pdf"
    run("--quiet", "--pdf", "--book", "-C", LIBRARY, "-o", path, *options)
    paper = Paper(path)
    sections = print_sections(library.sections, library.language)
    starts = {mark.value: mark.start for mark in sections.all("target")}
    behind = paper.chars[-len(sections.text) :]
    flow = print_cover(library)
    flow.append(print_contents(library, lambda target: behind[starts[target]].page + 1))
    flow.append(sections)
    Judge(" ".join(("book", *options)), paper, flow, library.language).judge()
    if "--duplex" in options:
        for section in library.sections:
            page = behind[starts[("section", section.id)]].page
            if page % 2:
                flunk(f"with --duplex, {section.id} begins on page {page + 1}, a left-hand one")


def main():
    library = Library(LIBRARY)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for section in library.sections:
            judge_section(folder, section)
        judge_book(folder, library)
        judge_book(folder, library, "--duplex")
    return finish()


sys.exit(main())
