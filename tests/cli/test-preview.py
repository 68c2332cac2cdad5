#!/usr/bin/env python3
"""--preview: pages as PNG, those of the PDF that an export writes; all of them or none, and never in the place of what is not an earlier picture."""
import os
import pathlib
import shutil
import subprocess
import struct
import sys
import tempfile
import zlib

sys.path.insert(0, os.path.dirname(__file__))
from program import PROGRAM, ROOT, finish, flunk, run, same, wants  # noqa: E402

STARTER, LANGUAGES = ROOT / "starter", ROOT / "tests/fixtures/languages"
SECTION = "hand-washing"
PDFTOPPM = shutil.which("pdftoppm")


def chunks(data):
    assert data.startswith(b"\x89PNG\r\n\x1a\n"), data[:8]
    at = 8
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + size]
        if zlib.crc32(kind + body) != struct.unpack(">I", data[at + 8 + size : at + 12 + size])[0]:
            flunk(f"the checksum of {kind} is wrong")
        yield kind, body
        at += 12 + size


def picture(path):
    """(width, height, bytes of the lines)."""
    found = list(chunks(path.read_bytes()))
    return struct.unpack(">II", found[0][1][:8]), zlib.decompress(b"".join(body for kind, body in found if kind == b"IDAT"))


def names(folder):
    return sorted(os.listdir(folder))


def draws_the_pdf(scratch):
    """The pictures are those that pdftoppm makes of an exported file."""
    for book, name in (([], SECTION), (["--book"], "our-handouts")):
        out = scratch / f"pictures of {name}; $(touch shell)"
        chosen = book or [SECTION]
        done = run("--preview", "-C", STARTER, *chosen, "-o", out)
        run("--pdf", "-C", STARTER, *chosen, "-o", scratch / f"{name}.pdf")
        subprocess.run([PDFTOPPM, "-png", "-r", "96", scratch / f"{name}.pdf", scratch / name], check=True)
        wanted = sorted(scratch.glob(f"{name}-*.png"))
        same(f"files of {name}", names(out), [path.name for path in wanted])
        same("what it says", done.stdout.splitlines(), [f"wrote {out}/{path.name}" for path in wanted])
        same("messages", done.stderr, "")
        for path in wanted:
            same(f"{path.name} is page of the PDF", picture(out / path.name) == picture(path), True)
        same("its size", picture(out / f"{name}-1.png")[0], (816, 1056))
    if os.path.exists("shell") or (scratch / "shell").exists():
        flunk("a shell has read the name of the folder")


def takes_options(scratch):
    def draw(*arguments, library=STARTER):
        out = scratch / "taken"
        shutil.rmtree(out, ignore_errors=True)
        run("-q", "--preview", "-C", library, *arguments, "-o", f"{out}/")
        return {path.name: picture(path) for path in sorted(out.iterdir())}

    same("pages 2-", list(draw(SECTION, "--page", "2-", "--dpi", "24")), [f"{SECTION}-2.png"])
    same("pages 1-1", list(draw(SECTION, "--page", "1-1")), [f"{SECTION}-1.png"])
    same("pages of a book", list(draw("--book", "--page", "2-3", "--dpi", "24")), ["our-handouts-2.png", "our-handouts-3.png"])
    same("24 dots per inch", draw(SECTION, "--page", "1", "--dpi", "24")[f"{SECTION}-1.png"][0], (204, 264))
    width, height = draw(SECTION, "--page", "1", "--dpi", "150", "--paper", "a4")[f"{SECTION}-1.png"][0]
    same("A4 in 150 dots per inch", (abs(width - 1240) <= 1, abs(height - 1754) <= 1), (True, True))
    plain, other = draw(SECTION, "--page", "1"), draw(SECTION, "--page", "1", "--no-clinic")
    same("a clinic makes a difference", plain == other, False)
    same("a style makes a difference", draw(SECTION, "--page", "1", "--style", "large-print") == plain, False)
    same("one in Spanish", "surgery.es-1.png" in draw("surgery", "--language", "es", "--dpi", "24", library=ROOT / "content"), True)
    ten = list(draw("--book", "--page", "9-10", "--dpi", "24", library=ROOT / "content"))
    same("numbers are not filled up", ten, ["treating-soft-tissue-sarcomas-10.png", "treating-soft-tissue-sarcomas-9.png"])


