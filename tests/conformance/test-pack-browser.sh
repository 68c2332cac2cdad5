#!/usr/bin/env bash
# The index of a pack in a browser, at five widths, by day and by night, with and without a script: axe finds nothing, the filter filters and says so, the keyboard reaches all.
. "$(dirname "${BASH_SOURCE[0]}")/epub-lib.sh"

chromium=$(find_chromium) || { printf '%s\n' "$chromium"; missing Chromium 'apt-get install chromium'; }
command -v node >/dev/null || missing Node.js 'apt-get install nodejs'
command -v pdftoppm >/dev/null || missing pdftoppm 'apt-get install poppler-utils'
axe=$modules/axe-core/axe.min.js
[ -f "$axe" ] || missing axe 'scripts/run-tests --conformance'
export CHROMIUM=$chromium

look()
{
    node "$here/pack-browser.mjs" "$axe" "$@"
}

"$STS_BINARY" --quiet --pack "$scratch/rack" -C "$source_dir/content" || flunk 'sts-export --pack failed'
# Titles in any language, with or without their marks; ids; words in any order.
found=('chemo=1' 'CIRUGIA=1' 'radioterapia=1' 'stage-iv=1' 'sarcomas surgery=1' 'sarcoma=8' 'zzz=0')
look "$scratch/rack/index.html" "${found[@]}" || flunk 'the browser finds faults'
"$STS_BINARY" --quiet --pack "$scratch/languages" -C "$source_dir/tests/fixtures/languages" 2>/dev/null || flunk 'sts-export --pack failed'
look "$scratch/languages/index.html" 'walk=1' || flunk 'the browser finds faults in a draft'

# The eye is sharp: each fault is put into the page, and must be seen.
see()
{
    local fault=$1 expected=$2
    sed "$fault" "$scratch/rack/index.html" >"$scratch/rack/bad.html"
    node "$here/pack-browser.mjs" --quick "$axe" "$scratch/rack/bad.html" 'chemo=1' >"$scratch/seen" 2>&1 && flunk "not seen: $fault"
    grep -q "$expected" "$scratch/seen" || { flunk "seen, but not as $expected: $fault"; cat "$scratch/seen"; }
}
see 's|</main>|<div style="width: 1500px">wide</div></main>|' overflow
see 's|--muted: #4a4f55|--muted: #aaaaaa|' color-contrast
see 's|sheet.section.hidden = !found|sheet.section.hidden = false|' 'policy\|filter'
see 's|<label for="pack-filter">|<label>|' 'label'
see 's|<form id="pack-find" role="search" hidden="hidden">|<form id="pack-find" role="search">|' 'script'
see 's|</main>|<img src="https://www.example.org/x.png" alt="x"/></main>|' 'loaded\|policy'

finish
