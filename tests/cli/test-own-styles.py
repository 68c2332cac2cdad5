"""Styles and words of a library's own: where they are looked for, what the program says of them, that it reads nothing else,
and that what they print is verified with them."""
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile
import zipfile

from program import ROOT, call, finish, flunk, run, wants

LIBRARY = """title: A Small Guide
language: en
identifier: urn:uuid:5b0f9a54-7a0e-4d7e-9c0b-6a1d5a6c1f01
status: approved
disclaimer: "This text does not replace the advice of your care team."
sections: [care]
"""
SECTION = """---
id: care
title: Care
last-revised: 2018-04-06
---

Some people have *care*.

## References

Doe J. A study. 2017.
"""
WORDS = 'disclaimer: "Please note"\n'

scratch = pathlib.Path(tempfile.mkdtemp())
os.chdir(scratch)
os.environ["XDG_CONFIG_HOME"] = str(scratch / "config")
user = scratch / "config/sts-export/styles"


def write(path, text):
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def library(name, **files):
    write(f"{name}/library.yaml", LIBRARY)
    write(f"{name}/care.md", SECTION)
    for path, text in files.items():
        write(f"{name}/{path}", text)


def epub(*arguments):
    """The style sheet and the section's page."""
    run("--quiet", "--epub", "care", "-o", "x.epub", *arguments)
    with zipfile.ZipFile("x.epub") as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith((".css", ".xhtml"))}
    os.remove("x.epub")
    return "".join(texts.values())


def prints(left, *arguments, words=None):
    """Whether text begins so many points from the paper's edge, as the style has it."""
    done = run("--dump", "pages", "care", *arguments)
    if f'content text {left} ' not in done.stdout or (words and f'"{words}"' not in done.stdout):
        flunk(f"{' '.join(done.args[1:])}: no text begins at {left}, or no “{words}”:\n{done.stdout}")


def margin(points):
    return f"extends: handout\npage: {{margin-inner: {points}}}\n"


# A library without any of it, and a user without any.
library("plain")
plain = epub("-C", "plain")

# The library's own, the user's, a path; each may extend those behind it.
library("mine", **{"styles/clinic.yaml": margin(91), "styles/terms/en.yaml": WORDS})
write(user / "clinic.yaml", margin(92))
write(user / "ours.yaml", "extends: clinic\n")
prints(91, "-C", "mine", "--style", "clinic", words="Please note")
prints(92, "-C", "plain", "--style", "clinic")
prints(92, "-C", "mine", "--style", "ours")
write("elsewhere/own.yaml", margin(93))
write("here.yaml", margin(94))
prints(93, "-C", "mine", "--style", "elsewhere/own.yaml")
prints(94, "-C", "mine", "--style", "./here.yaml")
prints(94, "-C", "mine", "--style", "here.yaml")
# A name of whatever bytes gets into no file as it is.
for name in (b"./my style & <b>.yaml", b"./b\xff\xfed.yaml"):
    pathlib.Path(os.fsdecode(name)).write_text(margin(94), encoding="utf-8")
    run("--quiet", "--epub", "--pdf", "care", "-C", "mine", "--style", name.decode("utf-8", "surrogateescape"), "-o", "odd/")
    wants(run("--verify", "odd/care.epub", "odd/care.pdf", "-C", "mine"), "2 files: 2 current", "stdout")
    with zipfile.ZipFile("odd/care.epub") as archive:
        if not re.search(r"#pdf-[\w-]+-letter<", archive.read("EPUB/package.opf").decode()):
            flunk(f"{name} is not a plain name in the package document")
    shutil.rmtree("odd")
