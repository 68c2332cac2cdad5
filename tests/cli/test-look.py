"""How faults look: on a terminal with colors and the line of the source, a caret below the place; elsewhere as lines that programs read."""
import fcntl
import os
import pty
import random
import re
import struct
import subprocess
import sys
import tempfile
import termios
import unicodedata

BINARY = os.environ["STS_BINARY"]
COLOR = re.compile(r"\x1b\[[0-9;]*m")
GUTTER = len("    1 | ")
# What turns the direction of text (UAX #9).
TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
FRONT = "---\nid: a\ntitle: A\nlast-revised: 2018-04-06\ndisclaimer: Ask.\n---\n\n"
BACK = "\n\n## References\n\nDoe J. A study. 2017.\n"
# Words that the source's lines are made of: narrow, wide, combining, of several bytes, with tabs and what must not get out.
WORDS = ["plain", "naïve", "e\u0301te\u0301", "放射線", "治療を", "💊", "👨‍👩‍👧", "a\tb", "\ttab", "½", "—", "x\u200by", "x\u2067y", "a\u202eb"]


def has_terminals():
    try:
        for descriptor in pty.openpty():
            os.close(descriptor)
        return True
    except OSError:
        return False


def environment(more):
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM")}
    return {**kept, **more}


def on_terminal(*arguments, width=80, **more):
    main, other = pty.openpty()
    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    process = subprocess.Popen([BINARY, *arguments], stdout=other, stderr=other, env=environment({"TERM": "xterm", **more}))
    os.close(other)
    data = b""
    while True:
        try:
            piece = os.read(main, 65536)
        except OSError:
            break
        if not piece:
            break
        data += piece
    os.close(main)
    process.wait()
    return data.decode().replace("\r\n", "\n")


def piped(*arguments, **more):
    return subprocess.run([BINARY, *arguments], capture_output=True, text=True, env=environment({"TERM": "xterm", **more})).stdout


def write(name, lines):
    with open(name, "w", newline="") as file:
        file.write(FRONT + lines + BACK)


def columns(character):
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def width_of(text):
    return sum(columns(c) for c in text)


def at_column(text, wanted):
    """The character that begins in that column."""
    column = 0
    for c in text:
        if column == wanted and columns(c):
            return c
        column += columns(c)
    return " " if column == wanted else None


def shown_as(character):
    return " " if character == "\t" else "\ufffd" if unicodedata.category(character) == "Cc" or character in TURNING else character


def told(shown, name):
    """(line, column, excerpt, column of the caret) of each fault; the last two are None where nothing is shown."""
    head = re.compile(r"^%s:(\d+):(\d+): (?:error|warning): .*\n(?: *\d+ \| (.*)\n(?: +\| ( *)\^\n)?)?" % re.escape(name), re.M)
    return [(int(found[1]), int(found[2]), found[3], None if found[4] is None else len(found[4])) for found in head.finditer(COLOR.sub("", shown))]


def test_carets():
    """On lines of all kinds the caret stands below the very character at whose byte the fault is."""
    random.seed(13)
    texts = []
    for number in range(80):
        before, after = ([random.choice(WORDS) for _ in range(random.choice((0, 1, 5, 40, 400)))] for _ in range(2))
        texts.append(" ".join(["No", *before, f"[fault](#none-{number})", *after]))
    # A byte order mark counts for nothing; lines may end in three ways.
    for name, end, mark in (("a.md", "\n", ""), ("b.md", "\r\n", "\ufeff"), ("c.md", "\r", "")):
        source = FRONT + "\n\n".join(texts) + BACK
        with open(name, "w", newline="") as file:
            file.write(mark + source.replace("\n", end))
        lines = source.split("\n")
        for width in (40, 80, 213):
            shown = on_terminal("--check", name, width=width)
            assert not any(unicodedata.category(c) == "Cc" and c != "\n" for c in COLOR.sub("", shown))
            carets = set()
            for line, column, excerpt, caret in told(shown, name):
                assert excerpt is not None and caret is not None, (name, width, line, column)
                assert width_of(excerpt) + GUTTER <= width, (width, excerpt)
                assert not set(excerpt) & set(TURNING)
                wanted = lines[line - 1].encode()[column - 1:].decode()[:1]
                assert at_column(excerpt, caret) == shown_as(wanted or " "), (name, width, line, column, excerpt, caret)
                carets.add(line)
            assert len(carets) == len(texts), (name, width, len(carets))


