#!/usr/bin/env python3
"""--verify: the five verdicts on PDF and on EPUB, on real exports that were changed, and on libraries that moved on."""
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile

sys.path.insert(0, os.path.dirname(__file__))
from exported import Epub, Pdf  # noqa: E402
from program import CJK, HAVE_CJK, ROOT, finish, flunk, run  # noqa: E402


def export(library, *arguments):
    run("--quiet", "-C", library, "--pdf", "--epub", *arguments)


def verify(path, verdict, *says, library=None, intact=None, extra=()):
    """Verifies one file, and compares the verdict, the exit status and what is said. Returns the JSON."""
    content = ["-C", library] if library else []
    call = run("--verify", path, *content, *extra, "--json", status=0 if verdict == "current" else 1)
    try:
        result = json.loads(call.stdout)[0]
    except (ValueError, IndexError):
        flunk(f"{path}: no JSON: {call.stdout}")
        return {}
    if result["verdict"] != verdict:
        flunk(f"{path}: {result['verdict']}, not {verdict}: {call.stdout}")
    if intact is not None and result["intact"] != intact:
        flunk(f"{path}: intact is {result['intact']}: {call.stdout}")
    text = run("--verify", path, *content, *extra, status=0 if verdict == "current" else 1).stdout
    if not text.startswith(f"{path}: {verdict}\n"):
        flunk(f"{path}: the text does not begin with its verdict: {text}")
    for phrase in says:
        if phrase not in text:
            flunk(f"{path}: “{phrase}” is not in: {text}")
    return result


def section_of(result, identifier):
    return next((s for s in result.get("sections", []) if s["id"] == identifier), {})


# ---- right after the export ----


def everything_current(folder):
    """Whatever a library holds, and however it is exported, it is current at once."""
    libraries = [ROOT / "content", *sorted((ROOT / "tests/fixtures").glob("*/")), *sorted((ROOT / "tests/conformance").glob("*-library"))]
    ways = {"all": ["--all"], "book": ["--book"], "large": ["--book", "--style", "large-print", "--paper", "a4", "--duplex", "--linearize", "--no-fonts"],
            "es": ["--all", "--language", "es", "--or-original", "--no-pages"]}
    if "STS_SANITIZED" in os.environ:
        ways = {way: ways[way] for way in ("all", "book")}
    for library in libraries:
        # What cairo leaks of fonts for Chinese is told from ours elsewhere.
        fonts = ["--fonts", CJK] if library.name == "chinese" else []
        if not (library / "library.yaml").exists() or (fonts and ("STS_SANITIZED" in os.environ or not HAVE_CJK)):
            continue
        outputs = []
        for way, arguments in ways.items():
            output = folder / library.name / way
            output.mkdir(parents=True)
            export(library, *arguments, *fonts, "-o", f"{output}/")
            outputs += sorted(output.iterdir())
        done = run("--verify", *outputs, "-C", library)
        if not done.stdout.endswith(f"{len(outputs)} files: {len(outputs)} current\n"):
            flunk(f"{library}: {done.stdout}")


def stamps_current(folder):
    """A file that says that its review is overdue is current where that is allowed, whatever the day."""
    library = folder / "stamped"
    shutil.copytree(ROOT / "content", library)
    with open(library / "library.yaml", "a", encoding="utf-8") as file:
        file.write("review-every: 3 years\n")
    export(library, "surgery", "--as-of", "2021-04-07", "--allow-expired", "-o", f"{folder}/")
    for path in (folder / "surgery.pdf", folder / "surgery.epub"):
        verify(path, "current", library=library, extra=["--allow-expired"])
        verify(path, "outdated", "its review was due by 2021-04-06 and is overdue", library=library, extra=["--as-of", "2021-04-07"], intact=True)
        verify(path, "outdated", library=library)
    export(library, "surgery", "--as-of", "2021-04-06", "-o", f"{folder}/")
    for path in (folder / "surgery.pdf", folder / "surgery.epub"):
        verify(path, "current", library=library, extra=["--as-of", "2021-04-06"])
        verify(path, "outdated", "overdue", library=library, extra=["--as-of", "2021-04-07"])


# ---- files that were changed ----


def make_earlier(pdf):
    """The record becomes one of version 2: without a fingerprint of the file, by a program whose words are others."""
    pdf.xmp(rb'xmlns:sts="urn:sts-export:provenance:4#"', b'xmlns:sts="urn:sts-export:provenance:2#"')
    pdf.xmp(rb"<sts:fileFingerprint>.*?</sts:fileFingerprint>", b"")
    pdf.xmp(rb"(<sts:wordsFingerprint>)[0-9a-f]*", rb"\g<1>" + b"0" * 64)


