"""Every example of docs/content-format.md is content that the program takes, and its words are in what it writes."""
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from html.parser import HTMLParser

source = os.environ["STS_SOURCE_DIR"]
program = os.environ["STS_BINARY"]

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="10" height="20"/><rect x="20" y="10" width="10" height="10"/></svg>\n'


class Text(HTMLParser):
    """The text and the addresses of an XHTML page."""

    def __init__(self):
        super().__init__()
        self.text, self.addresses = [], []

    def handle_starttag(self, tag, attributes):
        self.addresses += [value for key, value in attributes if key in ("href", "alt")]

    def handle_data(self, data):
        self.text.append(data)


def examples(page):
    """The fenced examples as (language, text), by the heading they stand under."""
    found, heading, fence = {}, "", None
    for line in page.split("\n"):
        if fence is None and re.match(r"#+ ", line):
            heading = line.lstrip("# ")
        elif fence is None and line.startswith("```"):
            fence = (line[3:], [])
        elif fence is not None and line == "```":
            found.setdefault(heading, []).append((fence[0], "\n".join(fence[1])))
            fence = None
        elif fence is not None:
            fence[1].append(line)
    return found


with open(os.path.join(source, "docs", "content-format.md"), encoding="utf-8") as file:
    found = examples(file.read())

library = found["A library"][0][1]
front_matter = found["Front matter"][0][1]
reference_list = found["Front matter"][1][1]
waivers = found["Front matter"][2][1]
lost = found["Front matter"][3][1]
made_from = found["What the text was made from"][0][1]
gaps, gap_place = (text for _, text in found["What the source lost"])
choices = found["Words to use and to avoid"][0][1] + "\n" + found["How hard a section may be to read"][0][1]
references = found["References"][0][1]
source_form = found["The form of the source document"][0][1]
passage = found["Shared passages"][1][1]
marked = found["Importing a long document"][0][1]
closing = {"A library", "Front matter", "What the text was made from", "What the source lost", "References", "The form of the source document", "Importing a long document"}
body = [text for heading, blocks in found.items() if heading not in closing for language, text in blocks if language == "markdown"]
if len(body) < 12:
    sys.exit("the examples were not found")

