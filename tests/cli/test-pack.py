#!/usr/bin/env python3
"""--pack: every section in every language and form, in a folder that appears as a whole; what is unchanged stays, what is gone goes, what is no pack's is left alone."""
import base64
import hashlib
import html.parser
import json
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(__file__))
from program import PROGRAM, ROOT, finish, flunk, run, same, wants  # noqa: E402

FIXTURE = ROOT / "tests/fixtures/languages"
CLINIC = ROOT / "tests/fixtures/clinic/north.yaml"
FORMS = [(".pdf", "pdf", "application/pdf"), (".large-print.pdf", "large-print", "application/pdf"), (".epub", "epub", "application/epub+zip"),
         (".html", "html", "text/html"), (".png", "picture", "image/png")]
OURS = {"index.html", "index.json"}


def files_of(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}


def sheets_of(folder):
    """All files but the answers for record systems."""
    return {name for name in files_of(folder) if not name.startswith("answers/")}


def told(done, verb, rack):
    """Of which files the call says so."""
    return {line.removeprefix(f"{verb} {rack}/") for line in done.stdout.splitlines() if line.startswith(f"{verb} ")}


def state(folder):
    """What would show that anything was written."""
    return {str(path.relative_to(folder)): (path.stat().st_ino, path.stat().st_mtime_ns, digest(path) if path.is_file() else "")
            for path in [folder, *folder.rglob("*")]}


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def differing(before, after):
    """The names of what has other bytes."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name, [None] * 3)[2] != after.get(name, [None] * 3)[2])


def copy_library(scratch, name="library", source=FIXTURE):
    library = scratch / name
    shutil.copytree(source, library)
    time.sleep(0.1)  # what was written this moment may still change, and is made again
    return library


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    if old not in text:
        flunk(f"{path.name} has no {old!r}")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    time.sleep(0.1)


def index_of(rack):
    return json.loads((rack / "index.json").read_text(encoding="utf-8"))


def pack(rack, library, *arguments, status=0):
    return run("--pack", rack, "-C", library, *arguments, status=status)


# ---- what is in it ----------------------------------------------------------


def is_whole(scratch):
    """Each file is the one that an export writes, and the index says so."""
    library, rack, single = copy_library(scratch), scratch / "rack", scratch / "single"
    done = pack(rack, library)
    sections = json.loads(run("--list", "--json", "-C", library).stdout)
    stems = {section["id"]: (None, section["id"]) for section in sections}
    stems |= {f"{section['id']}.{language}": (language, section["id"]) for section in sections for language in section["translations"]}
    same("a translation is among them", "wound.es" in stems, True)
    same("files", sheets_of(rack), {stem + suffix for stem in stems for suffix, _, _ in FORMS} | OURS)
    same("what it says", told(done, "wrote", rack), files_of(rack))
    for stem, (language, section) in stems.items():
        spoken = ["--language", language] if language else []
        run("-q", "--pdf", "--epub", "--html", "-C", library, section, *spoken, "-o", f"{single}/")
        for suffix in (".pdf", ".epub", ".html"):
            same(f"{stem}{suffix} is the export", (rack / (stem + suffix)).read_bytes() == (single / (stem + suffix)).read_bytes(), True)
        run("-q", "--pdf", "--style", "large-print", "-C", library, section, *spoken, "-o", scratch / "large.pdf")
        same(f"{stem}: large print", (rack / f"{stem}.large-print.pdf").read_bytes() == (scratch / "large.pdf").read_bytes(), True)
        run("-q", "--preview", "--page", "1", "-C", library, section, *spoken, "-o", f"{single}/")
        same(f"{stem}: picture", (rack / f"{stem}.png").read_bytes() == (single / f"{stem}-1.png").read_bytes(), True)
    sheets = sorted(str(path) for path in rack.iterdir() if path.suffix in (".pdf", ".epub", ".html") and path.name not in OURS)
    verdicts = json.loads(run("--verify", "--json", "-C", library, *sheets).stdout)
    same("verdicts", {(pathlib.Path(one["file"]).name, one["verdict"]) for one in verdicts}, {(os.path.basename(path), "current") for path in sheets})
    return library, rack, done.stderr


def index_is_true(library, rack):
    schema = json.loads((ROOT / "docs/pack.schema.json").read_text(encoding="utf-8"))
    try:
        import jsonschema
    except ImportError:
        print("jsonschema is missing, so nothing is held to the schema: install the package python3-jsonschema")
    else:
        validator = jsonschema.Draft202012Validator(schema)
        validator.check_schema(schema)
        for fault in validator.iter_errors(index_of(rack)):
            flunk(f"index.json: {fault.json_path}: {fault.message}")
        # The schema sees what is not so.
        for change in ({"format": "other"}, {"version": 2}, {"more": 1}, {"sections": [{"id": "x", "texts": []}]}, {"files": [{"file": "/x"}]}):
            if validator.is_valid(index_of(rack) | change):
                flunk(f"the schema takes {change}")
    index, files = index_of(rack), []
    sections = json.loads(run("--list", "--json", "-C", library).stdout)
    same("sections in their order", [section["id"] for section in index["sections"]], [section["id"] for section in sections])
    for section, other in zip(index["sections"], sections, strict=True):
        first = section["texts"][0]
        for key in ("title", "language", "last-revised", "last-reviewed", "short-code", "codes"):
            same(f"{section['id']}: {key}", first[key], other[key])
        same(f"{section['id']}: languages", [text["language"] for text in section["texts"][1:]], other["translations"])
        for text in section["texts"]:
            stem = section["id"] + (f".{text['language']}" if text["translation"] else "")
            same(f"forms of {stem}", [(form["file"], form["form"], form["media-type"]) for form in text["forms"]],
                 [(stem + suffix, form, media) for suffix, form, media in FORMS])
            files += text["forms"]
    files += index["files"]
    same("files that the index has", {file["file"] for file in files}, files_of(rack) - {"index.json"})
    for file in files:
        data = (rack / file["file"]).read_bytes()
        same(f"{file['file']}: size and sum", (file["size"], file["sha256"]), (len(data), hashlib.sha256(data).hexdigest()))


class Page(html.parser.HTMLParser):
    """The index for people, as far as it is looked at."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.open, self.titles = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in ("meta", "input", "img"):
            self.open.append(tag)
        if tag in ("h1", "h2", "h3"):
            self.titles.append([tag, dict(attributes).get("lang"), dict(attributes).get("dir"), ""])

    def handle_endtag(self, tag):
        if tag not in ("meta", "input", "img"):
            same("what ends", tag, self.open.pop())

    def handle_data(self, text):
        if self.open and self.open[-1] in ("h1", "h2", "h3"):
            self.titles[-1][3] += text

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def page_is_true(rack):
    text = (rack / "index.html").read_text(encoding="utf-8")
    page = Page(text)
    index = index_of(rack)
    wanted = [["h1", index["language"], "ltr", index["title"]]]
    for section in index["sections"]:
        wanted += [["h2" if i == 0 else "h3", each["language"], each["direction"], each["title"]] for i, each in enumerate(section["texts"])]
    same("headings", page.titles, wanted)
    linked = {link["href"] for link in page.all("a")}
    same("what it leads to", linked, sheets_of(rack) - OURS)
    same("pictures", [image["src"] for image in page.all("img")], [name for name in (link["href"] for link in page.all("a")) if name.endswith(".png")])
    same("scripts", len(page.all("script")), 1)
    if re.search(r"https?://|//[a-z]", text):
        flunk("the page has an address of elsewhere")
    policy = next(meta["content"] for meta in page.all("meta") if meta.get("http-equiv") == "Content-Security-Policy")
    for element, rule in (("style", "style-src"), ("script", "script-src")):
        content = re.search(rf"<{element}>(.*?)</{element}>", text, re.S)[1]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        same(f"policy of {element}", f"{rule} 'sha256-{digest}'" in policy, True)
    form = page.all("form")[0]
    same("the field waits for the script", "hidden" in form, True)
    same("the field has a label", page.all("label")[0]["for"], page.all("input")[0]["id"])
    for words in ("Last Revised: ", "English", "español", "PDF, large print", "Find a sheet"):
        if words not in text:
            flunk(f"the page does not say {words!r}")


