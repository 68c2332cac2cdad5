#!/usr/bin/env python3
"""A library in several languages: which text is taken, what stands in for what is missing, names of files, links, verdicts; and no English word in a Spanish book.

tests/fixtures/languages has three sections, two of them in Spanish. Everything is read from the exported files.
"""
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile
import zipfile

ROOT = pathlib.Path(os.environ["STS_SOURCE_DIR"])
sys.path[:0] = [str(ROOT / "tests/cli"), str(ROOT / "tests/conformance"), str(ROOT / "tests/truth")]
import pdf_reader  # noqa: E402
import program  # noqa: E402
from exported import page_text  # noqa: E402
from program import finish, flunk, same  # noqa: E402
from translated import strings_of, words_left  # noqa: E402

LIBRARY = ROOT / "tests/fixtures/languages"
WALKING = """---
title: Cómo caminar
last-revised: 2021-03-04
references: {waived: "la fuente no da ninguna"}
---

- [ ] Camine hasta la puerta.
- [x] Siéntese.

Vea [su herida](wound.md#en-casa).
"""


def run(*arguments, status=0):
    """All that the call says."""
    done = program.run(*arguments, status=status)
    return done.stdout + done.stderr


def need_in(what, wanted, text):
    if wanted not in text:
        flunk(f"{what}: “{wanted}” is not in {text}")


def paper(path):
    return " ".join(page_text(path).split())


def no_english(folder):
    """No word of en.yaml that is not one of es.yaml, too, is in any part of a Spanish book."""
    library = folder / "whole"
    shutil.copytree(LIBRARY, library)
    (library / "walking.es.md").write_text(WALKING)
    for file, word, around in words_left(folder / "spanish", "es", "-C", library, "--language", "es"):
        flunk(f"{file} says “{word}”: {around}")
    folder /= "spanish"
    for path in (folder / "de-vuelta-a-casa.es.pdf", folder / "de-vuelta-a-casa.es.epub"):
        text = "\n".join(strings_of(path))
        for wanted in ("Contenido", "De vuelta a casa", "Secciones revisadas hasta el 4 de marzo de 2021", "Adaptado de: Una guía para volver a casa. La sala, 2018", "Advertencia", "Nota de la redacción", "Última revisión: la fecha se perdió en la fuente"):
            need_in(path, re.sub(r"\s", "", wanted), re.sub(r"\s", "", text))
        if "English" in text:
            flunk(f"{path} names a language that it has nothing of")
    with zipfile.ZipFile(folder / "de-vuelta-a-casa.es.epub") as book:
        package = book.read("EPUB/package.opf").decode()
        same("dc:language", re.findall("<dc:language>(.*?)<", package), ["es"])
        same("languages of documents", {tag for name in book.namelist() if name.endswith(".xhtml") for tag in re.findall(' lang="([^"]*)"', book.read(name).decode())}, {"es"})
    pdf = pdf_reader.Pdf(folder / "de-vuelta-a-casa.es.pdf")
    same("/Lang", pdf_reader.text_of(pdf.get(pdf.catalog()["/Lang"])), "es")
    # Another book of the same library has another identifier, always the same.
    run("--quiet", "--epub", "--book", "-C", library, "-o", f"{folder}/")
    names = [re.search("<dc:identifier[^>]*>(.*?)<", zipfile.ZipFile(folder / name).read("EPUB/package.opf").decode()).group(1) for name in ("going-home.epub", "de-vuelta-a-casa.es.epub")]
    same("identifiers", names, ["urn:uuid:3f0c2c58-7d53-4f0b-8f0e-5a8a3b1f7c22", names[1]])
    if names[0] == names[1] or not re.fullmatch("urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", names[1]):
        flunk(f"the identifier of the translation: {names}")


