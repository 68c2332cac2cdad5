#!/usr/bin/env python3
"""The answers of a pack for record systems: feeds as RFC 4287 wants them, in JSON the same, and a real nginx that finds them.

nginx reads the very file that docs/record-systems.md shows, examples/nginx/record-systems.conf, with another folder and port.
"""
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import xml.etree.ElementTree as ElementTree

ROOT = pathlib.Path(os.environ["STS_SOURCE_DIR"])
EXAMPLE = ROOT / "examples/nginx/record-systems.conf"
ATOM, XML = "{http://www.w3.org/2005/Atom}", "{http://www.w3.org/XML/1998/namespace}"
BASE = "https://sheets.example.org/rack/"
ICD, SNOMED, LOINC, RXNORM = (f"2.16.840.1.113883.6.{last}" for last in (90, 96, 1, 88))
CODES = {
    "surgery": "{icd-10-cm: [C49.9, C50], snomed-ct: ['424952003']}",
    "radiation": "{icd-10-cm: [C49.9], loinc: [718-7], rxnorm: ['1791588']}",
    "stage-iv": "{rxnorm: ['1791588']}",
}
KNOWN = {f"{ICD}/C49.9": ["surgery", "radiation"], f"{ICD}/C50": ["surgery"], f"{SNOMED}/424952003": ["surgery"], f"{LOINC}/718-7": ["radiation"],
         f"{RXNORM}/1791588": ["radiation", "stage-iv"], "none": []}
LANGUAGES = ("en", "es")
faults = []


def need(condition, text):
    if not condition:
        print(f"FAILED: {text}")
        faults.append(text)


def make_library(folder):
    """The sample library, with codes."""
    shutil.copytree(ROOT / "content", folder)
    for section, codes in CODES.items():
        path = folder / f"{section}.md"
        text = path.read_text()
        assert text.startswith("---\n") and "\ncodes:" not in text
        path.write_text(f"---\ncodes: {codes}\n{text[4:]}")


def make_pack(library, pack, *arguments):
    subprocess.run([os.environ["STS_BINARY"], "--pack", pack, "-C", library, "--quiet", *arguments], check=True)


# ---- feeds ----


