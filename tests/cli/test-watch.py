#!/usr/bin/env python3
"""--watch: writes again when what it reads changes, however that is saved; keeps the last good file; tells faults as they come and go."""
import os
import pathlib
import queue
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

from program import PROGRAM, call, environment, finish, flunk, run, same, wants

LIBRARY = """title: Passages
language: en
identifier: urn:uuid:2a0f2c6f-9f6e-4b9f-8f53-3f0a2f7a5d12
status: draft
disclaimer: Ask your doctor.
sections: [surgery, radiation, chemotherapy]
"""
FRONT = """---
title: {}
last-revised: 2024-01-02
references: ["Smith A. A work. 2020."]
---

"""
SURGERY = FRONT.format("Surgery") + "A text, before [radiation](radiation.md).\n\n![[call]]\n"
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><rect width="90" height="90"/></svg>\n'
FILES = {
    "library.yaml": LIBRARY,
    "surgery.md": SURGERY,
    "radiation.md": FRONT.format("Radiation") + "Another.\n",
    "chemotherapy.md": FRONT.format("Chemotherapy") + "A third.\n",
    "shared/call.md": "When to call: at once.\n",
}
# Whatever else the machine does meanwhile.
PATIENCE = 60


def write_library(folder):
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


class Watch:
    """A call that goes on, and what it says."""

    def __init__(self, *arguments, folder=None):
        self.process = subprocess.Popen([PROGRAM, *map(str, arguments), "--watch"], cwd=folder, text=True, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment(["--watch"]))
        self.lines = queue.Queue()
        threading.Thread(target=self.read, daemon=True).start()
        self.what = " ".join(map(str, arguments))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def read(self):
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def until(self, pattern, never=None):
        """Waits for a line; returns those before it, none of which may match `never`."""
        before, end = [], time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                line = self.lines.get(timeout=0.1)
            except queue.Empty:
                if self.process.poll() is not None and self.lines.empty():
                    break
                continue
            if re.search(pattern, line):
                return before
            if never and re.search(never, line):
                flunk(f"{self.what}: says {line}")
            before.append(line)
        flunk(f"{self.what}: never says /{pattern}/, but {before}")
        return before

    def ends(self, status):
        try:
            same(f"{self.what}: exit status", self.process.wait(PATIENCE), status)
        except subprocess.TimeoutExpired:
            flunk(f"{self.what}: does not end")


def rename_over(path, text):
    aside = path.with_name(f"{path.name}.new")
    aside.write_text(text)
    aside.rename(path)


def keep_copy(path, text):
    """As editors do that keep the old file under another name."""
    path.rename(path.with_name(f"{path.name}~"))
    path.write_text(text)


def test_saving(library, scratch):
    """Texts, passages, titles of other sections, the library's file, styles: saved in place, by renaming, with a copy."""
    sheet = scratch / "sheet.pdf"
    with Watch("--pdf", "surgery", "-C", library, "-o", sheet) as watch:
        watch.until("^wrote ")
        watch.until("watching .*Ctrl")
        changes = [
            (rename_over, "surgery.md", SURGERY + "\nRenamed.\n"),
            (keep_copy, "surgery.md", SURGERY + "\nCopied.\n"),
            (pathlib.Path.write_text, "surgery.md", SURGERY + "\nWritten.\n"),
            (pathlib.Path.write_text, "shared/call.md", "When to call: today.\n"),
            (pathlib.Path.write_text, "library.yaml", LIBRARY.replace("Ask your", "Call your")),
            (pathlib.Path.write_text, "styles/handout.yaml", "extends: handout\npage: {paper: a4}\n"),
            (pathlib.Path.write_text, "surgery.md", SURGERY + "\n![A square](pictures/new/square.svg)\n"),
            (pathlib.Path.write_text, "pictures/new/square.svg", SQUARE),
            (pathlib.Path.write_text, "pictures/new/square.svg", SQUARE.replace("90", "120")),
        ]
        for save, name, text in changes:
            before = sheet.read_bytes()
            (library / name).parent.mkdir(parents=True, exist_ok=True)
            save(library / name, text)
            if "square.svg)" in text:
                watch.until("there is no image")
                watch.until("nothing was written")
                if sheet.read_bytes() != before:
                    flunk("a missing picture cost the last good sheet")
                continue
            watch.until("^wrote ")
            if sheet.read_bytes() == before and "120" not in text:
                flunk(f"{name}: the sheet is the same")
            run("--verify", "-C", library, sheet)
        watch.process.send_signal(signal.SIGINT)
        watch.ends(-signal.SIGINT)
    same("what is left", [path.name for path in scratch.iterdir() if "sts-" in path.name], [])


