"""Reads the Markdown of a library, apart from the program, and says what must be printed.

It knows just the Markdown of tests/fixtures/cross-references. A Flow is the text that a reader sees, in order and without spaces, since lines and
columns may part it anywhere; its marks say where in it links, their targets, headings, cells and words of other languages stand.
"""
import contextlib
import pathlib
import re
import string
from dataclasses import dataclass, field

WORDS = {
    "en": {
        "months": "January February March April May June July August September October November December".split(),
        "date": "Last Revised: {month} {day}, {year}",
        "status": "Draft: this section has not been approved.",
        "book-date": "Sections revised up to {month} {day}, {year}",
        "book-status": "Draft: this guide has not been approved.",
        "contents": "Contents",
        "notes": "Notes",
        "hyperlinks": "Find these pages online",
        "references": "References",
        "disclaimer": "Disclaimer",
        "see": " (see {})",
        "page": "Page {} of {}",
        "opens": "opens {}",
        "tel": "telephone",
        "mailto": "e-mail",
        "leads": "page {}",
        "entry": "Hyperlink {}",
        "entry-back": "Back to the link",
        "note": "Note {}",
        "note-back": "Back to text",
        "IMPORTANT": "Important",
        "TIP": "Tip",
        "EDITOR": "Editor's note",
        "adapted": "Adapted from: ",
    },
    "es": {
        "months": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
        "date": "Última revisión: {day} de {month} de {year}",
        "status": "Borrador: esta sección no ha sido aprobada.",
        "notes": "Notas",
        "hyperlinks": "Encuentre estas páginas en internet",
        "references": "Referencias",
        "disclaimer": "Descargo de responsabilidad",
        "see": " (consulte {})",
        "page": "Página {} de {}",
        "opens": "abre {}",
        "tel": "teléfono",
        "mailto": "correo electrónico",
        "leads": "página {}",
        "entry": "Enlace {}",
        "entry-back": "Volver al enlace",
        "note": "Nota {}",
        "note-back": "Volver al texto",
        "TIP": "Consejo",
        "EDITOR": "Nota de la redacción",
        "adapted": "Adaptado de: ",
        "verbatim": "Fuente: ",
    },
}

INLINE = re.compile(
    r"\[\^(?P<note>\w+)\]"
    r"|\[(?P<words>[^\]]+)\](?:\((?P<address>[^)\s]+)\)|\{lang=(?P<lang>[\w-]+)\})"
    r"|<(?P<plain>https?:[^>]+)>"
    r"|(?P<stars>\*\*?)(?P<stressed>[^*]+)(?P=stars)"
)


def squeeze(text):
    return re.sub(r"\s", "", text)


def slug(title):
    """The part of an address after # that leads to a heading (docs/content-format.md, Links)."""
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


def without_scheme(address):
    return re.sub(r"^(https?://|mailto:|tel:)", "", address)


@dataclass
class Link:
    address: str = None  # outside the file
    target: tuple = None  # inside: the name of a target
    name: str = None  # what assistive technology says of it; "{page}" stands for the page that it leads to
    kind: str = None  # internal, contents, web, entry (of the list), number, or back


@dataclass
class Cell:
    table: str  # the line of its heads
    row: int
    column: int


@dataclass
class Mark:
    kind: str  # link, target, heading, lang, head, cell, item; marker: a list's, which is text on paper alone
    value: object
    start: int
    end: int = None


