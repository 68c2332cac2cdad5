"""Finds words of the program's in the wrong language: what of one terms file stands in the exports of a library that is printed with another's.

What is looked for are the words of a terms file, in pieces: what stands between the {names} of each, where the other file says it otherwise. Looked through is all that a reader
sees or hears: the pages' text, and of each file its bookmarks, names of links, text alternatives, headings of navigation, the accessibility summary.
"""
import html
import json
import os
import pathlib
import re
import subprocess
import sys
import zipfile

sys.path.append(os.environ["STS_SOURCE_DIR"] + "/tests/cli")
from exported import page_text  # noqa: E402
from program import ROOT, run  # noqa: E402

# What a terms file says of itself, and what it only reads.
NOT_PRINTED = re.compile(r"(reviewed|language-name|date-format|.*-also)$")


def read_terms(path):
    """The words of a terms file, by key."""
    return dict(re.findall(r'^([a-z0-9-]+): "?(.*?)"?$', pathlib.Path(path).read_text(encoding="utf-8"), re.M))


def pieces(words):
    return {piece for word in words for piece in (part.strip(" ().,:;–—\u00a0“”«»：。，（）") for part in re.split(r"\{\w+\}", word)) if len(re.findall(r"[^\W\d_]", piece)) > 2}


def foreign_words(foreign, own):
    """Pieces of the foreign words that are not words of the other language, too: "Notes" is French as well."""
    mine = " ".join(word for key, word in own.items() if not NOT_PRINTED.match(key))
    theirs = pieces(word for key, word in foreign.items() if not NOT_PRINTED.match(key))
    return sorted(piece for piece in theirs if not re.search(r"(?<!\w)" + re.escape(piece) + r"(?!\w)", mine))


def strings_of_pdf(path):
    """All texts in the objects of a PDF, but the names and values of its record, and the text of its pages."""
    done = subprocess.run(["qpdf", "--json=2", "--json-key=qpdf", path], capture_output=True, text=True, check=True)
    strings, stack = [], [json.loads(done.stdout)]
    while stack:
        value = stack.pop()
        if isinstance(value, str) and value.startswith("u:"):
            strings.append(value[2:])
        elif isinstance(value, (dict, list)):
            stack.extend(value.values() if isinstance(value, dict) else value)
    pages = page_text(path, "-raw")
    return strings + [pages, " ".join(pages.split())]


def strings_of_epub(path):
    strings = []
    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            if not name.endswith((".xhtml", ".ncx", ".opf")):
                continue
            text = book.read(name).decode("utf-8")
            if name.endswith(".opf"):
                # The record is for programs.
                text = re.sub(r'<meta [^>]*property="sts:[^<]*</meta>', "", text)
            strings += [html.unescape(value) for value in re.findall(r'\s(?:aria-label|title|alt)="([^"]*)"', text)]
            strings.append(" ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split()))
    return strings


def strings_of(path):
    return strings_of_epub(path) if str(path).endswith(".epub") else strings_of_pdf(path)


def find_words(words, strings):
    """Those of the words that stand in one of the strings, each with some of what is around it."""
    for word in words:
        pattern = re.compile(r"(?<!\w)" + re.escape(word) + r"(?!\w)")
        found = next((match for match in map(pattern.search, strings) if match), None)
        if found:
            yield word, found.string[max(0, found.start() - 40) : found.end() + 40]


def export_all(folder, *arguments, sections=()):
    """The book in every format, and each section as a file of its own; of all sections, or of those that are named. Returns their paths."""
    (folder / "sections").mkdir(parents=True)
    for more in (["--book", *sections, "-o", f"{folder}/"], [*(sections or ["--all"]), "-o", f"{folder}/sections/"]):
        run("--quiet", "--pdf", "--epub", *arguments, *more)
    return [path for path in sorted(folder.rglob("*")) if path.suffix in (".pdf", ".epub")]


def words_left(folder, language, *arguments, foreign="en", terms=None, sections=()):
    """What is left of the words of `foreign` in the exports of a library that is printed in `language`, whose words are those of the file `terms` or the program's: (file, word, around it)."""
    own = read_terms(terms or ROOT / f"styles/terms/{language}.yaml")
    words = foreign_words(read_terms(ROOT / f"styles/terms/{foreign}.yaml"), own)
    assert len(words) > 40, f"few words of “{foreign}” differ from those of “{language}”: {words}"
    return [(path.name, *found) for path in export_all(folder, *arguments, sections=sections) for found in find_words(words, strings_of(path))]
