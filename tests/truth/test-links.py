#!/usr/bin/env python3
"""Links whose words are a picture, ways back to every mark of a note, and what all of them are called; the contents, of which nothing is text but titles and
page numbers. Read from the finished PDF and EPUB."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
import zipfile

ROOT = pathlib.Path(os.environ["STS_SOURCE_DIR"])
sys.path.append(str(ROOT / "tests/cli"))
from matter import front_matter  # noqa: E402
from paper import Paper, pdf_reader  # noqa: E402
from program import finish, flunk, run  # noqa: E402

HTML = "{http://www.w3.org/1999/xhtml}"
PICTURES = ROOT / "tests/fixtures/figures/images"
FRONT = front_matter("Where It Is")
TEXT = """## The place

[![A map](PICTURE)](https://www.example.org/map?a=1)

Look [![A small map](PICTURE) and words](https://maps.example.org/) or [![A way](PICTURE)](#the-place).

| A | B |
|---|---|
| [![A cell](PICTURE)](https://example.org/cell) | b |

[Write](mailto:a@example.org) to us, or [call](tel:+18005550199).[^1] See [the place](#the-place).[^1] Once more.[^2] And then.[^1]

[^1]: A note.

[^2]: - A list in a note.
"""
# What each link shows, what it is called and where it leads; of a link in the file, to what.
LINKS = [
    ("", "A map, opens www.example.org", "https://www.example.org/map?a=1"), ("1", "Hyperlink 1", None),
    ("andwords", "A small map and words, opens maps.example.org", "https://maps.example.org/"), ("2", "Hyperlink 2", None),
    ("", "A way, page 1", None),
    ("", "A cell, opens example.org", "https://example.org/cell"), ("3", "Hyperlink 3", None),
    ("Write", "Write, e-mail", "mailto:a@example.org"), ("4", "Hyperlink 4", None), ("call", "call, telephone", "tel:+18005550199"), ("5", "Hyperlink 5", None),
    ("a", "Note a", None), ("theplace", "the place, page 1", None), ("a", "Note a", None), ("b", "Note b", None), ("a", "Note a", None),
    ("a.", "a. Back to text", None), ("^", "Back to text 2", None), ("^", "Back to text 3", None), ("b.", "b. Back to text", None),
    ("1.", "1. Back to the link", None), ("www.example.org/map?a=1", "www.example.org/map?a=1, opens www.example.org", "https://www.example.org/map?a=1"),
    ("2.", "2. Back to the link", None), ("maps.example.org/", "maps.example.org/, opens maps.example.org", "https://maps.example.org/"),
    ("3.", "3. Back to the link", None), ("example.org/cell", "example.org/cell, opens example.org", "https://example.org/cell"),
    ("4.", "4. Back to the link", None), ("a@example.org", "a@example.org, e-mail", "mailto:a@example.org"),
    ("5.", "5. Back to the link", None), ("+18005550199", "+18005550199, telephone", "tel:+18005550199"),
]


def need(what, found, wanted):
    if found != wanted:
        flunk(f"{what}:\n{found}\nand should be\n{wanted}")


def judge_pdf(path):
    paper = Paper(path)
    found = []
    for element, text in paper.elements:
        if element.type != "Link":
            continue
        annotations = [paper.pdf.get(reference) for reference in element.objects]
        need(f"annotations of {text!r}", len(annotations), 1)
        annotation = annotations[0]
        address = (annotation.get("/A") or {}).get("/URI")
        if not address and "/Dest" not in annotation:
            flunk(f"the link {text!r} leads nowhere")
        found.append((text, pdf_reader.text_of(annotation["/Contents"]), pdf_reader.text_of(paper.pdf.get(address)) if address else None))
        pictures = [kid for kid in element.kids if kid.type == "Figure"]
        shown = re.match(r"A (small )?(map|way|cell)\b", found[-1][1])
        need(f"pictures in {found[-1][1]!r}", len(pictures), 1 if shown else 0)
        if pictures and not pictures[0].dictionary.get("/Alt"):
            flunk("a picture in a link has no alternative")
        left, bottom, right, top = annotation["/Rect"]
        if right - left < 2 or top - bottom < 5:
            flunk(f"the link {text!r} can be clicked nowhere: {annotation['/Rect']}")
    need("the links of the PDF", found, LINKS)


def judge_epub(path):
    with zipfile.ZipFile(path) as book:
        page = xml.fromstring(book.read("EPUB/text/t.xhtml"))
    ids = {e.get("id") for e in page.iter() if e.get("id")}
    backs = [(e.text, e.get("aria-label")) for e in page.iter(HTML + "a") if e.get("role") == "doc-backlink"]
    need("the ways back of the EPUB", backs, [link[:2] for link in LINKS if "Back to" in link[1]])
    led = [e.get("href")[1:] for e in page.iter(HTML + "a") if e.get("role") == "doc-backlink"]
    need("places to which two ways lead", len(led), len(set(led)))
    if not set(led) <= ids:
        flunk(f"ways back lead to {set(led) - ids}, which are not there")
    pictures = [e.get("href") for e in page.iter(HTML + "a") if e.find(HTML + "img") is not None]
    need("the pictures that are links in the EPUB", pictures, ["https://www.example.org/map?a=1", "https://maps.example.org/", "#t-the-place", "https://example.org/cell"])


def judge_language(folder):
    """In text of a language for which there are no words, the names of ways back are in English, and say so."""
    text = (folder / "t.md").read_text()
    (folder / "t.md").write_text(text.replace("language: en", "language: pt"))
    run("--quiet", "--pdf", "--epub", "t", "-C", folder / "t.md", "-o", folder)
    (folder / "t.md").write_text(text)
    paper = Paper(folder / "t.pdf")
    wanted = [(shown, "en") for shown, name, _ in LINKS if "Back to" in name]
    labels = [(text, pdf_reader.text_of(paper.pdf.get(e.dictionary.get("/Lang"))) if "/Lang" in e.dictionary else None) for e, text in paper.elements if e.type == "Lbl"]
    need("the languages of labels", [label for label in labels if label[0] != "•"], wanted)
    names = {pdf_reader.text_of(paper.pdf.get(o)["/Contents"]) for e, _ in paper.elements for o in e.objects}
    if not {"a. Back to text", "Back to text 3", "1. Back to the link"} <= names:
        flunk(f"the links are called {sorted(names)}")
    with zipfile.ZipFile(folder / "t.epub") as book:
        page = xml.fromstring(book.read("EPUB/text/t.xhtml"))
    backs = [(e.text, e.get("lang")) for e in page.iter(HTML + "a") if e.get("role") == "doc-backlink"]
    need("the languages of ways back in the EPUB", backs, wanted)


def judge_contents(folder):
    run("--quiet", "--pdf", "--book", "-C", folder / "t.md", "-o", folder / "book.pdf")
    paper = Paper(folder / "book.pdf")
    text = subprocess.run(["pdftotext", "-raw", folder / "book.pdf", "-"], capture_output=True, text=True, check=True).stdout
    if re.search(r"\.\s*\.", text):
        flunk("the leaders of the contents are text")
    entries = [text for element, text in paper.elements if element.type == "TOCI"]
    links = [text for element, text in paper.elements if element.type == "Link"][:2]
    need("the entries of the contents", (entries, links), (["WhereItIs3Theplace3", "Theplace3"], ["WhereItIs", "Theplace"]))


def judge_brief_contents(folder):
    """Contents that would be a page longer with the headings of the second level name sections alone; bookmarks and the EPUB's contents have both."""
    book = folder / "guide"
    book.mkdir()
    names = [f"s{i}" for i in range(20)]
    (book / "library.yaml").write_text("title: Guide\nlanguage: en\nidentifier: urn:uuid:6f9619ff-8b86-4d01-b42d-10c04fc964ae\nstatus: draft\n"
                                       f"disclaimer: Ask.\nsections: [{', '.join(names)}]\n")
    for name in names:
        (book / f"{name}.md").write_text(f"---\ntitle: About {name}\nlast-revised: 2024-08-02\nreferences: {{waived: none}}\n---\n\n"
                                         f"## What {name} is\n\nText.\n\n## Why {name}\n\nText.\n\n## When {name}\n\nText.\n")
    run("--quiet", "--pdf", "--epub", "--book", "-C", book, "-o", folder)
    pdf, epub = folder / "guide.pdf", folder / "guide.epub"
    paper = Paper(pdf)
    need("the entries of brief contents", [text for element, text in paper.elements if element.type == "TOCI"],
         [f"Abouts{i}{i + 3}" for i in range(20)])
    wanted = [(level, title) for name in names for level, title in ((1, f"About {name}"), (2, f"What {name} is"), (2, f"Why {name}"), (2, f"When {name}"))]
    need("the bookmarks beside brief contents", [(level, title) for level, title, _ in paper.bookmarks() if title.split(" ")[-1].startswith("s") or " is" in title], wanted)
    with zipfile.ZipFile(epub) as archive:
        nav = next(xml.fromstring(archive.read("EPUB/nav.xhtml")).iter(HTML + "nav"))
    need("the EPUB's contents", ["".join(a.itertext()) for a in nav.iter(HTML + "a")], [title for _, title in wanted])
    run("--verify", pdf, epub, "-C", book)
    for pair in ((pdf, epub), (epub, pdf), (pdf, book), (book, pdf)):
        run("--compare", *pair)
    # What the contents name is still compared: sections in a PDF, headings in an EPUB.
    (book / "s0.md").write_text((book / "s0.md").read_text() + "\n## Where s0\n\nText.\n")
    for path, told in ((pdf, False), (epub, True)):
        if ("the cover or the contents list has changed" in run("--compare", path, book, status=1).stdout) != told:
            flunk(f"{path}: a new heading in the contents is {'not ' if told else ''}told")
    (book / "library.yaml").write_text((book / "library.yaml").read_text().replace("s0, s1", "s1, s0"))
    if "its cover or contents list has changed in the library" not in run("--verify", pdf, "-C", book, status=1).stdout:
        flunk("sections that changed places are not told of a book with brief contents")
    run("--compare", pdf, book, status=1)


def judge_right_to_left(folder):
    """In text from right to left, a mark that stands apart stands at the left of its number, with a gap."""
    (folder / "ar.md").write_text(FRONT.replace("language: en", "language: ar").replace("status: approved", "status: draft") + "\u062e\u0630 10[^1] \u0623\u0642\u0631\u0627\u0635\n\n[^1]: \u0646\u0635\n")
    run("--quiet", "--pdf", "ar", "-C", folder / "ar.md", "-o", folder / "ar.pdf")
    chars = Paper(folder / "ar.pdf").chars
    end = next(char for char in chars if char.char == "]")
    one = next(char for char in chars if char.char == "1" and abs(char.top - end.top) < 12)
    if not 2 < one.left - end.right < 8:
        flunk(f"the mark ends at {end.right}, and its number begins at {one.left}")


def main():
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        picture = sorted(PICTURES.glob("*.png"))[0]
        shutil.copy(picture, folder)
        (folder / "t.md").write_text(FRONT + TEXT.replace("PICTURE", picture.name))
        run("--quiet", "--pdf", "--epub", "t", "-C", folder / "t.md", "-o", folder)
        judge_pdf(folder / "t.pdf")
        judge_epub(folder / "t.epub")
        run("--verify", folder / "t.pdf", folder / "t.epub", "-C", folder / "t.md")
        judge_language(folder)
        judge_contents(folder)
        judge_brief_contents(folder)
        judge_right_to_left(folder)
    return finish()


sys.exit(main())
