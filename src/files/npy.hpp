#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "graph/tensor.hpp"

namespace bp {

/// A NumPy array file (.npy, format 1.0): little-endian float32 or float64 after T, in C order.
template <class T>
std::vector<uint8_t> write_npy(const Tensor<T>& tensor);

/// The array in such a file of format 1.0, 2.0 or 3.0: '<f4' or '<f8', in C or Fortran order. `name` is for
/// messages. Throws Problem when it is none, damaged, of another type, has no element or not as many as its
/// shape says. Source: numpy.lib.format.
Tensor<double> read_npy(std::span<const uint8_t> bytes, const std::string& name);

extern template std::vector<uint8_t> write_npy(const Tensor<float>&);
extern template std::vector<uint8_t> write_npy(const Tensor<double>&);

}  // namespace bp
