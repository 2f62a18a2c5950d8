#include <cmath>
#include <cstdlib>
#include <cstring>
#include <optional>

#include "base/problem.hpp"
#include "files/npy.hpp"
#include "files/npz.hpp"
#include "files/zip.hpp"

// Any bytes as a network's .npz file, as one array, and as an archive of other files: refused with a Problem,
// or read, and then the same from what is written of it.

namespace {

using Bytes = std::span<const uint8_t>;

bool same_bits(const std::vector<double>& a, const std::vector<double>& b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}

void check_network(Bytes file) {
    try {
        const auto params = bp::read_npz(file);
        const auto again = bp::read_npz(bp::to_npz(params));
        if (params.size() != again.size()) std::abort();
        for (size_t i = 0; i < params.size(); ++i) {
            if (params[i].name != again[i].name || params[i].value.shape != again[i].value.shape ||
                !same_bits(params[i].value.data, again[i].value.data))
                std::abort();
        }
        bp::Network<double> network({.layers = bp::npz_layers(file)});
        bp::load_npz(network, file);
    } catch (const bp::Problem&) {  // refused
    }
}

void check_array(Bytes file) {
    try {
        const auto tensor = bp::read_npy(file, "W1");
        const auto again = bp::read_npy(bp::write_npy(tensor), "W1");
        if (tensor.shape != again.shape || !same_bits(tensor.data, again.data)) std::abort();
    } catch (const bp::Problem&) {  // refused
    }
}

void check_archive(Bytes file) {
    try {
        const auto entries = bp::read_zip(file, 10, 100'000);
        const auto again = bp::read_zip(bp::write_zip(entries), 10, 100'000);
        for (size_t i = 0; i < entries.size(); ++i) {
            if (entries[i].name != again[i].name || entries[i].data != again[i].data) std::abort();
        }
    } catch (const bp::Problem&) {  // refused
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const Bytes bytes(data, size);
    check_network(bytes);
    check_array(bytes);
    check_archive(bytes);
    return 0;
}
