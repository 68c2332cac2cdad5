"""The program with four jobs writes and says what it does with one."""
import os
import subprocess
import tempfile

SOURCE = os.environ["STS_SOURCE_DIR"]
PROGRAM = os.environ["STS_BINARY"]
LIBRARIES = ["content", "tests/conformance/pdf-library", "tests/conformance/epub-library"]


def run(jobs, *arguments):
    """What the program says, sorted: with several jobs, who is done first comes first."""
    done = subprocess.run([PROGRAM, "--jobs", jobs, *arguments], capture_output=True, text=True)
    assert done.returncode == 0, (arguments, done.returncode, done.stderr)
    return sorted((done.stdout + done.stderr).split("\n"))


def read(folder):
    files = {}
    for name in os.listdir(folder):
        with open(os.path.join(folder, name), "rb") as file:
            files[name] = file.read()
    return files


for library in LIBRARIES:
    library = os.path.join(SOURCE, library)
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)
        for jobs in ("1", "4"):
            os.mkdir(jobs)
            run(jobs, "-C", library, "--quiet", "--all", "--pdf", "--epub", "-o", jobs)
        one, four = read("1"), read("4")
        assert len(one) > 4 and one.keys() == four.keys(), (one.keys(), four.keys())
        assert not [name for name in one if one[name] != four[name]], "other bytes"
        assert run("4", "-C", library, "--check") == run("1", "-C", library, "--check")
        os.chdir("/")
