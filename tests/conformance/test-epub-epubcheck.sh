#!/usr/bin/env bash
# EPUBCheck finds neither error nor warning: Debian's, and the younger one from npm that knows the rules of EPUB 3.3.
. "$(dirname "${BASH_SOURCE[0]}")/epub-lib.sh"

jar=${EPUBCHECK_JAR:-/usr/share/java/epubcheck.jar}
command -v java >/dev/null || missing Java 'apt-get install default-jre-headless'
[ -f "$jar" ] || missing EPUBCheck 'apt-get install epubcheck'
[ -x "$modules/.bin/epubcheck-ts" ] || missing epubcheck-ts 'scripts/run-tests --conformance'

# Both succeed only without error and warning.
epubcheck()
{
    java -jar "$jar" --failonwarnings "$1" >"$scratch/report" 2>&1
}

epubcheck_ts()
{
    "$modules/.bin/epubcheck-ts" "$1" >"$scratch/report" 2>&1 && ! grep -Eq 'WARN' "$scratch/report"
}

export_samples
for epub in "$scratch"/epub/*.epub; do
    for judge in epubcheck epubcheck_ts; do
        $judge "$epub" || { flunk "$judge on $(basename "$epub")"; cat "$scratch/report"; }
    done
done

# A judge that lets everything pass would prove nothing.
unpack "$(printf '%s\n' "$scratch"/epub/*.epub | head -n 1)" "$scratch/bad"
sed -i 's/<dc:title>.*<\/dc:title>//; s/href="style.css"/href="no-style.css"/' "$scratch/bad/EPUB/package.opf"
pack "$scratch/bad" "$scratch/bad.epub"
for judge in epubcheck epubcheck_ts; do
    ! $judge "$scratch/bad.epub" || flunk "$judge lets a book without title and style sheet pass"
done

finish
