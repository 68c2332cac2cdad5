#!/usr/bin/env python3
"""--html writes one page that says what the other formats say, loads nothing, runs nothing, and is known again; read here as browsers read it, not as XML."""
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
import zipfile

sys.path.insert(0, os.path.dirname(__file__))
from program import PROGRAM, ROOT, finish, flunk, run, same, wants  # noqa: E402

VOID = {"meta", "br", "wbr", "img", "hr", "source", "link"}
INLINE = {"a", "em", "i", "strong", "sup", "sub", "span", "code", "time", "img", "br", "abbr", "wbr", "picture", "source"}
LIBRARIES = ["content", "tests/conformance/epub-library", "tests/fixtures/arabic", "tests/fixtures/figures", "tests/fixtures/notes-and-callouts",
             "tests/fixtures/tables", "tests/fixtures/passages", "tests/fixtures/languages", "tests/fixtures/characters"]


class Page(html.parser.HTMLParser):
    """The elements of a page, and the lines of its text without labels and codes."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.open, self.lines, self.line, self.data = [], [], [], "", {}
        self.feed(text)
        self.close()
        if self.open:
            flunk(f"elements are left open: {self.open}")

    def flush(self):
        line = " ".join(re.sub("[\u00ad\u200b-\u200f\u2060\ufeff]", "", self.line).split())
        self.lines += [line] if line else []
        self.line = ""

    def handle_starttag(self, name, attributes):
        attributes = dict(attributes)
        self.elements.append((name, attributes))
        if name not in INLINE:
            self.flush()
        skips = bool(set(attributes.get("class", "").split()) & {"label", "short-code"}) or "hidden" in attributes or name in ("head", "script", "style", "title")
        if not self.skipped() and not skips:
            self.line += " " if name == "br" else attributes.get("alt", "") if name == "img" and attributes.get("role") != "doc-cover" else ""
        if name not in VOID:
            self.open.append((name, skips))

    def handle_startendtag(self, name, attributes):
        self.handle_starttag(name, attributes)
        if name not in VOID:
            flunk(f"<{name} /> is open in HTML")

    def handle_endtag(self, name):
        if name not in INLINE:
            self.flush()
        if not self.open or self.open.pop()[0] != name:
            flunk(f"</{name}> closes another element")

    def handle_data(self, text):
        for name, _ in self.open[-1:]:
            self.data[name] = self.data.get(name, "") + text
        if not self.skipped():
            if any(name == "pre" for name, _ in self.open):
                for piece in text.splitlines(True):
                    self.line += piece
                    if piece.endswith("\n"):
                        self.flush()
            else:
                self.line += text

    def skipped(self):
        return any(skips for _, skips in self.open)


def text_of_epub(path):
    """The lines of an EPUB's documents, in the order of its spine."""
    with zipfile.ZipFile(path) as book:
        package = book.read("EPUB/package.opf").decode()
        names = dict(re.findall(r'<item id="([^"]+)" href="([^"]+)"', package))
        spine = [names[item] for item in re.findall(r'<itemref idref="([^"]+)"', package)]
        return [line for name in spine for line in Page(re.sub(r"^<\?xml[^>]*>", "", book.read(f"EPUB/{name}").decode())).lines]


def check_inside(what, page, top=1):
    """Nothing runs, nothing is loaded, every link within the page lands, no id stands twice."""
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    if len(ids) != len(set(ids)):
        flunk(f"{what}: ids that stand twice: {sorted({i for i in ids if ids.count(i) > 1})}")
    for name, attributes in page.elements:
        for key, value in attributes.items():
            if key in ("src", "srcset") and not value.startswith("data:image/"):
                flunk(f"{what}: <{name} {key}={value[:60]}>")
            if key.startswith("on") or key == "style":
                flunk(f"{what}: <{name} {key}>")
            if key == "href" and value.startswith("#") and value[1:] not in ids:
                flunk(f"{what}: {value} leads nowhere")
            if key == "aria-labelledby" and not set(value.split()) <= set(ids):
                flunk(f"{what}: named by {value}, which is not there")
        if name in ("link", "iframe", "object", "embed", "form", "base") or (name == "script" and attributes.get("type") != "application/ld+json"):
            flunk(f"{what}: <{name}>")
    if "style" in page.data and re.search(r"url\((?!\"data:)|@import", page.data["style"]):
        flunk(f"{what}: the style loads something")
    levels = [int(name[1]) for name, _ in page.elements if re.fullmatch("h[1-6]", name)]
    if levels[0] != top or levels.count(top) != 1 or any(b > a + 1 for a, b in zip(levels, levels[1:])):
        flunk(f"{what}: headings {levels}")


