"""No circle of files: whoever follows calls and includes from file to file never comes back to where it began.

A file is a .c together with its .h. It points to another when it includes its header, and when it names a symbol that
the other defines, which the object files of the build tell (nm): a function in a table counts as one that is called.
No header is included by more than half of the files of its room, for it would show all to all; in a room of a few
files there is not much to show.

By hand, after a build; with --arrows, all arrows of a circle are shown, not only those of a shortest way round:

    STS_SOURCE_DIR=. STS_BUILD_DIR=build/dev python3 tests/architecture/test-circles.py [--arrows]
"""
import collections
import json
import os
import re
import shlex
import shutil
import subprocess
import sys

A_FEW = 10

ROOT = os.path.abspath(os.environ["STS_SOURCE_DIR"])
SOURCE = os.path.join(ROOT, "src")
ALL_ARROWS = "--arrows" in sys.argv


def room_of(path):
    parts = path.split("/")
    if parts[0] == "output" and len(parts) > 2:
        return "/".join(parts[:2])
    return parts[0] if len(parts) > 1 else ""


def sources():
    for folder, _, names in os.walk(SOURCE):
        for name in names:
            if name.endswith((".c", ".h")):
                yield os.path.relpath(os.path.join(folder, name), SOURCE)


def stem(path):
    return path[:-2]


def symbols_of(object_files):
    """For each object file, the names that it defines for others and those that it takes from others."""
    defined, wanted = collections.defaultdict(set), collections.defaultdict(set)
    nm = subprocess.run(["nm", "-A", "-P", "-g", *object_files], capture_output=True, text=True)
    if nm.returncode:
        sys.exit(f"build first: {nm.stderr.splitlines()[0]}")
    for line in nm.stdout.splitlines():
        object_file, _, rest = line.rpartition(": ")
        name, kind = rest.split()[:2]
        (wanted if kind in "Uw" else defined)[object_file].add(name)
    return defined, wanted


def objects():
    """Each source under src/ with its object file."""
    with open(os.path.join(os.environ["STS_BUILD_DIR"], "compile_commands.json"), encoding="utf-8") as file:
        for unit in json.load(file):
            path = os.path.relpath(os.path.join(unit["directory"], unit["file"]), SOURCE)
            if not path.startswith(".."):
                words = shlex.split(unit["command"])
                yield path, os.path.join(unit["directory"], words[words.index("-o") + 1])


def collect_arrows():
    """Each file with those that it points to, and why: {file: {other: [reason, ...]}}; and who includes each header."""
    arrows = collections.defaultdict(lambda: collections.defaultdict(list))
    includers = collections.defaultdict(set)
    for path in sources():
        with open(os.path.join(SOURCE, path), encoding="utf-8") as file:
            for header in re.findall(r'^\s*#\s*include\s+"([^"]+)"', file.read(), re.M):
                if os.path.exists(os.path.join(SOURCE, header)):
                    includers[header].add(path)
                    if stem(header) != stem(path):
                        arrows[stem(path)][stem(header)].append("includes " + header)
    built = dict(objects())
    defined, wanted = symbols_of(built.values())
    home = {name: path for path, object_file in built.items() for name in defined[object_file]}
    for path, object_file in built.items():
        for name in sorted(wanted[object_file]):
            if name in home and home[name] != path:
                arrows[stem(path)][stem(home[name])].append(name)
    if len(home) < 200:
        sys.exit(f"the object files were not understood: {len(home)} symbols")
    return arrows, includers


def circles(arrows):
    """The strongly connected components of more than one file, by Tarjan's algorithm without recursion."""
    index, low, stack, on_stack, found = {}, {}, [], set(), []
    for root in sorted(arrows):
        if root in index:
            continue
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        work = [(root, iter(sorted(arrows[root])))]
        while work:
            node, rest = work[-1]
            for other in rest:
                if other not in index:
                    index[other] = low[other] = len(index)
                    stack.append(other)
                    on_stack.add(other)
                    work.append((other, iter(sorted(arrows.get(other, ())))))
                    break
                if other in on_stack:
                    low[node] = min(low[node], index[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    members = set(stack[stack.index(node):])
                    del stack[stack.index(node):]
                    on_stack -= members
                    if len(members) > 1:
                        found.append(members)
    return found


def shortest(arrows, members):
    """A shortest way from a file back to itself."""
    best = None
    for start in sorted(members):
        came = {start: None}
        queue = collections.deque([start])
        while queue:
            node = queue.popleft()
            if start in arrows[node]:
                way = [start]
                while node is not None:
                    way.append(node)
                    node = came[node]
                if best is None or len(way) < len(best):
                    best = way[::-1]
                break
            for other in sorted(arrows[node]):
                if other in members and other not in came:
                    came[other] = node
                    queue.append(other)
    return best


if not shutil.which("nm"):
    print("skipped: nm is not installed (package binutils)")
    sys.exit(77)

arrows, includers = collect_arrows()
faults = []
for members in circles(arrows):
    faults.append(f"a circle of {len(members)} files: {', '.join(sorted(members))}")
    way = shortest(arrows, members)
    for one, other in zip(way, way[1:]):
        faults.append(f"    {one} -> {other}: {', '.join(arrows[one][other])}")
    if ALL_ARROWS:
        faults.append("  all its arrows:")
        for one in sorted(members):
            for other in sorted(arrows[one].keys() & members):
                faults.append(f"    {one} -> {other}: {', '.join(arrows[one][other])}")
files = collections.Counter(room_of(path) for path in sources())
for header, paths in sorted(includers.items()):
    room = room_of(header)
    inside = sum(room_of(path) == room for path in paths)
    if files[room] > A_FEW and inside * 2 > files[room]:
        faults.append(f"src/{header} is included by {inside} of the {files[room]} files of its room: split it by subject")

print("\n".join(faults) or f"{len(arrows)} files, {sum(map(len, arrows.values()))} arrows")
sys.exit(1 if faults else 0)
