# shellcheck shell=bash
# Fonts that cannot be read are refused by name: without one of them, the text would be set in another.
. "$(dirname "$0")/lib.sh"

write_library library surgery
sed -i 's/^Some people.*/Some **people** have *surgery*./' library/surgery.md
mkdir whole fonts
cp "$STS_SOURCE_DIR"/fonts/NotoSansHebrew-Regular.ttf fonts/
run 0 --pdf --epub -C library surgery -o whole --fonts fonts

# refused REASON: the file fonts/a.ttf is told, and nothing is written.
refused()
{
    mkdir none
    run 3 --pdf --epub -C library surgery -o none --fonts fonts
    says "the font file .fonts/a\.ttf. cannot be read: $1"
    holds none
    rm -r none fonts/a.ttf
}

: >fonts/a.ttf && refused 'it is no font, or is cut off'
echo 'no font' >fonts/a.ttf && refused 'it is no font, or is cut off'
for size in 11 12 100 2000 20000; do
    head -c $size "$STS_SOURCE_DIR"/fonts/NotoSansThai-Regular.ttf >fonts/a.ttf && refused 'it is no font, or is cut off'
done
truncate -s 100M fonts/a.ttf && refused 'it is no font, or is damaged'
truncate -s 4G fonts/a.ttf && refused 'it is larger than 256 MB'
ln -s nowhere fonts/a.ttf && refused 'No such file'
ln -s a.ttf fonts/a.ttf && refused 'Too many levels of symbolic links'

# What is no file is passed over, and never waited for; so is what other systems leave beside a font.
passed()
{
    mkdir other
    run 0 --pdf --epub -C library surgery -o other --fonts fonts
    diff -r whole other || flunk "$1 changes the look"
    rm -r other "fonts/$1"
}
mkfifo fonts/a.ttf && passed a.ttf
mkdir fonts/a.ttf && passed a.ttf
ln -s /dev/zero fonts/a.ttf && passed a.ttf
echo 'no font' >fonts/._a.ttf && passed ._a.ttf

# Each face of our own.
mkdir -p own/bin own/share/sts-export
cp "$STS_BINARY" own/bin/sts-export
cp -r "$STS_SOURCE_DIR"/styles "$STS_SOURCE_DIR"/fonts own/share/sts-export/
for face in Regular Bold Italic BoldItalic; do
    name=AtkinsonHyperlegibleNext-$face.ttf
    head -c 30000 "$STS_SOURCE_DIR/fonts/$name" >own/share/sts-export/fonts/$name
    mkdir none
    if own/bin/sts-export --pdf --epub -C library surgery -o none >"$out" 2>"$err"; then flunk "$name is cut off, and the status is 0"; fi
    says "the font file .*/$name. cannot be read"
    holds none
    rmdir none
    cp "$STS_SOURCE_DIR/fonts/$name" own/share/sts-export/fonts/
done

# With few open files, the same file or none.
[ -n "${STS_SANITIZED:-}" ] || for limit in 5 6 7 8 12; do
    mkdir other
    (ulimit -n $limit && exec "$STS_BINARY" --quiet --pdf --epub -C library surgery -o other --fonts fonts) >"$out" 2>"$err"
    got=$?
    if [ $got -eq 0 ]; then diff -r whole other || flunk "with $limit open files, another handout"; else holds other; fi
    [ $got -eq 0 ] || [ $got -eq 3 ] || flunk "with $limit open files, status $got: $(cat "$err")"
    rm -r other
done

finish
