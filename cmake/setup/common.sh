# Shared by the parts of emsdk-setup.sh: messages, stamps, downloads. Sourced, not run.

say() { printf 'setup: %s\n' "$*"; }

fail() {
    printf 'setup failed: %s\n' "$*" >&2
    exit 1
}

start_setup() {
    mkdir -p "$deps/stamps" "$deps/tmp"
    # Keeps this repository's package.json from deciding how Node reads Emscripten's own scripts.
    [ -e "$deps/package.json" ] || echo '{}' >"$deps/package.json"
    trap finish_setup EXIT
}

# Removes temporary files; under sudo, hands what was fetched back to the person who called.
finish_setup() {
    rm -rf "$deps/tmp"
    if [ "$EUID" = 0 ] && [ -n "${SUDO_UID:-}" ]; then
        chown -R "$SUDO_UID:${SUDO_GID:-$SUDO_UID}" "$deps"
        [ ! -d "$repo/node_modules" ] || chown -R "$SUDO_UID:${SUDO_GID:-$SUDO_UID}" "$repo/node_modules"
    fi
}

# A component is done when its stamp holds the wanted version string.
stamped() { [ "$(cat "$deps/stamps/$1" 2>/dev/null)" = "$2" ]; }
stamp() { printf '%s\n' "$2" >"$deps/stamps/$1"; }

have() { command -v "$1" >/dev/null 2>&1; }

# fresh_dir DIR: an empty folder in place of whatever was there.
fresh_dir() {
    rm -rf "$1"
    mkdir -p "$1"
}

# check_sha256 FILE SUM: fails with the file's name when the content is not what was pinned.
check_sha256() {
    local sum
    sum=$(sha256sum "$1")
    [ "${sum%% *}" = "$2" ] || fail "$(basename "$1") has sha256 ${sum%% *}, expected $2"
}

# --- Debian archive, privately ----------------------------------------------------------------------------
# Newer Debian packages are downloaded and unpacked under .deps; nothing of them is installed in the system.

is_debian() { have apt-get && have dpkg && [ -e /etc/debian_version ]; }

# Where this machine itself gets Debian from, so that a mirror or a proxy is used here too.
debian_source_uri() {
    apt-get indextargets --format '$(REPO_URI) $(ORIGIN) $(RELEASE)' 'Created-By: Packages' 'Component: main' |
        awk '$2 == "Debian" && $3 !~ /security|updates|backports/ { print $1; exit }'
}

# private_apt: prepares an apt configuration with lists of its own for sid and for this machine's suite. Once per run.
private_apt() {
    [ -z "${private_apt_ready:-}" ] || return 0
    local apt=$deps/apt uri suite keyring=/usr/share/keyrings/debian-archive-keyring.gpg
    uri=$(debian_source_uri)
    if [ -z "$uri" ]; then  # a new machine, whose lists were never read
        as_root apt-get -qq update || true
        uri=$(debian_source_uri)
    fi
    [ -n "$uri" ] || fail "no Debian source is configured for apt on this machine"
    [ -e "$keyring" ] || fail "$keyring is missing (Debian package debian-archive-keyring)"
    suite=$(. /etc/os-release && echo "${VERSION_CODENAME:-sid}")
    mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial"
    for name in sid "$suite"; do
        echo "deb [signed-by=$keyring] $uri $name main"
        echo "deb-src [signed-by=$keyring] $uri $name main"
    done | sort -u >"$apt/sources.list"
    cat >"$apt/apt.conf" <<EOF
Dir::Etc::sourcelist "$apt/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::State::Lists "$apt/lists";
Dir::Cache "$apt/cache";
Acquire::Languages "none";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
APT::Sandbox::User "root";
EOF
    say "reading Debian's package lists into .deps/apt"
    APT_CONFIG=$apt/apt.conf apt-get -qq update ||
        fail "Debian's archive could not be read (see the apt messages above)"
    private_apt_ready=yes
}

# The versions of a package or source that the archive lists, the wanted one first, then the newest first.
archive_versions() {
    local command=$1 name=$2 wanted=$3
    {
        if [ "$command" = source ]; then
            apt-cache showsrc --only-source "$name" | sed -n 's/^Version: //p'
        else
            apt-cache madison "$name" | awk -F' *[|] *' '$3 ~ / Packages$/ { print $2 }'
        fi
    } 2>/dev/null | sort -rVu | awk -v wanted="$wanted" '
        index($0, wanted) == 1 { first = first $0 "\n"; next } { rest = rest $0 "\n" } END { printf "%s%s", first, rest }'
}

# fetch_archive deb|source NAME WANTED_VERSION_PREFIX: downloads into the current folder.
# An archive moves: when the wanted version has left it, the newest that can be had is taken, and named aloud.
fetch_archive() {
    local kind=$1 name=$2 wanted=$3 version
    export APT_CONFIG=$deps/apt/apt.conf
    for version in $(archive_versions "$kind" "$name" "$wanted"); do
        if [ "$kind" = source ]; then
            apt-get -qq source --download-only --tar-only "$name=$version" >/dev/null 2>&1 || continue
        else
            apt-get -qq download "$name=$version" >/dev/null 2>&1 || continue
        fi
        case $version in
        "$wanted"*) say "  $name $version" ;;
        *) say "  $name $version (wanted $wanted; the archive has moved on)" ;;
        esac
        unset APT_CONFIG
        return 0
    done
    unset APT_CONFIG
    fail "Debian's archive does not offer the $kind package '$name' ($wanted)"
}

# unpack_deb NAME WANTED DIR: downloads a binary package and unpacks it under DIR.
unpack_deb() {
    local name=$1 wanted=$2 dir=$3 work
    private_apt
    work=$(mktemp -d "$deps/tmp/deb.XXXXXX")
    (cd "$work" && fetch_archive deb "$name" "$wanted") || exit 1
    mkdir -p "$dir"
    dpkg -x "$work"/*.deb "$dir" || fail "package '$name' could not be unpacked"
    rm -rf "$work"
}

# unpack_source NAME WANTED DIR: downloads a source package's upstream archive and unpacks it as DIR.
unpack_source() {
    local name=$1 wanted=$2 dir=$3 work
    private_apt
    work=$(mktemp -d "$deps/tmp/src.XXXXXX")
    (cd "$work" && fetch_archive source "$name" "$wanted") || exit 1
    fresh_dir "$dir"
    mkdir "$work/tree"
    tar -xf "$work"/*.orig.tar.* -C "$work/tree" || fail "source '$name' could not be unpacked"
    # Most archives hold one top folder, some hold the tree itself.
    local top=("$work"/tree/*)
    if [ "${#top[@]}" = 1 ]; then cp -r "${top[0]}/." "$dir"; else cp -r "$work/tree/." "$dir"; fi
    rm -rf "$work"
}
