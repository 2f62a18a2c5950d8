#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace bp {

/// y_k = exp(x_k − max) / Σ exp(x_i − max): the shift does not change the result and keeps exp from
/// overflowing (book 3.5.2).
template <class T>
void softmax_row(const T* x, T* y, size_t classes) {
    const T max = *std::max_element(x, x + classes);
    T sum = 0;
    for (size_t k = 0; k < classes; ++k) sum += y[k] = std::exp(x[k] - max);
    for (size_t k = 0; k < classes; ++k) y[k] /= sum;
}

/// ln Σ exp(x_i), stable for any x.
template <class T>
T log_sum_exp(const T* x, size_t classes) {
    const T max = *std::max_element(x, x + classes);
    T sum = 0;
    for (size_t k = 0; k < classes; ++k) sum += std::exp(x[k] - max);
    return max + std::log(sum);
}

}  // namespace bp
