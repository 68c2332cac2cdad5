"""`--check --fix`: repairs of markup, never of words. Each construct that has a counterpart and some that have none; then
generated texts and all libraries of `tests/bad`, of which the words must stay and the second repair must find nothing."""
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

import program
from program import ROOT, call, flunk, run

HEAD = ("---\ntitle: About it\nlanguage: en\nidentifier: urn:uuid:5b0f9a54-7a0e-4d7e-9c0b-6a1d5a6c1f03\nstatus: draft\n"
        "last-revised: 2018-04-06\ndisclaimer: Ask your care team.\n---\n\n")
TAIL = "\n\n## References\n\nDoe J. A study. 2017.\n"

# What is repaired: before, after.
REPAIRED = [
    ("Some <b>bold</b> text.", "Some **bold** text."),
    ("<strong>All</strong> of <em>it</em>.", "**All** of *it*."),
    ("<EM>Upper</EM> case.", "*Upper* case."),
    ("<b>Two\nlines</b> of it.", "**Two\nlines** of it."),
    ("A <b> spaced </b> word, a<b> joined </b>one.", "A **spaced** word, a **joined** one."),
    ("<b>One <em>in</em> two</b>.", "**One *in* two**."),
    ("<b>1. No list</b> and <b># no heading</b>", "**1. No list** and **# no heading**"),
    ('See <a href="https://www.cancer.org">the society</a>.', "See [the society](https://www.cancer.org)."),
    ("See <a target='_blank' href='https://www.cancer.org/x_(y)' rel=\"noopener\">it</a>.", None),
    ('See <a href="#what-now" rel="nofollow">below</a>.\n\n## What now\n\nText.', "See [below](#what-now).\n\n## What now\n\nText."),
    ('Say <span lang="es">hola</span>, <i lang="la">vena cava</i>.', "Say [hola]{lang=es}, *[vena cava]{lang=la}*."),
    ("One</br>two<br clear=\"all\">three.", "One<br>two<br>three."),
    ("Over.\n\n<hr/>\n\nUnder.", "Over.\n\n---\n\nUnder."),
    ("| A | B |\n| --- | --- |\n| <b>x</b> | <em>y</em> |", "| A | B |\n| --- | --- |\n| **x** | *y* |"),
    ("- Item <b>x</b>\n  - <em>y</em>", "- Item **x**\n  - *y*"),
    ("Text.[^1]\n\n[^1]: A <b>note</b>.", "Text.[^1]\n\n[^1]: A **note**."),
    ("> [!NOTE] Call us.\n> At once.", "> [!NOTE]\n> Call us.\n> At once."),
    ("1. One\n   > [!WARNING] *Call* us.", "1. One\n   > [!WARNING]\n   > *Call* us."),
    ("- > [!tip] Rest.", "- > [!tip]\n  > Rest."),
    ("Text.\n##What now\nMore.", "Text.\n## What now\nMore."),
    ("##One thing\n###Another thing", "## One thing\n### Another thing"),
    ("h2. What now", "## What now"),
    ("1.First\n2.Second\ngoes on\n3.Third", "1. First\n2. Second\ngoes on\n3. Third"),
    ("1)First\n\n2)Second\n\nText.", "1) First\n\n2) Second\n\nText."),
    ("1.First\n2.Second\n\nText.\n\n12.Other\n13.List", "1. First\n2. Second\n\nText.\n\n12. Other\n13. List"),
    ("-First\n-Second", "- First\n- Second"),
    ("You need:\n• one\n• two\n  and more", "You need:\n- one\n- two\n  and more"),
    ("•\u00A0one\n•\u00A0two", "- one\n- two"),
    ("Above.\n\n[TOC]\n\nBelow.", "Above.\n\nBelow."),
    ("About 10^9^ cells, x^th^.", "About 10<sup>9</sup> cells, x<sup>th</sup>."),
    ("It is ** strong ** or **so ** here.", "It is **strong** or **so** here."),
    ("It is '''strong''' here.", "It is **strong** here."),
    ("Say [hola]{: lang=\"es\"} here.", "Say [hola]{lang=es} here."),
    ("![A dot](dot.png){width=50%}\n\nText.", "![A dot](dot.png)\n\nText."),
    ("## What now {-}\n\nText.", "## What now\n\nText."),
    ("## What now {#what-now}\n\nText.", "## What now\n\nText."),
    ("[What](#What-Now) now.\n\n## What now\n\nText.", "[What](#what-now) now.\n\n## What now\n\nText."),
    ("[Doe](#References) wrote it.", "[Doe](#references) wrote it."),
]

