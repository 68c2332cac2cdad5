#!/usr/bin/env python3
"""The list of faults fits the sources: each line that a fault changes stands there once, and its tests exist."""
import os
import pathlib
import re
import subprocess
import sys

from mutants import find_place, read_mutants

TREE = pathlib.Path(os.environ["STS_SOURCE_DIR"])


def main():
    listing = subprocess.run(["ctest", "--test-dir", os.environ["STS_BUILD_DIR"], "-N"], capture_output=True, text=True, check=True).stdout
    tests = set(re.findall(r"Test +#\d+: (\S+)", listing))
    faults, names = [], set()
    for mutant in read_mutants():
        if mutant.name in names:
            faults.append(f"{mutant.name}: there is another of this name")
        names.add(mutant.name)
        if not (mutant.fault and mutant.tests and mutant.edits):
            faults.append(f"{mutant.name}: its fault, its tests, or what it changes is not said")
        faults += [f"{mutant.name}: there is no test {test}" for test in mutant.tests if test not in tests]
        for old, new in mutant.edits:
            place = find_place(TREE, old)
            if isinstance(place, int):
                faults.append(f"{mutant.name}: {old!r} stands {place} times in src/, not once; say in mutants.txt how the fault is made now")
            if new is None or new == old:
                faults.append(f"{mutant.name}: {old!r} stays as it is")
    print("\n".join(faults))
    return 1 if faults else 0


sys.exit(main())
