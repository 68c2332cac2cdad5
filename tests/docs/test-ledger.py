"""Every function, file, rule and test that docs/conformance.md names is there, and every rule of the checker of PDFs is named.

What stands in backticks in a table is looked up by its column: “met by” names files and functions, “rule” those of check-pdf.py, “tests” the tests of ctest
and the cases of tests/unit. What `bad-bad` has in brackets are its cases.
"""
import importlib
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(os.environ["STS_SOURCE_DIR"])
sys.path.insert(0, str(ROOT / "tests/conformance"))

SOURCES = [path for path in (ROOT / "src").rglob("*") if path.suffix in (".c", ".h")]
ANSWERS = ("*no test*", "**[person]**")


def rules():
    """The rules of the checker, and those that a mutation proves."""
    checker = importlib.import_module("check-pdf")
    import mutate_pdf

    return set(checker.RULES), mutate_pdf.FILES.keys() | mutate_pdf.OBJECTS.keys()


def tests():
    listing = subprocess.run(["ctest", "--test-dir", os.environ["STS_BUILD_DIR"], "-N"], capture_output=True, text=True, check=True).stdout
    return set(re.findall(r"(?m)^\s*Test\s+#\d+: (\S+)", listing))


def cases():
    """The cases of the programs in tests/unit; a macro may put the beginning of the name before it."""
    found = set()
    for path in (ROOT / "tests/unit").glob("test-*.c"):
        text = path.read_text()
        prefix = re.search(r'#define ADD\(name, function\) g_test_add\("([^"]*)" name', text)
        found.update(re.findall(r'"(/[\w/-]+)"', text))
        found.update((prefix[1] if prefix else "") + name for name in re.findall(r'\bADD\("([\w/-]+)"', text))
    return found


def rows(page):
    """(line, {column: cell}) of each row of a table."""
    columns = []
    for number, line in enumerate(page.splitlines(), 1):
        if not line.startswith("|"):
            columns = []
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("| ---"):
            continue
        if not columns:
            columns = cells
        else:
            yield number, dict(zip(columns, cells, strict=True))


def function_fault(name):
    """What is wrong with `file.c:function` or `file.c`; None: nothing."""
    end, _, function = name.partition(":")
    found = [path for path in SOURCES if path.as_posix().endswith("/" + end)]
    if len(found) != 1:
        return f"{len(found)} files end with {end}"
    if function and not re.search(rf"(?m)^{re.escape(function)}\(", found[0].read_text()):
        return f"{end} defines no {function}"
    return None


def main():
    known_rules, proved = rules()
    known_tests, known_cases = tests(), cases()
    faults, named, count = [], set(), 0
    for line, row in rows((ROOT / "docs/conformance.md").read_text()):
        count += 1
        judged = row.get("rule", "") + row[[column for column in row if column.endswith("tests")][0]]
        if not re.search("`", judged) and not any(answer in judged for answer in ANSWERS):
            faults.append(f"{line}: neither a test nor {' nor '.join(ANSWERS)}")
        for column, cell in row.items():
            for name in re.findall(r"`([^`]+)`", cell):
                fault = None
                if column == "met by":
                    fault = function_fault(name)
                elif column == "rule":
                    named.add(name)
                    fault = None if name in known_rules & proved else f"there is no rule {name}, or nothing proves it"
                elif column.endswith("tests"):
                    fault = None if name in (known_cases if name.startswith("/") else known_tests) else f"there is no test {name}"
                if fault:
                    faults.append(f"{line}: {fault}")
            for case in re.findall(r"[^\s,]+", " ".join(re.findall(r"`bad-bad` \(([^)]*)\)", cell))):
                if not (ROOT / "tests/bad" / case).is_dir():
                    faults.append(f"{line}: tests/bad has no case {case}")
    faults += [f"the rule {rule} of check-pdf.py is not listed" for rule in sorted(known_rules - named)]
    for fault in faults:
        print(f"docs/conformance.md: {fault}")
    print(f"{count} rows, {len(faults)} faults")
    return 1 if faults or count < 100 else 0


sys.exit(main())
