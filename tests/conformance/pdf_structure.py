"""Checks of the structure tree: its links to the content, its grammar, headings, tables, figures, notes."""
import re

from pdf_reader import identifier_of, text_of

RULES = {
    "structure-root": "the catalog has a structure tree with one Document",
    "structure-parents": "every element names its parent",
    "structure-types": "types are standard or role-mapped to standard ones; standard ones are not remapped",
    "structure-content": "every MCID belongs to one element, which the parent tree names, and every element's content exists",
    "structure-tags": "a mark's tag is that of its element",
    "parent-tree": "pages have their entry in the parent tree",
    "grammar-list": "L holds LI, LI holds Lbl and LBody",
    "grammar-table": "Table holds Caption, THead, TBody, TFoot; they hold TR; TR holds TH and TD",
    "grammar-contents": "TOC holds TOCI, TOCI a Reference",
    "grammar-caption": "Caption is the first or last in a Table or Figure",
    "grammar-inline": "inline elements hold no blocks",
    "headings": "the first heading is H1 and no level is skipped",
    "table-regular": "every row of a table has as many columns",
    "table-scope": "TH has a Scope",
    "table-head": "a table has at most one THead",
    "figure-alt": "Figure has an alternative text",
    "figure-box": "Figure has a BBox",
    "note-id": "Note has an ID of its own, which the IDTree knows",
    "link-object": "Link holds an annotation and content",
    "element-language": "languages of elements are well-formed",
    "list-numbering": "L says how it is numbered",
}

