"""Checks of fonts: embedded, mapped to Unicode, of the widths they claim, without missing glyphs."""
import struct

from pdf_reader import Font

RULES = {
    "font-embedded": "fonts are embedded",
    "font-unicode": "every character shown maps to Unicode, never to 0, FEFF, FFFE",
    "font-widths": "widths agree with the font program within a thousandth",
    "font-cidtogid": "a CIDFontType2 has a CIDToGIDMap",
    "font-notdef": "no missing glyph is shown",
    "font-encoding": "a simple TrueType font has a standard encoding; a composite one Identity and a matching collection",
    "font-name": "a subset's name has its tag",
}


class TrueType:
    """Widths and characters of an embedded TrueType program."""

    def __init__(self, data):
        count = struct.unpack(">H", data[4:6])[0]
        self.tables = {}
        for i in range(count):
            tag, _, offset, length = struct.unpack(">4sLLL", data[12 + 16 * i : 28 + 16 * i])
            self.tables[tag] = data[offset : offset + length]
        self.units = struct.unpack(">H", self.tables[b"head"][18:20])[0]
        self.metrics = struct.unpack(">H", self.tables[b"hhea"][34:36])[0]
        self.glyphs = struct.unpack(">H", self.tables[b"maxp"][4:6])[0]

    def width(self, glyph):
        index = min(glyph, self.metrics - 1)
        return struct.unpack(">H", self.tables[b"hmtx"][4 * index : 4 * index + 2])[0] * 1000 / self.units

    def cmaps(self):
        """{(platform, encoding): {code: glyph}} of formats 0, 4 and 6"""
        data, found = self.tables.get(b"cmap", b""), {}
        if not data:
            return found
        for i in range(struct.unpack(">H", data[2:4])[0]):
            platform, encoding, offset = struct.unpack(">HHL", data[4 + 8 * i : 12 + 8 * i])
            found[platform, encoding] = self._cmap(data[offset:])
        return found

    @staticmethod
    def _cmap(table):
        kind = struct.unpack(">H", table[:2])[0]
        if kind == 0:
            return {code: glyph for code, glyph in enumerate(table[6:262]) if glyph}
        if kind == 6:
            first, count = struct.unpack(">HH", table[6:10])
            return {first + i: struct.unpack(">H", table[10 + 2 * i : 12 + 2 * i])[0] for i in range(count)}
        if kind != 4:
            return {}
        segments = struct.unpack(">H", table[6:8])[0] // 2
        mapping = {}
        for i in range(segments):
            end = struct.unpack(">H", table[14 + 2 * i : 16 + 2 * i])[0]
            start, delta, shift = (struct.unpack(">H", table[p : p + 2])[0] for p in (16 + 2 * (segments + i), 16 + 2 * (2 * segments + i), 16 + 2 * (3 * segments + i)))
            for code in range(start, end + 1):
                if code == 0xFFFF:
                    continue
                glyph = (code + delta) & 0xFFFF
                if shift:
                    place = 16 + 2 * (3 * segments + i) + shift + 2 * (code - start)
                    glyph = struct.unpack(">H", table[place : place + 2])[0]
                    glyph = (glyph + delta) & 0xFFFF if glyph else 0
                if glyph:
                    mapping[code] = glyph
        return mapping


def win_ansi(code):
    try:
        return ord(bytes([code]).decode("cp1252"))
    except UnicodeDecodeError:
        return 0x2022


def check(checker):
    used = {}
    for content in checker.contents.values():
        for reference, codes in content.used.items():
            used.setdefault(reference, set()).update(codes)
    for reference, codes in used.items():
        check_font(checker, reference, codes)


def check_font(checker, reference, codes):
    pdf = checker.pdf
    font = Font(pdf, reference)
    subtype = font.dictionary.get("/Subtype")
    check_unicode(checker, reference, font, codes)
    if subtype == "/Type3":
        return
    descendant = font.dictionary
    if font.composite:
        descendant = pdf.get(pdf.items(font.dictionary.get("/DescendantFonts"))[0]) or {}
        check_composite(checker, reference, font, descendant)
    descriptor = pdf.get(descendant.get("/FontDescriptor")) or {}
    programs = [name for name in ("/FontFile", "/FontFile2", "/FontFile3") if pdf.is_stream(descriptor.get(name))]
    if not checker.need(len(programs) == 1, "font-embedded", f"{font.dictionary.get('/BaseFont')} is not embedded"):
        return
    name = (descriptor.get("/FontName") or "/").lstrip("/")
    checker.need(len(name) > 7 and name[6] == "+" and name[:6].isupper() and name[:6].isalpha(), "font-name", f"{name} has no subset tag")
    if subtype == "/TrueType":
        checker.need(font.dictionary.get("/Encoding") in ("/WinAnsiEncoding", "/MacRomanEncoding"), "font-encoding", f"{name} has no standard encoding")
    if programs == ["/FontFile2"]:
        check_program(checker, name, font, descendant, TrueType(pdf.stream(descriptor["/FontFile2"])), codes)


def check_unicode(checker, reference, font, codes):
    for code in sorted(codes):
        text = font.map.get(code)
        good = text and not {"\0", "\ufeff", "\ufffe"} & set(text) and not any(0xF0000 <= ord(c) <= 0x10FFFF or 0xE000 <= ord(c) <= 0xF8FF for c in text)
        checker.need(good, "font-unicode", f"font {reference}: the code {code} means {text!r}")


def check_composite(checker, reference, font, descendant):
    collection = checker.pdf.get(descendant.get("/CIDSystemInfo")) or {}
    good = font.dictionary.get("/Encoding") in ("/Identity-H", "/Identity-V") and collection.get("/Ordering") == "u:Identity"
    checker.need(good, "font-encoding", f"font {reference}: its encoding and its collection do not match")
    if descendant.get("/Subtype") == "/CIDFontType2":
        mapping = descendant.get("/CIDToGIDMap")
        checker.need(mapping == "/Identity" or checker.pdf.is_stream(mapping), "font-cidtogid", f"font {reference} has no CIDToGIDMap")


def claimed_widths(checker, font, descendant):
    pdf = checker.pdf
    if not font.composite:
        first = pdf.get(font.dictionary.get("/FirstChar")) or 0
        return {first + i: pdf.get(w) for i, w in enumerate(pdf.items(font.dictionary.get("/Widths")))}, 0
    widths, entries, i = {}, pdf.items(descendant.get("/W")), 0
    while i < len(entries):
        start, second = pdf.get(entries[i]), pdf.get(entries[i + 1])
        if isinstance(second, list):
            widths.update({start + k: pdf.get(w) for k, w in enumerate(second)})
            i += 2
        else:
            widths.update({k: pdf.get(entries[i + 2]) for k in range(start, second + 1)})
            i += 3
    return widths, pdf.get(descendant.get("/DW", 1000))


def check_program(checker, name, font, descendant, program, codes):
    widths, default = claimed_widths(checker, font, descendant)
    cmaps = program.cmaps()
    for code in sorted(codes):
        glyph = code
        if not font.composite:
            glyph = cmaps.get((3, 1), {}).get(win_ansi(code)) or cmaps.get((1, 0), {}).get(code) or 0
        if not checker.need(0 < glyph < program.glyphs, "font-notdef", f"{name}: the code {code} shows no glyph"):
            continue
        claimed, real = widths.get(code, default), program.width(glyph)
        checker.need(abs(claimed - real) <= 1, "font-widths", f"{name}: the code {code} claims the width {claimed}, its glyph has {real:.1f}")
