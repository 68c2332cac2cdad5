# bash completion for sts-export: options, their values, and the ids of the library's sections.

# The library that the command line names, as the shell would read the word; nothing if it names none.
_sts_export_library()
{
    local i word library=
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        case $word in
        -C | --content)
            # "--content=DIR" arrives as three words.
            [[ ${COMP_WORDS[i + 1]} == = ]] && ((i++))
            library=${COMP_WORDS[i + 1]} ;;
        -C?*) library=${word#-C} ;;
        esac
    done
    case $library in
    \~ | \~/*) library=$HOME${library#\~} ;;
    \"*) library=${library#\"} library=${library%\"} ;;
    \'*) library=${library#\'} library=${library%\'} ;;
    esac
    # Without -r, read takes the backslashes away.
    # shellcheck disable=SC2162
    IFS= read library <<<"$library"
    printf '%s' "$library"
}

_sts_export_sections()
{
    local library
    library=$(_sts_export_library)
    sts-export --list --quiet ${library:+-C "$library"} 2>/dev/null | awk 'NR > 1 { print $1 }'
}

# The styles of the library, of the user and of the program.
_sts_export_styles()
{
    local library
    library=$(_sts_export_library)
    printf '%s\n' handout large-print
    find "${library:-.}/styles" "${XDG_CONFIG_HOME:-$HOME/.config}/sts-export/styles" -maxdepth 1 -name '[!.]*.yaml' -printf '%f\n' 2>/dev/null | sed 's/\.yaml$//'
}

_sts_export()
{
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    local options='--pdf --epub --html --html-fragment --book --all --list --check --fix --write --verify --compare --stamp-translation --import --split-level --report --json --sarif --content --output --watch --depfile --force --clinic --style --paper --language
        --new --new-section --from --pack --address --preview --page --dpi
        --or-original --fonts --no-fonts --no-pages --duplex --no-duplex --no-clinic --linearize --due --as-of --allow-expired --allow-unreviewed-words --jobs --quiet --verbose --version --help'
    COMPREPLY=()
    # "--paper=a4" arrives as three words.
    if [[ $previous == = ]]; then
        previous=${COMP_WORDS[COMP_CWORD - 2]}
    elif [[ $current == = ]]; then
        current=
    fi
    case $previous in
    --fonts | --new | --from | --pack)
        compopt -o dirnames 2>/dev/null
        return ;;
    -C | --content | -o | --output | --import | --report | --clinic | --depfile)
        compopt -o default 2>/dev/null
        return ;;
    --split-level)
        mapfile -t COMPREPLY < <(compgen -W '1 2 3 4 5 6' -- "$current")
        return ;;
    --paper)
        mapfile -t COMPREPLY < <(compgen -W 'letter a4' -- "$current")
        return ;;
    --language)
        mapfile -t COMPREPLY < <(compgen -W 'ar en es fr vi zh-Hans' -- "$current")
        return ;;
    --style)
        if [[ $current == */* ]]; then
            compopt -o default 2>/dev/null
        else
            mapfile -t COMPREPLY < <(compgen -W "$(_sts_export_styles)" -- "$current" | sort -u)
        fi
        return ;;
    --new-section | --address | --page | --dpi | --due | --as-of | -j | --jobs)
        return ;;
    esac
    if [[ $current != -* && " ${COMP_WORDS[*]} " == *" --"@(verify|compare)" "* ]]; then
        compopt -o default 2>/dev/null
    elif [[ $current == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
    else
        mapfile -t COMPREPLY < <(compgen -W "$(_sts_export_sections)" -- "$current")
    fi
}

complete -F _sts_export sts-export
