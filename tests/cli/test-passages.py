#!/usr/bin/env python3
"""Shared passages: what is printed is what stands in the two files, in both formats; a sheet is outdated when one of them changes."""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
from html.parser import HTMLParser

from exported import Epub, page_text
from program import PROGRAM, call, finish, flunk, run, same

LIBRARY = """title: Passages
language: {language}
identifier: urn:uuid:2a0f2c6f-9f6e-4b9f-8f53-3f0a2f7a5d12
status: approved
disclaimer: Ask your doctor.
sections: [{sections}]
"""
FRONT = """---
title: {title}
last-revised: 2024-01-02
references: ["Smith A. A work. 2020."]
---
"""
PIXEL = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082")


def write(folder, files, language="en"):
    """A library with these files; those in no folder are its sections."""
    sections = [name[:-3] for name in files if "/" not in name and name.endswith(".md")]
    for name, text in {"library.yaml": LIBRARY.format(language=language, sections=", ".join(sections)), **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


class Page(HTMLParser):
    """The blocks of an XHTML page: (name, text), and each link's text with what it leads to."""

    def __init__(self, text):
        super().__init__()
        self.blocks, self.links, self.ids, self.languages, self.link = [], [], {}, [], None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "td", "th"):
            self.blocks.append([tag, ""])
        if "id" in attributes:
            self.ids[attributes["id"]] = len(self.blocks) - 1
        if "xml:lang" in attributes:
            self.languages.append((tag, attributes["xml:lang"]))
        if tag == "a":
            self.link = [attributes.get("href"), ""]
            self.links.append(self.link)
        if tag == "img":
            self.blocks.append(["img", attributes["alt"]])

    def handle_endtag(self, tag):
        if tag == "a":
            self.link = None

    def handle_data(self, data):
        if self.blocks:
            self.blocks[-1][1] += data
        if self.link:
            self.link[1] += data

    def lines(self):
        return [(tag, " ".join(text.split())) for tag, text in self.blocks if text.strip()]


def epub(path, member="text/one.xhtml"):
    book = Epub(path)
    return Page(book.entries["EPUB/" + member].decode()), book.metadata()


def export(library, out, *arguments):
    out.mkdir(exist_ok=True)
    run("--quiet", "--pdf", "--epub", "--all", "-C", library, "-o", out, *arguments)


def words_of(pdf):
    return "".join(page_text(pdf, "-raw").split())


PASSAGE = """---
title: When to call
last-revised: 2023-05-06
references:
  - "Jones B. *Fever* at home. 2021."
---
# When to call

Call us about a fever[^1] over 38 °C, or a [rash](#the-rash). See [two](../two.md) and [our page](https://www.example.org/call).

![A thermometer.](thermometer.png)

## The rash

- Look at your skin.

[^1]: Take it twice.
"""


def prints_what_stands_there(folder):
    """The words of section and passage, in their order, each once; headings one below; notes, links and pictures its own."""
    library = write(folder / "prints", {
        "one.md": FRONT.format(title="One") + "Begin.[^1]\n\n## At home\n\nRest.\n\n![[when-to-call]]\n\n## The rash\n\nOf the section, see [it](#the-rash).\n\n[^1]: The section's.\n",
        "two.md": FRONT.format(title="Two") + "![[when-to-call]]\n",
        "shared/when-to-call.md": PASSAGE, "shared/thermometer.png": PIXEL})
    run("--check", "-C", library)
    export(library, folder / "prints-out")
    page, _ = epub(folder / "prints-out/one.epub")
    same("one.epub", page.lines()[:-1], [
        ("h1", "One"), ("p", "Last Revised: January 2, 2024"), ("p", "Begin.a"), ("h2", "At home"), ("p", "Rest."),
        ("h3", "When to call"), ("p", "Call us about a fever [b] over 38 °C, or a rash. See two and our page1."), ("img", "A thermometer."),
        ("h4", "The rash"), ("li", "Look at your skin."), ("h2", "The rash"), ("p", "Of the section, see it."),
        ("h2", "Notes"), ("p", "a. The section's."), ("p", "b. Take it twice."), ("h2", "Find these pages online"), ("li", "1. www.example.org/call"),
        ("h2", "References"), ("p", "Smith A. A work. 2020."), ("h3", "When to call"), ("p", "Jones B. Fever at home. 2021."),
        ("h2", "Disclaimer"), ("p", "Ask your doctor."), ("p", "Last Revised: January 2, 2024"), ("p", "When to call: Last Revised: May 6, 2023")])
    page, _ = epub(folder / "prints-out/two.epub", "text/two.xhtml")
    if ("h2", "When to call") not in page.lines() or ("h3", "The rash") not in page.lines():
        flunk(f"two.epub: headings do not stand right below the title: {page.lines()}")
    said = words_of(folder / "prints-out/one.pdf")
    for words in ("Whentocall:LastRevised:May6,2023", "JonesB.Feverathome.2021.", "Lookatyourskin.", "Takeittwice."):
        if said.count(words) != 1:
            flunk(f"one.pdf says {words} {said.count(words)} times")


