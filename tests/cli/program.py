"""Calls the program, and counts what is not as it should be."""
import os
import pathlib
import re
import resource
import signal
import subprocess

ROOT = pathlib.Path(os.environ["STS_SOURCE_DIR"])
PROGRAM = os.environ["STS_BINARY"]
# Fonts for Chinese, of Debian's package fonts-noto-cjk: none that comes with the program has its characters.
CJK = pathlib.Path("/usr/share/fonts/opentype/noto")
HAVE_CJK = (CJK / "NotoSansCJK-Regular.ttc").exists()
faults = []


def flunk(text):
    faults.append(text)
    print("FAILED:", text)


def environment(arguments):
    """That of a call: cairo does not free all that it notes of a font with outlines in CFF, and the sanitizer sees no names in it. Nor can it
    stop GLib's own thread, which --watch has begun before the call is confined (Landlock), and takes for lost what that thread holds."""
    return {**os.environ, "ASAN_OPTIONS": "detect_leaks=0"} if {str(CJK), "--watch"} & set(map(str, arguments)) else None


def call(*arguments, seconds=60, memory=None):
    """Runs the program with so much time of the processor and so many bytes of memory. How long that takes on the clock
    depends on what else the machine does: whoever waits for ever is ended by CTest."""

    def limit():
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        if memory:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, check=False, env=environment(arguments), preexec_fn=limit)
    if done.returncode == -signal.SIGXCPU:
        flunk(f"{' '.join(map(str, arguments))}: takes longer than {seconds} s")
    return done


def run(*arguments, status=0):
    done = call(*arguments)
    if done.returncode != status:
        flunk(f"{' '.join(map(str, arguments))}: exit status {done.returncode}, not {status}\n{done.stdout}{done.stderr}")
    return done


def same(what, found, wanted):
    if found != wanted:
        flunk(f"{what}: {found}, not {wanted}")


def wants(done, pattern, stream="stderr"):
    """Whether what a call says matches."""
    if not re.search(pattern, getattr(done, stream)):
        flunk(f"{' '.join(done.args[1:])}: nothing matches /{pattern}/:\n{done.stdout}{done.stderr}")


def finish():
    """The exit status of the test."""
    print(f"{len(faults)} faults")
    return 1 if faults else 0
