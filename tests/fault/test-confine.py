"""A call can read and write nothing but what it is for, where the kernel has Landlock; where it has not, the call goes on, and --verbose says so."""
import ctypes
import errno
import os
import subprocess
import sys
import tempfile

SOURCE, BUILD, BINARY = (os.environ[name] for name in ("STS_SOURCE_DIR", "STS_BUILD_DIR", "STS_BINARY"))
CREATE_RULESET, VERSION = 444, 1
SECTION = "---\nid: one\ntitle: One\nlast-revised: 2018-04-06\n---\n\nSome people have it.\n\n## References\n\nDoe J. A study. 2017.\n"
LIBRARY = ("title: A Small Guide\nlanguage: en\nidentifier: urn:uuid:5b0f9a54-7a0e-4d7e-9c0b-6a1d5a6c1f01\nstatus: sample\n"
           "disclaimer: Ask your care team.\nsections: [one]\n")
if "STS_INSTRUMENTED" in os.environ:
    print("skipped: a sanitizer does not go with a library that is loaded before it")
    sys.exit(77)
if ctypes.CDLL(None).syscall(CREATE_RULESET, None, 0, VERSION) < 1:
    print("skipped: this kernel has no Landlock")
    sys.exit(77)


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def run(*arguments, **settings):
    environment = {**os.environ, "LD_PRELOAD": os.path.join(BUILD, "tests/libsts-fault-shim.so"), "STS_FAULT_LOG": os.path.abspath("log"),
                   **{f"STS_FAULT_{name.upper()}": value for name, value in settings.items()}}
    if os.path.exists("log"):
        os.unlink("log")
    done = subprocess.run([BINARY, *arguments], env=environment, capture_output=True, text=True, check=False)
    with open("log", encoding="utf-8") as file:
        return done, dict(line.rsplit(" ", 1) for line in file.read().splitlines())


def expect(what, tried, of):
    wanted = {name: str(number) for name, number in of.items()}
    if tried != wanted:
        sys.exit(f"FAILED: {what}: {tried}, not {wanted}")


with tempfile.TemporaryDirectory() as scratch:
    os.chdir(scratch)
    for folder in ("library", "out", "home", "elsewhere", "looks"):
        os.mkdir(folder)
    write("library/library.yaml", LIBRARY)
    write("library/one.md", SECTION)
    write("home/secret", "a key")
    write("long.md", "# Surgery\n\nSome people have surgery.\n\n## References\n\nDoe J. A study. 2017.\n")

    places = "home/secret:+home/file:+library/file:library/one.md:+out/file"
    done, tried = run("--pdf", "one", "-C", "library", "-o", "out", "--quiet", **{"try": places})
    assert done.returncode == 0, done.stderr
    expect("an export", tried, of={"home/secret": errno.EACCES, "+home/file": errno.EACCES, "+library/file": errno.EACCES, "library/one.md": 0, "+out/file": 0})
    assert os.path.getsize("out/one.pdf") > 0

    # What a link of the user's leads to is the user's wish.
    os.symlink("../elsewhere/one.pdf", "out/two.pdf")
    write("elsewhere/one.pdf", "%PDF-1.7 old")
    done, tried = run("--pdf", "one", "-C", "library", "-o", "out/two.pdf", **{"try": "+elsewhere/file:+home/file"})
    assert done.returncode == 0, done.stderr
    expect("an export through a link", tried, of={"+elsewhere/file": 0, "+home/file": errno.EACCES})
    assert os.path.getsize("elsewhere/one.pdf") > 100 and os.path.islink("out/two.pdf")

    # A style that is named by its path, and the user's own; not what lies beside their folders.
    styles = "home/config/sts-export/styles"
    os.makedirs(styles + "/terms")
    os.environ["XDG_CONFIG_HOME"] = os.path.abspath("home/config")
    write(styles + "/mine.yaml", "extends: base\n")
    write(styles + "/base.yaml", "extends: handout\n")
    write("home/config/other", "a key")
    write("looks/own.yaml", "extends: mine\n")
    done, tried = run("--pdf", "one", "-C", "library", "-o", "out", "--style", "looks/own.yaml",
                      **{"try": f"home/secret:home/config/other:{styles}/base.yaml:+{styles}/file:looks/own.yaml:+looks/file2"})
    assert done.returncode == 0, done.stderr
    expect("an export in a style of the user's", tried,
           of={"home/secret": errno.EACCES, "home/config/other": errno.EACCES, f"{styles}/base.yaml": 0, f"+{styles}/file": errno.EACCES,
               "looks/own.yaml": 0, "+looks/file2": errno.EACCES})
    # A library cannot have its call read what is not its own.
    os.symlink("../home", "library/type")
    write("library/library.yaml", LIBRARY + "fonts: [type]\n")
    done, tried = run("--pdf", "one", "-C", "library", "-o", "out/three.pdf", **{"try": "home/config/other"})
    assert done.returncode == 1 and "fonts-folder" in done.stderr and not os.path.exists("out/three.pdf"), done.stderr
    os.unlink("library/type")
    write("library/library.yaml", LIBRARY)

    done, tried = run("--import", "long.md", "-o", "home/new", **{"try": "home/secret:+out/file2:+home/file"})
    assert done.returncode == 0, done.stderr
    expect("an import", tried, of={"home/secret": 0, "+out/file2": errno.EACCES, "+home/file": 0})

    # A kernel that knows nothing of it.
    done, tried = run("--pdf", "one", "-C", "library", "-o", "out", "--verbose", old="1", **{"try": "home/secret"})
    assert done.returncode == 0 and "Landlock" in done.stderr, done.stderr
    expect("an export without Landlock", tried, of={"home/secret": 0})
    done, tried = run("--pdf", "one", "-C", "library", "-o", "out", "--verbose", **{"try": "home/secret"})
    assert done.returncode == 0 and "Landlock" not in done.stderr, done.stderr