def test_unneeded(library, scratch):
    """What is not of the sheet, or has the same bytes, writes nothing; nor does what the call itself writes."""
    sheet = scratch / "again.epub"
    with Watch("--epub", "surgery", "-C", library, "-o", sheet) as watch:
        watch.until("watching ")
        os.utime(sheet, ns=(10**18, 10**18))
        (library / "chemotherapy.md").write_text(FILES["chemotherapy.md"] + "\nMore.\n")
        (library / "notes.txt").write_text("Nobody reads this.\n")
        (library / ".surgery.md").write_text("Nor this.\n")
        (library / "surgery.md~").write_text("Nor this.\n")
        (library / "surgery.md").write_text(SURGERY)
        watch.until("^unchanged ", never="^wrote")
        same("the time of a sheet of the same bytes", sheet.stat().st_mtime_ns, 10**18)
    inside = library / "here"
    inside.mkdir()
    with Watch("--pdf", "--epub", "surgery", "--depfile", "all.d", folder=library) as watch:
        watch.until("watching ")
        time.sleep(0.5)
        same("said of what it wrote itself", watch.lines.qsize(), 0)


def test_all(library, scratch):
    """Of several sheets, those are made again that a change is of; and what was told of the others is not mended by that."""
    out = scratch / "sheets"
    # What only laying out finds: a title that is too long for the foot.
    long = FRONT.format(f"Chemotherapy {'and so on ' * 30}") + "A third.\n"
    (library / "chemotherapy.md").write_text(long)
    with Watch("--pdf", "--epub", "--all", "-C", library, "-o", f"{out}/") as watch:
        if not any("chemotherapy.md" in line and ": warning: " in line for line in watch.until("watching ")):
            flunk("nothing is told of a title that is too long")
        changes = [("radiation.md", FILES["radiation.md"] + "\nMore.\n", ["surgery", "radiation"]),
                   ("shared/call.md", "When to call: today.\n", ["surgery"]),
                   ("chemotherapy.md", long + "\nMore.\n", ["chemotherapy"])]
        for name, text, wanted in changes:
            times = {path.name: path.stat().st_mtime_ns for path in out.iterdir()}
            rename_over(library / name, text)
            for section in wanted:
                watch.until(f"^(wrote|unchanged) .*/{section}.epub$", never="mended|chemotherapy.md:.*warning|error")
            time.sleep(0.3)
            same(f"{name}: said besides", list(watch.lines.queue), [])
            changed = {path.name for path in out.iterdir() if path.stat().st_mtime_ns != times[path.name]}
            if not changed or not changed <= {f"{section}.{suffix}" for section in wanted for suffix in ("pdf", "epub")}:
                flunk(f"{name}: written were {changed}")
        # One that is gone is made again.
        (out / "radiation.pdf").unlink()
        rename_over(library / "chemotherapy.md", FILES["chemotherapy.md"])
        watch.until("mended: .*chemotherapy.md")
        watch.until("^wrote .*radiation.pdf$")
        watch.until("^wrote .*chemotherapy.epub$")
        run("--verify", "-C", library, *out.iterdir())
        # What no sheet knew of may bear on all.
        rename_over(library / "library.yaml", LIBRARY.replace("Ask your", "Call your"))
        for section in ("surgery", "radiation", "chemotherapy"):
            watch.until(f"^wrote .*/{section}.epub$")
        run("--verify", "-C", library, *out.iterdir())


def test_preview(library, scratch):
    """Pictures of pages, which lie among those that texts show, are no change."""
    if not shutil.which("pdftoppm"):
        print("no pdftoppm: previews are not watched")
        return
    with Watch("--preview", "surgery", folder=library) as watch:
        watch.until("watching ")
        page = library / "surgery-1.png"
        before = page.read_bytes()
        rename_over(library / "surgery.md", SURGERY + "\nMore.\n")
        watch.until("^wrote .*surgery-1.png$")
        if page.read_bytes() == before:
            flunk("a preview shows another text by the same picture")
        time.sleep(1)
        same("said of what it drew itself", list(watch.lines.queue), [])
    same("what is left", [path.name for path in library.iterdir() if path.name.startswith(".")], [])


