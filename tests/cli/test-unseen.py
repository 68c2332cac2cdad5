#!/usr/bin/env python3
"""Characters that nobody sees, or that a terminal takes for orders: none of them reaches a terminal, from arguments, names
of files, texts or foreign files; and those that a text may hold are exported and read back."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, os.path.dirname(__file__))
from program import PROGRAM, finish, flunk  # noqa: E402

# As bytes: what is not UTF-8 among them.
HOSTILE = {
    "escape": b"\x1b[31m", "bell": b"\x07", "backspace": b"\x08", "return": b"\r", "feed": b"\n", "form feed": b"\x0c",
    "delete": b"\x7f", "C1": "\x9b31m".encode(), "override": "\u202e".encode(), "isolate": "\u2067".encode(), "mark": "\u200f".encode(),
    "Arabic mark": "\u061c".encode(), "separator": "\u2028".encode(), "BOM": "\ufeff".encode(), "tag": "\U000e0041".encode(),
    "annotation": "\ufff9".encode(), "deprecated": "\u206e".encode(), "byte": b"\x9b", "surrogate": b"\xed\xa0\x80",
}
# What may come: text, line feeds, and U+FFFD for all the rest.
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffc\ufffe\uffff\U000e0000-\U000e007f]")
MARK = "INJECTED"
HEAD = "title: T\nlanguage: en\nidentifier: urn:uuid:7c3b2f0e-1f64-4f0b-9b0c-2b8f5d1b7a10\nstatus: draft\ndisclaimer: Ask.\n"
calls = 0


def call(name, *arguments):
    global calls
    calls += 1
    command = [PROGRAM, *(a if isinstance(a, bytes) else os.fsencode(a) for a in arguments)]
    done = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    where = f"{name}: {' '.join(ascii(a) for a in command[1:])}"
    if done.returncode not in range(4):
        flunk(f"{where}: exit status {done.returncode}: {done.stderr!r}")
    for stream in (done.stdout, done.stderr):
        try:
            said = stream.decode()
        except UnicodeDecodeError as error:
            flunk(f"{where}: {error}: {stream!r}")
            continue
        if found := FORBIDDEN.search(said):
            flunk(f"{where}: says U+{ord(found.group()):04X}: {ascii(said[max(0, found.start() - 80):found.end() + 40])}")
        if any(line.startswith(MARK) for line in said.split("\n")):
            flunk(f"{where}: a line feed parts a message: {ascii(said)}")
    return done


def quoted(hostile):
    """As a text of YAML that holds the character by an escape; None: no escape stands for it."""
    try:
        return '"' + "".join(f"\\U{ord(c):08x}" for c in hostile.decode()) + '"'
    except UnicodeDecodeError:
        return None


def arguments(name, hostile):
    word = b"x" + hostile + MARK.encode()
    call(name, "--check", "-C", word)
    call(name, "--check", word, "-C", "sound")
    call(name, "--pdf", word, "-C", "sound")
    call(name, "--list", word, "-C", "sound")
    call(name, b"--" + word)
    call(name, b"-" + hostile)
    call(name, "--pdf", "one", "-C", "sound", "-o", word + b"/a/b.pdf")
    for option in (b"--style=", b"--paper=", b"--language=", b"--fonts=", b"--as-of=", b"--jobs="):
        call(name, "--pdf", "one", "-C", "sound", option + word)
    call(name, "--verify", "-C", "sound", word)
    call(name, "--compare", word, word)
    call(name, "--import", word + b".md", "-o", b"new" + word)
    call(name, "--import", "plain.md", "-o", b"sound/" + word + b"/x")


def names_of_files(name, hostile):
    word = b"x" + hostile + MARK.encode()
    shutil.rmtree(b"named", ignore_errors=True)
    os.makedirs(b"named/" + word)
    folder = b"named/" + word
    pathlib.Path(os.fsdecode(folder + b"/library.yaml")).write_text(HEAD + "key: x\nsections: [one, two]\n")
    pathlib.Path(os.fsdecode(folder + b"/one.md")).write_text("---\nfault: x\n---\n\n# A\n\nText <u>.\n")
    shutil.copy("sound/one.pdf", folder + b"/" + word + b".pdf")
    shutil.copy("sound/one.md", folder + b"/" + word + b".md")
    shutil.copy("plain.md", folder + b"/long.md")
    for more in ([], ["--json"], ["--sarif"]):
        call(name, "--check", "-v", "-C", folder, *more)
    call(name, "--list", "-C", folder)
    call(name, "--check", "-C", folder + b"/" + word + b".md")
    call(name, "--pdf", "--all", "-C", folder + b"/" + word + b".md", "-o", folder)
    call(name, "--pdf", "one", "-C", "sound", "-o", folder + b"/out.pdf")
    call(name, "--verify", "-C", "sound", folder + b"/" + word + b".pdf")
    call(name, "--verify", "--json", "-C", "sound", folder + b"/" + word + b".pdf")
    call(name, "--verify", "-C", "sound", folder + b"/library.yaml")
    call(name, "--compare", folder + b"/" + word + b".pdf", "sound")
    call(name, "--import", folder + b"/long.md", "-o", folder + b"/new")
    call(name, "--import", folder + b"/long.md", "-o", folder + b"/new2", "--report", folder + b"/report.json")


def texts(name, hostile):
    """In every place of a library where words stand: as they are, and as a reference or an escape."""
    escape = quoted(hostile) or '"x"'
    reference = "".join(f"&#{ord(c)};" for c in hostile.decode(errors="replace")).encode()
    word = b"x" + hostile + MARK.encode()
    written = b"x" + reference + MARK.encode()
    for library, front, body in (
        (b"", b"title: " + word, b"Text."),
        (b"", b"title: " + escape.encode(), b"Text."),
        (b"", b"id: " + escape.encode() + b"\ntitle: T", b"Text."),
        (b"", escape.encode() + b": x\ntitle: T", b"Text."),
        (b"", b"title: T\nlanguage: " + escape.encode(), b"Text."),
        (b"", b"title: T\nlast-reviewed: " + escape.encode(), b"Text."),
        (b"", b"title: T\ngaps: [" + escape.encode() + b"]", b"Text."),
        (escape.encode() + b": x\n", b"title: T", b"Text."),
        (b"publisher: " + escape.encode() + b"\n", b"title: T", b"Text."),
        (b"rules: {" + escape.encode() + b": off}\nterms: {" + escape.encode() + b": x, y: " + escape.encode() + b"}\n", b"title: T", b"Text y."),
        (b"", b"title: T", word),
        (b"", b"title: T", written),
        (b"", b"title: T", b"[" + written + b"](http://a.b/" + written + b" \"" + written + b"\")"),
        (b"", b"title: T", b"[a](" + written + b".md) ![" + written + b"](" + written + b".png \"" + written + b"\")"),
        (b"", b"title: T", b"## " + written + b"\n\n`" + word + b"` <u>" + written + b"</u>"),
        (b"", b"title: T", b"```" + written + b"\n" + word + b"\n```\n\n<!-- allow " + word + b": " + word + b" -->\n\nA TBD."),
        (b"", b"title: T", b"a[^" + word + b"]\n\n[^" + word + b"]: x\n\n[" + word + b"]: http://a.b/ \"" + written + b"\""),
    ):
        shutil.rmtree("texts", ignore_errors=True)
        os.mkdir("texts")
        pathlib.Path("texts/library.yaml").write_bytes(HEAD.encode() + library + b"sections: [one]\n")
        pathlib.Path("texts/one.md").write_bytes(b"---\n" + front + b"\nlast-revised: 2020-01-02\nreferences: [\"A work.\"]\n---\n\n" + body + b"\n")
        call(name, "--check", "-v", "-C", "texts")
        done = call(name, "--list", "--json", "-C", "texts")
        if done.returncode == 0:
            json.loads(done.stdout)
        call(name, "--list", "-C", "texts")
        call(name, "--dump=tree", "one", "-C", "texts")


def imports(name, hostile):
    word = b"x" + hostile + MARK.encode()
    reference = "".join(f"&#{ord(c)};" for c in hostile.decode(errors="replace")).encode()
    for file, text in (("long.md", b"# " + word + b"\n\nText " + word + b" [a](" + word + b")\n\n## " + word + b"\n\nMore.\n"),
                       ("long.html", b"<html><title>" + word + b"</title><meta name=author content=\"" + reference + word + b"\"><h1>" + reference + b"x</h1><p>Text "
                        + word + b"<iframe>" + word + b"</iframe><nav>" + reference + b"</nav><a href=\"javascript:" + word + b"\">a</a>")):
        shutil.rmtree("imported", ignore_errors=True)
        pathlib.Path(file).write_bytes(text)
        call(name, "--import", file, "-o", "imported")
        shutil.rmtree("imported", ignore_errors=True)
        call(name, "--import", file, "-o", "imported", "--json")
        if os.path.isdir("imported"):
            call(name, "--check", "-v", "-C", "imported")
            call(name, "--list", "-C", "imported")


def foreign_files(name, hostile):
    """A file that says something else than was exported."""
    word = hostile + MARK.encode()
    if b"\n" in hostile or quoted(hostile) is None:
        return
    for old, new in ((b"A title", b"A title" + word), (b"Plain text", b"Plain " + word + b" text"), (b"one", word), (b"2020-01-02", word)):
        with zipfile.ZipFile("sound/one.epub") as source, zipfile.ZipFile("foreign.epub", "w") as target:
            for entry in source.infolist():
                data = source.read(entry)
                target.writestr(entry, data if entry.filename == "mimetype" else data.replace(old, new))
        call(name, "--verify", "-v", "-C", "sound", "foreign.epub")
        call(name, "--compare", "-v", "sound/one.epub", "foreign.epub")
        pathlib.Path("foreign.pdf").write_bytes(pathlib.Path("sound/one.pdf").read_bytes().replace(old, new))
        call(name, "--verify", "-v", "-C", "sound", "foreign.pdf")


# Nothing is drawn for these, and nothing is lost with them (Default_Ignorable_Code_Point, without controls of direction).
SILENT = [0xAD, 0x34F, 0x61C, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0x2061,
          0x2062, 0x2063, 0x2064, 0xFE00, 0xFE0E, 0xFE0F, 0xE0100, 0xE01EF]


def silent():
    """Within a word, at its beginning and end, and alone."""
    body = "\n\n".join(f"Say a{c}b, {c}and {c} and end{c}." for c in map(chr, SILENT))
    pathlib.Path("silent.md").write_text(f"---\n{HEAD}last-revised: 2020-01-02\nreferences: [\"A work.\"]\n---\n\n{body}\n")
    for arguments_ in (("--pdf", "--epub", "silent", "--quiet"), ("--verify", "silent.pdf", "silent.epub")):
        done = call("silent", *arguments_, "-C", "silent.md")
        if done.returncode != 0:
            flunk(f"silent: {done.stdout!r}{done.stderr!r}")


with tempfile.TemporaryDirectory() as scratch:
    os.chdir(scratch)
    os.mkdir("sound")
    pathlib.Path("sound/library.yaml").write_text(HEAD + "sections: [one]\n")
    pathlib.Path("sound/one.md").write_text("---\ntitle: A title\nlast-revised: 2020-01-02\nreferences: [\"A work.\"]\n---\n\nPlain text.\n")
    pathlib.Path("plain.md").write_text("# One\n\nText.\n\n# Two\n\nText.\n")
    call("sound", "--pdf", "--epub", "one", "-C", "sound", "-o", "sound")
    for title, hostile in HOSTILE.items():
        arguments(title, hostile)
        names_of_files(title, hostile)
        texts(title, hostile)
        imports(title, hostile)
        foreign_files(title, hostile)
    silent()
    print(f"{calls} calls")
    sys.exit(finish())