# What has no counterpart, or more than one: it stays as it is, and is told by --check as before.
LEFT = [
    "It is <u>under</u> and <small>small</small>.",
    "It was <del>5 mg</del> and <s>10 mg</s>.",
    "<b>Note:</b>joined to it.",
    "5<b>3</b>2 mg",
    "<b>Over\n\ntwo blocks</b>",
    "<b>\nOver lines\n</b>",
    '<b class="red">Styled</b> text.',
    '<a name="here">Anchor</a> text.',
    '<a href="#" >Hollow</a> text.',
    '<a href="x.md" title="Words that would be lost">Titled</a> text.',
    '<span style="color: red">Red</span> text.',
    "<b>with `code`</b> in it",
    "<b></b> nothing",
    "Text above\n<hr>\nbelow.",
    "> [!DANGER] No such callout.",
    "Take ~~5 mg~~ 10 mg, H~2~O.",
    "a. First\nb. Second",
    "1.First\n3.Third",
    "1. First\n2. Second\n\n7.Other\n8.List",  # would go on with 3
    "::: warning\nText.\n:::",
    "Say {{name}} here.",
    "## What now {#other}\n\nText.",
    "## What now\n\nText.\n\n## What now {#what-now}\n\nText.",
]

# Sound text that looks alike, with no fault at all: nothing is done to it.
SOUND = [
    "`<b>code</b>` and `10^9^`.",
    "    <b>code</b>\n    ##code\n    -code",
    "```\n<b>code</b>\n#Heading\n[TOC]\n```",
    "\\<b>escaped\\</b> and 10\\^9\\^.",
    "Number #1 and #One, 1.5 mg, -5 and 3-First.",
    "<!-- <b>comment</b> -->\n\nText.",
    "H<sub>2</sub>O and 10<sup>9</sup>.",
    "> [!NOTE]\n> Text.",
    "[What](#what-now)\n\n## What now\n\nText.",
]


def write(path, body, head=HEAD, tail=TAIL):
    path.write_bytes((head + body + tail).encode())
    return path


def fix(path, *more):
    return call("--check", "--fix", *more, "-C", path)


def words(path, section):
    """What the tree says, letters and digits alone: signs of markup are none, and no sign of markup is a letter."""
    dump = call("--dump=tree", section, "-C", path).stdout
    texts = re.findall(r'^ *(?:text|code|code-block|image|note-reference)[^"\n]* "((?:[^"\\\n]|\\.)*)"', dump, re.M)
    return "".join(c for c in "".join(texts) if c.isalnum())


def errors(path, rule):
    return len(re.findall(rf'"rule" : "{rule}"', call("--check", "--json", "-C", path).stdout))


def test_repaired():
    for before, after in REPAIRED:
        path = write(pathlib.Path("s.md"), before)
        wanted = (HEAD + (after or before) + TAIL).encode()
        shown = fix(path)
        if shown.returncode != (1 if after else 0) or path.read_bytes() != (HEAD + before + TAIL).encode():
            flunk(f"{before!r}: --fix alone: status {shown.returncode}, or the file was changed")
        done = fix(path, "--write")
        if done.returncode not in (0, 1) or path.read_bytes() != wanted:
            flunk(f"{before!r} became {path.read_bytes()[len(HEAD):-len(TAIL)].decode()!r}, not {after!r}: {done.stderr}")
        again = fix(path)
        if again.returncode != 0 or again.stdout or path.read_bytes() != wanted:
            flunk(f"{before!r}: something was left to repair: {again.stdout}")
        if after and errors(path, "raw-html|foreign-markup|foreign-markup-dose|callout-kind|link-fragment-unknown"):
            flunk(f"{before!r}: still told: {call('--check', '-C', path).stdout}")


