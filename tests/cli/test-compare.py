#!/usr/bin/env python3
"""--compare: two exports, two libraries, and one of each: what has changed, and what must be pulled."""
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile
import zipfile

sys.path.insert(0, os.path.dirname(__file__))
from program import ROOT, finish, flunk, run  # noqa: E402

NAMES = ("surgery", "radiation", "chemo")


def compare(old, new, status, *says):
    """Compares; returns the JSON's sections by id, and the whole."""
    text = run("--compare", old, new, status=status).stdout
    for phrase in says:
        if phrase not in text:
            flunk(f"--compare {old} {new}: “{phrase}” is not in: {text}")
    result = json.loads(run("--compare", old, new, "--json", status=status).stdout)
    if text.splitlines()[-1:] != [result["conclusion"]] or result["differs"] != (status == 1):
        flunk(f"--compare {old} {new}: text and JSON do not agree: {text}{result}")
    return {s["id"]: s for s in result["sections"]}, result


def write_library(folder):
    folder.mkdir()
    (folder / "library.yaml").write_text(
        "title: A Small Guide\nlanguage: en\nidentifier: urn:uuid:5b0f9a54-7a0e-4d7e-9c0b-6a1d5a6c1f01\nstatus: sample\n"
        f"disclaimer: |\n  This text does not replace the advice of your care team.\nsections: [{', '.join(NAMES)}]\n", encoding="utf-8")
    for name in NAMES:
        (folder / f"{name}.md").write_text(
            f"---\ntitle: About {name}\nlast-revised: 2018-04-06\n---\n\nSome people have *{name}*.\n\nIt takes a day.\n\n## References\n\nDoe J. A study. 2017.\n", encoding="utf-8")


