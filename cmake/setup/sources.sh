# Third-party sources in .deps/src, each laid out as its own repository is. On Debian they come from its archive;
# elsewhere CMake fetches the same versions (cmake/dependencies.cmake). Sourced by emsdk-setup.sh.

sources_version="imgui-1.92.2b catch2-3.7.1 rapidcheck-a5724ea zlib-1.3.2 eigen-5.0.1 json-3.11.3 cli11-2.6.1"

setup_sources() {
    is_debian || return 0
    stamped sources "$sources_version" && return 0
    say "third-party sources from Debian's archive"
    have dpkg-source || apt_install dpkg-dev
    unpack_source imgui 1.92.2b "$deps/src/imgui"
    unpack_source catch2 3.7.1 "$deps/src/catch2"
    unpack_source rapidcheck 0~1048-a5724ea "$deps/src/rapidcheck"
    unpack_source zlib 1:1.3.dfsg+really1.3.2 "$deps/src/zlib"
    unpack_headers libeigen3-dev 5.0.1 usr/include/eigen3 "$deps/src/eigen"
    unpack_headers nlohmann-json3-dev 3.12.0.really.3.12.0.really.3.11.3 usr/include "$deps/src/json/include"
    unpack_headers libcli11-dev 2.6.1 usr/include "$deps/src/cli11/include"
    stamp sources "$sources_version"
}

# unpack_headers PACKAGE WANTED FOLDER_IN_PACKAGE DIR
unpack_headers() {
    local work
    work=$(mktemp -d "$deps/tmp/headers.XXXXXX")
    unpack_deb "$1" "$2" "$work"
    fresh_dir "$4"
    cp -r "$work/$3/." "$4"
    rm -rf "$work"
}
