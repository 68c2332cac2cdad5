"""Reads a PDF through `qpdf --json=2`: objects, content streams, fonts, and the text in the order of its tags."""
import base64
import json
import re
import subprocess
import unicodedata
import zlib


class PdfError(Exception):
    """The file cannot be read at all."""


def run_qpdf(arguments, data=None):
    """Runs qpdf; exit status 3 means warnings only."""
    done = subprocess.run(["qpdf", *arguments], input=data, capture_output=True, check=False)
    if done.returncode not in (0, 3):
        raise PdfError(done.stderr.decode("utf-8", "replace").strip() or f"qpdf: status {done.returncode}")
    return done.stdout


class Pdf:
    """A file's objects as qpdf's JSON has them: "12 0 R" is a reference, "/X" a name, "u:..." and "b:..." are strings."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.raw = file.read()
        self.json = json.loads(run_qpdf(["--json=2", "--json-stream-data=inline", "--decode-level=generalized", path]))
        self.objects = self.json["qpdf"][1]
        self.trailer = self.objects["trailer"]["value"]

    @staticmethod
    def is_reference(value):
        return isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value) is not None

    def get(self, value):
        """The object that a reference leads to (a stream: its dictionary); anything else as it is; None for nothing."""
        for _ in range(32):
            if not self.is_reference(value):
                return value
            entry = self.objects.get("obj:" + value)
            if entry is None:
                return None
            value = entry["stream"]["dict"] if "stream" in entry else entry["value"]
        return None

    def stream(self, value):
        """The decoded data of a stream."""
        return base64.b64decode(self.objects["obj:" + value]["stream"].get("data", ""))

    def is_stream(self, value):
        return self.is_reference(value) and "stream" in self.objects.get("obj:" + value, {})

    def key(self, dictionary, name):
        dictionary = self.get(dictionary)
        return self.get(dictionary.get(name)) if isinstance(dictionary, dict) else None

    def catalog(self):
        return self.get(self.trailer.get("/Root")) or {}

    def items(self, value):
        """An array's items; a single object is an array of one."""
        value = self.get(value) if not isinstance(value, list) else value
        if value is None:
            return []
        return value if isinstance(value, list) else [value]

    def pages(self):
        """References of the pages, in order."""
        found, waiting = [], [self.catalog().get("/Pages")]
        while waiting:
            reference = waiting.pop(0)
            node = self.get(reference) or {}
            if node.get("/Type") == "/Pages":
                waiting = self.items(node.get("/Kids")) + waiting
            else:
                found.append(reference)
        return found

    def inherited(self, page, name):
        node = self.get(page)
        while isinstance(node, dict):
            if name in node:
                return self.get(node[name])
            node = self.get(node.get("/Parent"))
        return None

    def content(self, page):
        parts = self.get(page).get("/Contents")
        parts = self.get(parts) if isinstance(self.get(parts), list) else [parts]
        return b"\n".join(self.stream(part) for part in parts if self.is_stream(part))

    def number_tree(self, reference):
        entries, waiting = {}, [reference]
        while waiting:
            node = self.get(waiting.pop()) or {}
            waiting += self.items(node.get("/Kids"))
            pairs = self.items(node.get("/Nums"))
            for key, value in zip(pairs[::2], pairs[1::2]):
                entries[self.get(key)] = value
        return entries

    def name_tree(self, reference):
        entries, waiting = {}, [reference]
        while waiting:
            node = self.get(waiting.pop()) or {}
            waiting += self.items(node.get("/Kids"))
            pairs = self.items(node.get("/Names"))
            for key, value in zip(pairs[::2], pairs[1::2]):
                entries[identifier_of(key)] = value
        return entries


