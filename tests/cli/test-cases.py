"""Small inputs, each an example of a kind of text that was once lost, printed wrong or passed over, with the right result
of each: what `--check` or `--import` must tell, at which line, and what must be read, printed or written."""
import os
import pathlib
import re
import shutil
import sys
import tempfile
import zipfile

import program
from program import ROOT, call, flunk, run

CASES = ROOT / "tests/fixtures/cases"

# What --check tells: input, exit status, and line, severity, rule and a word of each message. Nothing else is told, but for notes, and that
# nobody is named who approved a case.
TOLD = [
    ("numbers.md", 0, [(11, "warning", "mark-after-number", "brackets")]),
    ("phones-arabic.md", 0, [(11, "warning", "digits-right-to-left", "555-0100")]),
    ("yaml-comment-in-reference", 1, [(6, "error", "front-matter-quotes", 'write "Miller A. Report #12 of the panel. 2019."')]),
    ("attributes", 0, [(9, "warning", "foreign-markup", "{#doses}"), (13, "warning", "foreign-markup", "{width=50%}")]),
    ("templates.md", 1, [
        (11, "error", "placeholder", "{{ site.baseurl }}"), (13, "warning", "foreign-markup", "callout"), (15, "warning", "foreign-markup", "/notice"),
        (17, "warning", "foreign-markup", "include"), (19, "warning", "foreign-markup", "{#intro}"), (22, "warning", "foreign-markup", "{: .lead}"),
        (24, "warning", "foreign-markup", "import"), (26, "warning", "foreign-markup", "[[toc]]"), (28, "warning", "foreign-markup", "[TOC]"),
        (30, "warning", "foreign-markup", "[[Other page]]"), (30, "error", "foreign-markup-dose", "~~old~~"), (30, "warning", "foreign-markup", "==mark=="),
        (30, "error", "foreign-markup-dose", "$x^2$"), (30, "error", "foreign-markup-dose", r"\(a\)"), (30, "error", "foreign-markup-dose", "~2~"),
        (30, "error", "foreign-markup-dose", "^3^"), (30, "warning", "foreign-markup", ":warning:")]),
    ("admonitions.md", 0, [(13, "warning", "foreign-markup", "callout"), (17, "warning", "foreign-markup", ":::"), (19, "warning", "foreign-markup", "!!! warning")]),
    ("pandoc-markdown.md", 1, [
        (15, "warning", "foreign-markup", "letters"), (22, "warning", "foreign-markup", "drawn with spaces"), (26, "error", "foreign-markup-dose", "row of a table"),
        (29, "error", "definition-without-term", ""), (29, "warning", "foreign-markup", "caption"), (31, "warning", "foreign-markup", "+---"),
        (40, "warning", "foreign-markup", "width="), (44, "error", "foreign-markup-dose", "^9^"), (44, "error", "foreign-markup-dose", "~2~"),
        (58, "warning", "foreign-markup", ".smallcaps"), (58, "warning", "foreign-markup", ".underline"), (58, "error", "foreign-markup-dose", "~~struck~~")]),
    ("doses-and-formulas.md", 1, [
        (11, "error", "foreign-markup-dose", "^-3^"), (11, "error", "foreign-markup-dose", "^9^"), (13, "error", "foreign-markup-dose", "frac"),
        (13, "error", "foreign-markup-dose", "x_1"), (15, "error", "foreign-markup-dose", "mathrm"), (17, "warning", "emphasis-in-number", "vanish"),
        (17, "warning", "emphasis-in-number", "2_3_4"), (17, "warning", "dose-notation", "<5 mg"), (17, "warning", "dose-notation", ">10 mg")]),
    ("typed-bullets-and-stars.md", 0, [
        (15, "warning", "emphasis-in-number", "vanish"), (17, "warning", "foreign-markup", "typed bullets"), (20, "warning", "foreign-markup", "broken by a space")]),
    ("broken-tables.md", 0, [(13, "warning", "foreign-markup", "| --- | --- |"), (20, "warning", "foreign-markup", "Name | Dose")]),
    ("missing-spaces.md", 0, [(11, "warning", "foreign-markup", "#Heading"), (17, "warning", "foreign-markup", "1.First"), (20, "warning", "foreign-markup", "-one")]),
    ("definition-second-paragraph", 0, []),
    ("note-in-front-matter-reference", 0, []),
    ("french-unreviewed-words", 1, [(2, "error", "words-unreviewed", "“fr”")]),
    ("line-end-hyphen", 0, [(9, "warning", "hyphen-at-line-end", "ibupro- fen"), (10, "warning", "ocr-confusion", "“5O”")]),
    ("emoji.md", 0, []),
    ("hugo-front-matter.md", 1, [
        (1, "error", "missing-last-revised", ""), (3, "error", "front-matter-key", "did you mean “last-revised”"), (4, "error", "front-matter-key", "did you mean “last-revised”"),
        (5, "error", "front-matter-key", "ignore-keys"), (6, "error", "front-matter-key", "ignore-keys")]),
    ("subfolders", 1, [(8, "error", "link-section-unknown", "“y.md”"), (10, "warning", "image-alternative-name", "")]),
    ("decomposed", 0, []),
    ("broken-front-matter.md", 1, [(2, "error", "front-matter-yaml", "bracket")]),
]