def links_stay_its_own(folder):
    """A link of the passage leads to its heading, one of the section to that of the section, also in one of two of the same words."""
    library = write(folder / "links", {
        "one.md": FRONT.format(title="One") + "See [mine](#fever).\n\n![[a]]\n\n## Fever\n\nOf the section.\n", "two.md": FRONT.format(title="Two") + "See [one](one.md#fever).\n",
        "shared/a.md": "# Passage\n\nSee [its](#fever), and [deeper](#cold).\n\n## Fever\n\nOf the passage.\n\n![[b]]\n", "shared/b.md": "## Cold\n\nSee [fever](#fever).\n\n### Fever\n\nOf the other.\n"})
    run("--check", "-C", library)
    export(library, folder / "links-out")
    page, _ = epub(folder / "links-out/one.epub")
    headings = [block for block in page.blocks if block[0].startswith("h")]
    after = {}
    for address, text in page.links:
        if address and address.startswith("#"):
            at = page.ids[address[1:]]
            after[text] = page.blocks[at + 1][1] if page.blocks[at] in headings else None
    for text, says in (("mine", "Of the section."), ("its", "Of the passage."), ("fever", "Of the other."), ("deeper", "See fever.")):
        if (after.get(text) or "").strip() != says:
            flunk(f"the link “{text}” leads to what begins “{after.get(text)}”, not “{says}”")


def heading_of(page, name):
    """The heading, and what stands below it, to which the link of that text leads."""
    address = dict((text, address) for address, text in page.links)[name]
    at = page.ids[address.removeprefix("#")]
    return tuple(page.lines()[i][1] for i in (at, at + 1))


def notes_keep_their_links(folder):
    """So do links in notes and references of a passage, be it in the section or within another passage, or shown twice; and of several sections each keeps its own."""
    inner = "## Fever\n\nOf the inner one.[^1]\n\n[^1]: See [inner note](#fever).\n\n## References\n\n- Jones B, see [inner source](#fever). 2021.\n"
    outer = "Outer.[^1]\n\n![[inner]]\n\n## Fever\n\nOf the outer one.\n\n[^1]: See [outer note](#fever), and [elsewhere](#cold).\n\n## References\n\n- Lee C, see [outer source](#fever). 2022.\n"
    body = "## Fever\n\nOf the section, see [mine](#fever).[^1]\n\n## Cold\n\nOf the section, too.\n\n"
    library = write(folder / "notes", {
        "one.md": FRONT.format(title="One") + body + "![[outer]]\n\n![[outer]]\n\n![[inner]]\n\n[^1]: See [my note](#fever).\n",
        "two.md": FRONT.format(title="Two") + "![[inner]]\n\nThe end.\n", "shared/inner.md": inner, "shared/outer.md": outer})
    export(library, folder / "notes-out")
    page, _ = epub(folder / "notes-out/one.epub")
    for names, below in ((("mine", "my note"), "Of the section, see mine.a"), (("outer note", "outer source"), "Of the outer one."), (("inner note", "inner source"), "Of the inner one.c")):
        for name in names:
            same(f"what “{name}” leads to", heading_of(page, name), ("Fever", below))
    same("what “elsewhere” leads to", heading_of(page, "elsewhere"), ("Cold", "Of the section, too."))
    page, _ = epub(folder / "notes-out/two.epub", "text/two.xhtml")
    for name in ("inner note", "inner source"):
        same(f"what “{name}” leads to in two", heading_of(page, name), ("Fever", "Of the inner one.a"))


def record_of(opf, name):
    return re.findall(rf'property="sts:{name}">([^<]*)<', opf)