def test_left():
    for body in LEFT:
        path = write(pathlib.Path("s.md"), body)
        told = call("--check", "-C", path).stdout
        done = fix(path, "--write")
        if path.read_bytes() != (HEAD + body + TAIL).encode():
            flunk(f"{body!r} became {path.read_bytes()[len(HEAD):-len(TAIL)].decode()!r}")
        if done.stdout != told or not re.search(r": (?:error|warning): ", told):
            flunk(f"{body!r} is not told as before: {done.stdout} and not {told}")
    for body in SOUND:
        path = write(pathlib.Path("s.md"), body)
        done = fix(path)
        if done.returncode != 0 or done.stdout or "nothing to repair" not in done.stderr:
            flunk(f"{body!r} is sound, but {done.stdout}{done.stderr}")


def test_front_matter():
    head = HEAD.replace("disclaimer:", 'references:\n  - "Doe J. <em>A study</em>. 2017."\n  - Roe K. Of <b>all</b>. 2018.\n'
                                       "  - <b>Poe</b> E. 2019.\ndisclaimer:").replace("Ask your", "'Ask <em>your</em>")
    head = head.replace("team.\n", "team.'\n")
    path = write(pathlib.Path("s.md"), "Text.", head, "\n")
    fix(path, "--write")
    text = path.read_text()
    for wanted in ('"Doe J. *A study*. 2017."', "Roe K. Of **all**. 2018.", "- <b>Poe</b> E. 2019."):
        if wanted not in text:
            flunk(f"front matter: {wanted} is not in {text}")
    if "title: About it" not in text:
        flunk("front matter was changed")


def test_bytes():
    body = "One\n\nTwo <b>x</b>\n\n##What now\n\n> [!NOTE] Text\n> more\n\nEnd"
    fixed = "One\n\nTwo **x**\n\n## What now\n\n> [!NOTE]\n> Text\n> more\n\nEnd"
    for before, after, name in ((HEAD + body, HEAD + fixed, "no line feed at the end"),
                                ((HEAD + body).replace("\n", "\r\n"), (HEAD + fixed).replace("\n", "\r\n"), "CRLF"),
                                ("\ufeff" + HEAD + body, "\ufeff" + HEAD + fixed, "a byte order mark")):
        path = pathlib.Path("s.md")
        path.write_bytes(before.encode())
        fix(path, "--write")
        if path.read_bytes() != after.encode():
            flunk(f"{name}: {path.read_bytes()[-80:]!r}")
    mac = pathlib.Path("s.md")
    mac.write_bytes((HEAD + body).replace("\n", "\r").encode())
    fix(mac, "--write")
    if b"Two **x**\r" not in mac.read_bytes() or b"\r## What now\r" not in mac.read_bytes():
        flunk(f"lines that end in CR: {mac.read_bytes()[-120:]!r}")


def test_files():
    pathlib.Path("kept").mkdir()
    real = write(pathlib.Path("kept/real.md"), "Two <b>x</b>")
    real.chmod(0o640)
    link = pathlib.Path("link.md")
    link.symlink_to("kept/real.md")
    fix(link, "--write")
    if not link.is_symlink() or b"Two **x**" not in real.read_bytes() or real.stat().st_mode & 0o777 != 0o640:
        flunk(f"a link or its permissions: {link.is_symlink()} {oct(real.stat().st_mode)}")
    if sorted(p.name for p in pathlib.Path("kept").iterdir()) != ["real.md"]:
        flunk("something was left beside the file")
    for name, data in (("front matter that never ends", HEAD.replace("---\n\n", "\n\n") + "<b>x</b>"), ("YAML", HEAD.replace("title: ", "title: [") + "<b>x</b>")):
        path = pathlib.Path("s.md")
        path.write_text(data)
        done = fix(path, "--write")
        if path.read_text() != data or "nothing is repaired here" not in done.stderr:
            flunk(f"{name}: {path.read_text()} {done.stderr}")
    path = pathlib.Path("s.md")
    path.write_bytes(HEAD.encode() + b"<b>x</b> \xff")
    fix(path, "--write")
    if not path.read_bytes().endswith(b"<b>x</b> \xff"):
        flunk("what is not UTF-8 was changed")


def write_library(folder, sections):
    folder.mkdir()
    (folder / "library.yaml").write_text("title: A Small Guide\nlanguage: en\nidentifier: urn:uuid:5b0f9a54-7a0e-4d7e-9c0b-6a1d5a6c1f01\n"
                                         f"status: sample\ndisclaimer: Ask your care team.\nsections: [{', '.join(sections)}]\n")
    for name, body in sections.items():
        (folder / f"{name}.md").parent.mkdir(exist_ok=True)
        write(folder / f"{name}.md", body, f"---\ntitle: About {name}\nlast-revised: 2018-04-06\n---\n\n")


