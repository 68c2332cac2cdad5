#!/usr/bin/env python3
"""Checks a PDF against PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2), as far as a program can.

    check-pdf.py FILE...            one line a fault: file: rule: what is wrong
    check-pdf.py --text FILE        the text in the order of the tags, a line a block
    check-pdf.py --rules            the rules

Exit status: 0 no fault, 1 faults, 2 the file cannot be read. Needs qpdf.
"""
import re
import sys
import xml.etree.ElementTree as xml

import pdf_fonts
import pdf_structure
from pdf_reader import PageContent, Pdf, PdfError, identifier_of, lost_references, read_text, text_of

RULES = {
    # PDF/A-2, 6.1: the file
    "header": "begins with %PDF-1.7 and a comment of four bytes above 127",
    "trailer-end": "nothing follows %%EOF",
    "file-id": "the trailer has an ID",
    "encryption": "is not encrypted",
    "references": "every reference leads to an object",
    # the catalog
    "mark-info": "MarkInfo says Marked true",
    "suspects": "MarkInfo does not say Suspects true",
    "language": "the catalog has a language, well-formed as all others",
    "display-title": "ViewerPreferences says DisplayDocTitle true",
    "catalog-forbidden": "no scripts, forms with XFA, optional content, embedded files or actions on opening",
    "output-intent": "one output intent GTS_PDFA1 with an RGB profile of version 4 or lower",
    "outline": "an outline whose items are linked both ways and lead to pages, an item for each heading",
    "page-labels": "every page has a label",
    "limits": "no string above 32767 bytes, no name above 127 (ISO 19005-2, 6.1.13)",
    # PDF/A-2, 6.6: metadata
    "metadata": "the catalog has XMP metadata, unfiltered, without bytes or encoding in its packet",
    "pdfa-id": "XMP says pdfaid part 2, conformance A",
    "pdfua-id": "XMP says pdfuaid part 1",
    "title": "XMP has dc:title",
    "info-agrees": "the information dictionary says what XMP says",
    "extension-schemas": "every schema that PDF/A does not know is described",
    "provenance": "XMP has the status, whether the file is a book, a fingerprint of all strings, and for every section id, title, language, last revision, parts and fingerprint",
    "provenance-elements": "the elements of every section and of its parts are in the structure and in the IDTree",
    # content
    "content-marked": "everything painted is tagged or an artifact",
    "content-in-artifact": "no tagged content in an artifact",
    "artifact-in-content": "no artifact in tagged content",
    "content-balance": "marked content begins and ends, and is not nested",
    "mcid-unique": "no MCID twice on a page",
    "artifact-type": "every artifact has a type",
    "rendering-intent": "rendering intents are those of ISO 32000-1",
    "graphics-nesting": "graphics states nest at most 28 deep",
    "device-color": "no color space that the output intent does not cover",
    "transparency": "blend modes of ISO 32000-1, no transfer functions and halftones, a blending space where there is transparency",
    "interpolation": "no picture asks for interpolation",
    "xobjects": "no PostScript, reference or alternate XObjects",
    # pages and annotations
    "tabs": "each page takes its tab order from the structure",
    "annotation-type": "annotations are links",
    "annotation-flags": "annotations print and are not hidden",
    "annotation-contents": "annotations have Contents",
    "annotation-parent": "an annotation's StructParent leads to a Link element that refers to it",
    "annotation-action": "actions are URI or a destination in the file, and lead to a page",
    "annotation-area": "QuadPoints are whole and inside Rect",
} | pdf_structure.RULES | pdf_fonts.RULES

