#!/usr/bin/env bash
# check.sh [NAME...]: what can be said about the sources without building them: format, layers, scripts, types, tidy (all).
# Run in the repository's root.
set -euo pipefail
PATH=$PWD/.deps/node/bin:$PATH  # there when the machine's own Node is too old

check_format() {
    local tool=clang-format
    ! command -v clang-format-14 >/dev/null || tool=clang-format-14
    find src tests bench \( -name '*.cpp' -o -name '*.hpp' \) -print0 | xargs -0 "$tool" --dry-run -Werror
}

check_layers() { python3 -B tests/layering.py "$PWD"; }

check_scripts() { node_modules/.bin/eslint --max-warnings 0 .; }

check_types() { node_modules/.bin/tsc -p . && node_modules/.bin/tsc -p tests/browsers; }

# It reads how the preset native-debug compiles, and the headers that it makes.
check_tidy() {
    local made=(generated/base/problem_texts.hpp generated/theme/theme_data.hpp)
    cmake --preset native-debug >/dev/null && cmake --build --preset native-debug --target "${made[@]}" >/dev/null
    python3 -B cmake/clang_tidy.py ${TIDY_CHANGED:+--changed "$TIDY_CHANGED"} "$PWD"
}

[ "$#" -gt 0 ] || set -- format layers scripts types tidy
for name in "$@"; do
    "check_$name" || { echo "check '$name' failed"; exit 1; }
    echo "check '$name' passed"
done