# A link within the library may be followed, and any in the user's folder, or that a call names.
library("linked", **{"kept/own.yaml": margin(96), "kept/english.yaml": WORDS, "styles/near.yaml": "extends: inside\n"})
os.makedirs("linked/styles/terms")
os.symlink("../kept/own.yaml", "linked/styles/inside.yaml")
os.symlink("../../kept/english.yaml", "linked/styles/terms/en.yaml")
os.symlink(scratch / "elsewhere/own.yaml", "link.yaml")
os.symlink(scratch / "elsewhere/own.yaml", user / "away.yaml")
prints(96, "-C", "linked", "--style", "inside", words="Please note")
prints(96, "-C", "linked", "--style", "near")
prints(93, "-C", "linked", "--style", "link.yaml")
prints(93, "-C", "linked", "--style", "away")
# One out of the library is told, and not followed.
os.symlink(scratch / "elsewhere/own.yaml", "linked/styles/away.yaml")
write("linked/styles/far.yaml", "extends: away\n")
write("words/english.yaml", WORDS)
OUT = r"error: “styles/%s” does not lie in the library's folder.*\[style-outside\]"
for style, place in (("away", r"/styles/away\.yaml: "), ("far", r"/styles/far\.yaml:1:10: ")):
    for call_style in (("--style", style), ("--style", style, "-C", f"{scratch}/linked/.")):
        wants(run("--pdf", "care", "-C", "linked", *call_style, "-o", "x.pdf", status=1), place + OUT % r"away\.yaml")
        wants(run("--check", "-C", "linked", *call_style, status=1), place + OUT % r"away\.yaml", "stdout")
prints(93, "-C", "linked", "--style", "linked/styles/away.yaml")
os.symlink(scratch / "words/english.yaml", "linked/styles/terms/es.yaml")
for arguments, stream in ((("--pdf", "care", "-o", "x.pdf"), "stderr"), (("--check",), "stdout")):
    wants(run(*arguments, "-C", "linked", status=1), r"linked/styles/terms/es\.yaml: " + OUT % r"terms/es\.yaml", stream)
shutil.rmtree("linked/styles")
os.makedirs("words/terms")
write("words/terms/en.yaml", WORDS)
os.symlink(scratch / "words", "linked/styles")
wants(run("--pdf", "care", "-C", "linked", "-o", "x.pdf", status=1), r"linked/styles/terms: " + OUT % "terms")
if os.path.exists("x.pdf"):
    flunk("a file was written of a library with styles outside")
os.remove(user / "away.yaml")
# The program's name in a library.
library("same", **{"styles/handout.yaml": margin(95)})
prints(95, "-C", "same")

# What -v says of it, and that of the words.
done = run("--verbose", "--epub", "care", "-C", "mine", "--style", "clinic", "-o", "x.epub")
wants(done, r"the style is mine/styles/clinic\.yaml\n.*it extends .*/styles/handout\.yaml")
wants(done, r"words from .*/styles/terms: en\.yaml, .*es\.yaml")
wants(done, r"words from mine/styles/terms: en\.yaml\n")
wants(done, r"fonts from .*/fonts\n")

# The words of the library are those that its files are verified by; another's see that they differ in words alone.
run("--quiet", "--epub", "--pdf", "care", "-C", "mine", "-o", ".")
wants(run("--verify", "care.epub", "care.pdf", "-C", "mine"), "2 files: 2 current", "stdout")
wants(run("--verify", "care.epub", "care.pdf", "-C", "plain"), "2 files: 2 current", "stdout")
write("mine/styles/terms/en.yaml", 'disclaimer: "Mind this"\n')
wants(run("--verify", "care.epub", "-C", "mine"), "current", "stdout")
wants(run("--compare", "care.epub", "mine"), "Nothing has changed", "stdout")
shutil.rmtree(user)
if epub("-C", "plain") != plain:
    flunk("styles that no call asks for change what is printed")

# What is wrong is told with its place, and nothing is written.
BAD = {
    "styles/itself.yaml": ("extends: itself\n", r"bad/styles/itself\.yaml:1:10: error: .*extends itself.*\[theme-extends\]"),
    "styles/missing.yaml": ("\nextends: handuot\n", r"bad/styles/missing\.yaml:2:10: error: .*did you mean “handout”.*\[theme-extends\]"),
    "styles/words.yaml": ("no style\n", r"bad/styles/words\.yaml:1:1: error: .*\[theme-yaml\]"),
    "styles/binary.yaml": ("\x00\x01", r"bad/styles/binary\.yaml:1:1: error: .*\[theme-yaml\]"),
    "styles/large.yaml": ("# much\n" * 200000, r"bad/styles/large\.yaml:.*error: .*1024.*\[theme-yaml\]"),
    "styles/key.yaml": ("extends: handout\ncolour: 1\n", r"bad/styles/key\.yaml:2:1: error: .*\[theme-key\]"),
}
for path, (text, told) in BAD.items():
    library("bad", **{path: text})
    style = pathlib.Path(path).stem
    for call_style in (style, f"bad/{path}"):
        wants(run("--pdf", "care", "-C", "bad", "--style", call_style, "-o", "x.pdf", status=1), told)
        if os.path.exists("x.pdf"):
            flunk(f"{path}: a file was written")
    wants(run("--check", "-C", "bad", "--style", style, status=1), told, "stdout")
    listed = json.loads(run("--check", "--json", "-C", "bad", "--style", style, status=1).stdout)
    if not any(fault["severity"] == "error" and fault["file"] == f"bad/{path}" for fault in listed):
        flunk(f"--check --json says nothing of {path}")
    run("--pdf", "care", "-C", "bad", "--quiet", "-o", "y.pdf")
    shutil.rmtree("bad")
