#!/usr/bin/env python3
"""Who reviewed a text, and until when: what is printed of it, what it does to verdicts, and what --list --due tells."""
import hashlib
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile

sys.path.insert(0, os.path.dirname(__file__))
from exported import Epub, page_text  # noqa: E402
from program import finish, flunk, run, same  # noqa: E402

LIBRARY = """title: A guide
language: en
identifier: urn:uuid:0e0e5d0c-6d0f-4a57-8d4c-4b4f4e6d2a12
status: approved
disclaimer: Ask your team.
{more}sections: [heat, cold, calor]
"""
SECTION = "---\ntitle: {title}\nlast-revised: 2024-04-06\n{more}references: [\"Roe R. {title}. 2018.\"]\n---\n\n{text}\n"
WHOSE = "approved-by: Committee\nfeedback: https://clinic.example/say?a=1\nowner: Oncology\n"
HEAT = "reviewed-by: Ann Lee, MD, and Bo *Chu* <RN>\nedition: 3\nnext-review: 2027-01-10\nfeedback: desk@clinic.example\n"


def make(folder, library=WHOSE, heat=HEAT, cold="", calor=""):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "library.yaml").write_text(LIBRARY.format(more=library))
    for name, more, text in (("heat", heat, "Take 2 pills."), ("cold", cold, "Take 3 pills."), ("calor", "language: es\n" + calor, "Tome 2 pastillas.")):
        (folder / f"{name}.md").write_text(SECTION.format(title=name.capitalize(), more=more, text=text))
    return folder


def export(library, folder, *more, status=0):
    folder.mkdir(exist_ok=True)
    return run("--quiet", "--pdf", "--epub", "--all", "-C", library, "-o", folder, "--as-of", "2026-11-29", *more, status=status)


def paper(path):
    return [" ".join(line.split()) for line in page_text(path, "-layout").splitlines() if line.strip()]


def part(path, name, kind):
    """The lines of a part in an EPUB, with their markup."""
    text = Epub(path).entries[f"EPUB/text/{name}.xhtml"].decode()
    found = re.search(rf'<div id="{name}.{kind}"[^>]*>\n(.*?)</div>', text, re.S)
    return re.findall(r"<p[^>]*>(.*?)</p>", found.group(1)) if found else []


def printed(library, out):
    """A section's own words go before the library's; they are plain text; an address is a link without a number; the owner is not printed."""
    export(library, out)
    bare = [re.sub(r"<[^>]*>", "", line) for line in part(out / "heat.epub", "heat", "review")]
    same("under the title", part(out / "heat.epub", "heat", "reviewers"), ["Reviewed by: Ann Lee, MD, and Bo *Chu* &lt;RN&gt;", "Approved by: Committee"])
    same("at the end", bare, ["Edition: 3", "Next review: January 10, 2027", "Tell us what you think of this text: desk@clinic.example"])
    lines = paper(out / "heat.pdf")
    same("the top on paper", lines[:4], ["Heat", "Reviewed by: Ann Lee, MD, and Bo *Chu* <RN>", "Approved by: Committee", "Last Revised: April 6, 2024"])
    same("the end on paper", lines[-5:-1], ["Edition: 3", "Next review: January 10, 2027", "Tell us what you think of this text: desk@clinic.example", "Last Revised: April 6, 2024"])
    same("the library's own", part(out / "cold.epub", "cold", "reviewers"), ["Approved by: Committee"])
    for name, address, shown in (("heat", "mailto:desk@clinic.example", "desk@clinic.example"), ("cold", "https://clinic.example/say?a=1", "clinic.example/say?a=1")):
        line = part(out / f"{name}.epub", name, "review")[-1]
        if f'<a href="{address}">' not in line or re.sub("<[^>]*>", "", line) != f"Tell us what you think of this text: {shown}":
            flunk(f"{name}: the link is {line}")
    spanish = part(out / "calor.epub", "calor", "reviewers")
    same("in Spanish", spanish, ['Aprobado por: <span lang="en" xml:lang="en">Committee</span>'])
    for file in out.iterdir():
        text = " ".join(paper(file)) if file.suffix == ".pdf" else " ".join(data.decode(errors="replace") for data in Epub(file).entries.values())
        if "Oncology" in text:
            flunk(f"{file} has the owner")


