# shellcheck shell=bash
# No file is read that is larger than any of its kind, and nothing is waited for that is no file: each call ends at once.
. "$(dirname "$0")/lib.sh"

seconds=5
[ -n "${STS_SANITIZED:-}" ] && seconds=50

# bounded STATUS|... ARGUMENT...: as run(), but with little time, and little memory where the sanitizers do not need more.
bounded()
{
    local wanted=$1 got
    shift
    call="sts-export $*"
    (ulimit -t $seconds && { [ -n "${STS_SANITIZED:-}" ] || ulimit -v 1500000; } && exec timeout 30 "$STS_BINARY" "$@" >"$out" 2>"$err" </dev/null)
    got=$?
    [[ $got =~ ^($wanted)$ ]] || flunk "$call: exit status $got, not $wanted: $(cat "$err")"
    [ -s "$err" ] || [ -s "$out" ] || flunk "$call: not a word"
}

write_library whole surgery radiation
sed -i 's/^Some people.*/&\n\n![An arm.](arm.png)/' whole/surgery.md
mkdir out
base64 -d >whole/arm.png <<<'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVQI12NoAAAAggCB3UNq9AAAAABJRU5ErkJggg=='
run 0 --pdf -C whole surgery -o out
printf '# A guide\n\n## One\n\nText.\n\n## Two\n\nText.\n' >guide.md

# each KIND STATUS STATUS: puts something of the kind in the place of each file that is read; how an import ends then, and a verification.
each()
{
    local file
    for file in library.yaml surgery.md radiation.md arm.png; do
        rm -rf library && cp -r whole library && rm "library/$file" && "$1" "library/$file"
        case $file in
        radiation.md) bounded 0 --pdf -C library surgery -o out ;;
        *)
            mkdir none
            bounded '1|2' --pdf --epub -C library surgery -o none
            holds none
            rmdir none
            ;;
        esac
        bounded 1 --check -C library
    done
    for file in guide.md page.html; do
        rm -f "$file" && "$1" "$file"
        bounded "$2" --import "$file" -o imported
        [ ! -e imported ] || flunk "$call: something was imported"
    done
    for file in sheet.pdf sheet.epub; do
        rm -f "$file" && "$1" "$file"
        bounded "$3" --verify "$file"
    done
}

huge() { truncate -s 4G "$1"; }
pipe() { mkfifo "$1"; }
device() { ln -s /dev/zero "$1"; }
each huge 1 1
each pipe 2 3
each device 2 3

finish