library("bad")
os.mkdir("bad/styles")
os.mkdir("bad/styles/folder.yaml")
wants(run("--pdf", "care", "-C", "bad", "--style", "folder", status=1), r"bad/styles/folder\.yaml: error: .*it is a folder \[theme-yaml\]")
os.mkfifo("bad/styles/pipe.yaml")
wants(run("--pdf", "care", "-C", "bad", "--style", "pipe", status=1), r"bad/styles/pipe\.yaml: error: .*it is not a file \[theme-yaml\]")
wants(run("--pdf", "care", "-C", "bad", "--style", "./nowhere.yaml", status=2), r"there is no file “\./nowhere\.yaml”")
wants(run("--pdf", "care", "-C", "bad", "--style", "nowhere", status=2), r"there is no style “nowhere”; there are: ")
shutil.rmtree("bad")

# So with words: every call that reads the library tells of them.
library("bad", **{"styles/terms/en.yaml": 'Disclaimer: "x"\nlast-revised-line: "Revised {day}"\n', "styles/terms/el.yaml": 'contents: "x"\n'})
for arguments, stream in ((("--pdf", "care"), "stderr"), (("--check",), "stdout"), (("--check", "care"), "stdout")):
    done = run(*arguments, "-C", "bad", status=1)
    wants(done, r"bad/styles/terms/en\.yaml:1:1: error: .*did you mean “disclaimer”.*\[terms-key\]", stream)
    wants(done, r"bad/styles/terms/en\.yaml:2:20: error: .*\{day\}.*\[terms-name\]", stream)
    wants(done, r"bad/styles/terms/el\.yaml:1:1: warning: the words in “el” have \d\d+ faults and are not used, .*: the word “.*” is missing; .*\[terms-missing\]\n", stream)
    if (done.stdout + done.stderr).count("terms-missing]") != 1:
        flunk(f"words that nothing prints are told in more than a line: {done.stdout}{done.stderr}")
library("idle", **{"styles/terms/el.yaml": 'contents: "x"\n'})
run("--pdf", "care", "-C", "idle", "-o", "idle.pdf")
library("greek", **{"styles/terms/el.yaml": 'contents: "x"\n'})
text = pathlib.Path("greek/library.yaml").read_text()
pathlib.Path("greek/library.yaml").write_text(text.replace("language: en", "language: el"))
wants(run("--pdf", "care", "-C", "greek", status=1), r"greek/styles/terms/el\.yaml:1:1: error: the word “.*” is missing", "stderr")

# Folders that no user has, and an environment that names none.
for name, value in (("XDG_CONFIG_HOME", "relative"), ("XDG_CONFIG_HOME", ""), ("HOME", "")):
    os.environ[name] = value
    if epub("-C", "plain") != plain:
        flunk(f"{name}={value} changes what is printed")

# A file of the library's styles is not overwritten.
library("mine", **{"styles/clinic.yaml": margin(91)})
before = pathlib.Path("mine/styles/clinic.yaml").read_text(encoding="utf-8")
os.symlink("mine/styles/clinic.yaml", "care.pdf.link")
wants(call("--pdf", "care", "-C", "mine", "-o", "care.pdf.link"), "would overwrite")
if pathlib.Path("mine/styles/clinic.yaml").read_text(encoding="utf-8") != before:
    flunk("a style was overwritten")
if not (ROOT / "styles/handout.yaml").exists():
    flunk("the program's styles are gone")
os.chdir("/")
shutil.rmtree(scratch)
sys.exit(finish())
