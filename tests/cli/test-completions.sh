# shellcheck shell=bash
# What the completions offer: the words of options, and the sections of the library that the command line names.
. "$(dirname "$0")/lib.sh"

mkdir bin home && ln -s "$STS_BINARY" bin/sts-export
PATH=$scratch/bin:$PATH
HOME=$scratch/home
write_library content here-one here-two
write_library mine alpha beta
write_library "my guide" gamma
write_library home/guide delta
. "$STS_SOURCE_DIR/completions/sts-export.bash"

# offers WANTED WORD...: the words (as bash splits them) with the cursor at the end of the last make it offer these.
offers()
{
    local wanted=$1
    shift
    call="completing “sts-export $*”"
    COMP_WORDS=(sts-export "$@")
    COMP_CWORD=$#
    _sts_export
    [ "${COMPREPLY[*]}" = "$wanted" ] || flunk "$call offers [${COMPREPLY[*]}], not [$wanted]"
}

offers 'here-one here-two' --pdf ''
offers 'here-two' --pdf here-one here-t
offers 'alpha beta' -C mine --pdf ''
offers 'alpha beta' -Cmine ''
offers 'alpha beta' --content mine ''
offers 'alpha beta' --content = mine --epub ''
offers 'alpha' -C mine/alpha.md ''
offers 'gamma' -C '"my guide"' ''
offers 'gamma' -C "'my guide'" ''
offers 'gamma' -C 'my\ guide' ''
# shellcheck disable=SC2088
offers 'delta' -C '~/guide' ''
offers '' -C nowhere ''
offers 'letter' --paper l
offers 'letter a4' --paper =
offers 'a4' --paper = a
offers 'large-print' --style l
mkdir mine/styles && printf 'extends: handout\n' >mine/styles/clinic.yaml
offers 'clinic handout large-print' -C mine --style ''
offers '--no-fonts --no-pages --no-duplex --no-clinic' --no
offers '' --fonts ''

if command -v zsh >/dev/null; then
    zsh -n "$STS_SOURCE_DIR/completions/_sts-export" || flunk "the completion for zsh is not zsh"
fi
finish
