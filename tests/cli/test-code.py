#!/usr/bin/env python3
"""The code at the foot of a sheet: the same in every format and style, another one for another text, and --verify knows whose it is."""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(__file__))
from exported import Epub, page_text  # noqa: E402
from program import PROGRAM, finish, flunk, run  # noqa: E402

LIBRARY = """title: A guide
language: en
identifier: urn:uuid:0e0e5d0c-6d0f-4a57-8d4c-4b4f4e6d2a11
status: approved
disclaimer: Ask your team.
sections: [heat, cold, calor]
"""
SECTION = "---\ntitle: {title}\nlast-revised: {date}\n{more}references: [\"Roe R. {title}. 2018.\"]\n---\n\n{text}\n"
CODE = re.compile(r"(?<![0-9a-f])[0-9a-f]{8}(?![0-9a-f])")


def write(folder, name, title, text, date="2018-04-06", more=""):
    (folder / f"{name}.md").write_text(SECTION.format(title=title, text=text, date=date, more=more))


def make(folder):
    folder.mkdir()
    (folder / "library.yaml").write_text(LIBRARY)
    write(folder, "heat", "Heat", "Take 2 pills, and [keep cold](cold.md).")
    write(folder, "cold", "Cold", "Take 3 pills.")
    write(folder, "calor", "Calor", "Tome 2 pastillas.", more="language: es\n")
    return folder


def feet(path):
    """The codes of each page of a PDF."""
    pages = page_text(path).split("\f")[:-1]
    return [CODE.findall(page) for page in pages]


def ends(path):
    return [re.findall(r'<p class="short-code">([^<]*)</p>', text) for name, text in sorted(Epub(path).entries.items()) if name.startswith("EPUB/text/") for text in [text.decode()]]


def code_of(library, section, *more, output, name=None):
    run("--quiet", "--pdf", "--epub", section, "-C", library, "-o", output, *more)
    pages, documents = feet(f"{output}/{name or section}.pdf"), ends(f"{output}/{name or section}.epub")
    codes = {code for page in pages for code in page} | {code for document in documents for code in document}
    if len(codes) != 1 or any(len(page) != 1 for page in pages) or [len(document) for document in documents] != [1]:
        flunk(f"{section} {more}: the feet have {pages}, the ends {documents}")
    return codes.pop()


def ask(code, library, status, *says, extra=()):
    """Asks for the code as text and as JSON, and wants the phrases in the text. Returns the JSON."""
    text = run("--verify", code, "-C", library, *extra, status=status).stdout
    for phrase in says:
        if phrase not in text:
            flunk(f"{code}: “{phrase}” is not in: {text}")
    return json.loads(run("--verify", code, "-C", library, "--json", *extra, status=status).stdout)[0]


def same_everywhere(library, folder):
    """One text has one code, whatever it is printed with; and another text has another one."""
    ways = [(), ("--style", "large-print"), ("--paper", "a4", "--duplex"), ("--no-pages",)]
    codes = {code_of(library, "heat", *way, output=folder) for way in ways}
    if len(codes) != 1:
        flunk(f"one text has the codes {codes}")
    heat, cold, calor = codes.pop(), code_of(library, "cold", output=folder), code_of(library, "calor", output=folder)
    if len({heat, cold, calor}) != 3:
        flunk("two texts have one code")
    (folder / "book").mkdir()
    run("--quiet", "--pdf", "--epub", "--book", "-C", library, "-o", folder / "book")
    pages, documents = feet(folder / "book/a-guide.pdf"), ends(folder / "book/a-guide.epub")
    if [page for page in pages if page] != [[heat], [cold], [calor]] or sorted(documents) != sorted([[heat], [cold], [calor]]):
        flunk(f"a book has the feet {pages} and the ends {documents}")
    if json.loads((run("--list", "--json", "-C", library)).stdout)[0]["short-code"] != heat:
        flunk("--list has another code")
    return heat, calor


def known(library, heat, calor):
    found = ask(heat, library, 0, f"{heat}: current\n", "section “heat” (Heat)", f"{library}/heat.md", "language en")
    if (found["short-code"], found["verdict"], found["reasons"], [section["id"] for section in found["sections"]]) != (heat, "current", [], ["heat"]):
        flunk(f"the JSON is {found}")
    wanted = {"id": "calor", "title": "Calor", "file": f"{library}/calor.md", "language": "es", "verdict": "current", "last-revised": "2018-04-06", "reasons": []}
    if ask(calor.upper(), library, 0, f"{calor}: current\n")["sections"] != [wanted]:
        flunk("the section in Spanish is not found by capital letters")
    if run("--verify", heat, "--quiet", "-C", library).stdout:
        flunk("--quiet says what is current")
    other = heat[:3] + ("1" if heat[3] == "0" else "0") + heat[4:]
    ask(other, library, 1, f"{other}: unknown\n", f"differs in one digit from {heat}, the code of the section “heat”", "no section of the library “A guide”")
    if "differs" in run("--verify", "00000000", "-C", library, status=1).stdout:
        flunk("a code that is far from all is said to be near")