def edit(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text, (path, old)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def export(library, output, *arguments):
    for form in ("pdf", "epub"):
        run("--quiet", "-C", library, f"--{form}", *arguments, "-o", f"{output}.{form}")


DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20"><text x="2" y="15">{} a day</text></svg>\n'


def gaps():
    """What is printed of a gap is text as all other: in another wording, the printed copies must go."""
    one, other, quiet = pathlib.Path("told"), pathlib.Path("told-otherwise"), pathlib.Path("quiet")
    write_library(one)
    edit(one, "surgery.md", "---\n\n", "gaps:\n  - {id: a, lost: the end, print: The end is lost. Ask.}\n  - {lost: b, silent: small}\n---\n\n<!-- gap: a -->\n\n")
    shutil.copytree(one, other)
    edit(other, "surgery.md", "The end is lost. Ask.", "The end is lost. Call.")
    shutil.copytree(one, quiet)
    edit(quiet, "surgery.md", "lost: the end", "lost: the last page")
    edit(quiet, "surgery.md", "silent: small", "silent: of no matter")
    for folder in (one, other):
        export(folder, folder.name, "--book")
    for form in ("pdf", "epub"):
        if run("--verify", f"told.{form}", "-C", one, status=0) and "outdated" not in run("--verify", f"told.{form}", "-C", other, status=1).stdout:
            flunk(f"{form}: a gap that is told otherwise is not noticed")
        compare(f"told.{form}", f"told-otherwise.{form}", 1, "- [text] The end is lost. Ask.", "+ [text] The end is lost. Call.", "must be pulled: surgery.")
        compare(f"told.{form}", quiet, 0)


def sources():
    """What a text was made from is in print and in the metadata, once for each source, and another source is a change."""
    one, other = pathlib.Path("sourced"), pathlib.Path("sourced-otherwise")
    write_library(one)
    edit(one, "library.yaml", "status:", 'source: {title: The Guide, publisher: "A, B & C", year: 2018, address: "https://www.example.org/g", kind: adapted}\nstatus:')
    edit(one, "chemo.md", "last-revised:", 'source: {title: Chemo, kind: verbatim}\nlast-revised:')
    shutil.copytree(one, other)
    edit(other, "library.yaml", "kind: adapted", "kind: verbatim")
    for folder in (one, other):
        export(folder, folder.name, "--book")
    for form in ("pdf", "epub"):
        run("--verify", f"sourced.{form}", "-C", one, status=0)
        compare(f"sourced.{form}", f"sourced-otherwise.{form}", 1, "- [source] Adapted from: The Guide. A, B & C, 2018. www.example.org/g",
                "+ [source] Source: The Guide. A, B & C, 2018. www.example.org/g", "must be pulled: surgery, radiation.")
    with zipfile.ZipFile("sourced.epub") as archive:
        package = next(archive.read(name).decode() for name in archive.namelist() if name.endswith(".opf"))
    if re.findall("<dc:source>(.*)</dc:source>", package) != ["The Guide. A, B &amp; C, 2018. https://www.example.org/g", "Chemo."]:
        flunk(f"the sources in the EPUB: {package}")
    if b"<dc:source>The Guide. A, B &amp; C, 2018. https://www.example.org/g; Chemo.</dc:source>" not in pathlib.Path("sourced.pdf").read_bytes():
        flunk("the sources in the PDF")


def pictures():
    """A picture that says something else is a change, though no line of text differs."""
    one, nine, swapped = pathlib.Path("one"), pathlib.Path("nine"), pathlib.Path("swapped")
    write_library(one)
    (one / "dose.svg").write_text(DRAWING.format("1 pill"), encoding="utf-8")
    (one / "scale.svg").write_text(DRAWING.format("2 scales"), encoding="utf-8")
    edit(one, "surgery.md", "It takes a day.", "It takes a day.\n\n![The dose chart.](dose.svg)\n\nAnd ![a chart](dose.svg) in a line.")
    edit(one, "chemo.md", "It takes a day.", "![A chart.](dose.svg)\n\n![A chart.](scale.svg)")
    shutil.copytree(one, nine)
    (nine / "dose.svg").write_text(DRAWING.format("9 pills"), encoding="utf-8")
    shutil.copytree(one, swapped)
    edit(swapped, "chemo.md", "![A chart.](dose.svg)\n\n![A chart.](scale.svg)", "![A chart.](scale.svg)\n\n![A chart.](dose.svg)")
    for folder in (one, nine):
        export(folder, folder.name, "--book")
        export(folder, f"{folder}-surgery", "surgery")
    for pair in (("one.pdf", "one.epub"), ("one.epub", "one"), ("one", "one-surgery.pdf")):
        compare(*pair, 0, "Nothing has changed; no printed copies need to be pulled.")
    for pair in (("one.pdf", "nine.pdf"), ("one.epub", "nine.epub"), ("one.pdf", "nine.epub"), ("one", "nine"), ("one.pdf", "nine"), ("one", "nine.epub")):
        sections, _ = compare(*pair, 1, "section “surgery” (About surgery): changed; last revised: 2018-04-06 in both\n  a picture has changed\n", "must be pulled: surgery, chemo.")
        if [(s["picture-changed"], s["change"], len(s["lines"])) for s in sections.values()] != [(True, "changed", 0), (False, "same", 0), (True, "changed", 0)]:
            flunk(f"{pair}: pictures: {sections}")
    for form in ("pdf", "epub"):
        compare(f"one-surgery.{form}", f"nine-surgery.{form}", 1, "a picture has changed", "Printed copies of 1 section must be pulled: surgery.")
    compare("one", "swapped", 1, "must be pulled: chemo.")
    # A date that changed with the picture is not only a date.
    edit(nine, "surgery.md", "2018-04-06", "2024-01-02")
    compare("one.pdf", "nine", 1, "section “surgery” (About surgery): changed", "must be pulled: surgery, chemo.")


def wholes():
    """What is said of two files, or a file and a library, as wholes."""
    titled, many, few = pathlib.Path("titled"), pathlib.Path("many"), pathlib.Path("few")
    write_library(titled)
    edit(titled, "library.yaml", "A Small Guide", "A Larger Guide")
    edit(titled, "surgery.md", "About surgery", "About operations")
    compare("old.pdf", "titled", 1, "the title was “A Small Guide” and is “A Larger Guide”", "section “surgery” (About operations): changed", "its title was “About surgery”",
            "- [text] About surgery\n  + [text] About operations", "must be pulled: surgery.")
    sections, _ = compare("old.pdf", "old-surgery.epub", 1, "the old one is a book, the new one is none", "different identifiers", "must be pulled: radiation (removed), chemo (removed).")
    if sections["surgery"]["change"] != "same":
        flunk(f"the same section in a book and alone: {sections['surgery']}")
    compare("old-surgery.pdf", "old.pdf", 1, "the old one is no book, the new one is one", "No printed copies need to be pulled")
    # Names are listed up to a dozen.
    names = [f"part-{i}" for i in range(1, 15)]
    shutil.copytree("old", many)
    for name in names:
        shutil.copy(many / "chemo.md", many / f"{name}.md")
    edit(many, "library.yaml", "[surgery, radiation, chemo]", f"[surgery, {', '.join(names)}]")
    compare("many", "old-surgery.pdf", 0)
    compare("many", "old", 1, "Printed copies of 14 sections must be pulled: part-1 (removed), ", "part-12 (removed) and 2 more.")
    # Nothing in common, and a library that cannot be read.
    shutil.copytree("old", few)
    edit(few, "library.yaml", "[surgery, radiation, chemo]", "[chemo]")
    (few / "surgery.md").unlink()
    for pair, wanted in ((("old-surgery.pdf", "few"), "“few” has none of the sections of “old-surgery.pdf”"), (("few", "old-surgery.epub"), "“few” has none of the sections of “old-surgery.epub”")):
        done = run("--compare", *pair, status=2)
        if wanted not in done.stderr or done.stdout:
            flunk(f"--compare {pair}: {done.stdout}{done.stderr}")
    edit(few, "library.yaml", "sections: [", "sections: [[")
    for pair in (("old.pdf", "few"), ("few", "old.epub")):
        done = run("--compare", *pair, status=2)
        if "few” cannot be read; sts-export --check -C few shows why" not in done.stderr or done.stdout:
            flunk(f"--compare {pair}: {done.stdout}{done.stderr}")


def main():
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)
        old, new = pathlib.Path("old"), pathlib.Path("new")
        write_library(old)
        shutil.copytree(old, new)
        edit(new, "surgery.md", "a day", "two days")
        edit(new, "surgery.md", "Doe J. A study. 2017.", "Doe J. A study. 2017.\n\nRoe R. Another. 2023.")
        edit(new, "surgery.md", "2018-04-06", "2024-01-02")
        edit(new, "radiation.md", "2018-04-06", "2023-03-03")
        (new / "drugs.md").write_text((new / "chemo.md").read_text())
        edit(new, "library.yaml", "[surgery, radiation, chemo]", "[drugs, radiation, surgery]")
        for folder in (old, new):
            export(folder, folder.name, "--book")
            export(folder, f"{folder}-surgery", "surgery")
        # Nothing has changed: the same file, the other format, the library it was made from.
        for pair in (("old.pdf", "old.pdf"), ("old.pdf", "old.epub"), ("old.epub", "old"), ("old", "old.pdf"), ("old", "old"), ("old-surgery.pdf", "old"), ("old", "old-surgery.epub")):
            compare(*pair, 0, "Nothing has changed; no printed copies need to be pulled.")
        # Everything has; both formats and the libraries say the same.
        results = []
        for pair in (("old.pdf", "new.pdf"), ("old.epub", "new.pdf"), ("old", "new"), ("old.pdf", "new"), ("old", "new.epub")):
            sections, result = compare(*pair, 1, "section “surgery” (About surgery): changed", "last revised: 2018-04-06, then 2024-01-02", "- [text] It takes a day.\n  + [text] It takes two days.",
                                       "+ [references] Roe R. Another. 2023.", "section “radiation” (About radiation): only its date has changed", "the cover or the contents list has changed",
                                       "Printed copies of 3 sections must be pulled: radiation (only its date has changed), surgery, chemo (removed).")
            results.append([(i, s["change"], s["pull"], len(s["lines"])) for i, s in sections.items()])
            if [s["change"] for s in sections.values()] != ["added", "date", "changed", "removed"] or list(sections) != ["drugs", "radiation", "surgery", "chemo"]:
                flunk(f"{pair}: the changes: {sections}")
            if (sections["surgery"]["old-last-revised"], sections["surgery"]["new-last-revised"]) != ("2018-04-06", "2024-01-02"):
                flunk(f"{pair}: the dates: {sections['surgery']}")
            if not sections["surgery"]["moved"] and not sections["radiation"]["moved"]:
                flunk(f"{pair}: nothing has moved: {sections}")
        if any(r != results[0] for r in results):
            flunk(f"one comparison in several ways: {results}")
        # A handout beside a library is compared as a handout.
        sections, _ = compare("old-surgery.pdf", "new", 1, "Printed copies of 1 section must be pulled: surgery.")
        if list(sections) != ["surgery"]:
            flunk(f"a handout and a library: {sections}")
        # Only the order, only the status, a language asked for.
        order = pathlib.Path("order")
        shutil.copytree(old, order)
        edit(order, "library.yaml", "surgery, radiation", "radiation, surgery")
        compare("old", "order", 1, ", moved", "No printed copies need to be pulled")
        edit(order, "library.yaml", "status: sample", "status: draft")
        compare("old", "order", 1, "the status was “sample” and is “draft”", "must be pulled: radiation, surgery, chemo.")
        export(old, "es", "surgery", "--language", "es", "--or-original")
        compare("es.pdf", "old", 0)
        # A section that cannot be exported is neither the same nor changed; nobody knows.
        edit(order, "chemo.md", "last-revised: 2018-04-06\n", "")
        sections, _ = compare("old.pdf", "order", 1, "for 1 it is not clear: chemo")
        if sections["chemo"]["change"] != "unknown" or sections["chemo"]["pull"]:
            flunk(f"a section with errors: {sections['chemo']}")
        # Errors.
        for path, status in (("nothing.pdf", 3), ("/etc/passwd", 2), (".", 2)):
            for pair in ((path, "old.pdf"), ("old.pdf", path)):
                done = run("--compare", *pair, status=status)
                if not done.stderr or done.stdout:
                    flunk(f"--compare {pair}: {done.stdout}{done.stderr}")
        run("--compare", "old.pdf", "old", "--quiet")
        gaps()
        sources()
        pictures()
        wholes()
    return finish()


if __name__ == "__main__":
    sys.exit(main())
