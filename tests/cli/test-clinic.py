#!/usr/bin/env python3
"""A clinic's part and slots: no fingerprint and no verdict depends on them, and nobody hides changed medical text as a clinic's.

The attacks use the program itself, as anybody can: a library in which a dose is a slot, or a record that says what the text does not.
"""
import hashlib
import os
import pathlib
import re
import shutil
import sys
import tempfile

sys.path.insert(0, os.path.dirname(__file__))
from exported import Epub, Pdf, fingerprints  # noqa: E402
from program import CJK, HAVE_CJK, ROOT, finish, flunk, run  # noqa: E402

LIBRARY = ROOT / "tests/fixtures/clinic"
LANGUAGES = ROOT / "tests/fixtures/languages"
CLINICS = {None: None, "north": "North Valley Cancer Clinic", "hill": "Hill Clinic", "valle": "Clínica {del} Valle"}
FINGERPRINTS = "(?:frontContent|frontPrinted|content|printed|pictures)Fingerprint"


def export(folder, clinic, *arguments, library=LIBRARY):
    folder.mkdir(parents=True, exist_ok=True)
    named = ["--clinic", clinic] if clinic else []
    run("--quiet", "-C", library, "--pdf", "--epub", *named, *arguments, "-o", f"{folder}/")
    return sorted(folder.iterdir())


def record(path):
    """The fingerprints of the medical text in the record of a file, in their order."""
    return fingerprints(path, FINGERPRINTS)


def judge(what, path, verdict, *says, library=LIBRARY):
    done = run("--verify", "-C", library, path, status=0 if verdict == "current" else 1)
    if not re.match(rf"{re.escape(str(path))}: {verdict}\b", done.stdout):
        flunk(f"{what}: {path.name} is not {verdict}: {done.stdout}{done.stderr}")
    for text in says:
        if text not in done.stdout:
            flunk(f"{what}: “{text}” is not in: {done.stdout}")


def same_for_every_clinic(folder):
    """The same fingerprints and verdicts, whoever hands the sheet out; and it is told who."""
    known = {}
    for name, title in CLINICS.items():
        clinic = LIBRARY / f"{name}.yaml" if name else None
        files = export(folder / str(name), clinic, "--all") + export(folder / str(name) / "book", clinic, "--book")
        for path in files:
            if path.is_dir():
                continue
            found = known.setdefault(path.name, record(path))
            if not found or record(path) != found:
                flunk(f"{name}: the fingerprints of {path.name} are not those without a clinic")
            judge(str(name), path, "current", *([f": current, with the clinic's part of {title}\n"] if title else [": current\n"]))
    north, hill = folder / "north/pump.pdf", folder / "hill/pump.epub"
    done = run("--compare", north, hill)
    if "the clinic's part, which is no medical text, is not the same" not in done.stdout or "Nothing has changed" not in done.stdout:
        flunk(f"two clinics' sheets do not have the same text: {done.stdout}")


def masthead_is_named(folder):
    """Who hears a sheet is told whose its first lines are, in the sheet's language, by words that are in no compared text."""
    labels = {"wound": "This part is from Hill Clinic. It is not part of the medical text.", "wound.es": "Esta parte es de Hill Clinic. No forma parte del texto médico."}
    (folder / "hill.yaml").write_text("name: |\n  Hill\n  Clinic\n", encoding="utf-8")
    for language in ("en", "es"):
        for path in export(folder / language, folder / "hill.yaml", "wound", "--language", language, library=LANGUAGES):
            label = labels[path.stem]
            if path.suffix == ".epub":
                page = Epub(path).entries["EPUB/text/wound.xhtml"].decode()
                named = f'<div id="wound.masthead" class="masthead" role="note" aria-label="{label}">' in page
            else:
                pdf = Pdf(path)
                title = f"({label})" if label.isascii() else f"<FEFF{label.encode('utf-16-be').hex().upper()}>"
                named = f"/T {title} ".encode() in pdf.objects[pdf.element("wound.masthead")][0]
            if not named:
                flunk(f"{path}: the masthead is not named “{label}”")
            judge("a masthead with a name", path, "current", library=LANGUAGES)


def named_by_the_library(folder):
    """library.yaml names a file, which the option overrides."""
    library = folder / "named"
    shutil.copytree(LIBRARY, library)
    with open(library / "library.yaml", "a", encoding="utf-8") as file:
        file.write("clinic: hill.yaml\n")
    for path in export(folder / "own", None, "fever", library=library):
        judge("named by the library", path, "current", "Hill Clinic", library=library)
    for path in export(folder / "other", LIBRARY / "north.yaml", "fever", library=library):
        judge("named by the option", path, "current", "North Valley", library=library)
    done = run("--check", "-C", library)
    if "warning" in done.stdout.split("Rule")[0]:
        flunk(f"a sound clinic is warned of: {done.stdout}")
    run("--quiet", "-C", library, "--pdf", "fever", "--clinic", "nowhere.yaml", "-o", f"{folder}/x.pdf", status=2)


