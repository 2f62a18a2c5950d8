#pragma once

#include <cstddef>
#include <span>

namespace bp {

/// y = exp(x) within 2 ulp, with x clamped to −60 … 60: results below 1e-26 change no sum, and denormal
/// results would slow the processor down. NaN stays NaN.
void clamped_exp(std::span<const float> x, std::span<float> y);

/// The activations in place, and d ← d · ∂z/∂a, given z. NaN stays NaN. sigmoid is within 3 ulp for |x| ≤ 60,
/// tanh within 4 ulp.
void relu(std::span<float> z);
void relu_backward(std::span<const float> z, std::span<float> d);
void sigmoid(std::span<float> z);
void sigmoid_backward(std::span<const float> z, std::span<float> d);
void tanh(std::span<float> z);
void tanh_backward(std::span<const float> z, std::span<float> d);

/// Adds b to each row: y ← y + b. y has as many columns as b.
void add_bias(std::span<const float> b, std::span<float> y);

/// The mean of −ln softmax(a)[label] over the rows of `a`, as many as labels, and its gradient
/// d = (softmax(a) − one-hot) / rows. Every label is below `classes`.
float softmax_with_loss(size_t classes, std::span<const float> a, std::span<const int> labels,
                        std::span<float> d);

/// Whether all numbers are finite.
bool all_finite(std::span<const float> x);

}  // namespace bp
