"""Reads exported files, and changes them as careless or hostile hands might, by itself: PDFs as objects, EPUBs as entries."""
import hashlib
import re
import subprocess
import warnings
import zipfile
import zlib


class Tokens:
    """The tokens of an object, of which `canonical` makes the one form that a file's fingerprint is taken of."""

    TOKEN = re.compile(rb"<<|>>|[\[\]]|\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]*>|\d+ \d+ R(?![^\s/\[\]<>()])|/?[^\s()<>\[\]/]+", re.S)
    ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

    def __init__(self, text):
        self.tokens = iter(self.TOKEN.findall(text))

    def _string(self, token):
        if token[:1] == b"<":
            return bytes.fromhex(token[1:-1].decode())
        return re.sub(rb"\\([0-7]{1,3}|.)", lambda m: bytes([int(m[1], 8)]) if m[1].isdigit() else self.ESCAPES.get(m[1], m[1]), token[1:-1], flags=re.S)

    def canonical(self, references, without=frozenset(), token=None):
        token = token or next(self.tokens)
        if token == b"<<":
            entries = []
            while (key := next(self.tokens)) != b">>":
                met = []
                value = self.canonical(met)
                if key not in without and value != b" null":
                    entries.append((key, value, met))
            entries.sort()
            references += [id for _, _, met in entries for id in met]
            return b"{" + b"".join(key + value for key, value, _ in entries) + b"}"
        if token == b"[":
            items = []
            while (item := next(self.tokens)) != b"]":
                items.append(self.canonical(references, token=item))
            return b"[" + b"".join(items) + b"]"
        if token[:1] in (b"(", b"<"):
            text = self._string(token)
            return b"(%d:" % len(text) + text
        if token.endswith(b" R"):
            references.append(int(token.split()[0]))
            return b" R"
        return b" " + token


