#!/usr/bin/env python3
"""Nothing is joined to a number or a word that stood apart in the source: doses, ranges, telephone numbers and exponents, with the numbers of links and the
letters of notes beside them, read back from the page text of the PDF (pdftotext), from its tags, and from the EPUB.

What must be there comes from the Markdown by a reader of this test: the groups of digits and the words of each line, and the marks between them.
"""
import html
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import zipfile

ROOT = pathlib.Path(os.environ["STS_SOURCE_DIR"])
PROGRAM = os.environ["STS_BINARY"]
sys.path.insert(0, str(ROOT / "tests/conformance"))
from pdf_reader import Pdf, read_text  # noqa: E402

HEAD = """---
id: numbers
title: Numbers
language: en
status: approved
last-revised: 2024-01-02
references: {waived: "none"}
disclaimer: Ask.
---

"""
PIECES = ["10", "0.5 mg", "5-10", "1,000", "2 to 3", "911", "37.5 °C", "x<sup>2</sup>", "CO<sub>2</sub>", "10<sup>9</sup>", "10<sup>-3</sup>", "x<sub>1</sub>2", "Ca<sup>2+</sup>",
          "word", "pills", "half", "hepatitis", "stage II", "(2)", "`7`", "**8**", "*9*",
          "[911](tel:911)", "[1-800-555-0199](tel:+18005550199)", "[Form 12](https://example.org/a)", "[guide](https://example.org/b)", "[555-0199](tel:+18005550199)",
          "[nurse@example.org](mailto:nurse@example.org)", "[mail 24](mailto:a@example.org)"]
MARK = "\x01"
# Digits, raised or lowered ones, or letters.
WORD = re.compile(r"\d+|[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+|[₀-₉]+|[^\W\d_⁰¹²³⁴⁵⁶⁷⁸⁹₀-₉]+")
RAISED, LOWERED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"), str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def lines(seed):
    """Sentences of pieces, with marks of notes after some, and now and then nothing between a mark and what follows."""
    rng = random.Random(seed)
    made = ["Call [911](tel:911) or [1-800-555-0199](tel:+18005550199).", "Take up to 10[^a] pills.", "A[^a]5 mg dose.", "See 10[^a][^b] and [^a]7.",
            "From 5[^a]-10 mg, x<sup>2</sup>[^b] and CO<sub>2</sub>[^a].",
            "Not hepatitis[^b] but **hepatitis**[^a] [^b] at stage II[^a].", "Until vitamin [^b] comes.[^a]"]
    for _ in range(60):
        line = "Line"
        for _ in range(rng.randint(2, 6)):
            line += " " + rng.choice(PIECES) + rng.choice(["", "", "[^a]", "[^b]", "[^a][^b]"]) + rng.choice(["", "", "", ".", "5", "er"])
        made.append(line + ".")
    return made


def groups(line, addresses):
    """The line as it is printed, a mark between two signs."""
    def link(match):
        text, address = match.groups()
        scheme, _, rest = address.partition(":")
        digits = re.sub(r"\D", "", rest)
        shown = re.sub(r"\D", "", text) if re.fullmatch(r"[\d ()+./-]+", text) else None
        printed = (scheme == "tel" and shown and digits.endswith(shown) and len(digits) - len(shown) <= (3 if rest.startswith("+") else 0)) or (scheme == "mailto" and rest == text)
        return text if printed else f"{text}{MARK}{addresses.setdefault(address, len(addresses) + 1)}{MARK}"

    line = re.sub(r"\[([^\]^]+)\]\(([^)]*)\)", link, line)
    line = re.sub(r"\[\^(.)\]", lambda m: f"{MARK}{m[1]}{MARK}", line)
    line = re.sub(r"<sup>(.*?)</sup>", lambda m: m[1].translate(RAISED), line)
    line = re.sub(r"<sub>(.*?)</sub>", lambda m: m[1].translate(LOWERED), line)
    return re.sub(r"\*|`", "", line)


def wanted(source):
    addresses = {}
    marked = [groups(line, addresses) for line in source]
    labels = []
    for label in re.findall(f"{MARK}([a-z]){MARK}", "".join(marked)):
        if label not in labels:
            labels.append(label)
    letters = {label: chr(97 + i) for i, label in enumerate(labels)}
    return [WORD.findall(re.sub(f"{MARK}([a-z]){MARK}", lambda m: f" {letters[m[1]]} ", line).replace(MARK, " ")) for line in marked]


def found(text, source):
    """The words and groups of digits of each line: from its beginning, or that of the program's own text, to the next."""
    text = re.sub(r"\s+", " ", text)
    places, at = [], 0
    for line in source:
        begin = re.match(r"\w+", line)[0]
        at = text.index(begin, at)
        places.append(at)
        at += len(begin)
    end = text.index("Notes", places[-1])
    return [WORD.findall(text[a:b]) for a, b in zip(places, places[1:] + [end])]


def main():
    faults = 0
    for seed in range(4):
        # A word that stands nowhere else begins each line, so that it is found again.
        source = [f"L{chr(97 + i // 26)}{chr(97 + i % 26)}q " + line for i, line in enumerate(lines(seed))]
        with tempfile.TemporaryDirectory() as scratch:
            folder = pathlib.Path(scratch)
            (folder / "numbers.md").write_text(HEAD + "\n\n".join(source) + "\n\n[^a]: One.\n\n[^b]: Two.\n", encoding="utf-8")
            subprocess.run([PROGRAM, "--quiet", "--pdf", "--epub", "numbers", "-C", folder / "numbers.md", "-o", f"{folder}/"], check=True)
            page = subprocess.run(["pdftotext", "-raw", folder / "numbers.pdf", "-"], capture_output=True, text=True, check=True).stdout
            page = re.sub(r"\n?[^\n]*Page \d+ of \d+[^\n]*\n", "\n", page)
            tags = "\n".join(line for line in read_text(Pdf(folder / "numbers.pdf")))
            with zipfile.ZipFile(folder / "numbers.epub") as book:
                xhtml = book.read("EPUB/text/numbers.xhtml").decode()
            body = html.unescape(re.sub(r"<[^>]*>", "", xhtml[xhtml.index("<body") :]))
            want = wanted(source)
            for name, text in (("page text", page), ("tags", tags), ("EPUB", body)):
                for line, have, wish in zip(source, found(text, source), want):
                    if have != wish:
                        print(f"FAILED: seed {seed}, {name}: {line}\n  has {have}\n  not {wish}")
                        faults += 1
    print(f"{faults} faults")
    return 1 if faults else 0


sys.exit(main())
