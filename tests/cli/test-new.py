#!/usr/bin/env python3
"""--new: a library to start from. It appears whole, nothing in it is told, each has an identifier of its own, and its comments are printed nowhere."""
import html
import os
import pathlib
import re
import sys
import tempfile
import zipfile

sys.path.insert(0, os.path.dirname(__file__))
from program import ROOT, finish, flunk, run, same, wants  # noqa: E402

STARTER = ROOT / "starter"
FILES = ["clinic.yaml", "hand-washing.md", "library.yaml", "styles/our-style.yaml"]
NO_IDENTIFIER = "urn:uuid:00000000-0000-4000-8000-000000000000"


def files_of(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def makes_a_copy(scratch):
    """All but the identifier is as it comes with the program; that is random (RFC 4122, section 4.4)."""
    identifiers = set()
    for name in ("one", "two"):
        done = run("--new", scratch / name)
        same("what --new says it wrote", re.findall(r"^wrote (.*)$", done.stdout, re.M), [f"{scratch}/{name}/{file}" for file in FILES])
        same("what --new makes", files_of(scratch / name), FILES)
        for file in FILES:
            made = (scratch / name / file).read_text()
            if file == "library.yaml":
                found = re.findall(r"^identifier: (\S+)$", made, re.M)
                identifiers.update(found)
                made = made.replace(found[0], NO_IDENTIFIER)
                if not re.fullmatch(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", found[0]):
                    flunk(f"{found[0]} is no random UUID")
            same(file, made, (STARTER / file).read_text())
    if len(identifiers) != 2 or NO_IDENTIFIER in identifiers:
        flunk(f"identifiers of two new libraries: {identifiers}")


def is_sound(library):
    """No message of any kind but what -v says of how hard it is to read, and every format takes it; what comes of it is current."""
    done = run("--check", "-C", library)
    same("messages of --check", done.stderr + "".join(re.findall(r"^.*(?:error|warning): .*\n", done.stdout, re.M)), "")
    wants(done, r"1 section checked: no errors, no warnings", "stdout")
    done = run("--check", "-v", "-C", library)
    same("notes of --check -v", {rule for rule in re.findall(r"\[([a-z-]+)\]", done.stdout)} - {"readability", "readability-sentence"}, set())
    formats = re.findall(r"^  (--[\w-]+)", run("--help").stdout.split("  --book")[0], re.M)
    done = run(*formats, "-C", library, "--all", "-o", f"{library}/../out/")
    same("messages of an export", done.stderr, "")
    made = sorted((library / "../out").iterdir())
    same("files of an export", len(made), len(formats))
    for path in made:
        wants(run("--verify", "-C", library, path), r": current", "stdout")
    same("messages of a book", run(*formats, "-C", library, "--book", "-o", f"{library}/../book/").stderr, "")
    return made


def hides_its_comments(library, made):
    """What the YAML says to editors is in no output."""
    comments = {line.strip("# ") for path in library.rglob("*") if path.is_file() and path.suffix in (".yaml", ".md")
                for line in re.findall(r"(?m)(?:^| )# (.*)$", path.read_text())}
    if len(comments) < 20:
        flunk(f"there are but {len(comments)} comments")
    printed = run("--dump", "tree", "-C", library, "hand-washing").stdout
    for path in made:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                printed += "".join(html.unescape(archive.read(name).decode()) for name in archive.namelist() if name.endswith("html"))
    if "running water" not in printed:
        flunk("the text itself is not printed")
    for comment in comments:
        if len(comment) > 12 and comment in printed:
            flunk(f"a comment is printed: {comment}")


def appears_whole_or_not(scratch):
    (scratch / "empty").mkdir()
    run("--quiet", "--new", scratch / "empty")
    same("in an empty folder", files_of(scratch / "empty"), FILES)
    full = scratch / "full"
    full.mkdir()
    (full / "surgery.md").write_text("mine\n")
    wants(run("--new", full, status=2), r"^sts-export: the folder “.*/full” is not empty; name one that does not exist yet$")
    same("a folder that holds something", (files_of(full), (full / "surgery.md").read_text()), (["surgery.md"], "mine\n"))
    (full / ".hidden").write_text("")
    (full / "surgery.md").unlink()
    run("--new", full, status=2)
    wants(run("--new", scratch / "empty/clinic.yaml", status=2), "exists and is no empty folder")
    wants(run("--new", scratch / "no/where", status=3), r"the folder “.*/no” does not exist")
    before = sorted(os.listdir(scratch))
    os.chmod(full, 0o500)
    if os.geteuid() != 0:
        run("--new", full / "x", status=3)
    os.chmod(full, 0o700)
    same("what is left of calls that failed", sorted(os.listdir(scratch)), before)


def refuses_other_calls(scratch):
    wants(run("--new", "", status=2), "^sts-export: --new needs the name of a folder")
    wants(run("--new", scratch / "x", "surgery", status=2), "no names of sections; leave out “surgery”")
    wants(run("--new", scratch / "x", "-C", scratch, status=2), "does not read one; leave out --content")
    wants(run("--new", scratch / "x", "-o", "y", status=2), "names the folder of the library itself; leave out --output")
    wants(run("--new", scratch / "x", "--pdf", status=2), "--new makes a library; export it in a second call, with -C")
    wants(run("--new", scratch / "x", "--check", status=2), "cannot be combined; choose one")
    if (scratch / "x").exists():
        flunk("a call that was refused made a folder")


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name).resolve()
    makes_a_copy(folder)
    hides_its_comments(folder / "one", is_sound(folder / "one"))
    appears_whole_or_not(folder)
    refuses_other_calls(folder)
sys.exit(finish())
