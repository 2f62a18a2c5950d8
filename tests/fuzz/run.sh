#!/usr/bin/env bash
# run.sh SECONDS [NAME...]: runs each fuzzer of the preset native-debug so long, as many at once as there are processors,
# starting from tests/fuzz/corpus. New inputs are kept in build/fuzz/corpus, those that fail in build/fuzz/failures.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export seconds=$1
shift
[ $# -gt 0 ] || set -- formula json idx npz actions

fuzz() {
    local name=$1 log=build/fuzz/fuzz_$1.log dictionary=()
    [ "$name" = actions ] || dictionary=(-dict="tests/fuzz/$name.dict")  # bytes that choose, no words
    mkdir -p "build/fuzz/corpus/$name" build/fuzz/failures
    if ! build/native-debug/tests/fuzz/fuzz_"$name" -max_total_time="$seconds" -rss_limit_mb=512 -timeout=5 -max_len=4096 \
        "${dictionary[@]}" -artifact_prefix="build/fuzz/failures/$name-" -print_final_stats=1 \
        "build/fuzz/corpus/$name" "tests/fuzz/corpus/$name" >"$log" 2>&1; then
        tail -n 60 "$log"
        echo "fuzz_$name FAILED (its output: $log)"
        return 1
    fi
    sed -En "s/^Done ([0-9]+) runs in ([0-9]+) second.*/fuzz_$name: \1 inputs in \2 s, none failed/p" "$log"
}
export -f fuzz

printf '%s\n' "$@" | xargs -P "$(getconf _NPROCESSORS_ONLN)" -I{} bash -euo pipefail -c 'fuzz {}'
