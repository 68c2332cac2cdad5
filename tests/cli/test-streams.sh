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

# Memory and threads that the system does not grant. How much of both a machine's libraries take is not known here: what is little is tried, and more.
if [ -z "${STS_INSTRUMENTED:-}" ]; then
    mkdir scarce
    granted=0 denied=0
    for memory in 45000 60000 70000 80000 90000 100000 140000 1000000; do
        (
            ulimit -c 0
            ulimit -v $memory
            "$STS_BINARY" --pdf --epub --all -C library -o scarce >"$out" 2>"$err"
        )
        got=$?
        call="a call with $memory kB of memory"
        case $got in
        0) granted=1; rm scarce/* ;;
        127) ;; # the loader gave up
        3) denied=1; says '^sts-export: ' ;;
        *) flunk "$call ends with $got: $(cat "$err")" ;;
        esac
        holds scarce
    done
    [ $granted$denied = 11 ] || flunk "no limit of memory was too little, or none was enough"
    # Not the user's own processes but those of a user who has none count.
    chmod 755 "$scratch"
    chmod 777 scarce
    if [ "$(id -u)" -eq 0 ] && setpriv --reuid 61234 --clear-groups test -x "$STS_BINARY" -a -r "$STS_SOURCE_DIR/styles"; then
        denied=0
        for threads in 1 2 3 4; do
            setpriv --reuid 61234 --clear-groups bash -c 'ulimit -c 0; ulimit -u "$0"; exec "$@"' $threads \
                "$STS_BINARY" --pdf --epub --all -j4 -C library -o scarce >"$out" 2>"$err"
            got=$?
            call="a call with $threads threads"
            case $got in
            0) rm -f scarce/* ;;
            3) denied=1; says '^sts-export: the system has no more threads to give$' ;;
            *) flunk "$call ends with $got: $(cat "$err")" ;;
            esac
            holds scarce
        done
        [ $denied = 1 ] || flunk "no limit of threads was too little"
    fi
fi

# Control characters in a name do not reach the terminal.
run 2 --pdf $'on\033e' -C library
says 'did you mean .one.'
! grep -q $'\033' "$err" || flunk "$call sends an escape to the terminal"
finish
