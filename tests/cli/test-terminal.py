"""Progress on a terminal, silence elsewhere, and no temporary file left when interrupted."""
import os
import pty
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time

BINARY = os.environ["STS_BINARY"]
# Enough for more than half a second of work on a fast machine.
COUNT = 200


def write_library(folder, count):
    ids = [f"section-{n}" for n in range(count)]
    os.mkdir(folder)
    with open(f"{folder}/library.yaml", "w") as file:
        file.write("title: Many\nlanguage: en\nidentifier: urn:uuid:5b0f9a54-7a0e-4d7e-9c0b-6a1d5a6c1f02\nstatus: sample\n"
                   "disclaimer: Ask your care team.\nsections: [" + ", ".join(ids) + "]\n")
    text = "A sentence of plain words that fills the line and goes on to the next. " * 60
    for name in ids:
        with open(f"{folder}/{name}.md", "w") as file:
            file.write(f"---\nid: {name}\ntitle: About {name}\nlast-revised: 2018-04-06\n---\n\n"
                       + (text + "\n\n") * 5 + "## References\n\nDoe J. A study. 2017.\n")


def call(out, *more, of="--all"):
    return [BINARY, "--pdf", of, "-C", "library", "-o", out, "--jobs", "1", *more]


def has_terminals():
    """Some containers have no pseudo-terminals; the rest is tested there all the same."""
    try:
        for descriptor in pty.openpty():
            os.close(descriptor)
        return True
    except OSError:
        return False


def read_all(descriptor):
    data = b""
    while True:
        try:
            piece = os.read(descriptor, 65536)
        except OSError:
            return data
        if not piece:
            return data
        data += piece


def on_terminal(out, *more, of="--all"):
    main, other = pty.openpty()
    process = subprocess.Popen(call(out, *more, of=of), stdout=subprocess.DEVNULL, stderr=other, env={**os.environ, "TERM": "xterm"})
    os.close(other)
    data = read_all(main)
    os.close(main)
    assert process.wait() == 0, data
    return data


def count_unfinished(process, folder):
    """How many files the process has open in the folder; they need no name."""
    count = 0
    try:
        for name in os.listdir(f"/proc/{process.pid}/fd"):
            count += os.readlink(f"/proc/{process.pid}/fd/{name}").startswith(os.path.realpath(folder) + "/")
    except OSError:
        pass  # one that was closed meanwhile
    return count


with tempfile.TemporaryDirectory() as scratch:
    os.chdir(scratch)
    write_library("library", COUNT)
    for name in ("a", "b", "c", "d"):
        os.mkdir(name)

    if has_terminals():
        shown = on_terminal("a")
        assert b"of %d sections done" % COUNT in shown, shown
        assert shown.endswith(b"\r\x1b[K"), shown
        assert len(os.listdir("a")) == COUNT
        assert on_terminal("b", "--quiet") == b""
        # Of a book it is told how much is done, never less than before.
        told = [int(part) for part in re.findall(rb"exporting many: (\d+) %", on_terminal("b", "--linearize", of="--book"))]
        assert told and told == sorted(told) and max(told) > 0, told

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # What the caller ignores, as nohup(1) does, stays ignored.
    process = subprocess.Popen(["sh", "-c", 'trap "" HUP; exec "$0" "$@"', *call("b")], stdout=subprocess.DEVNULL)
    end = time.monotonic() + 60
    while not count_unfinished(process, "b") and time.monotonic() < end:
        time.sleep(0.001)
    process.send_signal(signal.SIGHUP)
    assert process.wait(timeout=60) == 0, process.returncode
    assert len([name for name in os.listdir("b") if name.startswith("section-")]) == COUNT

    piped = subprocess.run(call("c"), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert piped.returncode == 0 and piped.stderr == b"", piped.stderr
    assert piped.stdout.count(b"\n") == COUNT

    # Wherever the work is: with the first file, and while several threads are at archives and rearranged PDFs.
    # Whatever ends a process, also what the program itself uses (SIGUSR2) or crashes with.
    for number, files in ((signal.SIGINT, 1), (signal.SIGTERM, 1), (signal.SIGINT, 8), (signal.SIGINT, 13), (signal.SIGHUP, 21), (signal.SIGUSR2, 2),
                          (signal.SIGQUIT, 3), (signal.SIGABRT, 5), (signal.SIGSEGV, 8), (signal.SIGUSR1, 1), (signal.SIGXCPU, 4), (signal.SIGRTMIN, 6)):
        if number == signal.SIGSEGV and "STS_INSTRUMENTED" in os.environ:
            continue  # a sanitizer reports it
        process = subprocess.Popen(call("d", "--epub", "--linearize", "--jobs", "4"), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        end = time.monotonic() + 60
        while count_unfinished(process, "d") < files and time.monotonic() < end:
            time.sleep(0.001)
        process.send_signal(number)
        process.communicate(timeout=60)
        assert process.returncode == -number, f"{process.returncode} after signal {number}"
        assert os.listdir("d") == [], os.listdir("d")
sys.exit(0)
