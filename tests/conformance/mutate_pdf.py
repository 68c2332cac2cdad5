"""One mutation for each rule of check-pdf.py: an edit of a good file after which exactly that rule must speak."""
import base64
import copy
import json
import re
import subprocess

from pdf_reader import Pdf


class Mutant:
    """A file's objects, to be changed and written again."""

    def __init__(self, pdf):
        self.pdf = pdf
        self.header, self.objects = copy.deepcopy(pdf.json["qpdf"])
        self.catalog = self.objects["obj:" + pdf.trailer["/Root"]]["value"]
        self.info = self.objects["obj:" + pdf.trailer["/Info"]]["value"]

    def write(self, path):
        data = json.dumps({"qpdf": [self.header, self.objects]}).encode()
        arguments = ["qpdf", "--json-input", "-", "--object-streams=generate", "--force-version=1.7", "--deterministic-id", path]
        source = path + ".json"
        with open(source, "wb") as file:
            file.write(data)
        arguments[2] = source
        done = subprocess.run(arguments, capture_output=True, check=False)
        if done.returncode not in (0, 3):
            raise AssertionError(done.stderr.decode())

    def value(self, reference):
        entry = self.objects["obj:" + reference]
        return entry["stream"]["dict"] if "stream" in entry else entry["value"]

    def add(self, value):
        self.header["maxobjectid"] += 1
        reference = f"{self.header['maxobjectid']} 0 R"
        self.objects["obj:" + reference] = {"value": value}
        return reference

    def references(self):
        return [name.removeprefix("obj:") for name in self.objects if name != "trailer"]

    def find(self, **keys):
        """The first object whose dictionary has these entries, as (reference, dictionary)."""
        for reference in self.references():
            value = self.value(reference)
            if isinstance(value, dict) and all(value.get("/" + k) == v for k, v in keys.items()):
                return reference, value
        raise AssertionError(f"the good file has no {keys}")

    def element(self, kind, where=lambda value: True):
        for reference in self.references():
            value = self.value(reference)
            if isinstance(value, dict) and value.get("/Type") == "/StructElem" and value.get("/S") == "/" + kind and where(value):
                return reference, value
        raise AssertionError(f"the good file has no element {kind}")

    def edit_stream(self, reference, edit):
        stream = self.objects["obj:" + reference]["stream"]
        before = base64.b64decode(stream["data"])
        after = edit(before)
        assert after != before, "the edit changed nothing"
        stream["data"] = base64.b64encode(after).decode()

    def edit_page(self, edit, number=0):
        self.edit_stream(self.value(self.pdf.pages()[number])["/Contents"], edit)

    def edit_xmp(self, pattern, replacement):
        self.edit_stream(self.catalog["/Metadata"], lambda data: re.sub(pattern, replacement, data, count=1))

    def font(self, **keys):
        return self.find(Type="/Font", **keys)

    def descriptor(self):
        return self.value(self.font(Subtype="/TrueType")[1]["/FontDescriptor"])


FIRST_MARK = re.compile(rb"(/\w+) << /MCID 0 >> BDC\n")


def append(text):
    return lambda mutant: mutant.edit_page(lambda data: data + b"\n" + text + b"\n")


def drop(find, key):
    def mutate(mutant):
        found = find(mutant)
        found = found[1] if isinstance(found, tuple) else found
        assert key in found, key
        del found[key]

    return mutate


def put(find, key, value):
    def mutate(mutant):
        found = find(mutant)
        found = found[1] if isinstance(found, tuple) else found
        found[key] = value

    return mutate


def xmp(pattern, replacement):
    return lambda mutant: mutant.edit_xmp(pattern, replacement)


def element(kind, where=lambda value: True):
    return lambda mutant: mutant.element(kind, where)


def annotation(mutant):
    return mutant.find(Type="/Annot")


def catalog(mutant):
    return mutant.catalog


def wrap_in_artifact(mutant):
    def edit(data):
        start = FIRST_MARK.search(data).start()
        end = data.index(b"EMC\n", start) + 4
        return data[:start] + b"/Artifact << /Type /Layout >> BDC\n" + data[start:end] + b"EMC\n" + data[end:]

    mutant.edit_page(edit)


def artifact_inside(mutant):
    mutant.edit_page(lambda data: FIRST_MARK.sub(rb"\g<0>/Artifact << /Type /Layout >> BDC 0 0 1 1 re f EMC ", data, count=1))


def mark_twice(mutant):
    mutant.edit_page(lambda data: data + b"\n" + FIRST_MARK.search(data).group() + b"0 0 1 1 re f EMC\n")


def forget_content(mutant):
    _, paragraph = mutant.element("P", lambda value: len(value.get("/K", [])) >= 1 and isinstance(value["/K"][0], int))
    paragraph["/K"].pop(0)