def test_import():
    """An import shows the lines of the document, and on no terminal only what programs read."""
    with open("page.html", "w") as file:
        file.write("<h1>One</h1>\n<p>See <u>this</u> and <u>that</u>.</p>\n<p>Last updated: May 6, 2024</p>\n")
    shown = COLOR.sub("", on_terminal("--import", "page.html", "-o", "shown"))
    assert "    2 | <p>See <u>this</u> and <u>that</u>.</p>\n      | " + " " * len("<p>See ") + "^\n" in shown, shown
    assert " | " not in piped("--import", "page.html", "-o", "unseen")


def test_right_to_left():
    """Some terminals turn such a line and some do not: it is shown without a caret that would be wrong on one of them."""
    write("r.md", "[العلاج]{lang=ar} [x](#none) text.")
    (line, _, excerpt, caret), = [fault for fault in told(on_terminal("--check", "r.md"), "r.md") if fault[2] and "none" in fault[2]][:1]
    assert line == FRONT.count("\n") + 1 and caret is None


def test_nothing_to_show():
    """Places in what is no text, or is not there, have no excerpt."""
    with open("n.md", "wb") as file:
        file.write(b"---\ntitle: A\x00\x1b[31m\n---\n")
    shown = on_terminal("--check", "n.md", NO_COLOR="1")
    assert "n.md:2:9: error:" in shown and "\x1b" not in shown and " | " not in shown, shown
    shown = on_terminal("--check", "-C", "library")
    assert "no file" in shown, shown


def test_colors():
    write("a.md", "No [fault](#none).")
    plain, source = piped("--check", "a.md"), "    8 | No [fault](#none)."
    assert "\x1b" not in plain and source not in plain
    assert re.search(r"^a\.md:8:4: error: .* \[link-fragment-unknown\]$", plain, re.M), plain
    shown = on_terminal("--check", "a.md")
    assert "\x1b[1;31merror\x1b[0m: " in shown and source in COLOR.sub("", shown), shown
    for more in ({"NO_COLOR": "1"}, {"CLICOLOR": "0"}, {"NO_COLOR": "1", "CLICOLOR_FORCE": "1"}):
        shown = on_terminal("--check", "a.md", **more)
        assert "\x1b" not in shown and source in shown, (more, shown)
    for more in ({"NO_COLOR": ""}, {"CLICOLOR": "1"}, {"CLICOLOR_FORCE": "0"}):
        assert "\x1b[1;31m" in on_terminal("--check", "a.md", **more), more
    assert on_terminal("--check", "a.md", TERM="dumb") == plain
    forced = piped("--check", "a.md", CLICOLOR_FORCE="1")
    assert forced != plain and COLOR.sub("", forced) == plain, forced
    assert "\x1b" not in piped("--check", "--json", "a.md", CLICOLOR_FORCE="1")
    assert "\x1b" in on_terminal("--pdf", "a.md") and source in COLOR.sub("", on_terminal("--pdf", "a.md"))


if not has_terminals():
    print("this machine has no pseudo-terminals")
    sys.exit(77)
with tempfile.TemporaryDirectory() as scratch:
    os.chdir(scratch)
    os.mkdir("library")
    with open("library/library.yaml", "w") as file:
        file.write("title: A\nlanguage: en\nidentifier: urn:uuid:5b0f9a54-7a0e-4d7e-9c0b-6a1d5a6c1f02\ndisclaimer: Ask.\nsections: [gone]\n")
    test_carets()
    test_import()
    test_right_to_left()
    test_nothing_to_show()
    test_colors()
