# shellcheck shell=bash
# The Debian package: it builds, names what it depends on, and works from its own files.
. "$(dirname "$0")/lib.sh"

command -v cpack >/dev/null && command -v dpkg-shlibdeps >/dev/null && command -v file >/dev/null || exit 77
[ -z "${STS_SANITIZED:-}" ] || exit 77

cpack --config "$STS_BUILD_DIR/CPackConfig.cmake" -G DEB -B "$scratch/package" >log 2>&1 || { cat log; flunk "cpack failed"; finish; }
package=$(find package -maxdepth 1 -name 'sts-export_*.deb')
[ -n "$package" ] || { flunk "cpack made no package"; finish; }
depends=$(dpkg-deb -f "$package" Depends)
for library in libcmark libgumbo libpango-1.0 libcairo2 libqpdf libqrencode libzip libfyaml librsvg2 libjson-glib liblcms2; do
    case $depends in
    *"$library"*) ;;
    *) flunk "the package does not depend on $library: $depends" ;;
    esac
done

dpkg-deb -x "$package" tree
for file in usr/bin/sts-export usr/share/man/man1/sts-export.1 usr/share/man/man7/sts-export-rules.7 usr/share/doc/sts-export/copyright \
    usr/share/sts-export/fonts/LICENSE-Noto.txt \
    usr/share/bash-completion/completions/sts-export usr/share/zsh/vendor-completions/_sts-export; do
    has_file "tree/$file"
done
STS_BINARY=$scratch/tree/usr/bin/sts-export
run 0 --verbose --pdf --epub stage-ii-iii
says 'tree/usr/share/sts-export/content'
has_file stage-ii-iii.pdf
has_file stage-ii-iii.epub
finish
