# shellcheck shell=bash
# A section whose review is overdue is refused, or says so in print; the day it is judged on changes nothing else.
set -u

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
faults=0
cd "$scratch" || exit 1
cp -r "$STS_SOURCE_DIR/content" library
echo 'review-every: 3 years' >>library/library.yaml

# expect STATUS ARGUMENT...
expect()
{
    local status=$1
    shift
    "$STS_BINARY" --quiet -C library "$@" >said 2>&1
    local got=$?
    [ "$got" -eq "$status" ] || { echo "exit status $got, not $status: $*"; cat said; faults=$((faults + 1)); }
}

expect 1 --pdf --epub surgery --as-of 2021-04-07 -o "$scratch/"
grep -q 'review-expired' said || { echo 'the rule is not named'; faults=$((faults + 1)); }
[ ! -e surgery.pdf ] && [ ! -e surgery.epub ] || { echo 'an expired section was written'; faults=$((faults + 1)); }

expect 0 --pdf --epub surgery --as-of 2021-04-06 -o "$scratch/"
mv surgery.pdf current.pdf
mv surgery.epub current.epub
expect 0 --pdf --epub surgery --as-of 2020-01-01 --allow-expired -o "$scratch/"
cmp surgery.pdf current.pdf && cmp surgery.epub current.epub || faults=$((faults + 1))

expect 0 --pdf --epub surgery --as-of 2021-04-07 --allow-expired -o "$scratch/"
mv surgery.pdf expired.pdf
expect 0 --pdf --epub surgery --as-of 2026-01-01 --allow-expired -o "$scratch/"
cmp surgery.pdf expired.pdf || faults=$((faults + 1))
if command -v pdftotext >/dev/null; then
    pdftotext expired.pdf - | grep -q 'Review was due by April 6, 2021' || { echo 'the PDF does not say that it is expired'; faults=$((faults + 1)); }
    ! pdftotext current.pdf - | grep -q 'Review was due' || { echo 'a current PDF says that it is expired'; faults=$((faults + 1)); }
fi
# SOURCE_DATE_EPOCH stands for today, and --as-of for either; 1617667200 is 2021-04-06, 1617753600 the day after.
SOURCE_DATE_EPOCH=1617667200 expect 0 --pdf surgery -o "$scratch/"
SOURCE_DATE_EPOCH=1617753600 expect 1 --pdf surgery -o "$scratch/"
SOURCE_DATE_EPOCH=1617753600 expect 0 --pdf surgery --as-of 2021-04-06 -o "$scratch/"
expect 1 --pdf surgery -o "$scratch/"

python3 - <<'PYTHON' || faults=$((faults + 1))
import sys, zipfile
text = "".join(zipfile.ZipFile("surgery.epub").read(name).decode() for name in zipfile.ZipFile("surgery.epub").namelist() if name.endswith(".xhtml"))
sys.exit(0 if "Review was due by <time datetime=\"2021-04-06\">April 6, 2021</time>" in text else "the EPUB does not say that it is expired")
PYTHON

[ "$faults" -eq 0 ]
