"""No file of libsts has a variable that outlives a call, so that exports in several threads share nothing."""
import glob
import os
import re
import subprocess
import sys

BUILD = os.environ["STS_BUILD_DIR"]

# Sanitizers and counters add variables of their own.
if os.environ.get("STS_INSTRUMENTED"):
    print("the objects are instrumented")
    sys.exit(77)

# What may be, and why.
ALLOWED = {
    ("style", "guard"): "the lock around what cairo keeps for the whole process",
}

seen = set()
faults = []
archives = glob.glob(os.path.join(BUILD, "archive", "libsts_*_archive.a"))
for archive in sorted(archives):
    room = re.fullmatch(r"libsts_(.*)_archive\.a", os.path.basename(archive)).group(1)
    if room == "cli":
        continue
    table = subprocess.run(["objdump", "-t", archive], capture_output=True, text=True, check=True).stdout
    source = "?"
    for line in table.split("\n"):
        file = re.match(r"(\S+\.o):", line)
        if file:
            source = file.group(1).removesuffix(".o")
        # Tables of pointers are written once, by the loader: .data.rel.ro.
        symbol = re.search(r"\bO (\.(?:data|bss|tdata|tbss)\S*|\*COM\*)\t[0-9a-f]+ (?:\.hidden )?(\S+)", line)
        if not symbol or symbol.group(1).startswith(".data.rel.ro"):
            continue
        name = re.sub(r"\.\d+$", "", symbol.group(2))
        seen.add((room, name))
        if (room, name) not in ALLOWED:
            faults.append(f"{room}/{source}: “{name}” keeps its value between calls")
for room, name in ALLOWED.keys() - seen:
    faults.append(f"{room} has no “{name}” any longer: take it off the list of what may be")

print("\n".join(faults))
sys.exit(1 if faults or not archives else 0)
