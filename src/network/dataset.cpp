#include "network/dataset.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/problem.hpp"
#include "network/idx.hpp"

namespace bp {
namespace {

/// Grey level → brightness. A table, because dividing 78,400 pixels in each step would cost more than
/// lookups; made when needed, because it does not compress.
template <class T>
std::array<T, 256> brightness() {
    std::array<T, 256> table;
    for (size_t level = 0; level < 256; ++level) table[level] = static_cast<T>(level) / T{255};
    return table;
}

}  // namespace

Dataset Dataset::from_idx(std::span<const uint8_t> images, std::span<const uint8_t> labels,
                          std::string_view image_name, std::string_view label_name) {
    Idx label_file = parse_idx(labels, 1, label_name);
    Idx image_file = parse_idx(images, 3, image_name);
    if (image_file.dims[0] != label_file.dims[0]) {
        throw Problem(problems::data_counts, image_file.dims[0], label_file.dims[0]);
    }
    Dataset set;
    set.rows_ = image_file.dims[1];
    set.columns_ = image_file.dims[2];
    set.images_ = std::move(image_file.data);
    set.labels_ = std::move(label_file.data);
    set.prepare();
    return set;
}

Dataset Dataset::part(size_t from, size_t end) const {
    Dataset set;
    set.rows_ = rows_;
    set.columns_ = columns_;
    set.images_.assign(image(from).data(), image(from).data() + (end - from) * pixels());
    set.labels_.assign(labels_.data() + from, labels_.data() + end);
    set.prepare();
    return set;
}

/// What follows from images and labels.
void Dataset::prepare() {
    classes_ = *std::max_element(labels_.begin(), labels_.end()) + 1;
    const auto zeros = static_cast<size_t>(std::count(images_.begin(), images_.end(), uint8_t{0}));
    if (zeros * 2 >= images_.size()) sparse_.emplace(images_, pixels());
}

template <class T>
void Dataset::gather(std::span<const uint32_t> indices, T* x) const {
    const auto table = brightness<T>();
    for (const uint32_t index : indices) {
        const auto pixels_of = image(index);
        x = std::transform(pixels_of.begin(), pixels_of.end(), x,
                           [&table](uint8_t level) { return table[level]; });
    }
}

template <class T>
void Dataset::gather(std::span<const uint32_t> indices, T* x, T* t) const {
    gather(indices, x);
    for (const uint32_t index : indices) *t++ = static_cast<T>(label(index));
}

template void Dataset::gather(std::span<const uint32_t>, float*) const;
template void Dataset::gather(std::span<const uint32_t>, double*) const;

template void Dataset::gather(std::span<const uint32_t>, float*, float*) const;
template void Dataset::gather(std::span<const uint32_t>, double*, double*) const;

}  // namespace bp