def add_kid(kind, kid, first=False, **entries):
    def mutate(mutant):
        reference, parent = mutant.element(kind)
        new = mutant.add({"/Type": "/StructElem", "/S": "/" + kid, "/P": reference} | entries)
        parent.setdefault("/K", []).insert(0 if first else len(parent["/K"]), new)

    return mutate


def second_root(mutant):
    reference = mutant.catalog["/StructTreeRoot"]
    root = mutant.value(reference)
    root["/K"] = [root["/K"], mutant.add({"/Type": "/StructElem", "/S": "/Sect", "/P": reference})]


def stray_parent(mutant):
    mutant.element("Sect")[1]["/P"] = mutant.catalog["/StructTreeRoot"]


def move_caption(mutant):
    reference, caption = mutant.element("Caption", lambda value: mutant.value(value["/P"])["/S"] == "/Figure")
    figure = mutant.value(caption["/P"])
    figure["/K"].remove(reference)
    mutant.value(figure["/P"])["/K"].append(reference)
    caption["/P"] = figure["/P"]


def unmap_type(mutant):
    mutant.value(mutant.catalog["/StructTreeRoot"])["/RoleMap"]["/Em"] = "/Emphasis"


def encrypted(good, path):
    subprocess.run(["qpdf", "--encrypt", "", "owner", "256", "--", good, path], check=True)


def raw_edit(pattern, replacement):
    def mutate(good, path):
        with open(good, "rb") as file:
            data = file.read()
        edited = re.sub(pattern, replacement, data, count=1, flags=re.S)
        assert edited != data
        with open(path, "wb") as file:
            file.write(edited)

    return mutate


