# System packages: installed with apt-get where it exists, asked for by name elsewhere. Sourced by emsdk-setup.sh.

as_root() {
    if [ "$EUID" = 0 ]; then
        "$@"
    elif have sudo; then
        if [ -t 0 ]; then sudo "$@"; else sudo -n "$@"; fi
    else
        fail "system packages are missing and neither root nor sudo is available: $wanted_packages"
    fi
}

apt_install() {
    wanted_packages=$*
    say "installing system packages: $*"
    if [ -z "${apt_updated:-}" ]; then
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update || fail "'apt-get update' failed"
        apt_updated=yes
    fi
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "$@" \
        >"$deps/tmp/apt.log" 2>&1 || {
        tail -n 15 "$deps/tmp/apt.log" >&2
        fail "apt-get could not install: $*"
    }
}

# add_missing COMMAND PACKAGE: notes the package when the command is not there.
add_missing() { have "$1" || missing+=("$2"); }

setup_system() {
    have cmake || fail "cmake is missing (3.25 or newer)"
    have c++ || have g++ || have clang++ || fail "a C++ compiler is missing (g++ 12 or newer)"
    have git || fail "git is missing"
    missing=()
    add_missing ninja ninja-build
    add_missing node nodejs
    add_missing npm npm
    add_missing xz xz-utils
    add_missing curl curl
    add_missing clang-format clang-format
    if is_debian; then
        [ -x /usr/bin/python3 ] || missing+=(python3)
        /usr/bin/python3 -c 'import fontTools, brotli' 2>/dev/null || missing+=(fonttools python3-brotli)
        [ -e /etc/ssl/certs/ca-certificates.crt ] || missing+=(ca-certificates)
        [ -x /usr/bin/chromium ] || missing+=(chromium)
        [ "${#missing[@]}" = 0 ] || apt_install "${missing[@]}"
    else
        [ "${#missing[@]}" = 0 ] || fail "please install these first: ${missing[*]}"
        have python3 || fail "python3 is missing"
    fi
    local major
    major=$(node -p 'process.versions.node.split(".")[0]')
    [ "$major" -ge 18 ] || fail "Node $major is too old, 18 or newer is needed (20 is what is tested)"
}