def test_pack(library, scratch):
    """A pack has again what has changed of it, in the sheets that show it."""
    if not shutil.which("pdftoppm"):
        print("no pdftoppm: packs are not watched")
        return
    rack = scratch / "rack"
    with Watch("--pack", rack, "-C", library) as watch:
        watch.until("watching ")
        before = (rack / "radiation.pdf").read_bytes()
        rename_over(library / "surgery.md", SURGERY + "\nMore.\n")
        watch.until("^wrote .*/surgery.pdf$", never="/radiation.pdf")
        watch.until("^.*/rack has [0-9]+ files: ")
        (library / "surgery.md").write_text(SURGERY.replace("last-revised", "lost-revised"))
        watch.until("nothing was written: ", never="^wrote ")
        same("a sheet that nothing changed", (rack / "radiation.pdf").read_bytes() == before, True)
        rename_over(library / "surgery.md", SURGERY)
        watch.until("^wrote .*/surgery.pdf$")
        watch.until("^.*/rack has [0-9]+ files: ")
    same("what is left", [path.name for path in scratch.iterdir() if path.name.startswith(".")], [])


def test_faults(library, scratch):
    sheet = scratch / "faulty.pdf"
    surgery = library / "surgery.md"
    with Watch("--pdf", "surgery", "-C", library, "-o", sheet) as watch:
        watch.until("watching ")
        good = sheet.read_bytes()
        surgery.write_text(SURGERY.replace("last-revised", "lost-revised"))
        watch.until(r"surgery\.md:.*\[missing-last-revised\]")
        watch.until("nothing was written: the content has 2 errors")
        if sheet.read_bytes() != good:
            flunk("an error cost the last good sheet")
        # Those that are told are not told again where they have moved; a new one is.
        surgery.write_text(SURGERY.replace("last-revised", "lost-revised").replace("---\n\n", "---\n\n\n\n<u>Underlined</u>\n\n"))
        watch.until(r"surgery\.md:9:1: error: .*\[raw-html\]", never=r"\[missing-last-revised\]")
        watch.until("nothing was written: the content has 3 errors", never=r"\[front-matter-key\]")
        if sheet.read_bytes() != good:
            flunk("an error cost the last good sheet")
        surgery.write_text(SURGERY.replace("---\n\n", "---\n\n<u>Underlined</u>\n\n"))
        said = watch.until("nothing was written: the content has 1 error", never=r"\[raw-html\]")
        same("what is mended is said", sorted(re.sub(r".*mended: \S*/surgery.md:\d+:\d+ ", "", line) for line in said),
             ["[front-matter-key]", "[missing-last-revised]"])
        surgery.write_text(SURGERY + "\nMended.\n")
        said = watch.until("^wrote ")
        same("what is mended is said", [re.sub(r".*mended: \S*/", "", line) for line in said], ["surgery.md:7:1 [raw-html]"])
        # No reader, no library, no section of that name: told, and it goes on.
        for name, text, says in (("library.yaml", "sections: [", "library.yaml:1:"), ("library.yaml", None, "is no library"),
                                 ("surgery.md", None, "there is no file")):
            old = (library / name).read_text()
            if text is None:
                (library / name).unlink()
            else:
                (library / name).write_text(text)
            watch.until(says)
            (library / name).write_text(old + ("\n" if name == "library.yaml" else "\nMore.\n"))
            watch.until("^(wrote|unchanged) ")


def test_half_saved(library, scratch):
    """An error that is over within 200 ms is not told."""
    surgery, whole = library / "surgery.md", SURGERY + "\nMore.\n"
    with Watch("--pdf", "surgery", "-C", library, "-o", scratch / "half.pdf") as watch:
        watch.until("watching ")
        for text in (whole, SURGERY):
            with surgery.open("w") as file:
                file.write(text[:20])
                file.flush()
                time.sleep(0.05)
                file.write(text[20:])
            watch.until("^(wrote|unchanged) ", never="error")
        surgery.unlink()
        surgery.write_text(whole)
        watch.until("^wrote ", never="error")
        with surgery.open("w") as file:
            file.write(SURGERY[:20])
            file.flush()
            watch.until(r"error: .*\[")
            file.write(SURGERY[20:])
        watch.until("mended: ")
        watch.until("^wrote ")


