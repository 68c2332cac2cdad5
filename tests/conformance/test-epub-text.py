#!/usr/bin/env python3
"""The text of each section's XHTML is the text of the tree: its SHA-256 is the fingerprint that the tree gave it."""

import hashlib
import os
import pathlib
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree as ElementTree
import zipfile

sys.path.append(os.environ["STS_SOURCE_DIR"] + "/tests/cli")
from program import CJK, HAVE_CJK  # noqa: E402

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
INLINE = {"a", "em", "i", "strong", "sup", "sub", "span", "code", "time", "img", "br", "abbr", "wbr"}
SPACE = " \t\n\r\f\v"
# What nobody sees or hears: soft hyphens, zero-width spaces and joiners, marks of direction.
UNSEEN = dict.fromkeys([0xAD, 0x61C, 0x17B4, 0x17B5, *range(0x180B, 0x1810), *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF])


class Reader:
    """Collects lines as a reader would hear them; what has the class "label" is a marker, and "short-code" a section's code: no text. What is said of a section's review has lines of its own."""

    def __init__(self):
        self.text, self.review = [], []
        self.lines = self.text
        self.line = ""

    def flush(self):
        text = " ".join(word for word in self.line.translate(UNSEEN).translate({ord(c): " " for c in SPACE}).split(" ") if word)
        if text:
            self.lines.append(text)
        self.line = ""

    def add(self, text, verbatim):
        if not text:
            return
        if not verbatim:
            self.line += text
            return
        for number, part in enumerate(text.split("\n")):
            if number:
                self.flush()
            self.line += part

    def read(self, element, verbatim=False):
        name = element.tag.removeprefix(XHTML)
        if {"label", "short-code"} & set(element.get("class", "").split()) or element.get("hidden"):
            return
        block = name not in INLINE
        inside = {"reviewers", "review"} & set(element.get("class", "").split())
        if inside:
            self.lines = self.review
        verbatim = verbatim or name == "pre"
        if block:
            self.flush()
        if name == "br":
            self.line += " "
        if name == "img":
            self.line += element.get("alt", "")
        self.add(element.text, verbatim)
        for child in element:
            self.read(child, verbatim)
            self.add(child.tail, verbatim)
        if block:
            self.flush()
        if inside:
            self.lines = self.text


def digest(lines):
    text = "".join(line + "\n" for line in lines)
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()


def fingerprints(xhtml):
    """Those of the text and of what is said of its review, and all lines."""
    reader = Reader()
    reader.read(ElementTree.fromstring(xhtml).find(XHTML + "body"))
    return (digest(reader.text), digest(reader.review) if reader.review else None), "\n".join(reader.text + reader.review)


def sections(epub):
    """Yields the file and the fingerprints of each section that the package names."""
    package = ElementTree.fromstring(epub.read("EPUB/package.opf"))
    files = {"#" + item.get("id"): "EPUB/" + item.get("href") for item in package.iter(OPF + "item")}
    review = {meta.get("refines"): meta.text for meta in package.iter(OPF + "meta") if meta.get("property") == "sts:reviewFingerprint"}
    for meta in package.iter(OPF + "meta"):
        if meta.get("property") == "sts:printedFingerprint":
            yield files[meta.get("refines")], (meta.text, review.get(meta.get("refines")))


def check(path):
    faults = 0
    with zipfile.ZipFile(path) as epub:
        found = list(sections(epub))
        texts = [name for name in epub.namelist() if name.startswith("EPUB/text/")]
        if sorted(texts) != sorted(name for name, _ in found):
            print(f"FAILED: {path.name}: a section has no fingerprint")
            faults += 1
        for name, wanted in found:
            xhtml = epub.read(name).decode()
            got, text = fingerprints(xhtml)
            if got != wanted:
                print(f"FAILED: {path.name}: {name} does not say what the tree says; it says:\n{text}")
                faults += 1
            # A test that any change of a word escapes would prove nothing.
            if fingerprints(xhtml.replace("</p>", "x</p>", 1))[0] == wanted:
                print(f"FAILED: {path.name}: {name}: a changed word was not seen")
                faults += 1
    return faults


def export(folder):
    source = pathlib.Path(os.environ["STS_SOURCE_DIR"])
    library = source / "tests/conformance/epub-library"
    calls = {
        "content-book": ["-C", source / "content", "--book"],
        "content-several": ["-C", source / "content", "--book", "surgery", "radiation"],
        "content-section": ["-C", source / "content", "stage-ii-iii"],
        "library-book": ["-C", library, "--book"],
        "arabic": ["-C", source / "tests/fixtures/arabic", "--book"],
        "passages": ["-C", source / "tests/fixtures/passages", "--book"],
        "translated": ["-C", source / "tests/fixtures/languages", "--book", "--language", "es", "--or-original"],
        "french": ["-C", source / "tests/fixtures/french", "--book"],
        "characters": ["-C", source / "tests/fixtures/characters", "characters"],
        "library-section": ["-C", library, "everything"],
    }
    if HAVE_CJK:
        calls["chinese"] = ["-C", source / "tests/fixtures/chinese", "--book", "--fonts", CJK]
    for name, arguments in calls.items():
        subprocess.run([os.environ["STS_BINARY"], "--quiet", "--epub", *arguments, "-o", folder / f"{name}.epub"], check=True)


def main():
    given = os.environ.get("STS_EPUBS")
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(given or scratch)
        if not given:
            export(folder)
        files = sorted(folder.glob("*.epub"))
        faults = sum(check(path) for path in files)
    return 1 if faults or not files else 0


if __name__ == "__main__":
    sys.exit(main())
