#!/usr/bin/env python3
"""What is stressed is bold. Names that are set apart, of a journal or a gene, are no stress: they are italic where the style allows it, else as the text around them."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

ROOT = pathlib.Path(os.environ["STS_SOURCE_DIR"])
sys.path[:0] = [str(ROOT / "tests/cli")]
from program import finish, flunk, run  # noqa: E402

SECTION = """---
title: Names
last-revised: 2018-04-06
references: ["Doe J. One. *Cancer Medicine*. 2011."]
gaps: [{id: more, lost: entries, print: "More are *lost*."}]
disclaimer: This is *no* advice.
---
It is *stress*, **strong**, and <i>NTRK</i> is a gene, **as <i>EZH2</i> is**.
"""
AMONG_REFERENCES = SECTION.replace('references: ["Doe J. One. *Cancer Medicine*. 2011."]\n', "") + "\n## References\n\nDoe J. One. *Cancer Medicine*. 2011.\n\n<!-- gap: more -->\n"
# Words, their look on paper in the two styles, and their element in an EPUB.
LOOKS = [("stress", "b", "b", "em"), ("strong", "b", "b", "strong"), ("NTRK", "i", "", "i"), ("EZH2", "bi", "b", "i"), ("Cancer Medicine", "i", "", "i"), ("no", "b", "b", "em"),
         ("lost", "b", "b", "em")]


def judge(folder, style, looks):
    run("--quiet", "--pdf", "--epub", "names", "-C", folder / "names.md", "-o", f"{folder}/", "--style", style)
    paper = subprocess.run(["pdftohtml", "-xml", "-stdout", "-i", folder / "names.pdf"], capture_output=True, text=True, check=True).stdout
    with zipfile.ZipFile(folder / "names.epub") as book:
        screen = next(book.read(name).decode() for name in book.namelist() if name.endswith("names.xhtml"))
        sheet = next(book.read(name).decode() for name in book.namelist() if name.endswith("/style.css"))
    for (words, *_, element), look in zip(LOOKS, looks):
        runs = [text for text in re.findall(r"<text[^>]*>(.*?)</text>", paper) if re.search(rf"(^|\W){words}(\W|$)", re.sub("<[^>]*>", "", text))]
        said = ["".join(sorted(set(re.findall("<([bi])>", text)))) for text in runs]
        if said != [look]:
            flunk(f"{style}: “{words}” is {said} on paper, not {[look]}: {runs}")
        if f"<{element}>{words}</{element}>" not in screen:
            flunk(f"{style}: “{words}” is no <{element}> on the screen")
    if ("i { font-style: normal; }" in sheet) == (looks[2] == "i"):
        flunk(f"{style}: names on the screen are not as on paper")


def main():
    for text in (SECTION, AMONG_REFERENCES):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            (folder / "names.md").write_text(text.replace("last-revised:", "identifier: urn:x:y\nlanguage: en\nlast-revised:"))
            judge(folder, "handout", [look[1] for look in LOOKS])
            judge(folder, "large-print", [look[2] for look in LOOKS])
    return finish()


sys.exit(main())