@dataclass
class Flow:
    text: str = ""
    marks: list = field(default_factory=list)
    languages: list = field(default_factory=list)  # the innermost last
    spoken: list = field(default_factory=list)  # what was added, with its spaces

    def add(self, text):
        self.text += squeeze(text)
        self.spoken.append(text)

    @contextlib.contextmanager
    def mark(self, kind, value):
        mark = Mark(kind, value, len(self.text))
        self.marks.append(mark)
        if kind == "lang":
            self.languages.append(value)
        yield
        if kind == "lang":
            self.languages.pop()
        mark.end = len(self.text)

    def in_language(self, tag):
        """A mark for words in that language, where those around are in another."""
        return contextlib.nullcontext() if self.languages[-1] == tag else self.mark("lang", tag)

    def words(self):
        return WORDS[self.languages[-1].split("-")[0]]

    def append(self, other):
        shift = len(self.text)
        self.text += other.text
        self.marks += [Mark(m.kind, m.value, m.start + shift, m.end + shift) for m in other.marks]

    def screen_place(self, place):
        """Where on the screen stands what stands there on paper."""
        return place - sum(min(mark.end, place) - mark.start for mark in self.all("marker") if mark.start < place)

    def on_screen(self):
        """The flow without the markers of its lists, which an e-reader makes itself."""
        kept, at = [], 0
        for mark in self.all("marker"):
            kept.append(self.text[at : mark.start])
            at = mark.end
        marks = [Mark(m.kind, m.value, self.screen_place(m.start), self.screen_place(m.end)) for m in self.marks if m.kind != "marker"]
        return Flow("".join(kept) + self.text[at:], marks)

    def all(self, kind):
        return [mark for mark in self.marks if mark.kind == kind]

    def said(self, mark):
        return self.text[mark.start : mark.end]


def read_blocks(text):
    """The blocks of a text, each a list of lines."""
    return [block.split("\n") for block in re.split(r"\n{2,}", text.strip("\n"))]


def read_source(text):
    """What the text was made from, as it is printed before its address, with the address and the kind."""
    one = dict(re.findall(r'(\w+): "?([^",}]+)', text or ""))
    return one and (f"{one['title']}. {one['publisher']}, {one['year']}. ", one["address"], one["kind"])


class Section:
    def __init__(self, library, name):
        self.library, self.id = library, name
        _, front, text = (library.folder / f"{name}.md").read_text().split("---\n", 2)
        self.front = dict(line.split(": ", 1) for line in front.strip().split("\n"))
        self.source = read_source(self.front.get("source")) or library.source
        self.title = self.front["title"]
        self.language = self.front.get("language", library.language)
        self.source_language = self.language if "source" in self.front else library.language
        text, _, references = text.partition("## References\n")
        blocks = read_blocks(text)
        definitions = [line for block in blocks if block[0].startswith("[^") for line in block]
        self.notes = dict(re.match(r"\[\^(\w+)\]: (.*)", line).groups() for line in definitions)
        self.body = [block for block in blocks if not block[0].startswith("[^")]
        self.references = read_blocks(references)
        gaps = re.findall(r'\{(?:id: (\S+), )?lost: [^,]+, print: "([^"]+)"', self.front.get("gaps", ""))
        told = {f"<!-- gap: {name} -->": ["> [!EDITOR]", f"> {text}"] for name, text in gaps}
        placed = [told.get(block[0], block) for block in self.body]
        self.body = [["> [!EDITOR]", f"> {text}"] for name, text in gaps if f"<!-- gap: {name} -->" not in (b[0] for b in self.body)] + placed
        self.headings = [(len(hashes), title) for hashes, title in (b[0].split(" ", 1) for b in self.body if b[0].startswith("#"))]

    def title_of(self, fragment):
        return next(title for _, title in self.headings if slug(title) == fragment)


class Library:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        text, _, disclaimer = (self.folder / "library.yaml").read_text().partition("disclaimer: |\n")
        keys = dict(re.findall(r"(?m)^([\w-]+): (.*)$", text + disclaimer))
        self.title, self.language, self.publisher = keys["title"], keys["language"], keys["publisher"]
        self.source = read_source(keys.get("source"))
        self.disclaimer = " ".join(re.findall(r"(?m)^  (.*)$", disclaimer))
        self.sections = [Section(self, name) for name in keys["sections"].strip("[]").split(", ")]


