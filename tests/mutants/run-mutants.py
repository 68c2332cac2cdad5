#!/usr/bin/env python3
"""Shows that the tests notice faults: builds the program with each fault of mutants.txt in turn, and runs the tests that must fail then.

    run-mutants.py [--others] [NAME...]

Works in a copy, build/mutants, so that the tree stays as it is. With --others the other quick tests are run as well, and those that notice the fault, too,
are named: where there are none, the test named in the list is the only guard.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys

from mutants import find_place, read_mutants

ROOT = pathlib.Path(__file__).resolve().parents[2]
TREE = ROOT / "build/mutants/tree"
BUILD = ROOT / "build/mutants/build"
SLOW = "conformance|fuzz|locale|mutants"  # labels of what repeats other tests elsewhere, needs an outside judge, or looks at the list itself


def refresh():
    """Makes the copy what the tree is, and leaves alone the files that are the same."""
    listing = subprocess.run(["git", "-C", ROOT, "ls-files", "-co", "--exclude-standard", "-z"], capture_output=True, text=True, check=True).stdout
    names = {name for name in listing.split("\0") if name and (ROOT / name).is_file()}
    for path in [p for p in TREE.rglob("*") if p.is_file() and str(p.relative_to(TREE)) not in names]:
        path.unlink()
    for name in names:
        content, copy = (ROOT / name).read_bytes(), TREE / name
        if not copy.is_file() or copy.read_bytes() != content:
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(content)
            copy.chmod((ROOT / name).stat().st_mode)


def quietly(*command):
    """Runs a command; what it printed, where it failed."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return done.stdout if done.returncode else None


def build():
    if not (BUILD / "build.ninja").is_file():
        trouble = quietly("cmake", "-S", TREE, "-B", BUILD, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug")
        if trouble:
            sys.exit(trouble)
    return quietly("cmake", "--build", BUILD)


def failing(*selection):
    """The tests that fail, of those selected; None if there are none of that name."""
    done = subprocess.run(["ctest", "--test-dir", BUILD, "-j", str(os.cpu_count()), *selection], capture_output=True, text=True, check=False)
    if "No tests were found" in done.stdout + done.stderr:
        return None
    return set(re.findall(r"(?m)^\s*\d+ - (\S+) \((?!Skipped)", done.stdout))


def apply(mutant):
    """Puts the fault into the copy; returns the files as they were, or what is wrong with the list."""
    kept = {}
    for old, new in mutant.edits:
        place = find_place(TREE, old)
        if isinstance(place, int):
            restore(kept)
            return f"{old!r} stands {place} times in src/, not once"
        kept.setdefault(place, place.read_text())
        place.write_text(place.read_text().replace(old, new))
    return kept


def restore(kept):
    for path, text in kept.items():
        path.write_text(text)


def judge(mutant, others):
    """What is wrong with the mutant, or an empty string; and what is to be told."""
    kept = apply(mutant)
    if isinstance(kept, str):
        return kept, ""
    try:
        trouble = build()
        if trouble:
            return "it does not build:\n" + "\n".join(trouble.split("\n")[:12]), ""
        died = failing("-R", f"^({'|'.join(mutant.tests)})$")
        if died is None or died != set(mutant.tests):
            return f"it survives {' and '.join(sorted(set(mutant.tests) - (died or set())))}", ""
        if not others:
            return "", "dies of " + " and ".join(sorted(died))
        more = failing("-LE", SLOW, "-E", f"^({'|'.join(mutant.tests)})$")
        return "", f"dies of {' and '.join(sorted(died))}; also of {' and '.join(sorted(more))}" if more else f"dies of {' and '.join(sorted(died))} alone"
    finally:
        restore(kept)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--others", action="store_true")
    arguments.add_argument("names", nargs="*")
    arguments = arguments.parse_args()
    mutants = read_mutants()
    unknown = set(arguments.names) - {mutant.name for mutant in mutants}
    if unknown:
        sys.exit(f"there is no mutant {' or '.join(sorted(unknown))}")
    if arguments.names:
        mutants = [mutant for mutant in mutants if mutant.name in arguments.names]
    refresh()
    trouble = build()
    if trouble:
        sys.exit(trouble)
    failed = failing("-R", f"^({'|'.join(sorted({test for mutant in mutants for test in mutant.tests}))})$")
    if failed is None or failed:
        sys.exit(f"without a fault these fail: {' '.join(sorted(failed or []))}")
    bad = 0
    for mutant in mutants:
        wrong, told = judge(mutant, arguments.others)
        bad += bool(wrong)
        print(f"{'FAILED' if wrong else 'ok':6} {mutant.name}: {wrong or told}", flush=True)
    print(f"{len(mutants)} faults, {bad} of them unnoticed")
    return 1 if bad else 0


sys.exit(main())
