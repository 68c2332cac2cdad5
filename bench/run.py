#!/usr/bin/env python3
"""Measures the program against its peers, as ratios in one run.

Usage: bench/run.py BUILD_FOLDER [ROUNDS]

PDF:  a handout and a book of some 1,500 pages, against bench-bare, a program that lays out and paints the same text, in the same fonts and sizes, with
      its list markers and feet, with cairo and Pango alone. It paints no pictures, so the book is made without its figures; it sets no links, keeps nothing
      together, and reads no Markdown: what these cost is in the ratio. It opens the fonts as programs do that use Pango; a second row shows it with the
      system's fonts shunned, which the product does to give the same bytes everywhere, and which saves time.
EPUB: the whole library repeated 100 times, with and without the page list, against pandoc where it is installed.
Named: a handout out of a library of some 7,000 sections, against the same out of one of 8: only what is asked for is read. The second row is of a section
      without a date.
Prints CPU time (least of the rounds), peak memory and the ratios.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent


def measure(command, rounds):
    """The least CPU time in seconds and the peak memory in MB of a command."""
    best = None
    memory = 0
    for _ in range(rounds):
        process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            sys.exit(f"bench: {' '.join(str(part) for part in command)} failed")
        seconds = usage.ru_utime + usage.ru_stime
        best = seconds if best is None else min(best, seconds)
        memory = max(memory, usage.ru_maxrss / 1024)
    return best, memory


def repeat_library(folder, copies, figures=True):
    """The sample library `copies` times over, as one library. Without figures, their captions stay as paragraphs."""
    folder.mkdir(parents=True)
    original = SOURCE / "content"
    shutil.copytree(original / "figures", folder / "figures")
    head = (original / "library.yaml").read_text()
    names = re.findall(r"^  - (\S+)$", head, re.M)
    sections = []
    for copy in range(copies):
        for name in names:
            text = (original / f"{name}.md").read_text()
            text = re.sub(r"^id: .*$", f"id: {name}-{copy}", text, count=1, flags=re.M)
            if not figures:
                text = re.sub(r'^!\[.*\]\(\S+ "(.*)"\)$', r"\1", text, flags=re.M)
            text = re.sub(r"\]\((%s)\.md" % "|".join(names), rf"](\1-{copy}.md", text)
            (folder / f"{name}-{copy}.md").write_text(text)
            sections.append(f"{name}-{copy}")
    head = head[: head.index("sections:")] + "sections:\n" + "".join(f"  - {name}\n" for name in sections)
    (folder / "library.yaml").write_text(head)


def pages(path):
    info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    return int(re.search(r"^Pages:\s+(\d+)", info, re.M).group(1))


def plain_text(build, target, arguments):
    with open(target, "w") as out:
        subprocess.run([build / "bench-text", SOURCE / "styles", *arguments], stdout=out, check=True)


def row(name, ours, theirs, limit=None):
    wanted = f" (at most {limit})" if limit else ""
    print(f"{name:34} {ours[0]*1000:9.1f} ms {ours[1]:7.1f} MB   {theirs[0]*1000:9.1f} ms {theirs[1]:7.1f} MB   "
          f"time {ours[0]/theirs[0]:6.3f}{wanted}   memory {ours[1]/theirs[1]:6.2f}", flush=True)


def bench_pdf(build, work, rounds):
    program, bare = build / "sts-export", build / "bench-bare"
    library = work / "book"
    repeat_library(library, int(os.environ.get("STS_BENCH_COPIES", "52")), figures=False)
    cases = (
        ("PDF handout", ["-C", SOURCE / "content", "radiation"], [SOURCE / "content", "radiation"], 1.3, 5 * rounds),
        ("PDF book", ["-C", library, "--book"], [library], 1.6, rounds),
    )
    for name, arguments, text_arguments, limit, count in cases:
        pdf, text = work / f"{name}.pdf", work / f"{name}.txt"
        command = [program, "--quiet", "--pdf", *arguments, "-o", pdf]
        ours = measure(command, count)
        plain_text(build, text, text_arguments)
        yardstick = [bare, SOURCE / "fonts", text, work / "bare.pdf"]
        row(f"{name}, {pages(pdf)} pages", ours, measure(yardstick, count), limit)
        row("the same, system's fonts shunned", ours, measure([*yardstick, "alone"], count))


def bench_named(build, work, rounds):
    small, large = work / "eight", work / "thousands"
    repeat_library(small, 1)
    repeat_library(large, 875)
    for section, limit in (("radiation-0", 1.3), ("stage-ii-iii-0", 3)):
        pdf = work / "named.pdf"
        command = [build / "sts-export", "--quiet", "--pdf", section, "-o", pdf, "-C"]
        # One after the other in turns, since the machine may be busy with something else for a while.
        pairs = [(measure([*command, large], 1), measure([*command, small], 1)) for _ in range(10 * rounds)]
        row(f"{section} of 7,000 against of 8", min(pair[0] for pair in pairs), min(pair[1] for pair in pairs), limit)


def bench_epub(build, work, rounds):
    library = work / "hundred"
    repeat_library(library, 100)
    epub = work / "hundred.epub"
    base = [build / "sts-export", "--quiet", "--epub", "--book", "-o", epub]
    with_pages = measure(base + ["-C", library], rounds)
    without = measure(base + ["-C", library, "--no-pages"], rounds)
    print(f"{'EPUB, 100 times, with pages':34} {with_pages[0]*1000:9.1f} ms {with_pages[1]:7.1f} MB")
    print(f"{'EPUB, 100 times, without pages':34} {without[0]*1000:9.1f} ms {without[1]:7.1f} MB")
    if not shutil.which("pandoc"):
        print("pandoc is not installed (package pandoc): no comparison")
        return
    files = sorted(library.glob("*.md"))
    pandoc = ["pandoc", "-f", "markdown", "-t", "epub3", "--metadata", "title=Bench", "--resource-path", library, "-o", work / "pandoc.epub", *files]
    theirs = measure(pandoc, rounds)
    row("EPUB with pages against pandoc", with_pages, theirs, 0.05)
    row("EPUB without pages against pandoc", without, theirs, 0.05)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    build = Path(sys.argv[1]).resolve()
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    os.environ["LC_ALL"] = "C.UTF-8"
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        bench_pdf(build, work, rounds)
        bench_named(build, work, rounds)
        bench_epub(build, work, rounds)


if __name__ == "__main__":
    main()