def counts_as_typed(folder):
    """A text with a passage has the fingerprints of the same text, typed in place."""
    bodies = {"shown": "Begin.\n\n## At home\n\n![[a]]\n\n> ![[b]]\n\nEnd.\n", "typed": "Begin.\n\n## At home\n\n### Call\n\nCall us.[^x]\n\n1. One\n2. Two\n\n> Rest.\n\nEnd.\n\n[^x]: A note.\n"}
    found = {}
    for name, body in bodies.items():
        files = {"one.md": FRONT.format(title="One") + body}
        if name == "shown":
            files |= {"shared/a.md": "# Call\n\nCall us.[^1]\n\n1. One\n2. Two\n\n[^1]: A note.\n", "shared/b.md": "Rest.\n"}
        export(write(folder / name, files), folder / f"{name}-out")
        page, opf = epub(folder / f"{name}-out/one.epub")
        found[name] = (record_of(opf, "contentFingerprint"), record_of(opf, "printedFingerprint"), page.lines())
        same(f"{name}: passages", [value.split("=")[0] for value in " ".join(record_of(opf, "passages")).split()], ["a", "b"] if name == "shown" else [])
    same("fingerprints of a passage and of the same text", found["shown"], found["typed"])


def stands_in_callouts(folder):
    """A passage right below the line that names a callout is its text, as in a paragraph of its own; one that is not alone is refused."""
    callouts = ("> [!WARNING]\n> ![[a]]\n", "> [!WARNING]\n>\n> ![[a]]\n", "- > [!TIP]  \n  >   ![[a]]\n", "> [!NOTE]\n![[a]]\n", "> [!NOTE]\n> ![[a]]\n>\n> Text.\n", "> > [!NOTE]\n> > ![[a]]\n")
    library = write(folder / "callouts", {"one.md": FRONT.format(title="One") + "\n".join(callouts), "shared/a.md": "Call us.\n"})
    run("--check", "-C", library)
    export(library, folder / "callouts-out")
    page, _ = epub(folder / "callouts-out/one.epub")
    same("paragraphs of passages", page.lines().count(("p", "Call us.")), len(callouts))
    for text, place in (("> [!NOTE]\n> ![[a]]\n> Text.\n", "7:3"), ("> [!NOTE]\n> Text.\n> ![[a]]\n", "8:3"), ("> [!NOTE] ![[a]]\n", "6:3"), ("> [!NOTE]\n> `![[a]]\n", "7:4")):
        (library / "one.md").write_text(FRONT.format(title="One") + text)
        said = call("--check", "-C", library).stdout
        if f"one.md:{place}: error:" not in said:
            flunk(f"{text} is not refused at {place}: {said}")


def is_no_more_than_fits(folder):
    """Small files may not make a text of many megabytes, be it in words, code or addresses; what each says alone is none too many."""
    for name, text in (("words", "word " * 10000), ("code", "    " + "code " * 10000), ("addresses", f"[x](https://example.org/{'a' * 49000})")):
        files = {"one.md": FRONT.format(title="One") + "![[twenty]]\n\n" * 3 + "![[a]]\n", "two.md": FRONT.format(title="Two") + "![[twenty]]\n\n" * 5, "shared/twenty.md": "![[a]]\n\n" * 20, "shared/a.md": text + "\n"}
        library = write(folder / f"large-{name}", files)
        listed = json.loads(call("--list", "--json", "-C", library).stdout)
        same(f"errors for {name}", [section["errors"] for section in listed], [0, 1])
        said = run("--pdf", "two", "-C", library, "-o", folder, status=1).stderr
        if "two.md:14:1: error: with the passage “twenty”, the passages in this text are too long: more than 4 megabytes of text" not in said:
            flunk(f"{name}: {said}")


def is_missed_once(folder):
    """Where a passage is refused, what is empty without it is no second fault; without one, it is."""
    library = write(folder / "missed", {"one.md": "", "shared/a.md": "![[b]]\n", "shared/b.md": "![[nowhere]]\n", "shared/c.md": "<!-- Later. -->\n", "shared/d.md": "# Call\n\n![[nowhere]]\n"})
    for text, rules in (("![[nowhere]]\n", "passage-unknown"), ("![[a]]\n", "passage-unknown"), ("- ![[nowhere]]\n", "passage-unknown"), ("## Call\n\n![[nowhere]]\n", "passage-unknown"), ("![[d]]\n", "passage-unknown"),
                        ("## Call\n", "heading-without-text"), ("- one\n-\n", "item-empty"), ("![[../x]]\n", "passage-outside"), ("<!-- Later. -->\n", "section-empty"), ("![[c]]\n", "section-empty")):
        (library / "one.md").write_text(FRONT.format(title="One") + text)
        found = json.loads(call("--check", "--json", "-C", library).stdout)
        same(f"faults of {text!r}", sorted({one["rule"] for one in found if one["severity"] == "error" or one["rule"].endswith(("empty", "without-text"))}), [rules])