def translated(folder):
    """A library in another language says itself who reviewed and approved its texts; where it says nothing else, that of the original stands."""
    library, out = make(folder / "translated", library=WHOSE), folder / "translated-out"
    (library / "library.fr.yaml").write_text("title: Un guide\ndisclaimer: Demandez.\nreviewed-by: Anne\nfeedback: 555-010-0177\n")
    (library / "heat.fr.md").write_text(SECTION.format(title="Chaleur", more="", text="Prenez 2 comprimés."))
    out.mkdir()
    run("--quiet", "--epub", "heat", "--language", "fr", "--allow-unreviewed-words", "-C", library, "-o", out)
    lines = part(out / "heat.fr.epub", "heat", "reviewers")
    same("in French", [re.sub("\u00a0", " ", line) for line in lines], ["Relu par : Anne"])
    told = run("--check", "-C", library, "--as-of", "2026-11-29", "--allow-unreviewed-words").stdout
    if not re.search(r"heat\.fr\.md:1:1: warning: .*this translation.*library\.fr\.yaml.*\[approval-missing\]", told) or "heat.md:1:1" in told:
        flunk(f"who approved the translation is missing, and --check says {told}")
    (library / "library.es.yaml").write_text("title: Una guía\ndisclaimer: Pregunte.\n")
    run("--quiet", "--epub", "calor", "--language", "es", "--allow-unreviewed-words", "-C", library, "-o", out / "calor.epub")
    same("an original in that language", part(out / "calor.epub", "calor", "reviewers"), ['Aprobado por: <span lang="en" xml:lang="en">Committee</span>'])
    feedback = part(out / "heat.fr.epub", "heat", "review")[-1]
    if '<a href="tel:5550100177">' not in feedback or "lang=" in feedback or "Tell us" in feedback:
        flunk(f"in French, feedback is {feedback}")
    verdict(out / "heat.fr.epub", library, silent=True)


def feedback_links(folder):
    """What is an address, a mailbox or a telephone number, and what only looks like one."""
    links = {"555-010-0142": "tel:5550100142", '"+1 (555) 010-0142 ext. 5"': "tel:+15550100142;ext=5", "a.b+c@d-e.example": "mailto:a.b+c@d-e.example", "http://clinic.example": "http://clinic.example",
             "desk@clinic": None, "'@clinic.example'": None, "desk@clinic.example.": None, "write to desk@clinic.example": None, "Tell the nurse.": None, "Room 5": None, '"12"': None, "desk@@clinic.example": None}
    for feedback, address in links.items():
        library, out = make(folder / "links", heat=f"feedback: {feedback}\n"), folder / "links-out"
        export(library, out)
        line = part(out / "heat.epub", "heat", "review")[-1]
        found = re.findall('<a href="([^"]*)"', line)
        if found != ([address] if address else []):
            flunk(f"feedback “{feedback}” leads to {found}")
        if re.sub("<[^>]*>", "", line) != "Tell us what you think of this text: " + feedback.strip("\"'").removeprefix("http://"):
            flunk(f"feedback “{feedback}” is printed as {line}")


def verdict(path, library, *says, wanted="current", silent=False):
    done = run("--verify", path, "-C", library, "--as-of", "2026-11-29", status=0 if wanted == "current" else 1)
    if not done.stdout.startswith(f"{path}: {wanted}\n") or (silent and done.stdout.count("\n") != 1):
        flunk(f"{path}: {done.stdout}, not {wanted}")
    for phrase in says:
        if phrase not in done.stdout:
            flunk(f"{path}: “{phrase}” is not in {done.stdout}")


def forged(source, target, changes, seal_review=False):
    epub = Epub(source)
    for change in changes:
        epub.sub("text/heat.xhtml", *change)
    if seal_review:
        epub.write(target)
        lines = [re.sub("<[^>]*>", "", line) for kind in ("reviewers", "review") for line in part(target, "heat", kind)]
        text = "".join(line.replace("&lt;", "<").replace("&gt;", ">") + "\n" for line in lines)
        epub.sub("package.opf", r'("sts:reviewFingerprint">)[^<]*', r"\g<1>" + hashlib.sha256(text.encode()).hexdigest())
    epub.seal()
    epub.write(target)
    return target


