#!/usr/bin/env python3
"""--new-section: a file to write in, of which --check tells all that is not written yet, and a line more in library.yaml, which keeps its form."""
import os
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, os.path.dirname(__file__))
from program import finish, flunk, run, same, wants  # noqa: E402

HEAD = "# kept\ntitle: A Guide\nlanguage: en\nidentifier: urn:uuid:5b0f9a54-7a0e-4d7e-9c0b-6a1d5a6c1f01\nstatus: draft\ndisclaimer: |\n  Ask your doctor.\n"
TEXT = "---\ntitle: About {0}\nlast-revised: 2018-04-06\n---\n\nSome people have *{0}*.\n\n## References\n\nDoe J. A study. 2017.\n"
# What stands before and after the place where the list goes on, and what is put there. A list of one item, alpha, unless it says otherwise.
FORMS = {
    "a line each": ("sections:\n  - alpha", "\n  - new", "\n"),
    "at the margin": ("sections:\n- alpha", "\n- new", "\nrules: {link-vague: off}\n"),
    "wide": ("sections:\n    -   alpha", "\n    -   new", "\n"),
    "with a comment beside it": ("sections: # in order\n  - alpha # the first", "\n  - new", "\n  # the last\n# the end\n"),
    "in quotation marks": ("sections:\n  - 'alpha'", "\n  - new", "\n"),
    "no newline at the end": ("sections:\n  - alpha", "\n  - new", ""),
    "in brackets": ("sections: [alpha", ", new", "] # in order\n"),
    "in brackets and quotation marks": ('sections: [ "alpha"', ", new", " ]\n"),
    "in brackets, over lines": ("sections: [\n  alpha", ", new", " # the first\n  ]\n"),
    "with a comma at its end": ("sections: [alpha", ", new", ",]\n"),
    "with .md": ("sections:\n  - alpha.md", "\n  - new", "\n"),
    "in the middle": ("sections:\n  - alpha", "\n  - new", "\n\npublisher: >\n  sections: [beta]\n"),
    "empty brackets": ("sections: [", "new", "]\n"),
    "nothing": ("sections: # none yet", "\n  - new", "\nrules: {link-vague: off}\n"),
    "no list": ("", "sections:\n  - new\n", ""),
}
REFUSED = {
    "one word": "sections: alpha\n",
    "a map": "sections: {alpha: 1}\n",
    "a list in the list": "sections:\n  - - alpha\n",
    "an anchor": "sections:\n  - &a alpha\n",
    "twice": "sections: [alpha]\nsections: [alpha]\n",
    "no YAML": "sections: [alpha\n",
    "an end of the document": "...\n",
}


def library(folder, yaml):
    folder.mkdir()
    (folder / "alpha.md").write_text(TEXT.format("alpha"))
    (folder / "library.yaml").write_bytes(yaml.encode())
    return folder


def keeps_the_form(scratch):
    number = 0
    for name, (before, added, after) in FORMS.items():
        for line_end, mark in (("\n", ""), ("\r\n", "\ufeff")):
            number += 1
            place = library(scratch / f"form{number}", (mark + HEAD + before + after).replace("\n", line_end))
            run("--new-section", "new", "-C", place)
            same(f"library.yaml with sections in the form “{name}”", (place / "library.yaml").read_bytes().decode(),
                 (mark + HEAD + before + added + after).replace("\n", line_end))
            same(f"files, {name}", sorted(os.listdir(place)), ["alpha.md", "library.yaml", "new.md"])
            listed = re.findall(r"^(alpha|new)\b", run("--list", "-C", place, status=0).stdout, re.M)
            same(f"--list, {name}", listed, ["alpha", "new"] if "alpha" in before else ["new"])


def refuses_what_it_does_not_know(scratch):
    for number, (name, text) in enumerate(REFUSED.items()):
        place = library(scratch / f"refused{number}", HEAD + text)
        done = run("--new-section", "new", "-C", place, status=1)
        wants(done, r"“new” cannot be added to the list “sections” in .*/library.yaml, as that is written; add it by hand")
        same(f"library.yaml, {name}", (place / "library.yaml").read_text(), HEAD + text)
        same(f"files, {name}", sorted(os.listdir(place)), ["alpha.md", "library.yaml"])


