"""No source has a warning under Clang, whichever compiler builds it."""
import concurrent.futures
import json
import os
import shlex
import shutil
import subprocess
import sys

CLANG = shutil.which("clang")
if not CLANG:
    print("skipped: clang is not installed (package clang)")
    sys.exit(77)

with open(os.path.join(os.environ["STS_BUILD_DIR"], "compile_commands.json")) as file:
    UNITS = {unit["file"]: unit for unit in json.load(file)}


def meaning(arguments):
    """The arguments that say how a source is read, not what is made of it."""
    kept = []
    for argument, following in zip(arguments, arguments[1:] + [""]):
        if argument.startswith(("-D", "-I", "-std=", "-W")) and not argument.startswith("-Wl,"):
            kept.append(argument)
        elif argument == "-isystem":
            kept += [argument, following]
    return kept


def complaints(unit):
    call = [CLANG, "-fsyntax-only", "-Werror", *meaning(shlex.split(unit["command"])[1:]), unit["file"]]
    run = subprocess.run(call, cwd=unit["directory"], capture_output=True, text=True)
    return run.stdout + run.stderr if run.returncode else ""


with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    faults = [text for text in pool.map(complaints, UNITS.values()) if text]
for text in faults:
    print(text)
print(f"{len(UNITS)} sources, {len(faults)} with warnings")
sys.exit(1 if faults or not UNITS else 0)