def choice_of_text(folder):
    run("--quiet", "--pdf", "--epub", "wound", "calls", "--language", "es-mx", "-C", LIBRARY, "-o", f"{folder}/")
    for name in ("wound.es-MX.pdf", "wound.es-MX.epub", "calls.es-MX.pdf"):
        if not (folder / name).exists():
            flunk(f"{name} is not there: {sorted(os.listdir(folder))}")
    text = paper(folder / "wound.es-MX.pdf")
    need_in("a handout in Spanish", "Pregunte a su equipo médico (consulte A quién llamar) antes de cambiar algo.", text)
    need_in("its date", "Última revisión: 7 de mayo de 2019", text)
    need_in("a link to what is not in Spanish", "caminar (consulte Walking)", text)
    page = zipfile.ZipFile(folder / "wound.es-MX.epub").read("EPUB/text/wound.xhtml").decode()
    need_in("the language of that title", '(consulte <span lang="en" xml:lang="en">Walking</span>)', page)
    if "2018" in text.replace("La sala, 2018", ""):
        flunk(f"the date of the original: {text}")
    # By the file, and by itself.
    run("--quiet", "--pdf", LIBRARY / "wound.es.md", "-o", folder / "named.pdf")
    run("--quiet", "--pdf", "wound", "--language", "es", "-C", LIBRARY, "-o", folder / "asked.pdf")
    same("the same bytes", (folder / "named.pdf").read_bytes(), (folder / "asked.pdf").read_bytes())
    told = run("--pdf", LIBRARY / "wound.es.md", "--language", "fr", status=2)
    need_in("two languages", "leave one of the two out", told)
    told = run("--pdf", LIBRARY / "wound.es.md", LIBRARY / "walking.md", status=2)
    need_in("two languages", "in several languages", told)
    # The library's own language needs no option; asking for it changes nothing.
    for name, options in (("own", []), ("en", ["--language", "en"])):
        run("--quiet", "--pdf", "wound", *options, "-C", LIBRARY, "-o", folder / f"{name}.pdf")
    same("the library's own language", (folder / "own.pdf").read_bytes(), (folder / "en.pdf").read_bytes())
    # A document by itself.
    document = folder / "document"
    document.mkdir()
    for name, title in (("d.md", "One"), ("d.es.md", "Uno")):
        (document / name).write_text(f"---\ntitle: {title}\nlast-revised: 2018-04-06\ndisclaimer: Ask.\nreferences: {{waived: none}}\n---\n\nText.\n")
    run("--quiet", "--pdf", "--book", "d", "--language", "es", "-C", document / "d.md", "-o", folder / "d.pdf")
    need_in("a document in Spanish", "Uno", paper(folder / "d.pdf"))
    run("--quiet", "--pdf", document / "d.es.md", "-o", folder / "d2.pdf")
    need_in("a document in Spanish, by its file", "Última revisión: 6 de abril de 2018", paper(folder / "d2.pdf"))
    # An original in that language is taken as it is.
    mixed = folder / "mixed"
    shutil.copytree(LIBRARY, mixed)
    (mixed / "walking.md").write_text(WALKING.replace("---\n", "---\nlanguage: es\n", 1))
    run("--quiet", "--pdf", "walking", "--language", "es", "-C", mixed, "-o", folder / "walking.pdf")
    need_in("an original in Spanish", "Pregunte a su equipo médico", paper(folder / "walking.pdf"))
    told = run("--pdf", "walking", "--language", "fr", "-C", mixed, "-o", f"{folder}/", status=1)
    need_in("which is not in French", "write “walking.fr.md”", told)


