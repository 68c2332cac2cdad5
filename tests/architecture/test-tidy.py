"""clang-tidy finds nothing in the sources of the library and the program; .clang-tidy says what it looks for."""
import concurrent.futures
import json
import os
import re
import shutil
import subprocess
import sys

ROOT = os.environ["STS_SOURCE_DIR"]
BUILD = os.environ["STS_BUILD_DIR"]
WANTED = "14"

tool = next((path for path in map(shutil.which, (f"clang-tidy-{WANTED}", "clang-tidy"))
             if path and f"version {WANTED}." in subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout), None)
if "STS_REQUIRE_JUDGES" not in os.environ:
    print("skipped: run by scripts/run-tests --conformance alone")
    sys.exit(77)
if not tool:
    print(f"skipped: clang-tidy {WANTED} is not installed (package clang-tidy-{WANTED})")
    sys.exit(77)
with open(os.path.join(BUILD, "compile_commands.json"), encoding="utf-8") as file:
    sources = sorted({unit["file"] for unit in json.load(file) if unit["file"].startswith(os.path.join(ROOT, "src") + os.sep)})


def findings(path):
    call = subprocess.run([tool, "-p", BUILD, "--quiet", path], capture_output=True, text=True, check=False)
    return call.stdout if call.returncode or re.search(r": (warning|error): ", call.stdout) else ""


with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    found = [text for text in pool.map(findings, sources) if text]
for text in found:
    print(text)
print(f"{len(sources)} sources, {len(found)} with findings")
sys.exit(1 if found or not sources else 0)
