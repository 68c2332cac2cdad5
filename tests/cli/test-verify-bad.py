#!/usr/bin/env python3
"""--verify on what is not ours, damaged, locked or a trap: a clear answer, in bounded time and memory."""
import os
import pathlib
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib

sys.path.insert(0, os.path.dirname(__file__))
from exported import Epub, Pdf  # noqa: E402
from program import PROGRAM, ROOT, call, finish, flunk  # noqa: E402

SANITIZED = "STS_SANITIZED" in os.environ
SECONDS = 120 if SANITIZED else 30
MEMORY = 2 << 30


def bounded(*arguments):
    return call(*arguments, seconds=SECONDS, memory=None if SANITIZED else MEMORY)


def verify(*paths, status=1):
    done = bounded("--verify", "-C", ROOT / "content", *paths)
    if done.returncode != status:
        flunk(f"{paths}: exit status {done.returncode}, not {status}: {done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def expect(path, data, *says):
    """The file with these bytes is unknown, for a reason that says this."""
    if data is not None:
        pathlib.Path(path).write_bytes(data)
    said = verify(path)
    for phrase in (f"{path}: unknown", *says):
        if phrase not in said:
            flunk(f"{path}: “{phrase}” is not in: {said}")


def foreign():
    """A sound PDF of no tags, as a drawing program writes it."""
    pdf = Pdf("surgery.pdf")
    content = b"BT /F1 12 Tf 72 720 Td (Hello) Tj ET"
    pdf.objects = {
        1: [b"<< /Type /Catalog /Pages 2 0 R >>", None],
        2: [b"<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>", None],
        3: [b"<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 612 792 ] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>", None],
        4: [b"<< >>", content],
        5: [b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", None],
    }
    pdf.trailer = b"/Root 1 0 R"
    pdf.write("foreign.pdf")
    expect("foreign.pdf", None, "sts-export did not write it")


def not_ours():
    expect("empty", b"", "it is empty")
    expect("text", b"Some people have pain.\n", "neither a PDF nor an EPUB")
    expect("head.pdf", b"%PDF-1.7\n", "damaged or cut short")
    expect("head.epub", b"PK\3\4", "damaged or cut short")
    foreign()
    with zipfile.ZipFile("archive.epub", "w") as archive:
        archive.writestr("readme.txt", "no book")
    expect("archive.epub", None, "“META-INF/container.xml” in it is missing")
    if "Is a directory" not in verify(".", status=3):
        flunk("a folder is verified")
    if "No such file" not in verify("nowhere", status=3):
        flunk("what is not there is verified")
    os.mkfifo("pipe")
    for path in ("pipe", "/dev/zero"):
        if "it is not a file" not in verify(path, status=3):
            flunk(f"{path} is verified")
    for pair in (("pipe", "surgery.pdf"), ("surgery.pdf", "pipe")):
        done = bounded("--compare", *pair)
        if done.returncode != 3 or "it is not a file" not in done.stderr or done.stdout:
            flunk(f"--compare {pair}: {done}")
    if os.geteuid() != 0:
        pathlib.Path("secret").touch(mode=0)
        verify("secret", status=3)


def damaged():
    """Cut short anywhere, a file is never current; with bytes changed, the program ends well."""
    dice = random.Random(1)
    for name in ("surgery.pdf", "surgery.epub"):
        data = pathlib.Path(name).read_bytes()
        paths = []
        for i in range(60):
            length = len(data) * i // 60
            path = f"cut-{i}-{name}"
            pathlib.Path(path).write_bytes(data[:length])
            paths.append(path)
        said = verify(*paths)
        if said.count(": unknown\n") != len(paths):
            flunk(f"{name} cut short: {said}")
        paths = []
        for i in range(80):
            changed = bytearray(data)
            for _ in range(dice.choice((1, 4, 40))):
                changed[dice.randrange(len(data))] = dice.randrange(256)
            path = f"noise-{i}-{name}"
            pathlib.Path(path).write_bytes(changed)
            paths.append(path)
        # Some changes fall where nothing is read: pictures, fonts, the ends of tables.
        done = bounded("--verify", "-C", ROOT / "content", *paths)
        if done.returncode not in (0, 1) or "80 files: " not in done.stdout:
            flunk(f"{name} with noise: exit status {done.returncode}: {done.stdout[-300:]}{done.stderr[-3000:]}")
        paths = [f"random-{i}" for i in range(20)]
        for path in paths:
            pathlib.Path(path).write_bytes(name[-3:].encode() and (b"%PDF-1.7\n" if name.endswith("pdf") else b"PK\3\4") + dice.randbytes(5000))
        if verify(*paths).count(": unknown\n") != len(paths):
            flunk("random bytes are known")


def locked():
    pdf = Pdf("surgery.pdf")
    encrypt = pdf.add(b"<< /Filter /Standard /V 1 /R 2 /P -44 /O <%s> /U <%s> >>" % (b"00" * 32, b"11" * 32))
    pdf.write("password.pdf", b" /Encrypt %d 0 R" % encrypt)
    expect("password.pdf", None, "it is encrypted")
    if shutil.which("qpdf"):
        for password in ("", "secret"):
            subprocess.run(["qpdf", "--encrypt", password, "owner", "256", "--", "surgery.pdf", "locked.pdf"], check=True)
            expect("locked.pdf", None, "it is encrypted")


# ---- traps ----


def deflated_zeros(megabytes):
    """A stream that unpacks to so many megabytes, made at once: the same flushed block again and again."""
    packer = zlib.compressobj(9)
    head = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + block * megabytes


def bombs():
    bomb = deflated_zeros(3000)
    pdf = Pdf("surgery.pdf")
    pdf.objects[pdf.content()] = [b"<< /Filter /FlateDecode >>", bomb]
    pdf.write("bomb.pdf")
    expect("bomb.pdf", None, "it unpacks to more than 512 MB")
    pdf.objects[pdf.content()] = [b"<< /Filter /FlateDecode >>", zlib.compress(bytes(80 << 20))]
    pdf.write("large.pdf")
    expect("large.pdf", None, "unpacks to more than 64 MB")
    pdf = Pdf("surgery.pdf")
    pdf.add(b"<< /Type /XObject /Subtype /Image /Filter /FlateDecode >>", deflated_zeros(3000))
    pdf.write("picture.pdf")
    expect("picture.pdf", None, "it unpacks to more than 512 MB")
    # Pictures of a book may be large together.
    pdf = Pdf("surgery.pdf")
    for _ in range(5):
        pdf.add(b"<< /Type /XObject /Subtype /Image /Filter /FlateDecode >>", deflated_zeros(300))
    pdf.write("pictures.pdf")
    verify("pictures.pdf", status=0)
    pdf = Pdf("surgery.pdf")
    pdf.objects[pdf.content()] = [b"<< /Filter [ /FlateDecode /FlateDecode ] >>", zlib.compress(zlib.compress(b""))]
    pdf.write("twice.pdf")
    expect("twice.pdf", None, "packed in a way that sts-export does not use")
    pdf.objects[pdf.content()] = [b"<< /Filter /Flate#44ecode >>", zlib.compress(b"")]
    pdf.write("hidden.pdf")
    expect("hidden.pdf", None, "packed in a way that sts-export does not use")
    # An object stream, which libqpdf unpacks by itself.
    raw = b"%%PDF-1.7\n1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % len(bomb) + bomb + b"\nendstream\nendobj\n"
    expect("objects.pdf", raw + b"startxref\n9\n%%EOF\n", "it unpacks to more than 512 MB")
    epub = Epub("surgery.epub")
    epub.entries["EPUB/text/surgery.xhtml"] = bytes(200 << 20)
    epub.write("bomb.epub")
    expect("bomb.epub", None, "unpacks to more than 64 MB")
    epub.entries["EPUB/text/surgery.xhtml"] = epub.entries["EPUB/nav.xhtml"].replace(b"</body>", b"<p>x</p>" * (6 << 20) + b"</body>")
    epub.write("small.epub")
    expect("small.epub", None, "which is more than sts-export will read of a file of this size")
    epub.entries["EPUB/text/surgery.xhtml"] = bytes(200 << 20)
    epub.write("bomb.epub")
    # It says that it is small.
    data = bytearray(pathlib.Path("bomb.epub").read_bytes())
    data = data.replace((200 << 20).to_bytes(4, "little"), (5000).to_bytes(4, "little"))
    expect("liar.epub", bytes(data), "damaged")


def deep(count):
    """A structure tree so deep, and where it should end, a cycle."""
    pdf = Pdf("surgery.pdf")
    first = max(pdf.objects) + 1
    for i in range(count):
        pdf.objects[first + i] = [b"<< /Type /StructElem /S /Div /P %d 0 R /K [ %d 0 R ] >>" % (first + i - 1, first + i + 1), None]
    pdf.sub(first + count - 1, rb"\d+ 0 R \]", b"%d 0 R ]" % first)
    pdf.sub(pdf.element("surgery"), rb"/K \[ ", b"/K [ %d 0 R " % first)
    pdf.write("deep.pdf")


def trees():
    deep(100000)
    expect("deep.pdf", None, "its tags are nested deeper")
    deep(50)
    if "deep.pdf: altered" not in verify("deep.pdf"):
        flunk("a cycle of tags is not seen")
    pdf = Pdf("surgery.pdf")
    # Objects in objects, and a page tree that leads to itself.
    pdf.objects[pdf.element("surgery")][0] = b"<< /Type /StructElem /S /Sect /ID (surgery) /K " + b"[" * 100000 + b"]" * 100000 + b" >>"
    pdf.write("nested.pdf")
    verify("nested.pdf")
    pdf = Pdf("surgery.pdf")
    pages = pdf.reference(pdf.root, b"Pages")
    pdf.sub(pages, rb"/Kids \[", b"/Kids [ %d 0 R " % pages)
    pdf.write("pages.pdf")
    expect("pages.pdf", None)
    # Forms that draw one another, each twice.
    pdf = Pdf("surgery.pdf")
    first = max(pdf.objects) + 1
    for i in range(40):
        pdf.objects[first + i] = [b"<< /Type /XObject /Subtype /Form /BBox [ 0 0 9 9 ] /Resources << /XObject << /X %d 0 R >> >> >>" % (first + min(i + 1, 39)), b"/X Do /X Do " * 20]
    page = pdf.pages()[0]
    resources = pdf.reference(page, b"Resources")
    pdf.sub(resources, rb"<<", b"<< /XObject << /X %d 0 R >> " % first)
    pdf.objects[pdf.content()][1] += b"\n/Artifact BMC /X Do EMC\n"
    pdf.write("forms.pdf")
    verify("forms.pdf")
    # A code that stands for a novel.
    pdf = Pdf("surgery.pdf")
    for number, (head, data) in list(pdf.objects.items()):
        if data and b"beginbfchar" in data:
            pdf.objects[number][1] = b"1 beginbfrange <00> <ff> <" + b"0041" * 250 + b"> endbfrange"
    pdf.objects[pdf.content()][1] += b"/P << /MCID 999 >> BDC BT /" + re.search(rb"/(\S+) [\d.]+ Tf", pdf.objects[pdf.content()][1]).group(1) + b" 9 Tf (" + b"x" * 1000000 + b") Tj ET EMC"
    pdf.write("novel.pdf")
    expect("novel.pdf", None, "its pages say more than 64 MB")
    # Marks that never end, and text in them.
    pdf = Pdf("surgery.pdf")
    pdf.objects[pdf.content()][1] += b"/P << /MCID 9 >> BDC " * 200000 + b"(x) Tj " * 200000
    pdf.write("marks.pdf")
    verify("marks.pdf")
    pdf = Pdf("surgery.pdf")
    pdf.objects[pdf.content()][1] += b"q /X 9 Tf " * 300000
    pdf.write("fonts.pdf")
    verify("fonts.pdf")
    epub = Epub("surgery.epub")
    epub.sub("text/surgery.xhtml", "<body>", "<body>" + "<div>" * 100000)
    epub.write("deep.epub")
    expect("deep.epub", None, "nested too deep")
    epub = Epub("surgery.epub")
    epub.sub("package.opf", 'href="text/surgery.xhtml"', 'href="../../../etc/passwd"')
    epub.write("outside.epub")
    if "outside.epub: incomplete" not in verify("outside.epub"):
        flunk("an entry outside of the archive is followed")
    pdf = Pdf("surgery.pdf")
    pdf.xmp(rb"<sts:title>", b"<sts:title>\xc2\x9b31m")
    pdf.xmp(rb"<sts:printedFingerprint>....", b"<sts:printedFingerprint>0000")
    pdf.write("escape.pdf")
    if "\x9b" in verify("escape.pdf", status=1):
        flunk("a file's words reach the terminal as commands")


def plain(objects):
    """A file of these objects, numbered from 1, the first its catalog."""
    out, places = bytearray(b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n"), []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + text + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))


def small_traps():
    """A few kilobytes that would take gigabytes, or all of the stack: told at once, and the file after them is judged."""
    twice = zlib.compress(zlib.compress(bytes(40 << 20)))
    packed = b"/Type /ObjStm /N 2 /First 11 /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n" % len(twice) + twice + b"\nendstream"
    count = 30000
    traps = {
        "line end": plain([b"<< >>"]).replace(b"1 0 obj", b"1 0\nobj").replace(b"<< >>", b"<< " + packed),
        "string": plain([b"<< /A (stream) " + packed]),
        "object": plain([b"<< /A (1 0 obj) " + packed]),
        "comment": plain([b"<< /A 1 %stream\n" + packed]),
        "sign": plain([b"<< " + packed.replace(b"/Filter", b"/F#69lter")]),
        "key twice": plain([b"<< /Filter /FlateDecode " + packed]),
        "lengths": plain([b"<< /Pages 2 0 R >>"] + [b"<< /Length %d 0 R >>\nstream\nx\nendstream" % (n + 3) for n in range(count)] + [b"1"]),
        "pages": plain([b"<< /Type /Catalog /Pages 2 0 R >>"] + [b"<< /Type /Pages /Count 1 /Kids [ %d 0 R ] >>" % (n + 3) for n in range(count)] + [b"<< /Type /Page >>"]),
        "words": plain([b"<< " + b"1 0 obj << " * 20000]),
    }
    rows = b"".join(b"\2" + (n + 1).to_bytes(4, "big") + b"\0" for n in range(count))
    table = b"%%PDF-1.7\n9 0 obj\n<< /Type /XRef /Size %d /W [ 1 4 1 ] /Root 1 0 R /Length %d >>\nstream\n" % (count, len(rows)) + rows
    traps["object streams"] = table + b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n"
    traps["object streams, hidden"] = traps["object streams"].replace(b"/XRef", b"/XR#65f")
    traps["object streams, widths elsewhere"] = traps["object streams"].replace(b"[ 1 4 1 ]", b"7 0 R")
    for name, data in traps.items():
        pathlib.Path("trap.pdf").write_bytes(data)
        began = time.monotonic()
        done = call("--verify", "-C", ROOT / "content", "trap.pdf", "surgery.pdf", seconds=SECONDS, memory=None if SANITIZED else 500 << 20)
        if done.returncode != 1 or not done.stdout.startswith("trap.pdf: unknown\n") or "surgery.pdf: current" not in done.stdout:
            flunk(f"{name}: exit status {done.returncode}: {done.stdout}{done.stderr}")
        if time.monotonic() - began > (60 if SANITIZED else 2):
            flunk(f"{name}: took {time.monotonic() - began:.1f} s")


def large_library():
    """A library of many sections, with faults in others, delays nothing but the reading of it."""
    folder = pathlib.Path("many")
    folder.mkdir()
    count = 2000
    names = [f"s{i}" for i in range(count)]
    (folder / "library.yaml").write_text(
        "title: Many\nlanguage: en\nidentifier: urn:uuid:5b0f9a54-7a0e-4d7e-9c0b-6a1d5a6c1f55\nstatus: sample\ndisclaimer: No advice.\nsections:\n" + "".join(f"- {n}\n" for n in [*names, "nowhere"]))
    for i, name in enumerate(names):
        date = "" if i % 7 == 1 else "last-revised: 2018-04-06\n"
        (folder / f"{name}.md").write_text(f'---\ntitle: Section {name}\n{date}references: {{waived: "none"}}\n---\n\nSee [another](s{(i + 7) % count}.md).\n')
    text = (folder / "library.yaml").read_text()
    (folder / "library.yaml").write_text(text.replace("- nowhere\n", ""))
    subprocess.run([PROGRAM, "--quiet", "-C", folder, "--pdf", "s0", "-o", "s0.pdf"], check=True)
    (folder / "library.yaml").write_text(text)
    done = bounded("--verify", "-C", folder, "s0.pdf")
    if done.stdout != "s0.pdf: current\n":
        flunk(f"a handout of a faulty library: {done.stdout}{done.stderr}")


def main():
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)
        subprocess.run([PROGRAM, "--quiet", "-C", ROOT / "content", "--pdf", "--epub", "surgery"], check=True)
        for test in (not_ours, damaged, locked, bombs, trees, small_traps, large_library):
            before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
            test()
            print(f"{test.__name__}: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before:.1f} s")
    return finish()


if __name__ == "__main__":
    sys.exit(main())
