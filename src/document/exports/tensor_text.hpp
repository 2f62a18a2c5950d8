#pragma once

#include <string>

#include "graph/tensor.hpp"

namespace bp {

/// A tensor with all digits, as the formula language writes it: 0.1, [1, 2], [[1, 2], [3, 4]]. A tensor of
/// more than `most` elements is abbreviated, after its shape: (60, 50) [0.1, 0.2, 0.3, …].
std::string tensor_text(const View<double>& tensor, size_t most);

}  // namespace bp