def dose_as_slot(folder):
    """“5 mg” becomes a slot of the clinic's hours, which are “50 mg”: what counts as printed is the sound text."""
    library = folder / "forged"
    shutil.copytree(LIBRARY, library)
    text = (library / "pump.md").read_text(encoding="utf-8")
    (library / "pump.md").write_text(text.replace("take 5 mg of", "take {clinic.hours: 5 mg} of"), encoding="utf-8")
    with open(library / "library.yaml", "a", encoding="utf-8") as file:
        file.write("rules: {slot-dose: off}\n")
    (library / "dose.yaml").write_text("name: Hill Clinic\nhours: 50 mg\n", encoding="utf-8")
    sound = {path.name: record(path) for path in export(folder / "sound", library / "hill.yaml", "pump")}
    for path in export(folder / "dose", library / "dose.yaml", "pump", library=library):
        if [pair for pair in record(path) if pair[0] != "contentFingerprint"] != [pair for pair in sound[path.name] if pair[0] != "contentFingerprint"]:
            flunk(f"{path.name}: the attack is none: its fingerprints differ")
        judge("in the forged library", path, "current", library=library)
        judge("a dose as a slot", path, "altered", "it says “You take 50 mg of the drug", "a value of the clinic's in a place where the library lets no clinic fill", "the fingerprints count “You take 5 mg of")
        for before in (folder / "sound" / path.name, LIBRARY):
            done = run("--compare", before, path, status=1)
            for line in ("  - [text] You take 5 mg of", "  + [text] You take 50 mg of"):
                if line not in done.stdout or "555-010" in done.stdout:
                    flunk(f"a dose as a slot of {path.name} is no change in: {done.stdout}")
    revised = folder / "revised"
    shutil.copytree(LIBRARY, revised)
    (revised / "pump.md").write_text(text.replace("Come to {clinic", "Do come to {clinic", 1), encoding="utf-8")
    for path in sorted((folder / "dose").iterdir()):
        judge("a dose as a slot in an old text", path, "outdated", "2 lines are no longer in the library; 2 are new", "it says “You take 50 mg of the drug", library=revised)
    epub, content = Epub(folder / "dose/pump.epub"), dict(sound["pump.epub"])["contentFingerprint"]
    epub.sub("package.opf", r'("sts:contentFingerprint">)[0-9a-f]*', rf"\g<1>{content}")
    epub.sub("text/pump.xhtml", r'("short-code">)[0-9a-f]*', rf"\g<1>{content[:8]}")
    epub.seal()
    epub.write(folder / "sealed.epub")
    judge("a dose as a slot of the sound content", folder / "sealed.epub", "altered", "is not what the library lets a clinic fill")


def moved_slots(folder):
    """A slot without words makes no dose of another number, and none stands in another's place."""
    library = folder / "library"
    shutil.copytree(LIBRARY, library)
    text = (library / "pump.md").read_text(encoding="utf-8")
    text = text.replace("{clinic.hours: as they told you}", "{clinic.hours}").replace("number your clinic gave you}", "after-hours number}")
    (library / "pump.md").write_text(text, encoding="utf-8")
    (library / "dose.yaml").write_text("name: Hill Clinic\nhours: \"0\"\nphone: 555-010-0100\nafter-hours: 555-010-0199\n", encoding="utf-8")
    epub, pdf = folder / "sound/pump.epub", folder / "sound/pump.pdf"
    for path in export(folder / "sound", library / "dose.yaml", "pump", library=library):
        judge("a slot without words", path, "current", library=library)
    page = "text/pump.xhtml"
    slots = re.findall(r'<span id="pump\.slot-\d".*?</span>', Epub(epub).entries["EPUB/" + page].decode())
    hours, phone, after = (next(slot for slot in slots if f">{value}<" in slot) for value in ("0", "555-010-0100", "555-010-0199"))
    forged = forger(folder, epub)
    judge("hours in a dose", forged("dose", (page, re.escape(hours), ""), (page, "take 5 mg", f"take 5{hours} mg")), "altered", library=library)
    swap = [(page, re.escape(phone), "PHONE"), (page, re.escape(after), phone), (page, "PHONE", after)]
    judge("one slot for another", forged("swapped", *swap), "altered", "stands after one that it should precede", library=library)
    sheet = Pdf(pdf)
    slot = sheet.element(re.search(r"pump\.slot-\d", hours).group())
    dose = next(n for n, (head, _) in sheet.objects.items() if b"/S /P" in head and re.search(rb"/K \[? ?\d+ ", head) and b"/Pg" in head)
    sheet.cut(slot)
    sheet.sub(dose, rb"(/K \[ ?\d+) ", rb"\1 %d 0 R " % slot)
    sheet.seal()
    sheet.write(folder / "dose.pdf")
    judge("hours in a dose", folder / "dose.pdf", "altered", library=library)


