# shellcheck shell=bash
# Sourced by the tests that show EPUBs to outside judges: exports them, and finds the judges.

set -u

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source_dir=${STS_SOURCE_DIR:-$(dirname "$(dirname "$here")")}
modules=${STS_NODE_MODULES:-${STS_CONFORMANCE_DIR:-$source_dir/build/conformance}/node_modules}
cjk=/usr/share/fonts/opentype/noto
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
faults=0

flunk()
{
    printf 'FAILED: %s\n' "$*"
    faults=$((faults + 1))
}

finish()
{
    [ "$faults" -eq 0 ] || exit 1
    exit 0
}

# missing WHAT HOW: a judge is not here. That is no fault on a developer's machine, and one in continuous integration.
missing()
{
    if [ "${CI:-}" = true ] || [ -n "${STS_REQUIRE_JUDGES:-}" ]; then
        printf 'FAILED: %s is missing; install it with: %s\n' "$1" "$2"
        exit 1
    fi
    printf 'skipped: %s is missing; install it with: %s\n' "$1" "$2"
    exit 77
}

find_chromium()
{
    local name
    for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
        [ -n "$name" ] && command -v "$name" && return
    done
    missing Chromium 'apt-get install chromium'
}

# export_epub NAME ARGUMENT...: exports $scratch/epub/NAME.epub.
export_epub()
{
    local name=$1
    shift
    "$STS_BINARY" --quiet --epub "$@" -o "$scratch/epub/$name.epub" || { flunk "sts-export --epub $* failed"; finish; }
}

# export_samples: one section, several, the book, right to left, tables, figures, notes, without fonts.
export_samples()
{
    mkdir -p "$scratch/epub"
    # Any EPUBs at all can be judged, when they are named.
    if [ -n "${STS_EPUBS:-}" ]; then
        cp "$STS_EPUBS"/*.epub "$scratch/epub/" || { flunk "there are no EPUBs in $STS_EPUBS"; finish; }
        return
    fi
    [ -x "${STS_BINARY:?}" ] || { flunk "there is no program $STS_BINARY"; finish; }
    export_epub content-section -C "$source_dir/content" stage-ii-iii
    export_epub content-several -C "$source_dir/content" --book surgery radiation
    export_epub content-book -C "$source_dir/content" --book
    export_epub library-book -C "$here/epub-library" --book
    export_epub library-section -C "$here/epub-library" everything
    export_epub library-plain -C "$here/epub-library" plain
    export_epub library-arabic -C "$here/epub-library" arabic
    export_epub clinic-section -C "$source_dir/tests/fixtures/clinic" --clinic "$source_dir/tests/fixtures/clinic/north.yaml" pump
    export_epub clinic-book -C "$source_dir/tests/fixtures/clinic" --clinic "$source_dir/tests/fixtures/clinic/north.yaml" --book
    export_epub library-no-fonts -C "$here/epub-library" --book --no-fonts
}

# export_fixtures: each library of the fixtures as one book, and their small cases together as one more.
export_fixtures()
{
    local folder file
    for folder in "$source_dir"/tests/fixtures/*/; do
        # No font that comes with the program has the characters of Chinese.
        case $folder in
        */chinese/) [ ! -f "$cjk/NotoSansCJK-Regular.ttc" ] || export_epub fixture-chinese -C "$folder" --book --fonts "$cjk" ;;
        *) if [ -f "$folder/library.yaml" ]; then export_epub "fixture-$(basename "$folder")" -C "$folder" --book; fi ;;
        esac
    done
    mkdir "$scratch/cases"
    cp "$source_dir"/tests/fixtures/cases/page/* "$scratch/cases" 2>/dev/null
    # What such a file says in place of a library stands once in library.yaml.
    {
        printf 'title: Cases\nlanguage: en\nidentifier: urn:uuid:6f9619ff-8b86-4d01-b42d-10c04fc964ae\nstatus: approved\ndisclaimer: Ask.\nsections:\n'
        for file in "$scratch"/cases/*.md; do
            sed -i '2,/^---$/{/^\(identifier\|status\):/d}' "$file"
            printf '  - %s\n' "$(basename "$file" .md)"
        done
    } >"$scratch/cases/library.yaml"
    export_epub fixture-cases -C "$scratch/cases" --book
}

# unpack EPUB FOLDER
unpack()
{
    python3 -c 'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])' "$1" "$2"
}

# pack FOLDER EPUB: in order, with a stored mimetype unless COMPRESS_MIMETYPE is set.
pack()
{
    python3 - "$1" "$2" <<'END'
import os, pathlib, sys, zipfile
folder = pathlib.Path(sys.argv[1])
with zipfile.ZipFile(sys.argv[2], "w") as epub:
    how = zipfile.ZIP_DEFLATED if os.environ.get("COMPRESS_MIMETYPE") else zipfile.ZIP_STORED
    epub.write(folder / "mimetype", "mimetype", how)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != "mimetype":
            epub.write(path, path.relative_to(folder).as_posix(), zipfile.ZIP_DEFLATED)
END
}
