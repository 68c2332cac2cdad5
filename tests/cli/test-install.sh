# shellcheck shell=bash
# An installed program finds its data beside itself, not in the source tree, and stays whole when the folder is moved.
. "$(dirname "$0")/lib.sh"

cmake --install "$STS_BUILD_DIR" --prefix "$scratch/first" >/dev/null || { flunk "cmake --install failed"; finish; }
mv first moved
for file in bin/sts-export share/sts-export/styles/handout.yaml share/sts-export/fonts/LICENSE-Noto.txt share/sts-export/content/library.yaml share/sts-export/starter/library.yaml \
    share/man/man1/sts-export.1 share/man/man7/sts-export-rules.7 share/bash-completion/completions/sts-export share/zsh/site-functions/_sts-export include/sts/sts.h; do
    has_file "moved/$file"
done

# A title that only the installed copy has tells which data were read.
sed -i 's/^title: .*/title: The Installed Guide/' moved/share/sts-export/content/library.yaml
STS_BINARY=$scratch/moved/bin/sts-export
mkdir elsewhere && cd elsewhere || exit 1
run 0 --verbose --pdf stage-ii-iii
says 'moved/share/sts-export/content'
has_file stage-ii-iii.pdf
run 0 --epub --book
has_file the-installed-guide.epub
sed -i 's/^title: .*/title: Ours/' ../moved/share/sts-export/starter/library.yaml
run 0 --new ours
grep -q '^title: Ours' ours/library.yaml || flunk "--new copies another starter than the installed one"

# A clinic's file of words that is at fault: nothing is printed half in another language.
printf 'references: X\n' >../moved/share/sts-export/styles/terms/fr.yaml
run 1 --language fr --pdf surgery
says 'nothing was written'
says 'fr.yaml:1:1: error: the word “contents” is missing'
[ ! -e surgery.pdf ] || flunk "a handout was written with words at fault"
rm ../moved/share/sts-export/styles/terms/fr.yaml
cd .. || exit 1

# The public header and library serve a program of somebody else.
lib=$(dirname "$(find moved -name libsts.so)")
cat >client.c <<'END'
#include <sts/sts.h>
#include <stdio.h>
#include <string.h>

int
main(int argc, char **argv)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(StsDiagnostics) diagnostics = sts_diagnostics_new();
  g_autofree char *folder = sts_data_find_folder(&error);
  g_autofree char *content = folder ? g_build_filename(folder, "content", NULL) : NULL;
  g_autoptr(StsLibrary) library = content ? sts_library_load(content, diagnostics, &error) : NULL;

  (void)argv;
  if (!library || argc > 1)
    return 1;
  printf("%s\n", folder);
  printf("%s: %zu sections, version %s\n", sts_library_get_title(library), sts_library_count_sections(library), sts_version());
  return 0;
}
END
if [ -z "${STS_SANITIZED:-}" ] && command -v cc >/dev/null && command -v pkg-config >/dev/null; then
    # sts.pc knows where it lies, so it holds in the folder that was moved.
    export PKG_CONFIG_PATH=$scratch/$lib/pkgconfig
    read -ra flags < <(pkg-config --cflags --libs sts)
    [ "$(realpath "$(pkg-config --variable=stsdatadir sts)")" = "$scratch/moved/share/sts-export" ] || flunk "sts.pc does not name the data folder"
    cp client.c client.cc
    for compiler in "cc -std=c99 -pedantic" "cc -std=c17" "c++ -std=c++11" "c++ -std=c++20"; do
        command -v "${compiler%% *}" >/dev/null || continue
        source=client.c
        [ "${compiler%% *}" = cc ] || source=client.cc
        rm -f client
        # shellcheck disable=SC2086
        $compiler -Wall -Wextra -Werror "$source" -o client "${flags[@]}" -Wl,-rpath,"$scratch/$lib" || flunk "a client does not build with $compiler"
        ./client >told || flunk "a client built with $compiler does not run"
        grep -q '^The Installed Guide: 8 sections, version ' told || flunk "a client built with $compiler does not find the sample: $(cat told)"
        [ "$(head -n 1 told)" = "$scratch/moved/share/sts-export" ] || flunk "the library finds its data in $(head -n 1 told)"
    done
    # The public interface is visible, and nothing else.
    nm -D --defined-only "$lib/libsts.so" | awk '{ print $3 }' | sed 's/@.*//' | grep '^sts_' | sort -u >visible
    sed 's|/\*.*\*/||' "$STS_SOURCE_DIR"/include/sts/*.h | grep -oE 'sts_[a-z0-9_]+ *\(' | tr -d ' (' | sort -u >declared
    comm -23 visible declared >extra
    [ ! -s extra ] || flunk "visible without being public: $(cat extra)"
    comm -13 visible declared >lacking
    [ ! -s lacking ] || flunk "public without being visible: $(cat lacking)"
fi
finish