def changed_pdf(folder, library, good):
    def mutant(name, change):
        pdf, path = Pdf(good), folder / f"{name}.pdf"
        change(pdf)
        pdf.write(path)
        return path

    verify(mutant("same", lambda pdf: None), "current", library=library)
    result = verify(mutant("word", Pdf.change_word), "altered", "does not match its fingerprint", "it says “", library=library, intact=False)
    if section_of(result, "surgery").get("missing") != []:
        flunk(f"a changed word is not a missing part: {result}")
    result = verify(mutant("undisclaimed", lambda pdf: pdf.cut(pdf.element("surgery.disclaimer"))), "incomplete", "missing: disclaimer", "that no tag owns", library=library)
    if section_of(result, "surgery").get("missing") != ["disclaimer"]:
        flunk(f"the missing part is not named: {result}")
    for part in ("byline", "references", "last-revised"):
        verify(mutant(part, lambda pdf, part=part: pdf.cut(pdf.element("surgery." + part))), "incomplete", f"missing: {part}", library=library, intact=False)
    verify(mutant("unnamed", lambda pdf: pdf.sub(pdf.element("surgery"), rb"/ID \(surgery\)", b"")), "incomplete", "the section is missing", library=library)
    show = b"\nBT /%s 9 Tf 50 50 Td (\1\2\3) Tj ET\n"

    def stray(before, after):
        def change(pdf):
            fonts = pdf.objects[pdf.content()][1]
            font = re.search(rb"/(\S+) [\d.]+ Tf", fonts).group(1)
            pdf.objects[pdf.content()][1] += before + show % font + after

        return change

    verify(mutant("stray", stray(b"", b"")), "altered", "page 1 shows text outside of all tags", library=library, intact=False)
    verify(mutant("bare", stray(b"/Span BMC", b"EMC")), "altered", "page 1 shows text outside of all tags", library=library)
    verify(mutant("unowned", stray(b"/P << /MCID 4999 >> BDC", b"EMC")), "altered", "page 1 shows text that no tag owns", library=library)
    verify(mutant("note", lambda pdf: pdf.sub(pdf.pages()[0], rb"/Tabs", b"/Annots [ << /Type /Annot /Subtype /FreeText /Contents (Take two.) /Rect [ 0 0 9 9 ] >> ] /Tabs")), "altered",
           "annotation (FreeText)", library=library)
    verify(mutant("twice", lambda pdf: pdf.sub(pdf.element("surgery.disclaimer"), rb"/K \[ ", b"/K [ %d 0 R " % pdf.element("surgery.byline"))), "altered", "an element twice", library=library)
    verify(mutant("metadata", lambda pdf: pdf.xmp(rb"<sts:printedFingerprint>....", b"<sts:printedFingerprint>0000")), "altered", "fingerprint", library=library)
    verify(mutant("undated", lambda pdf: pdf.xmp(rb"<sts:lastRevised>.*?</sts:lastRevised>", b"")), "incomplete", "does not say when it was last revised", library=library)
    verify(mutant("unprinted", lambda pdf: pdf.xmp(rb"<sts:printedFingerprint>.*?</sts:printedFingerprint>", b"")), "incomplete", "its fingerprint is missing", library=library)
    verify(mutant("foreign", lambda pdf: pdf.xmp(rb"<sts:sections>.*</sts:sections>", b"")), "unknown", "sts-export did not write it", library=library, intact=False)
    verify(mutant("untagged", lambda pdf: pdf.sub(pdf.root, rb"/StructTreeRoot \d+ 0 R", b"")), "unknown", "has no tags any more", library=library)
    verify(mutant("no-xmp", lambda pdf: pdf.sub(pdf.root, rb"/Metadata \d+ 0 R", b"")), "unknown", "sts-export did not write it", library=library)
    result = verify(mutant("foot", Pdf.change_foot), "altered", "words outside the text of its sections were changed", library=library, intact=False)
    if section_of(result, "surgery").get("verdict") != "current":
        flunk(f"a changed foot is no section's: {result}")
    # XMP of an older record, as other programs write it: attributes, and other prefixes.
    def rewrite(pdf):
        pdf.xmp(rb"<sts:status>(.*?)</sts:status><sts:book>(.*?)</sts:book>", b"")
        pdf.xmp(rb'rdf:about="" xmlns:sts="([^"]*)">', rb'rdf:about="" xmlns:sts="\1" sts:status="sample" sts:book="False">')
        make_earlier(pdf)
        data = pdf.objects[pdf.reference(pdf.root, b"Metadata")]
        data[1] = data[1].replace(b"<sts:", b"<q:").replace(b"</sts:", b"</q:").replace(b"xmlns:sts=", b"xmlns:q=").replace(b" sts:", b" q:")

    verify(mutant("rewritten", rewrite), "current", library=library)