def check_policy(what, page):
    """Only the style that stands in it is heeded, only what it holds is shown."""
    (policy,) = [attributes["content"] for name, attributes in page.elements if attributes.get("http-equiv") == "Content-Security-Policy"]
    digest = base64.b64encode(hashlib.sha256(page.data["style"].encode()).digest()).decode()
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    wanted = {"default-src": "'none'", "style-src": f"'sha256-{digest}'", "img-src": "data:", "font-src": "data:", "base-uri": "'none'", "form-action": "'none'"}
    same(f"{what}: policy", rules, wanted)


def check_library(library, scratch):
    run("--html", "--epub", "--all", "--quiet", "-C", ROOT / library, "-o", scratch / "all")
    run("--html", "--epub", "--pdf", "--book", "--quiet", "-C", ROOT / library, "-o", scratch / "book")
    pages = sorted(scratch.glob("*/*.html"))
    if len(pages) < 2:
        flunk(f"{library}: {len(pages)} pages")
    for path in pages:
        page = Page(path.read_text("utf-8"))
        check_inside(path.name, page)
        check_policy(path.name, page)
        same(f"{library}/{path.name}: lines beside the EPUB's", page.lines, text_of_epub(path.with_suffix(".epub")))
        run("--verify", "--quiet", "-C", ROOT / library, path)
    (book,) = (scratch / "book").glob("*.html")
    run("--html-fragment", "--all", "--quiet", "-C", ROOT / library, "-o", f"{scratch}/pieces/")
    run("--html-fragment", "--book", "--quiet", "-C", ROOT / library, "-o", scratch / "pieces" / f"{book.stem}.fragment.html")
    for path in pages:
        piece = scratch / "pieces" / f"{path.stem}.fragment.html"
        page = Page(piece.read_text("utf-8"))
        check_inside(piece.name, page, top=2)
        same(f"{library}/{piece.name}: lines beside the page's", page.lines, Page(path.read_text("utf-8")).lines)
        if {name for name, _ in page.elements} & {"html", "head", "body", "main", "meta", "style", "script", "title"}:
            flunk(f"{piece.name}: holds what a page has")
        strange = [attributes["id"] for _, attributes in page.elements if not attributes.get("id", "sts-").startswith(("sts-", "cover"))]
        same(f"{piece.name}: ids without a prefix", strange, [])
        run("--verify", "--quiet", "-C", ROOT / library, piece)
    for other in (".epub", ".pdf"):
        run("--compare", "--quiet", book, book.with_suffix(other))


def check_linked_data(scratch):
    library = scratch / "coded"
    shutil.copytree(ROOT / "content", library)
    text = (ROOT / "content/surgery.md").read_text("utf-8")
    (library / "surgery.md").write_text(text.replace("\nid: ", "\ncodes: {icd-10-cm: [C49.9], rxnorm: ['1']}\nlast-reviewed: 2024-05-02\nid: ", 1), "utf-8")
    if "codes:" not in (library / "surgery.md").read_text("utf-8"):
        flunk("content/surgery.md has no id any more to stand before")
    run("--html", "--quiet", "-C", library, "surgery", "-o", scratch / "coded.html")
    data = json.loads(Page((scratch / "coded.html").read_text("utf-8")).data["script"])
    same("type, dates and language", [data[key] for key in ("@type", "dateModified", "lastReviewed", "inLanguage")], ["MedicalWebPage", "2018-04-06", "2024-05-02", "en"])
    same("what it is about", [(about["@type"], about["code"]["codingSystem"], about["code"]["codeValue"]) for about in data["about"]],
         [("MedicalCondition", "ICD-10-CM", "C49.9"), ("Drug", "RxNorm", "1")])
    same("citations", [citation.split()[0] for citation in data["citation"]], re.findall(r"^(\w+)", text[text.index("\n## References\n") + 15:], re.M))


