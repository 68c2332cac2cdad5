# shellcheck shell=bash
# Sections that are named by their files, and what is said where no library is named.
. "$(dirname "$0")/lib.sh"

# Where there is no library, the sample that stands in for it is told as that.
mkdir empty
cd empty || exit 1
run 0 --pdf surgery
says '^sts-export: no library .* the sample that comes with the program; name yours with -C'
run 0 --quiet --pdf surgery
silent "$err"
run 0 --check
says 'the sample that comes with the program'
run 2 --check mine.md
says 'no file “mine\.md”'
cd .. || exit 1

# A file at hand is meant, however a library is called that has a section of this name.
write_library guide surgery radiation
mkdir alone
printf -- '---\ntitle: Mine\nlast-revised: 2018-04-06\ndisclaimer: Ask.\n---\n\nSome [text](surgery.md).\n\n## References\n\nDoe J. 2017.\n' >alone/mine.md
cp alone/mine.md guide/mine.md
cp alone/mine.md alone/surgery.md
run 1 --check alone/mine.md
prints '^alone/mine\.md:7:6: error: .*surgery\.md.*\[link-section-unknown\]'
prints '^1 section checked'
silent "$err"
sed -i 's/\[text\](surgery.md)/text/' alone/mine.md
run 0 --check alone/mine.md
run 0 --pdf --epub alone/mine.md -o alone
has_file alone/mine.pdf
has_file alone/mine.epub
run 2 --check alone/mine.md alone/surgery.md
says '“alone/surgery\.md” does not lie in the library “alone/mine\.md”'

# In a library, it stands among the others, with what library.yaml says for all of them, whether it is listed there or not.
sed -i '/^disclaimer:/d' guide/mine.md
printf 'rules: {readability-long-sentence: off}\n' >>guide/library.yaml
run 0 --check -v guide/mine.md
prints '^guide/mine\.md:1:1: note: “mine\.md” is not listed .*\[section-unlisted\]$'
prints '^1 section checked: no errors'
run 0 --check -v guide/surgery.md guide/mine.md
prints '^2 sections checked: no errors'
run 0 --check -v guide/surgery.md
! grep -q section-unlisted "$out" || flunk "$call: a section that is listed is told as one that is not"
printf 'More of [that](#none).\n' >guide/broken.md
run 1 --check guide/broken.md
prints '^guide/broken\.md:1:9: error: .*\[link-fragment-unknown\]$'
run 0 --check -C guide
! grep -q mine "$out" || flunk "$call: a file that nobody named was read"
mkdir guide/sub
cp guide/mine.md guide/sub/deep.md
sed -i 's/(surgery.md)/(..\/surgery.md)/' guide/sub/deep.md
run 0 --check guide/sub/deep.md
(cd guide/sub && "$STS_BINARY" --check deep.md >"$out" 2>"$err") || flunk "a file below its library is not checked: $(cat "$out" "$err")"
mkdir pages
run 0 --pdf guide/sub/deep.md guide/mine.md surgery -o pages
holds pages sub-deep.pdf mine.pdf surgery.pdf
run 0 --pdf guide/surgery.md -o pages/one.pdf
cmp -s pages/one.pdf pages/surgery.pdf || flunk "a section is another one by the name of its file"
run 2 --check guide/surgery.md alone/mine.md
says '“alone/mine\.md” does not lie in the library “guide”'
run 2 --check -C guide alone/mine.md
says '“alone/mine\.md” does not lie in the library “guide”'

# A draft of a section may have its id; not both at once. And what is no text.
cp guide/surgery.md guide/copy.md
run 0 --check guide/copy.md
run 1 --check guide/surgery.md guide/copy.md
says 'copy\.md:2:5: error: the id “surgery” is already that of .*\[duplicate-id\]'
printf '\377' >guide/bytes.md
run 1 --check guide/bytes.md
says 'bytes\.md:1:1: error: .*\[invalid-utf8\]'
finish