class Pdf:
    """The objects of a PDF that sts-export wrote. `write` makes a plain file of them: no object streams, a table of cross-references."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.raw = file.read()
        self.objects = {}  # number -> [dictionary or other object, stream data or None]
        at = 0
        while match := re.compile(rb"(\d+) 0 obj\n").search(self.raw, at):
            at = self._read(int(match.group(1)), match.end())
        for number in [n for n, (head, _) in self.objects.items() if b"/Type /XRef" in head]:
            head = self.objects.pop(number)[0]
            self.trailer = b" ".join(re.search(rb"/%s (\d+ 0 R|\[[^\]]*\])" % key, head).group() for key in (b"Root", b"Info", b"ID"))
        self.root = int(re.search(rb"/Root (\d+)", self.trailer).group(1))

    def _read(self, number, start):
        end = self.raw.index(b"endobj", start)
        stream = self.raw.find(b"stream\n", start, end)
        if stream < 0:
            self.objects[number] = [self.raw[start:end], None]
            return end
        head = self.raw[start:stream]
        length = int(re.search(rb"/Length (\d+)", head).group(1))
        data = self.raw[stream + 7 : stream + 7 + length]
        if b"/FlateDecode" in head and b"/Predictor" not in head:
            data = zlib.decompress(data)
            head = head.replace(b"/Filter /FlateDecode", b"")
        if b"/ObjStm" in head:
            self._unpack(head, data)
        else:
            self.objects[number] = [re.sub(rb"/Length \d+", b"", head), data]
        return stream + 7 + length

    def _unpack(self, head, data):
        first = int(re.search(rb"/First (\d+)", head).group(1))
        numbers = [int(n) for n in data[:first].split()]
        places = numbers[1::2] + [len(data) - first]
        for i, number in enumerate(numbers[::2]):
            self.objects[number] = [data[first + places[i] : first + places[i + 1]], None]

    def write(self, path, trailer=b""):
        out, places = bytearray(b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n"), {}
        for number, (head, data) in sorted(self.objects.items()):
            places[number] = len(out)
            if data is not None:
                head = head.rstrip().removesuffix(b">>") + b" /Length %d >>\nstream\n" % len(data) + data + b"\nendstream"
            out += b"%d 0 obj\n" % number + head + b"\nendobj\n"
        size, start = max(places) + 1, len(out)
        table = b"".join(b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(size))
        out += b"xref\n0 %d\n" % size + table + b"trailer\n<< /Size %d " % size + self.trailer + trailer + b" >>\nstartxref\n%d\n%%%%EOF\n" % start
        with open(path, "wb") as file:
            file.write(out)

    def find(self, pattern):
        """The number of the only object that matches."""
        found = [n for n, (head, _) in self.objects.items() if re.search(pattern, head)]
        assert len(found) == 1, (pattern, found)
        return found[0]

    def sub(self, number, pattern, replacement):
        head = re.sub(pattern, replacement, self.objects[number][0], count=1, flags=re.S)
        assert head != self.objects[number][0], pattern
        self.objects[number][0] = head

    def sub_data(self, number, pattern, replacement):
        data = re.sub(pattern, replacement, self.objects[number][1], count=1, flags=re.S)
        assert data != self.objects[number][1], pattern
        self.objects[number][1] = data

    def reference(self, number, key):
        return int(re.search(rb"/%s (\d+) 0 R" % key, self.objects[number][0]).group(1))

    def pages(self):
        kids = re.search(rb"/Kids \[(.*?)\]", self.objects[self.reference(self.root, b"Pages")][0], re.S).group(1)
        return [int(n) for n in re.findall(rb"(\d+) 0 R", kids)]

    def content(self, page=0):
        """The number of a page's content stream."""
        return self.reference(self.pages()[page], b"Contents")

    def add(self, head, data=None):
        number = max(self.objects) + 1
        self.objects[number] = [head, data]
        return number

    def element(self, identifier):
        """The number of the structure element of that ID."""
        return self.find(rb"/ID \(%s\)" % re.escape(identifier.encode()))

    def cut(self, number):
        """Takes a structure element out of its parent's kids."""
        self.sub(self.reference(number, b"P"), rb"(?<!\d)%d 0 R (?=.*\])" % number, b"")

    def seal(self):
        """Computes the fingerprint of the file anew, as one who forges it can, and takes out that of its strings."""
        self.xmp(rb"<sts:stringsFingerprint>.*?</sts:stringsFingerprint>", b"")
        self.xmp(rb"(<sts:fileFingerprint>)[^<]*", rb"\1")
        queue = [self.root, int(re.search(rb"/Info (\d+)", self.trailer).group(1))]
        numbers, sum_of_all = {id: i + 1 for i, id in enumerate(queue)}, hashlib.sha256()
        for id in queue:
            if id not in self.objects:
                sum_of_all.update(b"null")
                continue
            head, data = self.objects[id]
            kept = b"/Subtype /Image" in head or b"/DecodeParms" in head
            tokens, references = Tokens(head), []
            text = tokens.canonical(references, set() if data is None else {b"/Length"} if kept else {b"/Length", b"/Filter"})
            sum_of_all.update(hashlib.sha256(text + (b"" if data is None else b"stream" + data)).digest())
            for reference in references:
                if reference not in numbers:
                    queue.append(reference)
                    numbers[reference] = len(queue)
                sum_of_all.update(numbers[reference].to_bytes(4, "big"))
        self.xmp(rb"<sts:fileFingerprint>", rb"\g<0>" + sum_of_all.hexdigest().encode())

    def metadata(self):
        """Its XMP, with the record."""
        return self.objects[self.reference(self.root, b"Metadata")][1].decode()

    def addresses(self):
        """Where its links lead out of it."""
        return {address.decode() for head, _ in self.objects.values() for address in re.findall(rb"/URI \(([^)]*)\)", head)}

    def xmp(self, pattern, replacement):
        self.sub_data(self.reference(self.root, b"Metadata"), pattern, replacement)

    def change_foot(self, page=0):
        self.change_word(page, rb"/Artifact << /Type /Pagination /Subtype /Footer [^>]*>> BDC")

    def change_marker(self, page=0):
        """Shows the last letter of the page in place of a list's marker."""
        data = self.objects[self.content(page)][1]
        last = re.findall(rb"\(([^()\\])[^()\\]*\)", data)
        self.sub_data(self.content(page), rb"(/Lbl << /MCID \d+ >> BDC\n(?:<<|(?!EMC|[<(]).)*)(\(|<)[^)>]*(\)|>)", rb"\1(" + (last[-1] if last else b"\1") + b")")

    def change_word(self, page=0, mark=rb"/P << /MCID \d+ >> BDC"):
        """Swaps two different letters of a word in a paragraph of the page."""

        def swap(match):
            codes = match.group(2)
            for i in range(0, len(codes) - 4, 2):
                if codes[i : i + 2] != codes[i + 2 : i + 4]:
                    return match.group(1) + codes[:i] + codes[i + 2 : i + 4] + codes[i : i + 2] + codes[i + 4 :] + b">"
            return match.group()

        def literal(match):
            text = match.group(2)
            for i in range(len(text) - 1):
                if text[i : i + 2].isalpha() and text[i] != text[i + 1]:
                    return match.group(1) + text[:i] + text[i + 1 : i + 2] + text[i : i + 1] + text[i + 2 :] + b")"
            return match.group()

        try:
            self.sub_data(self.content(page), rb"(" + mark + rb"\n(?:(?!EMC|[<(]).)*\[?\()([^()\\]{3,})\)", literal)
        except AssertionError:
            self.sub_data(self.content(page), rb"(" + mark + rb"\n(?:(?!EMC|<).)*<)([0-9a-f]{8,})>", swap)