with tempfile.TemporaryDirectory() as folder:
    def write(name, text):
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)

    def run(*arguments):
        result = subprocess.run([program, *arguments], cwd=folder, capture_output=True, text=True, check=False)
        if result.returncode or "error:" in result.stderr + result.stdout or "warning:" in result.stderr + result.stdout:
            sys.exit(f"{arguments}: exit status {result.returncode}\n{result.stdout}{result.stderr}")

    write("library.yaml", library.replace("  - radiation", "  - radiation\n  - waived\n  - listed\n  - lost") + "\n" + choices + "\n")
    write("listed.md", f"---\ntitle: Listed\nlast-revised: 2018-04-06\n{reference_list}\n{gaps}\n---\n\nText.\n\n{gap_place}\n")
    write("surgery.md", "\n\n".join([front_matter] + body + ["## Margins\n\nThe edges."] + [references]) + "\n")
    write("radiation.md", source_form + "\n")
    write("waived.md", f"---\ntitle: Waived\n{waivers}\n---\n\nText.\n")
    write("lost.md", f"---\ntitle: Lost\nlast-revised: 2018-04-06\n{lost}\n{made_from}\n---\n\nText.\n")
    write("shared/when-to-call.md", f"{passage}\n\nCall if you have a fever.\n")
    write("figures/size.svg", SVG)
    run("--check")
    write("marked.md", f"---\ntitle: Marked\n{waivers}\n---\n\n{marked}\n")
    refused = subprocess.run([program, "--check", "-C", "marked.md"], cwd=folder, capture_output=True, text=True, check=False)
    if refused.returncode != 1 or refused.stdout.count("[import-unresolved]") != 1:
        sys.exit(f"the marker of an import: exit status {refused.returncode}\n{refused.stdout}")
    run("--pdf", "--epub", "--book", "-o", folder)
    run("--epub", "surgery", "radiation", "waived", "listed", "lost", "-o", folder)

    # What stands beside the text: who reviewed it, the clinic, and what a library of its own look says.
    write("reviewed/text.md", f"---\ntitle: Reviewed\nlast-revised: 2018-04-06\n{lost}\n{found['Who reviewed a text'][0][1]}\nlanguage: en\nstatus: approved\ndisclaimer: Ask.\n---\n\nText.\n")
    run("--check", "-C", "reviewed/text.md", "--as-of", "2024-01-01")
    write("own/library.yaml", library + "\n" + found["What a call need not say"][0][1] + "\n")
    write("own/library.es.yaml", found["Languages"][0][1] + "\n")
    write("own/clinic.yaml", found["The clinic's part"][0][1] + "\n")
    write("own/styles/clinic.yaml", found["Styles and words of your own"][0][1] + "\n")
    write("own/logo.svg", SVG)
    os.mkdir(os.path.join(folder, "own/fonts"))
    for name in ("surgery", "radiation", "surgery.es", "radiation.es"):
        write(f"own/{name}.md", f"---\ntitle: T\nlast-revised: 2018-04-06\n{lost}\n---\n\n{found['Slots'][0][1] if name == 'surgery' else 'Texto.'}\n")
    run("--check", "-C", "own")
    run("surgery", "-C", "own", "-o", "own/")
    run("surgery", "-C", "own", "--language", "en", "--style", "handout", "--paper", "letter", "--no-duplex", "--epub", "-o", folder + "/slot.epub")

    def page_of(name):
        parser = Text()
        with zipfile.ZipFile(os.path.join(folder, name + ".epub")) as archive:
            for member in archive.namelist():
                if member.endswith(".xhtml") and "nav" not in member:
                    parser.feed(archive.read(member).decode())
        return re.sub(r"\s+", " ", "".join(parser.text)), parser.addresses

    faults = []
    surgery, addresses = page_of("surgery")
    for words in ("A point within it", "Bring a list of my medicines", "Cancer is not growing into the edges.", "As pills | in tablets", "Warning", "Drugs that are taken by mouth",
                  "This depends on your hospital.", "The tumor before and after treatment", "radioterapia", "Ifex®", "H₂O", "2018;44(1):170-177.",
                  "Last Revised: April 6, 2018", "Call if you have a fever.", "When to call Smith A. Fever after surgery.", "When to call: Last Revised: March 1, 2024", "This text does not take the place of your doctor's advice.", "Draft: this section has not been approved."):
        if words not in surgery:
            faults.append(f"surgery.epub lacks “{words}”")
    for address in ("http://www.cancer.org/cancer/managing-cancer/treatment-types/radiation.html", "https://www.cancer.org"):
        if address not in addresses:
            faults.append(f"surgery.epub has no link to {address}")
    if not any(address.startswith("Two bars.") for address in addresses):
        faults.append("surgery.epub lacks the text alternative")
    radiation, addresses = page_of("radiation")
    if "http://www.cancer.org/cancer/managing-cancer/palliative-care.html" not in addresses or "Helman LJ" not in radiation or "April 6, 2018" not in radiation:
        faults.append("radiation.epub lacks its hyperlink, its reference or its date")
    listed, _ = page_of("listed")
    if "Cancer Medicine. 2011;8:1533-1577." not in listed or "Eur J Surg Oncol" not in listed:
        faults.append("listed.epub lacks a reference")
    if "see neuropathy. Editor's note The source of this text lost its list" not in listed or "stood there twice" in listed:
        faults.append("listed.epub lacks what it says of a gap, or says too much")
    lost, addresses = page_of("lost")
    if "Lost in the source (it breaks off before the list)." not in lost or "Adapted from: Treating Soft Tissue Sarcomas. American Cancer Society, 2018. www" not in lost:
        faults.append("lost.epub does not say what was lost, or what it was made from")
    slot, _ = page_of("slot")
    for words in ("Call 555-010-0100 if the alarm sounds.", "North Valley Cancer Clinic"):
        if words not in slot:
            faults.append(f"slot.epub lacks “{words}”")
    if sorted(name for name in os.listdir(os.path.join(folder, "own")) if "surgery.es." in name) != ["surgery.es.epub", "surgery.es.md", "surgery.es.pdf"]:
        faults.append(f"the defaults do not make both formats in Spanish: {os.listdir(os.path.join(folder, 'own'))}")
    waived, _ = page_of("waived")
    for words in ("Last Revised: not given in the source", "the source gives no date for this section", "Not given in the source (the source lists none for this section).", "the text is a list of telephone numbers"):
        if words not in waived:
            faults.append(f"waived.epub lacks “{words}”")

print("\n".join(faults) or f"{len(body)} examples")
sys.exit(1 if faults else 0)
