# shellcheck shell=bash
# Where files go, what they are called, and that a failed call leaves none.
. "$(dirname "$0")/lib.sh"

write_library library surgery radiation chemotherapy
kind() { head -c 4 "$1"; }

mkdir here && cd here || exit 1
run 0 --pdf -C ../library surgery
prints '^wrote surgery.pdf$'
holds . surgery.pdf
[ "$(kind surgery.pdf)" = %PDF ] || flunk "surgery.pdf is no PDF"
run 0 --pdf --epub --quiet -C ../library radiation surgery radiation
silent "$out"
silent "$err"
holds . surgery.pdf surgery.epub radiation.pdf radiation.epub
[ "$(kind surgery.epub)" = "$(printf 'PK\003\004')" ] || flunk "surgery.epub is no archive"
cd .. || exit 1

# The library is found: in this folder, then in ./content.
(cd library && run 0 --pdf surgery && has_file surgery.pdf && rm -f surgery.pdf; exit "$faults") || faults=1
cp -r library content
run 0 --epub chemotherapy
has_file chemotherapy.epub

mkdir out
run 0 --pdf --epub --all -C library -o out/ --jobs 3
holds out surgery.pdf surgery.epub radiation.pdf radiation.epub chemotherapy.pdf chemotherapy.epub
# Results are told in the order of the library, whichever was done first.
[ "$(sed 's/.*\///' "$out" | tr '\n' ' ')" = 'surgery.pdf surgery.epub radiation.pdf radiation.epub chemotherapy.pdf chemotherapy.epub ' ] \
    || flunk "results are out of order: $(cat "$out")"

# A title may be longer than the name of a file.
mkdir long
sed "s/^title:.*/title: A guide with $(printf 'many words %.0s' $(seq 40))/" library/library.yaml >long.yaml
(cp -r library longer && mv long.yaml longer/library.yaml)
run 0 --pdf --book -C longer -o long
[ "$(ls long | wc -c)" -lt 110 ] || flunk "$call: the name is long: $(ls long)"

mkdir books
# What is left out of an EPUB is left out of it beside a PDF, too.
mkdir bare beside
run 0 --epub --no-pages --no-fonts -C library -o bare surgery
run 0 --epub --pdf --no-pages --no-fonts -C library -o beside surgery
cmp -s bare/surgery.epub beside/surgery.epub || flunk "$call: the EPUB differs from that which is made alone"

run 0 --pdf --epub --book -C library -o books
holds books a-small-guide.pdf a-small-guide.epub
run 0 --pdf --book -C library -o books/my-guide.pdf
has_file books/my-guide.pdf
cmp -s books/my-guide.pdf books/a-small-guide.pdf || flunk "a book's bytes depend on its file's name"

# A book of chosen sections is named after them, holds them in the order given, and is another publication than the book of all.
mkdir chosen
run 0 --pdf --epub --book -C library -o chosen radiation surgery
holds chosen radiation-surgery.pdf radiation-surgery.epub
package_of()
{
    python3 -c 'import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read("EPUB/package.opf").decode())' "$1"
}
spine=$(package_of chosen/radiation-surgery.epub | grep -o 'href="text/[a-z]*' | tr '\n' ' ')
[ "$spine" = 'href="text/radiation href="text/surgery ' ] || flunk "a book of two sections holds $spine"
package_of chosen/radiation-surgery.epub >chosen.opf
package_of books/a-small-guide.epub >all.opf
[ "$(grep -c 'idref="cover"' chosen.opf)" -eq 1 ] || flunk 'a book of chosen sections has no cover'
[ "$(grep '<dc:identifier' chosen.opf)" != "$(grep '<dc:identifier' all.opf)" ] || flunk 'two books have one identifier'
run 0 --epub --book -C library -o chosen surgery
has_file chosen/surgery-book.epub
run 0 --epub --book -C library -o - surgery radiation
[ -s "$out" ] || flunk 'a book of two sections is one file, and standard output takes it'
# Of many sections the first are named.
write_library many chemotherapy immunotherapy targeted-therapy radiation-therapy surgery follow-up-care
run 0 --epub --book -C many -o chosen chemotherapy immunotherapy targeted-therapy radiation-therapy surgery follow-up-care
has_file chosen/chemotherapy-immunotherapy-targeted-therapy-radiation-therapy-surgery-and-1-more.epub
run 2 --epub --book -C library nowhere
says 'there is no section .nowhere.'

