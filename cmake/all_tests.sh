#!/usr/bin/env bash
# all_tests.sh LOGDIR: every check and test in order, stopping at the first that fails. The runners' own closing lines
# are printed once more at the end.
set -euo pipefail
logs=$1
PATH=$PWD/.deps/node/bin:$PATH  # there when the machine's own Node is too old
rm -rf "$logs"
mkdir -p "$logs"
started=$SECONDS
runners=()
costs=()

# step NAME COMMAND...: runs it, streaming its output and keeping it in LOGDIR/NAME.log.
step() {
    local name=$1 log=$logs/$1.log begun=$SECONDS
    shift
    printf '\n=== %s\n' "$name"
    "$@" 2>&1 | tee "$log" || {
        printf '\n=== %s FAILED (its output: %s)\n' "$name" "$log"
        exit 1
    }
    costs+=("$name $((SECONDS - begun)) s")
    printf '=== %s\n' "${costs[-1]}"
}

# tests NAME COMMAND...: a step whose runner closes with a summary.
tests() {
    runners+=("$1")
    step "$@"
}

# build PRESET
build() { cmake --preset "$1" && cmake --build --preset "$1"; }

# node_tests FOLDER [N]: the files test_*.mjs and *.test.mjs in it, by Node's own runner, N files at once (one).
node_tests() {
    local files
    mapfile -t files < <(find "$1" \( -name 'test_*.mjs' -o -name '*.test.mjs' \) | sort)
    [ "${#files[@]}" -gt 0 ] || { echo "no test files in $1"; return 1; }
    node --test --test-reporter=spec --test-concurrency="${2:-1}" "${files[@]}"
}

# Debian's own Python has NumPy and PyTorch from its packages; another may come first in PATH.
oracle() {
    local python=python3
    [ ! -x /usr/bin/python3 ] || python=/usr/bin/python3
    "$python" -B tests/oracle/oracle.py &&
    "$python" -B tests/oracle/planted_bugs.py build/native-debug/tests/fault_cases
}

print_summaries() {
    printf '\n=== all steps passed in %d s:\n' "$((SECONDS - started))"
    printf '%s\n' "${costs[@]}"
    printf '\n=== the test runners said:\n'
    local name
    for name in "${runners[@]}"; do
        printf '\n%s\n' "$name"
        sed -E 's/\x1b\[[0-9;]*m//g' "$logs/$name.log" |
            grep -E 'All tests passed|^[0-9]+: test cases:|tests passed, .* tests failed|^(ℹ|#) (tests|pass|fail|skipped) |expressions passed, |scenarios passed in |planted bugs .* differences |inputs in .* failed$'
    done
}

for check in format layers scripts types; do
    step "$check" cmake/check.sh "$check"
done
for preset in native-debug native-release wasm; do
    step "build-$preset" build "$preset"
    tests "ctest-$preset" ctest --preset "$preset" --verbose --parallel 2
done
# All of it takes eight minutes of one core.
TIDY_CHANGED=10 step tidy cmake/check.sh tidy
tests gates node_tests tests/gates 2
tests strings node_tests tests/strings 2
tests node-module node_tests tests/node 2
tests browser node_tests tests/browser 2
tests browsers node_tests tests/browsers 3
tests oracle oracle
tests fuzz tests/fuzz/run.sh 30
print_summaries
