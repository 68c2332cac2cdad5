#!/usr/bin/env python3
"""A picture with larger letters beside another is printed in large print, and shown by an EPUB where the screen is narrow; and is judged as the other is."""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(os.environ["STS_SOURCE_DIR"])
sys.path.append(str(ROOT / "tests/cli"))
from matter import front_matter  # noqa: E402
from program import finish, flunk, run  # noqa: E402

FRONT = front_matter("Drawings") + "![Words for it.](x.svg)\n"


def draw(width, size, word):
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 100"><text y="50" font-size="{size}">{word}</text></svg>'


def words(pdf):
    """Those of the page and of its drawings."""
    return subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, text=True, check=True).stdout


def export(folder, style):
    return run("--pdf", "--epub", "--all", "-C", folder / "d.md", "--style", style, "-o", folder)


def judge_pdf(folder, style, shown, hidden, described, told=""):
    said = export(folder, style).stderr
    text = words(folder / "d.pdf")
    if shown not in text or hidden in text or ("Words for it." in text) != described:
        flunk(f"{style}: the PDF shows {text!r}, not {shown}")
    if ("[image-large-small]" in said) != bool(told) or told not in said:
        flunk(f"{style}: is told {said!r}, not {told!r}")


def judge_epub(folder):
    with zipfile.ZipFile(folder / "d.epub") as book:
        page = next(book.read(name).decode() for name in book.namelist() if name.startswith("EPUB/text/"))
        package = book.read("EPUB/package.opf").decode()
        found = re.search(r'<picture><source media="\(max-width: 480px\)" srcset="\.\./([^"]+)" ?/><img src="\.\./([^"]+)" alt="Words for it\."[^>]*/></picture>', page)
        if not found:
            flunk(f"the EPUB has no picture for narrow screens: {page}")
            return
        for name, word in zip(found.groups(), ("NARROW", "WIDE")):
            if f'href="{name}" media-type="image/svg+xml"' not in package or f">{word}<" not in book.read("EPUB/" + name).decode():
                flunk(f"{name} is not the picture with {word}, or is not in the manifest")


def verify(folder, verdict):
    said = run("--verify", "-C", folder / "d.md", folder / "d.pdf", folder / "d.epub", status=0 if verdict == "current" else 1).stdout
    if f"d.pdf: {verdict}" not in said or f"d.epub: {verdict}" not in said:
        flunk(f"--verify says {said}, not {verdict}")


def judge_faults(folder):
    large = folder / "x.large.svg"
    (folder / "faulty").mkdir()
    for fault, make in (("image-broken", lambda: large.write_text("<svg><script/></svg>")), ("image-outside", lambda: large.symlink_to("/etc/hostname"))):
        large.unlink(missing_ok=True)
        make()
        for arguments in (("--check",), ("--pdf", "--all", "-o", folder / "faulty")):
            done = run(*arguments, "-C", folder / "d.md", status=1)
            if not re.search(rf"d\.md:11:1: error: .*x\.large\.svg.*\[{fault}\]", done.stdout + done.stderr):
                flunk(f"{fault} is not told: {done.stdout}{done.stderr}")
        if any((folder / "faulty").iterdir()):
            flunk(f"is exported with {fault}")


