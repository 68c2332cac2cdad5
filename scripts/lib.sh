# shellcheck shell=bash
# Shared by the scripts beside it: packages, privileges, building. Sourced by bash, not run.

set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Package names of Debian 12; Debian 13 and Ubuntu 24.04 know the same ones.
build_packages=(
    gcc libc6-dev cmake ninja-build pkgconf
    libglib2.0-dev libcmark-dev libgumbo-dev libpango1.0-dev libcairo2-dev
    libfontconfig-dev libfreetype-dev libharfbuzz-dev libfribidi-dev
    libqpdf-dev libqrencode-dev liblcms2-dev libzip-dev libfyaml-dev libjson-glib-dev
    librsvg2-dev libhyphen-dev hyphen-en-us zlib1g-dev libpng-dev libjpeg-dev
)
test_packages=(python3 locales minisign qpdf python3-jsonschema poppler-utils ghostscript zbar-tools fonts-noto-cjk)

say()
{
    printf '==> %s\n' "$*"
}

fail()
{
    printf '%s: %s\n' "$(basename "$0")" "$*" >&2
    exit 1
}

as_root()
{
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "installing packages needs root: run this as root, or install sudo"
    fi
}

# as_sudo_user COMMAND...: as the user who called sudo, with a fresh environment.
as_sudo_user()
{
    setpriv --reuid "$SUDO_UID" --regid "$SUDO_GID" --init-groups --reset-env \
        env PATH="$PATH" ${CI:+CI="$CI"} ${STS_REQUIRE_JUDGES:+STS_REQUIRE_JUDGES="$STS_REQUIRE_JUDGES"} "$@"
}

# What is built through "sudo SCRIPT" belongs to the user who called sudo, so
# that the next run works without sudo too; unless the repository is not theirs.
drop_privileges=
if [ "$(id -u)" -eq 0 ] && [ "${SUDO_UID:-0}" -ne 0 ] && as_sudo_user test -w "$root"; then
    drop_privileges=yes
fi

as_caller()
{
    if [ -n "$drop_privileges" ]; then
        as_sudo_user "$@"
    else
        "$@"
    fi
}

is_installed()
{
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# install_packages PACKAGE...: those that are missing, and nothing else.
install_packages()
{
    local missing=() package
    command -v apt-get >/dev/null || fail "this script installs packages with apt-get, which is not here; cmake/dependencies.cmake names the libraries"
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    if [ ${#missing[@]} -eq 0 ]; then
        say "All packages are installed"
        return
    fi
    say "Installing packages: ${missing[*]}"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y update
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
        -o DPkg::Lock::Timeout=300 install --no-install-recommends "${missing[@]}"
}

# build PRESET [TARGET...]: configures and builds in build/PRESET.
build()
{
    local preset=$1
    shift
    say "Building (preset $preset) in build/$preset"
    # An earlier run as root may have left folders that the caller cannot write.
    if [ -n "$drop_privileges" ] && [ -d "$root/build" ]; then
        chown -R "$SUDO_UID:$SUDO_GID" "$root/build"
    fi
    (
        cd "$root"
        as_caller cmake --preset "$preset"
        as_caller cmake --build --preset "$preset" ${1:+--target "$@"}
    )
}
