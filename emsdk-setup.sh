#!/usr/bin/env bash
# Brings everything the build needs into ./.deps: Emscripten, third-party sources, data and fonts; and the npm
# tools into ./node_modules. Run it as often as you like: what is already there is left alone.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
repo=$PWD
deps=$repo/.deps

for part in common system emscripten sources data fonts licences node; do
    # shellcheck source=/dev/null
    . "cmake/setup/$part.sh"
done

start_setup
setup_system
setup_emscripten
setup_sources
setup_data
setup_fonts
setup_licences
setup_node
say "ready"