def lost_references(raw):
    """References to objects that the file does not have. qpdf reads such a reference as null and leaves the key out, so the file's own text is read here."""
    defined, used = set(), set()
    for match in re.finditer(rb"(?:^|\n)(\d+) 0 obj\b(.*?)\bendobj\b", raw, re.S):
        defined.add(int(match.group(1)))
        head, stream, data = match.group(2).partition(b"stream\n")
        texts = [head]
        if stream and b"/ObjStm" in head:
            body = zlib.decompressobj().decompress(data)
            first = int(re.search(rb"/First (\d+)", head).group(1))
            defined.update(int(n) for n in body[:first].split()[::2])
            texts.append(body[first:])
        for text in texts:
            text = re.sub(rb"\((?:[^()\\]|\\.)*\)", b"()", text, flags=re.S)
            used.update(int(n) for n in re.findall(rb"(?<![\d.])(\d+) 0 R\b", text))
    return sorted(used - defined)


def text_of(value):
    """The text of a JSON string."""
    if not isinstance(value, str):
        return None
    if value.startswith("u:"):
        return value[2:]
    if value.startswith("b:"):
        return bytes.fromhex(value[2:]).decode("latin-1")
    return None


# The characters of PDFDocEncoding that are not those of Latin-1 (ISO 32000-1, annex D.3).
PDF_DOC = {ord(c): code for start, characters in ((0x18, "˘ˇˆ˙˝˛˚˜"), (0x80, "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž"), (0xA0, "€")) for code, c in enumerate(characters, start)}


def identifier_of(value):
    """The identifier that a JSON string's bytes are as UTF-8: an ID is a byte string, which qpdf shows as a text string where it can."""
    text = text_of(value)
    if text is None:
        return None
    try:
        return text.translate(PDF_DOC).encode("latin-1").decode()
    except UnicodeError:
        return text


TOKEN = re.compile(
    rb"""\s*(?:%[^\r\n]*\s*)*(?:
    (?P<string>\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\([^()]*\))*\))*\))
  | (?P<open><<)|(?P<close>>>)
  | (?P<hex><[0-9A-Fa-f\s]*>)
  | (?P<bracket>[\[\]])
  | (?P<name>/[^\s()<>\[\]{}/%]*)
  | (?P<number>[-+]?(?:\d+\.?\d*|\.\d+)(?![^\s()<>\[\]{}/%]))
  | (?P<operator>[^\s()<>\[\]{}/%]+))""",
    re.X | re.S,
)

ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b""}


def unescape(literal):
    def one(match):
        what = match.group(1)
        if what[:1].isdigit():
            return bytes([int(what, 8) & 0xFF])
        return ESCAPES.get(what, what)

    return re.sub(rb"\\([0-7]{1,3}|.)", one, literal, flags=re.S)


class Name(str):
    """A name among the operands, without its slash."""


def operations(data):
    """Yields (operands, operator) of a content stream. Strings are bytes, dictionaries dict, arrays list."""
    stack, operands, at = [], [], 0
    while at < len(data):
        match = TOKEN.match(data, at)
        if not match or match.end() == at:
            if data[at:].strip():
                raise PdfError(f"content stream: cannot read {data[at:at + 30]!r}")
            return
        at = match.end()
        kind, text = match.lastgroup, match.group(match.lastgroup)
        if kind == "operator" and text not in (b"true", b"false", b"null"):
            yield operands, text.decode("latin-1")
            operands = []
            continue
        if kind == "open" or text == b"[":
            stack.append((operands, kind == "open"))
            operands = []
            continue
        if kind == "close" or text == b"]":
            outer, is_dictionary = stack.pop()
            value = dict(zip(operands[::2], operands[1::2])) if is_dictionary else operands
            operands = outer
        elif kind == "string":
            value = unescape(text[1:-1])
        elif kind == "hex":
            digits = re.sub(rb"\s", b"", text[1:-1])
            value = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
        elif kind == "name":
            value = Name(text[1:].decode("latin-1"))
        elif kind == "number":
            value = float(text) if b"." in text else int(text)
        else:
            value = {b"true": True, b"false": False}.get(text)
        operands.append(value)


