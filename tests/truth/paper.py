"""Reads a PDF apart from the program: the place of each character by pdftotext, links, bookmarks, labels and tags by qpdf."""
import os
import pathlib
import re
import subprocess
import sys
from dataclasses import dataclass

sys.path.append(str(pathlib.Path(os.environ["STS_SOURCE_DIR"]) / "tests/conformance"))
import pdf_reader  # noqa: E402
import pdf_structure  # noqa: E402
from source import squeeze  # noqa: E402

FOOT = 60  # points above the lower edge; the running foot stands below, the text above


@dataclass
class Char:
    char: str
    page: int
    left: float
    right: float
    top: float  # from the upper edge
    bottom: float
    word: int  # the characters of a word share its box, each an equal part of its width


class Paper:
    """A PDF's text with the place of each character, and its links, bookmarks and labels."""

    def __init__(self, path):
        self.chars, self.feet, self.heights = [], [], []
        listing = subprocess.run(["pdftotext", "-raw", "-bbox", path, "-"], capture_output=True, text=True, check=True).stdout
        for page in re.findall(r'<page width="[\d.]+" height="([\d.]+)">(.*?)</page>', listing, re.S):
            self._read_page(float(page[0]), page[1])
        self.pdf = pdf_reader.Pdf(path)
        self.pages = self.pdf.pages()
        self._read_links()
        self._read_structure()

    def _read_page(self, height, listing):
        page, foot = len(self.heights), []
        self.heights.append(height)
        leader = r'(?:<word [^>]*>\.</word>\s*){3,}'  # dots of the contents
        for *box, word in re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', re.sub(leader, "", listing)):
            left, top, right, bottom = map(float, box)
            for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", chr(34)), ("&apos;", chr(39)), ("&amp;", "&")):
                word = word.replace(entity, char)
            if top > height - FOOT:
                foot.append(word)
            else:
                width, number = (right - left) / len(word), len(self.chars)
                self.chars += [Char(c, page, left + i * width, left + (i + 1) * width, top, bottom, number) for i, c in enumerate(word)]
        self.feet.append(" ".join(foot))

    def destination(self, value):
        """Page and distance from its upper edge."""
        page, fit, _, y, _ = self.pdf.get(value)
        number = self.pages.index(page)
        assert fit == "/XYZ"
        return number, self.heights[number] - y

    def _read_links(self):
        self.areas = []  # (page, left, top, right, bottom, annotation)
        for number, page in enumerate(self.pages):
            for reference in self.pdf.items(self.pdf.get(page).get("/Annots")):
                annotation = self.pdf.get(reference)
                quads = annotation["/QuadPoints"]
                for i in range(0, len(quads), 8):
                    x, y = quads[i : i + 8 : 2], [self.heights[number] - v for v in quads[i + 1 : i + 8 : 2]]
                    self.areas.append((number, min(x), min(y), max(x), max(y), reference))

    def _read_structure(self):
        contents = {page: pdf_reader.PageContent(self.pdf, page) for page in self.pages}
        reader = pdf_structure
        self.elements, said = [], {}  # (element, text without spaces)

        class Checker:
            pdf = self.pdf

        _, elements = reader.build(Checker, self.pdf.get(self.pdf.catalog()["/StructTreeRoot"]))
        for element in reversed(elements):
            parts, kids = [], iter(element.kids)
            marks = iter(element.marks)
            for kind in element.order:
                parts.append(said[next(kids).reference] if kind else self._mark_text(contents, *next(marks)))
            said[element.reference] = "".join(parts)
        self.elements = [(element, squeeze(said[element.reference])) for element in elements]

    @staticmethod
    def _mark_text(contents, page, mcid):
        return "".join(contents[page].by_mcid[mcid].text)

    def labels(self):
        """The label of each page (ISO 32000-1, 12.4.2); only decimal ones are known here."""
        ranges, labels = self.pdf.number_tree(self.pdf.catalog()["/PageLabels"]), []
        for page in range(len(self.pages)):
            start = max(first for first in ranges if first <= page)
            label = self.pdf.get(ranges[start])
            assert label["/S"] == "/D" and "/P" not in label
            labels.append(str(label.get("/St", 1) + page - start))
        return labels

    def bookmarks(self):
        """(level, title, destination) of each, in order."""
        found, waiting = [], [(1, self.pdf.get(self.pdf.catalog()["/Outlines"]).get("/First"))]
        while waiting:
            level, reference = waiting.pop()
            item = self.pdf.get(reference)
            found.append((level, pdf_reader.text_of(item["/Title"]), self.destination(item["/Dest"])))
            if "/Next" in item:
                waiting.append((level, item["/Next"]))
            if "/First" in item:
                waiting.append((level + 1, item["/First"]))
        return found