# What the library is made of is never written over, whatever name leads to it.
cp -r library own
mkdir own/figures
printf '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="5" height="5"/></svg>' >own/figures/dose.svg
sed -i 's/^## References/![The dose chart.](figures\/dose.svg)\n\n&/' own/surgery.md
grep -q dose.svg own/surgery.md || flunk 'no picture was put into own/surgery.md'
cp -r own before
mkdir own-out
ln -s ../own/surgery.md own-out/surgery.pdf
ln own/library.yaml own-out/library.pdf
run 2 --pdf -C own surgery -o own-out/surgery.pdf
says 'own-out/surgery.pdf. would overwrite .own/surgery.md., which this call reads'
run 2 --pdf --epub --all -C own -o own-out
says 'would overwrite .own/surgery.md.'
run 2 --pdf -C own radiation -o own-out/library.pdf
says 'would overwrite .own/library.yaml.'
run 2 --pdf -C own radiation -o own/figures/dose.svg
says 'would overwrite .own/figures/dose.svg.'
diff -r own before || flunk 'the library has changed'
holds own-out surgery.pdf library.pdf
run 0 --pdf -C own surgery -o own/
run 0 --pdf -C own surgery -o own/

"$STS_BINARY" --pdf -C own surgery -o - >>own/surgery.md 2>"$err"
[ $? -eq 2 ] || flunk 'a file of the library took standard output'
says 'standard output goes to .own/surgery.md., which this call reads'
"$STS_BINARY" --check -C own >>own/library.yaml 2>"$err"
[ $? -eq 2 ] || flunk 'library.yaml took the report of a check'
"$STS_BINARY" --verify -C own own/surgery.pdf >>own/surgery.pdf 2>"$err"
[ $? -eq 2 ] || flunk 'the file that is verified took the verdict'
rm own/surgery.pdf
diff -r own before || flunk 'the library has changed'

# Nor are the fonts that the call reads.
mkdir types
cp "$STS_SOURCE_DIR"/fonts/NotoSansMono-Regular.ttf types/mono.ttf
ln -s ../types/mono.ttf own-out/mono
for name in types/mono.ttf own-out/mono; do
    run 2 --pdf -C library surgery --fonts types -o "$name"
    says "“$name” would overwrite “types”, which this call reads"
done
cmp -s types/mono.ttf "$STS_SOURCE_DIR"/fonts/NotoSansMono-Regular.ttf || flunk 'a font was overwritten'

# In a folder, only what was exported before is replaced, whatever the version and however it was packed since.
mkdir foreign again
run 0 --pdf --epub -C library surgery -o again
run 0 --pdf --epub -C library surgery -o again
python3 - again/surgery.epub again/surgery.pdf <<'END'
import sys, zipfile
old = zipfile.ZipFile(sys.argv[1])
files = {name: old.read(name) for name in old.namelist()}
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_STORED) as new:
    for name, data in files.items():
        new.writestr(name, data.replace(b"provenance:4#", b"provenance:1#"))