def foreign_keys(folder, library, good):
    """What no export writes is told by its name, whatever fingerprints say; what is allowed is covered by the fingerprint of the file."""
    script = b"/OpenAction << /S /JavaScript /JS (1) >>"
    foreign = {
        "it has “/OpenAction” in an object of the kind Catalog": lambda pdf: pdf.sub(pdf.root, rb">>\s*$", script + b" >>"),
        "it has “/AF” in an object of the kind Catalog": lambda pdf: pdf.sub(pdf.root, rb">>\s*$", b"/AF [ ] >>"),
        "it has “/CropBox” in an object of the kind Page": lambda pdf: pdf.sub(pdf.pages()[0], rb"/Tabs", b"/CropBox [ 0 0 1 1 ] /Tabs"),
        "it has “/AA” in an object of the kind Page": lambda pdf: pdf.sub(pdf.pages()[0], rb"/Tabs", b"/AA << >> /Tabs"),
        "it has “/Rotate” in an object of the kind Page": lambda pdf: pdf.sub(pdf.pages()[0], rb"/Tabs", b"/Rotate 180 /Tabs"),
        "it has “/Alt” in an object of the kind Element": lambda pdf: pdf.sub(pdf.element("surgery.byline"), rb"/ID", b"/Alt (Stop.) /ID"),
        "it has “/E” in an object of the kind Element": lambda pdf: pdf.sub(pdf.element("surgery.byline"), rb"/ID", b"/E (Stop.) /ID"),
        "it has “/ActualText” in an object of the kind Element": lambda pdf: pdf.sub(pdf.element("surgery.byline"), rb"/ID", b"/ActualText (Stop.) /ID"),
        "page 1 is drawn with “Tr”": lambda pdf: pdf.sub_data(pdf.content(), rb"Tf\n", b"Tf\n3 Tr\n"),
        "page 1 has marked content with properties": lambda pdf: pdf.sub_data(pdf.content(), rb"<< /MCID 0", b"<< /Alt (Stop.) /MCID 0"),
    }
    for said, change in foreign.items():
        pdf = Pdf(good)
        change(pdf)
        pdf.write(folder / "foreign.pdf")
        verify(folder / "foreign.pdf", "altered", said, library=library, intact=False)
    covered = {
        "bookmark": lambda pdf: pdf.sub(pdf.reference(pdf.reference(pdf.root, b"Outlines"), b"First"), rb"/Title \(", b"/Title (Stop "),
        "language": lambda pdf: pdf.sub(pdf.root, rb"/Lang \(en\)", b"/Lang (ar)"),
        "color": lambda pdf: pdf.sub_data(pdf.content(), rb"[\d.]+ [\d.]+ [\d.]+ rg", b"1 1 1 rg"),
        "place": lambda pdf: pdf.sub_data(pdf.content(), rb"1 0 0 1 [\d.]+", b"1 0 0 1 9000"),
        "paint": lambda pdf: pdf.objects[pdf.content()].__setitem__(1, pdf.objects[pdf.content()][1] + b"/Artifact << /Type /Layout >> BDC\n0 0 600 800 re f\nEMC\n"),
        "box": lambda pdf: pdf.sub(pdf.pages()[0], rb"/MediaBox \[ 0 0", b"/MediaBox [ 500 500"),
        "title": lambda pdf: pdf.sub(pdf.find(rb"/Producer"), rb"/Title \(", b"/Title (Stop "),
        "conformance": lambda pdf: pdf.xmp(rb"<pdfaid:part>2", b"<pdfaid:part>1"),
    }
    for name, change in covered.items():
        pdf = Pdf(good)
        change(pdf)
        pdf.write(folder / f"covered-{name}.pdf")
        verify(folder / f"covered-{name}.pdf", "altered", "something in it besides the text", library=library, intact=False)
    for name, pattern in (("publisher", rb"<dc:publisher>.*?<rdf:li>"), ("language", rb"<dc:language>.*?<rdf:li>")):
        pdf = Pdf(good)
        pdf.xmp(b"(" + pattern + b")", rb"\1x")
        pdf.write(folder / "core.pdf")
        verify(folder / "core.pdf", "altered", f"its {name} is “x", library=library)
    (folder / "tail.pdf").write_bytes(good.read_bytes() + b"<script>")
    verify(folder / "tail.pdf", "altered", "something before its head or after its end", library=library)


