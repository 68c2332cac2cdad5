# bash completion for sts-export: options, their values, and the ids of the library's sections.

_sts_export_sections()
{
    local content=() i
    # The ids must come from the library that the command line names.
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
        -C | --content) content=(-C "${COMP_WORDS[i + 1]}") ;;
        esac
    done
    sts-export --list --quiet "${content[@]}" 2>/dev/null | awk 'NR > 1 { print $1 }'
}

_sts_export()
{
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    local options='--pdf --epub --book --all --list --check --json --sarif --content --output --style --paper --language
        --fonts --no-fonts --no-pages --duplex --linearize --as-of --allow-expired --jobs --quiet --verbose --version --help'
    COMPREPLY=()
    # "--paper=a4" arrives as three words.
    if [[ $previous == = ]]; then
        previous=${COMP_WORDS[COMP_CWORD - 2]}
    elif [[ $current == = ]]; then
        current=
    fi
    case $previous in
    -C | --content | --fonts)
        compopt -o dirnames 2>/dev/null
        return ;;
    -o | --output)
        compopt -o default 2>/dev/null
        return ;;
    --paper)
        mapfile -t COMPREPLY < <(compgen -W 'letter a4' -- "$current")
        return ;;
    --language)
        mapfile -t COMPREPLY < <(compgen -W 'en es' -- "$current")
        return ;;
    --style | --as-of | -j | --jobs)
        return ;;
    esac
    if [[ $current == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
    else
        mapfile -t COMPREPLY < <(compgen -W "$(_sts_export_sections)" -- "$current")
    fi
}

complete -F _sts_export sts-export