data = open(sys.argv[2], "rb").read()
open(sys.argv[2], "wb").write(data.replace(b"provenance:4#", b"provenance:1#") + b"% signed\n")
END
run 0 --pdf --epub -C library surgery -o again
: >again/surgery.pdf
run 0 --pdf -C library surgery -o again
[ "$(kind again/surgery.pdf)" = %PDF ] || flunk 'an empty file was not replaced'
printf '%%PDF-1.7\nA scan of somebody else.\n' >foreign/surgery.pdf
python3 - foreign/surgery.epub <<'END'
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as new:
    new.writestr("mimetype", "application/epub+zip")
    new.writestr("META-INF/container.xml", '<container><rootfiles><rootfile full-path="EPUB/package.opf"/></rootfiles></container>')
    new.writestr("EPUB/package.opf", "<package/>")
END
cp -r foreign kept
for format in pdf epub; do
    run 2 --$format -C library surgery -o foreign
    says "“foreign/surgery.$format” exists, and sts-export did not write it; move it away, or choose another folder"
    (cd foreign && run 2 --$format --all -C ../library; exit "$faults") || faults=1
done
diff -r foreign kept || flunk 'a file of somebody else was replaced'
run 0 --pdf -C library surgery -o foreign/surgery.pdf
[ "$(kind foreign/surgery.pdf)" = %PDF ] || flunk 'a file that was named was not replaced'
# Two names of one file: only the last export would be left of it.
ln -sf surgery.pdf foreign/radiation.pdf
run 2 --pdf --all -C library -o foreign
says '.foreign/surgery.pdf. and .foreign/radiation.pdf. are the same file'

# What a killed call has left is removed by the next one, and nothing else; as little by one that is refused.
mkdir left
sh -c 'echo $$' >gone
for name in ".surgery.pdf.sts-$(cat gone)-0123abcd" ".surgery.pdf.sts-$$-0123abcd" .surgery.pdf.sts-note; do
    printf '%%PDF-1.7\nHalf.\n' >"left/$name"
done
run 2 --pdf -C library nowhere -o left
holds left ".surgery.pdf.sts-$(cat gone)-0123abcd" ".surgery.pdf.sts-$$-0123abcd" .surgery.pdf.sts-note
run 0 --epub -C library surgery -o left/one.epub
holds left one.epub ".surgery.pdf.sts-$$-0123abcd" .surgery.pdf.sts-note

# Standard output takes one file, byte for byte the same.
run 0 --pdf -C library surgery -o -
cmp -s "$out" out/surgery.pdf || flunk "--output - differs from the file"
silent "$err"
run 2 --pdf --epub -C library surgery -o -
says '--output - takes one file'
run 2 --pdf --all -C library -o -
says '--output - takes one file'

# Places that are wrong.
mkdir places
mkfifo places/pipe
run 2 --pdf -C library surgery -o places/pipe
says 'places/pipe.*a device or a pipe, not a file'
holds places pipe
rm places/pipe
echo precious >places/file
run 3 --pdf -C library surgery -o places/nowhere/x.pdf
says 'places/nowhere'
run 3 --pdf -C library surgery -o places/nowhere/one/
says '“places/nowhere/one/” cannot be made: there is no folder “.*/places/nowhere”'
# A name with a slash at its end, or for several files, is that of a folder, which is made; nothing of it stays where
# nothing comes of the call.
for output in places/made/ places/made; do
    run 0 --pdf --epub -C library surgery -o $output
    prints 'wrote places/made/surgery.pdf'
    holds places/made surgery.epub surgery.pdf
    rm -r places/made
done
run 0 --epub -C library --book -o places/made/
holds places/made a-small-guide.epub
run 0 --pdf -C library surgery -o places/made/
holds places/made a-small-guide.epub surgery.pdf
rm -r places/made
run 0 --pdf -C library surgery -o places/made
[ -f places/made ] || flunk "$call: one file for one name is no folder"
rm places/made
run 2 --pdf --epub -C library surgery -o places/made.pdf
says 'names the file .places/made.pdf., but 2 files are to be written'
cp -r library faulty && sed -i '/^disclaimer/,/care team/d' faulty/library.yaml
run 1 --pdf --epub -C faulty surgery -o places/made/
sed -i 's/^Some people/𐎀 &/' library/surgery.md
run 1 --pdf --epub -C library surgery -o places/made/
[ -e places/made ] && flunk "$call: a folder stays of a call that failed"
sed -i 's/𐎀 //' library/surgery.md
(ulimit -f 8 && exec "$STS_BINARY" --pdf --epub -C library surgery -o places/made/) >"$out" 2>"$err" && flunk "a full disk is no error"
[ -e places/made ] && flunk "a folder stays of a call that the disk failed"

