# shellcheck shell=bash
# Sections that are named: only they and what they link to are read, what is wrong elsewhere does not keep them from the patient, and their bytes are those
# of an export of all.
. "$(dirname "$0")/lib.sh"

# section FILE KEY...: writes the file with these keys and the body on standard input.
section()
{
    local file=$1
    shift
    { echo ---; printf '%s\n' "$@"; echo ---; cat; printf '\n## References\n\nDoe J. A study. 2017.\n'; } >"$file"
}

revised='last-revised: 2018-04-06'
mkdir -p library/sub
write_library library surgery radiation chemotherapy undated sub/heat
section library/surgery.md 'title: Surgery' "$revised" <<'END'
Ask for [care at home](radiation.md#care-at-home), [rays](./radiation.md), [drugs](pills), and [warmth](sub/heat.md).
END
section library/radiation.md 'title: Radiation' "$revised" <<'END'
Some text.

## Care at home

![A dot](dot.png)
END
section library/chemotherapy.md 'id: pills' 'title: Tablets' 'last-revised: 2021-04-06' <<<'Some text.'
section library/undated.md 'title: Undated' 'last-revised: {waived: nobody knows}' <<<'Some text.'
section library/sub/heat.md 'title: Heat' <<<$'See [surgery](surgery).\n\nLast Revised: May 1, 2022'
python3 - >library/dot.png <<'END'
import struct, sys, zlib
part = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
sys.stdout.buffer.write(b"\x89PNG\r\n\x1a\n" + part(b"IHDR", header) + part(b"IDAT", zlib.compress(b"\0\0")) + part(b"IEND", b""))
END
cp -r library whole

mkdir all named
run 0 --quiet --pdf --epub --all -C whole -o all
same_as_all()
{
    local id
    for id in "$@"; do
        run 0 --quiet --pdf --epub -C library -o named "$id"
        silent "$err"
        cmp -s "all/$id.pdf" "named/$id.pdf" && cmp -s "all/$id.epub" "named/$id.epub" || flunk "$id differs from what an export of all writes"
    done
}

# The title of a section that is linked is printed, one without a date has none of another, and an id need not be the name of its file.
same_as_all surgery radiation pills undated sub-heat
run 0 --quiet --epub --book -C whole -o all/book.epub
run 0 --quiet --epub --book -C library -o named/book.epub surgery radiation pills undated sub-heat
cmp -s all/book.epub named/book.epub || flunk "a book of all sections by name is another one than the book of all"
run 0 --quiet --epub --book -C library -o named/one.epub sub-heat
python3 - all/book.epub named/one.epub <<'END' || flunk "a book of one section has the identifier of the book of all"
import re, sys, zipfile
all_, one = (re.search(r"<dc:identifier[^>]*>([^<]+)", zipfile.ZipFile(path).read("EPUB/package.opf").decode())[1] for path in sys.argv[1:])
sys.exit(all_ == one)
END

# So a file is verified: its sections, of the first file; more files, and a book, take the others, too.
run 0 --verify -C library all/pills.pdf
run 0 --verify -C library all/pills.pdf all/surgery.epub all/book.epub named/one.epub
sed -i 's/Some text/Other text/' library/chemotherapy.md
run 0 --verify -C library all/surgery.pdf named/one.epub
run 1 --verify -C library all/surgery.pdf all/pills.epub
prints '^all/pills\.epub: outdated'
sed -i 's/Other text/Some text/' library/chemotherapy.md

# What is wrong in the neighbours, or that they are not there at all, is the check's business.
printf '\n<table>\n\n![](none.png)\n' >>library/radiation.md
rm library/undated.md
printf '\377' >library/sub/heat.md
sed -i 's/, and \[warmth\](sub\/heat.md)//' library/surgery.md whole/surgery.md
run 0 --quiet --pdf --epub --all -C whole -o all
same_as_all surgery pills
run 0 --verify -C library all/surgery.pdf
run 1 --verify -C library all/surgery.pdf all/sub-heat.pdf
run 0 --check -C library surgery
run 1 --check -C library
prints 'radiation\.md:.* \[raw-html\]'
prints 'library\.yaml:.*undated\.md.* \[section-unreadable\]'
run 1 --pdf -C library -o named radiation
says 'radiation\.md:.* \[raw-html\]'

# What is wrong with what is named, or with library.yaml, still is told.
sed 's/care-at-home/care-at-hme/' whole/surgery.md >library/surgery.md
run 1 --pdf -C library -o named surgery
says 'surgery\.md:.*did you mean “#care-at-home”.*\[link-fragment-unknown\]'
sed 's/radiation\.md/radation.md/' whole/surgery.md >library/surgery.md
run 1 --pdf -C library -o named surgery
says 'surgery\.md:.*radation.*did you mean “radiation\.md”.*\[link-section-unknown\]'
cp whole/surgery.md library
sed -i 's/^status:.*/status: simple/' library/library.yaml
run 1 --pdf -C library -o named surgery
says 'library\.yaml:4:.*status.*\[front-matter-type\]'
cp whole/library.yaml library
sed -i 's/^sections: \[/&surgery, /' library/library.yaml
run 1 --pdf -C library -o named surgery
says 'library\.yaml:.*a second time.*\[duplicate-id\]'
cp whole/library.yaml library

# An id may be written with escapes; one that nobody has is asked about.
sed -i 's/^id: .*/id: "\\x70ills"/' library/chemotherapy.md
same_as_all pills
run 2 --pdf -C library surgry
says 'there is no section “surgry” .*did you mean “surgery”'
run 2 --pdf -C library chemotherapy
says 'there is no section “chemotherapy”'
run 2 --pdf -C library Tablets
says 'did you mean “pills”'

# Nothing that the library is made of is written over, whether or not it was read.
cp -r whole over
ln -s "$PWD/over/dot.png" dot.pdf
run 2 --pdf -C over -o dot.pdf pills
says 'would overwrite “over/dot\.png”'
ln -s "$PWD/over/radiation.md" text.pdf
run 2 --pdf -C over -o text.pdf pills
says 'would overwrite “over/radiation\.md”'
diff -r whole over >/dev/null || flunk "a file of the library was written over"
run 0 --quiet --pdf -C over -o over/pills.pdf pills
run 0 --quiet --pdf -C over -o over/pills.pdf pills
finish
