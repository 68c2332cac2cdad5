#!/usr/bin/env python3
"""Each input of tests/fixtures/hostile, with which programs were killed or led out, ends soon, with little memory, a status that says what it is, and nothing left behind."""
import base64
import os
import pathlib
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import zlib

sys.path.insert(0, os.path.dirname(__file__))
from exported import Epub  # noqa: E402
from program import PROGRAM, ROOT, finish, flunk, run  # noqa: E402

HOSTILE = ROOT / "tests/fixtures/hostile"
SECONDS, MEMORY_KB = 2, 500 << 10
SANITIZED = "STS_SANITIZED" in os.environ
SECTION = "---\ntitle: T\nlanguage: en\nidentifier: urn:uuid:f1714538-5325-4bcd-a9f5-06d591ddc7ac\nlast-revised: 2024-01-02\nreferences: {waived: none}\ndisclaimer: D.\n---\n\n![A drawing of an arm.](NAME)\n"


def png(side):
    """A white picture of a few kilobytes for each thousand pixels of its side."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compressobj(9)
    packed = b"".join(rows.compress(b"\0" + b"\xff" * (side // 8)) for _ in range(side)) + rows.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def listing(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def expect(what, folder, arguments, status, *texts):
    """Runs the program in the folder, and looks what it took and left."""
    before = listing(folder)
    process = subprocess.Popen([PROGRAM, *map(str, arguments)], cwd=folder, env=os.environ | {"TMPDIR": str(folder)}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said = process.stdout.read()
    _, code, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(code)
    seconds = usage.ru_utime + usage.ru_stime
    if process.returncode != status:
        ended = signal.Signals(-process.returncode).name if process.returncode < 0 else f"exit status {process.returncode}"
        flunk(f"{what}: {ended}, not {status}: {said}")
    for text in texts:
        if text not in said:
            flunk(f"{what}: “{text}” is not in: {said}")
    if not SANITIZED and (seconds > SECONDS or usage.ru_maxrss > MEMORY_KB):
        flunk(f"{what}: {seconds:.1f} s, {usage.ru_maxrss >> 10} MB")
    if listing(folder) != before:
        flunk(f"{what} leaves {set(listing(folder)) ^ set(before)}")
    print(f"{what:50} status {process.returncode}, {seconds:5.2f} s, {usage.ru_maxrss >> 10:4} MB")


def test_files(folder):
    for name in ("object-stream-chain.pdf", "newline-obj.pdf", "stream-in-string.pdf"):
        shutil.copy(HOSTILE / name, folder)
        expect(name, folder, ["--verify", "-C", ROOT / "content", name, "good.pdf"], 1, f"{name}: unknown", "good.pdf: current")


def test_packed(folder):
    """Last, since the memory that this process needs for it counts for those that it starts then."""
    book = Epub(folder / "good.epub")
    name = next(n for n in book.entries if n.endswith("/surgery.xhtml"))
    book.entries[name] = book.entries[name].replace(b"</body>", b"<p>x</p>" * (6 << 20) + b"</body>")
    book.write(folder / "small.epub")
    expect("an EPUB that unpacks to 48 MB", folder, ["--verify", "-C", ROOT / "content", "small.epub", "good.epub"], 1, "small.epub: unknown", "good.epub: current")


def test_drawings(folder):
    data = base64.b64encode(png(30000)).decode()
    (folder / "nested-png-30000.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image width="9" height="9" href="data:image/png;base64,{data}"/></svg>')
    for path in (HOSTILE / "svg").glob("*.svg"):
        shutil.copy(path, folder)
    for path in sorted(folder.glob("*.svg")):
        (folder / "one.md").write_text(SECTION.replace("NAME", path.name))
        expect(f"{path.name} --check", folder, ["--check", "-C", "one.md"], 1, f"“{path.name}” cannot be used")
        expect(f"{path.name} --pdf --epub", folder, ["--pdf", "--epub", "--all", "-C", "one.md", "-o", "."], 1, "[image-broken]", "nothing was written")


def test_slots(folder):
    """A paragraph of nothing but slots takes memory as it is long, not as its square."""
    (folder / "slots.md").write_text(SECTION[:SECTION.index("!")] + "{clinic.phone: x} " * 12000 + "\n")
    expect("slots", folder, ["--check", "slots.md"], 1, "text-long")


def test_text(folder):
    shutil.copy(HOSTILE / "control.md", folder)
    expect("control.md --check", folder, ["--check", "-C", "control.md"], 1, "[control-character]")
    expect("control.md --epub", folder, ["--epub", "--all", "-C", "control.md", "-o", "."], 1, "nothing was written")


def main():
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        run("--quiet", "-C", ROOT / "content", "--pdf", "--epub", "surgery", "-o", f"{folder}/")
        for format_name in ("pdf", "epub"):
            (folder / f"surgery.{format_name}").rename(folder / f"good.{format_name}")
        test_files(folder)
        test_drawings(folder)
        test_slots(folder)
        test_text(folder)
        test_packed(folder)
    return finish()


if __name__ == "__main__":
    sys.exit(main())