def optional_parts(folder, library):
    """Notes and hyperlinks are missed where the file had them."""
    export(library, "everything", "-o", f"{folder}/")
    for part in ("notes", "hyperlinks"):
        pdf = Pdf(folder / "everything.pdf")
        pdf.cut(pdf.element("everything." + part))
        pdf.write(folder / "part.pdf")
        epub = Epub(folder / "everything.epub")
        epub.sub("text/everything.xhtml", f'<section id="everything.{part}".*?</section>', "")
        epub.write(folder / "part.epub")
        for path in (folder / "part.pdf", folder / "part.epub"):
            verify(path, "incomplete", f"missing: {part}", library=library, intact=False)


def markers(folder, library):
    """What stands in place of a list marker is in no section's text, and seen all the same."""
    export(library, "tasks", "-o", f"{folder}/")
    pdf = Pdf(folder / "tasks.pdf")
    pdf.change_marker()
    pdf.write(folder / "marker.pdf")
    verify(folder / "marker.pdf", "altered", "a list marker", library=library)
    epub = Epub(folder / "tasks.epub")
    epub.sub("text/tasks.xhtml", "(<span class=\"label\"[^>]*>)[^<]*", r"\1Never: ")
    epub.write(folder / "marker.epub")
    verify(folder / "marker.epub", "altered", "it says “Never:” in place of a list marker", library=library)


def undeclared_parts(folder):
    """What every section must have is missed even where the file's own metadata do not promise it, and nothing is at hand to compare it with."""
    export(ROOT / "content", "surgery", "-o", f"{folder}/")
    for part in ("byline", "references", "disclaimer", "last-revised"):
        pdf = Pdf(folder / "surgery.pdf")
        pdf.cut(pdf.element("surgery." + part))
        pdf.xmp(rb"(<sts:parts>[^<]*?) ?\b%s\b" % part.encode(), rb"\1")
        pdf.write(folder / "undeclared.pdf")
        epub = Epub(folder / "surgery.epub")
        epub.sub("text/surgery.xhtml", rf'<(section|div) id="surgery.{part}".*?</\1>', "")
        epub.sub("package.opf", rf'(property="sts:parts">[^<]*?) ?\b{part}\b', r"\1")
        epub.write(folder / "undeclared.epub")
        for path in (folder / "undeclared.pdf", folder / "undeclared.epub"):
            result = verify(path, "incomplete", f"missing: {part}", intact=False)
            if section_of(result, "surgery").get("missing") != [part]:
                flunk(f"{path}: {part} is not said to be missing: {result}")


def changed_pdf_book(folder, library, good):
    pdf = Pdf(good)
    pdf.cut(pdf.element("radiation"))
    pdf.write(folder / "cut.pdf")
    result = verify(folder / "cut.pdf", "incomplete", "section “radiation”", "the section is missing from the file", library=library, intact=False)
    if section_of(result, "radiation").get("verdict") != "incomplete" or section_of(result, "surgery").get("verdict") != "current":
        flunk(f"the verdicts of the sections are wrong: {result}")
    pdf = Pdf(good)
    pdf.change_word(0)
    pdf.write(folder / "cover.pdf")
    verify(folder / "cover.pdf", "altered", "its cover or contents list was changed after the export", library=library)
    pdf = Pdf(good)
    first, second = pdf.element("surgery"), pdf.element("radiation")
    pdf.sub(pdf.reference(first, b"P"), rb"(?<!\d)%d 0 R(.*?)(?<!\d)%d 0 R" % tuple(sorted((first, second))), rb"%d 0 R\1 %d 0 R" % tuple(sorted((first, second), reverse=True)))
    pdf.write(folder / "swapped.pdf")
    verify(folder / "swapped.pdf", "altered", "stands after one that it should precede", library=library)
    # The book's one picture is a drawing.
    pdf = Pdf(good)
    pdf.sub_data(pdf.find(rb"/Subtype /Form"), rb"(?<=\n)([\d.]+) ", rb"\g<1>1 ")
    pdf.write(folder / "drawing.pdf")
    verify(folder / "drawing.pdf", "altered", "or a drawing", library=library, intact=False)