# What is read: input, section, lines of the tree.
READ = [
    ("definition-second-paragraph", "s", ['text 10:3 "Cancer cells are at the edges."', 'text 12:5 "Your doctor may take out more tissue."']),
    ("note-in-front-matter-reference", "s", ['note-reference 6:23 label="1"']),
    ("chinese-line-break", "s", ['text 9:1 "手术后请按时服药，不要擅自停药。"']),
    ("subfolders", "a-index", ['text 8:1 "t"']),
    ("subfolders", "b-index", ["section "]),
]

# What --import tells, and which files it makes.
IMPORTED = [
    ("import-contents-list.md", ["food-groups", "introduction", "dairy", "meat"], [r"7:1: note: the contents list “Table of Contents”, lines 7 to 11, is left out"]),
    ("import-one-title.md", ["our-guide", "surgery", "radiation", "chemotherapy"], [r"--split-level 1 makes one section of it"]),
    ("import-comment-first.md", ["flu-shots"], [r"1:1: note: the document has front matter of its own", r"3:1: error: .*“layout”"]),
    ("import-notes-at-end.md", ["guide", "two", "three"], [r"13:1: note: the note “\[\^1\]” stands in “guide.md” and “three.md”", r"14:1: note: the note “\[\^2\]” went with its mark to “two.md”"]),
    ("import-last-updated.md", ["flu"], [r"9:1: note: “Last updated: May 6, 2024” may say when the text was last revised", r"error: .*unless line 9 does"]),
    ("../../fuzz/corpus/html/page.html", ["flu-shots"], [
        r"2:1: note: navigation is left out: “Home”", r"dcterms\.modified", r"5:1: note: written as the callout WARNING", r"9:12: warning: the cell spans several",
        r"11:9: error: the image “arm\.png”", r"12:51: warning: text is underlined", r"16:4: note: “Last updated: May 6, 2024”"]),
]


def test_told():
    for name, status, wanted in TOLD:
        done = run("--check", "-C", CASES / name if name != "decomposed" else name, status=status)
        told = [line for line in done.stdout.split("\n") if re.search(r": (?:error|warning): ", line) and "[approval-missing]" not in line]
        left = list(told)
        for line, severity, rule, word in wanted:
            found = [text for text in left if f":{line}:" in text and f": {severity}: " in text and word in text and f"[{rule}]" in text]
            if not found:
                flunk(f"{name}: nothing tells of {word!r} in line {line} by {rule}:\n" + "\n".join(told))
            else:
                left.remove(found[0])
        for text in left:
            flunk(f"{name}: told besides: {text}")


def test_read():
    for name, section, lines in READ:
        dump = run(f"--dump=tree", section, "-C", CASES / name).stdout
        for line in lines:
            if line not in dump:
                flunk(f"{name}: {line!r} is not in the tree:\n{dump}")


def page_of(name):
    run("--epub", "-o", "out.epub", "-C", CASES / name, "--all" if (CASES / name).is_dir() else "--book")
    with zipfile.ZipFile("out.epub") as epub:
        pages = [epub.read(entry).decode() for entry in epub.namelist() if entry.endswith(".xhtml")]
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", "", " ".join(pages))).replace("\u2068", "").replace("\u2069", "").replace("\u2066", "")


def test_printed():
    numbers = page_of("numbers.md")
    if "9111" in numbers or "Call 911 or 1-800-555-0199." not in numbers or not re.search(r"up to 10[\s\u00a0]\[", numbers):
        flunk(f"numbers.md is printed {numbers!r}")


    dose = page_of("page/superscript-dose.md")
    if "Give 10⁹ cells, or x₁2 mg." not in dose:
        flunk(f"superscript-dose.md is printed {dose!r}")


def test_imported():
    for path, sections, wanted in IMPORTED:
        name = pathlib.Path(path).name
        done = run("--import", CASES / path, "-o", f"{name}.out")
        for pattern in wanted:
            if not re.search(pattern, done.stdout):
                flunk(f"{name}: nothing matches {pattern!r}:\n{done.stdout}")
        made = {path.stem for path in pathlib.Path(f"{name}.out").glob("*.md")}
        if made != set(sections) or "the same, in the same order" not in done.stdout:
            flunk(f"{name}: {made}\n{done.stdout}")
    page = pathlib.Path("page.html.out/flu-shots.md").read_text()
    for line in ("> [!WARNING]", "| Age | Dose |", "Table: Doses", "[Vacuna contra la gripe]{lang=es}", "H<sub>2</sub>O", "![A nurse gives a shot in the arm.]", ": A germ."):
        if line not in page:
            flunk(f"page.html: {line!r} is not in it:\n{page}")


def make_decomposed():
    """A picture whose name a Mac has written: u and two dots apart. Some tools for files would put them together."""
    shutil.copytree(CASES / "attributes", "decomposed")
    os.rename("decomposed/figures/x.png", "decomposed/figures/pru\u0308fung.png")
    path = pathlib.Path("decomposed/s.md")
    path.write_text(path.read_text().split("## Doses")[0] + "![A red box.](figures/pr\u00fcfung.png)\n")


with tempfile.TemporaryDirectory() as scratch:
    os.chdir(scratch)
    make_decomposed()
    test_told()
    test_read()
    test_printed()
    test_imported()
sys.exit(program.finish())