def other_key(folder):
    """Where the library names another value in a place, a sheet that has the one before is outdated: nobody altered it."""
    library = folder / "library"
    shutil.copytree(LIBRARY, library)
    sheets = export(folder / "keyed", library / "north.yaml", "pump", library=library) + export(folder / "keyless", None, "pump", library=library)
    text = (library / "pump.md").read_text(encoding="utf-8")
    (library / "pump.md").write_text(text.replace("{clinic.phone: the number", "{clinic.after-hours: the number"), encoding="utf-8")
    for path in sheets:
        judge("another key", path, "outdated", "no line of it reads otherwise" if "keyless" in path.parts else "1 line is no longer in the library; 1 is new", library=library)
    done = run("--compare", sheets[0], export(folder / "rekeyed", library / "north.yaml", "pump", library=library)[0], status=1)
    if "Nothing has changed" in done.stdout:
        flunk(f"another key is no change: {done.stdout}")


def forger(folder, good):
    """What makes an EPUB of a good one, with changes (file, before, after), and with all fingerprints computed anew that can be."""

    def forged(name, *changes):
        epub, path = Epub(good), folder / f"{name}.epub"
        for file, before, after in changes:
            epub.sub(file, before, after)
        epub.seal()
        epub.write(path)
        return path

    return forged


def forge_epubs(folder, good):
    """Text, record, or both are changed."""
    forged = forger(folder, good)
    page, package = "text/pump.xhtml", "package.opf"
    judge("sealed anew", forged("same"), "current")
    judge("another value", forged("value", (page, r'(slot-1"[^>]*>(?:<[^>]*>)*)555-010-0100', r"\g<1>555-010-0999")), "altered",
          "says “555-010-0999” as if it were the clinic's, which says “555-010-0100”")
    judge("a dose in the block", forged("block", (page, r"(<p>(?:<[^>]*>)*Phone: .*?</p>)", r"\1<p>Take 50 mg.</p>")), "altered", "the clinic's part was changed")
    masthead = r"(?<=Questions\? )Call"
    judge("the masthead", forged("masthead", (page, masthead, "Do not call")), "altered", "the clinic's part was changed")
    judge("another clinic in the record", forged("record", (package, "North Valley Cancer Clinic", "South Clinic")), "altered")
    judge("a telephone that is none", forged("none", (package, "phone: 555-010-0100", "phone: 50 mg")), "altered", "is none of a clinic")
    judge("the head of a column", forged("column", (page, 'data-label="What to do">Call', 'data-label="Take 50 mg and do not">Call')), "altered", "in place of what is shown there")
    judge("a slot in a dose", forged("new-slot", (page, "You take 5 mg of", 'You take <span id="pump.slot-9" class="clinic">50 mg</span> of')), "altered")
    judge("a clinic's part without a clinic", forged("nameless", (package, r'<meta property="sts:clinic">.*?</meta>', "")), "altered", "its metadata names no clinic")
    judge("a block that is gone", forged("gone", (page, r'<section id="pump\.clinic".*?</section>', "")), "incomplete", "missing: clinic")
    forge_places(forged, page, package)
    # An earlier version of the record asks for less.
    for version in "123":
        older, words = (package, "(?<=provenance:)4#", f"{version}#"), (package, r'("sts:wordsFingerprint">)[0-9a-f]*', r"\g<1>" + "0" * 64)
        later = [(package, rf'<meta [^>]*"sts:{name}">.*?</meta>', "") for name in ("clinic", "clinicFingerprint", "slots")]
        judge("an earlier record", forged("earlier" + version, older, words), "altered", f"of version {version}, which has no “clinic”")
        bare = forged(f"bare{version}", older, words, *later)
        if version < "3":
            judge("an earlier record with a file's", bare, "altered", f"of version {version}, which has no “fileFingerprint”")
    # The text of the block, and its fingerprint as well: the library's words tell.
    epub = Epub(good)
    lines = block_lines(epub.entries["EPUB/" + page].decode().replace("After hours:", "Take 50 mg, then call"))
    digest = hashlib.sha256("".join(line + "\n" for line in lines).encode()).hexdigest()
    other_words = (package, r'("sts:wordsFingerprint">)[0-9a-f]*', r"\g<1>" + "0" * 64)
    judge("other words", forged("other-words", other_words), "current")
    judge("a dose among other words", forged("anew-words", (page, "After hours:", "Take 50 mg, then call"), other_words, (package, r'("sts:clinicFingerprint">)[0-9a-f]+', rf"\g<1>{digest}")), "altered")
    judge("a fingerprint computed anew", forged("anew", (page, "After hours:", "Take 50 mg, then call"), (package, r'("sts:clinicFingerprint">)[0-9a-f]+', rf"\g<1>{digest}")), "altered",
          "is not what its metadata say of the clinic")


