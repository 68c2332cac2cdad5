#!/usr/bin/env python3
"""The provenance record: what is printed may change with the program and its words, content decides what is current.

tests/fixtures/record-1/ holds files that were exported when the record had one fingerprint a section, and record-3/ those in whose text a
superscript stood as the letters beside it; they are judged as they were then.
"""
import importlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(__file__))
from exported import Epub, Pdf  # noqa: E402
from program import PROGRAM, ROOT, finish, flunk, run, same  # noqa: E402

sys.path.append(str(ROOT / "tests/conformance"))
reader = importlib.import_module("test-epub-text")

OLD = ROOT / "tests/fixtures/record-1"
OLD_FILES = ("drains.pdf", "guide.epub", "walking-es.pdf")


def verdicts(library, *files, program=PROGRAM):
    done = subprocess.run([program, "--verify", "--json", "-C", library, *files], capture_output=True, text=True, check=False)
    try:
        return [file["verdict"] for file in json.loads(done.stdout)]
    except ValueError:
        flunk(f"--verify {files}: {done.stdout}{done.stderr}")
        return []


def copy(folder, name, file=None, old="", new=""):
    """A copy of the library with one text replaced."""
    library = folder / name
    shutil.copytree(OLD / "library", library)
    if file:
        text = (library / file).read_text(encoding="utf-8")
        assert old in text, (file, old)
        (library / file).write_text(text.replace(old, new), encoding="utf-8")
    return library


def with_words(folder, *changes):
    """The program as somebody has it who changed words that it prints: (language, old, new)."""
    prefix = folder / "prefix"
    data = prefix / "share/sts-export"
    data.mkdir(parents=True)
    (prefix / "bin").mkdir()
    shutil.copy(PROGRAM, prefix / "bin/sts-export")
    for part in ("styles", "fonts"):
        shutil.copytree(ROOT / part, data / part)
    for language, old, new in changes:
        words = data / f"styles/terms/{language}.yaml"
        text = words.read_text(encoding="utf-8")
        assert old in text
        words.write_text(text.replace(old, new), encoding="utf-8")
    return prefix / "bin/sts-export"


def records(path):
    """Of each section in the file: id -> (fingerprint of the content, of what is printed)."""
    if path.suffix == ".epub":
        fields = re.findall(r'<meta refines="(#[^"]*)" property="sts:(\w+)">([^<]*)<', Epub(path).metadata())
        sections = {}
        for item, name, value in fields:
            sections.setdefault(item, {})[name] = value
        sections = list(sections.values())
    else:
        packet = path.read_bytes().decode("utf-8", "replace")
        packet = packet[packet.index("<sts:sections>") : packet.index("</sts:sections>")]
        sections = [dict(re.findall(r"<sts:(\w+)>([^<]*)</", item)) for item in packet.split("</rdf:li>")[:-1]]
    return {section["id"]: (section["contentFingerprint"], section["printedFingerprint"]) for section in sections}


def old_files(folder):
    files = [OLD / name for name in OLD_FILES]
    then = ("es", 'waived: "La fuente no da esta información ({reason})."', 'waived: "No consta en la fuente ({reason})."')
    words = with_words(folder / "words-then", then)
    same("files of version 1", verdicts(OLD / "library", *files, program=words), ["current"] * 3)
    changed = copy(folder, "dose", "drains.md", "100 mL", "50 mL")
    same("version 1, another dose", verdicts(changed, *files, program=words), ["outdated", "outdated", "current"])
    words = with_words(folder / "words-1", then, ("en", 'references: "References"', 'references: "Sources"'))
    same("version 1, another word", verdicts(OLD / "library", *files, program=words), ["outdated", "outdated", "current"])
    pdf = Pdf(OLD / "drains.pdf")
    pdf.xmp(rb"<sts:fingerprint>....", b"<sts:fingerprint>0000")
    pdf.write(folder / "old.pdf")
    same("version 1, another fingerprint", verdicts(OLD / "library", folder / "old.pdf"), ["altered"])
    # A second record cannot stand in for what the first one says.
    pdf = Pdf(OLD / "drains.pdf")
    pdf.xmp(rb"</sts:status>", b'</sts:status><x:status xmlns:x="urn:sts-export:provenance:3#">approved</x:status>')
    pdf.write(folder / "two.pdf")
    same("a record of each version", verdicts(OLD / "library", folder / "two.pdf"), ["current"])