def outdates_each_sheet(folder):
    """A changed passage makes every sheet outdated that shows it, also through another; the verdict names it, and no other."""
    files = {"one.md": FRONT.format(title="One") + "![[a]]\n\n![[c]]\n", "two.md": FRONT.format(title="Two") + "![[c]]\n", "three.md": FRONT.format(title="Three") + "Alone.\n",
             "shared/a.md": "Text of a.\n\n![[b]]\n", "shared/b.md": "Take 5 mg.\n", "shared/c.md": "Text of c.\n"}
    library, out = write(folder / "dated", files), folder / "dated-out"
    export(library, out)
    names = [out / f"{name}.{suffix}" for name in ("one", "two", "three") for suffix in ("pdf", "epub")]

    def verdicts(*named):
        result = json.loads(call("--verify", *names, "-C", library, "--json").stdout)
        for file in result:
            reasons = " ".join(reason for section in file["sections"] for reason in section["reasons"])
            wanted = named if file["verdict"] == "outdated" else ()
            same(f"{file['file']}: passages that are named", re.findall("the passage “(.*?)”", reasons), [name for name in wanted])
        return [file["verdict"] for file in result]

    same("right after the export", verdicts(), ["current"] * 6)
    (library / "shared/b.md").write_text("Take 50 mg.\n")
    same("after b has changed", verdicts("a", "b"), ["outdated"] * 2 + ["current"] * 4)
    (library / "shared/b.md").write_text("Take 5 mg.\n")
    (library / "shared/c.md").write_text("---\nlast-revised: 2024-02-03\ntitle: C\n---\nText of c.\n")
    same("after c has got a date", verdicts("c"), ["outdated"] * 4 + ["current"] * 2)
    (library / "shared/c.md").write_text("---\ntitle: C\n---\n<!-- A remark. -->\nText of c.\n")
    same("after c has got a title that is not printed", verdicts(), ["current"] * 6)


def is_refused_with_its_sections(folder):
    """A fault in a passage counts for each section that shows it; the others are exported."""
    library = write(folder / "refused", {"one.md": FRONT.format(title="One") + "![[a]]\n", "two.md": FRONT.format(title="Two") + "Sound.\n", "shared/a.md": "Take ~~5 mg~~.\n", "shared/b.md": "Text.\n"})
    listed = json.loads(call("--list", "--json", "-C", library).stdout)
    same("errors", [section["errors"] for section in listed], [1, 0])
    same("passages", [section["passages"] for section in listed], [[str(library / "shared/a.md")], []])
    out = folder / "refused-out"
    out.mkdir()
    done = run("--pdf", "one", "-C", library, "-o", out, status=1)
    if "shared/a.md:1:6: error:" not in done.stderr or list(out.iterdir()):
        flunk(f"one is not refused for its passage: {done.stderr}")
    done = run("--pdf", "two", "-C", library, "-o", out)
    if done.stderr.count("a.md"):
        flunk(f"the passage of another section is told: {done.stderr}")
    run("--pdf", library / "shared/b.md", "-o", out, status=1)
    done = run("--check", library / "shared/a.md", status=1)
    if done.stdout.count("shared/a.md:1:6: error:") != 1 or "missing-references" in done.stdout:
        flunk(f"--check of a passage: {done.stdout}")
    run("--check", library / "shared/b.md")


def is_mended(folder):
    """--fix mends passages as it does sections, and no section for what a passage has."""
    library = write(folder / "mended", {"one.md": FRONT.format(title="One") + "![[a]]\n", "shared/a.md": "Take <b>5 mg</b>.\n\n![[b]]\n", "shared/b.md": "- <i>x</i> <strong>y</strong>\n"})
    before = (library / "one.md").read_text()
    run("--check", "--fix", "--write", "-C", library)
    same("mended", [(library / "shared" / name).read_text() for name in ("a.md", "b.md")], ["Take **5 mg**.\n\n![[b]]\n", "- <i>x</i> **y**\n"])
    same("the section", (library / "one.md").read_text(), before)


