#pragma once

#include "base/rng.hpp"
#include "graph/tensor.hpp"

namespace bp {

/// A tensor of numbers uniform in [low, high) for gradient-check cases; the same seed gives the same numbers.
inline Tensor<double> sample(const Shape& shape, double low, double high, uint64_t seed = 1) {
    Rng rng(seed);
    Tensor<double> tensor = Tensor<double>::filled(shape, 0);
    for (double& x : tensor.data) x = low + (high - low) * rng.uniform();
    return tensor;
}

}  // namespace bp