def check_hard_values(scratch):
    """Quotes and colons in a reference are no property; a text may have been reviewed though nobody knows when it was revised."""
    library = scratch / "hard"
    shutil.copytree(ROOT / "content", library)
    text = (library / "surgery.md").read_text("utf-8")
    text = re.sub(r"^last-revised: .*$", "last-revised: {waived: lost by a test}\nlast-reviewed: 2024-05-02", text, count=1, flags=re.M)
    text = re.sub(r"^Fiore M", r'“A "name": and \\ more", <b/>\n\n"name": Fiore M', text.replace("<b/>", ""), count=1, flags=re.M)
    (library / "surgery.md").write_text(text.replace(", <b/>", " &lt;/script&gt;"), "utf-8")
    run("--html", "--quiet", "-C", library, "surgery", "-o", scratch / "hard.html")
    data = json.loads(Page((scratch / "hard.html").read_text("utf-8")).data["script"])
    same("dates", [data.get(key) for key in ("dateModified", "lastReviewed")], [None, "2024-05-02"])
    same("hard references", data["citation"][0], '“A "name": and \\ more" </script>')
    run("--verify", "--quiet", "-C", library, scratch / "hard.html")


def seal(text):
    """The page, or the piece of one, with the fingerprint that it must have."""
    place = r'("sts:fileFingerprint" content="|data-sts-file-fingerprint=")[^"]*'
    digest = hashlib.sha256(re.sub(place, r"\1", text).encode()).hexdigest()
    return re.sub(place, rf"\g<1>{digest}", text)


