#!/usr/bin/env python3
"""--from: library.yaml around Markdown files, none of which is touched, and what each of them lacks."""
import os
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, os.path.dirname(__file__))
from program import finish, flunk, run, same, wants  # noqa: E402

WHOLE = ("---\ntitle: About {0}\nlast-revised: 2018-04-06\ndisclaimer: Ask your doctor.\n---\n\nSome people have *{0}*.\n\n"
         "## References\n\nDoe J. A study. 2017.\n")
SECTIONS = {  # by the name that is listed, what is missing
    "alpha": (WHOLE, set()),
    "beta": ("# Beta\n\nSome people have it.\n", {"missing-last-revised", "missing-references", "missing-disclaimer"}),
    "care/gamma": (WHOLE.replace("last-revised: 2018-04-06\n", ""), {"missing-last-revised"}),
    "care/one \"two\": three": (WHOLE, set()),
    "care/deep/delta": ("", {"section-empty", "title-missing"}),
    "2nd": (WHOLE, set()),
    "größe": (WHOLE, set()),
    "true": (WHOLE, set()),
}
OTHERS = {  # files that are no sections
    "alpha.es.md": WHOLE.replace("About", "Sobre").replace("---\ntitle", "---\ntitle", 1),
    "shared/when-to-call.md": "Call if you have a fever.\n",
    "README.md": "How we work\n",
    "care/readme.md": "How we work\n",
    ".hidden.md": "x\n",
    ".git/x.md": "x\n",
    "notes.txt": "x\n",
    "upper.MD": "x\n",
    "care/back\\slash.md": "x\n",
    "new\nline.md": "x\n",
}


def state(folder):
    return {str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file() and path.name != "library.yaml"}


def fill(folder):
    for name, text in [(f"{name}.md", text.format(len(name))) for name, (text, _) in SECTIONS.items()] + list(OTHERS.items()):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder / "care/round").symlink_to(folder)
    return folder


def makes_a_library(folder):
    before = state(folder)
    done = run("--from", folder)
    same("the Markdown files", state(folder), before)
    same("what is written", done.stdout.splitlines()[0], f"wrote {folder}/library.yaml")
    same("what is left out", re.findall(r"left out ([\w./\\]+)", done.stderr), ["README.md", "care/back\\slash.md", "care/readme.md", "new"])
    wants(done, "taken to be English")
    yaml = (folder / "library.yaml").read_text()
    for line in ('title: "Our good texts"', "language: en", "status: draft"):
        if f"\n{line}\n" not in yaml:
            flunk(f"library.yaml has no line “{line}”")
    if not re.search(r"^identifier: urn:uuid:[0-9a-f-]{36}$", yaml, re.M) or re.search("^disclaimer", yaml, re.M):
        flunk(f"library.yaml lacks an identifier, or has a disclaimer:\n{yaml}")
    listed = re.findall(r'^(\S+|care-one "two": three)  +', run("--list", "-C", folder, status=0).stdout, re.M)[1:]
    same("the sections", sorted(listed), sorted(name.replace("/", "-") for name in SECTIONS))
    for name, (_, lacks) in SECTIONS.items():
        found = run("--check", folder / f"{name}.md", status=1 if lacks else 0).stdout
        same(f"what {name} lacks", set(re.findall(r" error: .*\[([a-z-]+)\]", found)) >= lacks, True)
        for rule in lacks:
            if not re.search(rf"\[{rule}\]", done.stdout):
                flunk(f"{rule} of {name} is not told")
    checked = run("--check", "-C", folder, status=1).stdout
    same("what --from tells", done.stdout.split("\n", 1)[1], checked)
    if "library.yaml:" in checked:
        flunk(f"library.yaml itself is told: {checked}")


def refuses(scratch, folder):
    before = (folder / "library.yaml").read_text()
    wants(run("--from", folder, status=2), r"^sts-export: “.*/library.yaml” is there already; .* sts-export --check -C ")
    same("a library.yaml that was there", (folder / "library.yaml").read_text(), before)
    empty = scratch / "empty"
    empty.mkdir()
    (empty / "README.md").write_text("x\n")
    wants(run("--from", empty, status=2), "there is no Markdown file")
    same("a folder without", os.listdir(empty), ["README.md"])
    wants(run("--from", scratch / "nowhere", status=2), "there is no folder")
    wants(run("--from", folder / "alpha.md", status=2), "there is no folder")
    wants(run("--from", "", status=2), "needs the name of a folder")
    wants(run("--from", empty, "alpha", status=2), "no names of sections; leave out “alpha”")
    wants(run("--from", empty, "--pdf", status=2), "--from makes a library; export it in a second call")
    wants(run("--from", empty, "-o", "x", status=2), "leave out --output")
    wants(run("--from", empty, "--import", "x", status=2), "cannot be combined")


def takes_a_language(scratch):
    place = scratch / "es"
    place.mkdir()
    (place / "uno.md").write_text(WHOLE.format("uno"))
    done = run("-q", "--from", place, "--language", "es-mx")
    same("messages", done.stdout + done.stderr, "")
    if "\nlanguage: es-MX\n" not in (place / "library.yaml").read_text():
        flunk("the language is not in library.yaml")
    run("--pdf", "--epub", "-C", place, "--all", "-o", f"{scratch}/out/")


with tempfile.TemporaryDirectory() as name:
    home = pathlib.Path(name).resolve()
    (home / "our-good_texts").mkdir()
    texts = fill(home / "our-good_texts")
    makes_a_library(texts)
    refuses(home, texts)
    takes_a_language(home)
sys.exit(finish())