def dangle(good, path):
    """qpdf writes null for a reference to nothing, so the file is edited as text."""
    plain = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", good, "-"], capture_output=True, check=True).stdout
    edited = plain.replace(b"  /DisplayDocTitle true", b"  /DisplayDocTitle true\n  /Nowhere 99999 0 R", 1)
    assert edited != plain
    fixed = subprocess.run(["fix-qdf"], input=edited, capture_output=True, check=True).stdout
    with open(path, "wb") as file:
        file.write(re.sub(rb"^%PDF-1\.\d\n%[^\n]*\n(%QDF[^\n]*\n)?", b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n%QDF-1.0\n", fixed, count=1))


def wrong_widths(mutant):
    _, font = mutant.font(Subtype="/TrueType")
    font["/Widths"] = [w + 20 if w else 0 for w in mutant.pdf.items(font["/Widths"])]


def missing_glyph(mutant):
    """Shows glyph 0 of a composite font, which is given a meaning so that only the glyph is at fault."""
    for number, page in enumerate(mutant.pdf.pages()):
        fonts = mutant.pdf.get((mutant.pdf.inherited(page, "/Resources") or {}).get("/Font")) or {}
        for name, reference in fonts.items():
            font = mutant.pdf.get(reference)
            if font.get("/Subtype") != "/Type0":
                continue
            mutant.edit_stream(font["/ToUnicode"], lambda data: data.replace(b"endbfchar", b"endbfchar\n1 beginbfchar\n<0000> <0041>\nendbfchar", 1))
            show = b"\n/Artifact << /Type /Layout >> BDC BT " + name.encode() + b" 1 Tf <0000> Tj ET EMC\n"
            mutant.edit_page(lambda data: data + show, number)
            return
    raise AssertionError("the good file has no composite font")


def meaningless_code(mutant):
    _, font = mutant.font(Subtype="/TrueType")
    mutant.edit_stream(font["/ToUnicode"], lambda data: re.sub(rb"<[0-9a-fA-F]{4}>\n", b"<FEFF>\n", data, count=1))


def blend(mutant):
    for reference in mutant.references():
        resources = mutant.value(reference)
        resources = mutant.value(resources["/Resources"]) if isinstance(resources, dict) and mutant.pdf.is_reference(resources.get("/Resources")) else resources
        resources = resources.get("/Resources", resources) if isinstance(resources, dict) else {}
        if "/ExtGState" in resources:
            states = resources["/ExtGState"]
            for state in (mutant.value(states) if mutant.pdf.is_reference(states) else states).values():
                (mutant.value(state) if mutant.pdf.is_reference(state) else state)["/BM"] = "/Fancy"
            return
    raise AssertionError("the good file has no graphics states")


# rule: what to change. Those in FILES take the good file and a path; the others a Mutant.
FILES = {
    "header": raw_edit(rb"\A%PDF-1\.7", b"%PDF-1.6"),
    "trailer-end": raw_edit(rb"\Z", b"after the end\n"),
    "file-id": raw_edit(rb"/ID( \[ <)", rb"/IX\1"),
    "encryption": encrypted,
    "references": dangle,
}

OBJECTS = {
    "mark-info": drop(catalog, "/MarkInfo"),
    "suspects": put(lambda m: m.catalog["/MarkInfo"], "/Suspects", True),
    "language": drop(catalog, "/Lang"),
    "display-title": drop(catalog, "/ViewerPreferences"),
    "catalog-forbidden": put(catalog, "/OpenAction", {"/S": "/JavaScript", "/JS": "u:app.alert(1)"}),
    "output-intent": drop(catalog, "/OutputIntents"),
    "outline": drop(lambda m: m.value(m.value(m.catalog["/Outlines"])["/First"]), "/Next"),
    "page-labels": drop(catalog, "/PageLabels"),
    "limits": put(lambda m: m.info, "/Remark", "u:" + "x" * 40000),
    "metadata": xmp(rb'<\?xpacket begin="[^"]*"', b'<?xpacket begin="\xef\xbb\xbf" encoding="UTF-8"'),
    "pdfa-id": xmp(rb"<pdfaid:conformance>A", b"<pdfaid:conformance>B"),
    "pdfua-id": xmp(rb"<pdfuaid:part>1</pdfuaid:part>", b""),
    "title": lambda m: (m.edit_xmp(rb"<dc:title>.*?</dc:title>", b""), m.info.pop("/Title")),
    "info-agrees": put(lambda m: m.info, "/Title", "u:Something else"),
    "extension-schemas": xmp(rb"<pdfaProperty:name>part<", b"<pdfaProperty:name>piece<"),
    "provenance": xmp(rb"<sts:printedFingerprint>.", b"<sts:printedFingerprint>"),
    "provenance-elements": drop(lambda m: m.element("Div", lambda v: "/ID" in v), "/ID"),
    "content-marked": append(b"0 0 1 1 re f"),
    "content-in-artifact": wrap_in_artifact,
    "artifact-in-content": artifact_inside,
    "content-balance": append(b"EMC"),
    "mcid-unique": mark_twice,
    "artifact-type": append(b"/Artifact BMC 0 0 1 1 re f EMC"),
    "rendering-intent": append(b"/Guess ri"),
    "graphics-nesting": append(b"q " * 29 + b"Q " * 29),
    "device-color": append(b"/Artifact << /Type /Layout >> BDC 0 0 0 1 k 0 0 1 1 re f EMC"),
    "transparency": blend,
    "interpolation": put(lambda m: m.find(Subtype="/Image"), "/Interpolate", True),
    "xobjects": put(lambda m: m.find(Subtype="/Image"), "/Alternates", []),
    "tabs": drop(lambda m: m.value(m.pdf.pages()[0]), "/Tabs"),
    "annotation-type": put(annotation, "/Subtype", "/Text"),
    "annotation-flags": drop(annotation, "/F"),
    "annotation-contents": drop(annotation, "/Contents"),
    "annotation-parent": put(annotation, "/StructParent", 999999),
    "annotation-action": put(annotation, "/A", {"/S": "/GoToR", "/F": "u:other.pdf"}),
    "annotation-area": put(annotation, "/Rect", [0, 0, 1, 1]),
    "structure-root": second_root,
    "structure-parents": stray_parent,
    "structure-types": unmap_type,
    "structure-content": forget_content,
    "structure-tags": put(element("P", lambda v: isinstance((v.get("/K") or [None])[0], int)), "/S", "/Div"),
    "parent-tree": put(lambda m: m.value(m.pdf.pages()[0]), "/StructParents", 999999),
    "grammar-list": put(element("LI"), "/S", "/Div"),
    "grammar-table": put(element("TR"), "/S", "/Div"),
    "grammar-contents": put(element("TOCI"), "/S", "/Div"),
    "grammar-caption": move_caption,
    "grammar-inline": add_kid("Strong", "P"),
    "headings": add_kid("Document", "H2", first=True),
    "table-regular": add_kid("TR", "TD"),
    "table-scope": drop(element("TH"), "/A"),
    "table-head": put(element("TBody"), "/S", "/THead"),
    "figure-alt": drop(element("Figure"), "/Alt"),
    "figure-box": drop(element("Figure"), "/A"),
    "note-id": drop(element("Note"), "/ID"),
    "link-object": add_kid("P", "Link"),
    "element-language": put(element("P"), "/Lang", "u:not a language"),
    "list-numbering": drop(element("L"), "/A"),
    "font-embedded": drop(lambda m: m.descriptor(), "/FontFile2"),
    "font-unicode": meaningless_code,
    "font-widths": wrong_widths,
    "font-cidtogid": drop(lambda m: m.find(Subtype="/CIDFontType2"), "/CIDToGIDMap"),
    "font-notdef": missing_glyph,
    "font-encoding": drop(lambda m: m.font(Subtype="/TrueType"), "/Encoding"),
    "font-name": put(lambda m: m.descriptor(), "/FontName", "/NotoSans"),
}


def mutate(rule, good, path):
    """Writes the mutant of `good` for the rule to `path`; with no rule, the same objects unchanged."""
    if rule in FILES:
        FILES[rule](good, path)
        return
    mutant = Mutant(Pdf(good))
    if rule:
        OBJECTS[rule](mutant)
    mutant.write(path)