run 3 --pdf -C library surgery -o places/file/
says 'there is no folder .places/file/.'
run 2 --pdf --epub -C library surgery -o places/file
says '2 files are to be written; name a folder'
run 2 --epub -C library surgery -o places/x.pdf
says 'will be an EPUB'
run 2 --pdf -C library surgery -o library/surgery.md
says 'will be a PDF'
holds places file
[ "$(cat places/file)" = precious ] || flunk "places/file was changed"
grep -q '^title: About surgery' library/surgery.md || flunk "the section's text was overwritten"

# A folder that cannot be written, as somebody who is not root.
mkdir closed
chmod 555 closed
if [ "$(id -u)" -ne 0 ]; then
    run 3 --pdf -C library surgery -o closed/
    says 'Permission denied'
elif setpriv --reuid 65534 --clear-groups test -x "$STS_BINARY" -a -r "$STS_SOURCE_DIR/styles"; then
    chmod 755 "$scratch"
    setpriv --reuid 65534 --clear-groups "$STS_BINARY" --pdf -C library surgery -o closed/ >"$out" 2>"$err"
    [ $? -eq 3 ] || flunk "a folder that cannot be written does not end with 3"
    says 'Permission denied'
fi
holds closed

# A disk that is full.
if [ "$(id -u)" -eq 0 ] && mkdir full && mount -t tmpfs -o size=16k none full 2>/dev/null; then
    run 3 --pdf --epub -C library surgery -o full/
    says '(“full/surgery|nothing was written to .full)'
    says 'No space left on device'
    holds full
    umount full
fi

# More fonts are for what our own lack. What these have is set as without them, also where another file claims their name.
mkdir fonts without with
cp "$STS_SOURCE_DIR"/fonts/NotoSansMono-Regular.ttf fonts/
cp "$STS_SOURCE_DIR"/fonts/AtkinsonHyperlegibleNext-Bold.ttf fonts/AtkinsonHyperlegibleNext-Regular.ttf
run 0 --pdf --epub -C library surgery -o without
run 0 --pdf --epub -C library surgery -o with --fonts fonts
diff -r without with || flunk "$call: fonts beside our own change the look"

# Emoji are drawn with a font of ours, which is in a file only where there are some. Fonts of colored pictures are refused by name.
write_library emoji surgery
sed -i 's/^Some people.*/Take one 💊 at 9, and call 🚑 if you see ⚠️: key 1️⃣, family 👨‍👩‍👧, thumb 👍🏽, flag 🇺🇸./' emoji/surgery.md
LC_ALL=C sed 's/GSUB/CBDT/' "$STS_SOURCE_DIR"/fonts/NotoSansHebrew-Regular.ttf >fonts/Colored.ttf
mkdir emojis
run 0 --pdf --epub -C emoji surgery -o emojis --fonts fonts
says '^fonts/Colored.ttf: warning: .*colored pictures.* \[font-colored\]$'
run 0 --pdf --epub -C emoji surgery -o emojis
silent "$err"
run 0 --verify -C emoji emojis/surgery.pdf emojis/surgery.epub
python3 -m zipfile -l emojis/surgery.epub | grep -q 'NotoEmoji-Regular.ttf' || flunk "an EPUB with emoji has no font for them"
python3 -m zipfile -l emojis/surgery.epub | grep -q 'LICENSE-NotoEmoji.txt' || flunk "the font of emoji comes without its licence"
! python3 -m zipfile -l without/surgery.epub | grep -q NotoEmoji || flunk "an EPUB without emoji has a font for them"
rm fonts/Colored.ttf