def strings_of(data, form_digest):
    """All strings of a content stream, in order, and among them what form_digest(name) gives for the forms that are drawn."""
    name = None
    for match in TOKEN.finditer(data):
        if match.lastgroup == "string":
            yield unescape(match.group("string")[1:-1])
        elif match.lastgroup == "hex":
            yield bytes.fromhex(re.sub(rb"[<>\s]", b"", match.group("hex")).decode())
        elif match.lastgroup == "name":
            name = match.group("name").decode()
        elif match.lastgroup == "operator" and match.group("operator") == b"Do":
            yield form_digest(name)


def decode_text_string(data):
    if data[:2] == b"\xfe\xff":
        return data[2:].decode("utf-16-be", "replace")
    return data.decode("latin-1")


class Font:
    """Codes of a font: how long they are and what they mean."""

    def __init__(self, pdf, reference):
        self.dictionary = pdf.get(reference) or {}
        self.composite = self.dictionary.get("/Subtype") == "/Type0"
        self.map = {}
        unicode_map = self.dictionary.get("/ToUnicode")
        if unicode_map and pdf.is_stream(unicode_map):
            self._read_map(pdf.stream(unicode_map))

    def _read_map(self, data):
        for operands, operator in operations(data):
            if operator == "endbfchar":
                for code, text in zip(operands[::2], operands[1::2]):
                    self.map[int.from_bytes(code, "big")] = text.decode("utf-16-be", "replace")
            elif operator == "endbfrange":
                for low, high, text in zip(operands[::3], operands[1::3], operands[2::3]):
                    self._add_range(int.from_bytes(low, "big"), int.from_bytes(high, "big"), text)

    def _add_range(self, low, high, text):
        for i, code in enumerate(range(low, high + 1)):
            if isinstance(text, list):
                self.map[code] = text[i].decode("utf-16-be", "replace")
            else:
                start = text.decode("utf-16-be", "replace")
                self.map[code] = start[:-1] + chr(ord(start[-1]) + i)

    def codes(self, data):
        if self.composite:
            return [data[i] << 8 | data[i + 1] for i in range(0, len(data) - 1, 2)]
        return list(data)

    def text(self, data):
        return "".join(self.map.get(code, "\ufffd") for code in self.codes(data))


# What nobody sees or hears: soft hyphens, zero-width spaces and joiners, marks of direction.
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

PAINT = {"f", "f*", "F", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "EI", "Tj", "TJ", "'", '"'}


class Mark:
    """A marked-content sequence of a page: its tag, MCID or None, and the text shown in it."""

    def __init__(self, tag, properties):
        self.tag = tag
        self.properties = properties
        self.mcid = properties.get("MCID")
        self.text = []
        self.painted = False