def replaces_its_own_alone(scratch):
    out = scratch / "places"
    out.mkdir()
    foreign = out / f"{SECTION}-2.png"
    foreign.write_bytes(next(scratch.glob(f"{SECTION}-1.png")).read_bytes())
    before = foreign.read_bytes()
    wants(run("--preview", "-C", STARTER, SECTION, "-o", out, status=2), "exists, and sts-export did not write it; move it away")
    same("a folder with a picture of somebody's", (names(out), foreign.read_bytes()), ([foreign.name], before))
    foreign.unlink()
    run("-q", "--preview", "-C", STARTER, SECTION, "-o", out)
    shutil.copy(out / f"{SECTION}-2.png", out / f"{SECTION}-3.png")
    shutil.copy(next(scratch.glob(f"{SECTION}-1.png")), out / f"{SECTION}-4.png")
    run("-q", "--preview", "-C", STARTER, SECTION, "--page", "1", "-o", out)
    same("pages beside that which is asked for", f"{SECTION}-3.png" in names(out), True)
    wants(run("--preview", "-C", STARTER, SECTION, "-o", out), f"(?m)^removed .*/{SECTION}-3.png, a page that there is no more$", "stdout")
    same("pages that there are no more", names(out), [f"{SECTION}-1.png", f"{SECTION}-2.png", f"{SECTION}-4.png"])
    # What has not changed is not written again.
    first = (out / f"{SECTION}-1.png").stat()
    wants(run("--preview", "-C", STARTER, SECTION, "-o", out), rf"^unchanged .*/{SECTION}-1.png\nunchanged .*/{SECTION}-2.png\n$", "stdout")
    same("time and file of what has not changed", ((out / f"{SECTION}-1.png").stat().st_mtime_ns, (out / f"{SECTION}-1.png").stat().st_ino), (first.st_mtime_ns, first.st_ino))
    wants(run("--preview", "--force", "-C", STARTER, SECTION, "-o", out), rf"^wrote .*/{SECTION}-1.png\n", "stdout")
    same("a file that was forced", (out / f"{SECTION}-1.png").stat().st_ino == first.st_ino, False)
    # A picture that the library shows is a source, whoever made it.
    library = scratch / "library"
    run("-q", "--new", library)
    run("-q", "--preview", "-C", library, SECTION, "--page", "1", "--dpi", "24", "-o", library)
    text = library / f"{SECTION}.md"
    text.write_text(text.read_text() + f"\n![The first page of this sheet, small, with its title in green]({SECTION}-1.png)\n")
    wants(run("--preview", "-C", library, SECTION, "-o", library, status=2), "would overwrite .*, which this call reads")