def speaks_the_library_s_language(scratch):
    """Of a library in Arabic, the page is in Arabic."""
    rack = scratch / "arabic rack"
    pack(rack, ROOT / "tests/fixtures/arabic", "--allow-unreviewed-words")
    text = (rack / "index.html").read_text(encoding="utf-8")
    if '<html lang="ar" dir="rtl">' not in text or "ابحث عن نشرة" not in text:
        flunk("the page of an Arabic library is not in Arabic")


def dates_as_the_sheets(scratch):
    """What the page says of a date that is lost, or was never there, is what stands on the sheet."""
    rack, ids = scratch / "dates", ["treating", "surgery", "stage-ii-iii"]
    pack(rack, ROOT / "content", *ids)
    said = re.findall(r"Last Revised: [^<]*", (rack / "index.html").read_text(encoding="utf-8"))
    sheets = [(rack / f"{name}.html").read_text(encoding="utf-8").split("<body", 1)[1] for name in ids]
    printed = [re.search(r"Last Revised: [^<]*", re.sub("</?time[^>]*>", "", sheet))[0] for sheet in sheets]
    same("dates", sorted(set(said)), sorted(set(printed)))


# ---- a second time ----------------------------------------------------------


def writes_what_has_changed(library, rack, warnings):
    before = state(rack)
    done = pack(rack, library)
    same("warnings, a second time", done.stderr, warnings)
    wants(done, r"calls\.es\.md:.* warning: .*in the style large-print")
    same("a second time", (done.stdout, state(rack) == before), (f"nothing has changed in {rack}: {len(files_of(rack))} files\n", True))
    same("quiet", pack(rack, library, "-q").stdout, "")

    sound = one_section_changes(library, rack)
    # What was done to a file of the pack is undone.
    (rack / "walking.epub").write_bytes(b"x")
    (rack / "walking.pdf").unlink()
    done = pack(rack, library)
    wants(done, rf"wrote {re.escape(str(rack))}/walking\.epub\n", "stdout")
    same("what was altered and stays so", differing(state(rack), sound), [])
    before = state(rack)
    done = pack(rack, library, "--force")
    same("forced", told(done, "wrote", rack), files_of(rack))
    after = state(rack)
    same("files left alone by --force", [name for name in files_of(rack) if after[name][:2] == before[name][:2]], [])
    same("other bytes by --force", differing(before, after), [])


