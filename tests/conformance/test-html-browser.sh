#!/usr/bin/env bash
# In a browser, on a telephone, a tablet and a desk, by day and by night: axe finds nothing, nothing runs over the edge or is loaded, the keyboard reaches every link.
. "$(dirname "${BASH_SOURCE[0]}")/epub-lib.sh"

chromium=$(find_chromium) || { printf '%s\n' "$chromium"; missing Chromium 'apt-get install chromium'; }
command -v node >/dev/null || missing Node.js 'apt-get install nodejs'
axe=$modules/axe-core/axe.min.js
[ -f "$axe" ] || missing axe 'scripts/run-tests --conformance'
export CHROMIUM=$chromium

# export_page NAME ARGUMENT...: exports $scratch/NAME.html.
export_page()
{
    local name=$1
    shift
    "$STS_BINARY" --quiet --html "$@" -o "$scratch/$name.html" || flunk "sts-export --html $* failed"
}

look()
{
    node "$here/html-browser.mjs" "$axe" "$@"
}

clinic=(--clinic "$source_dir/tests/fixtures/clinic/north.yaml")
export_page section -C "$source_dir/content" chemotherapy "${clinic[@]}"
export_page book -C "$source_dir/content" --book
export_page large -C "$source_dir/content" surgery --style large-print
export_page arabic -C "$source_dir/tests/fixtures/arabic" surgery "${clinic[@]}"
export_page languages -C "$source_dir/tests/fixtures/languages" --book
export_page figures -C "$source_dir/tests/fixtures/figures" --book
export_page notes -C "$source_dir/tests/fixtures/notes-and-callouts" --book
export_page tables -C "$source_dir/tests/fixtures/tables" --book
export_page everything -C "$here/epub-library" --book
export_page plain -C "$here/epub-library" plain
# A piece, in a page with the style that docs/html.md asks for.
"$STS_BINARY" --quiet --html-fragment -C "$here/epub-library" everything -o "$scratch/piece" || flunk 'sts-export --html-fragment failed'
{
    printf '%s\n' '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A portal</title><style>' \
        'body { margin: 0; font-family: sans-serif; } @media (prefers-color-scheme: dark) { body { background: #111; color: #eee; } a { color: #9cf; } }'
    sed -n '/^```css$/,/^```$/{/^```/!p}' "$source_dir/docs/html.md"
    printf '%s\n' '</style></head><body><main><h1>A portal</h1>'
    cat "$scratch/piece"
    printf '</main></body></html>\n'
} >"$scratch/host.html"
look "$scratch"/*.html || flunk 'the browser finds faults'

# The eye is sharp: each fault is put into one page, and must be seen.
see()
{
    local fault=$1 expected=$2
    sed "s|</main>|$fault</main>|" "$scratch/plain.html" >"$scratch/bad.html"
    look "$scratch/bad.html" >"$scratch/seen" 2>&1 && flunk "not seen: $fault"
    grep -q "$expected" "$scratch/seen" || { flunk "seen, but not as $expected: $fault"; cat "$scratch/seen"; }
}
see '<div style="width: 1500px">wide</div>' overflow
see '<p style="color: #aaa">pale</p>' color-contrast
see '<p><img src="data:image/png;base64,x" /></p>' image-alt
see '<h5>Too deep</h5>' heading-order
see '<a href="#x" style="outline: 0 !important">hidden focus</a>' keyboard
see '<a href="#x" tabindex="1">first of all</a>' tabindex
see '<img src="https://www.example.org/x.png" alt="x" />' loaded

finish