class Epub:
    """The entries of an EPUB, in order."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as archive:
            self.entries = {name: archive.read(name) for name in archive.namelist()}

    def write(self, path, extra=(), packed=True):
        warnings.simplefilter("ignore")  # about two entries of one name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in [*self.entries.items(), *extra]:
                archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED if packed and name != "mimetype" else zipfile.ZIP_STORED)

    def metadata(self):
        """Its package document, with the record."""
        return self.entries["EPUB/package.opf"].decode()

    def sub(self, name, pattern, replacement):
        text = self.entries["EPUB/" + name].decode()
        changed = re.sub(pattern, replacement, text, count=1, flags=re.S)
        assert changed != text, (name, pattern)
        self.entries["EPUB/" + name] = changed.encode()

    def seal(self):
        """Computes the fingerprint of the file anew, as one who forges it can."""
        package = re.sub(rb'("sts:fileFingerprint">)[^<]*', rb"\1", self.entries["EPUB/package.opf"])
        lines = sorted(f"{hashlib.sha256(data).hexdigest()} {name}" for name, data in self.entries.items() if name != "EPUB/package.opf")
        digest = hashlib.sha256("".join(f"{line}\n" for line in ["", *lines]).encode() + package).hexdigest()
        self.entries["EPUB/package.opf"] = package.replace(b'"sts:fileFingerprint">', b'"sts:fileFingerprint">' + digest.encode())

    def drop_section(self, number, name):
        """Takes a section out of package, reading order and archive; its metadata stay."""
        self.sub("package.opf", rf'<item id="section-{number}".*?/>', "")
        self.sub("package.opf", rf'<itemref idref="section-{number}"/>', "")
        del self.entries[f"EPUB/text/{name}.xhtml"]


def fingerprints(path, names):
    """The fingerprints of these names, parted by |, in the record of a file: (name, digits), in their order."""
    text = (Epub(path) if path.suffix == ".epub" else Pdf(path)).metadata()
    return re.findall(rf'sts:({names})"?>([0-9a-f]+)', text)


def page_text(path, *options):
    """The text of a PDF's pages, as pdftotext finds it."""
    return subprocess.run(["pdftotext", *options, path, "-"], capture_output=True, text=True, check=True).stdout
