"""The rooms under src/ include each other one way only, and each foreign header in the rooms that may know it; a header
whose first words say that it is “for the files of this room only” stays in its room."""
import os
import re
import sys

SOURCE = os.path.join(os.environ["STS_SOURCE_DIR"], "src")

# Which rooms a room may include, besides itself.
ARROWS = {
    "base": set(),
    "document": {"base"},
    "check": {"document", "base"},
    "read": {"document", "base"},
    "import": {"read", "check", "document", "base"},
    "repair": {"read", "check", "document", "base"},
    "assemble": {"document", "base"},
    "style": {"document", "base"},
    "layout": {"style", "document", "base"},
    "output": {"output/pdf", "output/epub", "output/html", "style", "document", "base"},
    "output/pdf": {"layout", "style", "document", "base"},
    "output/epub": {"output/xhtml", "style", "document", "base"},
    "output/html": {"output/xhtml", "style", "document", "base"},
    "output/xhtml": {"style", "document", "base"},
    "output/answers": {"document", "base"},
    "verify": {"output", "assemble", "check", "document", "base"},
    # The program lives on the public headers, so that these offer all that a program needs.
    "cli": {"sts", "base"},
    "": {"cli"},
}
# A room may include the public header of the types that it defines.
PUBLIC = {
    "base": {"sts/diagnostic.h", "sts/error.h"},
    "check": {"sts/diagnostic.h", "sts/check.h"},
    "document": {"sts/diagnostic.h", "sts/library.h", "sts/check.h"},
    "import": {"sts/diagnostic.h", "sts/import.h"},
    "output": {"sts/format.h"},
    "repair": {"sts/diagnostic.h", "sts/error.h", "sts/repair.h"},
    "verify": {"sts/diagnostic.h", "sts/verify.h"},
}
# What the parts of a room may include of the room itself: what the table of formats hands to each.
OF_WHOLE = {room: {"output/writing.h"} for room in ("output/pdf", "output/epub", "output/html")}
# The public interface joins the rooms.
FREE = {"api"}

FOREIGN = {
    r"cmark\.h": r"read/markdown/.*",
    r"gumbo\.h": r"import/html/.*",
    r"libfyaml\.h": r"base/yaml/.*",
    r"cairo-pdf\.h": r"output/pdf/.*",
    r"qpdf/.*": r"output/pdf/.*",
    r"zip\.h": r"output/epub/.*|import/word-losses\.c",
    r"hb-subset\.h": r"output/xhtml/font-subset\.c|style/plain-outlines\.c",
    r"json-glib/.*": r"cli/.*",
    r"qrencode\.h": r"assemble/code-picture\.c",
    r"librsvg/.*": r"(output/pdf|read)/.*",
}


def room_of(path):
    """The folder under src/ that a file belongs to; the formats under output/ are rooms of their own."""
    parts = path.split("/")
    if parts[0] == "output" and len(parts) > 2:
        return "/".join(parts[:2])
    return parts[0] if len(parts) > 1 else ""


def is_private(header):
    """Whether the comment that opens a header of ours keeps it to its room."""
    try:
        with open(os.path.join(SOURCE, header), encoding="utf-8") as file:
            opening = file.read().split("*/")[0]
    except FileNotFoundError:  # a public one
        return False
    return "for the files of this room only" in re.sub(r"[\s*]+", " ", opening).lower()


faults = []
count = 0
for folder, _, names in os.walk(SOURCE):
    for name in names:
        if not name.endswith((".c", ".h")):
            continue
        count += 1
        path = os.path.relpath(os.path.join(folder, name), SOURCE)
        room = room_of(path)
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            lines = file.read().split("\n")
        if len(lines) > 801:
            faults.append(f"src/{path}: {len(lines)} lines; a file of more than 800 is two files")
        for number, line in enumerate(lines, 1):
            own = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
            foreign = re.match(r"\s*#\s*include\s+<([^>]+)>", line)
            if own:
                target = room_of(own.group(1)) if "/" in own.group(1) else room
                if room not in FREE and target != room and target not in ARROWS.get(room, set()) and own.group(1) not in PUBLIC.get(room, {"sts/diagnostic.h"}) | OF_WHOLE.get(room, set()):
                    faults.append(f"src/{path}:{number}: {room} must not include {own.group(1)}")
                if target != room and is_private(own.group(1)):
                    faults.append(f"src/{path}:{number}: {own.group(1)} is for the files of its room only")
            if foreign:
                for header, allowed in FOREIGN.items():
                    if re.fullmatch(header, foreign.group(1)) and not re.fullmatch(allowed, path):
                        faults.append(f"src/{path}:{number}: {foreign.group(1)} is not for this file")

print("\n".join(faults))
sys.exit(1 if faults or count == 0 else 0)
