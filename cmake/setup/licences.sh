# Licence texts in .deps/licences that the sources unpacked from packages do not bring along; cmake/notices.mjs puts
# them into the page's notices. Sourced by emsdk-setup.sh.

licences_version="nlohmann-json3-dev dataset-fashion-mnist"

setup_licences() {
    is_debian || return 0
    stamped licences "$licences_version" && return 0
    local work
    work=$(mktemp -d "$deps/tmp/licences.XXXXXX")
    fresh_dir "$deps/licences"
    licence_of nlohmann-json3-dev 3.12.0.really.3.12.0.really.3.11.3 json
    licence_of dataset-fashion-mnist 0.0~git20200523.55506a9 fashion-mnist
    rm -rf "$work"
    stamp licences "$licences_version"
}

# licence_of PACKAGE VERSION NAME: the package's copyright file as .deps/licences/NAME.txt
licence_of() {
    unpack_deb "$1" "$2" "$work/$3"
    cp "$work/$3/usr/share/doc/$1/copyright" "$deps/licences/$3.txt"
}
