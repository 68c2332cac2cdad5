#!/usr/bin/env python3
"""--verify tells what an attacker tries on the form of a file: letters that look alike, archives and tables that say two things, targets, order, layers, fonts."""
import os
import pathlib
import re
import struct
import sys
import tempfile
import zlib

sys.path.insert(0, os.path.dirname(__file__))
from exported import Epub, Pdf  # noqa: E402
from program import ROOT, call, finish, flunk, run  # noqa: E402

LIBRARY = ROOT / "tests/conformance/epub-library"
EPUB_TEXT = "text/everything.xhtml"


def judge(what, path, *says):
    done = call("--verify", "-C", LIBRARY, path)
    if done.returncode != 1 or ": current" in done.stdout:
        flunk(f"{what}: not told: {done.returncode} {done.stdout}{done.stderr}")
    for text in says:
        if text not in done.stdout:
            flunk(f"{what}: “{text}” is not in\n{done.stdout}")


# ---- PDF ----


def confusable(pdf):
    """A letter's meaning becomes a letter of another script that looks the same."""
    number = next(n for n, (_, data) in pdf.objects.items() if data and b"beginbfchar" in data and b"<61> <0061>" in data)
    pdf.sub_data(number, rb"<61> <0061>", b"<61> <0430>")


def other_meanings(pdf):
    """Two fonts say what the other one's codes mean."""
    found = [n for n, (head, _) in pdf.objects.items() if b"/ToUnicode" in head][:2]
    maps = [pdf.reference(n, b"ToUnicode") for n in found]
    for number, other in zip(found, reversed(maps)):
        pdf.sub(number, rb"/ToUnicode \d+", b"/ToUnicode %d" % other)


def other_fonts(pdf):
    pdf.sub(pdf.reference(pdf.pages()[0], b"Resources"), rb"/F0 (\d+) 0 R /F1 (\d+) 0 R", rb"/F0 \2 0 R /F1 \1 0 R")


def swap(key):
    def change(pdf):
        number = next(n for n, (head, _) in sorted(pdf.objects.items()) if re.search(rb"/%s \[ ?\d+ 0 R \d+ 0 R" % key, head))
        pdf.sub(number, rb"(/%s \[ ?)(\d+ 0 R) (\d+ 0 R)" % key, rb"\1\3 \2")

    return change


def bookmark(pdf):
    first = pdf.reference(pdf.reference(pdf.root, b"Outlines"), b"First")
    old = int(re.search(rb"/Dest \[ ?(\d+)", pdf.objects[first][0]).group(1))
    pdf.sub(first, rb"(/Dest \[ ?)\d+", rb"\g<1>%d" % next(page for page in pdf.pages() if page != old))


def layer(pdf):
    group = pdf.add(b"<< /Type /OCG /Name (x) >>")
    pdf.sub(pdf.root, rb">>\s*$", b"/OCProperties << /OCGs [ %d 0 R ] /D << /OFF [ %d 0 R ] >> >> >>" % (group, group))
    pdf.sub_data(pdf.content(), rb"^", b"/OC /x BDC\n")
    pdf.objects[pdf.content()][1] += b"\nEMC\n"


def in_catalog(entry):
    return lambda pdf: pdf.sub(pdf.root, rb">>\s*$", entry + b" >>")


def annotation(entry):
    return lambda pdf: pdf.sub(pdf.pages()[0], rb"/Tabs", b"/Annots [ << /Type /Annot /Rect [ 0 0 600 800 ] " + entry + b" >> ] /Tabs")


def picture(pdf):
    number = next(n for n, (head, _) in pdf.objects.items() if b"/Subtype /Image" in head)
    data = pdf.objects[number][1]
    pdf.objects[number][1] = data[:-40] + bytes(byte ^ 1 for byte in data[-40:-39]) + data[-39:]


