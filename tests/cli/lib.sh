# shellcheck shell=bash
# Sourced by the tests of the command line: a scratch folder, a small library, and expectations.

set -u

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1

out=$scratch/.stdout
err=$scratch/.stderr
faults=0

flunk()
{
    printf 'FAILED: %s\n' "$*"
    faults=$((faults + 1))
}

# run STATUS ARGUMENT...: runs the program and compares its exit status.
run()
{
    local wanted=$1 got
    shift
    call="sts-export $*"
    "$STS_BINARY" "$@" >"$out" 2>"$err" </dev/null
    got=$?
    [ "$got" -eq "$wanted" ] || flunk "$call: exit status $got, not $wanted: $(cat "$err")"
}

# says PATTERN, prints PATTERN: the last run's standard error, its standard output, match.
says()
{
    grep -Eq -- "$1" "$err" || flunk "$call: nothing on standard error matches /$1/: $(cat "$err")"
}

prints()
{
    grep -Eq -- "$1" "$out" || flunk "$call: nothing on standard output matches /$1/: $(cat "$out")"
}

# silent FILE-VARIABLE-VALUE: nothing was printed there.
silent()
{
    [ ! -s "$1" ] || flunk "$call: unexpected output: $(cat "$1")"
}

has_file()
{
    [ -s "$1" ] || flunk "$call: $1 was not written"
}

# holds FOLDER [NAME...]: the folder holds exactly these, hidden files included.
holds()
{
    local folder=$1 wanted got
    shift
    wanted=$(printf '%s\n' "$@" | sort)
    got=$(find "$folder" -mindepth 1 -maxdepth 1 -printf '%f\n' | sort)
    [ "$got" = "$wanted" ] || flunk "$call: $folder holds [$got], not [$wanted]"
}

# write_library FOLDER ID...: a library of sections in which nothing is wrong.
write_library()
{
    local folder=$1 id
    shift
    mkdir -p "$folder"
    {
        printf 'title: A Small Guide\nlanguage: en\nidentifier: urn:uuid:5b0f9a54-7a0e-4d7e-9c0b-6a1d5a6c1f01\nstatus: sample\n'
        printf 'disclaimer: |\n  This text does not replace the advice of your care team.\nsections: [%s]\n' "$(printf '%s, ' "$@" | sed 's/, $//')"
    } >"$folder/library.yaml"
    for id in "$@"; do
        printf -- '---\nid: %s\ntitle: About %s\nlast-revised: 2018-04-06\n---\n\nSome people have *%s*.\n\n## References\n\nDoe J. A study. 2017.\n' \
            "$id" "$id" "$id" >"$folder/$id.md"
    done
}

finish()
{
    if [ "$faults" -gt 0 ]; then
        printf '%d expectations failed\n' "$faults"
        exit 1
    fi
    exit 0
}