def test_library():
    write_library(pathlib.Path("lib"), {
        "one": "See [two](two.md#What-Now), [three](care/three.md), [four](FOUR.md) and <b>more</b>.",
        "Two": "##What now\n\nText, [back](../LIB/one.md), [one](ONE.MD#References).",
        "Care/three": "See [one](../One.md). Some <em>text</em>.",
    })
    before = shutil.copytree("lib", "copy")
    one = call("--check", "--fix", "Two", "-C", "lib")
    if "lib/one.md" in one.stdout or "+## What now" not in one.stdout or one.returncode != 1:
        flunk(f"a section that was not named: {one.stdout}")
    diff = fix("lib").stdout
    fix("lib", "--write")
    got = {name: (pathlib.Path("lib") / name).read_text() for name in ("one.md", "Two.md", "Care/three.md")}
    for name, wanted in (("one.md", "See [two](Two.md#what-now), [three](Care/three.md), [four](FOUR.md) and **more**."),
                         ("Two.md", "## What now\n\nText, [back](../LIB/one.md), [one](one.md#references)."),
                         ("Care/three.md", "See [one](../one.md). Some *text*.")):
        if wanted not in got[name]:
            flunk(f"{name}: {got[name]}")
    if shutil.which("patch"):
        subprocess.run(["patch", "-sp1", "-d", before], input=diff, text=True, check=True)
        for name, text in got.items():
            if (pathlib.Path("copy") / name).read_text() != text:
                flunk(f"{name}: the diff makes something else of it")
    if fix("lib").returncode != 0:
        flunk("the library was repaired, and there is something to repair")


# Front matter of a second section "one": before, after; None: it is left, and what to write by hand is told.
SECOND_IDS = [
    ("id: one\n", "id: one-2\n"),
    ("id: one # as the first\n", "id: one-2 # as the first\n"),
    ('title: T\nid:  "one"\n', 'title: T\nid:  "one-2"\n'),
    ("id: 'one'\n", "id: 'one-2'\n"),
    ("{id: one, title: T, last-revised: 2018-04-06}\n", "{id: one-2, title: T, last-revised: 2018-04-06}\n"),
    ("# Ours\nid: one\r\n", "# Ours\nid: one-2\r\n"),
    ('"id": one\n', '"id": one-2\n'),
    ("id:\n  one\n", "id:\n  one-2\n"),
    ('id: "\\x6Fne"\n', 'id: "\\x6Fne-2"\n'),
    ("? id\n: one\n", "? id\n: one-2\n"),
    ("id: &a one\n", "id: &a one-2\n"),
    ("id: !!str one\n", "id: !!str one-2\n"),
    ("id: >-\n  one\n", "id: >-\n  one-2\n"),
    ('id: "on\\\n  e"\n', None),
]


def write_doubles(folder, sections):
    """A library of these files, with their front matter as it is given."""
    shutil.rmtree(folder, ignore_errors=True)
    write_library(folder, {name: "" for name in sections})
    for name, (head, body) in sections.items():
        (folder / f"{name}.md").write_bytes((head + body + TAIL).encode())


def front(keys=""):
    lines = keys + ("" if "title:" in keys else "title: T\n") + ("" if "last-revised:" in keys else "last-revised: 2018-04-06\n")
    return f"---\n{lines}---\n\n"


def fix_doubles(folder, wanted, notes=()):
    """Wants the files to be these, a patch that makes them so, nothing to do for a second call, and these notes."""
    before = {path: path.read_bytes() for path in folder.rglob("*.md")}
    shown = fix(folder)
    if {path: path.read_bytes() for path in before} != before or shown.returncode != 1:
        flunk(f"{folder}: --fix alone: status {shown.returncode}, or it wrote")
    shutil.rmtree("patched", ignore_errors=True)
    shutil.copytree(folder, "patched")
    if shutil.which("patch"):
        diff = subprocess.run([program.PROGRAM, "--check", "--fix", "-q", "-C", folder], capture_output=True, check=False).stdout
        subprocess.run(["patch", "--binary", "-sp1", "-d", "patched"], input=diff, check=True)
    done = fix(folder, "--write")
    for name, text in wanted.items():
        for got in (folder / f"{name}.md", pathlib.Path("patched") / f"{name}.md"):
            if got.read_bytes() != text.encode() and (got.parts[0] != "patched" or shutil.which("patch")):
                flunk(f"{got} is {got.read_bytes()!r}, not {text!r}: {done.stderr}")
    for note in notes:
        if not re.search(note, shown.stderr) or not re.search(note, done.stderr):
            flunk(f"{folder}: no note {note} in {shown.stderr}")
    again = fix(folder)
    if again.returncode != 0 or again.stdout or "nothing to repair" not in again.stderr:
        flunk(f"{folder}: something was left to repair: {again.stdout}")
    return call("--check", "-C", folder)


