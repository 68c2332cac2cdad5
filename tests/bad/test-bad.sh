# shellcheck shell=bash
# Bad input: each folder here is a case. Its "expect" says how the program is called and what it must answer:
#
#   status N          the exit status
#   args ...          the arguments (-C library, or what "content" names, is added)
#   content PATH      the library, if not "library"
#   prepare COMMAND   makes what a repository cannot hold, in the case's folder
#   seconds N         the most processor time it may take (60); a hang ends after 500 s
#   says REGEXP       a line on standard error (or, with --check, on standard output) matches
#   lacks REGEXP      none does
#
# After each, the folders of the case and of the output hold what they held before: a refused export leaves no file behind. One case may be named as argument.
set -u

here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
faults=0
cases=0

if [ ! -x "${STS_BINARY:-}" ]; then
    echo "STS_BINARY must name the program" >&2
    exit 1
fi

flunk()
{
    printf 'FAILED: %s: %s\n' "$name" "$1"
    sed 's/^/    /' "$scratch/said" | cut -c 1-300 | head -n 12
    faults=$((faults + 1))
}

# Everything below the folder, with sizes, and what links lead to.
listing()
{
    (cd "$1" && find . -printf '%p %y %s %l\n' | sort)
}

run_case()
{
    local folder=$1 key value status=0 seconds=60 content=library got says=() lacks=() arguments=()

    name=$(basename "$folder")
    cases=$((cases + 1))
    rm -rf "$scratch/case" && cp -R "$folder" "$scratch/case" && cd "$scratch/case" || exit 1
    : >"$scratch/said"
    while read -r key value; do
        case $key in
        '#' | '') ;;
        status) status=$value ;;
        args) read -ra arguments <<<"$value" ;;
        content) content=$value ;;
        prepare) eval "$value" || flunk "cannot be prepared" ;;
        seconds) seconds=$value ;;
        says) says+=("$value") ;;
        lacks) lacks+=("$value") ;;
        *) flunk "expect holds the unknown word $key" ;;
        esac
    done <expect
    listing . >"$scratch/before"
    [ -n "${STS_SANITIZED:-}" ] && seconds=$((seconds * 10))
    (ulimit -t "$seconds" && exec timeout 500 "$STS_BINARY" -C "$content" "${arguments[@]}" >"$scratch/said" 2>&1 </dev/null)
    got=$?
    [ "$got" -eq "$status" ] || flunk "exit status $got, not $status"
    for value in "${says[@]}"; do
        grep -Eq -- "$value" "$scratch/said" || flunk "nothing said matches /$value/"
    done
    for value in "${lacks[@]}"; do
        grep -Eq -- "$value" "$scratch/said" && flunk "something said matches /$value/"
    done
    [ "$status" -eq 0 ] || [ -s "$scratch/said" ] || flunk "refused without a word"
    listing . >"$scratch/after"
    cmp -s "$scratch/before" "$scratch/after" || flunk "files were left behind: $(diff "$scratch/before" "$scratch/after" | grep '^[<>]')"
}

for folder in "$here"/${1:-*}/; do
    run_case "${folder%/}"
done

printf '%d cases, %d faults\n' "$cases" "$faults"
[ "$cases" -gt 0 ] && [ "$faults" -eq 0 ]