class Printer:
    """Makes the flow of a section as it is printed with those others in its file, whose own language is `language`."""

    def __init__(self, section, present, language):
        self.section, self.language = section, language
        self.present = {other.id: other for other in present}
        self.addresses, self.cited = [], []  # in the order in which they are met first
        self.seen = {}  # how often each mark was met: (kind, number) -> times
        self.print()
        self.print()  # once more, now that all numbers are known

    def print(self):
        section = self.section
        self.met, self.seen, self.flow = self.seen, {}, Flow(languages=[self.language])
        with self.flow.mark("target", ("section", section.id)), self.flow.in_language(section.language):
            self.heading(1, section.title, ("title", section.id))
            self.date()
            self.flow.add(self.flow.words()["status"])
            for block in section.body:
                self.block(block)
            self.closing()

    def heading(self, level, title, name):
        with self.flow.mark("target", name), self.flow.mark("heading", (level, title, name)):
            self.inlines(title)

    def date(self):
        year, month, day = map(int, self.section.front["last-revised"].split("-"))
        words = self.flow.words()
        self.flow.add(words["date"].format(year=year, month=words["months"][month - 1], day=day))

    def part(self, name):
        self.heading(2, self.flow.words()[name], ("part", self.section.id, name))

    def closing(self):
        section = self.section
        if self.cited:
            self.part("notes")
        for label in self.cited:
            self.numbered_item("note", self.note_letter(label), lambda: self.inlines(section.notes[label]))
        if self.addresses:
            self.part("hyperlinks")
        for number, address in enumerate(self.addresses, 1):
            self.numbered_item("entry", number, lambda: self.link(Link(address=address, kind="entry"), lambda: self.flow.add(without_scheme(address))))
        self.part("references")
        for block in section.references:
            self.inlines(" ".join(block), references=True)
        self.part("disclaimer")
        with self.flow.in_language(section.library.language):
            self.inlines(section.library.disclaimer)
        name, address, kind = section.source
        self.flow.add(self.flow.words()[kind])
        with self.flow.in_language(section.source_language):
            self.flow.add(name)
        self.link(Link(address=address, kind="web"), lambda: self.flow.add(without_scheme(address)))
        self.date()

    def numbered_item(self, kind, number, inside):
        """An item of the notes or of the hyperlinks; on a screen its number leads back to where it is met first."""
        with self.flow.mark("target", (kind, self.section.id, number)):
            back = self.flow.words()[kind + "-back"]
            with self.flow.mark("link", Link(target=(kind + "-reference", self.section.id, number, 1), name=f"{number}. {back}", kind="back")):
                self.flow.add(f"{number}.")
            for further in range(2, self.met.get((kind, number), 1) + 1 if kind == "note" else 2):
                with self.flow.mark("link", Link(target=(kind + "-reference", self.section.id, number, further), name=f"{back} {further}", kind="back")):
                    self.flow.add("^")
            inside()

    def block(self, lines):
        first = lines[0]
        if first.startswith("#"):
            hashes, title = first.split(" ", 1)
            self.heading(len(hashes), title, ("heading", self.section.id, slug(title)))
        elif first.startswith("|"):
            self.table(lines)
        elif first.startswith("Table: "):
            pass  # printed above its table
        elif first.startswith("> [!"):
            self.flow.add(self.flow.words()[first[4:-1]])
            self.inlines(" ".join(line[2:] for line in lines[1:]))
        elif re.match(r"- |\d+[.)] ", first):
            for line in lines:
                marker, text = line.split(" ", 1)
                marker = marker.replace("-", "•")
                with self.flow.mark("marker", None):
                    self.flow.add(marker)
                with self.flow.mark("item", marker):
                    self.inlines(text)
        else:
            self.inlines(" ".join(lines))

    def table(self, lines):
        following = self.section.body[self.section.body.index(lines) + 1]
        if following[0].startswith("Table: "):
            self.inlines(following[0].removeprefix("Table: "))
        for row, line in enumerate(lines[:1] + lines[2:]):
            for column, cell in enumerate(line.strip("| ").split(" | ")):
                with self.flow.mark("cell" if row else "head", Cell(lines[0], row, column)):
                    self.inlines(cell)

    def inlines(self, text, references=False):
        at = 0
        for match in INLINE.finditer(text):
            self.flow.add(text[at : match.start()])
            at = match.end()
            if match["note"]:
                self.note_reference(match["note"], text[: match.start()], text[at:])
            elif match["plain"]:
                assert references  # an address that is printed needs no number there
                self.link(Link(address=match["plain"], kind="web"), lambda: self.flow.add(match["plain"]))
            elif match["lang"]:
                with self.flow.mark("lang", match["lang"]):
                    self.inlines(match["words"])
            elif match["address"]:
                self.any_link(match["words"], match["address"])
            else:
                self.inlines(match["stressed"])
        self.flow.add(text[at:])

    def link(self, link, inside):
        with self.flow.mark("link", link):
            start = len(self.flow.spoken)
            inside()
            if not link.name:
                link.name = f"{''.join(self.flow.spoken[start:])}, {self.where(link)}"

    def where(self, link):
        """Where a link leads, in words."""
        words, scheme = self.flow.words(), (link.address or "").partition(":")[0]
        if not link.address:
            return words["leads"].format("{page}")
        return words.get(scheme) or words["opens"].format(link.address.split("/")[2])

    def reference(self, kind, number, printed):
        """A superscript number or letter that leads to an item at the end."""
        self.seen[kind, number] = self.seen.get((kind, number), 0) + 1
        with self.flow.mark("target", (kind + "-reference", self.section.id, number, self.seen[kind, number])):
            name = self.flow.words()[kind].format(number)
            self.link(Link(target=(kind, self.section.id, number), name=name, kind="number"), lambda: self.flow.add(printed))

    def note_letter(self, label):
        """Notes have letters, so that none is taken for the number of a link."""
        return string.ascii_lowercase[self.cited.index(label)]

    def note_reference(self, label, before, after):
        """In brackets where the letter would be read as a part of the word or the number beside it."""
        if label not in self.cited:
            self.cited.append(label)
        letter = self.note_letter(label)
        self.reference("note", letter, f"[{letter}]" if re.search(r"\w *$", before) or re.match(r"\w", after) else letter)

    def any_link(self, words, address):
        if re.match(r"(https?|mailto|tel):", address):
            if address not in self.addresses:
                self.addresses.append(address)
            self.link(Link(address=address, kind="web"), lambda: self.inlines(words))
            number = self.addresses.index(address) + 1
            self.reference("entry", number, str(number))
            return
        name, _, fragment = address.partition("#")
        wanted = name.removesuffix(".md") or self.section.id
        if wanted in self.present:
            target = ("heading", wanted, fragment) if fragment else ("section", wanted)
            other = self.present[wanted]
            self.link(Link(target=target, kind="internal"), lambda: self.inlines(words))
            return
        self.inlines(words)
        other = next(other for other in self.section.library.sections if other.id == wanted)
        if other.title.lower() != words.lower():
            before, after = self.flow.words()["see"].split("{}")
            self.flow.add(before)
            with self.flow.in_language(other.language):
                self.flow.add(other.title)
            self.flow.add(after)


