"""A section in the source document's own form, without front matter, leaves whole: every word, its hyperlinks resolved, its references and its date."""
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from html.parser import HTMLParser

source = os.environ["STS_SOURCE_DIR"]
program = os.environ["STS_BINARY"]
fixture = os.path.join(source, "tests", "fixtures", "source-radiation")
faults = []


class Page(HTMLParser):
    """The text of a page, and its links as (address, text)."""

    def __init__(self):
        super().__init__()
        self.text, self.links, self.link = [], [], None

    def handle_starttag(self, tag, attributes):
        if tag == "a":
            self.link = [dict(attributes).get("href", ""), ""]
        elif tag == "sup":
            self.text.append(" ")

    def handle_endtag(self, tag):
        if tag == "a":
            self.links.append(tuple(self.link))
            self.link = None

    def handle_data(self, data):
        self.text.append(data)
        if self.link:
            self.link[1] += data


def words(text):
    return re.findall(r"\w+", text)


with open(os.path.join(fixture, "radiation.md"), encoding="utf-8") as file:
    markdown = file.read()
# What a reader sees of the source: link targets and marks gone, callout numbers kept.
seen = re.sub(r"\]\([^)]*\)", "]", markdown)
seen = re.sub(r"</?sup>", " ", seen)
seen = seen.replace("## Hyperlinks", "")  # which begins that part, and is printed in the program's own words
seen = re.sub(r"^(#+|- |\d+\.)", "", seen, flags=re.M).replace("*", "").replace("\\\\_", "_")

with tempfile.TemporaryDirectory() as folder:
    result = subprocess.run([program, "-C", fixture, "--pdf", "--epub", "radiation", "-o", folder], capture_output=True, text=True, check=False)
    if result.returncode:
        sys.exit(f"exit status {result.returncode}: {result.stderr}")
    page = Page()
    with zipfile.ZipFile(os.path.join(folder, "radiation.epub")) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xhtml") and "radiation" in name]
        page.feed("".join(archive.read(name).decode() for name in names))
    with open(os.path.join(folder, "radiation.pdf"), "rb") as file:
        if not file.read(5) == b"%PDF-":
            faults.append("radiation.pdf is not a PDF")

text = "".join(page.text)
have = words(text)
counts = {word: have.count(word) for word in set(have)}
for word in set(words(seen)):
    if counts.get(word, 0) < words(seen).count(word):
        faults.append(f"“{word}” stands {words(seen).count(word)} times in the source, {counts.get(word, 0)} times in the EPUB")

for address, shown in (("palliative-care.html", "palliative treatment"), ("treatment-types/radiation.html", "Radiation Therapy"),
                       ("side-effects.html", "Managing Cancer-related Side Effects")):
    address = "http://www.cancer.org/cancer/managing-cancer/" + address
    if (address, shown) not in page.links:
        faults.append(f"“{shown}” does not lead to {address}")
    if (address, address.replace("http://", "")) not in page.links:
        faults.append(f"{address} is not listed under Hyperlinks")
if text.count("Last Revised: April 6, 2018") < 1:
    faults.append("the date is lost")
if "Nessler JP, Salleron J, Rios M" not in text:
    faults.append("a reference is lost")
if any(address in ("", "#") for address, _ in page.links):
    faults.append("a link leads nowhere")

print("\n".join(faults) or f"{len(have)} words, {len(page.links)} links")
sys.exit(1 if faults else 0)
