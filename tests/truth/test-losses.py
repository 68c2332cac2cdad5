#!/usr/bin/env python3
"""No silence: sources with every construct of docs/content-format.md are made from a seed, and each of their tokens, words, numbers and signs, is taken out in
turn. What is printed (the tree), what is said of the section (--list) or a message (--check) must then be another; otherwise the token was lost without a word.

LEGITIMATE lists the tokens that may go without a trace, each with its reason.
"""
import json
import os
import pathlib
import random
import re
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib

PROGRAM = os.environ["STS_BINARY"]
LIBRARY = """title: Losses
language: en
identifier: urn:uuid:00000000-0000-4000-8000-000000000001
status: approved
disclaimer: Ask.
sections:
"""
OTHER = """---
title: Other
last-revised: 2024-01-02
references: {waived: "none"}
---

## Part one

Text.
"""


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG = (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(b"\0\0"))
       + chunk(b"IEND", b""))
TOKEN = re.compile(r"[A-Za-z]+|[0-9]+|[^A-Za-z0-9\s]")

# What may go without a trace: a sign or a word, what the line before it and after it look like, and the reason. White space is no token.
LEGITIMATE = [
    (r">", r" *", r".*", "the mark of a quote before a line that goes on with its paragraph (CommonMark, 5.1: laziness)"),
    (r"\|", r" *(> )?", r".*\|.*", "the bar that opens a row of a table (GFM)"),
    (r"\|", r".*\|.*", r" *", "the bar that closes a row"),
    (r"-", r"[ |:-]*", r"[ |:-]*", "a hyphen of the line below a table's head, of which one is enough"),
    (r"\\", r".*", r"[^A-Za-z0-9\s].*", "the backslash before a sign that would be printed without it, too"),
    (r"[|>-]", r" *[a-z]+: >?|  - ", r"-?", "the signs by which YAML keeps or joins the lines of a text, where Markdown joins them all the same"),
    (r".+", r" *icd.*|  ", r".*C49.*|[.\d]*\]|.*icd.*", "codes are for programs that ask the library, and are not printed"),
    (r"#", r"#?", r"#? ?References", "the level of the heading of a closing part"),
    (r"#", r"## .*", r"#*", "the signs that close a heading"),
    (r"[-*_]", r"[ *_-]*", r"[ *_-]*", "a sign of a break, of which three are enough"),
    (r"[=-]", r"[=-]*", r"[=-]*", "a sign of the line below a heading, of which one is enough"),
    (r"\w+", r"[`~]+ ", r"", "the language of code, for programs that color it"),
    (r"[\w.%<!,-]+", r".*<!--(?! gap:).*", r".*-->.*", "a comment is not printed, but where it says what is"),
]


