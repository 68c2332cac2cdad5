"""Every call of the system that a command makes fails in turn, or the process is killed in its place, or the disk is too small: the status and the message
say so, no file is torn or lost, and what is left behind the next call removes.

Of many calls of a kind, some are tried; STS_FAULT_ALL=1 tries all, and STS_FAULT_ONLY="pdf read" what is named. The last lines are a table."""
import collections
import concurrent.futures
import errno
import functools
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time

SOURCE, BUILD, BINARY = (os.environ[name] for name in ("STS_SOURCE_DIR", "STS_BUILD_DIR", "STS_BINARY"))
ALL, ONLY = "STS_FAULT_ALL" in os.environ, os.environ.get("STS_FAULT_ONLY", "").split()
if "STS_INSTRUMENTED" in os.environ:
    print("skipped: a sanitizer does not go with a library that is loaded before it")
    sys.exit(77)

# What is told of a fault, for each call: errors that a disk, a network or a limit gives. With "on", all calls from that one on fail.
FAULTS = {
    "open": ("EIO", "EACCES", "EMFILE", "EMFILE on"), "read": ("EIO", "EIO on", "short", "end"), "write": ("ENOSPC", "ENOSPC on", "EIO", "short"),
    "close": ("EIO",), "stat": ("EIO", "EACCES", "EIO on"),
    "access": ("EACCES",),
    "mmap": ("ENOMEM",), "fsync": ("EIO",), "chmod": ("EPERM",), "rename": ("EIO", "EACCES"), "link": ("EIO", "EACCES"), "mkdir": ("ENOSPC",),
}
COMMANDS = {
    "pdf": ("--pdf", "one", "-C", "library", "-o", "out"),
    "epub": ("--epub", "one", "-C", "library", "-o", "out"),
    "html": ("--html", "one", "-C", "library", "-o", "out"),
    "book": ("--pdf", "--epub", "--book", "-C", "library", "-o", "out"),
    "all": ("--pdf", "--epub", "--all", "--jobs", "1", "-C", "library", "-o", "out"),
    "stdout": ("--pdf", "one", "-C", "library", "-o", "-"),
    "check": ("--check", "-v", "--jobs", "1", "-C", "library"),
    "file": ("--check", "library/one.md"),
    "fix": ("--check", "--fix", "--write", "-C", "foreign"),
    "list": ("--list", "-C", "library"),
    "verify": ("--verify", "-C", "library", "old/one.pdf", "old/one.epub", "old/one.html"),
    "compare": ("--compare", "old/one.pdf", "library"),
    "import": ("--import", "long.md", "-o", "new", "--report", "report.json"),
}
# What the text, its title, a cover's, and the words in the picture are set in: they are opened again and again.
FONTS = ("AtkinsonHyperlegibleNext-Regular.ttf", "AtkinsonHyperlegibleNext-Bold.ttf", "NotoSans-BoldItalic.ttf")
SECTION = """---
id: {0}
title: About {0}
last-revised: 2018-04-06
---

Some people have *{0}*{1}.

![A drawing of an arm.](figures/arm.svg)

## References

Doe J. A study. 2017.
"""


def write(path, text):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def make_library(more):
    write("library/library.yaml", "title: A Small Guide\nlanguage: en\nidentifier: urn:uuid:5b0f9a54-7a0e-4d7e-9c0b-6a1d5a6c1f01\nstatus: sample\n"
          "disclaimer: Ask your care team.\nsections: [one, two]\n")
    write("library/figures/arm.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="5" height="5"/>'
          '<text y="5" font-family="Noto Sans" font-style="italic" font-weight="bold">Arm</text></svg>')
    for name in ("one", "two"):
        write(f"library/{name}.md", SECTION.format(name, more))


