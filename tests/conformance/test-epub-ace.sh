#!/usr/bin/env bash
# Ace by DAISY, the checker of EPUB accessibility, finds no violation.
. "$(dirname "${BASH_SOURCE[0]}")/epub-lib.sh"

PUPPETEER_EXECUTABLE_PATH=$(find_chromium) || { printf '%s\n' "$PUPPETEER_EXECUTABLE_PATH"; missing Chromium 'apt-get install chromium'; }
export PUPPETEER_EXECUTABLE_PATH
ace=$modules/.bin/ace-puppeteer
[ -x "$ace" ] || missing Ace 'scripts/run-tests --conformance'
# Ace keeps its settings in the home folder.
export HOME=$scratch/home XDG_CONFIG_HOME=$scratch/home/.config ACE_TIMEOUT_INITIAL=60000
mkdir -p "$XDG_CONFIG_HOME"

# judge EPUB: prints each violation; fails if there is any, or no report.
judge()
{
    rm -rf "$scratch/report"
    "$ace" --force --outdir "$scratch/report" "$1" >"$scratch/log" 2>&1
    [ -f "$scratch/report/report.json" ] || { cat "$scratch/log"; return 1; }
    python3 - "$scratch/report/report.json" <<'END'
import json, sys
report = json.load(open(sys.argv[1], encoding="utf-8"))
violations = 0
for document in report["assertions"]:
    for assertion in document.get("assertions", []):
        violations += 1
        print(document["earl:testSubject"].get("url"), assertion["earl:test"].get("earl:impact"), assertion["earl:test"].get("dct:title"),
              assertion["earl:result"].get("html", ""))
if not report["assertions"] or report["earl:result"]["earl:outcome"] not in ("pass", "fail"):
    sys.exit("the report is empty")
sys.exit(violations > 0)
END
}

export_samples
[ -n "${STS_EPUBS:-}" ] || export_fixtures
for epub in "$scratch"/epub/*.epub; do
    judge "$epub" || flunk "Ace on $(basename "$epub")"
done

unpack "$(printf '%s\n' "$scratch"/epub/*.epub | head -n 1)" "$scratch/bad"
sed -i 's/<meta property="schema:accessibilityFeature">[^<]*<\/meta>//; s/<meta property="schema:accessMode">[^<]*<\/meta>//' "$scratch/bad/EPUB/package.opf"
pack "$scratch/bad" "$scratch/bad.epub"
! judge "$scratch/bad.epub" >/dev/null || flunk 'Ace lets a book without accessibility metadata pass'

# Two callouts of one kind that are landmarks.
if [ -z "${STS_EPUBS:-}" ]; then
    unpack "$scratch/epub/fixture-cases.epub" "$scratch/landmarks"
    sed -i 's/<div class="callout/<section class="callout/; s/^<\/div>$/<\/section>/' "$scratch/landmarks/EPUB/text/two-warnings.xhtml"
    pack "$scratch/landmarks" "$scratch/landmarks.epub"
    ! judge "$scratch/landmarks.epub" >/dev/null || flunk 'Ace lets two landmarks of one name pass'
fi

finish