def test_ids():
    lib = pathlib.Path("ids")
    for keys, after in SECOND_IDS:
        write_doubles(lib, {"one": (front(), "Text."), "two": (front(keys), "See [it](one.md), [me](two.md).")})
        if "[duplicate-id]" not in call("--check", "-C", lib).stdout:
            flunk(f"{keys!r}: the id is not told")
        if after:
            checked = fix_doubles(lib, {"one": front() + "Text." + TAIL, "two": front(after) + "See [it](one.md), [me](two.md)." + TAIL})
            if checked.returncode != 0 or "no errors, no warnings" not in checked.stdout:
                flunk(f"{keys!r}: {checked.stdout}")
        else:
            left = fix(lib, "--write")
            if b"two" in left.stdout.encode() and "one-2" in (lib / "two.md").read_text() or "write “id: one-2”" not in left.stderr:
                flunk(f"{keys!r}: {left.stderr}{(lib / 'two.md').read_text()}")

    # Three with one id, each in reading order; a name that a section, a file, or a dead link has is none that is free.
    body = "See [one](one), [two](two.md), [four](./four.md), [dead](one-4)."
    write_doubles(lib, {"one": (front(), body), "two": (front("id: one\n"), "See [me](one), [by path](one.md)."), "One-2": (front(), "Text."),
                        "four": (front("id: one\n"), "Some <b>bold</b> text, [two](Two.md)."), "five": (front("id: one\n"), "Text.")})
    (lib / "one-3.md").write_text("A draft.\n")
    checked = fix_doubles(lib, {
        "one": front() + body + TAIL, "two": front("id: one-5\n") + "See [me](one), [by path](one.md)." + TAIL, "One-2": front() + "Text." + TAIL,
        "four": front("id: one-6\n") + "Some **bold** text, [two](two.md)." + TAIL, "five": front("id: one-7\n") + "Text." + TAIL},
        (r"one\.md:6:5: note: links by the id “one” lead to ids/one\.md.*ids/two\.md.*“one-5”.*2 times; next at ids/two\.md:7:5",))
    if "duplicate-id" in checked.stdout or len(re.findall("error: ", checked.stdout)) != 1 or "one-4" not in checked.stdout:
        flunk(f"three with one id: {checked.stdout}")
    run("--list", "-C", lib, status=0)

    # Ids of file names: a line of its own, after the line that opens the front matter, ended as that is.
    mac = front().replace("\n", "\r\n")
    write_doubles(lib, {"care/home": (front(), "See [that](../care-home.md), [same](care-home)."), "care-home": (mac, "Text."),
                        "7/x": (front(), "Text."), "7-x": (front(), "Text."), "á": (front("id: é\n"), "Text."), "é": (front(), "Text."),
                        "late": (front("id: á\n"), "[it](á.md)")})
    fix_doubles(lib, {"care/home": front() + "See [that](../care-home.md), [same](care-home)." + TAIL,
                      "care-home": mac.replace("---\r\n", "---\r\nid: care-home-2\r\n", 1) + "Text." + TAIL,
                      "7-x": front().replace("---\n", "---\nid: '7-x-2'\n", 1) + "Text." + TAIL,
                      "é": front().replace("---\n", "---\nid: 'é-2'\n", 1) + "Text." + TAIL, "late": front("id: á\n") + "[it](á.md)" + TAIL},
                (r"care/home\.md:6:30: note: links by the id “care-home” lead to ids/care/home\.md",))

    # Left: no front matter, front matter that cannot be read (whichever of the two has it), a section listed twice.
    source = "## A title\n\nText.\n\nLast Revised: April 6, 2018\n"
    for first, second, wanted in ((front(), source, r"two/a\.md:1:1: note: no line .*“id: two-a-2”"), (front(), "---\ntitle: [x\n---\n\n", "until the file can be read"),
                                  ("---\ntitle: [x\n---\n\n", front(), r"until ids/two-a\.md can be read")):
        write_doubles(lib, {"two-a": (first, "Text."), "two/a": (second, "Text.")})
        before = (lib / "two/a.md").read_bytes()
        left = fix(lib, "--write")
        if (lib / "two/a.md").read_bytes() != before or not re.search(wanted, left.stderr):
            flunk(f"{second!r}: {left.stderr}")
    write_doubles(lib, {"one": (front(), "Text."), "two": (front("id: one\n"), "Text.")})
    (lib / "library.yaml").write_text((lib / "library.yaml").read_text().replace("[one, two]", "[one, ./one, two, two.md]"))
    fix_doubles(lib, {"one": front() + "Text." + TAIL, "two": front("id: one-2\n") + "Text." + TAIL})

    # Of the sections that are named, others may have the id that is free.
    write_doubles(lib, {"one": (front(), "Text."), "two": (front("id: one\n"), "Text.")})
    if call("--check", "--fix", "one", "-C", lib).stdout:
        flunk("one section was named, and the id of another is changed")

    # What else is wrong with the second one is told at once.
    write_doubles(lib, {"one": (front(), "Text."), "two": (front("id: one\n"), "[x](#no-such) [y](two.md) [z](no.md)")})
    told = call("--check", "-C", lib).stdout
    for wanted in (r"two\.md:2:5: .*by this id", r"two\.md:7:1: .*link-fragment-unknown", r"two\.md:7:27: .*link-section-unknown"):
        if not re.search(wanted, told) or "two.md:7:14" in told:
            flunk(f"{wanted} is not told: {told}")