def tells_what_is_not_written(place):
    done = run("--new-section", "burn-care", "-C", place)
    same("what it says", done.stdout, f"wrote {place}/burn-care.md\nadded “burn-care” to {place}/library.yaml\n"
                                      f"what it lacks says: sts-export --check {place}/burn-care.md\n")
    text = (place / "burn-care.md").read_text()
    wants(run("--list", "-C", place), r"(?m)^burn-care +Burn care", "stdout")
    done = run("--check", place / "burn-care.md", status=1)
    for rule in ("section-empty", "date-invalid"):
        wants(done, rf"burn-care.md:\d+:\d+: error: .*\[{rule}\]", "stdout")
    wants(done, r"burn-care.md:10:1: error: “references” must be a list", "stdout")
    run("--pdf", "burn-care", "-C", place, status=1)
    if re.search(r"\d{4}-\d\d-\d\d", text):
        flunk("a date is made up")
    # Once it is written, nothing is left to tell.
    (place / "burn-care.md").write_text(text.replace("YYYY-MM-DD", "2024-05-02").replace("references: []", 'references: ["Doe J. A study. 2017."]') + "\nCool the burn.\n")
    done = run("--check", place / "burn-care.md")
    wants(done, "no errors, no warnings", "stdout")


def refuses_bad_names(place):
    before = {path.name: path.read_bytes() for path in place.iterdir()}
    for name, says in {
        "Burn Care": "use letters in lower case, digits and single hyphens, as in “burn-care”$",
        "burn_care": "as in “burn-care”$",
        "../burn": "cannot be the id of a section",
        "care/burn": "cannot be the id of a section",
        "-burn": "cannot be the id of a section",
        ".burn": "cannot be the id of a section",
        "burn\n": "cannot be the id of a section",
        "alpha.es": "^sts-export: “alpha.es” names a translation, which stands beside its original",
        "alpha.zh-Hans.md": "names a translation",
        "burn.md": "as in “burn”$",
        b"\xff": "is not valid UTF-8",
        "b" * 101: "at most 100 bytes",
        "alpha": "^sts-export: there is a section “alpha” already, in .*/alpha.md$",
        "burn-care": "there is a section “burn-care” already",
        "other": "^sts-export: there is a file “.*/other.md” already; add it to “sections” in .*/library.yaml, or choose another id$",
        "named": "^sts-export: there is a section “named” already, in .*/other-name.md$",
        "null": "cannot be added to the list",
        "": "needs an id",
    }.items():
        name = os.fsdecode(name)
        status = 1 if name == "null" else 2
        wants(run(f"--new-section={name}", "-C", place, status=status), f"(?m){says}")
    same("files after names that are refused", {path.name: path.read_bytes() for path in place.iterdir()}, before)
    wants(run("--new-section", "x", "y", "-C", place, status=2), "takes one id; leave out “y”")
    wants(run("--new-section", "x", "-C", place / "alpha.md", status=2), "is a document, which has no list of sections")
    wants(run("--new-section", "x", "-C", place / "nowhere", status=2), "there is no library at")
    wants(run("--new-section", "x", "-C", place, "--pdf", status=2), "when it is written")
    wants(run("--new-section", "x", "-C", place, "-o", "y", status=2), "leave out --output")
    same("files after calls that are refused", {path.name: path.read_bytes() for path in place.iterdir()}, before)


def takes_what_is_listed_already(scratch):
    """Whoever has written the name first gets the file."""
    yaml = HEAD + "sections: [alpha, later.md]\n"
    place = library(scratch / "listed", yaml)
    os.chmod(place / "library.yaml", 0o640)
    done = run("--new-section", "later", "-C", place)
    same("what it says", "added" in done.stdout, False)
    same("library.yaml", (place / "library.yaml").read_text(), yaml)
    run("--quiet", "--new-section", "last", "-C", place)
    same("permissions", (place / "library.yaml").stat().st_mode & 0o777, 0o640)
    same("a quiet call", run("-q", "--new-section", "end", "-C", place).stdout, "")


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name).resolve()
    keeps_the_form(folder)
    refuses_what_it_does_not_know(folder)
    home = library(folder / "home", HEAD + "sections:\n  - alpha\n  - other-name\n")
    (home / "other.md").write_text("mine\n")
    (home / "other-name.md").write_text(TEXT.format("x").replace("---\ntitle", "---\nid: named\ntitle", 1))
    tells_what_is_not_written(home)
    refuses_bad_names(home)
    takes_what_is_listed_already(folder)
sys.exit(finish())