def forge_places(forged, page, package):
    """Words that no fingerprint of the text covers pass for it where they stand in its midst."""
    elsewhere, code = "that is not where sts-export puts it", "is not where sts-export puts it"
    masthead, block = r'<div id="pump\.masthead".*?</div>\n(?=<h1)', r'<section id="pump\.clinic".*?</section>\n'
    text, name = "<p>You take ", "<strong>North Valley Cancer Clinic</strong>"

    def tell(what, changes, *says):
        judge(what, forged(what.replace(" ", "-"), *changes), "altered", *says)

    tell("a masthead in a sentence", [(page, masthead, ""), (page, text, f'<p><span id="pump.masthead">{name}</span> You take ')], "“masthead”, " + elsewhere)
    tell("a masthead that is a paragraph", [(page, rf"({masthead})", lambda m: m.group().replace("<div", "<section", 1).removesuffix("</div>\n") + "</section>\n")], "“masthead”, " + elsewhere)
    tell("a masthead after the title", [(page, rf"({masthead})(<h1.*?</h1>\n)", r"\2\1")], "“masthead”, " + elsewhere)
    tell("a masthead in the text", [(page, rf"({masthead})(.*?)(?=<p>You take)", r"\2\1")], "“masthead”, " + elsewhere)
    tell("two mastheads", [(page, rf"({masthead})", r"\1\1")], "“masthead”, " + elsewhere)
    tell("a block in the text", [(page, rf"(<p>You take .*?)({block})", r"\2\1")], "where sts-export puts no text of its kind")
    tell("a block in a quotation", [(page, rf"({block})", r"<blockquote>\1</blockquote>")], "“clinic”, " + elsewhere)
    tell("a block without its class", [(page, r'(id="pump\.clinic" dir="ltr") class="clinic"', r"\1")], "“clinic”, " + elsewhere)
    tell("a block after the references", [(page, rf'({block})(.*?)(?=<section id="pump\.disclaimer")', r"\2\1")], "“clinic”, " + elsewhere)
    tell("a slot that is not marked", [(page, r'(id="pump\.slot-1") class="clinic"', r"\1")], "is not marked as the clinic's")
    tell("a code in the text", [(page, r'(<p>You take.*)(<p class="short-code">[0-9a-f]*</p>\n)', r"\2\1")], "where sts-export puts no text of its kind")
    tell("a code in a sentence", [(page, r'(<p>You take)(.*)<p (class="short-code">[0-9a-f]*)</p>', r"<p><strong \3</strong> You take\2")])
    tell("two codes", [(page, r'(<p class="short-code">[0-9a-f]*</p>\n)', r"\1\1")], code)
    review = hashlib.sha256(b"Correction: take 50 mg.\n").hexdigest()
    sealed = (package, r'(<meta refines="#section-1" property="sts:slots">)', rf'<meta refines="#section-1" property="sts:reviewFingerprint">{review}</meta>\1')
    no_words = (package, r'("sts:wordsFingerprint">)[0-9a-f]*', r"\g<1>" + "0" * 64)
    for part, form in (("reviewers", "byline reviewers"), ("review", "closing review")):
        said = f'<div id="pump.{part}" class="{form}"><p>Correction: take 50 mg.</p></div>'
        tell(f"{part} in a sentence", [sealed, no_words, (page, text, f'<p><span id="pump.{part}">Correction: take 50 mg.</span> You take ')], f"“{part}”, " + elsewhere)
        tell(f"{part} in the text", [sealed, no_words, (page, text, said + text)])
        tell(f"{part} in front", [sealed, no_words, (page, "<h1", said + "<h1")])


def block_lines(xhtml):
    """The lines of masthead and block, as the fingerprint takes them."""
    parts = re.search(r'<div id="pump\.masthead".*?</div>\n<h1', xhtml, re.S).group() + re.search(r'<section id="pump\.clinic".*?</section>', xhtml, re.S).group()
    parts = re.sub(r'<img[^>]* alt="([^"]*)"[^>]*>', r"<p>\1</p>", parts)
    texts = re.findall(r"<(p|h2|h3)(?: [^>]*)?>(.*?)</\1>", parts, re.S)
    lines = [re.sub(r"\s+", " ", re.sub(r"<br />", " ", text)) for _, text in texts]
    lines = [re.sub(r"<[^>]*>", "", line).replace("\u200b", "") for line in lines]
    return [line.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip() for line in lines]