PDF_CHANGES = {
    "letters that look alike": confusable,
    "the map of another font": other_meanings,
    "another font": other_fonts,
    "the order of the pages": swap(b"Kids"),
    "the order of the text": swap(b"K"),
    "the target of a bookmark": bookmark,
    # The link of the text, not that of the list of addresses, whose lines begin at 108.
    "the target of a link": lambda pdf: pdf.sub(pdf.find(rb"/Rect \[ (?!108 )[0-9.]+ .*/URI \(https://example.org/note"), rb"/URI \(https://", b"/URI (https://x."),
    "a layer that is off": layer,
    "a hidden annotation": annotation(b"/Subtype /Text /F 2 /Contents (Stop.)"),
    "a link over the page": annotation(b"/Subtype /Link /F 4 /Border [ 0 0 0 ] /A << /Type /Action /S /URI /URI (https://example.org/) >>"),
    "a form": in_catalog(b"/AcroForm << /Fields [ ] >>"),
    "a file in the file": in_catalog(b"/Names << /EmbeddedFiles << /Names [ (x) << /Type /Filespec /F (x) >> ] >> >>"),
    "labels of pages": lambda pdf: pdf.sub(pdf.root, rb"/St 1", b"/St 7"),
    "a picture": picture,
    "an article thread": in_catalog(b"/Threads [ ]"),
}


def update(good, path):
    """A later revision after the end of the file, with another title."""
    pdf, raw = Pdf(good), good.read_bytes()
    info = int(re.search(rb"/Info (\d+)", pdf.trailer).group(1))
    start, previous = len(raw), int(re.findall(rb"startxref\s+(\d+)", raw)[-1])
    raw += b"%d 0 obj\n<< /Title (Stop) >>\nendobj\n" % info
    table = len(raw)
    raw += b"xref\n%d 1\n%010d 00000 n \ntrailer\n<< /Size %d %s /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (info, start, max(pdf.objects) + 9, pdf.trailer, previous, table)
    path.write_bytes(raw)


def beside(page_number, kid, before=False):
    """Text on a page in an element of its own, which is a kid of a paragraph or stands before one."""

    def change(pdf):
        page = pdf.pages()[page_number]
        content = pdf.content(page_number)
        pdf.objects[content][1] += b"\n/Span << /MCID 900 >> BDC\nBT\n/F0 14 Tf\n1 0 0 1 80 400 Tm\n(e) Tj\nET\nEMC\n"
        text = next(n for n, (head, _) in pdf.objects.items() if re.search(rb"/S /P /P \d+ 0 R /Pg %d 0 R .*/K \[ ?\d+ " % page, head))
        parent = pdf.reference(text, b"P")
        added = pdf.add(b"<< /Type /StructElem /P %d 0 R /Pg %d 0 R %s >>" % (parent if before else text, page, kid.replace(b"PAGE", b"%d" % page)))
        if before:
            pdf.sub(parent, rb"(?<!\d)%d 0 R (?=.*\])" % text, rb"%d 0 R \g<0>" % added)
        else:
            pdf.sub(text, rb"(/K \[ ?\d+ )", rb"\g<1>%d 0 R " % added)

    return change


def in_marker(pdf):
    beside(0, b"/S /Lbl /K 900")(pdf)
    labels = [n for n, (head, _) in pdf.objects.items() if b"/S /Lbl" in head and b"/Pg %d 0 R" % pdf.pages()[0] in head]
    label = next(n for n in labels if b"/ListNumbering /Disc" in pdf.objects[pdf.reference(pdf.reference(n, b"P"), b"P")][0])
    pdf.cut(next(n for n, (head, _) in pdf.objects.items() if b"/K 900" in head))
    pdf.sub(label, rb"(/K \[ ?\d+ )", rb"\g<1>900 ")


SEALED_PDF_CHANGES = {
    "a label in a paragraph": beside(0, b"/S /Lbl /K 900"),
    "a label before a paragraph": beside(0, b"/S /Lbl /K 900", before=True),
    "words in a picture that says nothing": beside(0, b"/S /Figure /Alt () /K 900"),
    "the number of a page in the text": beside(0, b"/S /TOCI /K << /Type /StructElem /S /Reference /Pg PAGE 0 R /K 900 >>", before=True),
    "a letter in a marker": in_marker,
}


# ---- EPUB ----


def in_text(pattern, replacement):
    return lambda epub: epub.sub(EPUB_TEXT, pattern, replacement)


