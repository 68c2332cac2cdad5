#!/usr/bin/env python3
"""--verify tells every change of an export: each key, value, element, attribute and byte of data in it is changed, one at a time.

Removed, renamed, or given another value, each must keep the file from being current; and a new name must be told by the table of what is written, not by fingerprints alone, which one can compute anew.
"""
import copy
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from xml.etree import ElementTree

sys.path.insert(0, os.path.dirname(__file__))
from exported import Epub, Pdf  # noqa: E402
from program import PROGRAM, ROOT, finish, flunk, run  # noqa: E402

LIBRARY = ROOT / "tests/conformance/epub-library"
BATCH = 200
STEP = 10 if "STS_SANITIZED" in os.environ else 1  # of the changes, with sanitizers
ALIKE = 2  # so many objects or elements that have the same keys are changed

# What may have another name as far as the table goes, and why.
FREE_NAMES = {
    r"/(F|P|x|a|b|s|sh|f-)[-\d]+$": "a name that a page gives to a font, a picture or a state; other names find nothing",
    r"/[A-Z]{6}\+\S+$": "the name of a font",
}

told_by_table = re.compile("sts-export does not write|sts-export did not write|does not name|which is not in it|is not well-formed|a way that sts-export does not use")


class Mutants:
    """Files that wait for their verdict. While a batch is judged, the next is written."""

    def __init__(self, folder, suffix):
        self.folder, self.suffix, self.waiting, self.count, self.named, self.offered = folder, suffix, {}, 0, 0, 0
        self.judged, self.judge = {}, None

    def add(self, what, write, by_table=False):
        self.offered += 1
        if self.offered % STEP != 0:
            return
        path = self.folder / f"{self.offered}{self.suffix}"
        write(path)
        self.waiting[path] = (what, by_table)
        if len(self.waiting) == BATCH:
            self.send()

    def send(self):
        self.take()
        self.judged, self.waiting = self.waiting, {}
        if self.judged:
            self.judge = subprocess.Popen([PROGRAM, "--verify", "--json", "-C", LIBRARY, *self.judged], stdout=subprocess.PIPE, text=True)

    def take(self):
        if not self.judged:
            return
        for result in json.loads(self.judge.communicate()[0]):
            path = pathlib.Path(result["file"])
            what, by_table = self.judged.pop(path)
            reasons = " ".join(result["reasons"])
            if result["verdict"] == "current":
                flunk(f"{self.suffix}: not told: {what}")
            elif by_table and result["verdict"] == "altered" and not told_by_table.search(reasons):
                flunk(f"{self.suffix}: not told by the table: {what}: {reasons}")
            path.unlink()
            self.count += 1
            self.named += by_table
        if self.judged:
            flunk(f"{self.suffix}: {len(self.judged)} files got no verdict")

    def finish(self):
        self.send()
        self.take()


# ---- EPUB ----

TAG = re.compile(r"<([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+=\"[^\"]*\")*)\s*(/?)>")
ATTRIBUTE = re.compile(r"\s+([\w:.-]+)=\"([^\"]*)\"")


def changes_of_xml(text, alike=ALIKE):
    """Yields (what, changed text, whether the table must tell it)."""
    seen = {}
    for tag in TAG.finditer(text):
        attributes = list(ATTRIBUTE.finditer(text, tag.start(2), tag.end(2)))
        kind = (tag.group(1), *((a.group(1), a.group(2) if a.group(1) in ("class", "role", "epub:type", "property", "name") else "") for a in attributes))
        seen[kind] = seen.get(kind, 0) + 1
        if seen[kind] > alike:
            continue
        name, where = tag.group(1), f"<{tag.group(1)}> at {tag.start()}"
        for attribute in attributes:
            label = f"{where}, {attribute.group(1)}"
            yield f"{label} removed", text[: attribute.start()] + text[attribute.end() :], False
            yield f"{label} renamed", text[: attribute.start(1)] + "data-x" + text[attribute.end(1) :], not attribute.group(1).startswith("xmlns")
            yield f"{label} changed", text[: attribute.start(2)] + attribute.group(2) + "x" + text[attribute.end(2) :], False
        yield f"{where} given an event", text[: tag.end(1)] + ' onclick="x"' + text[tag.end(1) :], True
        if tag.group(3):
            yield f"{where} removed", text[: tag.start()] + text[tag.end() :], False
            yield f"{where} renamed", text[: tag.start(1)] + "object" + text[tag.end(1) :], True
            continue
        end, depth = tag.end(), 1
        for other in re.finditer(rf"<(/?){re.escape(name)}(?=[\s>/])[^>]*?(/?)>", text[tag.end() :]):
            depth += -1 if other.group(1) else 0 if other.group(2) else 1
            if depth == 0:
                end = tag.end() + other.start()
                close = tag.end() + other.end()
                break
        yield f"{where} removed", text[: tag.start()] + text[close:], False
        yield f"{where} renamed", text[: tag.start(1)] + "object" + text[tag.end(1) : end] + "</object>" + text[close:], name != "package"
        if text[tag.end() : end].strip() and "<" not in text[tag.end() : end]:
            yield f"{where}: other text", text[: tag.end()] + "x" + text[tag.end() :], False