def forge_pdfs(folder, good):
    def forged(name, change):
        pdf, path = Pdf(good), folder / f"{name}.pdf"
        change(pdf)
        pdf.write(path)
        return path

    judge("packed anew", forged("same", lambda pdf: None), "current")
    judge("sealed anew", forged("sealed", Pdf.seal), "current")
    judge("another clinic in the record", forged("record", lambda pdf: pdf.xmp(rb"North Valley Cancer Clinic", b"South Clinic")), "altered")
    judge("another telephone in the record", forged("phone", lambda pdf: pdf.xmp(rb"phone: 555-010-0100", b"phone: 555-010-0101")), "altered",
          "says “555-010-0100” as if it were the clinic's, which says “555-010-0101”")
    judge("a telephone that is none", forged("none", lambda pdf: pdf.xmp(rb"phone: 555-010-0100", b"phone: 50 mg")), "altered", "is none of a clinic")
    judge("other words in the record", forged("words", lambda pdf: pdf.xmp(rb"phone: the number your clinic gave you", b"phone: 50 mg")), "altered")
    judge("no clinic in the record", forged("nameless", lambda pdf: pdf.xmp(rb"<sts:clinic>.*?</sts:clinic>", b"")), "altered", "its metadata names no clinic")
    judge("no slots in the record", forged("slotless", lambda pdf: pdf.xmp(rb"<sts:slots>.*?</sts:slots>", b"")), "altered")
    judge("a word of the masthead", forged("masthead", lambda pdf: pdf.change_word(0)), "altered", "the clinic's part was changed")
    square = rb"(?<= rg /a0 gs\n)[^h]*h\n"
    judge("a code with a square less", forged("square", lambda pdf: pdf.sub_data(pdf.find(rb"/Form .*/BBox \[ 0 0 70\.86"), square, b"")), "altered")
    code = "what its code is said to lead to is not the address beside it"
    judge("a dose as what a code says", forged("code", lambda pdf: pdf.sub(pdf.find(rb"/Alt \(QR: "), rb"/Alt \(QR: .*?\)", b"/Alt (Take 50 mg)")), "altered", code)
    judge("a dose after what it says", forged("code-end", lambda pdf: pdf.sub(pdf.find(rb"/Alt \(QR: "), rb"(/Alt \(QR: .*?)\)", rb"\1 Take 50 mg)")), "altered", code)
    judge("a block that is gone", forged("gone", lambda pdf: pdf.cut(pdf.element("pump.clinic"))), "incomplete", "missing: clinic")

    def take(pdf):
        """Text of the section, a heading, becomes the clinic's: it is in no fingerprint of the section then."""
        pdf.sub(pdf.element("pump.byline"), rb"/ID \(pump\.byline\)", b"/ID (pump.slot-1)")

    judge("a byline as a slot", forged("taken", take), "incomplete")

    def move(part, before):
        """Puts a part elsewhere among the kids of its section."""

        def change(pdf):
            number, other = pdf.element(part), pdf.element(before) if isinstance(before, str) else before(pdf)
            pdf.cut(number)
            pdf.sub(pdf.reference(other, b"P"), rb"(?<!\d)(%d 0 R)(?= .*\])" % other, rb"%d 0 R \1" % number)

        return change

    elsewhere = "that is not where sts-export puts it"
    judge("a masthead elsewhere", forged("masthead-moved", move("pump.masthead", "pump.clinic")), "altered", "“masthead”, " + elsewhere)
    judge("a block elsewhere", forged("block-moved", move("pump.clinic", "pump.byline")), "altered", "where sts-export puts no text of its kind")
    judge("a block after the references", forged("block-last", move("pump.clinic", "pump.disclaimer")), "altered", "“clinic”, " + elsewhere)
    judge("a masthead that is a line", forged("masthead-line", lambda pdf: pdf.sub(pdf.element("pump.masthead"), rb"/S /Div", b"/S /Span")), "altered", "“masthead”, " + elsewhere)


def forms_of(path):
    """What an EPUB says of the sheet in other languages: (language, words, address that the link leads to)."""
    page = "".join(text.decode() for name, text in Epub(path).entries.items() if name.endswith(".xhtml"))
    if "clinic.example" not in page:
        flunk(f"{path.name} has no address of the clinic's")
    found = re.findall(r'<p lang="([^"]*)"[^>]*>((?:(?!</p>).)*href="https://(clinic\.example/[^"]*)".*?)</p>', page)
    return [(language, re.sub(r"<[^>]*>", "", words).replace("\u200b", ""), address) for language, words, address in found]


def clinic_lines(path):
    """The fingerprint of what a file prints of the clinic, which is of the words alone, in their order."""
    return fingerprints(path, "clinicFingerprint")[0][1]


