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


def test_calls():
    for arguments, wanted in ((["--check", "--write"], "add --fix"), (["--fix", "x"], "--check"), (["--list", "--fix"], "--check"),
                              (["--check", "--fix", "--json"], "leave out --json"), (["--check", "--fix", "--sarif"], "leave out --sarif")):
        done = run(*arguments, status=2)
        if wanted not in done.stderr:
            flunk(f"{arguments}: {done.stderr}")


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
    test_calls()
    test_generated()
    test_bad()
sys.exit(program.finish())