def test_first_call(library, scratch):
    """A library that is at fault from the beginning is waited for; a call that is wrong is not."""
    (library / "surgery.md").write_text(SURGERY.replace("last-revised", "lost-revised"))
    with Watch("--pdf", "surgery", "-C", library, "-o", scratch / "later.pdf") as watch:
        watch.until("nothing was written")
        watch.until("watching ")
        (library / "surgery.md").write_text(SURGERY)
        watch.until("^wrote ")
    for arguments, status in ((["nothing", "-C", library], 2), (["surgery", "-C", scratch / "none"], 2),
                              (["surgery", "-C", library, "--style", "none"], 2), (["surgery", "-C", library, "-o", scratch / "none" / "a.pdf"], 3)):
        run("--pdf", "--watch", *arguments, status=status)
    wants(run("--pdf", "--watch", "surgery", "-C", library, "-o", "-", status=2), "--watch writes files again")
    wants(run("--check", "--watch", "-C", library, status=2), "--watch works only with --pdf")


def test_elsewhere(library, scratch):
    """What a call reads outside the library: the clinic's file, a style, a folder of fonts."""
    elsewhere = scratch / "elsewhere"
    elsewhere.mkdir()
    clinic, style = elsewhere / "clinic.yaml", elsewhere / "mine.yaml"
    clinic.write_text("name: A clinic\nphone: 555-010-0100\n")
    style.write_text("extends: handout\n")
    (library / "texts").mkdir()
    (library / "surgery.md").rename(library / "texts" / "surgery-2024.txt")
    (library / "surgery.md").symlink_to("texts/surgery-2024.txt")
    with Watch("--pdf", "surgery", "-C", library, "-o", scratch / "out.pdf", "--clinic", clinic, "--style", style) as watch:
        watch.until("watching ")
        clinic.write_text("name: Another clinic\nphone: 555-010-0100\n")
        watch.until("^wrote ")
        rename_over(style, "extends: large-print\n")
        watch.until("^wrote ")
        (library / "texts" / "surgery-2024.txt").write_text(SURGERY + "\nMore.\n")
        watch.until("^wrote ")


def test_gone(scratch):
    """A folder that goes ends it, or is waited for, and never with a crash."""
    for go, inside in ((shutil.rmtree, False), (lambda path: path.rename(path.with_name("other")), False), (shutil.rmtree, True)):
        library = write_library(scratch / "going")
        arguments = ["--pdf", "surgery", "-o", scratch / "gone.pdf"]
        with Watch(*arguments, *([] if inside else ["-C", library]), folder=library if inside else None) as watch:
            watch.until("watching ")
            go(library)
            if inside:
                watch.until("sts-export: ")
            else:
                watch.until("is gone, so there is nothing to watch")
                watch.ends(3)
            if not (scratch / "gone.pdf").read_bytes().endswith(b"%%EOF\n"):
                flunk("a library that is gone cost the sheet")
    library, out = write_library(scratch / "staying"), scratch / "out"
    out.mkdir()
    with Watch("--pdf", "surgery", "-C", library, "-o", out) as watch:
        watch.until("watching ")
        shutil.rmtree(out)
        (library / "surgery.md").write_text(SURGERY + "\nMore.\n")
        # It was a folder, and is again.
        watch.until("^wrote .*/out/surgery.pdf$")
        # Another version of the whole library, as a program puts it there that changes folders.
        new = write_library(scratch / "new")
        (new / "surgery.md").write_text(SURGERY + "\nOf the new one.\n")
        library.rename(scratch / "old")
        new.rename(library)
        watch.until("^wrote ")
        (library / "surgery.md").write_text(SURGERY + "\nAnd again.\n")
        watch.until("^wrote ")


def test_no_reader(library, scratch):
    """Nobody reads what it says: it ends."""
    reading, writing = os.pipe()
    process = subprocess.Popen([PROGRAM, "--pdf", "surgery", "-C", library, "-o", scratch / "piped.pdf", "--watch"], stdout=writing, stderr=subprocess.PIPE, text=True,
                               env=environment(["--watch"]))
    os.close(writing)
    for line in process.stderr:
        if "watching" in line:
            break
    os.close(reading)
    (library / "surgery.md").write_text(SURGERY + "\nMore.\n")
    try:
        same("exit status where nobody reads", process.wait(PATIENCE), 3)
    except subprocess.TimeoutExpired:
        flunk("it goes on where nobody reads what it says")
        process.kill()


def main():
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder).resolve()
        for number, test in enumerate((test_saving, test_unneeded, test_all, test_preview, test_pack, test_faults, test_half_saved, test_first_call, test_elsewhere, test_no_reader)):
            own = scratch / str(number)
            test(write_library(own / "library"), own)
        (scratch / "gone").mkdir()
        test_gone(scratch / "gone")
    return finish()


if __name__ == "__main__":
    sys.exit(main())
