"""Every example in the public headers, and that of the README, is a program that compiles without a warning, against the shared library alone, and does what it says.

An example is what stands indented in a header's comments. A line `// ./example ARGUMENTS` in it says how it is called. It runs in a folder that holds the
sample library as `content`, its handout `surgery.pdf` and the document `long.md`, must end with 0 and say nothing on standard error; the files that it
names with the suffix of a format must be there afterwards.
"""
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE, BUILD = Path(os.environ["STS_SOURCE_DIR"]), Path(os.environ["STS_BUILD_DIR"])
INCLUDE = SOURCE / "include"
EXAMPLE = re.compile(r"((?:^ \*     .*\n|^ \*\n(?= \*     ))+)", re.M)


def examples(header):
    """Each with the line where it begins."""
    text = header.read_text()
    for match in EXAMPLE.finditer(text):
        lines = [line[7:] for line in match[1].split("\n")]
        yield text.count("\n", 0, match.start()) + 1, "\n".join(lines)


def programs():
    """(file, line, program) of each."""
    for header in sorted((INCLUDE / "sts").glob("*.h")):
        yield from ((header, line, code) for line, code in examples(header))
    readme = SOURCE / "README.md"
    text = readme.read_text()
    for match in re.finditer(r"^```c\n(.*?)^```", text, re.M | re.S):
        yield readme, text.count("\n", 0, match.start()) + 1, match[1]


def compiler():
    cache = (BUILD / "CMakeCache.txt").read_text()
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "glib-2.0"], capture_output=True, text=True, check=True).stdout
    sanitizers = ["-fsanitize=address,undefined"] if os.environ.get("STS_SANITIZED") else []
    return [re.search(r"^CMAKE_C_COMPILER:.*=(.*)$", cache, re.M)[1], "-std=c17", "-Wall", "-Wextra", "-Wshadow", "-Werror", f"-I{INCLUDE}",
            *sanitizers], [f"-L{BUILD}", f"-Wl,-rpath,{BUILD}", "-lsts", *shlex.split(flags)]


def furnish(folder):
    shutil.copytree(SOURCE / "content", folder / "content")
    sections = [path.read_text().split("---\n", 2) for path in sorted((SOURCE / "content").glob("s*.md"))]
    (folder / "long.md").write_text("# A Guide\n\n" + "".join(
        f"## {re.search('^title: *(.*)$', head, re.M)[1]}\n\n{re.sub('^#', '##', body, flags=re.M)}\n\n" for _, head, body in sections))
    subprocess.run([BUILD / "sts-export", "--quiet", "--pdf", "surgery", "-C", "content"], cwd=folder, check=True)


def faults_of(code, folder):
    if "main(" not in code:
        return ["it is no whole program"]
    before, after = compiler()
    (folder / "example.c").write_text(code)
    made = subprocess.run([*before, "example.c", "-o", "example", *after], cwd=folder, capture_output=True, text=True)
    if made.returncode:
        return [made.stderr]
    call = re.search(r"^// \./example(.*)$", code, re.M)
    run = subprocess.run(["./example", *shlex.split(call[1] if call else "")], cwd=folder, capture_output=True, text=True, timeout=300)
    found = [f"it ends with {run.returncode}: {run.stdout}{run.stderr}"] if run.returncode or run.stderr else []
    for name in re.findall(r'"([^"\s%]+\.(?:pdf|epub|html))"', code):
        if not (folder / name).is_file():
            found.append(f"it leaves no {name}")
    return found


count, bad = 0, 0
for path, line, code in programs():
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        furnish(folder)
        count += 1
        for fault in faults_of(code, folder):
            bad += 1
            print(f"{path.relative_to(SOURCE)}:{line}: the example: {fault}")
print(f"{count} examples, {bad} faults")
sys.exit(1 if bad or count < 5 else 0)
