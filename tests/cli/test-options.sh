# shellcheck shell=bash
# Calls that are wrong: exit status 2, a message that says what to do, and nothing written.
. "$(dirname "$0")/lib.sh"

write_library content surgery radiation stage-ii-iii
mkdir empty

run 2
says 'nothing to do; try sts-export --pdf'
run 2 --pfd surgery
says 'there is no option --pfd; did you mean --pdf\?'
# What is meant, not what is spelled alike.
for pair in theme:style page_size:paper outdir:output library:content lint:check PDF:pdf epbu:epub duplx:duplex lang:language; do
    run 2 --pdf "--${pair%:*}" surgery
    says "there is no option --${pair%:*}; did you mean --${pair#*:}\?"
done
for option in color docx tags author; do
    run 2 "--$option" surgery
    says "there is no option --$option; sts-export --help lists them all"
done
run 2 --pdf=no surgery
says '--pdf takes no value'
run 2 --colour
says 'there is no option --colour; sts-export --help'
run 2 -x
says 'unknown option -x'
run 2 --pdf -o
says 'missing argument for -o'
run 2 surgery
says 'say what to make of .surgery.: --pdf, --epub, --html, --html-fragment, or several'
run 2 --book
says 'say what to make of the book'
run 2 --pdf
says 'say which section to export'
run 2 --pdf --all surgery
says '--all exports every section; leave out .surgery.'
run 2 --pdf --book --all
says 'choose one'
run 2 --list --check
says 'choose one'
run 2 --list --pdf
says '^sts-export: --list writes no file; leave out --pdf$'
run 2 --check --output x
says '--check prints to standard output'
run 2 --json --pdf surgery
says '--json works only with --list, --check, --verify, --compare and --import'
run 2 --list --all
says '^sts-export: --list writes no file; leave out --all$'
run 2 --list --paper a4
says '^sts-export: --paper works only with --pdf, --epub, --html, --html-fragment, --check, --preview and --pack$'
run 2 --verify --jobs 2 x.pdf
says '^sts-export: --jobs works only with --pdf, --epub, --html, --html-fragment, --check, --preview and --pack$'
run 2 --check --linearize
says '^sts-export: --linearize works only with --pdf$'
run 2 --pdf --report x.json surgery
says '^sts-export: --report works only with --import$'
run 2 --verify
says 'say which files to verify, or which codes'
run 2 --verify --compare a b
says 'choose one'
run 2 --verify --list x.pdf
says 'choose one'
run 2 --verify --pdf x.pdf
says '^sts-export: --verify writes no file; leave out --pdf$'
run 2 --verify -o out x.pdf
says '--verify prints to standard output'
run 2 --verify --language es x.pdf
says '--verify finds the language in the files themselves'
run 2 --verify --sarif x.pdf
says '--sarif works only with --check'
run 2 --verify ''
says 'the name of a file is empty'
run 2 --verify -C nowhere x.pdf
says 'nowhere'
run 2 --verify -C empty x.pdf
says 'library.yaml'
for files in '' one 'one two three'; do
    # shellcheck disable=SC2086
    run 2 --compare $files
    says '--compare takes two files or libraries, the old one and the new one, not [013]'
done
run 2 --compare -C content one two
says '--compare names its libraries itself; leave out --content'
run 2 --compare --as-of 2024-01-01 one two
says '--compare judges no dates; leave out --as-of'
run 3 --verify x.pdf
says 'cannot read .x.pdf.: No such file'
run 3 --compare x.pdf y.pdf
says 'cannot read .x.pdf.: No such file'
run 2 --quiet --verbose --list
says 'contradict each other'
run 2 --pdf --no-fonts surgery
says '--no-fonts is for --epub'
run 2 --pdf --no-pages surgery
says '--no-pages is for --epub'
run 2 --epub --linearize surgery
says '--linearize is for --pdf'
for jobs in 0 -1 3.5 3,5 many '' 99999; do
    run 2 --pdf --jobs "$jobs" surgery
    says '--jobs needs a whole number from 1 to 1024'
done
for day in 2023-02-30 yesterday 2023-1-1x ''; do
    run 2 --check --as-of "$day"
    says '--as-of needs a date that exists'
done
run 2 --pdf --paper a5 surgery
says '--paper is letter or a4, not .a5.'
run 2 --pdf --language 'not a tag' surgery
says '--language needs a language tag'
for language in xx_yy klingon español 'en-'; do
    run 2 --pdf --language "$language" surgery
    says '--language needs a language tag'