def original_in_its_place(folder):
    output = folder / "originals"
    output.mkdir()
    run("--quiet", "--pdf", "--epub", "--all", "--language", "es", "--or-original", "-C", LIBRARY, "-o", f"{output}/")
    same("files", sorted(os.listdir(output)), sorted(f"{name}.es.{format}" for name in ("wound", "calls", "walking") for format in ("pdf", "epub")))
    text = paper(output / "walking.es.pdf")
    need_in("the original", "Last Revised: January 2, 2020 This text is not yet available in this language: español. Draft:", text)
    for wanted in ("Ask your care team", "References", "Page 1 of 1"):
        need_in("what stands around it", wanted, text)
    page = zipfile.ZipFile(output / "walking.es.epub").read("EPUB/text/walking.xhtml").decode()
    need_in("the name of the language", '<span lang="es" xml:lang="es">español</span>', page)
    need_in("the language of the text", '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en"', page)
    # A book has both, and says which is which.
    run("--quiet", "--pdf", "--epub", "--book", "--language", "es", "--or-original", "-C", LIBRARY, "-o", f"{output}/")
    text = paper(output / "de-vuelta-a-casa.es.pdf")
    for wanted in ("Walking Last Revised: January 2, 2020 This text is not yet", "Su herida Última revisión: 7 de mayo de 2019 Borrador"):
        need_in("a book in both", wanted, text)
    files = sorted(output.iterdir())
    need_in("verdicts", f"{len(files)} files: {len(files)} current", run("--verify", *files, "-C", LIBRARY))
    # Once the translation is there, those are outdated; what was in Spanish already is not.
    library = folder / "translated"
    shutil.copytree(LIBRARY, library)
    (library / "walking.es.md").write_text(WALKING)
    result = {pathlib.Path(one["file"]).name: one["verdict"] for one in json.loads(run("--verify", "--json", *files, "-C", library, status=1))}
    # The sheet on the wound says the title of the other, which is another one now.
    outdated = {"walking.es.pdf", "walking.es.epub", "wound.es.pdf", "wound.es.epub", "de-vuelta-a-casa.es.pdf", "de-vuelta-a-casa.es.epub"}
    same("verdicts once it is translated", {name for name, verdict in result.items() if verdict != "current"}, outdated)
    told = run("--compare", output / "wound.es.pdf", library, status=1)
    need_in("a comparison", "consulte Cómo caminar", told)
    run("--compare", output / "wound.es.pdf", LIBRARY)


def links_of_an_original(folder):
    """In the place of a translation, an original keeps its code, and its links what they say there; headings are looked for in its own language."""
    library, output = folder / "library", folder / "sheets"
    shutil.copytree(LIBRARY, library)
    output.mkdir()
    walking = library / "walking.md"
    walking.write_text(walking.read_text().replace("(wound.md)", "(wound.md) and [how to rest](wound.md#at-home)"))
    run("--quiet", "--pdf", "walking", "-C", library, "-o", output / "walking.pdf")
    run("--quiet", "--pdf", "--epub", "--html", "walking", "--language", "es", "--or-original", "-C", library, "-o", f"{output}/")
    run("--quiet", "--pdf", "--epub", "--book", "--language", "es", "--or-original", "-C", library, "-o", f"{output}/")
    files = sorted(output.iterdir())
    need_in("verdicts", f"{len(files)} files: {len(files)} current", run("--verify", *files, "-C", library))
    codes = {re.search(r"\b[0-9a-f]{8}\b", paper(output / name))[0] for name in ("walking.pdf", "walking.es.pdf")}
    same("codes of one text", len(codes), 1)
    need_in("the code", "current", run("--verify", *codes, "-C", library))
    walking.write_text(walking.read_text().replace("#at-home", "#at-hom"))
    told = run("--pdf", "walking", "--language", "es", "--or-original", "-C", library, "-o", f"{output}/", status=1)
    need_in("a heading that there is not", "has no such heading or closing part; did you mean “#at-home”?", told)


