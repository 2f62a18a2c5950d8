#pragma once

#include "graph/tensor.hpp"

namespace bp {

/// A drawing as MNIST's digits were made (LeCun, Cortes, Burges: "The MNIST database"): what is drawn, scaled
/// with its proportions into a box of 20/28 of the side, antialiased by averaging over areas, and moved by
/// whole pixels so that its centre of mass comes nearest to the middle, (size / 2, size / 2). An empty
/// drawing gives an empty image.
///
/// image: (rows, columns) of brightness, cut to 0 … 1; the result is (size, size). Throws Problem when the
/// image is no matrix, holds NaN, or the size is not from 4 to 256.
Tensor<double> centred_digit(const Tensor<double>& image, int size = 28);

}  // namespace bp