# What has the same bytes stays as it is, with its time, whether one file is made or several; others are written.
mkdir again
for call in '--pdf surgery' '--pdf --epub surgery' '--pdf --epub --all' '--pdf --book'; do
    run 0 $call -C library -o again
done
cp -r library revised
sed -i 's/^Some people.*/& And more./' revised/radiation.md
touch -d 2020-02-02 again/*
chmod 640 again/surgery.pdf
for call in '--pdf surgery' '--pdf --epub surgery' '--pdf --book'; do
    run 0 $call -C library -o again
    prints '^unchanged again/'
    ! grep -q '^wrote' "$out" || flunk "$call: says that it wrote: $(cat "$out")"
done
[ -z "$(find again -type f -newermt 2020-02-03)" ] || flunk "files of the same bytes were written: $(find again -type f -newermt 2020-02-03)"
[ "$(stat -c %a again/surgery.pdf)" = 640 ] || flunk "a file of the same bytes has other permissions"
run 0 --pdf --epub --all -C revised -o again
[ "$(sed 's/again.//' "$out" | sort | tr '\n' ' ')" = 'unchanged chemotherapy.epub unchanged chemotherapy.pdf unchanged surgery.epub unchanged surgery.pdf wrote radiation.epub wrote radiation.pdf ' ] \
    || flunk "$call: says $(cat "$out")"
[ "$(find again -type f -newermt 2020-02-03 -printf '%f ' | tr ' ' '\n' | sort | xargs)" = 'radiation.epub radiation.pdf' ] \
    || flunk "written were: $(find again -type f -newermt 2020-02-03)"
touch -d 2020-02-02 again/*
# A file as long as the one to be written, but another: its last byte alone.
printf 'X' | dd of=again/surgery.pdf bs=1 seek=$(($(stat -c %s again/surgery.pdf) - 1)) conv=notrunc status=none
run 0 --pdf --epub -C library -o again/ surgery
prints '^wrote again/surgery.pdf$'
prints '^unchanged again/surgery.epub$'
cmp -s again/surgery.pdf here/surgery.pdf || flunk "$call: did not write what has other bytes"
touch -d 2020-02-02 again/*
run 0 --pdf --epub surgery --force -C library -o again
prints '^wrote again/surgery.pdf$'
[ "$(find again -type f -newermt 2020-02-03 | wc -l)" -eq 2 ] || flunk "$call: did not write both files"
# A link stays one, and what it leads to as it is.
mv again/surgery.pdf kept.pdf && ln -s ../kept.pdf again/surgery.pdf && touch -d 2020-02-02 kept.pdf
run 0 --pdf surgery -C library -o again
prints '^unchanged again/surgery.pdf$'
[ -L again/surgery.pdf ] && [ -z "$(find kept.pdf -newermt 2020-02-03)" ] || flunk "a link, or what it leads to, was written"

# A fault that shows only when a section is laid out keeps all files away, those that were finished before it among them.
cp -r library runes
sed -i 's/^Some people.*/& A rune: \xe1\x9a\x97./' runes/chemotherapy.md
mkdir rune
run 1 --pdf --epub --all -C runes -o rune --jobs 1
says '^runes/chemotherapy.md:[0-9]+:[0-9]+: error: .*U.1697.*\[missing-glyph\]$'
says 'nothing was written'
holds rune

# One fault anywhere, and no file at all; but a fault elsewhere does not matter.
sed -i '/^last-revised/d' library/radiation.md
mkdir none
run 1 --pdf --epub --all -C library -o none
says '^library/radiation.md:[0-9]+:[0-9]+: error: .*\[.*\]$'
says 'nothing was written: the content has 1 error'
holds none
run 1 --pdf --book -C library -o none
holds none
run 0 --pdf surgery -C library -o none
silent "$err"
holds none surgery.pdf
finish