STANDARD = set(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note "
    "Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form".split()
)
BLOCKS = {"Document", "Part", "Sect", "Div", "BlockQuote", "TOC", "TOCI", "P", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"}
INLINE = {"Span", "Quote", "Reference", "Code", "Link"}
TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


class Element:
    def __init__(self, reference, dictionary, parent):
        self.reference = reference
        self.dictionary = dictionary
        self.parent = parent
        self.kids = []     # elements
        self.marks = []    # (page reference, MCID)
        self.objects = []  # annotation references
        self.order = []    # types of kids and "" for content, in order
        self.raw_type = (dictionary.get("/S") or "/").lstrip("/")
        self.type = self.raw_type

    def name(self):
        return f"{self.raw_type} {self.reference}"


def kid_values(pdf, value):
    if value is None:
        return []
    array = pdf.get(value)
    return array if isinstance(array, list) else [value]


def attribute(checker, element, owner, name):
    for attributes in checker.pdf.items(element.dictionary.get("/A")):
        attributes = checker.pdf.get(attributes)
        if isinstance(attributes, dict) and attributes.get("/O") == owner and name in attributes:
            return checker.pdf.get(attributes[name])
    return None


def add_kid(checker, element, kid, waiting):
    value = checker.pdf.get(kid)
    page = element.dictionary.get("/Pg")
    if isinstance(value, int) and not isinstance(value, bool):
        element.marks.append((page, value))
        element.order.append("")
    elif isinstance(value, dict) and value.get("/Type") == "/MCR":
        element.marks.append((value.get("/Pg", page), checker.pdf.get(value.get("/MCID"))))
        element.order.append("")
    elif isinstance(value, dict) and value.get("/Type") == "/OBJR":
        element.objects.append(value.get("/Obj"))
    elif isinstance(value, dict):
        child = Element(kid, value, element)
        element.kids.append(child)
        element.order.append(child.raw_type)
        waiting.append(child)
    else:
        checker.fault("structure-content", f"{element.name()} holds {kid!r}")


def build(checker, root):
    """All elements, parents before children, in reading order; the tree may be deep."""
    top = Element(checker.pdf.catalog().get("/StructTreeRoot"), root, None)
    waiting, elements = [], []
    for kid in kid_values(checker.pdf, root.get("/K")):
        add_kid(checker, top, kid, waiting)
    waiting.reverse()
    while waiting:
        element = waiting.pop()
        elements.append(element)
        below = []
        for kid in kid_values(checker.pdf, element.dictionary.get("/K")):
            add_kid(checker, element, kid, below)
        waiting += reversed(below)
    return top, elements


def check(checker):
    checker.parents, checker.elements = {}, []
    reference = checker.pdf.catalog().get("/StructTreeRoot")
    root = checker.pdf.get(reference)
    if not checker.need(isinstance(root, dict) and "/K" in root, "structure-root", "there is no structure tree"):
        return
    top, checker.elements = build(checker, root)
    checker.need([e.raw_type for e in top.kids] == ["Document"], "structure-root", "the structure tree does not hold one Document")
    checker.parents = checker.pdf.number_tree(root.get("/ParentTree"))
    check_types(checker, checker.pdf.get(root.get("/RoleMap")) or {})
    check_content(checker)
    headings(checker)
    identifiers(checker, root)
    for element in checker.elements:
        check_element(checker, element)


def object_references(checker):
    """annotation reference -> reference of the element that holds it"""
    return {o: e.reference for e in checker.elements for o in e.objects}


def check_types(checker, roles):
    for custom, standard in roles.items():
        checker.need(custom.lstrip("/") not in STANDARD, "structure-types", f"the standard type {custom} is remapped")
        checker.need(standard.lstrip("/") in STANDARD, "structure-types", f"{custom} is mapped to {standard}, which is not standard")
    for element in checker.elements:
        element.type = (roles.get("/" + element.raw_type) or "/" + element.raw_type).lstrip("/")
        checker.need(element.type in STANDARD, "structure-types", f"{element.name()} is neither standard nor mapped")
        parent = element.parent.reference
        checker.need(element.dictionary.get("/P") == parent, "structure-parents", f"{element.name()} does not name its parent {parent}")
        language = text_of(checker.pdf.get(element.dictionary.get("/Lang")))
        checker.need(language is None or TAG.fullmatch(language), "element-language", f"{element.name()} has the language {language!r}")


def check_content(checker):
    owners = {}
    for element in checker.elements:
        for key in element.marks:
            checker.need(key not in owners, "structure-content", f"MCID {key[1]} of page {key[0]} is in two elements")
            owners[key] = element
    for page, content in checker.contents.items():
        entry = checker.parents.get(checker.pdf.get(checker.pdf.get(page).get("/StructParents")))
        if not checker.need(entry is not None, "parent-tree", f"page {page} has no entry in the parent tree"):
            continue
        check_page(checker, page, content, checker.pdf.items(entry), owners)
    for (page, mcid), element in owners.items():
        found = page in checker.contents and mcid in checker.contents[page].by_mcid
        checker.need(found, "structure-content", f"{element.name()} has the MCID {mcid}, which page {page} has not")


def check_page(checker, page, content, entry, owners):
    for mcid, mark in content.by_mcid.items():
        element = owners.get((page, mcid))
        if not checker.need(element is not None, "structure-content", f"MCID {mcid} of page {page} is in no element"):
            continue
        named = entry[mcid] if mcid < len(entry) else None
        checker.need(named == element.reference, "structure-content", f"the parent tree gives {named} for MCID {mcid} of page {page}, not {element.reference}")
        checker.need(mark.tag == element.raw_type, "structure-tags", f"MCID {mcid} of page {page} is marked {mark.tag}, its element is {element.name()}")


def headings(checker):
    last = 0
    for element in checker.elements:
        match = re.fullmatch("H([1-6])", element.type)
        checker.need(element.type != "H", "headings", f"{element.name()}: H is mixed with numbered headings")
        if match:
            level = int(match.group(1))
            checker.need(level <= last + 1, "headings", f"{element.name()} follows a heading of level {last}")
            last = level


def identifiers(checker, root):
    tree, seen = checker.pdf.name_tree(root.get("/IDTree")), set()
    for element in checker.elements:
        if element.type != "Note":
            continue
        identifier = identifier_of(checker.pdf.get(element.dictionary.get("/ID")))
        good = identifier and identifier not in seen and tree.get(identifier) == element.reference
        checker.need(good, "note-id", f"{element.name()} has the ID {identifier!r}")
        seen.add(identifier)


def check_element(checker, element):
    kids = [kid.type for kid in element.kids]
    kind = element.type
    parent = element.parent.type
    grammar_lists(checker, element, kind, kids, parent)
    grammar_tables(checker, element, kind, kids, parent)
    grammar_contents(checker, element, kind, kids, parent)
    if kind == "Caption":
        siblings = [kid.type for kid in element.parent.kids]
        good = parent in ("Table", "Figure") and (siblings[0] == "Caption" or siblings[-1] == "Caption") and siblings.count("Caption") == 1
        checker.need(good, "grammar-caption", f"{element.name()} is neither first nor last in {parent}")
    if kind in INLINE:
        checker.need(not BLOCKS & set(kids), "grammar-inline", f"{element.name()} holds {kids}")
    if kind == "Figure":
        checker.need(text_of(checker.pdf.get(element.dictionary.get("/Alt"))), "figure-alt", f"{element.name()} has no alternative text")
        box = attribute(checker, element, "/Layout", "/BBox")
        checker.need(isinstance(box, list) and len(box) == 4 and box[0] < box[2] and box[1] < box[3], "figure-box", f"{element.name()} has the box {box}")
    if kind == "Link":
        checker.need(element.objects and has_content(element), "link-object", f"{element.name()} has no annotation or no content")
    if kind == "L":
        checker.need(attribute(checker, element, "/List", "/ListNumbering"), "list-numbering", f"{element.name()} does not say how it is numbered")
    if kind == "TH":
        checker.need(attribute(checker, element, "/Table", "/Scope") in ("/Column", "/Row", "/Both"), "table-scope", f"{element.name()} has no scope")
    if kind == "Table":
        check_grid(checker, element)


def has_content(element):
    waiting = [element]
    while waiting:
        at = waiting.pop()
        if at.marks:
            return True
        waiting += at.kids
    return False


def grammar_lists(checker, element, kind, kids, parent):
    if kind == "L":
        checker.need(set(kids) <= {"LI", "Caption", "L"} and "" not in element.order, "grammar-list", f"{element.name()} holds {element.order}")
    elif kind == "LI":
        good = parent == "L" and set(kids) <= {"Lbl", "LBody"} and "" not in element.order
        checker.need(good, "grammar-list", f"{element.name()} in {parent} holds {element.order}")
    elif kind == "LBody":
        checker.need(parent == "LI", "grammar-list", f"{element.name()} stands in {parent}")
    elif kind == "Lbl":
        checker.need(parent in ("LI", "Note", "TOCI"), "grammar-list", f"{element.name()} stands in {parent}")


def grammar_tables(checker, element, kind, kids, parent):
    if kind == "Table":
        checker.need(set(kids) <= {"Caption", "THead", "TBody", "TFoot", "TR"} and "" not in element.order, "grammar-table", f"{element.name()} holds {element.order}")
        checker.need(kids.count("THead") <= 1, "table-head", f"{element.name()} has {kids.count('THead')} heads")
    elif kind in ("THead", "TBody", "TFoot"):
        good = parent == "Table" and set(kids) == {"TR"} and "" not in element.order
        checker.need(good, "grammar-table", f"{element.name()} in {parent} holds {element.order}")
    elif kind == "TR":
        good = parent in ("Table", "THead", "TBody", "TFoot") and set(kids) <= {"TH", "TD"} and kids and "" not in element.order
        checker.need(good, "grammar-table", f"{element.name()} in {parent} holds {element.order}")
    elif kind in ("TH", "TD"):
        checker.need(parent == "TR", "grammar-table", f"{element.name()} stands in {parent}")


def grammar_contents(checker, element, kind, kids, parent):
    if kind == "TOC":
        good = set(kids) <= {"TOCI", "TOC", "Caption"} and "" not in element.order
        checker.need(good, "grammar-contents", f"{element.name()} holds {element.order}")
    elif kind == "TOCI":
        good = parent == "TOC" and set(kids) <= {"Lbl", "Reference", "NonStruct", "P", "TOC"} and kids.count("Reference") == 1
        checker.need(good, "grammar-contents", f"{element.name()} in {parent} holds {kids}")


def check_grid(checker, table):
    rows, waiting = [], list(table.kids)
    while waiting:
        at = waiting.pop(0)
        if at.type == "TR":
            rows.append(at)
        else:
            waiting = [kid for kid in at.kids if kid.type == "TR"] + waiting
    widths, hanging = [], {}
    for row in rows:
        column, nxt = 0, {}
        for cell in row.kids:
            while hanging.get(column, 0) > 0:
                nxt[column] = hanging[column] - 1
                column += 1
            across = attribute(checker, cell, "/Table", "/ColSpan") or 1
            down = attribute(checker, cell, "/Table", "/RowSpan") or 1
            for _ in range(across):
                nxt[column] = down - 1
                column += 1
        while hanging.get(column, 0) > 0:
            nxt[column] = hanging[column] - 1
            column += 1
        widths.append(column)
        hanging = nxt
    checker.need(len(set(widths)) <= 1 and not any(hanging.values()), "table-regular", f"{table.name()} has rows of {sorted(set(widths))} columns")