def sheets_in_languages(folder):
    """A sheet says in their own words where it is in the other languages that it had when it was printed."""
    library, clinic = folder / "library", LIBRARY / "north.yaml"
    shutil.copytree(LANGUAGES, library)
    spanish, english = "Esta hoja en español: ", "This sheet in English: "
    wanted = {
        "wound": [("es", f"{spanish}clinic.example/wound/es", "clinic.example/wound/es")],
        "calls": [("es", f"{spanish}clinic.example/calls/es", "clinic.example/calls/es")],
        "walking": [],
        "wound.es": [("en", f"{english}clinic.example/wound/en", "clinic.example/wound/en")],
        "calls.es": [("en", f"{english}clinic.example/calls/en", "clinic.example/calls/en")],
    }
    files = export(folder / "en", clinic, "wound", "calls", "walking", library=library) + export(folder / "es", clinic, "--language", "es", "wound", "calls", library=library)
    epubs = [path for path in files if path.suffix == ".epub"]
    if {path.stem for path in epubs} != set(wanted):
        flunk(f"other sheets than those of {sorted(wanted)}: {files}")
    for path in epubs:
        if forms_of(path) != wanted[path.stem]:
            flunk(f"{path.name} says {forms_of(path)}, not {wanted[path.stem]}")
        pdf = path.with_suffix(".pdf")
        if clinic_lines(path) != clinic_lines(pdf):
            flunk(f"{path.name} and {pdf.name} do not say the same of the clinic")
        uris = {address for address in Pdf(pdf).addresses() if address.startswith("https://clinic.example/")}
        needed = {f"https://{address}" for _, _, address in wanted[path.stem]} | {"https://clinic.example/" + path.stem.split(".")[0] + ("/es" if path.stem.endswith(".es") else "/en")}
        if uris != needed:
            flunk(f"the links of {pdf.name} lead to {uris}, not {needed}")
    single, book = folder / "single.yaml", folder / "book.epub"
    single.write_text("name: Hill Clinic\nqr: https://clinic.example/{id}\n", encoding="utf-8")
    for path in export(folder / "single", single, "wound", library=library):
        if path.suffix == ".epub" and forms_of(path):
            flunk(f"one address for all languages, but {forms_of(path)}")
    run("--quiet", "-C", library, "--clinic", clinic, "--epub", "--book", "-o", book)
    if forms_of(book):
        flunk(f"a book's cover says {forms_of(book)}")

    spanish = (library / "wound.es.md").read_text(encoding="utf-8")
    (library / "wound.fr.md").write_text(spanish.replace("#de-noche", ""), encoding="utf-8")
    shutil.copy(library / "library.es.yaml", library / "library.fr.yaml")
    shutil.copy(library / "care/calls.es.md", library / "care/calls.fr.md")
    for path in files:
        judge("in languages", path, "current", library=library)
    anew = next(path for path in export(folder / "anew", clinic, "wound", library=library) if path.suffix == ".epub")
    if [language for language, _, _ in forms_of(anew)] != ["es", "fr"]:
        flunk(f"a second translation is not there: {forms_of(anew)}")
    anew = next(path for path in export(folder / "de-nuevo", clinic, "--language", "es", "wound", library=library) if path.suffix == ".epub")
    if [language for language, _, _ in forms_of(anew)] != ["en", "fr"]:
        flunk(f"a Spanish sheet does not say that there is a French one: {forms_of(anew)}")
    forge_forms(folder, library)


def forge_forms(folder, library):
    forged = forger(folder, folder / "en/wound.epub")
    page, package = "text/wound.xhtml", "package.opf"
    judge("sealed anew", forged("same"), "current", library=library)
    judge("another address", forged("words", (page, r"(class=.address.>(?:<wbr />|\u200b|[^<])*)wound((?:<wbr />|\u200b)*/(?:<wbr />|\u200b)*es)", r"\1other\2")), "altered", library=library)
    judge("another language", forged("language", (package, "languages: es", "languages: fr")), "altered", library=library)
    judge("no language", forged("none", (package, "\nlanguages: es", "")), "altered", library=library)
    judge("a dose as a language", forged("dose", (package, "languages: es", "languages: 50 mg")), "altered", "is none of a clinic", library=library)
    pdf, path = Pdf(folder / "en/wound.pdf"), folder / "language.pdf"
    pdf.xmp(rb"languages: es", b"languages: fr")
    pdf.write(path)
    judge("another language", path, "altered", library=library)


NO_CLINICS = {"a letter": "x", "nothing": "", "no name": "phone: 555-010-0100", "an empty line": "name: \u2028A", "an empty line at the end": "name: A\u2028"}


def no_clinic_in_the_record(folder, epub, pdf):
    """What is no clinic's record is told, and the next file is judged."""
    for i, (what, text) in enumerate(NO_CLINICS.items()):
        book, sheet = Epub(epub), Pdf(pdf)
        book.sub("package.opf", r'("sts:clinic">)[^<]*', rf"\g<1>{text}")
        book.seal()
        sheet.xmp(rb"(<sts:clinic>)[^<]*", rb"\g<1>" + text.encode())
        for path, file in ((folder / f"no-{i}.epub", book), (folder / f"no-{i}.pdf", sheet)):
            file.write(path)
            done = run("--verify", "-C", LIBRARY, path, epub, status=1)
            if not re.match(rf"{path}: altered\n", done.stdout) or f"{epub}: current, with" not in done.stdout:
                flunk(f"a record with {what}: {done.stdout}{done.stderr}")
            run("--compare", path, LIBRARY)