done
cp content/surgery.md content/surgery.spanish.md
run 2 --list --language Spanish
says "did you mean “es”\?"
run 2 --list --language es_MX
says "did you mean “es-MX”\?"
rm content/surgery.spanish.md
run 1 --pdf --language el surgery
says 'write “surgery.el.md”'
run 2 --pdf --style ../handout surgery
says 'there is no file .\.\./handout. with a style'
run 2 --pdf --style '' surgery
says '--style needs the name of a style'
run 2 --pdf --style nosuch surgery
says 'nosuch'
run 2 --pdf --fonts nowhere surgery
says '--fonts needs a folder, and there is no folder .nowhere.'
run 2 --list --content ''
says '--content needs the name of a folder'
run 2 --pdf ''
says 'the name of a section is empty'
run 2 --pdf --output '' surgery
says '--output needs'

# Short options take values as the next argument, or right after the letter; also after letters that take none.
mkdir -p made/-x
for values in '-Ccontent -omade' '-C content -o made' '-qCcontent -qj2 -omade' '-omade/-x/..'; do
    # shellcheck disable=SC2086
    run 0 --pdf $values surgery
    has_file made/surgery.pdf
    rm -f made/surgery.pdf
done
(cd made && run 0 --pdf -C ../content -o -x surgery)
has_file made/-x/surgery.pdf
rm -r made
run 2 --pdf -jtwo surgery
says '--jobs needs a whole number from 1 to 1024, not .two.'
run 2 --pdf -- -j2
says 'there is no section .-j2.'
for paper in A4 a4 Letter LETTER; do
    run 0 --pdf --paper "$paper" -o paper.pdf surgery
    has_file paper.pdf
    rm paper.pdf
done

# Sections.
run 2 --pdf stage-ii-ii
says 'there is no section .stage-ii-ii. in content/library.yaml; did you mean .stage-ii-iii.\?'
run 2 --pdf Surgery.md
says 'did you mean .surgery.\?'
run 2 --pdf 'About radiation'
says 'did you mean .radiation.\?'
run 2 --pdf xyzzy surgery
says 'sts-export --list shows all sections'

# The environment.
for epoch in soon 1.5e9 '1500000000 ' 99999999999999999999; do
    SOURCE_DATE_EPOCH=$epoch run 2 --pdf surgery
    says "SOURCE_DATE_EPOCH is .$epoch., which is no number of seconds since 1970"
done
SOURCE_DATE_EPOCH=soon run 2 --check
says 'SOURCE_DATE_EPOCH is .soon.'
SOURCE_DATE_EPOCH=soon run 2 --verify x.pdf
says 'SOURCE_DATE_EPOCH is .soon.'

# Libraries.
run 2 --pdf -C nowhere surgery
says 'nowhere'
run 2 --pdf -C empty surgery
says 'library.yaml'

# A library without a section has nothing to export.
mkdir hollow
sed 's/^sections:.*/sections: []/' content/library.yaml >hollow/library.yaml
for what in --all --book; do
    run 1 --pdf "$what" -C hollow -o x.pdf
    says 'hollow/library.yaml has no sections, so nothing was written'
done

holds . content empty hollow .stdout .stderr

run 0 --help
prints '--linearize'
silent "$err"
run 0 --version
prints '^sts-export [0-9]+\.[0-9]+\.[0-9]+$'
if [ -w /dev/full ]; then
    "$STS_BINARY" --help >/dev/full 2>"$err"
    [ $? -eq 3 ] || flunk "--help to a full disk does not end with 3"
    says 'cannot write to standard output'
fi

# Words that are wrong, or lack one, are printed by nobody: the program runs from where it is installed, with its own data beside it.
mkdir -p moved/bin moved/share/sts-export
cp "$STS_BINARY" moved/bin/
cp -r "$STS_SOURCE_DIR"/styles "$STS_SOURCE_DIR"/fonts moved/share/sts-export/
here=$STS_BINARY
STS_BINARY=$scratch/moved/bin/sts-export
mkdir words
run 0 --pdf surgery -o words/whole.pdf --language es --or-original
sed -i '/^disclaimer:/d' moved/share/sts-export/styles/terms/es.yaml
run 1 --pdf surgery -o words/part.pdf --language es --or-original
says 'terms/es.yaml:[0-9:]* error: .*disclaimer'
says 'nothing was written'
holds words whole.pdf
STS_BINARY=$here

# Every long option of the help is in the manual page and in both completions.
"$STS_BINARY" --help | grep -oE -- '--[a-z][a-z-]+' | sort -u | while read -r option; do
    manual=$(printf '%s' "$option" | sed 's/-/\\\\-/g')
    grep -q -- "$manual" "$STS_SOURCE_DIR/docs/sts-export.1" || echo "$option is not in the manual page"
    for file in sts-export.bash _sts-export; do
        grep -q -- "$option" "$STS_SOURCE_DIR/completions/$file" || echo "$option is not in completions/$file"
    done
done >missing
[ ! -s missing ] || flunk "$(cat missing)"
finish
