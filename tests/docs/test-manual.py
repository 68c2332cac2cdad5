"""The manual page, the completions and --help list the same options; the manual page is sound roff; what the documentation names exists."""
import os
import re
import shutil
import subprocess
import sys

source = os.environ["STS_SOURCE_DIR"]
program = os.environ["STS_BINARY"]
faults = []


def read(*path):
    with open(os.path.join(source, *path), encoding="utf-8") as file:
        return file.read()


def compare(name, found, wanted):
    for option in sorted(wanted - found):
        faults.append(f"{name} lacks {option}")
    for option in sorted(found - wanted):
        faults.append(f"{name} has {option}, which --help does not")


def options_of_manual(page):
    plain = re.sub(r"\\f[BIR]", "", page.replace("\\-", "-"))
    heads = re.findall(r"^\.TP\n(.*)$", plain, re.M)
    options = set()
    for head in heads:
        if re.match(r"(\.BR? )?-", head):
            options.update(re.findall(r"--[a-z][a-z-]*", head))
            options.update(re.findall(r"(?<![-\w])-[a-zA-Z](?![\w-])", head))
    return options


help_text = subprocess.run([program, "--help"], capture_output=True, text=True, check=True).stdout
listed = re.findall(r"^  (?:(-\w), )?(--[a-z-]+)", help_text, re.M)
wanted = {option for pair in listed for option in pair if option}
if len(wanted) < 20:
    sys.exit(f"--help was not understood: {wanted}")

page = read("docs", "sts-export.1")
# For those who look for a fault of the program: in the manual alone.
compare("docs/sts-export.1", options_of_manual(page), wanted | {"--dump"})
long_options = {option for option in wanted if option.startswith("--")}
for name in ("sts-export.bash", "_sts-export"):
    found = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", read("completions", name)))
    compare("completions/" + name, found & long_options | (found - long_options), long_options)

version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
if f'"sts-export {version}"' not in page:
    faults.append(f"docs/sts-export.1 does not name version {version}")

if shutil.which("groff"):
    for name in ("sts-export.1", "sts-export-rules.7"):
        result = subprocess.run(["groff", "-man", "-Tutf8", "-ww", os.path.join(source, "docs", name)], capture_output=True, text=True, check=False)
        if result.returncode or result.stderr:
            faults.append("groff: " + result.stderr)

# Every option and every file that the README and the other pages name.
for name in ("README.md", "CONTRIBUTING.md", "docs/content-format.md", "docs/tutorial.md", "docs/languages.md", "docs/styles.md", "docs/architecture.md", "docs/conformance.md"):
    text = read(*name.split("/"))
    for command in re.findall(r"^    sts-export (.*)$|`(?:sts-export )?(-[^`\n]*)`", text, re.M):
        for option in re.findall(r"(?<!\S)--?[a-zA-Z][a-z-]*", " ".join(command).split("#")[0]):
            if option not in wanted:
                faults.append(f"{name} uses {option}, which --help does not know")
    for path in re.findall(r"\]\(((?!https?:)[\w./-]+)\)|`((?:docs|src|styles|tests|scripts|content|fonts|include)/[\w./-]*)`", text):
        path = path[0] or path[1]
        base = os.path.dirname(name) if not os.path.exists(os.path.join(source, path)) else ""
        if "/" in path and not os.path.exists(os.path.join(source, base, path)) and name not in ("docs/content-format.md", "docs/tutorial.md", "docs/languages.md"):
            faults.append(f"{name} names {path}, which does not exist")

print("\n".join(faults) or f"{len(wanted)} options")
sys.exit(1 if faults else 0)
