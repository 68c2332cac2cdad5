"""All sources stand as clang-format writes them. Another version of it sets some lines otherwise, so only the one that .clang-format was made for judges."""
import concurrent.futures
import os
import re
import shutil
import subprocess
import sys

ROOT = os.environ["STS_SOURCE_DIR"]
WANTED = "14"


def version(program):
    found = re.search(r"version (\d+)", subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout)
    return found[1] if found else None


tool = next((path for path in map(shutil.which, (f"clang-format-{WANTED}", "clang-format")) if path and version(path) == WANTED), None)
if "STS_REQUIRE_JUDGES" not in os.environ:
    print("skipped: run by scripts/run-tests --conformance alone")
    sys.exit(77)
if not tool:
    print(f"skipped: clang-format {WANTED} is not installed (package clang-format-{WANTED})")
    sys.exit(77)
sources = [os.path.join(folder, name) for top in ("src", "include", "tests", "bench") for folder, _, names in os.walk(os.path.join(ROOT, top))
           for name in names if name.endswith((".c", ".h"))]
with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    calls = pool.map(lambda path: subprocess.run([tool, "--dry-run", "-Werror", path], capture_output=True, check=False), sources)
    faults = [path for path, call in zip(sources, calls) if call.returncode]
for path in faults:
    print(f"{os.path.relpath(path, ROOT)}: not as clang-format writes it; run {os.path.basename(tool)} -i on it")
print(f"{len(sources)} sources, {len(faults)} to format")
sys.exit(1 if faults or not sources else 0)
