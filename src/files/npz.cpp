#include "files/npz.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "base/problem.hpp"
#include "files/npy.hpp"
#include "files/zip.hpp"

namespace bp {
namespace {

constexpr std::string_view kSuffix = ".npy";
constexpr size_t kMostArrays = 2 * NetSpec::kMaxLayers;
constexpr size_t kMostBytes = NetSpec::kMaxParameters * sizeof(double) + (size_t{1} << 20);

using Arrays = std::map<std::string, Tensor<double>>;

std::string array_name(const std::string& entry) { return entry.substr(0, entry.size() - kSuffix.size()); }

/// W1, b12 and the like.
bool is_parameter(std::string_view name) {
    return name.size() >= 2 && name.size() <= 3 && (name[0] == 'W' || name[0] == 'b') &&
           std::ranges::all_of(name.substr(1), [](char c) { return c >= '0' && c <= '9'; });
}

/// Refuses other entries than parameters before anything is unpacked.
void check_names(const std::vector<std::string>& entries) {
    constexpr size_t kMostNamed = 6;
    constexpr size_t kLongest = 40;  // the names come from the file
    std::vector<std::string> foreign;
    for (const std::string& entry : entries) {
        const std::string shown = entry.substr(0, kLongest);
        if (!entry.ends_with(kSuffix)) throw Problem(problems::npz_not_an_array, shown);
        if (is_parameter(array_name(entry))) continue;
        if (foreign.size() < kMostNamed) foreign.push_back(array_name(entry).substr(0, kLongest));
    }
    if (!foreign.empty()) throw Problem(problems::npz_not_a_parameter, listed(foreign));
}

Arrays arrays_in(std::span<const uint8_t> bytes) {
    Arrays arrays;
    for (const ZipEntry& entry : read_zip(bytes, kMostArrays, kMostBytes, check_names)) {
        const std::string name = array_name(entry.name);
        Tensor<double> array = read_npy(entry.data, name);
        if (!std::all_of(array.data.begin(), array.data.end(), [](double x) { return std::isfinite(x); }))
            throw Problem(problems::npz_not_finite, name);
        arrays.emplace(name, std::move(array));
    }
    return arrays;
}

Tensor<double> take(Arrays& arrays, const std::string& name) {
    const auto found = arrays.find(name);
    if (found == arrays.end()) throw Problem(problems::npz_missing, name);
    Tensor<double> array = std::move(found->second);
    arrays.erase(found);
    return array;
}

std::vector<int> layers_of(const Parameters<double>& params) {
    std::vector<int> layers{params[0].value.shape[0]};
    for (size_t i = 0; i < params.size(); i += 2) layers.push_back(params[i].value.shape[1]);
    return layers;
}

std::string text(const std::vector<int>& layers) {
    std::string text;
    for (const int size : layers) text.append(text.empty() ? "" : "-").append(std::to_string(size));
    return text;
}

}  // namespace

template <class T>
std::vector<uint8_t> to_npz(const Parameters<T>& params) {
    std::vector<ZipEntry> entries;
    for (const auto& [name, value] : params)
        entries.push_back({name + std::string(kSuffix), write_npy(value)});
    return write_zip(entries);
}

Parameters<double> read_npz(std::span<const uint8_t> bytes) {
    Arrays arrays = arrays_in(bytes);
    Parameters<double> params;
    for (size_t layer = 1; layer == 1 || !arrays.empty(); ++layer) {
        const std::string w = "W" + std::to_string(layer);
        const std::string b = "b" + std::to_string(layer);
        params.push_back({w, take(arrays, w)});
        params.push_back({b, take(arrays, b)});
        const Shape& weights = params[params.size() - 2].value.shape;
        const Shape& bias = params.back().value.shape;
        if (weights.rank() != 2) throw Problem(problems::npz_not_a_matrix, w, weights);
        if (bias != Shape{weights[1]} && bias == Shape{weights[0]})
            throw Problem(problems::npz_transposed, w, weights, b, weights[0]);
        if (bias != Shape{weights[1]}) {
            throw Problem(problems::npz_bias, b, bias, w, weights[1]);
        }
        if (layer == 1) continue;
        const int outputs = params[params.size() - 4].value.shape[1];
        if (weights[0] != outputs) {
            throw Problem(problems::npz_rows, w, weights[0], "W" + std::to_string(layer - 1), outputs);
        }
    }
    NetSpec{.layers = layers_of(params)}.check();
    return params;
}

std::vector<int> npz_layers(std::span<const uint8_t> bytes) { return layers_of(read_npz(bytes)); }

template <class T>
void load_npz(Network<T>& network, std::span<const uint8_t> bytes) {
    const Parameters<double> given = read_npz(bytes);
    if (const auto layers = layers_of(given); layers != network.spec().layers) {
        throw Problem(problems::npz_other_layers, text(layers), text(network.spec().layers));
    }
    Parameters<T> params;
    for (const auto& [name, value] : given) {
        params.push_back({name, converted<T>(value)});
        if (!std::all_of(params.back().value.data.begin(), params.back().value.data.end(),
                         [](T x) { return std::isfinite(x); }))
            throw Problem(problems::npz_too_large_for_float32, name);
    }
    network.set_params(params);
}

template std::vector<uint8_t> to_npz(const Parameters<float>&);
template std::vector<uint8_t> to_npz(const Parameters<double>&);
template void load_npz(Network<float>&, std::span<const uint8_t>);
template void load_npz(Network<double>&, std::span<const uint8_t>);

}  // namespace bp
