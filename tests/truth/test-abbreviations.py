#!/usr/bin/env python3
"""An abbreviation that library.yaml explains has its expansion where a section first uses it, in the PDF (/E) and the EPUB (<abbr title>); and the text of both
is the same as without."""
import os
import pathlib
import re
import sys
import tempfile
import xml.etree.ElementTree as xml
import zipfile

ROOT = pathlib.Path(os.environ["STS_SOURCE_DIR"])
sys.path.append(str(ROOT / "tests/cli"))
from paper import Paper, pdf_reader  # noqa: E402
from program import finish, flunk, run  # noqa: E402

HTML = "{http://www.w3.org/1999/xhtml}"
LIBRARY = """title: Cells
language: en
identifier: urn:uuid:6f9619ff-8b86-4d01-b42d-10c04fc96404
status: approved
disclaimer: Ask the ICU, or your GP.
sections: [one, two, tres]
"""
MEANINGS = {"CRS": "cytokine release syndrome", "G-CSF": "granulocyte colony-stimulating factor", "CSF": "cerebrospinal fluid", "ICU": "intensive care unit", "e.g.": "for example",
            "GP": "general practitioner: \u201cyour\u201d doctor"}
ONE = """---
title: After the cells
last-revised: 2024-08-02
references:
  - "Miller A. G-CSF in review. J GP. 2020."
---

## Signs of CRS

CRS and xCRS, CRSs, `ICU`, **(G-CSF)** and CSF, e.g., G-CSF.[^n] [ICU](https://example.org/ICU)

[^n]: The CRS note says GP.
"""
TWO = """---
title: CRS at home
last-revised: 2024-08-02
references: {waived: "none"}
---

CRS-like signs; CSF/CRS. [CRS]{lang=es}

| GP | CSF |
| --- | --- |
| 1 | e.g. |

Table: Call your GP
"""
TRES = """---
title: Tres
language: es
last-revised: 2024-08-02
references: {waived: "none"}
disclaimer: Pregunte.
---

Con CRS, en la ICU.
"""
# What is marked, in the order of reading.
WANTED = {"one": ["CRS", "G-CSF", "CSF", "e.g.", "ICU", "GP"], "two": ["CRS", "CSF", "GP", "e.g.", "ICU"], "tres": []}


def write_library(folder, more):
    folder.mkdir()
    (folder / "library.yaml").write_text(LIBRARY + more)
    for name, text in (("one", ONE), ("two", TWO), ("tres", TRES)):
        (folder / f"{name}.md").write_text(text)


def pages(path):
    with zipfile.ZipFile(path) as epub:
        return {name: epub.read(f"EPUB/text/{name}.xhtml").decode() for name in WANTED}


def main():
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        explained = "abbreviations:\n" + "".join(f"  {short}: \"{long}\"\n" for short, long in MEANINGS.items())
        for name, more in (("plain", ""), ("explained", explained)):
            write_library(folder / name, more)
            run("--quiet", "--pdf", "--book", "-C", folder / name, "-o", folder / f"{name}.pdf")
            run("--quiet", "--epub", "--book", "-C", folder / name, "-o", folder / f"{name}.epub")
        run("--verify", "-C", folder / "plain", folder / "explained.pdf", folder / "explained.epub")
        paper, before = Paper(folder / "explained.pdf"), Paper(folder / "plain.pdf")
        found = [(text, pdf_reader.text_of(paper.pdf.get(e.dictionary["/E"])), e.type) for e, text in paper.elements if "/E" in e.dictionary]
        wanted = [(short, MEANINGS[short], "Span") for name in WANTED for short in WANTED[name]]
        if found != wanted:
            flunk(f"the PDF explains\n{found}\nand should\n{wanted}")
        if paper.elements[0][1] != before.elements[0][1]:
            flunk("the text of the PDF is another with its abbreviations explained")
        marked, plain = pages(folder / "explained.epub"), pages(folder / "plain.epub")
        for name in WANTED:
            found = [("".join(e.itertext()), e.get("title")) for e in xml.fromstring(marked[name]).iter(HTML + "abbr")]
            if found != [(short, MEANINGS[short]) for short in WANTED[name]]:
                flunk(f"{name}.xhtml explains {found}, and should {WANTED[name]}")
            if re.sub("</?abbr[^>]*>", "", marked[name]) != plain[name]:
                flunk(f"{name}.xhtml is more than explained")
    return finish()


sys.exit(main())