def moved_on(library, heat, folder):
    """What is no longer the text of today has a code that nothing has; of two sections with one text, both are named."""
    run("--quiet", "--pdf", "heat", "-C", library, "-o", folder)
    write(library, "heat", "Heat", "Take 1 pill, and [keep cold](cold.md).")
    ask(heat, library, 1, "unknown", "it is of an older edition, or of another library")
    both = run("--verify", heat, folder / "heat.pdf", "-C", library, status=1).stdout
    if not both.endswith("2 files and codes: 1 outdated, 1 unknown\n"):
        flunk(f"a file and a code together: {both}")
    write(library, "heat", "Heat", "Take 2 pills, and [keep cold](cold.md).", more="short-title: H\nlast-reviewed: 2020-01-01\n")
    ask(heat, library, 0, "current")
    (library / "warm.md").write_text((library / "heat.md").read_text())
    (library / "library.yaml").write_text(LIBRARY.replace("[heat", "[heat, warm"))
    ask(heat, library, 0, "section “heat”", "section “warm”")


def not_to_be_had(library, heat, folder):
    (library / "library.yaml").write_text(LIBRARY + "review-every: 1 year\n")
    ask(heat, library, 1, f"{heat}: outdated\n", "its review was due by 2021-01-01 and is overdue", extra=["--as-of", "2021-01-02"])
    ask(heat, library, 0, f"{heat}: current\n", extra=["--as-of", "2021-01-01"])
    ask(heat, library, 0, f"{heat}: current\n", extra=["--as-of", "2021-01-02", "--allow-expired"])
    (library / "library.yaml").write_text(LIBRARY)
    write(library, "cold", "Cold", "Take <u>3</u> pills.")
    ask(heat, library, 0, f"{heat}: current\n")
    write(library, "heat", "Heat", "Take 2 pills, and [keep cold](nowhere.md).")
    code = json.loads(run("--list", "--json", "-C", library).stdout)[0]["short-code"]
    ask(code, library, 1, f"{code}: unknown\n", "cannot export it now: it has 1 error")
    (library / "cold.md").write_text("---\ntitle: [\n---\n")
    ask("00000000", library, 1, "1 section that is listed there could not be read, and may have it")
    (library / "library.yaml").write_text("title: [\n")
    ask(heat, library, 1, f"{heat}: unknown\n", "could not be read")
    os.chdir(folder)
    (folder / heat).write_text("no export")
    if not run("--verify", heat, "-C", library, status=1).stdout.startswith(f"{heat}: unknown\n  it is neither a PDF nor an EPUB"):
        flunk("a file with a code for its name is not the file")
    (folder / heat).unlink()
    run("--verify", f"./{heat}", "-C", library, status=3)
    run("--verify", heat[:7], "-C", library, status=3)
    sample = subprocess.run([PROGRAM, "--verify", heat], capture_output=True, text=True, check=False)
    if sample.returncode != 1 or "this is the sample that comes with the program" not in sample.stderr:
        flunk(f"without a library, the answer is {sample}")


def translations(library, folder):
    """The text in another language has a code of its own, and is found by it; what has no translation is named once."""
    write(library, "heat", "Heat", "Take 2 pills.")
    write(library, "cold", "Cold", "Take 3 pills.")
    (library / "library.yaml").write_text(LIBRARY + "approved-by: Committee\n")
    heat = code_of(library, "heat", output=folder)
    (library / "library.fr.yaml").write_text("title: Un guide\ndisclaimer: Demandez à votre équipe.\n")
    write(library, "heat.fr", "Chaleur", "Prenez 2 comprimés.")
    french = code_of(library, "heat", "--language", "fr", "--allow-unreviewed-words", output=folder, name="heat.fr")
    if french == heat:
        flunk("a translation has the code of its original")
    found = ask(french, library, 0, f"{french}: current\n", "section “heat” (Chaleur)", "heat.fr.md, language fr")["sections"]
    if [(section["id"], section["file"], section["language"]) for section in found] != [("heat", f"{library}/heat.fr.md", "fr")]:
        flunk(f"the translation is {found}")
    for code in (heat, code_of(library, "cold", output=folder)):
        if len(ask(code, library, 0, "language en")["sections"]) != 1:
            flunk("an original is found twice")
    text = (library / "heat.fr.md").read_text(encoding="utf-8")
    (library / "heat.fr.md").write_text(text.replace("---\n", "---\ntranslation-of: " + "0" * 64 + "\n", 1), encoding="utf-8")
    ask(french, library, 0, f"{french}: current\n", "the text is the current one, but the text that it was translated from has changed since")
    write(library, "heat.fr", "Chaleur", "Prenez 1 comprimé.")
    ask(french, library, 1, f"{french}: unknown\n")


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        library = make(folder / "library")
        (folder / "out").mkdir()
        heat, calor = same_everywhere(library, folder / "out")
        known(library, heat, calor)
        translations(make(folder / "translated"), folder / "out")
        moved_on(library, heat, folder / "out")
        not_to_be_had(library, heat, folder / "out")
    return finish()


sys.exit(main())
