#pragma once

#include <cstdint>
#include <vector>

#include "network/network.hpp"

namespace bp {

/// The network as an ONNX model (IR version 7, opset 13) in float32: input "x" (N, inputs), outputs "scores"
/// (N, classes), before softmax, and "probabilities". Each layer is a Gemm and, except for the last, its
/// activation; the parameters keep their names. Source: onnx.proto3.
template <class T>
std::vector<uint8_t> to_onnx(const Network<T>& network);

extern template std::vector<uint8_t> to_onnx(const Network<float>&);
extern template std::vector<uint8_t> to_onnx(const Network<double>&);

}  // namespace bp