NS = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "schema": "http://www.aiim.org/pdfa/ns/schema#",
    "property": "http://www.aiim.org/pdfa/ns/property#",
    "field": "http://www.aiim.org/pdfa/ns/field#",
    "sts": "urn:sts-export:provenance:4#",
}
KNOWN_TO_PDFA = {NS[k] for k in ("rdf", "dc", "xmp", "pdf", "pdfaid", "schema", "property")} | {
    "http://www.aiim.org/pdfa/ns/extension/",
    "http://www.aiim.org/pdfa/ns/type#",
    "http://www.aiim.org/pdfa/ns/field#",
    "http://ns.adobe.com/xap/1.0/mm/",
    "http://ns.adobe.com/xap/1.0/rights/",
    "adobe:ns:meta/",
}
# ISO 32000-1, 11.3.5
BLEND_MODES = {
    "/" + mode
    for mode in "Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight Difference Exclusion Hue Saturation Color Luminosity".split()
}
TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


class Checker:
    # How the fields of a section look in XMP.
    FORMS = {
        "contentFingerprint": "[0-9a-f]{64}",
        "printedFingerprint": "[0-9a-f]{64}",
        "language": TAG.pattern,
        "lastRevised": r"\d{4}-\d\d-\d\d|not given in the source",
        "parts": "(masthead )?(reviewers )?byline( clinic)?( notes)?( hyperlinks)? references disclaimer( source)?( review)? last-revised",
    }

    def __init__(self, path):
        self.pdf = Pdf(path)
        self.faults = []
        self.page_list = self.pdf.pages()
        self.contents = {}
        self.provenance_elements = []

    def fault(self, rule, text):
        assert rule in RULES, rule
        self.faults.append((rule, text))

    def need(self, condition, rule, text):
        if not condition:
            self.fault(rule, text)
        return condition

    def run(self):
        self.check_file()
        if self.pdf.trailer.get("/Encrypt"):
            return self.faults
        self.check_references()
        self.check_catalog()
        self.check_outline()
        self.check_page_labels()
        self.check_limits()
        self.check_output_intent()
        self.check_metadata()
        for page in self.page_list:
            self.check_page(page)
        pdf_structure.check(self)
        self.check_provenance_elements()
        self.check_headings_in_outline()
        self.check_annotations()
        self.check_objects()
        pdf_fonts.check(self)
        return self.faults

    # ---- the file ----

    def check_file(self):
        raw = self.pdf.raw
        self.need(re.match(rb"%PDF-1\.7\r?\n%[\x80-\xff]{4}", raw), "header", "the first lines are not those of a binary PDF 1.7")
        self.need(re.search(rb"%%EOF\r?\n?\Z", raw), "trailer-end", "something follows the last %%EOF")
        identifier = self.pdf.items(self.pdf.trailer.get("/ID"))
        # An empty string is written as two characters, "u:" or "b:".
        self.need(len(identifier) == 2 and all(len(i) > 2 for i in identifier), "file-id", "the trailer has no ID")
        self.need(not self.pdf.trailer.get("/Encrypt"), "encryption", "the file is encrypted")

    def check_references(self):
        for number in lost_references(self.pdf.raw):
            self.fault("references", f"{number} 0 R leads to nothing")

    # ---- the catalog ----

    def check_catalog(self):
        pdf, catalog = self.pdf, self.pdf.catalog()
        mark_info = pdf.get(catalog.get("/MarkInfo")) or {}
        self.need(mark_info.get("/Marked") is True, "mark-info", "the catalog does not say that the file is tagged")
        self.need(mark_info.get("/Suspects") is not True, "suspects", "the file says that its tags are suspect")
        language = text_of(pdf.get(catalog.get("/Lang")))
        self.need(language and TAG.fullmatch(language), "language", f"the catalog's language is {language!r}")
        preferences = pdf.get(catalog.get("/ViewerPreferences")) or {}
        self.need(preferences.get("/DisplayDocTitle") is True, "display-title", "viewers are not asked to show the title")
        for name in ("/OpenAction", "/AA", "/AcroForm", "/OCProperties", "/Requirements", "/NeedsRendering", "/Perms"):
            self.need(name not in catalog, "catalog-forbidden", f"the catalog has {name}")
        names = pdf.get(catalog.get("/Names")) or {}
        for name in ("/JavaScript", "/EmbeddedFiles", "/AlternatePresentations"):
            self.need(name not in names, "catalog-forbidden", f"the catalog's names have {name}")

    def check_outline(self):
        outline = self.pdf.get(self.pdf.catalog().get("/Outlines"))
        if not self.need(isinstance(outline, dict) and "/First" in outline, "outline", "there is no outline"):
            return
        titles = self.titles = []
        waiting, seen = [(self.pdf.catalog()["/Outlines"], outline)], set()
        while waiting:
            parent_reference, parent = waiting.pop()
            previous, at = None, parent.get("/First")
            while at and at not in seen:
                seen.add(at)
                item = self.pdf.get(at) or {}
                titles.append(text_of(self.pdf.get(item.get("/Title"))))
                self.need(titles[-1], "outline", f"{at} has no title")
                self.need(item.get("/Parent") == parent_reference and item.get("/Prev") == previous, "outline", f"{at} is not linked to its neighbours")
                self.need(self.leads_to_page(item), "outline", f"{at} leads to no page")
                if "/First" in item:
                    waiting.append((at, item))
                previous, at = at, item.get("/Next")
            self.need(at is None and previous == parent.get("/Last"), "outline", f"{parent_reference}: the last item is not the last")

    def check_page_labels(self):
        labels = self.pdf.number_tree(self.pdf.catalog().get("/PageLabels"))
        self.need(0 in labels and all(0 <= k < len(self.page_list) for k in labels), "page-labels", f"page labels begin at {sorted(labels)[:3]}")

    def check_limits(self):
        waiting = [(name.removeprefix("obj:"), entry["stream"]["dict"] if "stream" in entry else entry.get("value")) for name, entry in self.pdf.objects.items()]
        while waiting:
            where, value = waiting.pop()
            if isinstance(value, dict):
                waiting += [(where, v) for v in value.values()]
                self.need(all(len(k) <= 128 for k in value), "limits", f"{where} has a name that is too long")
            elif isinstance(value, list):
                waiting += [(where, v) for v in value]
            elif isinstance(value, str) and value[:2] == "u:":
                text = value[2:]
                self.need(len(text if text.isascii() else text.encode("utf-16-be")) <= 32765, "limits", f"{where} has a string that is too long")
            elif isinstance(value, str) and value[:2] == "b:":
                self.need(len(value) <= 2 + 2 * 32767, "limits", f"{where} has a string that is too long")
            elif isinstance(value, str):
                self.need(len(value.encode()) <= 128, "limits", f"{where} has a name that is too long")

    def leads_to_page(self, item):
        target = self.pdf.items(item.get("/Dest"))
        return len(target) >= 2 and target[0] in self.page_list

    def check_output_intent(self):
        intents = [self.pdf.get(i) for i in self.pdf.items(self.pdf.catalog().get("/OutputIntents"))]
        ours = [i for i in intents if isinstance(i, dict) and i.get("/S") == "/GTS_PDFA1"]
        if not self.need(len(ours) == 1, "output-intent", f"{len(ours)} output intents for PDF/A"):
            return
        profile = ours[0].get("/DestOutputProfile")
        if not self.need(self.pdf.is_stream(profile), "output-intent", "the output intent has no profile"):
            return
        data = self.pdf.stream(profile)
        good = len(data) >= 128 and int.from_bytes(data[:4], "big") == len(data) and data[36:40] == b"acsp" and data[8] <= 4
        self.need(good and data[12:20] == b"mntrRGB " and self.pdf.key(profile, "/N") == 3, "output-intent", "the profile is not sound, or not RGB")

    # ---- metadata ----

    def check_metadata(self):
        reference = self.pdf.catalog().get("/Metadata")
        if not self.need(self.pdf.is_stream(reference), "metadata", "the catalog has no metadata"):
            return
        data = self.pdf.stream(reference)
        packet = re.search(rb"<\?xpacket begin=[^?]*\?>", data)
        self.need(packet and b"bytes=" not in packet.group() and b"encoding=" not in packet.group(), "metadata", "the packet's head is not as it must be")
        dictionary = self.pdf.get(reference)
        self.need(dictionary.get("/Subtype") == "/XML" and "/Filter" not in dictionary, "metadata", "the metadata stream is filtered or no XML")
        try:
            tree = xml.fromstring(data)
        except xml.ParseError as error:
            self.fault("metadata", f"the metadata is no XML: {error}")
            return
        self.check_identification(tree)
        self.check_info(tree)
        self.check_schemas(tree)
        self.check_provenance(tree)

    @staticmethod
    def find(tree, name):
        element = tree.find(f".//{name}", NS)
        if element is None:
            return None
        listed = element.find(".//rdf:li", NS)
        return (element if listed is None else listed).text

    def check_identification(self, tree):
        self.need(self.find(tree, "pdfaid:part") == "2" and self.find(tree, "pdfaid:conformance") == "A", "pdfa-id", "XMP does not say PDF/A-2a")
        self.need(self.find(tree, "pdfuaid:part") == "1", "pdfua-id", "XMP does not say PDF/UA-1")
        self.need(self.find(tree, "dc:title"), "title", "XMP has no title")

    def check_info(self, tree):
        info = self.pdf.get(self.pdf.trailer.get("/Info")) or {}
        pairs = {"/Title": "dc:title", "/Author": "dc:creator", "/Subject": "dc:description", "/Keywords": "pdf:Keywords", "/Creator": "xmp:CreatorTool", "/Producer": "pdf:Producer"}
        for name, path in pairs.items():
            value = text_of(self.pdf.get(info.get(name)))
            if value is not None:
                self.need(self.find(tree, path) == value, "info-agrees", f"{name} is {value!r}, {path} {self.find(tree, path)!r}")
        for name, path in {"/CreationDate": "xmp:CreateDate", "/ModDate": "xmp:ModifyDate"}.items():
            value = text_of(self.pdf.get(info.get(name)))
            if value is not None:
                self.need(re.sub(r"\D", "", value) == re.sub(r"\D", "", self.find(tree, path) or ""), "info-agrees", f"{name} is {value!r}, {path} {self.find(tree, path)!r}")

    def check_schemas(self, tree):
        described = {}
        for schema in tree.iterfind(".//schema:namespaceURI/..", NS):
            described[schema.find("schema:namespaceURI", NS).text] = {p.text for p in schema.iterfind("schema:property/rdf:Seq/rdf:li/property:name", NS)}
        for description in tree.iterfind("rdf:RDF/rdf:Description", NS):
            for element in description:
                uri, name = element.tag[1:].split("}")
                if uri not in KNOWN_TO_PDFA:
                    self.need(name in described.get(uri, ()), "extension-schemas", f"{uri}{name} is not described")
        fields = {field.text for field in tree.iterfind(".//field:name", NS)}
        for element in tree.iterfind(".//sts:sections/rdf:Seq/rdf:li/sts:*", NS):
            name = element.tag.split("}")[1]
            self.need(name in fields, "extension-schemas", f"the field {name} of a section is not described")

    def check_provenance(self, tree):
        sections = tree.findall(".//sts:sections/rdf:Seq/rdf:li", NS)
        self.need(sections, "provenance", "no section is named")
        status, book, front = (tree.findtext(f".//sts:{name}", None, NS) for name in ("status", "book", "frontPrintedFingerprint"))
        self.need(status in ("sample", "draft", "approved"), "provenance", f"the status is {status!r}")
        self.need(book in ("True", "False"), "provenance", f"whether the file is a book is said as {book!r}")
        self.need(bool(front) == (book == "True") and re.fullmatch("[0-9a-f]{64}|", front or ""), "provenance", f"the fingerprint of the front is {front!r}")
        strings = tree.findtext(".//sts:stringsFingerprint", None, NS)
        self.need(re.fullmatch("[0-9a-f]{64}", strings or ""), "provenance", f"the fingerprint of the strings is {strings!r}")
        for section in sections:
            for name in ("element", "id", "title", "language", "lastRevised", "parts", "references", "disclaimer", "contentFingerprint", "printedFingerprint"):
                value = section.findtext(f"sts:{name}", None, NS)
                self.need(value and re.fullmatch(self.FORMS.get(name, ".*"), value), "provenance", f"a section's {name} is {value!r}")
            due = section.findtext("sts:reviewDue", None, NS)
            self.need(due is None or re.fullmatch(r"\d{4}-\d\d-\d\d", due), "provenance", f"a section's reviewDue is {due!r}")
            pictures = section.findtext("sts:picturesFingerprint", None, NS)
            self.need(pictures is None or re.fullmatch("[0-9a-f]{64}", pictures), "provenance", f"a section's picturesFingerprint is {pictures!r}")
            element = section.findtext("sts:element", "", NS)
            self.provenance_elements += [element] + [f"{element}.{part}" for part in section.findtext("sts:parts", "", NS).split()]

    def check_provenance_elements(self):
        """After the structure was read."""
        tree = self.pdf.name_tree((self.pdf.get(self.pdf.catalog().get("/StructTreeRoot")) or {}).get("/IDTree"))
        elements = {identifier_of(self.pdf.get(e.dictionary.get("/ID"))): e.reference for e in self.elements}
        for identifier in self.provenance_elements:
            good = identifier in elements and tree.get(identifier) == elements[identifier]
            self.need(good, "provenance-elements", f"the element {identifier!r} is not in the structure, or not in the IDTree")

    # ---- pages ----

    def check_page(self, page):
        dictionary = self.pdf.get(page)
        self.need(dictionary.get("/Tabs") == "/S", "tabs", f"page {page}: tabs do not follow the structure")
        self.need("/AA" not in dictionary, "catalog-forbidden", f"page {page} has actions")
        content = self.contents[page] = PageContent(self.pdf, page)
        for rule, text in content.faults:
            self.fault(rule, f"page {page}: {text}")
        for mark in content.marks:
            if mark.tag == "Artifact":
                self.need(mark.properties.get("Type") in ("Pagination", "Layout", "Page", "Background"), "artifact-type", f"page {page}: an artifact has no type")
        self.check_resources(page, content)

    def check_resources(self, page, content):
        for space in content.colors:
            self.check_color(space, page)
        transparent = False
        for state in content.states:
            transparent |= self.check_state(self.pdf.get(state) or {}, page)
        for picture in content.drawn:
            dictionary = self.pdf.get(picture) or {}
            transparent |= "/SMask" in dictionary
        group = self.pdf.key(page, "/Group") or {}
        self.need(not transparent or "/CS" in group or self.pdf.catalog().get("/OutputIntents"), "transparency", f"page {page}: transparency without a blending space")

    def check_color(self, space, where):
        space = self.pdf.get(space)
        family = space[0] if isinstance(space, list) and space else space
        if family == "/Indexed":
            self.check_color(space[1], where)
            return
        self.need(family not in ("/DeviceCMYK", "/DeviceN", "/Separation"), "device-color", f"{where}: the color space {family} is not covered by the output intent")

    def check_state(self, state, page):
        for mode in self.pdf.items(state.get("/BM")):
            self.need(self.pdf.get(mode) in BLEND_MODES, "transparency", f"page {page}: the blend mode {mode}")
        self.need("/TR" not in state and self.pdf.get(state.get("/TR2")) in (None, "/Default") and "/HTP" not in state, "transparency", f"page {page}: a transfer function")
        mask = self.pdf.get(state.get("/SMask"))
        return mask not in (None, "/None") or any(self.pdf.get(state.get(k, 1)) != 1 for k in ("/ca", "/CA"))

    def check_headings_in_outline(self):
        headings = sum(1 for e in self.elements if re.fullmatch("H[1-6]", e.type) and pdf_structure.has_content(e))
        count = len(getattr(self, "titles", ()))
        self.need(not count or count == headings, "outline", f"{headings} headings, but {count} items")

    # ---- annotations ----

    def check_annotations(self):
        links = pdf_structure.object_references(self)
        for page in self.page_list:
            for annotation in self.pdf.items(self.pdf.get(page).get("/Annots")):
                self.check_annotation(page, annotation, self.pdf.get(annotation) or {}, links)

    def check_annotation(self, page, reference, annotation, links):
        self.need(annotation.get("/Subtype") == "/Link", "annotation-type", f"{reference} is {annotation.get('/Subtype')}")
        flags = self.pdf.get(annotation.get("/F")) or 0
        self.need(flags & 4 and not flags & (1 | 2 | 32 | 256), "annotation-flags", f"{reference} has the flags {flags}")
        self.need(text_of(self.pdf.get(annotation.get("/Contents"))), "annotation-contents", f"{reference} has no Contents")
        parent = self.parents.get(self.pdf.get(annotation.get("/StructParent")))
        owner = links.get(reference)
        good = parent is not None and owner == parent and self.pdf.key(parent, "/S") == "/Link"
        self.need(good, "annotation-parent", f"{reference} on page {page} belongs to no Link element")
        self.check_action(reference, annotation)
        self.check_area(reference, annotation)

    def check_action(self, reference, annotation):
        action = self.pdf.get(annotation.get("/A"))
        if action is None:
            self.need(self.leads_to_page(annotation), "annotation-action", f"{reference} leads nowhere")
            return
        good = action.get("/S") == "/URI" and (text_of(self.pdf.get(action.get("/URI"))) or "").isascii() and text_of(self.pdf.get(action.get("/URI")))
        self.need(good and "/Next" not in action and "/AA" not in annotation, "annotation-action", f"{reference} has the action {action.get('/S')}")

    def check_area(self, reference, annotation):
        rect = [self.pdf.get(v) for v in self.pdf.items(annotation.get("/Rect"))]
        quads = [self.pdf.get(v) for v in self.pdf.items(annotation.get("/QuadPoints"))]
        good = len(rect) == 4 and len(quads) >= 8 and len(quads) % 8 == 0
        good = good and all(rect[0] - .02 <= x <= rect[2] + .02 for x in quads[::2]) and all(rect[1] - .02 <= y <= rect[3] + .02 for y in quads[1::2])
        self.need(good, "annotation-area", f"{reference}: QuadPoints {quads} in {rect}")

    # ---- every object ----

    def check_objects(self):
        for name, entry in self.pdf.objects.items():
            dictionary = entry.get("stream", {}).get("dict") if "stream" in entry else entry.get("value")
            if not isinstance(dictionary, dict):
                continue
            where = name.removeprefix("obj:")
            self.need(dictionary.get("/Interpolate") is not True, "interpolation", f"{where} asks for interpolation")
            if dictionary.get("/Subtype") == "/Image":
                self.need("/Alternates" not in dictionary and "/OPI" not in dictionary, "xobjects", f"{where} has alternates")
                if "/ColorSpace" in dictionary:
                    self.check_color(dictionary["/ColorSpace"], where)
            elif dictionary.get("/Subtype") in ("/PS", "/Form"):
                self.need(dictionary["/Subtype"] == "/Form" and not {"/PS", "/Ref", "/OPI"} & dictionary.keys(), "xobjects", f"{where} is no plain form")
            if dictionary.get("/S") in ("/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Rendition", "/SubmitForm"):
                self.fault("catalog-forbidden", f"{where} is the action {dictionary['/S']}")


def main(arguments):
    if arguments[:1] == ["--rules"]:
        for rule, text in RULES.items():
            print(f"{rule}: {text}")
        return 0
    status = 0
    try:
        if arguments[:1] == ["--text"]:
            for path in arguments[1:]:
                print("\n".join(read_text(Pdf(path))))
            return 0
        for path in arguments:
            for rule, text in Checker(path).run():
                print(f"{path}: {rule}: {text}")
                status = 1
    except (PdfError, OSError) as error:
        print(f"check-pdf.py: {error}", file=sys.stderr)
        return 2
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