def one_section_changes(library, rack):
    """Only what shows the change is written. Returns what is there afterwards."""
    before = state(rack)
    original = (library / "walking.md").read_text(encoding="utf-8")
    (library / "walking.md").write_text(original + "\nRead this twice.\n", encoding="utf-8")
    time.sleep(0.1)
    done = pack(rack, library)
    after = state(rack)
    written = {name for name in files_of(rack) if after[name][:2] != before[name][:2]}
    same("what is written is said", told(done, "wrote", rack), written)
    same("others", {name for name in written & sheets_of(rack) if not name.startswith(("walking", "index"))}, set())
    same("the section's", {"walking.pdf", "walking.large-print.pdf", "walking.epub", "walking.html", "index.json"} - written, set())
    return after


def removes_what_is_gone(library, rack):
    for name in ("wound.es.md", "care/calls.es.md"):
        (library / name).unlink()
    time.sleep(0.1)
    done = pack(rack, library)
    gone = {name for name in told(done, "removed", rack) if not name.startswith("answers/")}
    same("what is gone", gone, {stem + ".es" + suffix for stem in ("wound", "calls") for suffix, _, _ in FORMS})
    same("files of what is gone", [name for name in sheets_of(rack) if ".es." in name], [])
    pack(rack, library, "walking")
    same("only the section named", sheets_of(rack), {"walking" + suffix for suffix, _, _ in FORMS} | OURS)
    same("sections of the index", [each["id"] for each in index_of(rack)["sections"]], ["walking"])


# ---- what must not be lost --------------------------------------------------


def stays_on_failure(scratch):
    library, rack = copy_library(scratch, "failing"), scratch / "failing rack"
    pack(rack, library)
    before, beside = state(rack), sorted(os.listdir(scratch))

    def unharmed(what):
        same(f"the pack after {what}", state(rack) == before, True)
        same(f"beside the pack after {what}", sorted(os.listdir(scratch)), beside)

    text = (library / "walking.md").read_text(encoding="utf-8")
    (library / "walking.md").write_text(re.sub(r"last-revised:.*\n", "", text) + "\n<script>x</script>\n", encoding="utf-8")
    done = pack(rack, library, status=1)
    wants(done, r"walking\.md.*error: ")
    wants(done, "nothing was written")
    unharmed("an error")
    (library / "walking.md").write_text(text + "\nMore.\n", encoding="utf-8")
    done = subprocess.run([PROGRAM, "--pack", rack, "-C", library], capture_output=True, text=True, check=False,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000)))
    same("a full disk", done.returncode, 3)
    wants(done, f"nothing was written to “{re.escape(str(rack))}”")
    unharmed("a full disk")
    done = subprocess.run([PROGRAM, "--pack", rack, "-C", library], capture_output=True, text=True, check=False, env={**os.environ, "PATH": "/nowhere"})
    same("without pdftoppm", (done.returncode, done.stderr), (3, "sts-export: pdftoppm, which draws pages, is not installed (package poppler-utils)\n"))
    unharmed("a call without pdftoppm")
    for wait in (0.05, 0.1, 0.2, 0.3):
        call = subprocess.Popen([PROGRAM, "--pack", rack, "-C", library, "--force"], stdout=subprocess.DEVNULL)
        time.sleep(wait)
        call.send_signal(signal.SIGTERM)
        if call.wait() == 0:
            before = state(rack)
        else:
            unharmed(f"a signal at {wait} s")


