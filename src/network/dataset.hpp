#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "kernels/sparse.hpp"

namespace bp {

/// Images of one size, in grey levels 0 … 255, each with the number of its class. They are stored as bytes:
/// MNIST takes 47 MB, and would take 188 MB as float.
class Dataset {
  public:
    /// Reads the two files of a set like MNIST, raw or gzip; messages call them by these names. Throws
    /// Problem if a file is not of the right kind, or if the numbers of labels and images differ.
    static Dataset from_idx(std::span<const uint8_t> images, std::span<const uint8_t> labels,
                            std::string_view image_name = "images", std::string_view label_name = "labels");
    /// Its samples from … up to, but not including, end.
    Dataset part(size_t from, size_t end) const;

    size_t size() const { return labels_.size(); }
    /// Rows and columns of an image.
    std::array<int, 2> image_shape() const { return {rows_, columns_}; }
    size_t pixels() const { return static_cast<size_t>(rows_) * static_cast<size_t>(columns_); }
    /// The largest label + 1.
    int classes() const { return classes_; }

    /// i < size().
    std::span<const uint8_t> image(size_t i) const { return {images_.data() + i * pixels(), pixels()}; }
    int label(size_t i) const { return labels_[i]; }

    /// Writes the samples with these indices: grey levels scaled to 0 … 1 (x / 255) into the rows of x, (n,
    /// pixels), and the labels, if wanted, into t, (n). Every index must be below size().
    template <class T>
    void gather(std::span<const uint32_t> indices, T* x) const;
    template <class T>
    void gather(std::span<const uint32_t> indices, T* x, T* t) const;

    /// The images without their zeros; null if more than half of all pixels are not 0.
    const SparseRows* sparse() const { return sparse_ ? &*sparse_ : nullptr; }

  private:
    void prepare();

    std::vector<uint8_t> images_;
    std::vector<uint8_t> labels_;
    std::optional<SparseRows> sparse_;
    int rows_ = 0;
    int columns_ = 0;
    int classes_ = 0;
};

}  // namespace bp
