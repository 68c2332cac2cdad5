#!/usr/bin/env python3
"""What the manual shows of signing a file and checking it works with minisign, and a changed file or another key is told."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(os.environ["STS_SOURCE_DIR"])
PROGRAM = pathlib.Path(os.environ["STS_BINARY"])

if not shutil.which("minisign"):
    required = os.environ.get("CI") == "true" or os.environ.get("STS_REQUIRE_JUDGES")
    print(f"{'FAILED' if required else 'skipped'}: minisign is missing; install it with: apt-get install minisign")
    sys.exit(1 if required else 77)


def manual_commands():
    page = (ROOT / "docs/sts-export.1").read_text()
    shown = [block for block in re.findall(r"^\.nf\n(.*?)^\.fi", page, re.M | re.S) if "minisign" in block]
    assert len(shown) == 1, shown
    lines = shown[0].replace("\\-", "-").split("\n")
    return [line for line in lines if line and not line.startswith("#")]


def run(command, folder):
    # Nobody is there to type a password.
    command = command.replace("minisign -G ", "minisign -G -W ")
    path = f"{PROGRAM.parent}:{os.environ['PATH']}"
    return subprocess.run(["sh", "-c", command], cwd=folder, env={**os.environ, "PATH": path}, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)


def main():
    commands = manual_commands()
    sign, check = commands[:-2], commands[-2:]
    faults = 0

    def expect(what, command, folder, good):
        nonlocal faults
        done = run(command, folder)
        if (done.returncode == 0) != good:
            faults += 1
            print(f"FAILED: {what}: {command}: exit status {done.returncode}\n{done.stdout}{done.stderr}")

    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        for command in sign:
            expect("signing", command, folder, True)
        for command in check:
            expect("checking", command, folder, True)
        pdf = folder / "surgery.pdf"
        good = pdf.read_bytes()
        pdf.write_bytes(good[:-8] + b"\n" + good[-7:])
        expect("a byte changed", check[0], folder, False)
        pdf.write_bytes(good)
        (folder / "clinic.pub").unlink()
        (folder / "clinic.key").unlink()
        expect("another key", sign[0], folder, True)
        expect("another key", check[0], folder, False)
    print(f"{faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
