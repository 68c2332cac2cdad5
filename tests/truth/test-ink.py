#!/usr/bin/env python3
"""Every character of a Chinese book is seen: it has ink on the page where the text says that it stands, and without a font for it each is told.

Fonts with outlines in CFF, as those of Chinese are, lost some of their characters in print when cairo cut them down; the text that is copied or heard still had them.
"""
import html
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.append(os.environ["STS_SOURCE_DIR"] + "/tests/cli")
from exported import page_text  # noqa: E402
from program import CJK, HAVE_CJK, ROOT, finish, flunk, run  # noqa: E402

LIBRARY = ROOT / "tests/fixtures/chinese"
SCALE = 2  # pixels a point
HAN = re.compile(r"[\u4e00-\u9fff]")


def judge_missing():
    """No font that comes with the program has them."""
    told = run("--check", "-C", LIBRARY, status=1).stdout
    # Not comments, ids or what is said of figures that no reader sees as letters.
    text = "".join(re.sub(r"^#.*$|!\[.*?\]|\(.*?\)|^(language|identifier|status):.*$", "", path.read_text(encoding="utf-8"), flags=re.M) for path in LIBRARY.rglob("*.[my][da]*"))
    for character in sorted(set(HAN.findall(text))):
        if f"U+{ord(character):04X} “{character}”" not in told:
            flunk(f"no font has {character}, and nothing says so")


def read_page(path):
    """Width and gray levels of a picture in the format PGM."""
    data = path.read_bytes()
    header = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data)
    return int(header.group(1)), data[header.end() :]


def has_ink(width, pixels, left, top, right, bottom):
    rows = (pixels[y * width + int(left * SCALE) : y * width + int(right * SCALE)] for y in range(int(top * SCALE), int(bottom * SCALE)))
    levels = b"".join(rows)
    return bool(levels) and max(levels) - min(levels) > 60


def judge_ink(folder, style):
    path = folder / f"{style}.pdf"
    run("--quiet", "--pdf", "--book", "-C", LIBRARY, "--fonts", CJK, "--style", style, "-o", path)
    subprocess.run(["pdftoppm", "-r", str(72 * SCALE), "-gray", path, folder / style], check=True)
    boxes = page_text(path, "-bbox")
    pictures, seen = sorted(folder.glob(f"{style}-*.pgm")), 0
    for page, picture in zip(boxes.split("<page ")[1:], pictures, strict=True):
        width, pixels = read_page(picture)
        for left, top, right, bottom, word in re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', page):
            left, top, right, bottom, word = float(left), float(top), float(right), float(bottom), html.unescape(word)
            # Characters of Chinese are equally wide; a word with others in it is not parted.
            step = (right - left) / len(word)
            parts = [(left + i * step, left + (i + 1) * step, c) for i, c in enumerate(word)] if all(map(HAN.match, word)) else [(left, right, word)]
            for start, end, part in parts:
                seen += len(HAN.findall(part))
                if not has_ink(width, pixels, start, top, end, bottom):
                    flunk(f"{style}: “{part}” of “{word}” is not seen at {start:.0f}, {top:.0f}")
    if seen < 300:
        flunk(f"{style}: only {seen} characters were looked at")


def main():
    judge_missing()
    if not HAVE_CJK:
        print("skipped: there is no font for Chinese (package fonts-noto-cjk)")
        return finish() or 77
    with tempfile.TemporaryDirectory() as scratch:
        for style in ("handout", "large-print"):
            judge_ink(pathlib.Path(scratch), style)
    return finish()


if __name__ == "__main__":
    sys.exit(main())
