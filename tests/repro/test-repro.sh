# shellcheck shell=bash
# Two exports give the same bytes: in two time zones, folders, locales, users' home folders, with two values of --jobs.
set -u

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
faults=0

# export_all FOLDER [VARIABLE=VALUE...] -- ARGUMENT...: into a folder of that name, from a copy of the library of another name.
export_all()
{
    local folder=$scratch/$1 settings=()
    shift
    while [ "$1" != -- ]; do
        settings+=("$1")
        shift
    done
    shift
    mkdir -p "$folder/out" "$folder/home"
    cp -r "$STS_SOURCE_DIR/content" "$folder/library"
    # What a file's time says must not matter.
    find "$folder/library" -type f -exec touch -d "@$RANDOM$RANDOM" {} +
    (
        cd "$folder" || exit 1
        env HOME="$folder/home" "${settings[@]}" "$STS_BINARY" --quiet --pdf --epub --html --html-fragment --all -C library -o out "$@" &&
            env HOME="$folder/home" "${settings[@]}" "$STS_BINARY" --quiet --pdf --epub --html --html-fragment --book -C library -o out "$@"
    ) || { echo "the export in $folder failed"; exit 1; }
}

same()
{
    local file
    for file in "$scratch/first/out"/*; do
        if ! cmp -s "$file" "$scratch/$1/out/${file##*/}"; then
            echo "$1: ${file##*/} differs"
            faults=$((faults + 1))
        fi
    done
    [ "$(find "$scratch/first/out" -type f | wc -l)" -eq "$(find "$scratch/$1/out" -type f | wc -l)" ] || { echo "$1: another number of files"; faults=$((faults + 1)); }
}

unset SOURCE_DATE_EPOCH
export_all first TZ=UTC LC_ALL=C -- --jobs 1
[ "$(find "$scratch/first/out" -type f | wc -l)" -ge 4 ] || { echo "nothing was exported"; exit 1; }

export_all a-quite-different-name/deeper TZ=Pacific/Auckland LC_ALL=tr_TR.UTF-8 LANGUAGE=tr LOCPATH="$STS_BUILD_DIR/locale" USER=somebody -- --jobs 4
same a-quite-different-name/deeper
export_all third TZ=America/St_Johns LC_ALL=ar_EG.UTF-8 LANG=ja_JP.UTF-8 PANGO_LANGUAGE=ja FC_LANG=zh -- --jobs 2
same third

# SOURCE_DATE_EPOCH is honoured: other bytes, and again the same twice.
export_all epoch-a SOURCE_DATE_EPOCH=1700000000 TZ=UTC -- --jobs 2
export_all epoch-b SOURCE_DATE_EPOCH=1700000000 TZ=Asia/Tokyo -- --jobs 2
for file in "$scratch/epoch-a/out"/*; do
    cmp -s "$file" "$scratch/epoch-b/out/${file##*/}" || { echo "SOURCE_DATE_EPOCH: ${file##*/} differs from itself"; faults=$((faults + 1)); }
    # A piece of a page does not say when it was made.
    [[ $file == *.fragment.html ]] || ! cmp -s "$file" "$scratch/first/out/${file##*/}" || { echo "SOURCE_DATE_EPOCH is ignored in ${file##*/}"; faults=$((faults + 1)); }
done

# An EPUB has the same pages whether or not a PDF is written with it.
for file in "$scratch/first/out"/*.epub; do
    name=${file##*/}
    choice=${name%.epub}
    [ -e "$scratch/first/library/$choice.md" ] || choice=--book
    "$STS_BINARY" --quiet --epub "$choice" -C "$scratch/first/library" -o "$scratch/alone.epub" && cmp -s "$file" "$scratch/alone.epub" ||
        { echo "$name differs when it is written alone"; faults=$((faults + 1)); }
done

[ "$faults" -eq 0 ]
