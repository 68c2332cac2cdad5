# shellcheck shell=bash
# Standard streams that are closed, and limits of the system: a failure that is told, files that are whole, and none left behind.
. "$(dirname "$0")/lib.sh"

write_library library one two
mkdir out

# A file must not be opened under the number of a closed stream: what is printed would be written into it.
call="a call with standard output closed"
"$STS_BINARY" --pdf --epub --all -C library -o out >&- 2>"$err" </dev/null
[ $? -eq 3 ] || flunk "$call succeeds"
says 'cannot write to standard output'
holds out one.pdf one.epub two.pdf two.epub
run 0 --pdf --epub --all -C library -o .
for file in one.pdf one.epub two.pdf two.epub; do
    cmp -s "$file" "out/$file" || flunk "$call spoils $file"
done
"$STS_BINARY" --pdf one -C library -o - >&- 2>"$err" </dev/null
[ $? -eq 3 ] || flunk "$call says that it wrote to it"
"$STS_BINARY" --pdf --epub --all -C library -o out <&- >&- 2>&-
[ $? -eq 3 ] || flunk "a call with all streams closed succeeds"
cmp -s one.pdf out/one.pdf || flunk "a call with all streams closed spoils a file"

# A file that grows beyond its limit.
mkdir small
(
    ulimit -f 4
    "$STS_BINARY" --pdf --epub one -C library -o small >"$out" 2>&1
    echo $? >status
)
call="a call with a limit on the size of files"
[ "$(cat status)" -eq 3 ] || flunk "$call ends with $(cat status): $(cat "$out")"
holds small

# Control characters in a name do not reach the terminal.
run 2 --pdf $'on\033e' -C library
says 'did you mean .one.'
! grep -q $'\033' "$err" || flunk "$call sends an escape to the terminal"
finish
