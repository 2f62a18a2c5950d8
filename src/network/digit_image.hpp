#pragma once

#include "graph/tensor.hpp"

namespace bp {

/// Prepares a drawing as MNIST's digits were prepared (LeCun, Cortes, Burges: "The MNIST database"): the
/// drawing is scaled with its proportions into a box of 20/28 of the side, antialiased by averaging over
/// areas, and moved by whole pixels so that its centre of mass is as close as possible to the middle, (size /
/// 2, size / 2). An empty drawing gives an empty image.
///
/// image: (rows, columns) of brightness, clamped to 0 … 1; the result is (size, size). Throws Problem if the
/// image is not a matrix or contains NaN, or if the size is not from 4 to 256.
Tensor<double> centred_digit(const Tensor<double>& image, int size = 28);

}  // namespace bp