def print_cover(library):
    flow, words = Flow(), WORDS[library.language]
    with flow.mark("target", ("cover",)), flow.mark("heading", (1, library.title, ("cover",))):
        flow.add(library.title)
    year, month, day = map(int, max(section.front["last-revised"] for section in library.sections).split("-"))
    flow.add(library.publisher + words["book-date"].format(month=words["months"][month - 1], day=day, year=year) + words["book-status"])
    return flow


def print_contents(library, page_of):
    """The printed contents: sections and their headings of the second level; page_of(target) is the page that an entry names."""
    flow = Flow(languages=[library.language])

    def entry(title, target):
        link = Link(target=target, name=f"{title}, {flow.words()['leads'].format('{page}')}", kind="contents")
        with flow.mark("link", link):
            flow.add(f"{title}{page_of(target)}")

    with flow.mark("target", ("contents",)), flow.mark("heading", (1, flow.words()["contents"], ("contents",))):
        flow.add(flow.words()["contents"])
    for section in library.sections:
        with flow.in_language(section.language):
            entry(section.title, ("section", section.id))
            for level, title in section.headings:
                if level == 2:
                    entry(title, ("heading", section.id, slug(title)))
    return flow


def print_sections(sections, language):
    """The flow of these sections in one file of that language."""
    flow = Flow()
    for section in sections:
        flow.append(Printer(section, sections, language).flow)
    return flow