class PageContent:
    """What stands on a page: the marks, and what is wrong with them."""

    def __init__(self, pdf, page):
        self.marks = []           # outermost, in order
        self.by_mcid = {}
        self.faults = []          # (rule, text)
        self.used = {}            # font reference -> set of codes
        self.drawn = []           # XObjects, as references
        self.states = []          # ExtGStates, as values
        self.colors = []          # color spaces, as values
        self.pdf = pdf
        self.cache = {}
        self.forms = []           # references, in the order of drawing
        self._read(pdf.content(page), pdf.inherited(page, "/Resources") or {})
        for form in self.forms:
            self._read_form(form)

    def _font(self, name):
        reference = self._resource("/Font", name)
        if reference not in self.cache:
            self.cache[reference] = Font(self.pdf, reference)
        return reference, self.cache[reference]

    def _resource(self, kind, name):
        return (self.pdf.get(self.resources.get(kind)) or {}).get("/" + str(name))

    def _read_form(self, reference):
        """What a form uses is the page's; the marks are those around it, and it has none of its own."""
        marks, by_mcid = self.marks, self.by_mcid
        self._read(self.pdf.stream(reference), self.pdf.key(reference, "/Resources") or {}, form=True)
        if self.by_mcid != by_mcid or len(self.marks) != len(marks):
            self.faults.append(("content-balance", f"the form {reference} has marked content of its own"))

    def _read(self, data, resources, form=False):
        self.resources, self.in_form = resources, form
        open_marks, font, saved, depth = [], None, [], 0
        for operands, operator in operations(data):
            if operator in ("BDC", "BMC"):
                self._begin(open_marks, operands)
            elif operator == "EMC":
                if not open_marks:
                    self.faults.append(("content-balance", "EMC without a beginning"))
                    continue
                self._end(open_marks)
            elif operator == "q":
                saved.append(font)
                depth = max(depth, len(saved))
            elif operator == "Q":
                font = saved.pop() if saved else font
            elif operator == "Tf":
                font = operands[0]
            elif operator == "gs":
                self.states.append(self._resource("/ExtGState", operands[0]))
            elif operator in ("k", "K"):
                self.colors.append("/DeviceCMYK")
            elif operator in ("cs", "CS"):
                self.colors.append(self._resource("/ColorSpace", operands[0]) or "/" + str(operands[0]))
            elif operator == "ri" and operands[0] not in ("RelativeColorimetric", "AbsoluteColorimetric", "Perceptual", "Saturation"):
                self.faults.append(("rendering-intent", f"{operands[0]} is no rendering intent"))
            if operator in PAINT:
                self._paint(open_marks, operands, operator, font)
        if open_marks:
            self.faults.append(("content-balance", "marked content is not ended"))
        if depth > 28:
            self.faults.append(("graphics-nesting", f"graphics states are nested {depth} deep"))

    def _begin(self, open_marks, operands):
        tag = str(operands[0]) if operands else ""
        properties = operands[1] if len(operands) > 1 and isinstance(operands[1], dict) else {}
        mark = Mark(tag, properties)
        artifact_outside = any(m.tag == "Artifact" for m in open_marks)
        content_outside = any(m.mcid is not None for m in open_marks)
        if artifact_outside and mark.mcid is not None:
            self.faults.append(("content-in-artifact", f"MCID {mark.mcid} stands inside an artifact"))
        if content_outside and tag == "Artifact":
            self.faults.append(("artifact-in-content", "an artifact stands inside tagged content"))
        if content_outside and mark.mcid is not None:
            self.faults.append(("content-balance", f"MCID {mark.mcid} stands inside other tagged content"))
        if mark.mcid is not None:
            if mark.mcid in self.by_mcid:
                self.faults.append(("mcid-unique", f"MCID {mark.mcid} is used twice"))
            self.by_mcid[mark.mcid] = mark
        if not open_marks:
            self.marks.append(mark)
        open_marks.append(mark)

    @staticmethod
    def _end(open_marks):
        mark = open_marks.pop()
        if not open_marks:
            return
        text = "".join(mark.text)
        if "ActualText" in mark.properties:
            text = decode_text_string(mark.properties["ActualText"])
        open_marks[-1].text.append(text)
        open_marks[-1].painted |= mark.painted

    def _paint(self, open_marks, operands, operator, font):
        if not self.in_form and not any(m.mcid is not None or m.tag == "Artifact" for m in open_marks):
            self.faults.append(("content-marked", f"{operator} stands in no tagged content and no artifact"))
        for mark in open_marks:
            mark.painted = True
        if operator == "Do":
            picture = self._resource("/XObject", operands[0])
            self.drawn.append(picture)
            if self.pdf.key(picture, "/Subtype") == "/Form" and picture not in self.forms:
                self.forms.append(picture)
        if operator in ("Tj", "'", '"', "TJ"):
            reference, face = self._font(font)
            strings = operands[-1] if operator == "TJ" else [operands[-1]]
            for string in strings:
                if isinstance(string, bytes):
                    self.used.setdefault(reference, set()).update(face.codes(string))
                    if open_marks:
                        open_marks[-1].text.append(face.text(string))