def changed_epub(folder, library, good, book):
    def mutant(name, change, source=good, **more):
        epub, path = Epub(source), folder / f"{name}.epub"
        change(epub)
        epub.write(path, **more)
        return path

    text = "text/surgery.xhtml"
    verify(mutant("same", lambda epub: None), "current", library=library)
    verify(mutant("word", lambda epub: epub.sub(text, "(<p>[^<]*)is ", r"\1was ")), "altered", "it says “", library=library, intact=False)
    result = verify(mutant("undisclaimed", lambda epub: epub.sub(text, '<section id="surgery.disclaimer".*?</section>', "")), "incomplete", "missing: disclaimer", library=library)
    if section_of(result, "surgery").get("missing") != ["disclaimer"]:
        flunk(f"the missing part is not named: {result}")
    verify(mutant("stray", lambda epub: epub.sub(text, "<body>", "<body><p>Take two.</p>")), "altered", "text that belongs to no section: “Take two.”", library=library)
    verify(mutant("alt", lambda epub: epub.sub(text, "<h2", '<img src="x" alt="New" /><h2')), "altered", library=library)
    verify(mutant("broken", lambda epub: epub.sub(text, "</p>", "")), "unknown", "not well-formed", library=library)
    verify(mutant("foreign", lambda epub: epub.sub("package.opf", 'prefix="sts: [^"]*"', "")), "unknown", "sts-export did not write it", library=library)
    verify(mutant("twin", lambda epub: None, extra=[("EPUB/" + text, b"<html/>")]), "altered", "twice", library=library)
    verify(mutant("locked", lambda epub: epub.entries.update({"META-INF/encryption.xml": b"<encryption/>"})), "unknown", "encrypted", library=library)
    verify(mutant("lost", lambda epub: epub.entries.pop("EPUB/" + text)), "incomplete", "the section is missing", library=library)
    verify(mutant("again", lambda epub: epub.sub("package.opf", '(<itemref idref="section-1"/>)', r"\1\1")), "altered", "its reading order names “section-1” twice", library=library)
    for name in ("nav.xhtml", "style.css", "cover.png", "toc.ncx"):
        lost = mutant("lost-file", lambda epub, name=name: epub.entries.pop("EPUB/" + name))
        verify(lost, "altered", f"its list of files names “{name}”, which is not in it", library=library, intact=False)
    verify(mutant("cut", lambda epub: epub.drop_section(2, "radiation") if "EPUB/text/radiation.xhtml" in epub.entries else flunk("no radiation"), book), "incomplete",
           "section “radiation”", "the section is missing", library=library)
    verify(mutant("cover", lambda epub: epub.sub("title.xhtml", "<h1([^>]*)>", r"<h1\1>New "), book), "altered", "cover or contents list was changed", library=library)
    verify(mutant("advert", lambda epub: epub.sub("cover.xhtml", "</body>", "<p>Buy.</p></body>"), book), "altered", "cover or contents list was changed", library=library)