def speaks_the_language(folder):
    """A section shows the translation in its language, or the original marked as such."""
    spanish = FRONT.format(title="Dos").replace("title", "language: es\ntitle")
    library = write(folder / "languages", {"one.md": FRONT.format(title="One") + "![[a]]\n\n![[b]]\n", "two.md": spanish + "![[a]]\n\n![[b]]\n",
                                           "shared/a.md": "Call us.\n", "shared/a.es.md": "Llame.\n", "shared/b.md": "---\ntitle: Rest\nlast-revised: 2024-01-01\n---\nStay at home.\n"})
    export(library, folder / "languages-out")
    one, _ = epub(folder / "languages-out/one.epub")
    two, _ = epub(folder / "languages-out/two.epub", "text/two.xhtml")
    if ("p", "Call us.") not in one.lines() or ("p", "Llame.") in one.lines() or ("p", "en") in one.languages:
        flunk(f"the English section: {one.lines()}")
    if ("p", "Llame.") not in two.lines() or ("p", "Call us.") in two.lines() or ("p", "en") not in two.languages or ("span", "en") not in two.languages:
        flunk(f"the Spanish section: {two.lines()} {two.languages}")
    if ("p", "Rest: Última revisión: 1 de enero de 2024") not in two.lines():
        flunk(f"the date of the passage in Spanish: {two.lines()}")


def finds_the_nearest_tag(folder):
    """A section in a language with a region shows the passage in that, or else in the language; one of a script, that."""
    files = {"shared/a.md": "Call us.\n", "shared/a.pt-BR.md": "Ligue.\n", "shared/a.sr-Latn.md": "Pozovite.\n", "shared/b.md": "Stay.\n", "shared/b.pt.md": "Fique.\n"}
    for i, (language, said) in enumerate((("pt-BR", ["Ligue.", "Fique."]), ("pt", ["Call us.", "Fique."]), ("sr-Latn-RS", ["Pozovite.", "Stay."]), ("sr-Cyrl", ["Call us.", "Stay."]))):
        front = FRONT.format(title="One").replace("title", f"language: {language}\ntitle")
        library, out = write(folder / f"tags{i}", files | {"one.md": front + "![[a]]\n\n![[b]]\n"}), folder / f"tags{i}-out"
        export(library, out, "--allow-unreviewed-words")
        page, _ = epub(out / "one.epub")
        same(f"passages in {language}", [text for tag, text in page.lines() if tag == "p" and text in ("Call us.", "Ligue.", "Pozovite.", "Stay.", "Fique.")], said)


def follows_translations(folder):
    """A translation of a section shows that of the passage, whichever language the library is read in; and its sheets go out of date with it."""
    library = write(folder / "translated", {"one.md": FRONT.format(title="One") + "Begin.\n\n![[a]]\n\n![[b]]\n", "shared/a.md": "Call us.\n", "shared/a.es.md": "Llame.\n", "shared/b.md": "Stay ~~5 days~~.\n"})
    (library / "one.es.md").write_text(FRONT.format(title="Uno") + "Empezar.\n\n![[a]]\n\n![[b]]\n")
    (library / "library.es.yaml").write_text("title: Pasajes\ndisclaimer: Pregunte a su doctor.\n")
    said = call("--check", "-C", library).stdout
    if said.count("shared/b.md:1:6: error:") != 1 or "one section shows this passage" not in said or "one.es.md:10:1: warning: the passage “b” is in “en”" not in said or "passage-unused" in said:
        flunk(f"--check with translations: {said}")
    (library / "shared/b.md").write_text("Stay at home.\n")
    shutil.copytree(library, folder / "translated-alone")
    uses_what_translations_show(folder / "translated-alone")
    out = folder / "translated-out"
    export(library, out, "--language", "es", "--allow-unreviewed-words")
    page, _ = epub(next(out.glob("one*.epub")), "text/one.xhtml")
    if ("p", "Llame.") not in page.lines() or ("p", "Call us.") in page.lines() or ("p", "en") not in page.languages:
        flunk(f"the Spanish sheet: {page.lines()} {page.languages}")
    sheet = next(out.glob("one*.pdf"))
    for text, status in (("Call now.\n", 0), ("Llame ya.\n", 1)):
        (library / ("shared/a.md" if status == 0 else "shared/a.es.md")).write_text(text)
        run("--verify", sheet, "-C", library, status=status)