def check_and_list(folder):
    told = run("--check", "-C", LIBRARY)
    need_in("--check", "3 sections and 2 translations checked: no errors, no warnings", told)
    need_in("--check of one", "1 section and 1 translation checked", run("--check", "wound", "-C", LIBRARY))
    told = run("--check", "-v", LIBRARY / "wound.es.md")
    need_in("--check of a translation", "1 section checked: no errors, no warnings", told)
    need_in("a link to what is not in Spanish", "wound.es.md:12:80: note: the link leads to the original, in “en”: there is no text of “walking.md” in the language “es” [translation-link]", told)
    if "wound.md:" in told:
        flunk(f"more than was asked for is told: {told}")
    need_in("--check of several languages", "1 section and 1 translation checked", run("--check", LIBRARY / "wound.es.md", LIBRARY / "walking.md"))
    need_in("--check of one language", "walking.md:1:1: error", run("--check", "--language", "es", "-C", LIBRARY, status=1))
    # What is wrong with a translation keeps neither its original nor another translation from being exported.
    library = folder / "faulty"
    shutil.copytree(LIBRARY, library)
    with open(library / "wound.es.md", "a") as file:
        file.write("\n#### Skipped\n\nVea [nada](nowhere.md).\n")
    told = run("--check", "-C", library, status=1)
    for wanted in ("[heading-skip]", "[link-section-unknown]"):
        need_in("a faulty translation", wanted, told)
    run("--quiet", "--pdf", "--all", "-C", library, "-o", f"{folder}/")
    run("--quiet", "--pdf", "calls", "--language", "es", "-C", library, "-o", f"{folder}/")
    run("--quiet", "--pdf", "wound", "--language", "es", "-C", library, "-o", f"{folder}/", status=1)
    same("--list", {one["id"]: one["translations"] for one in json.loads(run("--list", "--json", "-C", LIBRARY))}, {"wound": ["es"], "calls": ["es"], "walking": []})
    need_in("--list", "en, es", run("--list", "-C", LIBRARY))


