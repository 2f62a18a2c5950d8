#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace bp {

/// The content of an IDX file of unsigned bytes, MNIST's file format (LeCun, Cortes and Burges).
struct Idx {
    std::vector<int> dims;      ///< outermost first, each at least 1
    std::vector<uint8_t> data;  ///< row-major
};

/// Reads an IDX file, raw or packed with gzip (of any number of members), that must have `rank` dimensions.
/// `what` names the file in messages. The header is checked before anything of its size is allocated; a file
/// of more than kMaxIdxBytes is refused. Throws Problem when the file is of another kind, ends early or goes
/// on after its data.
Idx parse_idx(std::span<const uint8_t> file, int rank, std::string_view what);

/// The dimensions of an IDX file of images or labels, by its beginning: the first kilobytes of so many
/// `bytes`. Throws what parse_idx throws when these are enough to tell.
std::vector<int> idx_dims(std::span<const uint8_t> head, size_t bytes, std::string_view what);

constexpr size_t kMaxIdxBytes = size_t{1} << 28;

}  // namespace bp