def writes_all_or_nothing(scratch):
    library = scratch / "two"
    run("-q", "--new", library)
    (library / "second.md").write_text((library / f"{SECTION}.md").read_text().replace("id: hand-washing", "id: second"))
    run("-q", "--new-section", "third", "-C", library)
    yaml = library / "library.yaml"
    yaml.write_text(yaml.read_text().replace("  - third", "  - second\n  - third"))
    out = scratch / "whole"
    wants(run("--preview", "-C", library, SECTION, "second", "third", "-o", out, status=1), "nothing was written")
    same("a folder of what failed", out.exists(), False)
    fakes = scratch / "fakes"
    fakes.mkdir()
    fake = fakes / "pdftoppm"

    def with_fake(script, status, *arguments):
        fake.write_text(f"#!/bin/sh\n{script}\n")
        fake.chmod(0o755)
        done = subprocess.run([PROGRAM, "--preview", "-C", library, *arguments, "-o", out], capture_output=True, text=True, check=False,
                              env={**os.environ, "PATH": f"{fakes}:/usr/bin:/bin", "SECRET": "x"})
        same(f"exit status with “{script}”", done.returncode, status)
        same(f"what is left with “{script}”", out.exists(), False)
        return done

    wants(with_fake("echo 'Syntax Error: broken' >&2; exit 1", 3, SECTION), "pdftoppm cannot draw the pages: Syntax Error: broken")
    wants(with_fake("exit 0", 3, SECTION), "it does not say why")
    wants(with_fake("kill -9 $$", 3, SECTION), "it does not say why")
    wants(with_fake("for last; do :; done; echo text >$last-1.png", 3, SECTION), "page 1 is no PNG")
    # The second fails, after the first was drawn.
    wants(with_fake(f'[ -e {scratch}/drawn ] && exit 1; touch {scratch}/drawn; exec {PDFTOPPM} "$@"', 3, SECTION, "second"), "second: pdftoppm cannot")
    same("the first was drawn", (scratch / "drawn").exists(), True)
    done = with_fake("env >&2; exit 1", 3, SECTION)
    if "LC_ALL=C" not in done.stderr or "SECRET" in done.stderr:
        flunk(f"the environment of pdftoppm: {done.stderr}")
    done = subprocess.run([PROGRAM, "--preview", "-C", library, SECTION, "-o", out], capture_output=True, text=True, check=False, env={**os.environ, "PATH": "/nowhere"})
    same("without pdftoppm", (done.returncode, done.stderr), (3, "sts-export: pdftoppm, which draws pages, is not installed (package poppler-utils)\n"))
    # What a call that was killed has left.
    out.mkdir()
    left = out / ".preview.sts-4194305-00000000"
    left.mkdir()
    (left / "pages.pdf").write_text("x")
    run("-q", "--preview", "-C", library, SECTION, "--page", "1", "-o", out)
    same("what a killed call left", names(out), [f"{SECTION}-1.png"])


def refuses(scratch):
    def refused(text, *arguments, status=2):
        wants(run("--preview", "-C", STARTER, *arguments, "-o", scratch / "refused", status=status), text)

    for pages in ("0", "3-1", "-2", "1-2-3", "1,2", "a", "", "100000", "1-100000", "99999999999999999999", " 1", "1 "):
        refused("^sts-export: --page needs pages such as 1, 1-3 or 2-, not “", SECTION, f"--page={pages}")
    for dpi in ("23", "601", "0", "-96", "96.5", "x", ""):
        refused("^sts-export: --dpi needs a whole number from 24 to 600, not “", SECTION, f"--dpi={dpi}")
    refused("^sts-export: hand-washing: there is no page 3; the last one is page 2$", SECTION, "--page", "3")
    refused("^sts-export: hand-washing: there is no page 7; the last one is page 2$", SECTION, "--page", "2-7")
    refused("say which section to preview, or --all, or --book")
    refused("choose one", "--all", "--book")
    refused("leave out “hand-washing”", "--all", SECTION)
    refused("draws pages as PNG; leave out --pdf", SECTION, "--pdf")
    refused("there is no section “hands”", "hands")
    refused("--linearize works only with --pdf", SECTION, "--linearize")
    refused("cannot be combined", SECTION, "--check")
    same("a folder for calls that are refused", (scratch / "refused").exists(), False)
    wants(run("--preview", "-C", STARTER, SECTION, "-o", "-", status=2), "name a folder with --output, not “-”")
    wants(run("--preview", "-C", STARTER, SECTION, "-o", scratch / "x.png", status=2), "name a folder with --output")
    (scratch / "file").write_text("x")
    wants(run("--preview", "-C", STARTER, SECTION, "-o", scratch / "file", status=2), "which is no folder; --preview writes a file for each page")
    wants(run("--preview", "-C", STARTER, SECTION, "-o", scratch / "no/where", status=3), "cannot be made")
    wants(run("--pdf", "-C", STARTER, SECTION, "--page", "1", status=2), "--page works only with --preview")
    wants(run("--check", "-C", STARTER, "--dpi", "96", status=2), "--dpi works only with --preview")
    wants(run("--verify", "-C", STARTER, next(scratch.glob(f"{SECTION}-1.png")), status=1), "unknown", "stdout")


if not PDFTOPPM:
    print("pdftoppm is missing: install the package poppler-utils")
    sys.exit(77)
with tempfile.TemporaryDirectory() as name:
    home = pathlib.Path(name).resolve()
    draws_the_pdf(home)
    takes_options(home)
    replaces_its_own_alone(home)
    writes_all_or_nothing(home)
    refuses(home)
sys.exit(finish())
