#!/usr/bin/env python3
"""What the Markdown says must stand in the EPUB: every link, its number and where it leads, notes and ways back, contents, languages, heads of tables, and the
breaks of the printed pages."""
import itertools
import os
import pathlib
import posixpath
import re
import sys
import tempfile
import urllib.parse
import xml.etree.ElementTree
import zipfile

ROOT = pathlib.Path(os.environ["STS_SOURCE_DIR"])
sys.path.insert(0, str(ROOT / "tests/cli"))
from paper import Paper  # noqa: E402
from program import finish, flunk, run  # noqa: E402
from source import Library, print_sections, slug, squeeze  # noqa: E402

LIBRARY = ROOT / "tests/fixtures/cross-references"
HTML, OPS, NCX = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/ops}", "{http://www.daisy.org/z3986/2005/ncx/}"
OPF = "{http://www.idpf.org/2007/opf}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Screen:
    """The documents of an EPUB: their text without spaces, and where in it elements begin and end; and the codes of sections, which are not of the text."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as archive:
            self.files = {name: archive.read(name) for name in archive.namelist()}
        package = xml.etree.ElementTree.fromstring(self.files["EPUB/package.opf"])
        items = {item.get("id"): item.get("href") for item in package.iter(OPF + "item")}
        self.spine = [items[reference.get("idref")] for reference in package.iter(OPF + "itemref")]
        self.texts = [name for name in self.spine if name.startswith("text/")]
        self.text, self.elements, self.places, self.languages, self.codes = "", [], {}, [], []
        for name in self.spine:
            self.places[name] = len(self.text)
            root = xml.etree.ElementTree.fromstring(self.files["EPUB/" + name])
            self.languages.append((name, root.get("lang")))
            self._walk(name, root.find(HTML + "body"), name in self.texts)

    def _walk(self, name, element, has_text):
        if element.get("class") == "short-code":
            self.codes.append((name, element.text))
            return
        start = len(self.text)
        entry = [name, element, start, None]
        if has_text:
            self.elements.append(entry)
        if element.get("id"):
            self.places[f"{name}#{element.get('id')}"] = start
        self.text += squeeze(element.text or "") if has_text else ""
        for child in element:
            self._walk(name, child, has_text)
            self.text += squeeze(child.tail or "") if has_text else ""
        entry[3] = len(self.text)

    def named(self, *tags):
        return [entry for entry in self.elements if entry[1].tag in [HTML + tag for tag in tags]]

    def place(self, document, address):
        """Where in the text an address within the file leads."""
        return self.places.get(posixpath.normpath(posixpath.join(posixpath.dirname(document), address)) if not address.startswith("#") else document + address)


class Judge:
    def __init__(self, name, screen, flow, language):
        self.name, self.screen, self.flow, self.language = name, screen, flow, language
        self.targets = {mark.value: mark.start for mark in flow.all("target")}

    def need(self, good, text):
        if not good:
            flunk(f"{self.name}: {text}")
        return good

    def same(self, what, found, wanted):
        for i, (a, b) in enumerate(zip(found, wanted)):
            if not self.need(a == b, f"{what} {i + 1} is {a}, not {b}"):
                return
        self.need(len(found) == len(wanted), f"{len(found)} {what}, not {len(wanted)}")

    def judge(self):
        if not self.need(self.screen.text == self.flow.text, f"the text is\n{self.screen.text}\nnot\n{self.flow.text}"):
            return
        said = self.screen.text
        self.links()
        self.same("item of a list", self.items(), [(m.value, self.flow.said(m)) for m in self.flow.all("item")])
        self.same("head or cell", [(e.tag.removeprefix(HTML), e.get("scope"), said[a:b]) for _, e, a, b in self.screen.named("th", "td")],
                  [("th", "col", self.flow.said(m)) if m.kind == "head" else ("td", None, self.flow.said(m)) for m in self.flow.marks if m.kind in ("head", "cell")])
        self.same("heading", [(int(e.tag[-1]), said[a:b]) for _, e, a, b in self.screen.named("h1", "h2", "h3", "h4", "h5", "h6")],
                  [(m.value[0], self.flow.said(m)) for m in self.flow.all("heading")])
        self.same("words in another language", [(e.get("lang"), e.get(XML_LANG), said[a:b]) for _, e, a, b in self.screen.elements if e.get("lang")],
                  [(m.value, m.value, self.flow.said(m)) for m in self.flow.all("lang")])

    def items(self):
        """The items of lists, with the markers that a browser makes."""
        found = []
        for _, element, _, _ in self.screen.named("ul", "ol"):
            if element.get("role") == "list":
                continue  # whose markers are text
            numbers = itertools.count(int(element.get("start", "1")))
            end = ")" if element.get("class") == "parenthesis" else "."
            for item in element.findall(HTML + "li"):
                found.append(("•" if element.tag == HTML + "ul" else f"{next(numbers)}{end}", squeeze("".join(item.itertext()))))
        return found

    def links(self):
        found, wanted = [], []
        for document, element, start, end in self.screen.named("a"):
            address = element.get("href")
            leads = address if urllib.parse.urlsplit(address).scheme else self.screen.place(document, address)
            found.append((start, end, leads, element.get("aria-label")))
        for mark in self.flow.all("link"):
            link = mark.value
            leads = urllib.parse.quote(link.address, safe="%:/?#[]@!$&'()*+,;=~") if link.address else self.targets[link.target]
            wanted.append((mark.start, mark.end, leads, link.name if link.kind in ("number", "back") else None))
        self.same("link (begin, end, where it leads, name)", found, wanted)


def contents_of(sections):
    """(level, title, target) of each entry of an EPUB's contents: of a section alone all headings, in a book those of the second level."""
    for section in sections:
        yield 1, section.title, ("section", section.id)
        for level, title in section.headings:
            if level == 2 or len(sections) == 1:
                yield level, title, ("heading", section.id, slug(title))


def walk_contents(entries, level=1):
    """(level, title, address) of the nested lists of a navigation document."""
    for item in entries.findall(HTML + "li"):
        link = item.find(HTML + "a")
        yield level, "".join(link.itertext()), link.get("href")
        if item.find(HTML + "ol") is not None:
            yield from walk_contents(item.find(HTML + "ol"), level + 1)


def walk_points(points, level=1):
    """The same of an NCX."""
    for point in points.findall(NCX + "navPoint"):
        yield level, "".join(point.find(NCX + "navLabel").itertext()), point.find(NCX + "content").get("src")
        yield from walk_points(point, level + 1)


def judge_navigation(judge, sections):
    screen = judge.screen
    navigation = xml.etree.ElementTree.fromstring(screen.files["EPUB/nav.xhtml"])
    lists = {nav.get(OPS + "type"): nav.find(HTML + "ol") for nav in navigation.iter(HTML + "nav")}
    wanted = [(level, title, judge.targets[target]) for level, title, target in contents_of(sections)]
    judge.same("entry of the contents", [(level, title, screen.place("nav.xhtml", address)) for level, title, address in walk_contents(lists["toc"])], wanted)
    ncx = xml.etree.ElementTree.fromstring(screen.files["EPUB/toc.ncx"])
    judge.same("entry of the NCX", [(level, title, screen.place("toc.ncx", src)) for level, title, src in walk_points(ncx.find(NCX + "navMap"))], wanted)
    return [(title, address) for _, title, address in walk_contents(lists["page-list"])], [
        ("".join(t.find(NCX + "navLabel").itertext()), t.find(NCX + "content").get("src")) for t in ncx.iter(NCX + "pageTarget")]


def judge_pages(judge, pages, paper, flow):
    """“Turn to page 3” must hold on paper and on the screen: a break stands where that page begins in the PDF."""
    front = len(paper.chars) - len(flow.text)
    wanted = []
    for page, label in enumerate(paper.labels()):
        first = next(i for i, char in enumerate(paper.chars) if char.page == page)
        wanted.append((label, flow.screen_place(first - front) if first >= front else 0))
    judge.same("page (label, first character)", [(label, judge.screen.place("nav.xhtml", address)) for label, address in pages], wanted)
    marked = [(element.get("aria-label"), start) for _, element, start, _ in judge.screen.elements if element.get(OPS + "type") == "pagebreak"]
    first = paper.chars[front].page
    judge.same("break of a page", marked, wanted[first:])


def judge_codes(judge, sections, paper):
    """A section ends with its code, which stands in the foot of each of its printed pages, and on no other."""
    judge.same("document with a code", [name for name, _ in judge.screen.codes], [f"text/{section.id}.xhtml" for section in sections])
    codes = [code for _, code in judge.screen.codes]
    judge.need(all(re.fullmatch("[0-9a-f]{8}", code) for code in codes) and len(set(codes)) == len(codes), f"the codes are {codes}")
    judge.same("code of a page", [code for code, _ in itertools.groupby(code for foot in paper.feet for code in re.findall("\\b[0-9a-f]{8}\\b", foot))], codes)


def judge_file(folder, library, sections, language, *arguments):
    run("--quiet", "--pdf", "--epub", "-C", LIBRARY, "-o", folder, *arguments)
    paper, screen = Paper(next(folder.glob("*.pdf"))), Screen(next(folder.glob("*.epub")))
    flow = print_sections(sections, language)
    judge = Judge(" ".join(arguments), screen, flow.on_screen(), language)
    for name, tag in screen.languages:
        named = [section.language for section in sections if name == f"text/{section.id}.xhtml"]
        judge.need(tag == (named or [language])[0], f"{name} is in {tag}")
    judge.judge()
    judge_codes(judge, sections, paper)
    pages, old_pages = judge_navigation(judge, sections)
    judge.same("page of the NCX", old_pages, pages)
    judge_pages(judge, pages, paper, flow)


def main():
    library = Library(LIBRARY)
    for sections, language, argument in [([s], s.language, s.id) for s in library.sections] + [(library.sections, library.language, "--book")]:
        with tempfile.TemporaryDirectory() as folder:
            judge_file(pathlib.Path(folder), library, sections, language, argument)
    return finish()


sys.exit(main())
