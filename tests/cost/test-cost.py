#!/usr/bin/env python3
"""What inputs of ten times the size cost: instructions are counted by callgrind (valgrind), which no other work on the machine
disturbs. A cost that grows with the square would be 100 times as high."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

LEAST = 10
# What 900 more take against 90 more: 10 is linear, and 14.7 is n log n, as of a sort (2800 to 190); tables that grow take a little more.
RATIO = 15

if "STS_INSTRUMENTED" in os.environ:
    print("skipped: a build that counts or checks its own steps counts others")
    sys.exit(77)
if not {"STS_COST", "STS_REQUIRE_JUDGES"} & set(os.environ):
    print("skipped: it takes minutes; STS_COST=1 ctest --preset dev -R cost runs it")
    sys.exit(77)
if not shutil.which("valgrind"):
    print("skipped: valgrind is not installed (package valgrind)")
    sys.exit(77)
program = pathlib.Path(os.environ["STS_BUILD_DIR"]) / "tests" / "test-cost"
with tempfile.TemporaryDirectory() as folder:
    done = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", "--collect-atstart=no", "--toggle-collect=measured",
                           "--dump-after=measured", program, "--measure", str(LEAST)], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{done.stdout}{done.stderr}")
    names = [line.split()[1:] for line in done.stdout.splitlines() if line.startswith("# ")]
    counts = {}
    for number, (case, action, times) in enumerate(names, 1):
        dump = pathlib.Path(folder, f"out.{number}").read_text(errors="replace")
        counts[case, action, int(times)] = int(re.search(r"^(?:totals|summary): (\d+)", dump, re.M).group(1))
faults = 0
print(f"{'':24} {'':8}" + "".join(f"{LEAST * 10**power:14}" for power in range(3)) + "  ratio")
for case, action in dict.fromkeys(name[:2] for name in counts):
    few, more, many = (counts[case, action, LEAST * 10**power] for power in range(3))
    # Starts differ by some 20,000 instructions from run to run, and a table that grows once is counted, too: less than 3 % of a
    # start for 90 more says little. A square would still show: 100 times 200,000 are 67 times this bound.
    ratio = (many - more) / max(more - few, 300000)
    print(f"{case:24} {action:8} {few:13} {more:13} {many:13} {ratio:6.1f}{'  FAILED' if ratio > RATIO else ''}")
    faults += ratio > RATIO
sys.exit(1 if faults else 0)