class StructureReader:
    """Reads the text in the order of the structure tree, as a line a block."""

    LINE = {"/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/P", "/TH", "/TD", "/Caption", "/Lbl", "/TOCI", "/CodeBlock"}

    def __init__(self, pdf, contents, skipped=None):
        self.pdf = pdf
        self.contents = contents  # page reference -> PageContent
        self.skipped = skipped    # of elements whose ID it matches, nothing is read
        self.lines = []
        self.line = []

    def flush(self):
        text = unicodedata.normalize("NFC", UNSEEN.sub("", "".join(self.line)))
        text = re.sub(r"[ \t\n]+", " ", text).strip(" ")
        if text:
            self.lines.append(text)
        self.line = []

    def _list_has_words(self, element):
        """Whether a Lbl's list is one of definitions: its labels are text, not markers."""
        holder = self.pdf.get(element.get("/P")) or {}
        owner = self.pdf.get(holder.get("/P")) or {}
        for attributes in self.pdf.items(owner.get("/A")):
            attributes = self.pdf.get(attributes)
            if isinstance(attributes, dict) and attributes.get("/O") == "/List":
                return attributes.get("/ListNumbering") == "/None"
        return False

    def _is_dash(self, element):
        """Whether a Lbl is a bullet for whose kind there is no name."""
        text, page = "", element.get("/Pg")
        for kid in self.pdf.items(element.get("/K")):
            if isinstance(kid, int) and page in self.contents:
                text += "".join(self.contents[page].by_mcid[kid].text)
        return text == "\u2013"

    def _skips(self, element, tag):
        if self.skipped and re.search(self.skipped, text_of(element.get("/ID")) or ""):
            return True
        if tag == "/Lbl":
            return not self._list_has_words(element) or self._is_dash(element)
        return False

    def read(self, reference, in_contents=False):
        """Reads an element by a stack of our own: a document may nest deeper than Python likes."""
        stack = [("enter", reference, None)]
        while stack:
            what, value, page = stack.pop()
            if what == "flush":
                self.flush()
            elif what == "mark":
                mark = self.contents[page].by_mcid.get(value) if page in self.contents else None
                if mark:
                    self.line.append("".join(mark.text))
            else:
                self._enter(stack, value)
        self.flush()
        return self.lines

    def _enter(self, stack, reference):
        element = self.pdf.get(reference) or {}
        tag = element.get("/S")
        if self._skips(element, tag):
            return
        parent = self.pdf.get(element.get("/P")) or {}
        if tag in self.LINE or (tag == "/Code" and parent.get("/S") == "/CodeBlock"):
            self.flush()
            stack.append(("flush", None, None))
        block = element.get("/A") and any("/Block" == (self.pdf.get(a) or {}).get("/Placement") for a in self.pdf.items(element["/A"]))
        if tag == "/Figure":
            if block:
                self.flush()
            # A clinic's code stands on paper alone; the line beside it says its address.
            if not re.search(r"\.clinic$", text_of(parent.get("/ID")) or ""):
                self.line.append(text_of(element.get("/Alt")) or "")
            if block:
                self.flush()
        kids = []
        for kid in self.pdf.items(element.get("/K")):
            value = self.pdf.get(kid)
            if isinstance(value, int):
                kids.append(("mark", value, element.get("/Pg")))
            elif isinstance(value, dict) and value.get("/Type") == "/MCR":
                kids.append(("mark", self.pdf.get(value.get("/MCID")), value.get("/Pg") or element.get("/Pg")))
            elif isinstance(value, dict) and value.get("/Type") != "/OBJR":
                kids.append(("enter", kid, None))
        if tag == "/Figure":
            kids = [kid for kid in kids if kid[0] == "enter"]
        if tag == "/Reference" and parent.get("/S") == "/TOCI":
            kids = [kid for kid in kids if kid[0] == "enter"]
        stack.extend(reversed(kids))


def read_text(pdf, contents=None):
    """The file's text, a line a block, in the order of its tags."""
    if contents is None:
        contents = {page: PageContent(pdf, page) for page in pdf.pages()}
    root = pdf.get(pdf.catalog().get("/StructTreeRoot")) or {}
    reader = StructureReader(pdf, contents)
    for kid in pdf.items(root.get("/K")):
        reader.read(kid)
    return reader.lines