def raised_text(folder):
    """In a record before version 4, "10<sup>9</sup>" is "109"."""
    old = ROOT / "tests/fixtures/record-3"
    files = [old / name for name in ("doses.pdf", "doses.epub", "book.epub")]
    same("files of version 3", verdicts(old / "library", *files), ["current"] * 3)
    for what, before, after in (("exponent", "10<sup>9</sup> cells, or", "10<sup>8</sup> cells, or"), ("word", "Rest.", "Run.")):
        library = folder / what
        shutil.copytree(old / "library", library)
        text = (library / "doses.md").read_text()
        assert before in text
        (library / "doses.md").write_text(text.replace(before, after))
        same(f"version 3, another {what}", verdicts(library, *files), ["outdated"] * 3)
    # From version 4 on, an exponent that loses its place is told.
    library = folder / "raised"
    shutil.copytree(old / "library", library)
    files = export(library, folder / "raised-out", "--all")
    same("files of today", verdicts(library, *files), ["current"] * 2)
    (library / "doses.md").write_text((library / "doses.md").read_text().replace("10<sup>9</sup> cells, or", "109 cells, or"))
    same("a flattened exponent", verdicts(library, *files), ["outdated"] * 2)


def export(library, folder, *arguments, program=PROGRAM):
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run([program, "--quiet", "--pdf", "--epub", "-C", library, "-o", f"{folder}/", *arguments], check=True)
    return sorted(folder.iterdir())


def content_is_one(folder):
    """Whatever a section is exported to, its content is the same, and differs from what changes a word, a date or a place that a link leads to."""
    library = copy(folder, "same")
    ways = {"all": ["--all"], "book": ["--book"], "large": ["--all", "--style", "large-print"], "es": ["--all", "--language", "es", "--or-original"]}
    files = [path for name, way in ways.items() for path in export(library, folder / "ways" / name, *way)]
    contents, printed = {}, {}
    for path in files:
        for identifier, (content, text) in records(path).items():
            contents.setdefault(identifier, set()).add(content)
            printed.setdefault(identifier, set()).add(text)
    same("contents", {name: len(found) for name, found in contents.items()}, {"drains": 1, "walking": 1})
    if min(map(len, printed.values())) < 2:
        flunk("what is printed was the same in Spanish as in English")
    same("all of them", verdicts(library, *files), ["current"] * len(files))
    # The name of a file is not content; the title that a sheet sends its reader to is.
    renamed = copy(folder, "renamed", "drains.md", "walking.md#stairs", "feet.md#stairs")
    (renamed / "walking.md").rename(renamed / "feet.md")
    (renamed / "library.yaml").write_text((renamed / "library.yaml").read_text().replace("walking.md", "feet.md"))
    same("a renamed file", verdicts(renamed, *files), ["current"] * len(files))
    changes = {
        "title of the other": ("walking.md", "title: Walking after surgery", "title: Walking again"),
        "address": ("drains.md", "drains#empty", "drains#clean"),
        "fragment of a section": ("drains.md", "walking.md#stairs", "walking.md"),
        "kind of callout": ("drains.md", "[!WARNING]", "[!NOTE]"),
        "note": ("drains.md", "In the morning", "At noon"),
        "reference": ("drains.md", "*Drains*", "*Pumps*"),
        "disclaimer": ("library.yaml", "of your doctor", "of your nurse"),
        "date": ("drains.md", "2019-05-07", "2019-05-08"),
        "alternative text": ("drains.md", "a bulb and a tube", "a bulb"),
        "caption": ("drains.md", '"The drain"', '"A drain"'),
        "title": ("drains.md", "title: Looking", "title: Look"),
    }
    sheet = folder / "ways/all/drains.pdf"
    for what, (file, old, new) in changes.items():
        same(f"another {what}", verdicts(copy(folder, what, file, old, new), sheet), ["outdated"])
    walking = folder / "ways/all/walking.epub"
    for what, (file, old, new) in {"waiver": ("walking.md", "our own staff", "us"), "step": ("walking.md", "1. Hold", "2. Hold")}.items():
        same(f"another {what}", verdicts(copy(folder, what, file, old, new), walking), ["outdated"])
    kept = copy(folder, "label", "drains.md", "[^1]", "[^times]")
    same("another label of a note", verdicts(kept, *files), ["current"] * len(files))


