#!/usr/bin/env python3
"""A PDF stays small on its way to an office printer: a page is a transparency group only if something on it is transparent.

Printers' software draws a page with transparency as one bitmap. Which pages have any is found here by looking through all that a page draws with; what comes of it, by printing with Ghostscript.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
ROOT = pathlib.Path(os.environ["STS_SOURCE_DIR"])
sys.path[:0] = [str(HERE), str(ROOT / "tests/cli")]

import exported  # noqa: E402
from pdf_reader import Pdf, operations  # noqa: E402

MEGABYTE = 1 << 20
DEVICES = ("pxlcolor", "ps2write")
faults = []


def need(condition, text):
    if not condition:
        print(f"FAILED: {text}")
        faults.append(text)


def export(library, output, *arguments):
    subprocess.run([os.environ["STS_BINARY"], "-C", str(library), "--pdf", "--quiet", *arguments, "-o", str(output)], check=True)
    return output


def is_transparent(pdf, value):
    """Whether a dictionary of resources, or a thing in it, has what ISO 32000-1, clause 11, calls transparency."""
    value = pdf.get(value)
    if isinstance(value, list):
        return any(is_transparent(pdf, item) for item in value)
    if not isinstance(value, dict):
        return False
    if any(pdf.get(value.get(key, 1)) != 1 for key in ("/ca", "/CA")):
        return True
    if pdf.get(value.get("/BM", "/Normal")) != "/Normal" or pdf.get(value.get("/SMask", "/None")) != "/None":
        return True
    return any(is_transparent(pdf, item) for key, item in value.items() if key not in ("/Font", "/Parent"))


def check_groups(path, wanted=None):
    """Pages and the pictures on them are groups where they must be; returns the numbers of pages with transparency."""
    pdf, found = Pdf(str(path)), []
    for number, page in enumerate(pdf.pages(), 1):
        resources = pdf.key(page, "/Resources") or {}
        transparent = is_transparent(pdf, resources)
        if transparent:
            found.append(number)
        need(("/Group" in pdf.get(page)) == transparent, f"{path.name}, page {number}: is it a group, and is anything on it transparent?")
        used = {"/" + operands[0] for operands, operator in operations(pdf.content(page)) if operator in ("Do", "Tf")}
        named = set(pdf.get(resources.get("/Font")) or {}) | set(pdf.get(resources.get("/XObject")) or {})
        need(used == named, f"{path.name}, page {number}: draws with {sorted(used)}, names {sorted(named)}")
    need(wanted is None or found == wanted, f"{path.name}: pages {found} have something transparent")
    return found


def printed_size(path, device, page):
    output = path.with_suffix("." + device)
    subprocess.run(["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", f"-dFirstPage={page}", f"-dLastPage={page}", f"-sDEVICE={device}", f"-sOutputFile={output}", str(path)], check=True)
    return output.stat().st_size


def picture_of(path, page):
    return subprocess.run(["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-r60", f"-dFirstPage={page}", f"-dLastPage={page}", "-sDEVICE=ppmraw", "-sOutputFile=-", str(path)], check=True, stdout=subprocess.PIPE).stdout


def group_all(path):
    """The same file with all its pages and pictures groups, as cairo would write them."""
    group = b"/Group << /Type /Group /S /Transparency /I true /CS /DeviceRGB >> "
    pdf = exported.Pdf(path)
    for entry in pdf.objects.values():
        entry[0] = entry[0].replace(b"/Type /Page ", b"/Type /Page " + group).replace(b"/Subtype /Form ", b"/Subtype /Form " + group)
    output = path.with_name("grouped.pdf")
    pdf.write(output)
    return output


def check_print(path, page):
    for device in DEVICES:
        size = printed_size(path, device, page)
        need(size < MEGABYTE, f"{path.name}, page {page}: {size} bytes for {device}")
    grouped = group_all(path)
    # Were this small, too, nothing would be shown.
    need(printed_size(grouped, "pxlcolor", page) > MEGABYTE, "a page that is a group is small for the printer, too")
    need(picture_of(path, page) == picture_of(grouped, page), f"{path.name}, page {page}: looks otherwise without a group")


def main():
    if not shutil.which("qpdf"):
        print("skipped: qpdf is not installed (package qpdf)")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        book = export(ROOT / "content", folder / "book.pdf", "--book")
        check_groups(book, [])
        veiled = export(HERE / "pdf-library", folder / "veiled.pdf", "--book")
        need(0 < len(check_groups(veiled)) < len(Pdf(str(veiled)).pages()), "of the pages with pictures, some have veils, and some have none")
        check_groups(export(ROOT / "tests/fixtures/figures", folder / "figures.pdf", "--book"))
        if not shutil.which("gs"):
            print("skipped: Ghostscript is not installed (package ghostscript)")
            return 1 if faults else 77
        pdf = Pdf(str(book))
        figures = [number for number, page in enumerate(pdf.pages(), 1) if pdf.key(pdf.key(page, "/Resources"), "/XObject")]
        need(figures, "the sample book has a figure")
        for page in figures:
            check_print(book, page)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
