# Emscripten 6.0.5 by the first of three roads that is open. Sourced by emsdk-setup.sh.
#   official: the emsdk of the Emscripten project, where its download host can be reached
#   system:   apt-get, on a Debian whose own Emscripten is 6 or newer
#   debian:   Debian's newer packages unpacked under .deps, with LLVM 22 from this Debian's own archive
# All end in .deps/emscripten (Emscripten's root) and .deps/emscripten-road.cmake, read by cmake/emscripten-toolchain.cmake.

emscripten_version=6.0.5
emsdk_repository=https://github.com/emscripten-core/emsdk
emsdk_downloads=https://storage.googleapis.com/webassembly/emscripten-releases-builds

setup_emscripten() {
    stamped emscripten "$emscripten_version" && [ -e "$deps/emscripten/emcc" ] && return 0
    if official_sdk_reachable && emscripten_from_official_sdk; then
        :
    elif is_debian && system_emscripten_is_new_enough; then
        emscripten_from_system
    elif is_debian; then
        emscripten_from_debian_archive
    else
        fail "the official Emscripten SDK cannot be had here, and this is not a Debian to take Emscripten from"
    fi
    say "trying em++ once (this also builds its first libraries, about a minute)"
    printf 'int main() { return 0; }\n' >"$deps/tmp/try.cpp"
    "$deps/emscripten/em++" -O1 ${emscripten_link_flags:-} "$deps/tmp/try.cpp" -o "$deps/tmp/try.js" \
        >"$deps/tmp/try.log" 2>&1 && node "$deps/tmp/try.js" || {
        tail -n 15 "$deps/tmp/try.log" >&2
        fail "the Emscripten just set up cannot build a program"
    }
    say "Emscripten $(cat "$deps/emscripten/emscripten-version.txt" | tr -d '"') ready"
    stamp emscripten "$emscripten_version"
}

official_sdk_reachable() {
    curl -sSfI --max-time 5 "$emsdk_downloads/deps/" >/dev/null 2>&1 ||
        [ "$(curl -sSI --max-time 5 -o /dev/null -w '%{http_code}' "$emsdk_downloads/" 2>/dev/null)" = 404 ] || return 1
    timeout 10 git ls-remote --exit-code "$emsdk_repository" "refs/tags/$emscripten_version" >/dev/null 2>&1
}

emscripten_from_official_sdk() {
    say "Emscripten $emscripten_version: official SDK"
    local sdk=$deps/emscripten-official
    rm -rf "$sdk"
    git -c advice.detachedHead=false clone -q --depth 1 --branch "$emscripten_version" "$emsdk_repository" "$sdk" || return 1
    "$sdk/emsdk" install "$emscripten_version" >"$deps/tmp/emsdk.log" 2>&1 &&
        "$sdk/emsdk" activate "$emscripten_version" >>"$deps/tmp/emsdk.log" 2>&1 || {
        tail -n 15 "$deps/tmp/emsdk.log" >&2
        say "  emsdk could not install Emscripten $emscripten_version"
        return 1
    }
    use_emscripten official "$sdk/upstream/emscripten"
}

system_emscripten_is_new_enough() {
    local version
    version=$(apt-cache policy emscripten 2>/dev/null | awk '/Candidate:/ { print $2 }')
    case $version in
    '' | '(none)') return 1 ;;
    *) dpkg --compare-versions "$version" ge 6 ;;
    esac
}

emscripten_from_system() {
    say "Emscripten: this Debian's own package"
    apt_install emscripten
    use_emscripten system /usr/share/emscripten
}

emscripten_from_debian_archive() {
    say "Emscripten $emscripten_version: Debian archive (the official SDK cannot be reached)"
    [ "$(dpkg --print-architecture)" = amd64 ] || fail "the Debian road to Emscripten knows only amd64"
    have dpkg-deb || fail "dpkg-deb is missing"
    local llvm=/usr/lib/llvm-22/bin prefix=$deps/emscripten-debian
    if ! [ -x "$llvm/clang" ] || ! [ -x "$llvm/wasm-ld" ] || ! [ -x "$llvm/llvm-ar" ]; then
        apt_install clang-22 lld-22 llvm-22
    fi
    fresh_dir "$prefix"
    unpack_deb emscripten "$emscripten_version" "$prefix"
    unpack_deb binaryen 131 "$prefix/binaryen-package"
    for package in libc6 libstdc++6 libgcc-s1; do unpack_deb "$package" "" "$prefix/runtime"; done
    wrap_binaryen "$prefix"
    local root=$prefix/usr/share/emscripten
    (cd "$deps/tmp" && npm install --silent --no-package-lock --no-save --prefix "$root" \
        acorn@8.19.0 acorn-import-phases@1.0.4 html-minifier-terser@7.2.0) >"$deps/tmp/npm.log" 2>&1 ||
        fail "npm could not fetch acorn, acorn-import-phases and html-minifier-terser for Emscripten"
    cat >"$root/.emscripten" <<EOF
import os
here = os.path.dirname(__file__)
LLVM_ROOT = '$llvm'
LLVM_ADD_VERSION = ''
CLANG_ADD_VERSION = ''
BINARYEN_ROOT = os.path.normpath(os.path.join(here, '../../../binaryen'))
NODE_JS = '$(command -v node)'
CACHE = os.path.normpath(os.path.join(here, '../../../cache'))
EOF
    # LLVM 22 changed this linker default; Emscripten 6.0.5 counts on the old one.
    emscripten_link_flags=-Wl,--no-stack-first
    use_emscripten debian "$root"
}

# Binaryen's programs need a newer C library than this Debian's: each gets a wrapper that starts it through its own.
wrap_binaryen() {
    local prefix=$1 loader program
    loader=$(find "$prefix/runtime" -name 'ld-linux-x86-64.so.2' -print -quit)
    [ -n "$loader" ] || fail "the newer C library's loader is not where it was expected"
    mkdir -p "$prefix/binaryen/bin"
    for program in "$prefix"/binaryen-package/usr/bin/*; do
        cat >"$prefix/binaryen/bin/$(basename "$program")" <<EOF
#!/bin/sh
p=\$(dirname "\$(readlink -f "\$0")")/../..
exec "\$p/${loader#"$prefix"/}" --library-path "\$p/binaryen-package/usr/lib/x86_64-linux-gnu:\$p/runtime/usr/lib/x86_64-linux-gnu:\$p/runtime/lib/x86_64-linux-gnu" "\$p/binaryen-package/usr/bin/$(basename "$program")" "\$@"
EOF
        chmod +x "$prefix/binaryen/bin/$(basename "$program")"
    done
    "$prefix/binaryen/bin/wasm-opt" --version >/dev/null || fail "Binaryen does not start"
}

use_emscripten() {
    local road=$1 root=$2
    [ -e "$root/emcc" ] || fail "Emscripten's emcc is not in $root"
    ln -sfn "${root#"$deps"/}" "$deps/emscripten"
    cat >"$deps/emscripten-road.cmake" <<EOF
set(BP_EMSCRIPTEN_ROAD $road)
set(BP_EMSCRIPTEN_LINK_FLAGS "${emscripten_link_flags:-}")
EOF
}
