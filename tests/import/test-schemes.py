#!/usr/bin/env python3
"""Addresses of a web page that no handout may hold, however they are written: an import leaves the link out, and says so, or
writes it as it is, and the check refuses it."""
import os
import pathlib
import subprocess
import sys
import tempfile

PROGRAM = os.environ["STS_BINARY"]
REFUSED = ["javascript:a(1)", "JaVaScRiPt:a(1)", " javascript:a(1)", "java&#10;script:a(1)", "java&#9;script:a(1)", "&#1;javascript:a(1)",
           "&#106;avascript&colon;a(1)", "javascript&#x3A;a(1)", "&#x200B;javascript:a(1)", "&#x202E;javascript:a(1)", "feed:javascript:a", "data:text/html,a",
           "DATA:a,b", "vbscript:a", "file:///etc/passwd", "blob:a", "ftp://a.example/b", "sms:5550100", "//example.org/a", "view-source:http://a.example/"]
SOUND = ["http://example.org/a", "HTTPS://example.org/", "mailto:a@b.example", "tel:5550100"]
faults = 0


def call(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, check=False)


def import_link(address):
    """What the import says, the text it wrote, and what the check finds wrong with the link."""
    pathlib.Path("page.html").write_text(f"<h1>T</h1><p>Text <a href=\"{address}\">words</a> more.</p>")
    subprocess.run(["rm", "-rf", "out"], check=True)
    said = call("--import", "page.html", "-o", "out").stdout
    text = pathlib.Path("out/t.md").read_text()
    found = [line for line in call("--check", "-C", "out").stdout.splitlines() if ": error: " in line and "[link-" in line]
    return said, text, found


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    for address in REFUSED + SOUND:
        said, text, found = import_link(address)
        told = "words" in text and (bool(found) if "](" in text else "leads to no page; its words stand" in said)
        if told if address in SOUND else not told:
            faults += 1
            print(f"FAILED: {address}: {text!r} {found} {said}")
print(f"{len(REFUSED) + len(SOUND)} addresses, {faults} faults")
sys.exit(1 if faults else 0)