def sizes(pdf):
    """Width and height of the pictures in it, in pixels, and their colors."""
    listed = subprocess.run(["pdfimages", "-list", str(pdf)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    return {tuple(line.split()[3:6]) for line in listed}


def judge_photographs(folder):
    """PNG and JPEG files have larger ones, too."""
    for suffix, small, large in (("png", ("gray", ("160", "40", "gray")), ("bars", ("240", "120", "rgb"))),
                                 ("jpg", ("photo", ("200", "140", "rgb")), ("gray", ("200", "140", "gray")))):
        (folder / suffix).mkdir()
        (folder / suffix / "d.md").write_text(FRONT.replace("x.svg", f"x.{suffix}"))
        for name, (picture, _) in (("x", small), ("x.large", large)):
            shutil.copy(ROOT / f"tests/fixtures/figures/images/{picture}.{suffix}", folder / suffix / f"{name}.{suffix}")
        for style, (picture, size) in (("handout", small), ("large-print", large)):
            export(folder / suffix, style)
            if sizes(folder / suffix / "d.pdf") != {size}:
                flunk(f"{style}: the PDF shows {sizes(folder / suffix / 'd.pdf')}, not {picture}.{suffix}")
        with zipfile.ZipFile(folder / suffix / "d.epub") as book:
            page = next(book.read(name).decode() for name in book.namelist() if name.startswith("EPUB/text/"))
            found = re.search(r'srcset="\.\./([^"]+)" ?/><img src="\.\./([^"]+)"', page)
            for name, file in zip(found.groups() if found else (), (f"x.large.{suffix}", f"x.{suffix}")):
                if book.read("EPUB/" + name) != (folder / suffix / file).read_bytes():
                    flunk(f"{name} in the EPUB is not {file}")
            if not found:
                flunk(f"the EPUB has no larger {suffix}: {page}")


def judge_in_line(folder):
    """In a line of text, both formats show the picture itself."""
    (folder / "line").mkdir()
    (folder / "line/d.md").write_text(FRONT.replace("![Words", "A picture ![Words").replace("(x.svg)", "(x.svg) in a line."))
    (folder / "line/x.svg").write_text(draw(480, 13, "WIDE"))
    (folder / "line/x.large.svg").write_text(draw(320, 14, "NARROW"))
    judge_pdf(folder / "line", "large-print", "WIDE", "NARROW", described=False)
    with zipfile.ZipFile(folder / "line/d.epub") as book:
        page = next(book.read(name).decode() for name in book.namelist() if name.startswith("EPUB/text/"))
        pictures = [book.read(name).decode() for name in book.namelist() if name.endswith(".svg")]
    if "<picture>" in page or "srcset" in page or len(pictures) != 1 or "WIDE" not in pictures[0]:
        flunk(f"the EPUB shows another picture in a line: {page}")
    verify(folder / "line", "current")


def judge_import(folder):
    """The larger picture goes with the other, or is told."""
    (folder / "x.large.svg").unlink()
    for case in ("without", "with", "outside"):
        if case != "without":
            (folder / "x.large.svg").unlink(missing_ok=True)
            (folder / "x.large.svg").write_text(draw(320, 14, "NARROW")) if case == "with" else (folder / "x.large.svg").symlink_to("/etc/hostname")
        said = run("--import", folder / "d.md", "-o", folder / case)
        if (folder / case / "x.large.svg").exists() != (case == "with") or not (folder / case / "x.svg").exists():
            flunk(f"import {case} a larger picture: {sorted(file.name for file in (folder / case).iterdir())}")
        if ("x.large.svg" in said.stdout + said.stderr and "not copied" in said.stdout + said.stderr) != (case == "outside"):
            flunk(f"import {case} a larger picture says {said.stdout}{said.stderr}")


def main():
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "d.md").write_text(FRONT)
        (folder / "x.svg").write_text(draw(480, 13, "WIDE"))
        judge_pdf(folder, "large-print", "WIDE", "NARROW", described=True)
        (folder / "x.large.svg").write_text(draw(320, 14, "NARROW"))
        verify(folder, "outdated")  # a picture came that the text shows
        judge_pdf(folder, "large-print", "NARROW", "WIDE", described=False)
        judge_pdf(folder, "handout", "WIDE", "NARROW", described=False)
        judge_epub(folder)
        verify(folder, "current")
        (folder / "x.large.svg").write_text(draw(320, 10, "NARROW"))
        verify(folder, "outdated")
        judge_pdf(folder, "large-print", "NARROW", "WIDE", described=True, told="x.large.svg")
        if "on a phone, 320 pixels wide" not in run("--check", "-C", folder / "d.md").stdout:
            flunk("letters too small for a phone are not told")
        judge_faults(folder)
        judge_photographs(folder)
        judge_in_line(folder)
        judge_import(folder)
    return finish()


sys.exit(main())
