#!/usr/bin/env bash
# In a browser, on a telephone, a tablet and a desk, by day and by night: nothing runs over the edge, all text has contrast, every link lands.
. "$(dirname "${BASH_SOURCE[0]}")/epub-lib.sh"

chromium=$(find_chromium) || { printf '%s\n' "$chromium"; missing Chromium 'apt-get install chromium'; }
command -v node >/dev/null || missing Node.js 'apt-get install nodejs'
export CHROMIUM=$chromium

look()
{
    node "$here/epub-browser.mjs" "$@"
}

export_samples
for epub in "$scratch"/epub/*.epub; do
    folder=$scratch/$(basename "$epub" .epub)
    unpack "$epub" "$folder"
    look "$folder" || flunk "$(basename "$epub")"
done

# The eye is sharp: each fault is put into one page, and must be seen. The book with the fewest pages does.
good=$(for epub in "$scratch"/epub/*.epub; do
    folder=$scratch/$(basename "$epub" .epub)
    printf '%s %s\n' "$(find "$folder" -name '*.xhtml' | wc -l)" "$folder"
done | sort -n | head -n 1 | cut -d ' ' -f 2-)
page=$(cd "$good" && find EPUB/text -name '*.xhtml' | sort | head -n 1)
see()
{
    local fault=$1 expected=$2
    rm -rf "$scratch/bad"
    cp -r "$good" "$scratch/bad"
    sed -i "s|</body>|$fault</body>|" "$scratch/bad/$page"
    look "$scratch/bad" >"$scratch/seen" 2>&1 && flunk "not seen: $fault"
    grep -q "$expected" "$scratch/seen" || { flunk "seen, but not as $expected: $fault"; cat "$scratch/seen"; }
}
see '<div style="width: 1500px">wide</div>' overflow
see '<p style="color: #999">pale</p>' contrast
see '<p style="color: #000">black at night</p>' contrast
see '<p><a href="#nowhere">dead</a></p>' link
see '<p><a href="no-file.xhtml">dead</a></p>' link
see '<div style="overflow: auto">'"$(printf '<p>one of many</p>%.0s' $(seq 60))"'</div>' page
see '<h2><span role="doc-pagebreak" id="x9" aria-label="9"></span>Heading</h2>' name
see '<p>www.example.org/a-quite-long-name-of-a-page-that-has-hyphens-in-it-and-goes-on-and-on-for-many-lines.html</p>' break
see '<p style="width: 4em">Call 1-800-227-2345</p>' break
see '<p><a href="https://example.org/">www.example<wbr />.org</a></p>' called
see '<h2>Heading<sup><a href="https://example.org/" aria-label="Link 8">8</a></sup></h2>' called
see '<p><img src="no-picture.png" alt="none" /></p>' picture

finish
