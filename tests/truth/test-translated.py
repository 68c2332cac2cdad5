#!/usr/bin/env python3
"""No English word of the program's survives in a book in another language; a language that somebody adds needs a file of words and nothing else."""
import os
import pathlib
import re
import shutil
import sys
import tempfile

sys.path.append(os.environ["STS_SOURCE_DIR"] + "/tests/cli")
from program import CJK, HAVE_CJK, ROOT, call, finish, flunk  # noqa: E402
from translated import read_terms, strings_of, words_left  # noqa: E402


def judge(folder, language, *arguments, quoted=(), **more):
    """`quoted`: English words of what is in English in the text, as its references are: their dates, and the names of their links."""
    for file, word, around in words_left(folder, language, *arguments, **more):
        if word not in quoted:
            flunk(f"{language}: “{word}” stands in {file}: … {around} …")


def invent(text):
    """English words as a language has them that nobody speaks: each has its letters doubled, and keeps its {names}."""

    def change(match):
        key, word = match.groups()
        if key in ("language-also", "date-format") or not word:
            return match.group()
        parts = re.split(r"(\{\w+\})", word)
        return f'{key}: "' + "".join(part if part.startswith("{") else re.sub(r"([^\W\d_])", r"\1\1", part) for part in parts) + '"'

    return re.sub(r'^([a-z0-9-]+): "(.*)"$', change, text, flags=re.M).replace("reviewed: true", "reviewed: false")


def test_new_language(folder):
    """The French library, said to be in a made-up language that the library itself has the words of."""
    library = folder / "library"
    shutil.copytree(ROOT / "tests/fixtures/french", library)
    for path in (library / "library.yaml", library / "rayons.md"):
        path.write_text(path.read_text(encoding="utf-8").replace("language: fr", "language: qaa").replace("## Références", "## RReeffeerreenncceess"), encoding="utf-8")
    terms = library / "styles/terms/qaa.yaml"
    terms.parent.mkdir(parents=True)
    terms.write_text(invent((ROOT / "styles/terms/en.yaml").read_text(encoding="utf-8")), encoding="utf-8")
    check = call("--check", "-C", library)
    if check.returncode or "words-missing" in check.stdout or "warning:" in check.stdout:
        flunk(f"a language that has but its file of words: {check.stdout}{check.stderr}")
    judge(folder / "out", "qaa", "-C", library, terms=terms)
    own, printed = read_terms(terms), {path.suffix: " ".join(strings_of(path)) for path in (folder / "out").glob("*.*")}
    for key in ("contents", "references", "disclaimer", "notes", "hyperlinks", "warning", "caution", "important", "tip", "note", "editors-note", "last-revised", "status-draft-book"):
        for suffix, text in printed.items():
            if " ".join(own[key].split()) not in text:
                flunk(f"“{own[key]}” ({key}) is not printed in the book{suffix}")


def main():
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        for language, name in (("ar", "arabic"), ("fr", "french")):
            judge(scratch / name, language, "-C", ROOT / "tests/fixtures" / name)
        spanish = [path.name.removesuffix(".es.md") for path in sorted((ROOT / "content").glob("*.es.md"))]
        assert len(spanish) > 1, "there are no Spanish sections in content/"
        judge(scratch / "spanish", "es", "-C", ROOT / "content", "--language", "es", sections=spanish, quoted=("March", "May", "October", "opens"))
        if HAVE_CJK:
            judge(scratch / "chinese", "zh-Hans", "-C", ROOT / "tests/fixtures/chinese", "--fonts", CJK)
        # A library that is whole in one language has words of no other: the test can fail.
        if not words_left(scratch / "english", "fr", "-C", ROOT / "tests/fixtures/french", "--language", "en", "--or-original"):
            flunk("English words around French text are not found")
        test_new_language(scratch / "new")
    return finish()


if __name__ == "__main__":
    sys.exit(main())