def words_of_all_languages(folder):
    """A sheet that says in Spanish words where it is in Spanish is made with them: the record's fingerprint is of them too."""
    library = folder / "library"
    shutil.copytree(LANGUAGES, library)
    (folder / "one.yaml").write_text("name: Hill Clinic\nqr: https://clinic.example/{id}\n", encoding="utf-8")
    words = {}
    for name, clinic in (("none", None), ("one", folder / "one.yaml"), ("all", LIBRARY / "north.yaml")):
        for path in export(folder / name, clinic, "wound", library=library):
            words.setdefault(name, set()).add(fingerprints(path, "wordsFingerprint")[0][1])
    if words["none"] != words["one"] or len(words["all"]) != 1 or words["all"] == words["one"]:
        flunk(f"the fingerprint of the words is not that of the languages printed: {words}")


def hash_in_a_number(folder):
    """A link to “#911” says %23, and a sentence holds an address of two lines with a comma between them."""
    (folder / "hash.yaml").write_text("name: Hill Clinic\nphone: \"#911\"\naddress: |\n  Building 2\n  12 Road,\n  Town\n", encoding="utf-8")
    for path in export(folder / "hash", folder / "hash.yaml", "pump"):
        judge("a # in a number", path, "current")
        if path.suffix == ".epub":
            page = Epub(path).entries["EPUB/text/pump.xhtml"].decode()
            links, says = set(re.findall(r'href="(tel:[^"]*)"', page)), re.sub(r"<[^>]*>", "", page)
            if "Come to Building 2, 12 Road, Town in its hours" not in says:
                flunk("the lines of an address run together in a sentence")
        else:
            links = {address for address in Pdf(path).addresses() if address.startswith("tel:")}
        if links != {"tel:%23911"}:
            flunk(f"{path.name}: links lead to {links}, not to tel:%23911")


def commas_of_scripts(folder):
    """In a sentence, the lines of an address are parted by the comma of their script; and what was printed is known for the clinic's."""
    for name, address, says, extra in (("arabic", "مبنى 2\n  شارع الملك", "مبنى 2، شارع الملك", ()), ("chinese", "朝阳区 1 号\n  2 楼", "朝阳区 1 号，2 楼", ("--fonts", CJK))):
        if name == "chinese" and not HAVE_CJK:
            continue
        clinic = folder / f"{name}.yaml"
        clinic.write_text(f"name: Hill Clinic\naddress: |\n  {address}\n", encoding="utf-8")
        for path in export(folder / name, clinic, "pump", *extra):
            judge("an address in a sentence", path, "current")
            if path.suffix == ".epub" and says not in re.sub(r"<[^>]*>", "", Epub(path).entries["EPUB/text/pump.xhtml"].decode()):
                flunk(f"{path}: no “{says}”")


def library_of(folder, status, **sections):
    """A library of its own, with sheets in the languages that their names say, and a clinic that names them all."""
    folder.mkdir(parents=True)
    names = ", ".join(name for name in sections if "_" not in name)
    (folder / "library.yaml").write_text(f"title: Guide\nlanguage: en\nidentifier: urn:uuid:0e0e5d0c-6d0f-4a57-8d4c-4b4f4e6d2a11\nstatus: {status}\napproved-by: Dr. Roe\nsections: [{names}]\n", encoding="utf-8")
    for name, text in sections.items():
        head = '---\ntitle: Rest\nlast-revised: 2018-04-06\nreferences: ["Roe R. Rest. 2018."]\n'
        (folder / f"{name.replace('__', '-').replace('_', '.')}.md").write_text(f"{head}{'' if text.startswith('!') else 'disclaimer: Ask.'}\n---\n\n{text.lstrip('!')}\n", encoding="utf-8")
    clinic = folder / "clinic.yaml"
    clinic.write_text('name: Hill Clinic\nqr: "https://c.example/{id}/{language}"\n', encoding="utf-8")
    return folder


def words_that_nobody_read(folder):
    """An approved library's sheet says nothing in words that are refused on their own, and this is told."""
    library = library_of(folder / "approved", "approved", a="Rest.", a_fr="Reposez-vous.")
    clinic = library / "clinic.yaml"
    run("-C", library, "--epub", "--clinic", clinic, "-v", "a", "-o", folder / "told.epub").stderr.index(f"the clinic's part is from {clinic}, which --clinic names\n")
    for more, lines in ((), 0), (("--allow-unreviewed-words",), 1):
        output = folder / f"out{lines}"
        done = run("-C", library, "--epub", "--clinic", clinic, *more, "a", "-o", f"{output}/")
        if Epub(output / "a.epub").entries["EPUB/text/a.xhtml"].decode().count('href="https://c.example/a/fr"') != lines:
            flunk(f"{more}: the sheet does not say {lines} times that there is one in French")
        if ("does not say that there is one in “fr”" in done.stderr) == bool(lines):
            flunk(f"{more}: told wrong: {done.stderr}")
        judge("words that nobody read", output / "a.epub", "current", library=library)


