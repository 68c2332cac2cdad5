#!/usr/bin/env python3
"""What the program says beside a text in a language that it has no words for says in which language it is; and a callout is called by the words of its label,
in the tags of the PDF and in the EPUB. Lists are numbered as their markers say, and no element of them is empty."""
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
from paper import Paper, pdf_reader, pdf_structure  # noqa: E402
from program import finish, flunk, run  # noqa: E402

HTML = "{http://www.w3.org/1999/xhtml}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
CASE = ROOT / "tests/fixtures/cases/page/languages-of-labels.md"
CALLOUTS = {"NOTE": "Note", "TIP": "Tip", "IMPORTANT": "Important", "WARNING": "Warning", "CAUTION": "Caution"}


def export(folder, text):
    (folder / "t.md").write_text(text)
    for old in list(folder.glob("*.pdf")) + list(folder.glob("*.epub")):
        old.unlink()
    run("--quiet", "--pdf", "--epub", "--book", "-C", folder / "t.md", "-o", folder)
    paper = Paper(next(folder.glob("*.pdf")))
    with zipfile.ZipFile(next(folder.glob("*.epub"))) as epub:
        return paper, xml.fromstring(epub.read("EPUB/text/t.xhtml"))


def need(what, found, wanted):
    if found != wanted:
        flunk(f"{what} is\n{found}\nand should be\n{wanted}")


def text_of(paper, element, key):
    return pdf_reader.text_of(paper.pdf.get(element.dictionary[key])) if key in element.dictionary else None


def judge_languages(folder):
    """Persian, for which there are no words: each label says that it is English."""
    text = CASE.read_text().replace("- [ ]", "- [x] \u0639\u0645\u0644[^a] [\u0645\u0648\u0642\u0639](https://example.org/)\n- [ ]") + "\n[^a]: \u0645\u0644\u0627\u062d\u0638\u0629\n"
    paper, page = export(folder, text)
    marked = [(element.type, said) for element, said in paper.elements if text_of(paper, element, "/Lang") == "en"]
    for wanted in [("P", "Warning"), ("Lbl", "Done"), ("Lbl", "Todo")] + [("Lbl", said) for e, said in paper.elements if e.type == "Lbl" and "Link" in e.order]:
        if wanted not in marked:
            flunk(f"{wanted} is not marked as English: {marked}")
    if sum(kind == "Reference" for kind, _ in marked) != 2:
        flunk(f"the marks of the note and the link, whose names are English, are not marked: {marked}")
    heard = [(e.get("aria-label"), e.get("lang"), e.get(XML_LANG)) for e in page.iter() if e.get("aria-label") and e.get("role") != "doc-pagebreak"]
    need("what is heard in the EPUB", heard, [(name, "en", "en") for name in ("Done", "Note a", "Hyperlink 1", "To do", "a. Back to text", "1. Back to the link")])
    label = next(e for e in page.iter(HTML + "p") if e.get("class") == "callout-label")
    need("the label", [(e.tag, e.get("lang"), e.text) for e in label.iter() if e.get("lang")], [(HTML + "strong", "en", "Warning")])


def judge_names(folder, language, words):
    paper, page = export(folder, front_matter("Callouts", language) + "\n\n".join(f"> [!{kind}]\n> Words." for kind in [*words, "WARNING"]))
    wanted = [*words.values(), words["WARNING"]]
    names = [(text_of(paper, element, "/T"), element.kids[0].type, paper_said(paper, element.kids[0])) for element, _ in paper.elements if "/T" in element.dictionary]
    need("the names of callouts in the PDF", names, [(word, "P", re.sub(r"\s", "", word)) for word in wanted])
    by_id = {e.get("id"): "".join(e.itertext()) for e in page.iter() if e.get("id")}
    callouts = [e for e in page.iter() if e.get("role") == "doc-notice"]
    need("the names of callouts in the EPUB", [by_id[e.get("aria-labelledby")] for e in callouts], wanted)
    need("languages where all is in one", [e.get("lang") for e in page.iter() if e.get("lang") and e.tag != HTML + "html"], [])
    need("languages in the PDF where all is in one", [text for element, text in paper.elements if "/Lang" in element.dictionary], [])


LISTS = """- a
  1. b
     - c
       - d
         - e

* ---
*
* f

Term
: ---
"""
# (how it is numbered, its first marker) of each list, in the order of reading: a definition list last.
NUMBERED = [("/Disc", "•"), ("/Decimal", "1."), ("/Square", "▪"), ("/Disc", "•"), ("/None", "–"), ("/Disc", "•"), ("/None", "Term")]


def judge_lists(folder):
    """A dash is no disc, and what an item lacks has no element."""
    paper, _ = export(folder, front_matter("Callouts") + LISTS)
    said = {element.reference: text for element, text in paper.elements}
    lists = [element for element, _ in paper.elements if element.type == "L"]
    found = [(pdf_structure.attribute(paper, l, "/List", "/ListNumbering"), said[l.kids[0].kids[0].reference]) for l in lists]
    need("the lists", found[: len(NUMBERED)], NUMBERED)
    for element, _ in paper.elements:
        if element.type in ("LBody", "LI", "P", "Span", "Sect") and not element.kids and not element.marks:
            flunk(f"{element.name()} holds nothing")


def paper_said(paper, wanted):
    return next(text for element, text in paper.elements if element.reference == wanted.reference)


def main():
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        judge_languages(folder)
        judge_lists(folder)
        judge_names(folder, "en", CALLOUTS)
        judge_names(folder, "es", {"NOTE": "Nota", "TIP": "Consejo", "IMPORTANT": "Importante", "WARNING": "Advertencia", "CAUTION": "Precaución"})
    return finish()


sys.exit(main())
