#!/usr/bin/env bash
# The Nu Html Checker finds no error in web pages, and no warning but those of which the reason stands here.
. "$(dirname "${BASH_SOURCE[0]}")/epub-lib.sh"

command -v java >/dev/null || missing Java 'apt-get install default-jre-headless'
jar=$modules/vnu-jar/build/dist/vnu.jar
[ -f "$jar" ] || missing 'the Nu Html Checker' 'scripts/run-tests --conformance'

# Roles of tables and lists say what the elements are: browsers forget that where the style shows them otherwise. A slash in <br /> makes the page XML as well.
# The checker knows neither container queries nor the feet of pages, and takes hashes and data: in a policy for nothing.
accepted='.*role is unnecessary for element.*|.*The “role” attribute must not be used on a “t[drh]” element.*|.*Trailing slash on void elements.*|.*violates Content Security Policy.*'
accepted+='|.*CSS:.*(@container|container-type|@bottom-(left|right)|text-wrap|print-color-adjust|text-size-adjust|clip-path|“page”).*'

# export_page NAME ARGUMENT...: exports $scratch/NAME.html.
export_page()
{
    local name=$1
    shift
    "$STS_BINARY" --quiet --html "$@" -o "$scratch/$name.html" || flunk "sts-export --html $* failed"
}

judge()
{
    java -jar "$jar" --Werror --filterpattern "$accepted" "$@"
}

export_page section -C "$source_dir/content" surgery --clinic "$source_dir/tests/fixtures/clinic/north.yaml"
for library in content tests/conformance/epub-library tests/fixtures/{arabic,figures,notes-and-callouts,tables,languages,passages}; do
    export_page "$(basename "$library")" -C "$source_dir/$library" --book
done
judge "$scratch"/*.html || flunk 'the checker finds faults'

# The eye is sharp.
see()
{
    sed "s|</main>|$1</main>|" "$scratch/section.html" >"$scratch/bad.html"
    judge "$scratch/bad.html" >"$scratch/seen" 2>&1 && flunk "not seen: $1"
}
see '<p id="surgery">twice</p>'
see '<p><div>block in a line</div></p>'
see '<img src="x.png">'
see '<center>old</center>'

finish