EPUB_CHANGES = {
    "letters that look alike": in_text("(<p>[^<]*?)a", "\\1\u0430"),
    "a dose turned around": in_text("(<p>[^<]*?) ", "\\1 \u202e01\u202c "),
    "a dose parted by nothing": in_text("(<p>[^<]*?)e", "\\1\u200be"),
    "the target of a link": in_text('href="https://', 'href="https://x.'),
    "the target of the contents list": lambda epub: epub.sub("nav.xhtml", r'href="text/everything\.xhtml(#[^"]*)?"', 'href="cover.xhtml"'),
    "the target for old readers": lambda epub: epub.sub("toc.ncx", r'src="text/everything\.xhtml(#[^"]*)?"', 'src="cover.xhtml"'),
    "the order of the contents list": lambda epub: epub.sub("nav.xhtml", r"(<li><a href=[^>]*>Lists</a></li>)\n(<li>.*?Figures</a></li>)", r"\2\1"),
    "the place of a page": lambda epub: epub.sub("nav.xhtml", "#page-2", "#page-1"),
    "words in the style sheet": lambda epub: epub.entries.update({"EPUB/style.css": epub.entries["EPUB/style.css"] + b"p::before{content:'Stop'}"}),
    "text that nobody sees": lambda epub: epub.entries.update({"EPUB/style.css": epub.entries["EPUB/style.css"] + b"p{font-size:0}"}),
    "another picture": lambda epub: epub.entries.update({"EPUB/cover.png": epub.entries["EPUB/cover.png"][:-20] + bytes([epub.entries["EPUB/cover.png"][-20] ^ 1]) + epub.entries["EPUB/cover.png"][-19:]}),
    "another base": in_text("<body", '<body xml:base="https://example.org/"'),
    "another direction": in_text("<p>", '<p dir="rtl">'),
    "a language": in_text('xml:lang="en"', 'xml:lang="ar"'),
    "an entity": in_text("<!DOCTYPE html>", '<!DOCTYPE html [<!ENTITY x "Stop">]>'),
    "a processing instruction": in_text("<!DOCTYPE", "<?xml-stylesheet href='x'?><!DOCTYPE"),
    "another type": lambda epub: epub.entries.update({"mimetype": b"application/zip"}),
    "a file outside": lambda epub: epub.entries.update({"../more.xhtml": b"<html/>"}),
    "another package": lambda epub: epub.entries.update({"META-INF/container.xml": epub.entries["META-INF/container.xml"].replace(b"package.opf", b"nav.xhtml")}),
    "rights": lambda epub: epub.entries.update({"META-INF/rights.xml": b"<rights/>"}),
    "the value of a date": lambda epub: epub.sub("package.opf", r"(dcterms:modified\">)\d", r"\g<1>1"),
}


# Words that stand beside the text, which a forger makes agree with all fingerprints.
SEALED_EPUB_CHANGES = {
    "a label in a paragraph": in_text("<p>([^<]*?) ", r'<p>\1 <span class="label">50 !</span> '),
    "a label in an item of another list": in_text("<li>One", '<li><span class="label">5.</span>One'),
    "a label after a task": in_text("Ask about", 'Ask <span class="label">\u2610</span> about'),
    "digits in place of a box": in_text("\u2610<", "5<"),
    "two labels": in_text('(<span class="label"[^>]*>[^<]*</span> )', r"\1\1"),
    "another number of an item": in_text(r'(class="label"[^>]*>)1\.', r"\g<1>10."),
    "a list with numbers": in_text("<ul>\n<li>One", '<ul class="labelled">\n<li><span class="label">1.</span>One'),
    "a word that is read aloud as another": in_text("<li>One", '<li><span role="img" aria-label="Many">One</span>'),
    "a link that is read aloud as another": in_text("<li>One", '<li><a href="#everything" aria-label="Many">One</a>'),
    "a mark that is read aloud as another": in_text('aria-label="Hyperlink 1"', 'aria-label="Hyperlink 10"'),
    "a name for a part": in_text("<section id=.everything.notes.", r'\g<0> aria-label="Take 50 mg"'),
    "a picture": in_text("A picture (<img [^>]*>)", r'A <img src="../images/gray-square---.png" alt="picture" /> \1'),
}
FRONT = "when it is read from the front"


