#!/usr/bin/env bash
# The XHTML, navigation, package and style sheet of a library that has one of everything are as they were.
#
# After a change that is meant: STS_UPDATE_GOLDEN=1 bash tests/golden/test-xhtml.sh, then read the difference.
# The markers of printed pages are left out, since they move with the layout; so is the fingerprint of the whole file.
set -eu

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

SOURCE_DATE_EPOCH=1523000000 "$STS_BINARY" --quiet --epub --book -C "$here/../conformance/epub-library" -o "$scratch/book.epub"
python3 -c 'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])' "$scratch/book.epub" "$scratch"

faults=0
for file in package.opf nav.xhtml toc.ncx style.css newer.css cover.xhtml title.xhtml text/everything.xhtml text/wide-tables.xhtml text/arabic.xhtml text/plain.xhtml; do
    golden=$here/xhtml/$(basename "$file")
    sed -E -e '/^<div epub:type="pagebreak"[^>]*><\/div>$/d' -e 's/<(span|div) epub:type="pagebreak"[^>]*><\/(span|div)>//g' -e '/<nav epub:type="page-list"/,/<\/nav>/d' -e '/<pageList>/,/<\/pageList>/d' \
        -e '/dtb:(totalPageCount|maxPageNumber)/d' -e '/"sts:fileFingerprint"/d' "$scratch/EPUB/$file" >"$scratch/got"
    if [ -n "${STS_UPDATE_GOLDEN:-}" ]; then
        cp "$scratch/got" "$golden"
    elif ! diff -u "$golden" "$scratch/got"; then
        echo "FAILED: $file differs from $golden"
        faults=1
    fi
done
exit "$faults"