def foreign_markup(folder, library, good):
    """What no export writes is told with its place, even where somebody has computed the fingerprint anew; what is allowed is covered by that."""
    text = "text/surgery.xhtml"
    foreign = {
        "the element <script>": (text, "</head>", "<script>1</script></head>"),
        "on line 9, the attribute “onload” of <body>": (text, "<body", '<body onload="1"'),
        "the attribute “style” of <p>": (text, "<p>", '<p style="display:none">'),
        "the value “sr-only” of the attribute “class” of <p>": (text, "<p>", '<p class="sr-only">'),
        "the value “javascript:1” of the attribute “href” of <a>": (text, "(<p>[^<]*)</p>", r'\1<a href="javascript:1"></a></p>'),
        "the attribute “hidden” of <p>": (text, "(<p>[^<]*)</p>", r'\1</p><p hidden="hidden">New</p>'),
        "the element <svg>": ("nav.xhtml", "</nav>", '<svg xmlns="http://www.w3.org/2000/svg"></svg></nav>'),
        "the element <docAuthor>": ("toc.ncx", "<docTitle>", "<docAuthor></docAuthor><docTitle>"),
        "the value “scripted” of the attribute “properties” of <item>": ("package.opf", '(<item id="section-1")', r'\1 properties="scripted"'),
        "“<!--Stop.-->”": (text, "<body>", "<body><!--Stop.-->"),
    }
    for said, (name, pattern, replacement) in foreign.items():
        epub = Epub(good)
        epub.sub(name, pattern, replacement)
        for sealed in (False, True):
            if sealed:
                epub.seal()
            epub.write(folder / "foreign.epub")
            verify(folder / "foreign.epub", "altered", f"EPUB/{name}", said, library=library, intact=False)
    # No fingerprint of text covers the code of a section: what stands in its place is nothing else.
    for said, pattern, replacement in (("Take 2.", '("short-code">)[^<]*', r"\1Take 2."), ("00000000", '("short-code">)[^<]*', r"\g<1>00000000"),
                                       ("Stop", "(<body[^>]*>)", r'\1<p class="short-code">Stop</p>')):
        epub = Epub(good)
        epub.sub(text, pattern, replacement)
        epub.seal()
        epub.write(folder / "code.epub")
        verify(folder / "code.epub", "altered", f"it says “{said}” in place of a section's short code", library=library, intact=False)
    covered = {"nav.xhtml": ("Surgery", "Injury"), "toc.ncx": ("Surgery", "Injury"), "style.css": ("color", "colour"), "package.opf": ("<dc:publisher>", "<dc:publisher>Not "),
               text: ("<title>", "<title>Stop ")}
    for name, change in covered.items():
        epub = Epub(good)
        epub.sub(name, *change)
        epub.write(folder / "covered.epub")
        verify(folder / "covered.epub", "altered", "something in it besides the text", library=library, intact=False)
        epub.seal()
        epub.write(folder / "sealed.epub")
        verify(folder / "sealed.epub", "outdated" if name == "package.opf" else "current", library=library)
    # What the library says of the whole is known without a fingerprint.
    for name, pattern, replacement in (("publisher", "<dc:publisher>", "<dc:publisher>Not "), ("creator", "(<dc:creator>)(.*?</dc:creator>)", r"\1X</dc:creator>\1\2"),
                                       ("language", "<dc:language>en", "<dc:language>ar"), ("title", "<dc:title>", "<dc:title>Not ")):
        epub = Epub(good)
        epub.sub("package.opf", pattern, replacement)
        epub.seal()
        epub.write(folder / "core.epub")
        verify(folder / "core.epub", "outdated", f"its {name} is “", library=library)
    epub = Epub(good)
    epub.entries["EPUB/more.js"] = b"1"
    epub.seal()
    epub.write(folder / "more.epub")
    verify(folder / "more.epub", "altered", "it holds the file “EPUB/more.js”, which its list of files does not name", library=library)
    (folder / "tail.epub").write_bytes(good.read_bytes() + b"<script>")
    verify(folder / "tail.epub", "altered", "after the end of its archive", library=library)


# ---- libraries that moved on ----


def edit(library, name, old, new):
    path = library / name
    text = path.read_text(encoding="utf-8")
    if old not in text:
        flunk(f"{path} does not hold “{old}”")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def small_library(folder, names=("surgery", "radiation", "chemo")):
    folder.mkdir()
    (folder / "library.yaml").write_text(
        "title: A Small Guide\nlanguage: en\nidentifier: urn:uuid:5b0f9a54-7a0e-4d7e-9c0b-6a1d5a6c1f01\nstatus: sample\n"
        f"disclaimer: |\n  This text does not replace the advice of your care team.\nsections: [{', '.join(names)}]\n", encoding="utf-8")
    for name in names:
        (folder / f"{name}.md").write_text(
            f"---\ntitle: About {name}\nlast-revised: 2018-04-06\n---\n\nSome people have *{name}*.\n\nIt takes a day.\n\n## References\n\nDoe J. A study. 2017.\n", encoding="utf-8")
    return folder


def unusual_names(folder):
    """Sections whose ids have letters outside ASCII are found again, in handouts and in books."""
    library = small_library(folder / "names", ("cirugía", "ДНК"))
    export(library, "--all", "-o", f"{folder}/")
    export(library, "--book", "-o", f"{folder}/")
    for path in (folder / "cirugía.pdf", folder / "cirugía.epub", folder / "ДНК.pdf", folder / "a-small-guide.pdf", folder / "a-small-guide.epub"):
        verify(path, "current", library=library)