def stamps(folder):
    """A stamp changes no other byte; when the original moves on, check, print, list and verdicts know."""
    library = folder / "library"
    shutil.copytree(LIBRARY, library)
    file = library / "wound.es.md"
    need_in("a translation without a stamp", "[translation-unstamped]", run("--check", "-v", file))
    for before in (file.read_bytes(), file.read_bytes().replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + file.read_bytes(), b"Texto.\n\nReferencias? No.\n"):
        file.write_bytes(before)
        os.chmod(file, 0o640)
        need_in("a stamp", f"stamped {file}", run("--stamp-translation", file))
        once = file.read_bytes()
        run("--stamp-translation", file)
        same("a stamp in the place of the same", file.read_bytes(), once)
        kept = re.sub(rb"translation-of:\r?\n(  .*\r?\n)+", b"", once)
        same("all else", kept.replace(b"---\n---\n\n", b""), before)
        same("mode", os.stat(file).st_mode & 0o777, 0o640)
    # One that stands before other keys is replaced in its place.
    text = (LIBRARY / "wound.es.md").read_text()
    file.write_text(text.replace("last-revised:", "translation-of: " + "0" * 64 + "\n\nlast-revised:", 1))
    run("--stamp-translation", file)
    same("the keys around it", re.sub("translation-of:\n(  .*\n)+\n", "", file.read_text()), text)
    # Comments behind an old stamp stay, however they are indented; front matter that is none, or does not end, gets no other before it.
    old = "translation-of:\n  content: " + "0" * 64 + "\n  # Ask Ana.\n\n  # And Juan.\n"
    file.write_text(text.replace("last-revised:", old + "last-revised:", 1))
    run("--stamp-translation", file)
    same("the comments", re.sub("translation-of:\n(  [^#]*\n)+?(?=  #)", "", file.read_text()), text.replace("last-revised:", old[old.index("  #"):] + "last-revised:", 1))
    for before in ("+++\ntitle = 'T'\n+++\nTexto.\n", "---\ntitle: T\n\nTexto.\n"):
        file.write_text(before)
        run("--stamp-translation", file, status=1)
        same("what is not stamped", file.read_text(), before)
    shutil.copy(LIBRARY / "wound.es.md", file)
    run("--stamp-translation", "wound", "--language", "es", "-C", library)
    told = run("--check", "-v", file)
    if "translation-stale" in told or "translation-unstamped" in told:
        flunk(f"a fresh stamp is told: {told}")
    # The fingerprint is that of the original's own sheet.
    run("--quiet", "--epub", "wound", "-C", library, "-o", f"{folder}/")
    package = zipfile.ZipFile(folder / "wound.epub").read("EPUB/package.opf").decode()
    need_in("the stamp", re.search("contentFingerprint\">([0-9a-f]{64})<", package).group(1), file.read_text())
    run("--quiet", "--pdf", "--epub", "wound", "--language", "es", "-C", library, "-o", f"{folder}/")
    fresh = [folder / "wound.es.pdf", folder / "wound.es.epub"]
    need_in("verdicts", "2 files: 2 current", run("--verify", *fresh, "-C", library))
    # The file of the original may change in what is not content.
    original = library / "wound.md"
    text = original.read_text()
    original.write_text(text.replace("# Test", "# Test") + "\n<!-- a comment -->\n")
    need_in("the same content", "no errors, no warnings", run("--check", file))
    # It changes: one line another, one new, one gone.
    original.write_text(text.replace("| 1 | Rest |", "| 1 | Sleep |").replace("## At home", "Drink water.\n\n## At home").replace("1. Look at the wound.\n", ""))
    told = run("--check", file)
    for wanted in ("wound.es.md:10:1: warning: ", "line 23 is new or changed (“Sleep”)", "line 25 is new or changed (“Drink water.”)", "2 lines of the older text are gone", "[translation-stale]"):
        need_in("what has changed", wanted, told)
    if "Wash" in told or "Write down" in told:
        flunk(f"what has not changed is told: {told}")
    need_in("verdicts", "2 files: 2 outdated", run("--verify", *fresh, "-C", library, status=1))
    need_in("the reason", "the text that this was translated from has changed since", run("--verify", fresh[0], "-C", library, status=1))
    run("--quiet", "--pdf", "--epub", "wound", "--language", "es", "-C", library, "-o", f"{folder}/")
    need_in("the sheet", "Última revisión: 7 de mayo de 2019 El texto original (English) es más reciente que esta traducción. Borrador", paper(fresh[0]))
    need_in("the language of that name", '<span lang="en" xml:lang="en">English</span>', zipfile.ZipFile(fresh[1]).read("EPUB/text/wound.xhtml").decode())
    need_in("verdicts of what says so", "2 files: 2 current", run("--verify", *fresh, "-C", library))
    code = next(one["short-code"] for one in json.loads(run("--list", "--json", "--language", "es", "-C", library)) if one["id"] == "wound")
    need_in("the code of such a sheet", f"{code}: current\n", run("--verify", code, "-C", library))
    need_in("what it says besides", "the text is the current one, but the text that it was translated from has changed since", run("--verify", code, "-C", library))
    listed = {one["id"]: one["original-newer"] for one in json.loads(run("--list", "--json", "--language", "es", "-C", library))}
    same("--list", listed, {"wound": True, "calls": False})
    same("a language without texts", run("--list", "--language", "vi", "-C", library), "no section has a text in the language “vi”\n")
    both = [(one["id"], one["language"]) for one in json.loads(run("--list", "--json", "--language", "es", "--or-original", "-C", library))]
    same("the list with originals", both, [("wound", "es"), ("calls", "es"), ("walking", "en")])
    table = run("--list", "--language", "es", "-C", library).split("\n")
    same("the list", [line.split()[0] for line in table if "its original is newer" in line], ["wound"])
    # A fingerprint alone tells that it has changed, and a stamp in an original is an error.
    file.write_text(re.sub("translation-of:\n(  .*\n)+", "translation-of: " + "0" * 64 + "\n", file.read_text()))
    need_in("a stamp without lines", "its stamp does not say which lines there were", run("--check", file))
    run("--stamp-translation", file)
    need_in("a new stamp", "no errors, no warnings", run("--check", file))
    # A change in a passage is told with the passage's file, whose lines they are; it has no stamp of its own.
    passage = library / "shared" / "call.md"
    passage.parent.mkdir()
    passage.write_text("Call us.\n\nDay or night.\n")
    (passage.parent / "call.es.md").write_text("Llame.\n")
    original.write_text(text + "\n![[call]]\n")
    run("--stamp-translation", file)
    passage.write_text("Call us.\n\nBy day.\n")
    need_in("a change of a passage", f"line 3 of “{passage}” is new or changed (“By day.”)", run("--check", file))
    need_in("a stamp of a passage", "is a passage, which the stamps of the sections that show it cover", run("--stamp-translation", passage.parent / "call.es.md", status=2))
    shutil.rmtree(passage.parent)
    original.write_text(text)
    run("--stamp-translation", file)
    # An original that asks for a review, where its translation does not.
    original.write_text(text.replace("---\n", "---\nnext-review: 2020-01-31\n", 1))
    need_in("a review of the original alone", f"stamped {file}", run("--stamp-translation", file))
    # Refused: an original with errors, what is no translation, and nothing is written.
    before = file.read_bytes()
    original.write_text(text + "\n[x](nowhere.md)\n")
    need_in("an original with errors", "nothing was stamped", run("--stamp-translation", file, status=1))
    same("the file", file.read_bytes(), before)
    need_in("no translation", "name the translations to stamp", run("--stamp-translation", original, status=2))
    same("the files", sorted(os.listdir(library)), sorted(os.listdir(LIBRARY)))


