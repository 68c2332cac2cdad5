"""Calls the program, and counts what is not as it should be."""
import os
import pathlib
import subprocess

ROOT = pathlib.Path(os.environ["STS_SOURCE_DIR"])
PROGRAM = os.environ["STS_BINARY"]
faults = []


def flunk(text):
    faults.append(text)
    print("FAILED:", text)


def run(*arguments, status=0):
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, check=False, timeout=300)
    if done.returncode != status:
        flunk(f"{' '.join(map(str, arguments))}: exit status {done.returncode}, not {status}\n{done.stdout}{done.stderr}")
    return done


def finish():
    """The exit status of the test."""
    print(f"{len(faults)} faults")
    return 1 if faults else 0