def make_place(folder):
    """A place to work: a library, exports of it of an earlier day where the new ones go, and some of today."""
    os.makedirs(folder)
    os.chdir(folder)
    for out in ("out", "old"):
        make_library(" of old" if out == "out" else "")
        os.mkdir(out)
        for command in ("--all", "--book"):
            subprocess.run([BINARY, "--pdf", "--epub", "--html", command, "-q", "-C", "library", "-o", out], check=True)
    os.mkdir("foreign")
    for name in ("library.yaml", "one.md", "two.md"):
        shutil.copy(os.path.join("library", name), "foreign")
        with open(os.path.join("foreign", name), encoding="utf-8") as file:
            text = file.read()
        write(os.path.join("foreign", name), re.sub(r"!\[.*\n", "", text).replace("Some people", "Some <b>people</b>"))
    write("report.json", '{\n  "document" : "another.md"\n}\n')
    write("long.md", "# Surgery\n\nSome people have surgery. ![An arm.](library/figures/arm.svg)\n\n## References\n\nDoe J. A study. 2017.\n\n"
          "Last Revised: April 6, 2018\n")
    os.chdir("/")


def read_tree(folder):
    """What lies in the folder: path -> bytes, or None of a folder."""
    tree = {}
    for at, folders, files in os.walk(folder):
        for name in folders:
            tree[os.path.relpath(os.path.join(at, name), folder)] = None
        for name in files:
            with open(os.path.join(at, name), "rb") as file:
                tree[os.path.relpath(os.path.join(at, name), folder)] = file.read()
    return tree


Result = collections.namedtuple("Result", "status out err tree")


def call(place, command, **settings):
    log = place + ".log"
    if os.path.exists(log):
        os.unlink(log)
    environment = {**os.environ, "LD_PRELOAD": os.path.join(BUILD, "tests/libsts-fault-shim.so"), "STS_FAULT_LOG": log,
                   **{f"STS_FAULT_{key.upper()}": str(value) for key, value in settings.items()}}
    done = subprocess.run([BINARY, *COMMANDS[command]], cwd=place, env=environment, capture_output=True, timeout=60, check=False)
    failed = None  # the names of the files; a process that is forked counts by itself
    if os.path.exists(log):
        with open(log, encoding="utf-8", errors="replace") as file:
            failed = [line.removesuffix(" (deleted)").removeprefix(place) for line in file.read().splitlines()] or None
    return Result(done.returncode, done.stdout, done.stderr.decode(errors="replace"), read_tree(place)), failed


def restore(place, tree):
    shutil.rmtree(place)
    for path, data in tree.items():
        path = os.path.join(place, path)
        os.makedirs(path if data is None else os.path.dirname(path), exist_ok=True)
        if data is not None:
            with open(path, "wb") as file:
                file.write(data)


def faults_of(command, result, failed, error, before, wanted):
    """What is wrong with what a call did of which one call of the system failed."""
    if result.status == wanted.status and result.out == wanted.out and result.tree == wanted.tree:
        return []  # it did without
    faults = []
    said = result.err + result.out.decode(errors="replace")
    if result.status != 3:
        faults.append(f"status {result.status}")
    for path in sorted(set(before) | set(wanted.tree) | set(result.tree)):
        now = result.tree.get(path, "nothing")
        if now not in (before.get(path, "nothing"), wanted.tree.get(path, "nothing")):
            faults.append(f"{path} is {'left' if path not in before and path not in wanted.tree else 'torn or lost'}")
    if result.status == 3 and not result.err.startswith("sts-export: ") and ": error: " not in said:
        faults.append("no message")
    reason = {"short": "", "end": "it is not whole"}.get(error) or os.strerror(getattr(errno, error.removesuffix(" on"), 0))
    # Libraries that open fonts do not say why they cannot; that of a fault that has passed cannot be asked.
    of_font = os.path.join(SOURCE, "fonts") in failed[-1] and not error.endswith("on") and "the system refused it for a moment; try again" in said
    if result.status == 3 and error != "short" and reason not in said and not of_font and "system has no more" not in said:
        faults.append("no reason")
    # A file that has no name yet is known by its folder, and one that has a temporary name by what it will be.
    names = [re.sub(r"^\.(.*)\.sts-\d+-\w+$", r"\1", part) for path in failed for part in path.split("/")[-2:] if part not in ("", ".")]
    if command == "verify":
        names += ["one.pdf", "one.epub"]  # the confined process that reads these cannot write that it failed
    if result.status == 3 and names and not names[-1].startswith("#") and not any(name in said for name in names):
        faults.append("no name")
    return faults