def verdicts(folder):
    """Another reviewer makes nothing outdated; what stands on a sheet is guarded."""
    plain, out = make(folder / "plain", library="", heat=""), folder / "plain-out"
    export(plain, out)
    code = json.loads(run("--list", "--json", "-C", plain).stdout)[0]["short-code"]
    full, full_out = make(folder / "full"), folder / "full-out"
    export(full, full_out)
    same("the short code", json.loads(run("--list", "--json", "-C", full).stdout)[0]["short-code"], code)
    for name in ("heat.pdf", "heat.epub", "calor.epub"):
        verdict(full_out / name, full, silent=True)
        verdict(out / name, full, silent=True)
    for name in ("heat.pdf", "heat.epub"):
        verdict(full_out / name, plain, "it says “Reviewed by: Ann Lee, MD, and Bo *Chu* <RN>”, which the library does not say today", "“Edition: 3”")
    if "reviewFingerprint" in (out / "heat.epub").read_bytes().decode(errors="replace") or b"reviewFingerprint" in (out / "heat.pdf").read_bytes():
        flunk("a file without a review record has a fingerprint of one")
    attack = folder / "attack.epub"
    verdict(forged(full_out / "heat.epub", attack, [("Ann Lee", "Ann Lie")]), full, "what it says of its review was changed after the export", wanted="altered")
    verdict(forged(full_out / "heat.epub", attack, [("Edition: 3", "Take 3 pills")]), full, "what it says of its review was changed after the export", wanted="altered")
    verdict(forged(full_out / "heat.epub", attack, [("Edition: 3", "Take 3 pills")], True), full, "it says “Take 3 pills”, which the library does not say today")
    verdict(forged(full_out / "heat.epub", attack, [(r'<div id="heat.review".*?</div>\n', "")]), full, "missing: review", wanted="incomplete")
    verdict(forged(full_out / "heat.epub", attack, [('id="heat.review"', 'id="heat.other"')]), full, wanted="incomplete")
    verdict(forged(out / "heat.epub", attack, [('(<div id="heat.byline")', r'<div id="heat.reviewers" class="byline reviewers">\n<p>Ann</p>\n</div>\n\1')]), plain, "what it says of its review was changed", wanted="altered")
    done = run("--compare", out / "heat.epub", full_out / "heat.epub", status=1).stdout
    if "section “heat” (Heat): only what is said of its review has changed" not in done or "No printed copies need to be pulled" not in done or "+ [reviewers] Reviewed by: Ann" not in done:
        flunk(f"--compare says {done}")
    change = json.loads(run("--compare", "--json", out / "heat.epub", full_out / "heat.epub", status=1).stdout)["sections"][0]
    same("the change as JSON", (change["change"], change["pull"]), ("review", False))


def reviews(folder):
    """A next review that has passed refuses a section, as review-every does; the earlier of the two counts."""
    library, out = make(folder / "late", library=WHOSE + "review-every: 3 years\n", heat="next-review: 2026-11-28\n", cold="next-review: 2026-11-29\n"), folder / "late-out"
    done = export(library, out, status=1)
    if "heat.md:4:1: error: a review was due by 2026-11-28" not in done.stderr or "cold" in done.stderr:
        flunk(f"what is overdue by its next review: {done.stderr}")
    export(library, out, "--allow-expired")
    if not any("Review was due by November 28, 2026." in line for line in paper(out / "heat.pdf")) or any("Review was due" in line for line in paper(out / "cold.pdf")):
        flunk("the stamp of an overdue review")
    verdict(out / "heat.pdf", library, "its review was due by 2026-11-28 and is overdue", wanted="outdated")
    make(folder / "late", library=WHOSE + "review-every: 1 year\n", heat="next-review: 2026-11-30\n")
    if "due by 2025-04-06 (last date: 2024-04-06)" not in run("--check", "heat", "-C", library, "--as-of", "2026-11-29", status=1).stdout:
        flunk("review-every does not count where it comes first")
    make(folder / "late", library=WHOSE + "next-review: 2026-11-28\n", heat="next-review: 2027-11-30\n")
    told = run("--check", "-C", library, "--as-of", "2026-11-29", status=1).stdout
    if "heat.md:4:1: error" in told or "[review-expired] (2 times; next at" not in told:
        flunk(f"the library's next review: {told}")


