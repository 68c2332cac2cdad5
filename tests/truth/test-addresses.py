#!/usr/bin/env python3
"""In an EPUB, printed addresses break where they may and keep their own hyphens, telephone numbers and ranges stay whole, and names are said without stray spaces."""
import os
import re
import sys
import tempfile
import xml.etree.ElementTree
import zipfile
from pathlib import Path

ROOT = Path(os.environ["STS_SOURCE_DIR"])
sys.path.append(str(ROOT / "tests/cli"))
from matter import front_matter  # noqa: E402
from program import finish, flunk, run  # noqa: E402

HTML = "{http://www.w3.org/1999/xhtml}"
LONG = "www.cancer.org/cancer/types/soft-tissue-sarcoma/about/key-statistics.html"
CITED = "https://example.org/x-y/soft-tissue--sarcoma?id=a-b&z=1"
ADDRESSES = [LONG, CITED, "www.a-b.org"]
WHOLE = ["1-800-227-2345", "(1-800-227-2346).", "3–5", "5-10", "10-mg"]
PARTED = ["well-known", "follow-up", "COVID-19", "12-345-678-901-234-567"]
TEXT = f"""See [the page](https://{LONG}), {CITED} and [www.a-b.org](https://www.a-b.org).

## About [examples](https://example.org/one)

Call {" or ".join(WHOLE)} or {" or ".join(PARTED)}

- Before the rule

---
"""


def flatten(element, keeper=None):
    """Each character with the element that keeps it whole, and None for a place to break a line."""
    keeper = element if element.get("class") == "whole" else keeper
    yield from ((character, keeper) for character in element.text or "")
    for child in element:
        yield from [None] if child.tag == HTML + "wbr" else flatten(child, keeper)
        yield from ((character, keeper) for character in child.tail or "")


def breaks(element):
    """The element's text, and the places in it where a browser that knows our style may break a line: where it is told, and after such signs."""
    text, places, told, before = "", [], False, None
    for entry in flatten(element):
        if entry is None:
            told = True
            continue
        character, keeper = entry
        if told or (text and text[-1] in "-?!|}" and (keeper is None or keeper is not before)):
            places.append(len(text))
        text, told, before = text + character, False, keeper
    return text, places


def may_break(address, i):
    """After a slash, before any other sign (Chicago Manual of Style, 7.46)."""
    return address[i - 1] == "/" != address[i] or (address[i] in ".-?&=_#" and address[i - 1] not in ".-?&=_#/")


def judge_address(element, seen):
    text, places = breaks(element)
    seen.append(text)
    wrong = [f"{text[:i]} | {text[i:]}" for i in places if not may_break(text, i)]
    if wrong:
        flunk(f"an address may break at {wrong}")
    longest = max((b - a for a, b in zip([0, *places], [*places, len(text)])))
    if len(text) >= 24 and longest > 14:
        flunk(f"{text} cannot be broken for {longest} characters")
    if any(place.get("aria-hidden") != "true" for place in element.iter(HTML + "wbr")):
        flunk(f"{text}: a place to break is a space in names")


def judge(page, styles, newer):
    root = xml.etree.ElementTree.fromstring(page)
    by_class = lambda name: [element for element in root.iter() if element.get("class") == name]  # noqa: E731
    seen = []
    for element in by_class("address"):
        judge_address(element, seen)
    if sorted(seen) != sorted([*ADDRESSES, "www.a-b.org", "example.org/one"]):
        flunk(f"the addresses are {seen}")
    kept = ["".join(element.itertext()) for element in by_class("whole")]
    if [word for word in kept if word[0] not in "-?"] != WHOLE:
        flunk(f"what is kept whole is {kept}")
    heading = next(element for element in root.iter(HTML + "h2"))
    mark = next(element for element in heading.iter(HTML + "a") if element.get("aria-label"))
    if mark.get("aria-label") != " Hyperlink 3":
        flunk(f"the mark in a heading is named {mark.get('aria-label')!r}")
    for css, rule in ((styles, r"\.whole \{ white-space: nowrap; \}"), (styles, r"hr \+ section\.closing \{[^}]* border: 0;"), (newer, r"\.address \{ hyphens: none;"),
                      (newer, r"\.labelled li,[^{]*\.task > li,[^{]*\.status, nav li \{ text-align: start; \}")):
        if not re.search(rule, css):
            flunk(f"no style {rule}")


def main():
    with tempfile.TemporaryDirectory() as scratch:
        text = Path(scratch) / "a.md"
        text.write_text(front_matter("Addresses") + TEXT)
        run("--epub", "--all", "-C", text, "-o", scratch)
        with zipfile.ZipFile(text.with_suffix(".epub")) as book:
            judge(book.read("EPUB/text/a.xhtml"), *(book.read(f"EPUB/{name}.css").decode() for name in ("style", "newer")))
    return finish()


sys.exit(main())