def numbers(every=ALL):
    """Which of the calls are tried: all, or the first, and ever fewer of the others."""
    number, step = 1, 1
    while True:
        yield number
        number, step = (number + 1, 1) if every else (number + step, step + (number > 3) * max(1, step // 2))


def try_all(place, command, name, error, font=None):
    """Fails each call of that name with the error; of one font's file, all of them. Returns how many were, and a list of what was wrong."""
    before = read_tree(place)
    paths = os.path.join(SOURCE, "fonts", font) if font else ":".join([place + "/", os.path.join(SOURCE, "styles"), os.path.join(SOURCE, "fonts")])
    if name == "access":
        paths = place + "/"  # of fonts, cairo asks it while they are open, which the system knows by heart
    wanted, _ = call(place, command, paths=paths)
    restore(place, before)
    outcomes, wrong = collections.Counter(), []
    for number in numbers(ALL or font is not None):
        value = error if error in ("short", "end") else getattr(errno, error.removesuffix(" on"))
        stays = {"stays": 1} if error.endswith(" on") else {}
        result, failed = call(place, command, call=name, nth=number, paths=paths, **{"with": value}, **stays)
        if failed is None:
            break
        outcomes[result.status] += 1
        for fault in faults_of(command, result, failed, error, before, wanted):
            wrong.append(f"{command}: {name} {number} ({error}, {' '.join(failed)}): {fault}: {result.err.strip()[:300]}")
        if result.tree != before:
            restore(place, before)
    return command, name, outcomes, wrong


def torn(tree, before, wanted):
    """The files that are neither as before nor as they should be; those that are unfinished say so in their names."""
    for path in sorted(set(before) | set(wanted) | set(tree)):
        now = tree.get(path, "nothing")
        if now not in (before.get(path, "nothing"), wanted.get(path, "nothing")) and not re.search(r"(^|/)\.[^/]*\.sts-\d+-\w{8}(/|$)", path):
            yield path


def faults_of_kill(place, command, where, tree, before, wanted):
    """What is wrong with what a process that was killed has left, or with what the next call makes of it. Puts the place in order again."""
    wrong = [where + path + " is torn or lost" for path in torn(tree, before, wanted.tree)]
    if "new" in tree:  # an import makes no folder twice
        shutil.rmtree(os.path.join(place, "new"))
    after, _ = call(place, command)
    if after.status != wanted.status or after.tree != wanted.tree:
        left = sorted(path for path in set(after.tree) | set(wanted.tree) if after.tree.get(path, 0) != wanted.tree.get(path, 0))
        wrong.append(where + f"the next call ends with {after.status}, and these differ: {' '.join(left)} {after.err.strip()[:200]}")
    restore(place, before)
    return wrong


def kill_all(place, command, name):
    """Kills the process at each call of that name. What it left is whole, and the next call makes of it what it makes of any."""
    before, (wanted, _) = read_tree(place), call(place, command)
    restore(place, before)
    outcomes, wrong = collections.Counter(), []
    for number in numbers():
        result, failed = call(place, command, call=name, nth=number, paths=place + "/", **{"with": "kill"})
        if failed is None:
            break
        outcomes["killed"] += 1
        where = f"{command}: killed at {name} {number} ({' '.join(failed)}): "
        wrong += faults_of_kill(place, command, where, result.tree, before, wanted)
    return command, "kill", outcomes, wrong


def kill_at_random(place, command):
    """Kills the process at moments of its life, however long that is on this machine today."""
    before, begun = read_tree(place), time.monotonic()
    wanted, _ = call(place, command)
    life = time.monotonic() - begun
    restore(place, before)
    outcomes, wrong, moments = collections.Counter(), [], random.Random(14)
    for _ in range(100 if ALL else 10):
        moment = life * moments.random()
        with subprocess.Popen([BINARY, *COMMANDS[command]], cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(moment)
            process.kill()
        outcomes["killed" if process.returncode < 0 else process.returncode] += 1
        wrong += faults_of_kill(place, command, f"{command}: killed after {moment:.3f} s: ", read_tree(place), before, wanted)
    return command, "kill at random", outcomes, wrong


def limit_descriptors(place, command):
    """Lets the process have ever more files open: it does what it should, or says that there are too many, and nothing has changed."""
    before, (wanted, _) = read_tree(place), call(place, command)
    restore(place, before)
    outcomes, wrong = collections.Counter(), []
    for count in range(3, 16, 1 if ALL else 2):
        limit = functools.partial(resource.setrlimit, resource.RLIMIT_NOFILE, (count, count))
        done = subprocess.run([BINARY, *COMMANDS[command]], cwd=place, capture_output=True, timeout=60, check=False, preexec_fn=limit)
        tree, said = read_tree(place), done.stderr.decode(errors="replace") + done.stdout.decode(errors="replace")
        outcomes[done.returncode] += 1
        good = (done.returncode == wanted.status and tree == wanted.tree) or (done.returncode == 3 and tree == before and os.strerror(errno.EMFILE) in said)
        # Before the program begins, the loader ends it.
        if not good and not (done.returncode == 127 and "error while loading shared libraries" in said and tree == before):
            wrong.append(f"{command}: {count} open files: status {done.returncode}, {' '.join(torn(tree, before, wanted.tree))}: {said[:200]}")
        if tree != before:
            restore(place, before)
    return command, "descriptors", outcomes, wrong


def limit_all(place, command):
    """Lets no file grow beyond ever more bytes, as a full disk does: then none changes, or all are whole."""
    before, (wanted, _) = read_tree(place), call(place, command)
    restore(place, before)
    outcomes, wrong = collections.Counter(), []
    for size in (0, 1, 700, 3000, 9000, 20000, 40000, 80000):
        limit = functools.partial(resource.setrlimit, resource.RLIMIT_FSIZE, (size, size))
        done = subprocess.run([BINARY, *COMMANDS[command]], cwd=place, capture_output=True, timeout=60, check=False, preexec_fn=limit)
        tree, said = read_tree(place), done.stderr.decode(errors="replace")
        outcomes[done.returncode] += 1
        good = tree == (before if done.returncode == 3 else wanted.tree)
        if not good or (done.returncode == 3 and os.strerror(errno.EFBIG) not in said):
            wrong.append(f"{command}: no file above {size} bytes: status {done.returncode}, {' '.join(torn(tree, before, wanted.tree))}: {said[:200]}")
        if tree != before:
            restore(place, before)
    return command, "size", outcomes, wrong


def main():
    table, wrong = collections.defaultdict(collections.Counter), []
    with tempfile.TemporaryDirectory() as scratch, concurrent.futures.ThreadPoolExecutor(2) as pool:
        made = os.path.join(scratch, "made")
        make_place(made)
        tasks = []
        for command in COMMANDS:
            for name, errors in FAULTS.items():
                for error in errors:
                    if ONLY and not {command, name, *error.split()}.issuperset(ONLY):
                        continue
                    place = os.path.join(scratch, f"{command}-{name}-{error.replace(' ', '-')}")
                    shutil.copytree(made, place)
                    tasks.append(pool.submit(try_all, place, command, name, error))
        for command in ("pdf", "epub"):
            for font in FONTS:
                for name, error in (("open", "EMFILE"), ("open", "EIO on"), ("stat", "EIO")):
                    if not ALL and not ONLY:  # else they are among the others
                        place = os.path.join(scratch, f"{command}-{font}-{name}-{error.replace(' ', '-')}")
                        shutil.copytree(made, place)
                        tasks.append(pool.submit(try_all, place, command, name, error, font))
        for command in ("pdf", "epub", "html", "book", "all", "import", "fix"):
            for kind in ("kill open", "kill write", "kill link", "kill rename", "kill fsync", "kill close", "kill at random", "size", "descriptors"):
                if ONLY and not {command, *kind.split()}.issuperset(ONLY):
                    continue
                place = os.path.join(scratch, f"{command}-{kind}")
                shutil.copytree(made, place)
                calls = {"kill at random": kill_at_random, "size": limit_all, "descriptors": limit_descriptors}
                tasks.append(pool.submit(calls[kind], place, command) if kind in calls else pool.submit(kill_all, place, command, kind.split()[1]))
        for task in tasks:
            command, name, outcomes, found = task.result()
            table[name] += outcomes
            wrong += found
    for name, outcomes in table.items():
        print(f"{name}: {sum(outcomes.values())} tried; " + ", ".join(f"{count} with status {status}" for status, count in sorted(outcomes.items(), key=str)))
    print(f"{sum(sum(outcomes.values()) for outcomes in table.values())} tried, {len(wrong)} outcomes wrong")
    for line in wrong[:None if ALL else 40]:
        print("FAILED:", re.sub(r"\s+", " ", line))
    sys.exit(bool(wrong))


main()
