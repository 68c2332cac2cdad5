"""A format is named in its own folder and in one row of the table in output/output.c; all else goes by the table. Help texts of the command line may give
examples."""
import os
import re
import sys

SOURCE = os.path.join(os.environ["STS_SOURCE_DIR"], "src")
STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
COMMENT = re.compile(r"/\*.*?\*/", re.S)


def sources():
    for folder, _, names in os.walk(SOURCE):
        for name in sorted(names):
            if name.endswith((".c", ".h")):
                path = os.path.join(folder, name)
                with open(path, encoding="utf-8") as file:
                    # Lines stay where they are.
                    yield os.path.relpath(path, SOURCE), COMMENT.sub(lambda match: "\n" * match[0].count("\n"), file.read())


def column(table, name):
    return re.findall(rf'\.{name} = "([^"]+)"', table)


def folder_of(name):
    """That of a format, of which another may be a form."""
    return name.partition("-")[0]


texts = dict(sources())
table = texts["output/output.c"]
formats = list(zip(column(table, "name"), column(table, "suffix"), column(table, "label"), column(table, "media_type"), strict=True))
faults = []
for path, text in texts.items():
    for name, *words in formats:
        if path == "output/output.c" or path.startswith(f"output/{folder_of(name)}/"):
            continue
        for number, line in enumerate(text.split("\n"), 1):
            for literal in STRING.findall(line):
                # The name of one is also that of an element, and of pages that are imported.
                element = folder_of(name) == "html" and literal in ("html", ".html") and path.startswith(("output/", "import/"))
                if literal in (name, *words) and not element:
                    faults.append(f'src/{path}:{number}: "{literal}" belongs to the table of formats')
            if re.search(rf"\bsts_{folder_of(name)}_(write|read|recognise)\b|output/{folder_of(name)}/{folder_of(name)}\.h", line):
                faults.append(f"src/{path}:{number}: the format {name} is reached past the table")
for name, *_ in formats:
    if not any(path.startswith(f"output/{folder_of(name)}/") for path in texts):
        faults.append(f"src/output/output.c: the format {name} has no folder of that name")

print("\n".join(faults))
sys.exit(1 if faults or len(formats) < 2 else 0)