def uses_what_translations_show(library):
    """A passage that only a translation shows, itself or in another passage, is used; what none shows is not, nor what a file shows that nobody reads."""
    for name, text in {"one.es.md": (library / "one.es.md").read_text() + "\n![[c]]\n", "unlisted.md": "![[f]]\n", "shared/c.md": "C.\n", "shared/c.es.md": "![[d]]\n", "shared/d.md": "D.\n", "shared/e.md": "E.\n", "shared/f.md": "F.\n"}.items():
        (library / name).write_text(text)
    for call_of in (("--check", "-C", library), ("--pdf", "--all", "-C", library, "-o", library)):
        done = call(*call_of)
        same(f"unused after {call_of[0]}", re.findall(r"shared/(\w)\.md:1:1: warning: no section shows|next at [^)]*?shared/(\w)\.md", done.stdout + done.stderr), [("e", ""), ("f", "")])


def falls_due(folder):
    """A passage with a date of its own expires by itself, told once; the sheet says so where it is allowed."""
    library = write(folder / "due", {"one.md": FRONT.format(title="One") + "![[a]]\n", "two.md": FRONT.format(title="Two") + "![[a]]\n", "three.md": FRONT.format(title="Three") + "![[b]]\n",
                                     "shared/a.md": "---\ntitle: A\nlast-revised: 2019-05-06\n---\nText.\n", "shared/b.md": "Text.\n"})
    with open(library / "library.yaml", "a", encoding="utf-8") as file:
        file.write("review-every: 3 years\napproved-by: Dr. Smith\n")
    said = run("--check", "-C", library, "--as-of", "2024-06-01", status=1).stdout
    if said.count("review-expired]") != 1 or "shared/a.md:3:1: error: a review was due by 2022-05-06" not in said or "2 sections show this passage" not in said:
        flunk(f"a passage that is due: {said}")
    listed = json.loads(call("--list", "--json", "-C", library, "--as-of", "2024-06-01").stdout)
    same("due", [(section["review-due"], section["errors"]) for section in listed], [("2022-05-06", 1), ("2022-05-06", 1), ("2027-01-02", 0)])
    export(library, folder / "due-out", "--as-of", "2024-06-01", "--allow-expired")
    page, _ = epub(folder / "due-out/one.epub")
    if ("p", "Review was due by May 6, 2022.") not in page.lines():
        flunk(f"the sheet does not say that it is overdue: {page.lines()}")


def is_read_once(folder):
    """However many sections show a passage, its file is opened once; where none does, no file of the folder is."""
    if not shutil.which("strace"):
        return
    library = write(folder / "once", {f"s{i}.md": FRONT.format(title=f"S {i}") + "![[a]]\n\n![[a]]\n" for i in range(5)} | {"shared/a.md": "Text.\n", "shared/b.md": "Other.\n"})
    trace = folder / "trace"
    done = subprocess.run(["strace", "-f", "-e", "trace=openat", "-o", trace, PROGRAM, "--list", "-C", library], capture_output=True, check=False)
    opened = trace.read_text() if done.returncode == 0 else ""
    if opened and (opened.count("shared/a.md") != 1 or opened.count("shared/b.md") != 0):
        flunk(f"passages are opened {opened.count('shared/a.md')} and {opened.count('shared/b.md')} times")
    library = write(folder / "unknown", {"one.md": FRONT.format(title="One") + "".join(f"![[when-to-cal{end}]]\n\n" for end in "abcdefghij"), "shared/when-to-call.md": "Text.\n"})
    done = subprocess.run(["strace", "-f", "-e", "trace=openat", "-o", trace, PROGRAM, "--check", "-C", library], capture_output=True, text=True, check=False)
    lists = trace.read_text().count('unknown/shared", ')
    same("names that are told with the one that is meant", done.stdout.count("did you mean ![[when-to-call]]?"), 10)
    if lists > 2:
        flunk(f"the folder is listed {lists} times for ten names of no passage")


with tempfile.TemporaryDirectory() as scratch:
    for test in (prints_what_stands_there, links_stay_its_own, notes_keep_their_links, counts_as_typed, stands_in_callouts, is_no_more_than_fits, is_missed_once, outdates_each_sheet, is_refused_with_its_sections, is_mended, speaks_the_language, finds_the_nearest_tag, follows_translations, falls_due, is_read_once):
        test(pathlib.Path(scratch))
sys.exit(finish())
