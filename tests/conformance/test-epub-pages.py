#!/usr/bin/env python3
"""The pages that an EPUB names are those of the PDF: what stands between two page breaks is the text of the printed page, and bears the number printed on it."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree as ElementTree
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "cli")]
import pdf_reader  # noqa: E402
from program import CJK, HAVE_CJK  # noqa: E402

XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"
OPF = "{http://www.idpf.org/2007/opf}"
# Books whose printed contents name sections alone, since with their headings they would be a page longer; an EPUB's name both.
BRIEF = {"content", "content-large-a4"}


def squeeze(text):
    """Without spaces and what nobody sees: where lines and words are broken is no matter here."""
    return re.sub(r"\s", "", unicodedata.normalize("NFC", pdf_reader.UNSEEN.sub("", text)))


class PageReader(pdf_reader.StructureReader):
    """Sorts the text, in the order of its tags, by the pages it is painted on; alternative texts of pictures are left out."""

    def __init__(self, pdf, contents):
        super().__init__(pdf, contents)
        self.pages = {page: [] for page in contents}

    def read(self, reference, in_contents=False):
        stack = [("enter", reference, None)]
        while stack:
            what, value, page = stack.pop()
            if what == "mark":
                self.pages[page].append("".join(self.contents[page].by_mcid[value].text))
            elif what == "enter":
                self._enter(stack, value)
        self.line = []


def pdf_pages(path):
    """For each page its text, and what is printed in its margins. Pages that are left blank, so that a section begins on the right, have no place in the text."""
    pdf = pdf_reader.Pdf(str(path))
    contents = {page: pdf_reader.PageContent(pdf, page) for page in pdf.pages()}
    contents = {page: content for page, content in contents.items() if content.by_mcid}
    reader = PageReader(pdf, contents)
    root = pdf.get(pdf.catalog()["/StructTreeRoot"])
    for kid in pdf.items(root.get("/K")):
        reader.read(kid)
    margins = [" ".join("".join(mark.text) for mark in content.marks if mark.tag == "Artifact") for content in contents.values()]
    return [squeeze("".join(reader.pages[page])) for page in contents], margins


class Epub:
    """The text between the page breaks, in the order of the spine."""

    def __init__(self, path, brief):
        self.brief = brief
        self.pages = []   # [labels, text]: several labels where pages begin at one place
        self.ids = {}     # id of a break -> label
        with zipfile.ZipFile(path) as epub:
            package = ElementTree.fromstring(epub.read("EPUB/package.opf"))
            files = {item.get("id"): item.get("href") for item in package.iter(OPF + "item")}
            for entry in package.iter(OPF + "itemref"):
                name = files[entry.get("idref")]
                self._read(name, ElementTree.fromstring(epub.read("EPUB/" + name)).find(XHTML + "body"))
            self.navigation = ElementTree.fromstring(epub.read("EPUB/nav.xhtml"))

    def _add(self, text):
        text = squeeze(text or "")
        if text and not self.pages:
            raise SystemExit("text stands before the first page")
        if text:
            self.pages[-1][1] += text

    def _read(self, name, element):
        if element.get("role") == "doc-pagebreak":
            label = element.get("aria-label")
            self.ids[f"{name}#{element.get('id')}"] = label
            if self.pages and not self.pages[-1][1]:
                self.pages[-1][0].append(label)
            else:
                self.pages.append([[label], ""])
            return
        if {"label", "short-code"} & set(element.get("class", "").split()) or element.get("hidden"):
            return
        self._add(element.text)
        for child in element:
            if self.brief and name == "nav.xhtml" and element.tag == XHTML + "li" and child.tag == XHTML + "ol":
                continue
            self._read(name, child)
            self._add(child.tail)

    def page_list(self):
        """The href and the text of each link of the page list."""
        for nav in self.navigation.iter(XHTML + "nav"):
            if nav.get(OPS + "type") == "page-list":
                return [(a.get("href"), a.text) for a in nav.iter(XHTML + "a")]
        return []


def compare(pdf_path, epub_path):
    """The faults of one pair of files, as sentences."""
    texts, margins = pdf_pages(pdf_path)
    epub = Epub(epub_path, epub_path.stem in BRIEF)
    labels = [label for page in epub.pages for label in page[0]]
    if len(labels) != len(texts):
        return [f"the PDF has {len(texts)} pages, the EPUB names {len(labels)}"]
    faults = []
    if [(href, label) for href, label in epub.ids.items()] != epub.page_list():
        faults.append("the page list does not name the breaks, in their order")
    for label, margin in zip(labels, margins):
        if margin.strip() and not re.search(rf"(?<!\w){re.escape(label)}(?!\w)", margin):
            faults.append(f"page {label} has “{margin.strip()}” printed on it")
    at = 0
    for names, text in epub.pages:
        wanted = "".join(texts[at:at + len(names)])
        if text != wanted:
            place = next((i for i, (a, b) in enumerate(zip(text, wanted)) if a != b), min(len(text), len(wanted)))
            faults.append(f"page {names[-1]} differs from character {place}: EPUB “…{text[max(0, place - 20):place + 40]}…”, PDF “…{wanted[max(0, place - 20):place + 40]}…”")
        at += len(names)
    return faults


def export(folder):
    """Exports pairs; yields their names."""
    source = pathlib.Path(os.environ["STS_SOURCE_DIR"])
    conformance, fixtures = source / "tests/conformance", source / "tests/fixtures"
    calls = {
        "content": [source / "content", "--book"],
        "content-large-a4": [source / "content", "--book", "--style", "large-print", "--paper", "a4", "--duplex"],
        "several": [source / "content", "--book", "surgery", "radiation"],
        "section": [source / "content", "radiation"],
        "epub-library": [conformance / "epub-library", "--book"],
        "pdf-library": [conformance / "pdf-library", "--book"],
    }
    calls |= {folder.name: [folder, "--book"] for folder in sorted(fixtures.iterdir()) if folder.is_dir() and (folder / "library.yaml").exists()}
    if HAVE_CJK:
        calls["chinese"] += ["--fonts", CJK]
    else:
        del calls["chinese"]
    for name, (library, *arguments) in calls.items():
        for kind in ("pdf", "epub"):
            subprocess.run([os.environ["STS_BINARY"], "--quiet", f"--{kind}", "-C", library, *arguments, "-o", folder / f"{name}.{kind}"], check=True)
        yield name


def shift(path, target):
    """Moves a page break by one word, which must be seen."""
    with zipfile.ZipFile(path) as epub, zipfile.ZipFile(target, "w") as out:
        for name in epub.namelist():
            data = epub.read(name).decode("utf-8", "surrogateescape")
            if name.endswith("radiation.xhtml"):
                data, count = re.subn(r'(<span epub:type="pagebreak"[^>]*></span>)(\w+)', r"\2\1", data)
                assert count, "there is no break before a word"
            out.writestr(name, data.encode("utf-8", "surrogateescape"))


def main():
    faults = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        for name in export(folder):
            for fault in compare(folder / f"{name}.pdf", folder / f"{name}.epub"):
                print(f"FAILED: {name}: {fault}")
                faults += 1
        shift(folder / "section.epub", folder / "shifted.epub")
        if not compare(folder / "section.pdf", folder / "shifted.epub"):
            print("FAILED: a break that stands one word late was not seen")
            faults += 1
    return 1 if faults else 0


sys.exit(main())