def every_part_of_epub(folder, path):
    mutants = Mutants(folder, ".epub")

    def write(entries):
        epub = copy.copy(whole)
        epub.entries = entries
        return lambda target: epub.write(target, packed=False)

    whole = Epub(path)
    good = whole.entries
    for name, data in good.items():
        mutants.add(f"{name} removed", write({n: d for n, d in good.items() if n != name}))
        mutants.add(f"{name} with a byte more", write({**good, name: data + b" "}))
        mutants.add(f"{name} with another byte", write({**good, name: data[:-1] + bytes([data[-1] ^ 1])}))
        if name.endswith((".xhtml", ".opf", ".ncx", ".xml")):
            text = data.decode()
            ElementTree.fromstring(text)
            for what, changed, by_table in changes_of_xml(text):
                mutants.add(f"{name}: {what}", write({**good, name: changed.encode()}), by_table)
    mutants.add("a file more", write({**good, "EPUB/more.xhtml": b"<html/>"}), True)
    mutants.finish()
    return mutants


# ---- HTML ----


def every_part_of_html(folder, path):
    mutants = Mutants(folder, "".join(path.suffixes))
    text = path.read_text("utf-8")
    for what, changed, by_table in changes_of_xml(text):
        mutants.add(what, lambda target, changed=changed: target.write_text(changed, "utf-8"), by_table)
    mutants.add("a byte more", lambda target: target.write_text(text + " ", "utf-8"))
    mutants.add("a second document", lambda target: target.write_text(text + text, "utf-8"))
    mutants.finish()
    return mutants


# ---- PDF ----

TOKEN = re.compile(rb"<<|>>|\[|\]|/[^\s<>\[\]()/]+|\((?:\\.|[^()\\])*\)|<[0-9a-fA-F\s]*>|\d+ 0 R|[^\s<>\[\]()/]+", re.S)


def end_of_value(tokens, index):
    depth = 0
    for i in range(index, len(tokens)):
        depth += tokens[i].group() in (b"<<", b"[")
        depth -= tokens[i].group() in (b">>", b"]")
        if depth == 0:
            return i
    raise ValueError


def changes_of_object(text):
    """Yields (what, changed text, whether the table must tell it)."""
    tokens, within = list(TOKEN.finditer(text)), []
    key_next = False
    for i, token in enumerate(tokens):
        word = token.group()
        where = f"{word[:30].decode('latin-1')} at {token.start()}"

        def put(new, token=token):
            return text[: token.start()] + new + text[token.end() :]

        if word in (b"<<", b"["):
            within.append(word)
            key_next = word == b"<<"
            continue
        if word in (b">>", b"]"):
            within.pop()
            key_next = bool(within) and within[-1] == b"<<"
            continue
        if within and within[-1] == b"<<" and key_next:
            last = end_of_value(tokens, i + 1)
            yield f"key {where} removed", text[: token.start()] + text[tokens[last].end() :], False
            yield f"key {where} renamed", put(word + b"X"), not any(re.match(p, word.decode("latin-1")) for p in FREE_NAMES)
            key_next = False
            continue
        key_next = bool(within) and within[-1] == b"<<"
        if word.startswith(b"/"):
            yield f"name {where} changed", put(word + b"X"), not any(re.match(p, word.decode("latin-1")) for p in FREE_NAMES)
        elif word.startswith(b"("):
            yield f"string {where} changed", put(b"(x" + word[1:]), False
        elif word.startswith(b"<"):
            yield f"string {where} changed", put(word[:-1] + b"0041>"), False
        elif word.endswith(b" R"):
            yield f"reference {where} removed", put(b"null"), False
        elif word in (b"true", b"false"):
            yield f"{where} changed", put(b"false" if word == b"true" else b"true"), False
        elif word != b"null":
            yield f"number {where} changed", put(b"%g" % (float(word) + 1)), False


def every_part_of_pdf(folder, path):
    mutants = Mutants(folder, ".pdf")
    good, seen = Pdf(path), {}

    def write(number, head, data):
        def to(target):
            pdf = copy.copy(good)
            pdf.objects = {**good.objects, number: [head, data]}
            pdf.write(target)

        return to

    for number, (head, data) in sorted(good.objects.items()):
        # Of objects with the same keys, and elements of the same type, the first few.
        kind = (tuple(re.findall(rb"/[A-Za-z]+", re.sub(rb"/\w+[-+]\S+|/(?:[FPabsx]|sh|f-)\d\S*", b"", head))[:40]), data is None)
        seen[kind] = seen.get(kind, 0) + 1
        if seen[kind] > ALIKE:
            continue
        for what, changed, by_table in changes_of_object(head):
            mutants.add(f"object {number}: {what} in {head[:60]!r}", write(number, changed, data), by_table)
        if data is not None and b"/XML" in head:
            for what, changed, _ in changes_of_xml(data.decode(), 1):
                mutants.add(f"XMP: {what}", write(number, head, changed.encode()))
        elif data:
            middle = len(data) // 2
            mutants.add(f"object {number}: a byte of its data", write(number, head, data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]))
    mutants.finish()
    return mutants


def main():
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        run("--quiet", "-C", LIBRARY, "--pdf", "--epub", "everything", "-o", f"{folder}/")
        run("--quiet", "-C", LIBRARY, "--html", "--html-fragment", "--no-fonts", "everything", "-o", f"{folder}/")
        run("--verify", "-C", LIBRARY, *folder.iterdir())
        for every_part, name, least in ((every_part_of_epub, "everything.epub", 1000), (every_part_of_html, "everything.html", 600),
                                        (every_part_of_html, "everything.fragment.html", 600), (every_part_of_pdf, "everything.pdf", 2000)):
            (folder / name.replace(".", "-")).mkdir()
            mutants = every_part(folder / name.replace(".", "-"), folder / name)
            print(f"{name}: {mutants.count} changes, {mutants.named} of them to be told by the table")
            if mutants.count < least // STEP:
                flunk(f"{name}: only {mutants.count} changes were made")
    return finish()


if __name__ == "__main__":
    sys.exit(main())
