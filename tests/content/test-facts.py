"""The sample says what its source says: the facts of facts.txt, and what its gaps print, in the PDF and in the EPUB."""
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from html.parser import HTMLParser

source = os.environ["STS_SOURCE_DIR"]
program = os.environ["STS_BINARY"]
content = os.path.join(source, "content")
faults = []


class Page(HTMLParser):
    """What a page says, text alternatives among it."""

    def __init__(self):
        super().__init__()
        self.text = []

    def handle_starttag(self, tag, attributes):
        if tag in ("p", "li", "td", "th", "h1", "h2", "h3", "dt", "dd", "br"):
            self.text.append(" ")
        if tag == "img":
            self.text.append(" " + (dict(attributes).get("alt") or "") + " ")

    def handle_data(self, data):
        self.text.append(data)


def plain(text):
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("\u2060", "").replace("\u2066", "").replace("\u2069", ""))


def of_epub(path):
    with zipfile.ZipFile(path) as archive:
        page = Page()
        for name in archive.namelist():
            if name.endswith(".xhtml") and "nav" not in name:
                page.feed(archive.read(name).decode())
        return plain("".join(page.text))


def of_pdf(path):
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    lines = [line for line in text.splitlines() if not re.search(r"Page \d+ of \d+$", line)]
    # A long address is cut into lines.
    return plain(" ".join(line.strip() for line in lines))


def facts():
    with open(os.path.join(source, "tests", "content", "facts.txt"), encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.rstrip("\n")
            if not line or line.startswith("#"):
                continue
            row = line.split(" | ")
            if len(row) != 3 or row[1] not in ("has", "not"):
                sys.exit(f"facts.txt:{number}: not a row")
            yield number, *row


with open(os.path.join(content, "library.yaml"), encoding="utf-8") as file:
    sections = re.findall(r"^  - (\S+)$", file.read(), re.M)

with tempfile.TemporaryDirectory() as folder:
    result = subprocess.run([program, "-C", content, "--pdf", "--epub", "--all", "--quiet", "-o", folder], capture_output=True, text=True, check=False)
    if result.returncode:
        sys.exit(f"exit status {result.returncode}: {result.stderr}")
    epub = {name: of_epub(os.path.join(folder, name + ".epub")) for name in sections}
    pdf = {name: of_pdf(os.path.join(folder, name + ".pdf")) for name in sections}

rows = 0
for number, section, kind, words in facts():
    if section != "*" and section not in sections:
        faults.append(f"facts.txt:{number}: no section {section}")
    for name in sections if section == "*" else [section]:
        rows += 1
        found = words.lower() in epub[name].lower()
        if found != (kind == "has"):
            faults.append(f"facts.txt:{number}: {name} {'lost' if kind == 'has' else 'says'}: {words}")

# What a gap prints stands on the page, too: its words are taken from the source of the section.
printed = 0
for name in sections:
    with open(os.path.join(content, name + ".md"), encoding="utf-8") as file:
        for sentence in re.findall(r'^    print: "(.*)"$', file.read(), re.M):
            printed += 1
            for form, text in (("EPUB", epub[name]), ("PDF", pdf[name])):
                if sentence not in text:
                    faults.append(f"{name}.{form}: a gap does not print: {sentence}")
if printed < 15:
    faults.append(f"only {printed} gaps print")

print("\n".join(faults) or f"{rows} facts in {len(sections)} sections, {printed} gaps in print")
sys.exit(1 if faults else 0)