def sheets_that_are_refused(folder):
    """No sheet leads to one that there is not; of two languages with the same words each says its region."""
    library = library_of(folder / "faulty", "draft", b="Rest.", b_es="!Descanse.", b_es__MX="Descanse.")
    spanish, wanted = library / "b.es.md", {"en": ["es-MX"], "es-MX": ["en"]}
    for turn in (1, 2):
        for language in ("en", "es-MX"):
            output = folder / f"{language}{turn}"
            done = run("-C", library, "--epub", "--clinic", library / "clinic.yaml", "b", "--language", language, "-o", f"{output}/")
            path = next(output.iterdir())
            page = Epub(path).entries["EPUB/text/b.xhtml"].decode()
            lines = re.findall(r'<p lang="([^"]*)"(?:(?!</p>).)*href="https://c\.example/b/([^"]*)"', page)
            if [tag for tag, _ in lines] != wanted[language] or any(tag != place for tag, place in lines):
                flunk(f"{path.name} says {lines}, not {wanted[language]}")
            if ("that would be refused; --check b --language es tells why [translation-faulty]" in done.stderr) != (turn == 1):
                flunk(f"{path.name}: told wrong: {done.stderr}")
            plain = re.sub(r"<[^>]*>", "", page)
            if [form in plain for form in ("en español (es): ", "en español (es-MX): ")] != [turn == 2, turn == 2 and language == "en"]:
                flunk(f"{path.name}: two lines say the same: {plain}")
            judge("a sheet that is refused", path, "current", library=library)
        spanish.write_text(spanish.read_text().replace("---\n\n", "disclaimer: Ask.\n---\n\n"))
        wanted = {"en": ["es", "es-MX"], "es-MX": ["en", "es"]}


def language_of_values(folder):
    """What a clinic says is in the language of the library, or in that which its file says, and is marked where its sheet is in another."""
    library = library_of(folder / "spoken", "draft", b="Rest. Call {clinic.hours: by day}.", b_es="Descanse. Llame {clinic.hours: de dia}.", c="Rest.")
    for said, marks in (("", {"b": "", "b.es": "en", "c": ""}), ("language: es\n", {"b": "es", "b.es": "", "c": "es"})):
        clinic, output = library / "clinic.yaml", folder / f"said-{len(said)}"
        clinic.write_text(f"name: Hill Clinic\nhours: 8 am to 5 pm\naddress: 12 Main Street\nphone: 555-010-0100\n{said}", encoding="utf-8")
        for language, names in (("en", ("b", "c")), ("es", ("b", "c"))):
            (output / language).mkdir(parents=True)
            run("--quiet", "-C", library, "--epub", "--pdf", "--clinic", clinic, "--language", language, *(["--or-original"] if language == "es" else []), *names, "-o", f"{output}/{language}/")
            for path in sorted((output / language).iterdir()):
                judge("the language of a clinic's values", path, "current", library=library)
                if path.suffix != ".epub":
                    continue
                page = Epub(path).entries[f"EPUB/text/{path.stem.split('.')[0]}.xhtml"].decode()
                mark = marks[path.stem.removesuffix(".es") if path.stem == "c.es" else path.stem]
                found = set(re.findall(r'\blang="([^"]*)"[^>]*>(?:<[^>]*>)*(8 am to 5 pm|12 Main Street|Hill Clinic)', page))
                if found != ({(mark, text) for text in ("8 am to 5 pm", "12 Main Street", "Hill Clinic")} if mark else set()):
                    flunk(f"{language}, {path.stem}, “{said}”: marked as {found}, not “{mark}”")


def main():
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        same_for_every_clinic(folder)
        named_by_the_library(folder)
        sheets_in_languages(folder / "languages")
        (folder / "labels").mkdir()
        masthead_is_named(folder / "labels")
        words_that_nobody_read(folder / "unread")
        language_of_values(folder / "values")
        sheets_that_are_refused(folder / "refused")
        dose_as_slot(folder / "attack")
        moved_slots(folder / "moved")
        other_key(folder / "keys")
        (folder / "forgeries").mkdir()
        forge_epubs(folder / "forgeries", folder / "north/pump.epub")
        forge_pdfs(folder / "forgeries", folder / "north/pump.pdf")
        no_clinic_in_the_record(folder / "forgeries", folder / "north/pump.epub", folder / "north/pump.pdf")
        words_of_all_languages(folder / "words")
        hash_in_a_number(folder / "attack")
        commas_of_scripts(folder / "attack")
    return finish()


if __name__ == "__main__":
    sys.exit(main())