def other_words(folder):
    """Another word of the program's makes no sheet in a rack outdated, and is no change to pull copies for."""
    library = copy(folder, "worded")
    words = with_words(folder / "words-2", ("en", 'last-revised-line: "Last Revised: {date}"', 'last-revised-line: "Revised on {date}"'))
    before = export(library, folder / "before", "--all") + export(library, folder / "book-before", "--book")
    after = export(library, folder / "after", "--all", program=words)
    same("files with the words of before", verdicts(library, *before, program=words), ["current"] * len(before))
    same("files with the words of after", verdicts(library, *after), ["current"] * len(after))
    for path in after:
        call = run("--compare", folder / "before" / path.name, path)
        if "no printed cop" not in call.stdout.lower() and "no copy" not in call.stdout.lower():
            flunk(f"compare {path.name}: {call.stdout}")


def change_week(path, week, forged):
    """Writes two sheets with another word: one as it is, one with the fingerprint of its text, as this test's own reader finds it."""
    text, epub, printed = "EPUB/text/walking.xhtml", Epub(path), records(path)["walking"][1]
    same("the reader", reader.fingerprints(epub.entries[text].decode())[0][0], printed)
    epub.sub("text/walking.xhtml", "every hour", "every week")
    epub.write(week)
    epub.sub("package.opf", printed, reader.fingerprints(epub.entries[text].decode())[0][0])
    epub.seal()
    epub.write(forged)


def forged(folder):
    """Text changed together with its fingerprint is told by the library, whose words are known to the letter."""
    library = copy(folder, "forged")
    path = next(path for path in export(library, folder / "sheets", "--all") if path.name == "walking.epub")
    same("before", verdicts(library, path), ["current"])
    lines = subprocess.run([PROGRAM, "--compare", path, folder / "sheets/walking.pdf"], capture_output=True, text=True, check=False)
    same("both formats say the same", lines.returncode, 0)
    change_week(path, folder / "week.epub", folder / "forged.epub")
    same("a changed word", verdicts(library, folder / "week.epub"), ["altered"])
    result = run("--verify", folder / "forged.epub", "-C", library, status=1).stdout
    if "altered" not in result or "text and fingerprints were changed" not in result:
        flunk(f"a forged sheet: {result}")
    # Words of a language that the sheet does not use have no part in it.
    others = with_words(folder / "words-3", ("es", 'references: "Referencias"', 'references: "Fuentes"'))
    same("a forged sheet, where Spanish has other words", verdicts(library, folder / "forged.epub", program=others), ["altered"])
    # Nor do other words, or an earlier record, excuse another text.
    epub = Epub(folder / "forged.epub")
    epub.sub("package.opf", r'("sts:wordsFingerprint">)[0-9a-f]*', r"\g<1>" + "0" * 64)
    epub.seal()
    epub.write(folder / "words.epub")
    result = run("--verify", folder / "words.epub", "-C", library, status=1).stdout
    if "altered" not in result or "every week" not in result:
        flunk(f"a forged sheet with other words: {result}")
    for version in "23":
        epub.sub("package.opf", r"(?<=provenance:)\d#", f"{version}#")
        epub.seal()
        if version == "2":
            epub.sub("package.opf", '<meta [^>]*property="sts:fileFingerprint">.*?</meta>', "")
        epub.write(folder / f"version-{version}.epub")
        same(f"a forged sheet of version {version}", verdicts(library, folder / f"version-{version}.epub"), ["altered"])
        epub = Epub(folder / "words.epub")
    for name, field in {"content": "contentFingerprint", "printed": "printedFingerprint"}.items():
        epub = Epub(path)
        epub.sub("package.opf", f'<meta [^>]*property="sts:{field}">.*?</meta>', "")
        epub.write(folder / f"lost-{name}.epub")
        same(f"without the fingerprint of what is {name}", verdicts(library, folder / f"lost-{name}.epub"), ["incomplete"])


