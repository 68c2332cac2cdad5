#!/usr/bin/env python3
"""What --depfile says that files are made of: all that was read for each and no more, in a form that Make and Ninja take."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from program import PROGRAM, ROOT, call, finish, flunk, run, same, wants

LIBRARY = """title: Passages
language: en
identifier: urn:uuid:2a0f2c6f-9f6e-4b9f-8f53-3f0a2f7a5d12
status: draft
disclaimer: Ask your doctor.
clinic: clinic.yaml
sections: [surgery, radiation, chemotherapy]
"""
FRONT = """---
title: {}
last-revised: 2024-01-02
references: ["Smith A. A work. 2020."]
---

"""
FILES = {
    "library.yaml": LIBRARY,
    "library.es.yaml": "title: Textos\ndisclaimer: Pregunte a su doctor.\n",
    "surgery.md": FRONT.format("Surgery") + "A text.\n\n![[call]]\n\n![A square](pictures/square.svg)\n",
    "surgery.es.md": FRONT.format("Cirugía") + "Un texto.\n",
    "radiation.md": FRONT.format("Radiation") + "Another, before [surgery](surgery.md).\n\n![[call]]\n",
    "chemotherapy.md": FRONT.format("Chemotherapy") + "A third.\n",
    "shared/call.md": "When to call: at once.\n",
    "shared/unused.md": "Nobody shows this.\n",
    "clinic.yaml": "name: A clinic\nphone: 555-010-0100\nlogo: logo.svg\nlogo-alt: A clinic\n",
    "logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40"/></svg>\n',
    "pictures/square.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><rect width="90" height="90"/></svg>\n',
    "pictures/square.large.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="90"><rect width="80" height="90"/></svg>\n',
    "styles/handout.yaml": "extends: handout\n",
    "styles/terms/es.yaml": "references: Referencias\n",
}
# The clinic's file stands for the library's own part of every sheet.
COMMON = ["clinic.yaml", "library.yaml", "logo.svg", "styles/handout.yaml", "styles/terms/es.yaml"]


def write_library(folder):
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def read_rules(path):
    """{target: inputs} of a depfile, as Make reads names."""
    rules = {}
    for line in path.read_text().replace("\\\n", " ").splitlines():
        names = [re.sub(r"\\([ #:])", r"\1", name).replace("$$", "$") for name in re.findall(r"(?:\\.|[^\s\\])+", line)]
        rules[names[0].removesuffix(":")] = names[1:]
    return rules


def within(library, names):
    return sorted(os.path.relpath(name, library) for name in names if pathlib.Path(name).is_relative_to(library))


def test_rules(library, scratch):
    out = scratch / "out"
    rules = scratch / "all.d"
    run("--pdf", "--epub", "--all", "-C", library, "-o", f"{out}/", "--depfile", rules)
    found = read_rules(rules)
    wanted = {
        "surgery": ["pictures/square.large.svg", "pictures/square.svg", "shared/call.md", "surgery.md"],
        "radiation": ["radiation.md", "shared/call.md", "surgery.md"],
        "chemotherapy": ["chemotherapy.md"],
    }
    for section, own in wanted.items():
        for suffix in ("pdf", "epub"):
            same(f"inputs of {section}.{suffix}", within(library, found[f"{out}/{section}.{suffix}"]), sorted(own + COMMON))
    sheet = found[f"{out}/chemotherapy.pdf"]
    for other in ("styles/handout.yaml", "styles/terms/en.yaml", "fonts/AtkinsonHyperlegibleNext-Bold.ttf"):
        if not any(name.endswith(f"/{other}") and not name.startswith(str(library)) for name in sheet):
            flunk(f"{other} of the program is no input")
    # So that Make goes on where a passage is gone, each input has a rule without a recipe.
    for name in sheet:
        same(f"the rule of {name}", found.get(name), [])
    # Named alone, a section is of the same files; and a book is of those of all.
    alone = scratch / "alone.d"
    run("--pdf", "-C", library, "-o", f"{out}/", "--depfile", alone, "radiation")
    same("inputs of a section alone", read_rules(alone)[f"{out}/radiation.pdf"], found[f"{out}/radiation.pdf"])
    run("--pdf", "--book", "-C", library, "-o", scratch / "book.pdf", "--depfile", alone)
    same("inputs of a book", within(library, read_rules(alone)[str(scratch / "book.pdf")]), sorted({*COMMON, *(name for own in wanted.values() for name in own)}))
    # A translation is of its original, too, and the fingerprint of that of its passages.
    run("--pdf", "-C", library, "-o", f"{out}/", "--language", "es", "--depfile", alone, "surgery")
    same("inputs of a translation", within(library, read_rules(alone)[f"{out}/surgery.es.pdf"]),
         sorted([*COMMON, "library.es.yaml", "shared/call.md", "surgery.es.md", "surgery.md"]))


def opened(trace, folders):
    """The files in these folders that a call of which strace wrote has opened for reading."""
    names = set()
    for line in trace.read_text().splitlines():
        found = re.search(r'openat\(AT_FDCWD, "([^"]*)", O_RDONLY([^)]*)\) = \d', line)
        if found and "O_DIRECTORY" not in found[2] and pathlib.Path(found[1]).is_file():
            names.add(os.path.realpath(found[1]))
    return {name for name in names if any(pathlib.Path(name).is_relative_to(folder) for folder in folders)}


def test_all_that_is_read(scratch):
    """What the system saw being read is told, of every library of the tests."""
    if not shutil.which("strace") or "STS_INSTRUMENTED" in os.environ:
        print("no strace: what is read is not compared with what the system saw")
        return
    fixtures = ROOT / "tests" / "fixtures"
    calls = [[fixtures / name, "--all"] for name in ("passages", "languages", "figures", "notes-and-callouts")]
    calls += [[fixtures / "passages", "drain"], [fixtures / "languages", "--all", "--language", "es", "--or-original"],
              [fixtures / "passages", "--book", "--clinic", fixtures / "clinic" / "north.yaml"], [ROOT / "content", "surgery"]]
    for library, *arguments in calls:
        rules, trace = scratch / "traced.d", scratch / "trace"
        rules.unlink(missing_ok=True)
        command = ["strace", "-f", "-qq", "-s", "4096", "-e", "trace=openat", "-o", trace, PROGRAM, "--pdf", "--epub", *arguments, "-C", library,
                   "-o", f"{scratch}/traced/", "--depfile", rules]
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
        if done.returncode != 0:
            print(f"strace cannot be used here: {done.stderr}")
            return
        told = {os.path.realpath(name) for inputs in read_rules(rules).values() for name in inputs}
        seen = opened(trace, [library, ROOT / "fonts", ROOT / "styles", fixtures / "clinic"])
        if len(seen) < 5:
            flunk(f"the trace of {arguments} shows no more than {seen}")
        same(f"read and not told: {library.name} {arguments}", sorted(seen - told), [])


def newer(folder, since):
    return sorted(path.name for path in folder.glob("*.pdf") if path.stat().st_mtime_ns > since)


def test_tools(scratch):
    """The examples, as they stand."""
    for tool, quiet in (("make", ["make", "-q"]), ("ninja", ["ninja", "-n"])):
        if not shutil.which(tool):
            print(f"no {tool}: its example is not run")
            continue
        folder = scratch / tool
        shutil.copytree(ROOT / "examples" / "make", folder)
        library = write_library(folder / "content")
        programs = folder / "bin"
        programs.mkdir()
        (programs / "sts-export").symlink_to(PROGRAM)
        environment = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "MAKEFLAGS": ""}

        def build(command):
            return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)

        def built(what, touched, wanted):
            before = max(path.stat().st_mtime_ns for path in (folder / "out").glob("*.pdf"))
            touched()
            done = build([tool])
            if done.returncode != 0:
                flunk(f"{tool}, {what}: {done.stdout}{done.stderr}")
            same(f"{tool}, {what}: made again", newer(folder / "out", before), wanted)
            settled = build(quiet)
            if settled.returncode != 0 or (tool == "ninja" and "no work to do" not in settled.stdout):
                flunk(f"{tool}, {what}: there is still something to do: {settled.stdout}{settled.stderr}")

        done = build([tool])
        if done.returncode != 0:
            flunk(f"{tool}: {done.stdout}{done.stderr}")
            continue
        every = ["chemotherapy.pdf", "radiation.pdf", "surgery.pdf"]
        same(f"{tool}: made", newer(folder / "out", 0), every)
        built("nothing is touched", lambda: None, [])
        built("a passage is touched", (library / "shared" / "call.md").touch, every[1:])
        built("a passage is written", lambda: (library / "shared" / "call.md").write_text("When to call: today.\n"), every[1:])
        built("a title that a link gives", (library / "surgery.md").touch, every[1:])
        built("a picture is touched", (library / "pictures" / "square.large.svg").touch, ["surgery.pdf"])
        built("a style is touched", (library / "styles" / "handout.yaml").touch, every)
        built("what nobody shows is touched", (library / "shared" / "unused.md").touch, [])

        def drop_passage():
            (library / "shared" / "call.md").unlink()
            for name in ("surgery.md", "radiation.md"):
                (library / name).write_text(FILES[name].replace("![[call]]\n", ""))

        built("a passage is gone", drop_passage, every[1:])


def test_names(scratch):
    """Names that mean something in a Makefile."""
    folder = scratch / "a b$c#d"
    library = write_library(folder / "lib\\ rary:1")
    (folder / "o ut").mkdir()
    sheet, rules = folder / "o ut" / "she#et$.pdf", folder / "rules.d"
    run("--pdf", "-C", library, "-o", sheet, "--depfile", rules, "surgery")
    text = rules.read_text()
    escaped = str(sheet).replace("a b$c#d", "a\\ b$$c\\#d").replace("o ut", "o\\ ut").replace("she#et$", "she\\#et$$")
    if not text.startswith(f"{escaped}: \\\n"):
        flunk(f"names are not as GCC writes them: {text.splitlines()[0]}")
    if "/lib\\\\\\ rary\\:1/surgery.md" not in text:
        flunk("a backslash before a space, or a colon, is not as GCC writes it")
    if shutil.which("make"):
        (folder / "Makefile").write_text(f"{escaped}: ; true\ninclude rules.d\n")
        done = subprocess.run(["make", "-q", "-C", folder], capture_output=True, text=True, check=False)
        same(f"make finds all names: {done.stdout}{done.stderr}", done.returncode, 0)
        os.utime(library / "shared" / "call.md", ns=(sheet.stat().st_mtime_ns + 10**9,) * 2)
        same("make sees what is newer", subprocess.run(["make", "-q", "-C", folder], check=False, capture_output=True).returncode, 1)
    (scratch / "two\nlines").mkdir()
    wants(run("--pdf", "-C", library, "-o", scratch / "two\nlines", "--depfile", rules, "surgery", status=3), "line break, which neither Make nor Ninja")
    same("what is refused leaves the rules", rules.read_text(), text)
    same("what is refused writes no sheet", list((scratch / "two\nlines").iterdir()), [])


def test_refusals(library, scratch):
    sheet, rules = scratch / "refused.pdf", scratch / "refused.d"
    rules.write_text("old\n")
    faulty = scratch / "faulty"
    shutil.copytree(library, faulty)
    (faulty / "surgery.md").write_text("No front matter, no date.\n")
    run("--pdf", "-C", faulty, "-o", sheet, "--depfile", rules, "surgery", status=1)
    same("rules of what was not written", rules.read_text(), "old\n")
    for name, status, says in (("", 2, "needs the name of a file"), (library / "surgery.md", 2, "rules for Make and Ninja"),
                               (scratch / "none" / "a.d", 3, "does not exist"), (library / "clinic", 2, "which this call reads")):
        if name == library / "clinic":
            name.hardlink_to(library / "clinic.yaml")
        wants(run("--pdf", "-C", library, "-o", sheet, "--depfile", name, "surgery", status=status), says)
        if sheet.exists():
            flunk(f"{name}: the sheet was written without its rules")
    wants(run("--pdf", "-C", library, "-o", "-", "--depfile", rules, "surgery", status=2), "--output - makes none")
    wants(run("--pdf", "-C", library, "-o", scratch / "same", "--depfile", scratch / "same", "surgery", status=2), "name the same file")
    wants(run("--check", "-C", library, "--depfile", rules, status=2), "--depfile works only with --pdf")
    same("rules of refused calls", rules.read_text(), "old\n")


def main():
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder).resolve()
        library = write_library(scratch / "library")
        test_rules(library, scratch)
        test_all_that_is_read(scratch)
        test_tools(scratch)
        test_names(scratch)
        test_refusals(library, scratch)
    return finish()


if __name__ == "__main__":
    sys.exit(main())