def test_gap_ids():
    gap = '  - id: a\n    lost: This.\n    print: "One."\n'
    twice = f"gaps:\n{gap}{gap}  - {{id: 'a', lost: That., silent: never read}}\n"
    path = write(pathlib.Path("s.md"), "Text.", HEAD.replace("disclaimer:", twice + "disclaimer:"))
    fix(path, "--write")
    fixed = twice.replace("id: a", "id: a-2").replace("id: a-2", "id: a", 1).replace("'a'", "'a-3'")
    if path.read_text() != HEAD.replace("disclaimer:", fixed + "disclaimer:") + "Text." + TAIL or call("--check", "-C", path).returncode != 0:
        flunk(f"gaps: {path.read_text()}")
    for place in ("<!-- gap: a -->", "<!--gap:a-->\n\n<!-- gap: a -->"):
        path = write(pathlib.Path("s.md"), f"Text.\n\n{place}", HEAD.replace("disclaimer:", twice + "disclaimer:"))
        before = path.read_text()
        fix(path, "--write")
        if path.read_text() != before:
            flunk(f"a gap with a place in the text: {path.read_text()}")


def test_calls():
    for arguments, wanted in ((["--check", "--write"], "add --fix"), (["--fix", "x"], "--check"), (["--list", "--fix"], "--check"),
                              (["--check", "--fix", "--json"], "leave out --json"), (["--check", "--fix", "--sarif"], "leave out --sarif")):
        done = run(*arguments, status=2)
        if wanted not in done.stderr:
            flunk(f"{arguments}: {done.stderr}")


def stale(library):
    return "translation-stale" in call("--check", "-C", library).stdout