def places(folder):
    """What is a translation is decided by where it lies in its library; none of what the library says lies outside it."""
    library = folder / "shared"
    shutil.copytree(LIBRARY, library)
    run("--quiet", "--epub", library / "wound.es.md", "-o", f"{folder}/")
    need_in("its translation", "Última revisión", zipfile.ZipFile(folder / "wound.es.epub").read("EPUB/text/wound.xhtml").decode())
    (library / "shared/drugs").mkdir(parents=True)
    (library / "shared/drugs/a.md").write_text("Take it.\n")
    (library / "shared/drugs/a.es.md").write_text("Tome ~~5 mg~~.\n")
    need_in("a passage in a folder", "a.es.md:1:6: error", run("--check", library / "shared/drugs/a.es.md", status=1))
    (library / "library.es.yaml").rename(folder / "outside.yaml")
    (library / "library.es.yaml").symlink_to(folder / "outside.yaml")
    need_in("a link", "library.es.yaml:1:1: error: “library.es.yaml” does not lie in the library's folder", run("--check", "--language", "es", "-C", library, status=1))


def old_words(folder):
    """Earlier versions could print their own words in another language than the text's; such files are judged as before."""
    old = ROOT / "tests/fixtures/record-4"
    need_in("words over a text", "Última revisión", paper(old / "doses.pdf"))
    need_in("verdicts", "2 files: 2 current", run("--verify", old / "doses.pdf", old / "doses.epub", "-C", old / "library"))
    library = folder / "old"
    shutil.copytree(old / "library", library)
    text = (library / "doses.md").read_text()
    (library / "doses.md").write_text(text.replace("Rest.", "Run."))
    need_in("verdicts", "2 files: 2 outdated", run("--verify", old / "doses.pdf", old / "doses.epub", "-C", library, status=1))


def main():
    for test in (choice_of_text, original_in_its_place, links_of_an_original, check_and_list, no_english, stamps, places, old_words):
        with tempfile.TemporaryDirectory() as folder:
            test(pathlib.Path(folder))
    return finish()


if __name__ == "__main__":
    sys.exit(main())