def own_words(folder):
    """The words of a library are known to the letter with the library, which alone can tell that a text was changed together with its fingerprint."""
    library = copy(folder, "own")
    (library / "styles/terms").mkdir(parents=True)
    (library / "styles/terms/en.yaml").write_text('references: "Where this comes from"\n', encoding="utf-8")
    files = export(library, folder / "sheets", "--all") + export(library, folder / "book", "--book")
    same("with its own words", verdicts(library, *files), ["current"] * len(files))
    plain = copy(folder, "plain")
    same("with others", verdicts(plain, *files), ["current"] * len(files))
    path = folder / "sheets/walking.epub"
    if "Where this comes from" not in Epub(path).entries["EPUB/text/walking.xhtml"].decode():
        flunk("the library's own word is not printed")
    change_week(path, folder / "week.epub", folder / "forged.epub")
    same("a forged sheet, with the library's words", verdicts(library, folder / "forged.epub"), ["altered"])


def codes(folder):
    """Codes stand in the record where a section has any, and are no part of its content."""
    plain = copy(folder, "plain")
    coded = copy(folder, "coded", "drains.md", "\n---\n", '\ncodes: {icd-10-cm: [Z48.03], loinc: [718-7]}\n---\n')
    files, others = export(coded, folder / "out", "--all"), export(plain, folder / "plain-out", "--all")
    same("with codes", verdicts(plain, *files), ["current"] * len(files))
    same("without", verdicts(coded, *others), ["current"] * len(others))
    listed = {section["id"]: section["codes"] for section in json.loads(run("--list", "--json", "-C", coded).stdout)}
    same("--list --json", listed, {"drains": ["icd-10-cm:Z48.03", "loinc:718-7"], "walking": []})
    written = "icd-10-cm:Z48.03; loinc:718-7"
    for path, other in zip(files, others):
        if path.suffix == ".epub":
            text, bare = Epub(path).metadata(), Epub(other).metadata()
            found = re.findall(r'property="sts:codes">([^<]*)<', text)
        else:
            text, bare = (one.read_bytes().decode("utf-8", "replace") for one in (path, other))
            found = re.findall(r"<sts:codes>([^<]*)<", text)
        same(f"codes in {path.name}", found, [written] if path.stem == "drains" else [])
        if re.search("sts:codes|>codes<", bare):
            flunk(f"{other.name} has no codes, and speaks of them")
    if (folder / "out/walking.pdf").read_bytes() != (folder / "plain-out/walking.pdf").read_bytes():
        flunk("the codes of one section change another's file")
    epub = Epub(folder / "out/drains.epub")
    epub.sub("package.opf", "Z48.03", "Z48.00")
    epub.write(folder / "other-code.epub")
    same("another code", verdicts(coded, folder / "other-code.epub"), ["altered"])


with tempfile.TemporaryDirectory() as scratch:
    for part in (old_files, raised_text, content_is_one, other_words, forged, own_words, codes):
        folder = pathlib.Path(scratch) / part.__name__
        folder.mkdir()
        part(folder)
sys.exit(finish())