def other_local_name(raw):
    """Where a program that reads from the front finds another name than one that begins with the directory."""
    return raw.replace(b"EPUB/nav.xhtml", b"EPUB/nav.xhtmx", 1)


def local(name, data):
    return struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 0, 0, 33, zlib.crc32(data), len(data), len(data), len(name), 0) + name + data


def put_before_directory(raw, more):
    end = raw.rindex(b"PK\5\6")
    start = struct.unpack_from("<I", raw, end + 16)[0]
    changed = bytearray(raw[:start] + more + raw[start:])
    struct.pack_into("<I", changed, end + len(more) + 16, start + len(more))
    return changed, start


def unlisted(raw):
    """An entry, of a name that is there already, that only the front tells."""
    return bytes(put_before_directory(raw, local(b"EPUB/nav.xhtml", b"<html/>"))[0])


def two_contents(raw):
    """One entry of the directory leads to other data than what stands under its name at the front."""
    more = b"<html xmlns='http://www.w3.org/1999/xhtml'><body><p>Stop.</p></body></html>"
    name = b"EPUB/text/everything.xhtml"
    entry = local(name, more)
    directory = raw.rindex(b"PK\1\2", 0, raw.rindex(name)) + len(entry)
    changed, start = put_before_directory(raw, entry)
    struct.pack_into("<H", changed, directory + 10, 0)
    struct.pack_into("<3I", changed, directory + 16, zlib.crc32(more), len(more), len(more))
    struct.pack_into("<I", changed, directory + 42, start)
    return bytes(changed)


ARCHIVES = {
    "a name at the front and another in the directory": other_local_name,
    "an entry that the directory does not name": unlisted,
    "two contents of one name": two_contents,
    "bytes before the archive": lambda raw: b"#!/bin/sh\n" + raw,
    "bytes after the archive": lambda raw: raw + b"<script>",
    "a comment of the archive": lambda raw: raw[:-2] + b"\4\0Stop",
    "an entry twice": lambda raw: None,
}


def main():
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        run("--quiet", "-C", LIBRARY, "--pdf", "--epub", "everything", "-o", f"{folder}/")
        good_pdf, good_epub = folder / "everything.pdf", folder / "everything.epub"
        run("--verify", "-C", LIBRARY, good_pdf, good_epub)
        changed = folder / "changed.pdf"
        for what, change in PDF_CHANGES.items():
            pdf = Pdf(good_pdf)
            change(pdf)
            pdf.write(changed)
            judge(f"PDF: {what}", changed)
        for what, change in SEALED_PDF_CHANGES.items():
            pdf = Pdf(good_pdf)
            change(pdf)
            pdf.seal()
            pdf.write(changed)
            judge(f"PDF, sealed: {what}", changed, ": altered")
        update(good_pdf, changed)
        judge("PDF: a later revision", changed)
        changed = folder / "changed.epub"
        for what, change in EPUB_CHANGES.items():
            epub = Epub(good_epub)
            change(epub)
            epub.write(changed)
            judge(f"EPUB: {what}", changed)
        for what, change in SEALED_EPUB_CHANGES.items():
            epub = Epub(good_epub)
            change(epub)
            epub.seal()
            epub.write(changed)
            judge(f"EPUB, sealed: {what}", changed, ": altered")
        for version in "123":
            epub = Epub(good_epub)
            epub.sub("package.opf", "(?<=provenance:)4#", f"{version}#")
            if version < "3":
                epub.sub("package.opf", r'<meta property="sts:fileFingerprint">[^<]*</meta>', "")
            else:
                epub.seal()
            epub.write(changed)
            judge(f"EPUB: a record of version {version}", changed, f"its metadata are said to be of version {version}, but")
        for what, change in ARCHIVES.items():
            if raw := change(good_epub.read_bytes()):
                changed.write_bytes(raw)
            else:
                Epub(good_epub).write(changed, extra=[("EPUB/" + EPUB_TEXT, b"<html/>")])
            judge(f"EPUB: {what}", changed, *([FRONT] if change in (other_local_name, unlisted, two_contents) else []))
    return finish()


if __name__ == "__main__":
    sys.exit(main())
