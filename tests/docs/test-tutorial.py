"""The tutorial: each of its commands is run in the order in which it stands there, answers what it says, and shows what the picture below it shows.

STS_UPDATE=1 draws the pictures anew.
"""
import os
import pathlib
import re
import shlex
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

SOURCE = pathlib.Path(os.environ["STS_SOURCE_DIR"])
PROGRAM = os.environ["STS_BINARY"]
PAGE = SOURCE / "docs/tutorial.md"
PIECES = re.compile(r"^```(\w+)\n(.*?)^```$|^!\[[^\]]+\]\((\S+)\)$", re.M | re.S)
# Of pixels, so many may be quite different: versions of poppler smooth letters in other ways.
DOTS, DIFFERENT, PART = 60, 96, 0.0005
faults = []


def run(command, folder):
    """What a command prints, in both streams; cd is the shell's, and so here."""
    words = shlex.split(command)
    if words[0] == "cd":
        return folder / words[1], ""
    assert words[0] == "sts-export", command
    done = subprocess.run([PROGRAM, *words[1:]], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return folder, done.stdout


def follow_console(block, folder):
    for call in re.split(r"^\$ ", block, flags=re.M)[1:]:
        command, _, wanted = call.partition("\n")
        folder, found = run(command, folder)
        if found != wanted:
            faults.append(f"“{command}” answers\n{found}and not\n{wanted}")
    return folder


def change(path, block):
    """Each line of the block takes the place of that with the same key."""
    text = path.read_text()
    for line in block.splitlines():
        text, count = re.subn(rf"^{re.escape(line.partition(':')[0])}:.*$", lambda _, line=line: line, text, flags=re.M)
        if count != 1:
            faults.append(f"{path.name} has no line that “{line}” takes the place of")
    path.write_text(text)


def pixels(path):
    """(size, bytes) of a PNG of 8 bits in red, green and blue (PNG, third edition, section 9)."""
    data, at, found = path.read_bytes(), 8, {}
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        found[kind] = found.get(kind, b"") + data[at + 8 : at + 8 + size]
        at += 12 + size
    width, height, depth, color = struct.unpack(">IIBB", found[b"IHDR"][:10])
    assert (depth, color) == (8, 2), path
    raw, stride, before, out = zlib.decompress(found[b"IDAT"]), width * 3, bytes(width * 3), bytearray()
    for row in range(height):
        kind, line = raw[row * (stride + 1)], bytearray(raw[row * (stride + 1) + 1 : (row + 1) * (stride + 1)])
        for i in range(stride):
            left, up, corner = line[i - 3] if i > 2 else 0, before[i], before[i - 3] if i > 2 else 0
            nearest = min((left, up, corner), key=lambda value, all_three=left + up - corner: abs(all_three - value))
            line[i] = line[i] + (0, left, up, (left + up) // 2, nearest)[kind] & 255
        out += line
        before = line
    return (width, height), bytes(out)


def compare_picture(name, folder):
    """The picture is that of the page which the command above it drew."""
    stem, page = re.fullmatch(r"tutorial/(.+)-(\d+)\.png", name).groups()
    drawn = folder / "drawn"
    subprocess.run([PROGRAM, "-q", "--preview", stem, "--page", page, "--dpi", str(DOTS), "-o", drawn], cwd=folder, check=True)
    drawn /= f"{stem}-{page}.png"
    if not (folder / drawn.name).exists():
        faults.append(f"no command above draws {drawn.name}")
    if os.environ.get("STS_UPDATE"):
        shutil.copy(drawn, PAGE.parent / name)
    (size, found), (shown_size, shown) = pixels(drawn), pixels(PAGE.parent / name)
    different = sum(abs(a - b) > DIFFERENT for a, b in zip(found, shown)) / len(shown)
    if size != shown_size or different > PART:
        faults.append(f"docs/{name} is not the page as it is today ({size}, {different:.2%} of it are different); STS_UPDATE=1 draws it anew")


def follow(text, folder):
    for match in PIECES.finditer(text):
        kind, block, picture = match.groups()
        named = re.findall(r"`([\w.-]+)`", text[: match.start()].rstrip().rpartition("\n")[2])
        if picture:
            compare_picture(picture, folder)
        elif kind == "console":
            folder = follow_console(block, folder)
        elif kind == "yaml":
            change(folder / named[0], block)
        elif kind == "markdown":
            (folder / named[0]).write_text(block)
        else:
            faults.append(f"a block of {kind}: the test does not know what to do with it")


if not shutil.which("pdftoppm"):
    print("pdftoppm is missing: install the package poppler-utils")
    sys.exit(77)
with tempfile.TemporaryDirectory() as name:
    follow(PAGE.read_text(), pathlib.Path(name))
if PAGE.read_text().count("$ sts-export") < 10:
    faults.append("the commands of the tutorial were not found")
print("\n".join(faults) or "all of the tutorial is so")
sys.exit(1 if faults else 0)