def leaves_others_alone(scratch):
    library = copy_library(scratch, "guarded")
    other, rack = scratch / "other", scratch / "guarded rack"
    other.mkdir()
    (other / "thesis.txt").write_text("mine")
    before = state(other)
    wants(pack(other, library, status=2), r"^sts-export: “.*/other” is no pack, and holds thesis\.txt; name a folder that does not exist yet$")
    (other / "index.json").write_text('{"format": "something"}')
    wants(pack(other, library, status=2), "is no pack, and holds index.json, thesis.txt;")
    (other / "index.json").unlink()
    same("what was there", differing(state(other), before), [])
    wants(pack(library, library, status=2), "is no pack, and holds ")
    pack(rack, library)
    (rack / "notes").mkdir()
    (rack / "notes/mine.txt").write_text("mine")
    os.symlink("/etc/passwd", rack / "link.pdf")
    wants(pack(rack, library, status=2), r"holds what is not of the pack: link\.pdf, notes; move it away")
    same("a foreign file", (rack / "notes/mine.txt").read_text(), "mine")
    (rack / "link.pdf").unlink()
    shutil.rmtree(rack / "notes")
    pack(rack, library)
    # An empty folder, and one by a link, will do; permissions stay.
    empty = scratch / "empty"
    empty.mkdir(mode=0o750)
    os.symlink(empty, scratch / "by link")
    pack(scratch / "by link", library)
    same("behind a link", ((empty / "index.html").exists(), (scratch / "by link").is_symlink(), empty.stat().st_mode & 0o777), (True, True, 0o750))
    (scratch / "file").write_text("x")
    wants(pack(scratch / "file", library, status=2), "is no folder")
    wants(pack(scratch / "no/where", library, status=3), "cannot make the pack")
    done = subprocess.run([PROGRAM, "--pack", ".", "-C", library], cwd=empty, capture_output=True, text=True, check=False)
    same("the current folder", (done.returncode, "is the current folder" in done.stderr), (2, True))


def refuses(scratch):
    library = copy_library(scratch, "refused")
    for text, *arguments in (("leave out --language", "--language", "es"), ("leave out --pdf", "--pdf"), ("leave out --all", "--all"), ("leave out --output", "-o", "x"),
                             ("leave out --or-original", "--or-original"), ("cannot be combined", "--check"), ("--json works only with", "--json"),
                             ("there is no section “wounds”", "wounds")):
        wants(pack(scratch / "none", library, *arguments, status=2), text)
    wants(run("--pack", "", "-C", library, status=2), "--pack needs the name of a folder")
    (library / "index.md").write_text((library / "walking.md").read_text(encoding="utf-8"), encoding="utf-8")
    edit(library / "library.yaml", "sections: [", "sections: [index, ")
    wants(pack(scratch / "none", library, "index", status=1), "two files of the pack would be called “index.html”; give that section another id")
    same("a folder for calls that are refused", (scratch / "none").exists(), False)


def has_the_clinic(scratch):
    rack = scratch / "clinic rack"
    pack(rack, ROOT / "content", "surgery", "--clinic", CLINIC, "--paper", "a4")
    text = (rack / "surgery.html").read_text(encoding="utf-8")
    if "clinic" not in text:
        flunk("the sheets have no clinic")
    before = state(rack)
    pack(rack, ROOT / "content", "surgery", "--no-clinic", "--paper", "a4")
    same("without the clinic", "surgery.html" in differing(before, state(rack)), True)


if not shutil.which("pdftoppm"):
    print("pdftoppm is missing: install the package poppler-utils")
    sys.exit(77)
with tempfile.TemporaryDirectory() as name:
    home = pathlib.Path(name).resolve()
    library, rack, warnings = is_whole(home)
    index_is_true(library, rack)
    page_is_true(rack)
    dates_as_the_sheets(home)
    writes_what_has_changed(library, rack, warnings)
    removes_what_is_gone(library, rack)
    speaks_the_library_s_language(home)
    stays_on_failure(home)
    leaves_others_alone(home)
    refuses(home)
    has_the_clinic(home)
sys.exit(finish())