def due(folder):
    """What falls due, overdue first, then by owner and day; as JSON, too."""
    library = make(folder / "due", library="approved-by: C\n", heat="owner: Beta\nnext-review: 2027-02-27\n", cold="owner: Alpha\nnext-review: 2027-01-01\n", calor="next-review: 2026-11-01\n")

    def listed(time, *more):
        return [section["id"] for section in json.loads(run("--list", "--json", "--due", time, "-C", library, "--as-of", "2026-11-29", *more).stdout)]

    for time, wanted in (("0d", ["calor"]), ("90d", ["calor", "cold", "heat"]), ("89d", ["calor", "cold"]), ("5 weeks", ["calor", "cold"]), ("1m", ["calor"]), ("1y", ["calor", "cold", "heat"])):
        same(f"due within {time}", listed(time), wanted)
    same("of those named", listed("1y", "heat"), ["heat"])
    table = [line.split() for line in run("--list", "--due", "90d", "-C", library, "--as-of", "2026-11-29").stdout.splitlines()]
    same("the table", [line[:2] for line in table], [["Owner", "Id"], ["(no", "owner)"], ["Alpha", "cold"], ["Beta", "heat"]])
    if "2026-11-01, overdue" not in " ".join(table[1]) or "overdue" in " ".join(table[2] + table[3]):
        flunk(f"what is overdue is not marked: {table}")
    quiet = run("--list", "--due", "0d", "heat", "-C", library, "--as-of", "2026-11-29").stdout
    same("nothing due", quiet, "nothing is due for review by 2026-11-29\n")
    none = make(folder / "none", library="approved-by: C\n", heat="")
    same("a library without reviews", run("--list", "--due", "90d", "-C", none, "--as-of", "2026-11-29").stdout, "nothing is due for review by 2027-02-27\n")
    for bad in ("soon", "90", "-1d", "101y", ""):
        if "--due needs a time such as 90d" not in run("--list", f"--due={bad}", "-C", library, status=2).stderr:
            flunk(f"--due={bad} is taken")
    run("--check", "--due", "90d", "-C", library, status=2)
    section = json.loads(run("--list", "--json", "heat", "-C", make(folder / "due")).stdout)[0]
    same("the record as JSON", {key: section[key] for key in ("reviewed-by", "approved-by", "owner", "feedback", "edition", "next-review", "review-due")},
         {"reviewed-by": "Ann Lee, MD, and Bo *Chu* <RN>", "approved-by": "Committee", "owner": "Oncology", "feedback": "desk@clinic.example", "edition": "3", "next-review": "2027-01-10", "review-due": "2027-01-10"})


def due_translations(folder):
    """A translation falls due by its own dates, with or without its original; a section in another language is listed once, and so is what was named."""
    library = make(folder / "due-es", library="approved-by: C\n", heat="owner: Beta\nnext-review: 2030-01-01\n", calor="next-review: 2026-11-02\n")
    (library / "library.es.yaml").write_text("title: Una guía\ndisclaimer: Pregunte.\n")
    (library / "heat.es.md").write_text(SECTION.format(title="Frío", more="owner: Gamma\nnext-review: 2026-11-01\n", text="Tome 2 pastillas."))
    (library / "cold.es.md").write_text(SECTION.format(title="Helado", more="", text="Tome 3 pastillas."))

    def listed(*more):
        return [(section["id"], section["language"], section["review-due"]) for section in json.loads(run("--list", "--json", "--due", "30d", "-C", library, "--as-of", "2026-11-29", *more).stdout)]

    heat, calor = ("heat", "es", "2026-11-01"), ("calor", "es", "2026-11-02")
    same("due in all languages", listed(), [heat, calor])
    same("due of one that was named", listed("heat"), [heat])
    same("due of another", listed("cold"), [])
    same("due in Spanish", listed("--language", "es"), [heat, calor])
    lines = run("--list", "--due", "30d", "-C", library, "--as-of", "2026-11-29").stdout.splitlines()
    same("the owners of what is due", [line.split("  ")[0] for line in lines], ["Owner", "Gamma", "(no owner)"])
    (library / "heat.es.md").write_text(SECTION.format(title="Frío", more="next-review: 2026-11-01\n", text="Tome 2 pastillas."))
    (library / "library.yaml").write_text((library / "library.yaml").read_text() + "owner: Alpha\n")
    owned = run("--list", "--due", "30d", "-C", library, "--as-of", "2026-11-29").stdout.splitlines()
    same("owners of originals", [line.split("  ")[0] for line in owned], ["Owner", "Alpha", "Beta"])
    same("the table of what is due", [re.split("  +", line)[1:] for line in lines],
         [["Id", "Title", "Last Revised", "References", "Review due", "Language", "Status"], ["heat", "Frío", "2024-04-06", "1", "2026-11-01, overdue", "es", "approved, refused: 1 error"],
          ["calor", "Calor", "2024-04-06", "1", "2026-11-02, overdue", "es", "approved, refused: 1 error"]])
    same("the whole list", [section["id"] for section in json.loads(run("--list", "--json", "-C", library).stdout)], ["heat", "cold", "calor"])


def approval(folder):
    library = make(folder / "approval", library="", heat=HEAT + "approved-by: C\n")
    told = run("--check", "-C", library, "--as-of", "2026-11-29").stdout
    if "approval-missing" not in told or "heat.md:1:1" in told:
        flunk(f"who approved is missing, and --check says {told}")
    (library / "library.yaml").write_text((library / "library.yaml").read_text().replace("approved", "draft"))
    if "approval-missing" in run("--check", "-C", library, "--as-of", "2026-11-29").stdout:
        flunk("a draft is told to have nobody who approved it")


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        printed(make(folder / "library"), folder / "out")
        translated(folder)
        feedback_links(folder)
        verdicts(folder)
        reviews(folder)
        due(folder)
        due_translations(folder)
        approval(folder)
    return finish()


sys.exit(main())
