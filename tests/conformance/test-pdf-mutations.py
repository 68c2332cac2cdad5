#!/usr/bin/env python3
"""check-pdf.py bites: for each of its rules, a file mutated against that rule is refused by that rule and no other."""
import importlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))

import mutate_pdf


def rules_spoken(checker, path):
    return sorted({rule for rule, _ in checker.Checker(path).run()})


def main():
    if not shutil.which("qpdf"):
        print("skipped: qpdf is not installed (package qpdf)")
        return 77
    checker = importlib.import_module("check-pdf")
    faults = 0
    covered = mutate_pdf.FILES.keys() | mutate_pdf.OBJECTS.keys()
    for rule in sorted(checker.RULES.keys() ^ covered):
        print(f"FAILED: {rule}: a rule without a mutation, or a mutation without a rule")
        faults += 1
    with tempfile.TemporaryDirectory() as folder:
        good, mutant = os.path.join(folder, "good.pdf"), os.path.join(folder, "mutant.pdf")
        subprocess.run([os.environ["STS_BINARY"], "-C", str(HERE / "pdf-library"), "--pdf", "--book", "--quiet", "-o", good], check=True)
        for rule in [None, *sorted(covered & checker.RULES.keys())]:
            mutate_pdf.mutate(rule, good, mutant)
            wanted = [rule] if rule else []
            spoken = rules_spoken(checker, mutant)
            if spoken != wanted:
                print(f"FAILED: mutated against {rule}, refused by {spoken}")
                faults += 1
    print(f"{len(covered)} mutations, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
