# The npm tools that bundle, serve and test the page, exactly as package-lock.json says. Sourced by emsdk-setup.sh.

setup_node() {
    local wanted
    wanted=$(sha256sum "$repo/package-lock.json")
    stamped node "${wanted%% *}" && [ -d "$repo/node_modules" ] && return 0
    say "npm tools into node_modules"
    npm ci --no-audit --no-fund --silent >"$deps/tmp/npm-ci.log" 2>&1 || {
        tail -n 15 "$deps/tmp/npm-ci.log" >&2
        fail "'npm ci' could not install the tools of package.json"
    }
    node_modules/.bin/esbuild --version >/dev/null || fail "esbuild does not start"
    stamp node "${wanted%% *}"
}