def check_feed(name, feed):
    """RFC 4287, 4.1: what a feed and an entry must have, and must not."""
    def texts(element, tag):
        return [child.text or "" for child in element.findall(ATOM + tag)]

    need(feed.tag == ATOM + "feed", f"{name}: no feed")
    for element in (feed, *feed.findall(ATOM + "entry")):
        for tag in ("id", "title", "updated"):
            need(len(texts(element, tag)) == 1 and texts(element, tag)[0], f"{name}: {element.tag} has not one {tag}")
        for stamp in texts(element, "updated"):
            need(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp), f"{name}: {stamp} is no time of RFC 3339")
        for identifier in texts(element, "id"):
            need(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", identifier), f"{name}: {identifier} is no URN")
        for category in element.findall(ATOM + "category"):
            need("term" in category.attrib, f"{name}: a category without term")
        for text in (*element.findall(ATOM + "title"), *element.findall(ATOM + "summary"), *element.findall(ATOM + "subtitle")):
            need(text.get("type") == "text" and len(text) == 0 and text.text, f"{name}: {text.tag} is no plain text")
        kinds = [(link.get("rel"), link.get("type"), link.get("hreflang")) for link in element.findall(ATOM + "link")]
        alternates = [kind for kind in kinds if kind[0] == "alternate"]
        need(len(alternates) == len(set(alternates)), f"{name}: two alternates of a kind: {kinds}")
        need(element is feed or alternates, f"{name}: an entry without content or alternate")
    authors = feed.findall(ATOM + "author")
    need(len(authors) == 1 and texts(authors[0], "name") != [""], f"{name}: no author")
    identifiers = [texts(entry, "id")[0] for entry in feed.findall(ATOM + "entry")]
    need(len(set(identifiers)) == len(identifiers), f"{name}: entries share an id")
    newest = max([texts(entry, "updated")[0] for entry in feed.findall(ATOM + "entry")], default=None)
    need(newest in (None, texts(feed, "updated")[0]), f"{name}: not of its newest entry")


def as_json(element):
    """An element in the form of MedlinePlus Connect's JSON."""
    made = {re.sub(r"^\{.*\}", "", name): value for name, value in element.attrib.items()}
    if len(element) == 0 and element.text:
        made["_value"] = element.text
    for child in element:
        name = child.tag.removeprefix(ATOM)
        if name in ("category", "link", "entry"):
            made.setdefault(name, []).append(as_json(child))
        else:
            made[name] = as_json(child)
    return made


def check_answer(pack, about, language, base):
    name = f"{about}/{language}"
    path = pack / "answers" / about / f"{language}.atom"
    feed = ElementTree.fromstring(path.read_bytes())
    check_feed(name, feed)
    wanted = as_json(feed)
    wanted.setdefault("entry", [])
    need(json.loads(path.with_suffix(".json").read_text()) == {"feed": wanted}, f"{name}: JSON says something else")

    need(feed.get(XML + "base") == base and feed.get(XML + "lang") == language, f"{name}: {feed.attrib}")
    categories = {category.get("scheme"): category.get("term") for category in feed.findall(ATOM + "category")}
    asked = {f"mainSearchCriteria.v.{key}": value for key, value in zip(("cs", "c"), about.split("/"), strict=False)} if "/" in about else {}
    need(asked.items() <= categories.items(), f"{name}: {categories}")
    need(categories["informationRecipient.languageCode.c"] == language, f"{name}: {categories}")

    sheets = []
    for entry in feed.findall(ATOM + "entry"):
        for link in entry.findall(ATOM + "link"):
            address = urllib.parse.urljoin(base or path.as_uri(), link.get("href"))
            file = pack / urllib.parse.unquote(address.removeprefix(BASE)) if base else pathlib.Path(urllib.parse.unquote(urllib.parse.urlsplit(address).path))
            need(file.is_file() and file.resolve().is_relative_to(pack.resolve()), f"{name}: nothing at {address}")
        need(entry.find(ATOM + "link").get("type") == "text/html", f"{name}: the first link is no page")
        sheets.append((file.name.split(".")[0], entry.get(XML + "lang")))
    translated = {section for section in CODES if (ROOT / f"content/{section}.es.md").exists()}
    wanted = [(section, "es" if language == "es" and section in translated else "en") for section in KNOWN[about]]
    need(sheets == wanted, f"{name}: sheets {sheets}, not {wanted}")
    for entry in feed.findall(ATOM + "entry"):
        summary = entry.find(ATOM + "summary")
        source = " ".join("".join(path.read_text() for path in (ROOT / "content").glob("*.md")).split())
        need(summary is None or " ".join(re.sub(r"[*_]", "", summary.text).split()) in re.sub(r"[*_]", "", source), f"{name}: no such words: {summary}")


def check_answers(pack, base):
    found = {str(path.parent.relative_to(pack / "answers")) for path in (pack / "answers").rglob("*.atom")}
    need(found == set(KNOWN), f"answers about {sorted(found)}")
    for about in KNOWN:
        for language in LANGUAGES:
            check_answer(pack, about, language, base)


# ---- nginx ----


class Server:
    """nginx on loopback, with the example's configuration."""

    def __init__(self, folder, pack):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        site = EXAMPLE.read_text()
        assert "/srv/handouts" in site and "listen 8080;" in site
        (folder / "site.conf").write_text(site.replace("/srv/handouts", str(pack)).replace("listen 8080;", f"listen 127.0.0.1:{self.port};"))
        (folder / "nginx.conf").write_text(
            "daemon off; master_process off; pid nginx.pid; error_log stderr warn; events { }\n"
            "http { access_log off; log_not_found off; client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;\n"
            "include site.conf; }\n")
        call = [NGINX, "-p", f"{folder}/", "-c", "nginx.conf"]
        judged = subprocess.run([*call, "-t", "-q"], capture_output=True, text=True, check=False)
        need(judged.returncode == 0 and not judged.stderr, f"nginx says: {judged.stderr}")
        self.said = folder / "said"
        with self.said.open("w") as said:
            self.process = subprocess.Popen(call, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except ConnectionRefusedError:
                time.sleep(0.05)
        self.process.kill()
        raise SystemExit(f"nginx does not start: {self.said.read_text()}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            need(False, "nginx does not end")
        need(not self.said.read_text(), f"nginx says: {self.said.read_text()}")

    def ask(self, target, method=b"GET"):
        """(status, media type, body) of the answer to a request that is sent as it is; the status is 9 where HTTP 0.9 is spoken."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
            connection.sendall(method + b" " + target + b" HTTP/1.0\r\nHost: localhost\r\n\r\n")
            answer = b""
            while part := connection.recv(65536):
                answer += part
        if not answer.startswith(b"HTTP/"):
            return 9, "", answer
        head, _, body = answer.partition(b"\r\n\r\n")
        kind = re.search(rb"^content-type: (.*?)\r?$", head, re.I | re.M)
        return int(head.split()[1]), kind[1].decode() if kind else "", body


C, CS, LANGUAGE, FORM = ("mainSearchCriteria.v.c", "mainSearchCriteria.v.cs", "informationRecipient.languageCode.c", "knowledgeResponseType")
ASKED = f"{C}=C49.9&{CS}={ICD}"
# Query -> the file that answers it.
QUERIES = {
    f"{C}=C49.9&{CS}={ICD}&{LANGUAGE}=es": f"{ICD}/C49.9/es.atom",
    # Any order, and parameters that nobody here needs.
    f"{LANGUAGE}=es&{CS}={ICD}&{C}=C49.9": f"{ICD}/C49.9/es.atom",
    f"taskContext.c.c=PROBLISTREV&{CS}={ICD}&patientPerson.administrativeGenderCode.c=F&{C}=C49.9&{FORM}=text/xml": f"{ICD}/C49.9/en.atom",
    f"&&{CS}={ICD}&&{C}=C49.9&": f"{ICD}/C49.9/en.atom",
    # Any case, of names and of values.
    f"{C.upper()}=C49.9&{CS.lower()}={ICD}&{LANGUAGE.upper()}=ES": f"{ICD}/C49.9/es.atom",
    f"{C}=c49.9&{CS}={ICD}&{FORM}=APPLICATION/JSON": f"{ICD}/C49.9/en.json",
    # Encoded as browsers and libraries do.
    f"{C}=C49%2E9&{CS}={ICD.replace('.', '%2e')}&{FORM}=application%2Fjson": f"{ICD}/C49.9/en.json",
    f"{C.replace('.', '%2E')}=C49.9&{CS.replace('.', '%2e')}={ICD}&{LANGUAGE.replace('.', '%2E')}=es": f"{ICD}/C49.9/es.atom",
    f"{C}=+C49.9%20&{CS}=%20{ICD}+&{LANGUAGE}=+es+&{FORM}=+application/json": f"{ICD}/C49.9/es.json",
    f"{C}=718%2D7&{CS}={LOINC}": f"{LOINC}/718-7/en.atom",
    f"{C}=718-7&{CS}=urn:oid:{LOINC}": f"{LOINC}/718-7/en.atom",
    f"{C}=1791588&{CS}=urn%3Aoid%3A{RXNORM}&mainSearchCriteria.v.dn=sunitinib+12.5%20mg": f"{RXNORM}/1791588/en.atom",
    f"{C}=424952003&{CS}={SNOMED}&{FORM}=application/json;charset=utf-8": f"{SNOMED}/424952003/en.json",
    f"{C}=C50&{CS}={ICD}": f"{ICD}/C50/en.atom",
    # Languages: of a country, unknown, empty, missing.
    f"{ASKED}&{LANGUAGE}=es-MX": f"{ICD}/C49.9/es.atom",
    f"{ASKED}&{LANGUAGE}=es_419": f"{ICD}/C49.9/es.atom",
    f"{ASKED}&{LANGUAGE}=es%2DMX": f"{ICD}/C49.9/es.atom",
    f"{ASKED}&{LANGUAGE}=est": f"{ICD}/C49.9/en.atom",
    f"{ASKED}&{LANGUAGE}=fr": f"{ICD}/C49.9/en.atom",
    f"{ASKED}&{LANGUAGE}=": f"{ICD}/C49.9/en.atom",
    ASKED: f"{ICD}/C49.9/en.atom",
    # What is asked first counts.
    f"{ASKED}&{C}=C50&{LANGUAGE}=es&{LANGUAGE}=en": f"{ICD}/C49.9/es.atom",
    # Forms that are not had are answered as if none had been asked for.
    f"{ASKED}&{FORM}=application/javascript": f"{ICD}/C49.9/en.atom",
    # Codes that no sheet has, or of another system, or of none.
    f"{C}=C49.8&{CS}={ICD}": "none/en.atom",
    f"{C}=C49.9&{CS}={SNOMED}&{LANGUAGE}=es": "none/es.atom",
    f"{C}=C49.9&{CS}=2.16.840.1.113883.6.103": "none/en.atom",
    f"{C}=C49.9&{CS}={ICD}0": "none/en.atom",
    f"{C}=C49.9&{CS}={ICD.replace('.', 'x')}": "none/en.atom",
    f"{C}=C49x9&{CS}={ICD}": "none/en.atom",
    f"{C}=C499&{CS}={ICD}": "none/en.atom",
    f"{CS}={ICD}": "none/en.atom",
    f"{C}=C49.9": "none/en.atom",
    f"{C}=&{CS}=": "none/en.atom",
    f"x{C}=C49.9&{CS}={ICD}": "none/en.atom",
    f"{C.replace('.', 'x')}=C49.9&{CS}={ICD}": "none/en.atom",
    "": "none/en.atom",
    # Hostile: nothing of a request becomes part of a path.
    f"{C}=../../index&{CS}={ICD}": "none/en.atom",
    f"{C}=..%2f..%2findex&{CS}={ICD}": "none/en.atom",
    f"{C}=%2e%2e&{CS}={ICD}": "none/en.atom",
    f"{C}=..&{CS}=..": "none/en.atom",
    f"{C}=C49.9%00&{CS}={ICD}": "none/en.atom",
    f"{C}=C49.9%0a&{CS}={ICD}": "none/en.atom",
    f"{C}=C49.9%0d%0aX-Injected:%201&{CS}={ICD}": "none/en.atom",
    f"{ASKED}&{LANGUAGE}=../../../index.html%00": f"{ICD}/C49.9/en.atom",
    f"{ASKED}&{LANGUAGE}=es/../../../../index": f"{ICD}/C49.9/en.atom",
    f"{ASKED}&{LANGUAGE}=es-../../../../index": f"{ICD}/C49.9/es.atom",
    f"{ASKED}&{FORM}=../../index.html": f"{ICD}/C49.9/en.atom",
    f"{C}=$sts_about&{CS}=${{document_root}}": "none/en.atom",
    f"{C}={'C' * 4000}&{CS}={ICD}": "none/en.atom",
    f"{'+' * 4000}{C}=C49.9&{CS}={ICD}": "none/en.atom",
    "&" * 4000: "none/en.atom",
}
# Requests that are none -> the statuses that may answer.
BROKEN = {
    # A line that ends there is a request of HTTP 0.9, for a code without a system.
    b"/infobutton?" + C.encode() + b"=C49.9\n&x=1": (9,),
    b"/infobutton?" + C.encode() + b"=C49.9\x00": (400,),
    b"/infobutton?" + b"C" * 100000: (414, 400),
    b"/infobutton/../../etc/passwd": (400,),
    b"/infobutton/%2e%2e/%2e%2e/%2e%2e/etc/passwd": (400,),
    b"/infobutton/x": (404,),
}


def check_requests(folder, pack):
    kinds = {".atom": "text/xml; charset=utf-8", ".json": "application/json; charset=utf-8"}
    with Server(folder, pack) as server:
        for query, file in QUERIES.items():
            wanted = (200, kinds[pathlib.Path(file).suffix], (pack / "answers" / file).read_bytes())
            status, kind, body = server.ask(f"/infobutton?{query}".encode())
            need((status, kind, body) == wanted, f"{query[:200]}: {status}, {kind}, {body[:300]}; not {file}")
        for target, statuses in BROKEN.items():
            status = server.ask(target)[0]
            need(status in statuses, f"{target[:100]}: {status}")
        need(server.ask(b"/infobutton?" + ASKED.encode(), b"HEAD")[::2] == (200, b""), "HEAD is not answered")
        need(server.ask(b"/infobutton?" + ASKED.encode(), b"POST")[0] == 405, "POST is answered")
        need(server.ask(b"/index.html")[0] == 200, "the pack itself is not served")


def check_country(folder):
    """Who asks for Spanish gets that of Mexico where there is no other; languages have the case of their files."""
    library, pack = folder / "country", folder / "country-pack"
    library.mkdir()
    (library / "library.yaml").write_text("title: T\nlanguage: en\nidentifier: urn:uuid:2a0f2c6f-9f6e-4b9f-8f53-3f0a2f7a5d12\ndisclaimer: Ask.\nsections: [one]\n")
    front = "---\ntitle: One\nlast-revised: 2024-01-02\nreferences: ['Smith A. A work. 2020.']\n{}---\n\nText.\n"
    (library / "one.md").write_text(front.format("codes: {rxnorm: ['1791588']}\n"))
    (library / "one.es-MX.md").write_text(front.format(""))
    (library / "library.es-MX.yaml").write_text("title: T\ndisclaimer: Pregunte.\n")
    make_pack(library, pack, "--allow-unreviewed-words")
    with Server(folder, pack) as server:
        for asked, language in {"es": "es-MX", "es-mx": "es-MX", "ES_MX": "es-MX", "es-MX-x-y": "es-MX", "es-ES": "en", "en-GB": "en"}.items():
            body = server.ask(f"/infobutton?{C}=1791588&{CS}={RXNORM}&{LANGUAGE}={asked}".encode())[2]
            need(f'xml:lang="{language}"'.encode() in body.split(b">")[1], f"{asked} is answered in {body[:200]}")


NGINX = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin:/usr/local/sbin")


def main():
    for tool, package in ((NGINX, "nginx"), (shutil.which("pdftoppm"), "poppler-utils")):
        if not tool:
            print(f"skipped: needs the package {package}")
            return 77
    need(f"```nginx\n{EXAMPLE.read_text()}```" in (ROOT / "docs/record-systems.md").read_text(), "docs/record-systems.md shows another configuration")
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch).resolve()
        make_library(folder / "library")
        make_pack(folder / "library", folder / "rack", "--address", BASE)
        check_answers(folder / "rack", BASE)
        check_requests(folder, folder / "rack")
        first = {path: path.read_bytes() for path in (folder / "rack/answers").rglob("*.*") if path.is_file()}
        make_pack(folder / "library", folder / "rack")
        check_answers(folder / "rack", None)
        make_pack(folder / "library", folder / "rack", "--address", BASE.rstrip("/"))
        need(first == {path: path.read_bytes() for path in first}, "the same call writes other bytes")
        check_country(folder)
    return 1 if faults else 0


sys.exit(main())