def moved_on(folder):
    before = small_library(folder / "before")
    export(before, "surgery", "-o", f"{folder}/")
    export(before, "--book", "-o", f"{folder}/")
    handouts = [folder / "surgery.pdf", folder / "surgery.epub"]
    books = [folder / "a-small-guide.pdf", folder / "a-small-guide.epub"]

    def moved(name, *edits, **more):
        after = folder / name
        shutil.copytree(before, after)
        for edit_arguments in edits:
            edit(after, *edit_arguments)
        return after

    text = moved("text", ("surgery.md", "a day", "two days"))
    date = moved("date", ("surgery.md", "2018-04-06", "2024-01-02"))
    both = moved("both", ("surgery.md", "2018-04-06", "2024-01-02"), ("surgery.md", "a day", "two days"))
    gone = moved("gone", ("library.yaml", "surgery, ", ""))
    lost = moved("lost")
    (lost / "surgery.md").unlink()
    more = moved("more", ("library.yaml", "[surgery", "[newcomer, surgery"))
    shutil.copy(more / "chemo.md", more / "newcomer.md")
    order = moved("order", ("library.yaml", "surgery, radiation", "radiation, surgery"))
    status = moved("status", ("library.yaml", "status: sample", "status: draft"))
    faulty = moved("faulty", ("surgery.md", "last-revised: 2018-04-06\n", ""))
    other_faulty = moved("other-faulty", ("radiation.md", "last-revised: 2018-04-06\n", ""), ("library.yaml", "chemo]", "chemo, nowhere]"))
    other = moved("other", ("library.yaml", "1f01", "1f02"))
    broken = moved("broken", ("library.yaml", "title: ", "title: ["))
    for path in handouts + books:
        result = verify(path, "outdated", "though its date there is still 2018-04-06", library=text, intact=True)
        if section_of(result, "surgery").get("verdict") != "outdated" or any(s["verdict"] != "current" for s in result["sections"] if s["id"] != "surgery"):
            flunk(f"{path}: the verdicts of the sections: {result}")
        verify(path, "outdated", "last revised: 2018-04-06 in this file, 2024-01-02 in the library", library=date)
        result = verify(path, "outdated", "last revised: 2018-04-06 in this file, 2024-01-02 in the library", library=both, intact=True)
        surgery = section_of(result, "surgery")
        if (surgery.get("last-revised"), surgery.get("library-last-revised")) != ("2018-04-06", "2024-01-02"):
            flunk(f"{path}: the dates: {surgery}")
        verify(path, "outdated", "its status is “sample”; in the library it is “draft”", library=status)
        verify(path, "unknown", "the library cannot export it now: it has 1 error", library=faulty, intact=True)
        verify(path, "unknown", "but from one with another identifier", library=other, intact=True)
        verify(path, "unknown", f"the library cannot be read; sts-export --check -C {broken} shows why", library=broken, intact=True)
    for path in handouts:
        for library in (more, order, other_faulty):
            verify(path, "current", library=library)
    for path in handouts + books:
        verify(path, "outdated", "the library no longer has this section", library=gone, intact=True)
        verify(path, "unknown", "the library lists this section, but its file cannot be read", library=lost, intact=True)
    for path in books:
        verify(path, "outdated", "the library has sections that this book lacks: newcomer", library=more)
        verify(path, "outdated", "its cover or contents list has changed in the library", library=order)
        verify(path, "unknown", "cannot export it now", library=other_faulty)
    # A book of chosen sections misses none of the others.
    (folder / "chosen").mkdir()
    export(before, "--book", "chemo", "surgery", "-o", f"{folder}/chosen/")
    chosen = sorted((folder / "chosen").iterdir())
    if [path.name for path in chosen] != ["chemo-surgery.epub", "chemo-surgery.pdf"]:
        flunk(f"the book of chosen sections: {chosen}")
    for path in chosen:
        for library in (before, more, order):
            verify(path, "current", library=library)
        verify(path, "outdated", "last revised: 2018-04-06 in this file, 2024-01-02 in the library", library=both, intact=True)
        verify(path, "outdated", "the library no longer has this section", library=gone, intact=True)
        verify(path, "unknown", "but from one with another identifier", library=other, intact=True)
    # Several files in one call, and one that is not there.
    done = run("--verify", *handouts, folder / "nothing.pdf", "-C", before, status=3)
    if "3 files: 2 current" not in done.stdout or "nothing.pdf" not in done.stderr:
        flunk(f"a missing file among others: {done.stdout}{done.stderr}")
    quiet = run("--verify", "--quiet", *handouts, "-C", before).stdout
    if quiet:
        flunk(f"--quiet says of current files: {quiet}")
    # A single document is a library of one section; without an identifier its name must do.
    document = folder / "leaflet.md"
    shutil.copy(before / "surgery.md", document)
    edit(folder, "leaflet.md", "---\n\nSome", 'references: {waived: "none"}\ndisclaimer: {waived: "a test"}\n---\n\nSome')
    edit(folder, "leaflet.md", "\n## References\n\nDoe J. A study. 2017.\n", "")
    export(document, "--all", "-o", f"{folder}/")
    verify(folder / "leaflet.pdf", "current", library=document)
    edit(folder, "leaflet.md", "a day", "a night")
    verify(folder / "leaflet.pdf", "outdated", library=document)


