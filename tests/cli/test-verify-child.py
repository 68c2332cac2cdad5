#!/usr/bin/env python3
"""--verify and --compare read files in a process of their own: one that meets its limits, or dies, is told of its file, and the next file is judged."""
import os
import pathlib
import resource
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(__file__))
from exported import Epub  # noqa: E402
from program import PROGRAM, ROOT, finish, flunk, run  # noqa: E402

LIBRARY = ROOT / "tests/conformance/epub-library"
VERIFY = [PROGRAM, "--verify", "-C", str(LIBRARY)]
MB = 1 << 20


def start(*arguments, limits=(), user=None, command=VERIFY):
    def prepare():
        for kind, value in limits:
            resource.setrlimit(kind, (value, value))
        if user:
            os.setgid(user)
            os.setuid(user)

    return subprocess.Popen([*command, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=prepare)


def expect(what, arguments, status, *texts, without=(), **how):
    process = start(*arguments, **how)
    out, err = process.communicate(timeout=120)
    for text in texts:
        if text not in out + err:
            flunk(f"{what}: “{text}” is not in\n{out}{err}")
    for text in without:
        if text in out + err:
            flunk(f"{what}: “{text}” is in\n{out}{err}")
    if process.returncode != status:
        flunk(f"{what}: exit status {process.returncode}, not {status}\n{out}{err}")


def make_slow(epub, target, size):
    """A file that unpacks to so many bytes of short paragraphs, which take seconds to read, and is large enough to be read at all."""
    book = Epub(epub)
    name = next(n for n in book.entries if n.endswith("/everything.xhtml"))
    at = book.entries[name].index(b"<p")
    book.entries[name] = book.entries[name][:at] + b"<p>x</p>" * (size // 8) + book.entries[name][at:]
    book.entries["EPUB/fonts/large.ttf"] = os.urandom(size // 16)
    book.write(target)


def children(pid):
    try:
        return [int(n) for n in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def reading_child(process, path):
    """The process that reads, when it has the file."""
    for _ in range(1000):
        for child in children(process.pid):
            try:
                if any(os.readlink(f.path) == str(path) for f in os.scandir(f"/proc/{child}/fd")):
                    return child
            except OSError:
                pass
        time.sleep(0.005)
    flunk("no process reads the file")
    return None


def is_there(pid):
    try:
        state = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


def test_limits(good, slow):
    files = [good.with_suffix(".pdf"), slow, good]
    judged = (f"{files[0]}: current", f"{good}: current", f"{slow}: unknown", "3 files: 2 current, 1 unknown")
    expect("time", files, 1, *judged, "it takes more than 1 s to read", limits=[(resource.RLIMIT_CPU, 1)])
    if "STS_INSTRUMENTED" not in os.environ:
        expect("memory", files, 1, *judged, "MB of memory to read", limits=[(resource.RLIMIT_AS, 250 * MB)])
    run("--compare", files[0], good)
    expect("comparing", [good, slow], 2, f"“{slow}” cannot be compared: it takes more than 1 s to read", limits=[(resource.RLIMIT_CPU, 1)], command=[PROGRAM, "--compare"])


def test_death(good, slow):
    """Whatever the process dies of, and however often."""
    for number, text in ((signal.SIGSEGV, "what reads it broke down over it"), (signal.SIGKILL, "what reads it broke down over it"), (signal.SIGALRM, "s to read")):
        process = start(good, slow, good.with_suffix(".pdf"))
        child = reading_child(process, slow)
        os.kill(child, number)
        out, err = process.communicate(timeout=120)
        if process.returncode != 1 or text not in out or "3 files: 2 current, 1 unknown" not in out:
            flunk(f"killed by {number.name}: {process.returncode}\n{out}{err}")
        if is_there(child):
            flunk("the child is still there")


def test_rights(slow):
    """It holds nothing but its socket and the file, no terminal among them, and gets no more."""
    process = start(slow)
    child = reading_child(process, slow)
    links = sorted(os.readlink(f.path) for f in os.scandir(f"/proc/{child}/fd"))
    others = [link for link in links if link not in ("/dev/null", str(slow)) and not link.startswith("socket:")]
    limits = pathlib.Path(f"/proc/{child}/limits").read_text()
    status = pathlib.Path(f"/proc/{child}/status").read_text()
    process.kill()
    process.communicate()
    if "STS_INSTRUMENTED" in os.environ:
        return
    if others or len(links) > 5:
        flunk(f"the child holds {links}")
    for name, value in (("Max core file size", 0), ("Max file size", 0), ("Max processes", 0), ("Max open files", 5)):
        line = next(line for line in limits.split("\n") if line.startswith(name))
        if line[len(name) :].split()[:2] != [str(value)] * 2:
            flunk(f"the child's limit: {line}")
    for name, most in (("Max cpu time", 60), ("Max address space", 2048 * MB)):
        value = next(line for line in limits.split("\n") if line.startswith(name))[len(name) :].split()[0]
        if value == "unlimited" or int(value) > most:
            flunk(f"the child's limit: {name}: {value}")
    if "NoNewPrivs:\t1" not in status:
        flunk("the child may get new rights")


def test_end_of_caller(slow):
    """It does not outlive who asked, whatever that ends by; and nobody is left as a zombie."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        process = start(slow)
        child = reading_child(process, slow)
        process.send_signal(number)
        process.communicate(timeout=60)
        if process.returncode != -number:
            flunk(f"{number.name}: exit status {process.returncode}")
        for _ in range(400):
            if not is_there(child):
                break
            time.sleep(0.005)
        else:
            flunk(f"{number.name}: the child goes on")


def test_no_process(good):
    """Where there can be no other process, files are read all the same, and it is said how."""
    if "STS_SANITIZED" in os.environ:
        return  # the sanitizer for leaks wants a process of its own
    if os.getuid() == 0:
        for path in (good.parent, good, ROOT, PROGRAM):
            if not os.stat(path).st_mode & 0o004:
                print(f"not tried without processes: others may not read {path}")
                return
    expect("no process", [good], 0, f"{good}: current", "no process can be had that reads files", limits=[(resource.RLIMIT_NPROC, 0)], user=65534 if os.getuid() == 0 else None)


def test_closed_streams(good):
    """Numbers of streams that the caller does not have are not taken for others."""
    for closed in ("<&-", "<&- 2>&-"):
        done = subprocess.run(["sh", "-c", f'"$@" {closed}', "sh", *VERIFY, str(good), str(good.with_suffix(".pdf"))], capture_output=True, text=True, check=False)
        if done.returncode != 0 or "2 files: 2 current" not in done.stdout:
            flunk(f"{closed}: {done.returncode} {done.stdout}{done.stderr}")


def main():
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch).resolve()
        folder.chmod(0o755)
        good, slow = folder / "everything.epub", folder / "slow.epub"
        run("--quiet", "-C", LIBRARY, "--pdf", "--epub", "everything", "-o", f"{folder}/")
        make_slow(good, slow, 48 * MB)
        test_limits(good, slow)
        test_death(good, slow)
        test_rights(slow)
        test_end_of_caller(slow)
        test_no_process(good)
        test_closed_streams(good)
        expect("a file that is not there", [good, folder / "none.pdf", folder, good.with_suffix(".pdf")], 3, "none.pdf”: No such file", "2 current")
    return finish()


if __name__ == "__main__":
    sys.exit(main())