class Maker:
    """Words that stand for themselves alone, and texts of them."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.used = set()
        self.notes = []
        self.labels = 0
        self.marked = ""

    def word(self):
        while True:
            word = "".join(self.random.choice("bdfglmnprst") + self.random.choice("aeiou") for _ in range(self.random.randint(2, 4)))
            if word not in self.used:
                self.used.add(word)
                return word

    def number(self):
        return self.random.choice(["{}", "{} mg", "0.{}", "{}-99", "1,{}", "{} %"]).format(self.random.randint(100, 999))

    def words(self, least=1, most=3):
        return " ".join(self.number() if self.random.random() < 0.15 else self.word() for _ in range(self.random.randint(least, most)))

    def note(self):
        self.labels += 1
        self.notes.append(self.labels)
        return f"[^n{self.labels}]"

    def inline(self):
        w = self.words
        return self.random.choice([
            w, w, w,
            lambda: f"*{w()}*", lambda: f"**{w()}**", lambda: f"_{w()}_", lambda: f"***{w()}***",
            lambda: f"`{w()}`", lambda: f"[{w()}](https://{self.word()}.example.org/{self.word()})", lambda: f"[{w()}](#head-line)",
            lambda: f"[{w()}](other.md#part-one)", lambda: f"[{w()}](other.md)", lambda: f"[{w()}](#references)",
            lambda: f"<https://{self.word()}.example.org>", lambda: f"[{w()}](tel:+1800555{self.random.randint(1000, 9999)})",
            lambda: f"[{w()}]{{lang=es}}", lambda: f"[{w()}]{{lang='es'}}", lambda: f"x<sup>{self.random.randint(2, 9)}</sup>", lambda: f"H<sub>{self.random.randint(2, 9)}</sub>O",
            lambda: f"{self.word()}{self.note()}", lambda: f"&lt;{self.word()} &amp; &#233;{self.word()}", lambda: rf"\*{self.word()}\* \[{self.word()}\] \_{self.word()}",
            lambda: f"{self.word()}<br>{self.word()}", lambda: f"{self.word()}\\\n{self.word()}", lambda: f'![{w()}](dot.png "{w()}")', lambda: f"![{w()}](dot.png)",
            lambda: f'[{w()}](https://{self.word()}.example.org "{w()}")', lambda: f"“{w()}” ({w()}); {w()}: {w()}!",
            lambda: f"[{w()}][ref]", lambda: "[ref]", lambda: f"**{self.word()} *{w()}* {self.word()}**",
            lambda: f"<{self.word()}@example.org>", lambda: f"[{w()}](mailto:{self.word()}@example.org)", lambda: f"{self.word()}  \n{self.word()}",
            lambda: f"[![{w()}](dot.png)](https://{self.word()}.example.org)", lambda: f"``{self.word()} ` {self.word()}``", lambda: f"{self.word()}&nbsp;{self.number()}",
            lambda: f"[*{w()}* {self.word()}]{{lang=\"fr\"}}", lambda: f"{self.word()}-{self.word()}/{self.word()} {self.number()}",
        ])()

    def text(self, most=4):
        return " ".join(self.inline() for _ in range(self.random.randint(1, most)))

    def cell(self):
        return self.random.choice([self.words, lambda: f"*{self.words()}*", lambda: rf"{self.word()} \| {self.word()}", lambda: f"{self.word()}{self.note()}",
                                   lambda: rf"\*{self.word()}"])()

    def blocks(self):
        t, w = self.text, self.words
        blocks = [
            lambda: f"{t()}\n{t()}",
            lambda: f"- {t(2)}\n- {t(2)}\n  - {t(1)}\n- {t(1)}",
            lambda: f"3. {t(2)}\n4. {t(1)}\n\n   {t(1)}",
            lambda: rf"- [ ] {t(2)}" + "\n" + rf"- [x] \[{w()}\] {w()}" + "\n" + rf"- [ ] \*{w()}\*",
            lambda: f"| {self.cell()} | {self.cell()} |\n| --- | :-: |\n| {self.cell()} | {self.cell()} |\n| {self.cell()} | {self.cell()} |\n\nTable: {t(2)}",
            lambda: f"| {self.cell()} | {self.cell()} |\n| :-- | --: |\n| {self.cell()} | {self.cell()} |\n\nTable: \\*{w()}\\* {w()}",
            lambda: f"> [!WARNING]\n> {t(2)}",
            lambda: f"> [!TIP]\n> {t(1)}\n>\n> - {w()}\n> - {w()}",
            lambda: f"> {t(2)}\n> {t(1)}",
            lambda: f"{w()}\n: {t(2)}\n\n    {t(1)}\n\n{w()}\n: {t(1)}\n: {t(1)}",
            lambda: f"```\n{w()}\n  {w()}\n```",
            lambda: f"~~~ text\n{w()}\n\n{w()}\n~~~",
            lambda: f"{w()}\n{self.word()}\n---\n\n{t(1)}",
            lambda: f"## {w()} ##\n\n{t(1)}",
            lambda: f"{t(1)}\n\n***\n\n{t(1)}",
            lambda: f"* {t(1)}\n\n  {t(1)}\n\n* {t(1)}",
            lambda: f"1) {t(1)}\n2) {t(1)}\n   - {w()}\n\n     > {w()}",
            lambda: f"> {t(1)}\n>\n> > {t(1)}\n\n- {w()}\n\n  | {self.cell()} | {self.cell()} |\n  | - | - |\n  | {self.cell()} | {self.cell()} |",
            lambda: f"{w()}\n: - {w()}\n  - {w()}\n\n{self.word()}{self.note()}\n\n: {t(1)}",
            lambda: f"    {w()}\n    {w()}",
            lambda: f'![{w()}](dot.png "{w()} *{w()}*")',
            lambda: f"{t(1)}\n\n---\n\n{t(1)}",
            lambda: f"## {w()} *{w()}* {self.word()}\n\n{t(1)}",
            lambda: f"{t(1)} <!-- {w()} -->\n\n<!-- {w()} -->\n\n{t(1)}",
        ]
        self.random.shuffle(blocks)
        return [make() for make in blocks[:12]]

    def gaps(self):
        """Of all kinds; the text has the place of the first."""
        w = self.words
        self.marked = "<!-- gap: marked -->"
        return (f"gaps:\n  - id: marked\n    lost: {w(1)}\n    print: \"{w()} *{w()}*{self.note()} <https://{self.word()}.example.org>\"\n"
                f"  - lost: {w(1)}\n    print: |\n      {w()}\n\n      - {w()}\n  - {{lost: \"{w(1)}\", silent: \"{w(1)}\"}}\n  - {w(1)}\n")

    def section(self):
        s, w = self.random, self.words
        references = s.choice([
            lambda: f'references:\n  - "{w()}. *{w()}*. {self.number()}:{w()}.{self.note()}"\n  - {w(2)}\n',
            lambda: f"references:\n  - '{w()}: it''s *{w()}*'\n  - >\n    {w()}\n    {self.word()}\n",
            lambda: f'references:\n  - "{w()}. <https://{self.word()}.example.org>"\n',
            lambda: f'references: {{waived: "{w(2)}"}}\n',
            lambda: "",
        ])()
        front = (f"title: {s.choice(['{}', chr(34) + '{}: {}' + chr(34)]).format(w(2), w())}\n" + s.choice(["last-revised: 2024-01-02\n", f'last-revised: {{waived: "{w(2)}"}}\n'])
                 + s.choice(["", "last-reviewed: 2024-05-06\n"]) + references
                 + s.choice([lambda: f"disclaimer: |\n  {w()} *{w()}*\n  {w()}{self.note()}\n\n  - {w()}\n", lambda: f"disclaimer: {w(3)}\n", str,
                             lambda: f"disclaimer: >-\n  {w()}\n  {self.word()}\n", lambda: f'disclaimer: {{waived: "{w(2)}"}}\n'])()
                 + s.choice([lambda: "", lambda: f"gaps:\n  - {w(2)}\n  - \"{w(2)}\"\n", lambda: self.gaps()])() + s.choice(["", "codes:\n  icd-10-cm: [C49.9, C49.8]\n"]))
        body = self.blocks()
        body.insert(len(body) // 2, f"## Head line\n\n{self.text()}\n\n{self.marked}")
        body.append(f"{self.word()} [ref]")
        notes = "\n".join(f"[^n{label}]: {w()} {w()}" + s.choice(["", f"\n    {w()}", f"\n\n    - {w()}\n    - {w()}"]) for label in self.notes)
        closing = "" if references else f"\n\n## References\n\n{w()}. *{w()}*. {self.number()}.\n\n{w()}\n"
        return f"---\n{front}---\n\n" + "\n\n".join(body) + f"\n\n[ref]: https://{self.word()}.example.org/{self.word()}\n\n{notes}\n{closing}"


def variants(source):
    """(token, place, source without it)"""
    for match in TOKEN.finditer(source):
        yield match.group(), match.start(), source[:match.start()] + source[match.end():]


def is_legitimate(source, token, at):
    before = source[source.rfind("\n", 0, at) + 1:at]
    after = source[at + len(token):source.index("\n", at + len(token))]
    return any(re.fullmatch(sign, token) and re.fullmatch(left, before) and re.fullmatch(right, after) for sign, left, right, _ in LEGITIMATE)


def run(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, check=False)


def said(folder, sources):
    """What is printed of each source and said about it."""
    ids = [f"v{i}" for i in range(len(sources))]
    listed = []
    for name, source in zip(ids, sources):
        (folder / f"{name}.md").write_text(source)
        (folder / f"b{name}.md").write_text(OTHER)
        listed += [name, "b" + name]
    (folder / "other.md").write_text(OTHER)
    (folder / "dot.png").write_bytes(PNG)
    (folder / "library.yaml").write_text(LIBRARY + "".join(f"  - {name}\n" for name in [*listed, "other"]))
    result = [[] for _ in ids]
    for one in json.loads(run("--check", "--json", "-C", folder).stdout):
        found = re.fullmatch(r"(?:.*/)?v(\d+)\.md", one["file"])
        if found and one["rule"] != "readability":
            result[int(found[1])].append(f"{one['rule']} {one['text']}")
    for one in result:
        one.sort()
    for one in json.loads(run("--list", "--json", "-C", folder).stdout):
        if one["id"][0] == "v":
            index, own = int(one["id"][1:]), {key: value for key, value in one.items() if key not in ("id", "file")}
            result[index].append(json.dumps(own))
    # Many ids make a long command.
    for begin in range(0, len(ids), 1000):
        dump = run("--dump=tree", *[name for one in ids[begin:begin + 1000] for name in (one, "b" + one)], "-C", folder).stdout
        dump = re.sub(r"^( *[a-z-]+) \d+:\d+", r"\1", dump, flags=re.M)
        # The tree knows them, and no output prints them.
        dump = re.sub(r'^( *(?:link|image|figure|code-block) .*?) (?:title|info)="(?:[^"\\]|\\.)*"', r"\1", dump, flags=re.M)
        trees = dump.split('section\n  heading id="part-one" level=2\n    text "Part one"\n  paragraph\n    text "Text."\n')
        for i, tree in enumerate(trees[:-1]):
            result[begin + i].append(tree)
        assert len(trees) - 1 == len(ids[begin:begin + 1000]), "the dump could not be taken apart"
    return ["\n".join(one) for one in result]


def said_of_library(folder, text):
    """What an EPUB of the library says, its metadata among it, and what is said about it."""
    (folder / "library.yaml").write_text(text)
    messages = run("--check", "--json", "-C", folder).stdout
    book = folder / "book.epub"
    book.unlink(missing_ok=True)
    run("--quiet", "--epub", "--book", "-C", folder, "-o", book)
    if not book.exists():
        return messages
    with zipfile.ZipFile(book) as archive:
        return messages + "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith((".xhtml", ".opf")))


def check_library():
    """The same of library.yaml; returns how many of its tokens go without a trace."""
    source = LIBRARY.replace("title: Losses", 'title: "Losses: all 7"').replace("status: approved", "status: draft").replace(
        "disclaimer: Ask.", "publisher: Some clinic 3\ndisclaimer: |\n  Ask *your* doctor.\n\n  - Call 911.") + "  - one\n"
    faults = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "one.md").write_text(OTHER)
        whole = said_of_library(folder, source)
        assert "Some clinic 3" in whole and "911" in whole
        for token, at, rest in variants(source):
            if said_of_library(folder, rest) == whole and not is_legitimate(source, token, at):
                print(f"library.yaml: {token!r} can go without a trace at byte {at}")
                faults += 1
    return faults


def main():
    seeds = [int(seed) for seed in sys.argv[1:]] or [1, 2, 3, 4]
    faults = check_library()
    for seed in seeds:
        source = Maker(seed).section()
        dropped = [(token, at, rest) for token, at, rest in variants(source)]
        with tempfile.TemporaryDirectory() as name:
            results = said(pathlib.Path(name), [source] + [rest for _, _, rest in dropped])
        if '"errors": 0' not in results[0]:
            print(f"seed {seed}: the source has errors of its own:\n{results[0]}\n{source}")
            faults += 1
        losses = [(token, at) for (token, at, _), result in zip(dropped, results[1:]) if result == results[0]]
        for token, at in losses:
            if is_legitimate(source, token, at):
                continue
            line = source.count("\n", 0, at) + 1
            begin = source.rfind("\n", 0, at) + 1
            end = source.find("\n", at + len(token))
            print(f"seed {seed}, line {line}: {token!r} can go without a trace: {source[begin:at]}«{token}»{source[at + len(token):end]!r}")
            faults += 1
        print(f"seed {seed}: {len(dropped)} tokens")
    return faults > 0


if __name__ == "__main__":
    sys.exit(main())
