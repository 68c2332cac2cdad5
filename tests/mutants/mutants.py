"""Reads mutants.txt: blocks of `[name]`, `fault:`, `tests:`, and pairs of `old:` and `new:`."""
import pathlib
import re
import sys

LIST = pathlib.Path(__file__).with_name("mutants.txt")


class Mutant:
    def __init__(self, name):
        self.name, self.fault, self.tests, self.edits = name, "", [], []


def read_mutants():
    found = []
    for number, line in enumerate(LIST.read_text().split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if match := re.fullmatch(r"\[([\w-]+)\]", line):
            found.append(Mutant(match[1]))
            continue
        key, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if key == "fault":
            found[-1].fault = value
        elif key == "tests":
            found[-1].tests = value.split()
        elif key == "old":
            found[-1].edits.append([value, None])
        elif key == "new" and found[-1].edits[-1][1] is None:
            found[-1].edits[-1][1] = value
        else:
            sys.exit(f"{LIST}:{number}: cannot read {line!r}")
    return found


def find_place(tree, old):
    """The file in which `old` stands; or how often it stands, where that is not once."""
    places = [path for path in sorted((tree / "src").rglob("*.[ch]")) for _ in range(path.read_text().count(old))]
    return places[0] if len(places) == 1 else len(places)
