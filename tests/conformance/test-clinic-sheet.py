#!/usr/bin/env python3
"""A clinic's masthead, its block and its code, on paper and in an EPUB: where they stand, how high they are, and where a camera is led.

The code is read from pages as printers and scanners make them, in gray, by zbar.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
ROOT = pathlib.Path(os.environ["STS_SOURCE_DIR"])
sys.path[:0] = [str(HERE), str(ROOT / "tests/cli")]

from exported import Epub, page_text  # noqa: E402
from pdf_reader import Pdf, text_of  # noqa: E402

LIBRARY = ROOT / "tests/fixtures/clinic"
RIGHT_TO_LEFT = ROOT / "tests/fixtures/right-to-left"
CLINIC = LIBRARY / "north.yaml"
ADDRESS = "clinic.example/{id}/{language}"
PAPERS = {"letter": (612, 72), "a4": (595.276, 72)}  # width, outer margin
TOP, HEIGHT, SIDE = 60, 48, 25 / 25.4 * 72
DPI = (300, 150)
faults = []


def need(condition, text):
    if not condition:
        print(f"FAILED: {text}")
        faults.append(text)


def export(path, *arguments, library=LIBRARY):
    subprocess.run([os.environ["STS_BINARY"], "-C", library, "--quiet", "--clinic", CLINIC, *arguments, "-o", path], check=True)
    return path


def scan(path, dpi, scratch):
    """What codes on the pages say."""
    pages = pathlib.Path(tempfile.mkdtemp(dir=scratch))
    subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", path, pages / "page"], check=True)
    done = subprocess.run(["zbarimg", "--nodbus", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", *sorted(pages.iterdir())], capture_output=True, text=True, check=False)
    shutil.rmtree(pages)
    return done.stdout.split()


def words(path):
    """The words of the first page: (text, left, top, right, bottom) in points."""
    out = page_text(path, "-bbox", "-l", "1")
    found = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', out)
    return [(text, *map(float, box)) for *box, text in found]


def figures(path):
    """The alternative texts of figures, with the width and height of each."""
    pdf = Pdf(str(path))
    for value in (entry.get("value") for entry in pdf.objects.values()):
        if isinstance(value, dict) and value.get("/S") == "/Figure":
            box = [float(pdf.get(side)) for side in pdf.get(next(pdf.get(a) for a in pdf.items(value["/A"]))["/BBox"])]
            yield text_of(value.get("/Alt")), box[2] - box[0], box[3] - box[1]


def check_masthead(name, path, paper, mirrored=False):
    """The name where lines begin, the telephone number, larger, where they end; in the style for handouts all is 48 points high."""
    width, outer = PAPERS[paper]
    page = words(path)
    valley, number = (next((word for word in page if word[0] == text), None) for text in ("Valley", "555-010-0100"))
    need(valley and number, f"{name}: a masthead without name or number")
    if not valley or not number:
        return
    edge = abs(number[1] - outer) if mirrored else abs(number[3] - (width - outer))
    need(edge < 1.5, f"{name}: the number stands {edge:.1f} points from the edge")
    need((valley[1] > number[3]) == mirrored, f"{name}: the name is at the wrong side of the number")
    need(number[4] - number[2] > valley[4] - valley[2], f"{name}: the number is no larger than the name")
    if "handout" in name:
        inside = [word for word in page if word[2] < TOP + HEIGHT]
        need(all(word[4] <= TOP + HEIGHT for word in inside), f"{name}: the masthead is higher than {HEIGHT} points: {inside}")
        need(not any("Main" in word[0] for word in inside), f"{name}: there is more of the address than its first line")


def check_conformance(name, path):
    done = subprocess.run([sys.executable, HERE / "check-pdf.py", path], capture_output=True, text=True, check=False)
    need(done.returncode == 0 and not done.stdout, f"{name}: {done.stdout}{done.stderr}")


def check_code(name, path, wanted, scratch):
    found = [figure for figure in figures(path) if (figure[0] or "").startswith("QR: ")]
    need(len(found) == 1 and found[0][0] == f"QR: {wanted}", f"{name}: the alternative texts of codes are {found}")
    need(all(abs(side - SIDE) < 0.1 for figure in found for side in figure[1:]), f"{name}: the code is not 25 mm a side: {found}")
    for dpi in DPI:
        said = scan(path, dpi, scratch)
        need(said == [f"https://{wanted}"], f"{name}: at {dpi} dpi codes say {said}, not {wanted}")


def check_epub(path, wanted):
    epub = Epub(path)
    need(not any("code" in name for name in epub.entries), f"{path.name}: there is a code: {sorted(epub.entries)}")
    page = epub.entries["EPUB/text/pump.xhtml"].decode()
    need(f'href="https://{wanted}"' in page, f"{path.name}: no link to {wanted}")
    need(page.count("<hr />") == 3 and "QR" not in page, f"{path.name}: lines to write on, and no word of a code")
    style = "".join(text.decode() for name, text in epub.entries.items() if name.endswith(".css"))
    need(".masthead" in style and "section.clinic" in style, f"{path.name}: no style for the clinic's part")


def main():
    for tool in ("pdftoppm", "pdftotext", "zbarimg", "qpdf"):
        if not shutil.which(tool):
            print(f"skipped: {tool} is not installed (packages poppler-utils, zbar-tools, qpdf)")
            return 77
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        for style in ("handout", "large-print"):
            for paper in PAPERS:
                for section, arguments in (("pump", ["pump"]), ("book", ["--book"])):
                    name = f"{style}, {paper}, {' and '.join(arguments)}"
                    path = export(folder / "sheet.pdf", "--pdf", "--style", style, "--paper", paper, *arguments)
                    check_masthead(name, path, paper)
                    check_conformance(name, path)
                    check_code(name, path, ADDRESS.format(id=section, language="en"), folder)
            name = f"{style}, from right to left"
            path = export(folder / "mirrored.pdf", "--pdf", "--style", style, "arabic", library=RIGHT_TO_LEFT)
            check_masthead(name, path, "letter", mirrored=True)
            check_conformance(name, path)
            check_code(name, path, ADDRESS.format(id="arabic", language="ar"), folder)
        check_epub(export(folder / "pump.epub", "--epub", "pump"), ADDRESS.format(id="pump", language="en"))
    print(f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