def test_translations():
    """A translation is repaired as any text, whatever ends its lines, and its stamp stays; one whose original is repaired is named, where its stamp is of the text before."""
    library = pathlib.Path("tongues")
    for ending in ("\n", "\r\n"):
        shutil.rmtree(library, ignore_errors=True)
        shutil.copytree(ROOT / "tests/fixtures/languages", library)
        spanish, english = library / "wound.es.md", library / "wound.md"
        spanish.write_bytes(spanish.read_bytes().replace(b"\n", ending.encode()))
        run("--stamp-translation", spanish)
        sound = spanish.read_bytes()
        spanish.write_bytes(sound.replace("las manos".encode(), "las <b>manos</b>".encode()).replace(b"## En casa", b"##En casa"))
        before = spanish.read_bytes()
        for arguments in (("-C", library, "--language", "es"), (spanish,)):
            done = call("--check", "--fix", *arguments)
            if "-##En casa" not in done.stdout or "las **manos**" not in done.stdout or "repair-left" in done.stderr or spanish.read_bytes() != before:
                flunk(f"{arguments} with {ending!r}: {done.stdout}{done.stderr}")
        call("--check", "--fix", "--write", "-C", library, "--language", "es")
        if spanish.read_bytes() != sound.replace(b"las manos", b"las **manos**") or stale(library):
            flunk(f"a translation whose lines end in {ending!r}: {spanish.read_bytes()!r}")
        # The original is what it was once it is repaired: its stamp is good.
        original = english.read_text()
        english.write_text(original.replace("Wash your hands", "Wash <em>your</em> hands"))
        done = call("--check", "--fix", "--write", "-C", library)
        if "Wash *your* hands" not in english.read_text() or "repair-left" in done.stderr or stale(library):
            flunk(f"a repair that makes a stamp good: {done.stderr}")
        # One that was stamped with the fault is not.
        english.write_text(original.replace("## At home", "##At home"))
        run("--stamp-translation", spanish)
        stamped = spanish.read_bytes()
        for arguments in (("-C", library), ("wound", "-C", library), ("--write", "-C", library)):
            done = call("--check", "--fix", *arguments)
            if not re.search(r"tongues/wound\.es\.md:\d+:1: note: .*tongues/wound\.md.*--stamp-translation \S*wound\.es\.md \[repair-left\]", done.stderr):
                flunk(f"a repair that leaves a stamp behind, {arguments}: {done.stderr}")
        if english.read_text() != original or spanish.read_bytes() != stamped or not stale(library):
            flunk("an original that is repaired, or its translation")


def test_generated():
    pieces = [one for pair in REPAIRED for one in pair if one and not re.search(r"\d[.)]\w", one)] + LEFT[:10] + SOUND
    pieces += ["<b>", "</b>", "<i>", "</i>", "**", "*", "_", "[", "](x)", "^", "~", "`", "{-}", "  ", "\\", "&amp;", ">", "- ", "##", "'''", "•"]
    for seed in range(int(os.environ.get("STS_ROUNDS", "15"))):
        chance = random.Random(seed)
        body = "".join(chance.choice(pieces).replace("\n", chance.choice(["\n", "\n", "\n> "])) + chance.choice(["\n\n", " ", "", "\n"])
                       for _ in range(12))
        path = write(pathlib.Path("s.md"), body, tail="\n\nLast words.\n")
        before, told = words(path, "s"), errors(path, "raw-html")
        done = fix(path, "--write")
        if done.returncode not in (0, 1):
            flunk(f"seed {seed}: status {done.returncode}: {done.stderr}")
        # The name of a callout stood in the text; now the program prints it. So does what only made a contents list.
        strip = re.compile(r"(?i)note|tip|warning|toc|h2|lang|es|whatnow|width50")
        if strip.sub("", before) != strip.sub("", words(path, "s")):
            flunk(f"seed {seed}: words are not the same:\n{body}\n---\n{path.read_text()}")
        if errors(path, "raw-html") > told:
            flunk(f"seed {seed}: more HTML than before")
        fixed = path.read_bytes()
        again = fix(path, "--write")
        if path.read_bytes() != fixed or "repairs made" in again.stderr:
            flunk(f"seed {seed}: the second repair changes something:\n{again.stderr}{path.read_text()}")


def test_bad():
    for library in sorted((ROOT / "tests/bad").iterdir()):
        if not (library / "library").exists():
            continue
        shutil.rmtree("bad", ignore_errors=True)
        shutil.copytree(library / "library", "bad", symlinks=True)
        done = fix("bad", "--write")
        if done.returncode not in (0, 1, 2, 3):
            flunk(f"{library.name}: status {done.returncode}: {done.stderr}")
        if fix("bad").stdout:
            flunk(f"{library.name}: something was left to repair")


with tempfile.TemporaryDirectory() as scratch:
    os.chdir(scratch)
    test_repaired()
    test_left()
    test_front_matter()
    test_bytes()
    test_files()
    test_library()
    test_ids()
    test_gap_ids()
    test_calls()
    test_translations()
    test_generated()
    test_bad()
sys.exit(program.finish())