def pictures(folder):
    """A picture that the library shows no more is outdated, though no word differs. Files from before such fingerprints are judged by their text."""
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20"><text x="2" y="15">{} a day</text></svg>\n'
    library = small_library(folder / "one", ("fig", "plain"))
    (library / "dose.svg").write_text(drawing.format("1 pill"), encoding="utf-8")
    edit(library, "fig.md", "It takes a day.", "![The dose chart.](dose.svg)")
    export(library, "--all", "-o", f"{folder}/")
    export(library, "--book", "-o", f"{folder}/book/")
    changed = folder / "nine"
    shutil.copytree(library, changed)
    (changed / "dose.svg").write_text(drawing.format("9 pills"), encoding="utf-8")
    undrawn = folder / "undrawn"
    shutil.copytree(library, undrawn)
    edit(undrawn, "fig.md", "![The dose chart.](dose.svg)", "The dose chart.")
    for path in (folder / "fig.pdf", folder / "fig.epub", *sorted((folder / "book").iterdir())):
        verify(path, "current", library=library)
        result = verify(path, "outdated", "a picture has changed in the library since the export", library=changed, intact=True)
        if section_of(result, "fig")["verdict"] != "outdated" or section_of(result, "plain").get("verdict", "current") != "current":
            flunk(f"{path}: the sections: {result}")
        verify(path, "outdated", "a picture has changed", library=undrawn, intact=True)
    for path in (folder / "plain.pdf", folder / "plain.epub"):
        verify(path, "current", library=library)
    pdf = Pdf(folder / "fig.pdf")
    pdf.xmp(rb"<sts:picturesFingerprint>.*?</sts:picturesFingerprint>", b"")
    make_earlier(pdf)
    pdf.write(folder / "older.pdf")
    epub = Epub(folder / "fig.epub")
    epub.sub("package.opf", '<meta [^>]*property="sts:picturesFingerprint">.*?</meta>', "")
    epub.sub("package.opf", "provenance:4#", "provenance:2#")
    epub.sub("package.opf", r'<meta [^>]*property="sts:fileFingerprint">.*?</meta>', "")
    epub.sub("package.opf", r'(property="sts:wordsFingerprint">)[0-9a-f]*', r"\g<1>" + "0" * 64)
    epub.write(folder / "older.epub")
    for path in (folder / "older.pdf", folder / "older.epub"):
        verify(path, "current", library=changed)


def main():
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        os.chdir(folder)
        for name in ("current", "stamps", "moved", "unusual", "pictures", "pictures/book", "undeclared", "pdf", "epub"):
            (folder / name).mkdir()
        everything_current(folder / "current")
        stamps_current(folder / "stamps")
        moved_on(folder / "moved")
        unusual_names(folder / "unusual")
        pictures(folder / "pictures")
        undeclared_parts(folder / "undeclared")
        export(ROOT / "content", "surgery", "-o", f"{folder}/")
        run("--quiet", "-C", ROOT / "content", "--pdf", "--book", "-o", folder / "book.pdf")
        run("--quiet", "-C", ROOT / "content", "--epub", "--book", "-o", folder / "book.epub")
        changed_pdf(folder / "pdf", ROOT / "content", folder / "surgery.pdf")
        changed_pdf_book(folder / "pdf", ROOT / "content", folder / "book.pdf")
        markers(folder, ROOT / "tests/fixtures/nested-lists")
        optional_parts(folder, ROOT / "tests/conformance/epub-library")
        changed_epub(folder / "epub", ROOT / "content", folder / "surgery.epub", folder / "book.epub")
        foreign_keys(folder / "pdf", ROOT / "content", folder / "surgery.pdf")
        foreign_markup(folder / "epub", ROOT / "content", folder / "surgery.epub")
    return finish()


if __name__ == "__main__":
    sys.exit(main())