def check_tampered(scratch):
    page = scratch / "sound.html"
    run("--html", "--quiet", "-C", ROOT / "content", "surgery", "-o", page)
    sound = page.read_text("utf-8")
    same("the fingerprint of the file", seal(sound), sound)
    cases = [
        ("at least 1 to 2 cm wide", "at least 10 to 20 cm wide", "text"),
        ("<body>", "<body>\n<script>alert(1)</script>", "script"),
        ("<body>", '<body>\n<script type="application/ld+json">{}</script>', "in its text"),
        ("<main>", "<main>\n<style>.disclaimer { display: none; }</style>", "in its text"),
        ("<h1 ", '<h1 onclick="x()" ', "onclick"),
        ("<h1 ", '<h1 style="display: none" ', "style"),
        ("</h1>", '</h1><img src="https://example.org/x.png" alt="" />', "src"),
        ("</h1>", '</h1><a href="javascript:x()">Surgery</a>', "href"),
        ("</h1>", "</h1><iframe></iframe>", "iframe"),
        ("<head>", '<head>\n<meta http-equiv="refresh" content="0;url=https://example.org" />', "http-equiv"),
        ("<main>", "<main><!-- x -->", "x"),
        ('<p class="short-code">', '<p class="short-code">Take two. ', "code"),
        ('"dateModified": "2018', '"dateModified": "2028', "search engines"),
        ('"lastReviewed": "2018', '"lastReviewed": "2010', "search engines"),
        ('"Fiore M, Ford S', '"Forge R, Ford S', "search engines"),
        ('"inLanguage": "en"', '"inLanguage": "en",\n  "description": "Take two."', "search engines"),
        ('datetime="2018-04-06">April 6, 2018<', 'datetime="2018-04-06">April 6, 2028<', "text"),
    ]
    for old, new, says in cases:
        if old not in sound:
            flunk(f"the page has no “{old}”")
        page.write_text(seal(sound.replace(old, new, 1)), "utf-8")
        done = run("--verify", "-C", ROOT / "content", page, status=1)
        wants(done, ": (altered|incomplete)", "stdout")
        wants(done, re.escape(says), "stdout")
    # What no table knows is covered by the fingerprint of all.
    for old, new in [("text-decoration: underline", "text-decoration: none"), ('"lastReviewed": "2018', '"lastReviewed": "2028'), ("width=device-width", "width=100")]:
        page.write_text(sound.replace(old, new, 1), "utf-8")
        wants(run("--verify", "-C", ROOT / "content", page, status=1), ": altered", "stdout")
    code = re.search('<p class="short-code">(.*)</p>\n', sound)
    page.write_text(sound.replace(code.group(), ""), "utf-8")
    wants(run("--verify", "-C", ROOT / "content", page, status=1), f"the code of the section “surgery”, {code.group(1)}, does not stand at its end", "stdout")
    piece = scratch / "piece.fragment.html"
    run("--html-fragment", "--quiet", "-C", ROOT / "content", "surgery", "-o", piece)
    sound = piece.read_text("utf-8")
    same("the fingerprint of a piece", seal(sound), sound)
    for old, new in [("at least 1 to 2 cm", "at least 10 to 20 cm"), ("<h2 ", '<article class="sts-export"></article><h2 '), ("<h2 ", '<h2 onclick="x()" '),
                     ("</article>", "</article><p>Take two.</p>"), ('data-sts-status="sample"', 'data-sts-status="approved"')]:
        piece.write_text(seal(sound.replace(old, new, 1)), "utf-8")
        wants(run("--verify", "-C", ROOT / "content", piece, status=1), ": (altered|unknown|outdated)", "stdout")
    for foreign in ("<!DOCTYPE html><p>Hello<br>", "<html><body>x</body></html>", sound[: len(sound) // 2], "<!doctype html>"):
        page.write_text(foreign, "utf-8")
        wants(run("--verify", "-C", ROOT / "content", page, status=1), ": unknown", "stdout")


def check_bad_places(scratch):
    library = scratch / "own"
    shutil.copytree(ROOT / "content", library)
    before = (library / "surgery.md").read_bytes()
    run("--html", "-C", library, "surgery", "-o", library / "surgery.md", status=2)
    same("the library's own file", (library / "surgery.md").read_bytes(), before)
    (scratch / "theirs").mkdir()
    theirs = scratch / "theirs" / "surgery.html"
    theirs.write_text("<!DOCTYPE html>\n<title>Mine</title>", "utf-8")
    run("--html", "-C", library, "surgery", "-o", f"{scratch}/theirs/", status=2)
    same("a page of somebody's", theirs.read_text("utf-8")[-7:], "/title>")
    theirs.unlink()
    for _ in range(2):  # one of ours is replaced
        run("--html", "--quiet", "-C", library, "surgery", "-o", f"{scratch}/theirs/")
    (scratch / "way" / "surgery.html").mkdir(parents=True)
    done = subprocess.run([PROGRAM, "--html", "-C", ROOT / "content", "surgery", "-o", f"{scratch}/way/"], capture_output=True, text=True, check=False)
    if done.returncode not in (2, 3) or "surgery.html" not in done.stderr:
        flunk(f"a folder in the way: {done.returncode} {done.stderr}")
    run("--html", "-C", library, "surgery", "-o", library / "surgery.epub", status=2)
    run("--html", "-C", library, "surgery", "--linearize", status=2)

    def little_room():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))

    (scratch / "full").mkdir()
    done = subprocess.run([PROGRAM, "--html", "-C", ROOT / "content", "surgery", "-o", f"{scratch}/full/"], capture_output=True, text=True, check=False, preexec_fn=little_room)
    if done.returncode != 3 or list((scratch / "full").iterdir()):
        flunk(f"a full disk: {done.returncode} {done.stderr} {list((scratch / 'full').iterdir())}")


def check_repeated(scratch):
    pages = []
    for zone in ("UTC", "Pacific/Auckland"):
        path = scratch / f"{zone.split('/')[0]}.html"
        subprocess.run([PROGRAM, "--quiet", "--html", "--book", "-C", ROOT / "content", "-o", path], check=True, env={**os.environ, "TZ": zone})
        pages.append(path.read_bytes())
    if pages[0] != pages[1]:
        flunk("two exports differ")


with tempfile.TemporaryDirectory() as folder:
    top = pathlib.Path(folder)
    for number, name in enumerate(LIBRARIES):
        (top / str(number)).mkdir()
        check_library(name, top / str(number))
    check_linked_data(top)
    check_hard_values(top)
    check_tampered(top)
    check_bad_places(top)
    check_repeated(top)
sys.exit(finish())
