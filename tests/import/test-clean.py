"""Documents that are sound, or whose damage is known, give no false alarm: the sample library joined into one document, in several forms, and the section of
the source document that is among the fixtures."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

source = os.environ["STS_SOURCE_DIR"]
program = os.environ["STS_BINARY"]
faults = []


def read(*path):
    with open(os.path.join(source, *path), encoding="utf-8") as file:
        return file.read()


def join(title_mark, rule):
    """The sample library as one document: each section with its title, references, disclaimer and date."""
    parts = []
    for name in re.findall(r"^  - (.*)$", read("content", "library.yaml").split("sections:")[1], re.M):
        matter, body = read("content", name + ".md").split("---\n", 2)[1:]
        body = re.sub(r"^<!-- gap: .*-->\n\n?", "", body, flags=re.M)  # the gaps stay behind with the front matter
        title = re.search(r"^title: (.*)$", matter, re.M).group(1)
        date = re.search(r"^last-revised: ([0-9-]+)$", matter, re.M)
        # Links to other files of the library mean nothing in one document.
        body = re.sub(r"\[([^]]*)\]\([\w-]+\.md[^)]*\)", r"\1", body)
        part = f"{title_mark} {title}\n\n{body.strip()}\n"
        if "## References" not in body:
            part += "\n## References\n\nDoe J, Roe R. A study. *J Med*. 2017;3:1-5.\n"
        parts.append(part + f"\n## Disclaimer\n\nThis does not replace the advice of your doctor.\n\nLast Revised: {date.group(1) if date else '2018-04-06'}\n")
    return ("\n---\n\n" if rule else "\n").join(parts), len(parts)


def import_document(folder, path, name):
    result = subprocess.run([program, "--import", path, "-o", os.path.join(folder, name), "--json"], capture_output=True, text=True, check=False)
    if result.returncode:
        sys.exit(f"{name}: exit status {result.returncode}: {result.stderr}")
    return json.loads(result.stdout)


with tempfile.TemporaryDirectory() as folder:
    shutil.copytree(os.path.join(source, "content", "figures"), os.path.join(folder, "figures"))
    for number, (mark, rule, newline) in enumerate([("#", False, "\n"), ("##", True, "\n"), ("#", True, "\r\n"), ("##", False, "\n")]):
        document, count = join(mark, rule)
        path = os.path.join(folder, f"joined-{number}.md")
        with open(path, "w", encoding="utf-8", newline=newline) as file:
            file.write(document)
        report = import_document(folder, path, f"library-{number}")
        alarms = [finding for finding in report["findings"] if finding["rule"] not in ("import-border", "import-hint")]
        for finding in alarms:
            faults.append(f"joined-{number}.md:{finding['line']}: {finding['text']} [{finding['rule']}]")
        if [section["confidence"] for section in report["sections"]] not in (["high"] * count, ["medium"] + ["high"] * (count - 1)):
            faults.append(f"joined-{number}.md: sections {[(section['id'], section['confidence']) for section in report['sections']]}")

    report = import_document(folder, os.path.join(source, "tests", "fixtures", "source-radiation", "radiation.md"), "radiation")
    found = [(finding["line"], finding["rule"]) for finding in report["findings"]]
    # The second border is what might be one: the document's chapters, which --split-level 2 would part.
    wanted = [(1, "import-border"), (1, "import-border"), (1, "import-hint"), (1, "import-no-disclaimer"), (22, "import-unplaced"), (48, "import-cut-sentence"), (70, "import-address-escaped"),
              (74, "import-reference-cut")]
    if found != wanted:
        faults.append(f"source-radiation: {found}, not {wanted}")

print("\n".join(faults) or "no false alarm")
sys.exit(1 if faults else 0)
