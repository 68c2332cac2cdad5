"""What a library says that a call need not say: its defaults, its fonts; that options override them, and what is told of those
that are none."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from program import ROOT, finish, flunk, run, wants

LIBRARY = """title: A Small Guide
language: en
identifier: urn:uuid:5b0f9a54-7a0e-4d7e-9c0b-6a1d5a6c1f01
status: approved
disclaimer: "This text does not replace the advice of your care team."
sections: [care, food]
"""
SECTION = """---
id: {id}
title: On {id}
last-revised: 2018-04-06
---

Some people have *{id}*.

## References

Doe J. A study. 2017.
"""

scratch = pathlib.Path(tempfile.mkdtemp())
os.chdir(scratch)


def library(more="", name="lib"):
    shutil.rmtree(name, ignore_errors=True)
    os.makedirs(name)
    folder = pathlib.Path(name)
    (folder / "library.yaml").write_text(LIBRARY + more, encoding="utf-8")
    for section in ("care", "food"):
        text = SECTION.format(id=section)
        if section == "food":  # of several pages
            text = text.replace("\n## Ref", "\n" + "Eat what you like, and drink enough of it.\n\n" * 60 + "## Ref")
        (folder / f"{section}.md").write_text(text, encoding="utf-8")
    return folder


def makes(names, *arguments):
    """Which files the call makes."""
    os.mkdir("out")
    done = run("-C", "lib", "-o", "out", *arguments)
    made = sorted(os.listdir("out"))
    if made != sorted(names.split()):
        flunk(f"{' '.join(done.args[1:])}: makes {made}, not {names}")
    shutil.rmtree("out")


def page(section="care", *arguments):
    return run("--dump", "pages", section, "-C", "lib", *arguments).stdout


# Without a word on formats a call must say them, and is told so as ever.
library()
for arguments, told in (
    (("care",), "say what to make of “care”: --pdf, --epub"),
    (("--book",), "say what to make of the book"),
    (("--all",), "say what to make of the sections"),
    ((), "nothing to do"),
):
    wants(run("-C", "lib", *arguments, status=2), told)

library("defaults: {formats: [epub, pdf], paper: a4}\n")
wants(run("care", "-v", "-C", "lib", "-o", "out/"), r"where the call does not say it, lib/library\.yaml says: paper a4, formats epub, formats pdf\n")
shutil.rmtree("out")
makes("care.pdf care.epub", "care")
makes("care.pdf", "--pdf", "care")
makes("care.epub", "--epub", "care")
makes("care.pdf care.epub food.pdf food.epub", "--all")
makes("a-small-guide.pdf a-small-guide.epub", "--book")
wants(run("-C", "lib", status=2), "nothing to do")
wants(run("-C", "lib", "care", "-o", "-", status=2), "--output - takes one file")
library("defaults: {formats: epub}\n")
makes("care.epub", "care")
wants(run("-C", "lib", "care", "--linearize", status=2), "--linearize is for --pdf")
makes("care.pdf", "care", "--pdf", "--linearize")
if b"mimetype" not in os.popen(f"'{os.environ['STS_BINARY']}' -C lib care -o - | head -c 60").buffer.read():
    flunk("the default format does not go to standard output")

# Paper, and what undoes it: 612 points are letter's width, 595.3 that of A4.
library("defaults: {paper: A4}\n")
wants(run("--dump", "pages", "care", "-C", "lib"), r"^page 1 section 0 595\.", "stdout")
wants(run("--dump", "pages", "care", "-C", "lib", "--paper", "letter"), r"^page 1 section 0 612 792", "stdout")

# Where packs are in the web; answers for record systems lead there.
library("defaults: {address: https://a.example/x}\n")
run("--pack", "rack", "-C", "lib", "-q")
wants(run("--pack", "rack", "-C", "lib", "-v"), r"says: address https://a\.example/x")
for arguments, base in (((), "https://a.example/x/"), (("--address", "https://b.example/"), "https://b.example/")):
    run("--pack", "rack", "-C", "lib", "-q", *arguments)
    feed = pathlib.Path("rack/answers/none/en.atom").read_text()
    if f'xml:base="{base}"' not in feed:
        flunk(f"{arguments}: no answer leads to {base}: {feed}")
for wrong in ("a.example", "ftp://a.example/", "https://", "https://a.example/?x=1", "https://a.example/#x", "https://a.example/a b", "javascript:alert(1)", ""):
    library(f"defaults: {{address: '{wrong}'}}\n")
    wants(run("--check", "-C", "lib", status=1), rf"lib/library\.yaml:\d+:\d+: error: “address” .*\[front-matter-type\]", "stdout")
    wants(run("--pack", "rack", "-C", "lib", "--address", wrong, status=2), "--address needs the web address of a folder")
wants(run("--pdf", "care", "-C", "lib", "--address", "https://a.example/", status=2), "--address works only with --pack")

# Style, by name and by path.
library("defaults: {style: large-print}\n")
large = page()
if large == page("care", "--style", "handout"):
    flunk("the default style is that of the program")
library()
if large != page("care", "--style", "large-print") or large == page():
    flunk("the default style is not the one that the library names")
folder = library("defaults: {style: looks/wide.yaml}\n")
(folder / "looks").mkdir()
(folder / "looks/wide.yaml").write_text("extends: handout\npage: {margin-inner: 99}\n", encoding="utf-8")
wants(run("--dump", "pages", "care", "-C", "lib"), "content text 99 ", "stdout")
wants(run("--check", "-C", "lib"), "2 sections checked: no errors", "stdout")

# Both sides of the paper: of a style, of the library, of the call; the one that is nearer to the call counts.
library()
single, double = page("food"), page("food", "--duplex")
if single == double:
    flunk("--duplex changes nothing, so nothing is tested")
for defaults, expected in (("{duplex: true}", double), ("{duplex: false}", single)):
    library(f"defaults: {defaults}\n")
    if page("food") != expected or page("food", "--duplex") != double or page("food", "--no-duplex") != single:
        flunk(f"defaults: {defaults} is not what counts, or cannot be undone")
folder = library()
(folder / "styles").mkdir()
(folder / "styles/both.yaml").write_text("extends: handout\npage: {duplex: true}\n", encoding="utf-8")
if page("food", "--style", "both") != double or page("food", "--style", "both", "--no-duplex") != single:
    flunk("a style for both sides cannot be undone")
wants(run("--pdf", "care", "-C", "lib", "--duplex", "--no-duplex", status=2), "contradict each other")
wants(run("--list", "-C", "lib", "--no-duplex", status=2), "--no-duplex works only with")

# Language.
folder = library("defaults: {language: es, formats: [epub]}\n")
(folder / "library.es.yaml").write_text('title: Una guía\ndisclaimer: "Este texto no reemplaza el consejo de su equipo."\n', encoding="utf-8")
spanish = SECTION.replace("id: {id}\n", "").replace("On {id}", "Cuidado").replace("Some people have *{id}*.", "Descanse.")
(folder / "care.es.md").write_text(spanish, encoding="utf-8")
wants(run("--dump", "pages", "care", "-C", "lib"), r'"Descanse\."(.|\n)*"Referencias"', "stdout")
wants(run("--dump", "pages", "care", "-C", "lib", "--language", "en"), r'"Some people have(.|\n)*"References"', "stdout")
makes("care.es.epub", "care")
makes("care.epub", "care", "--language", "en")
# What has no translation is refused as with the option.
told = run("--pdf", "food", "-C", "lib", status=1).stderr
if "food" not in told or told != run("--pdf", "food", "-C", "lib", "--language", "es", status=1).stderr:
    flunk(f"a missing translation is told as {told}")

# The clinic.
CLINIC = 'name: North Valley Clinic\nphone: "+1 555 0100"\n'
folder = library("defaults: {clinic: clinic.yaml}\n")
(folder / "clinic.yaml").write_text(CLINIC, encoding="utf-8")
(scratch / "other.yaml").write_text("name: South Clinic\n", encoding="utf-8")
wants(run("--dump", "pages", "care", "-C", "lib"), "North Valley Clinic", "stdout")
wants(run("--dump", "pages", "care", "-C", "lib", "--clinic", "other.yaml"), "South Clinic", "stdout")
if "Clinic" in page("care", "--no-clinic"):
    flunk("--no-clinic prints a clinic")
wants(run("--pdf", "care", "-C", "lib", "--clinic", "other.yaml", "--no-clinic", status=2), "contradict each other")
folder = library("clinic: clinic.yaml\ndefaults: {clinic: clinic.yaml}\n")
(folder / "clinic.yaml").write_text(CLINIC, encoding="utf-8")
wants(run("--pdf", "care", "-C", "lib", status=1), r"library\.yaml:8:20: error: .*twice.*line 7")

# Fonts: a program without Thai letters prints them with the library's.
os.makedirs("own/bin")
shutil.copy(os.environ["STS_BINARY"], "own/bin/sts-export")
for name in ("styles", "fonts"):
    shutil.copytree(ROOT / name, f"own/share/sts-export/{name}")
for name in ("Regular", "Bold"):
    os.remove(f"own/share/sts-export/fonts/NotoSansThai-{name}.ttf")


def own(*arguments):
    return subprocess.run(["own/bin/sts-export", *arguments], capture_output=True, text=True, check=False)


for more in ("", "fonts: [type]\n"):
    folder = library(more)
    (folder / "type").mkdir()
    shutil.copy(ROOT / "fonts/NotoSansThai-Regular.ttf", folder / "type")
    (folder / "care.md").write_text(SECTION.format(id="care").replace("Some", "ไทย some"), encoding="utf-8")
    done = own("--verbose", "--pdf", "--epub", "care", "-C", "lib", "-o", "own")
    if done.returncode != (0 if more else 1):
        flunk(f"{more}: exit status {done.returncode}\n{done.stderr}")
    wants(done, r"fonts from .*/fonts\n.*fonts from lib/type\n" if more else "missing-glyph")

# What is wrong is told at its place; nothing is written.
BAD = (
    ("defaults: {style: clinik}", r"7:19: error: there is no style “clinik”.*\[default-unknown\]"),
    ("defaults: {style: ../other.yaml}", r"7:19: error: “\.\./other\.yaml” lies outside.*--style \[default-unknown\]"),
    ("defaults: {style: nowhere/x.yaml}", r"7:19: error: there is no file “lib/nowhere/x\.yaml” with a style \[default-unknown\]"),
    ("defaults: {style: [a]}", r"7:1[0-9]: error: .*\[front-matter-type\]"),
    ("defaults: {paper: a5}", r"7:19: error: there is no paper “a5”; there are: letter, a4 \[default-unknown\]"),
    ("defaults: {paper: folio}", r"7:19: error: there is no paper “folio”; there are: letter, a4 \[default-unknown\]"),
    ("defaults: {formats: [pdf, epbu]}", r"7:27: error: there is no format “epbu”; did you mean “epub”\? \[default-unknown\]"),
    ("defaults: {formats: [doc]}", r"7:22: error: there is no format “doc”; there are: pdf, epub.* \[default-unknown\]"),
    ("defaults: {formats: [pdf, pdf]}", r"7:27: error: “formats” names “pdf” twice \[front-matter-type\]"),
    ("defaults: {formats: []}", r"7:[0-9]+: error: “formats” must list.*\[front-matter-type\]"),
    ("defaults: {formats: {pdf: true}}", r"7:[0-9]+: error: “formats” must list.*\[front-matter-type\]"),
    ("defaults: {duplex: sometimes}", r"7:20: error: “duplex” must be true or false \[front-matter-type\]"),
    ('defaults: {duplex: "true"}', r"7:[0-9]+: error: “duplex” must be true or false \[front-matter-type\]"),
    ("defaults: {language: xx yy}", r"7:22: error: “xx yy” is not a language tag.*\[language-invalid\]"),
    ("defaults: {language: el}", r"7:22: error: there are no words in the language “el”.*\[default-unknown\]"),
    ("defaults: {clinic: nowhere.yaml}", r"7:20: error: .*nowhere\.yaml"),
    ("defaults: {papre: a4}", r"7:12: error: .*papre.*did you mean “paper”.*\[front-matter-key\]"),
    ("defaults: {theme: handout}", r"7:12: error: .*did you mean “style”.*\[front-matter-key\]"),
    ("defaults: a4", r"7:[0-9]+: error: “defaults” must say.*\[front-matter-type\]"),
    ("fonts: type", r"7:[0-9]+: error: “fonts” must list folders.*\[front-matter-type\]"),
    ("fonts: [nowhere]", r"7:9: error: there is no folder “nowhere” in the library \[fonts-folder\]"),
    ("fonts: [care.md]", r"7:9: error: there is no folder “care\.md” in the library \[fonts-folder\]"),
    ("fonts: [../away]", r"7:9: error: “\.\./away” lies outside.*--fonts \[fonts-folder\]"),
    ("fonts: [/usr/share/fonts]", r"7:9: error: “/usr/share/fonts” lies outside.*\[fonts-folder\]"),
    ("fonts: [link]", r"7:9: error: “link” lies outside.*\[fonts-folder\]"),
)
os.mkdir("away")
for text, told in BAD:
    folder = library(text + "\n")
    os.symlink(scratch / "away", folder / "link")
    for arguments in (("--pdf", "care"), ("--check",), ("--check", "care")):
        done = run(*arguments, "-C", "lib", status=1)
        wants(done, r"lib/library\.yaml:" + told, "stderr" if "--pdf" in arguments else "stdout")
    if os.path.exists("care.pdf"):
        flunk(f"{text}: a file was written")
# The same where nothing but the default says what to make.
library("defaults: {formats: [doc]}\n")
wants(run("care", "-C", "lib", status=1), r"there is no format “doc”")
# A single document has no defaults: whatever reads it elsewhere would have others.
pathlib.Path("one.md").write_text(SECTION.format(id="one").replace("id: one", "defaults: {paper: a4}\nfonts: [type]"), encoding="utf-8")
done = run("--check", "-C", "one.md", status=1)
wants(done, r"one\.md:2:1: error: .*“defaults”", "stdout")
wants(done, r"one\.md:3:1: error: .*“fonts”", "stdout")

os.chdir("/")
shutil.rmtree(scratch)
sys.exit(finish())
