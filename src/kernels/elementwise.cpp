#include "kernels/elementwise.hpp"

#include <cmath>

#include "kernels/vector.hpp"

namespace bp {
namespace {

using namespace kernels;

constexpr float kLimit = 60;

/// exp of −60 … 60 or NaN: 2ⁿ · exp(r) with |r| ≤ ln 2 / 2, by the polynomial of Cephes' expf.
f32x4 exp_within(f32x4 x) {
    const f32x4 shift = splat(12582912.0f);  // 1.5 · 2²³: adding it rounds to a whole number
    const f32x4 shifted = x * splat(1.44269504088896341f) + shift;
    const f32x4 n = shifted - shift;
    const f32x4 r = (x - n * splat(0.693359375f)) - n * splat(-2.12194440e-4f);
    f32x4 p = splat(1.9875691500e-4f);
    p = p * r + splat(1.3981999507e-3f);
    p = p * r + splat(8.3334519073e-3f);
    p = p * r + splat(4.1665795894e-2f);
    p = p * r + splat(1.6666665459e-1f);
    p = p * r + splat(5.0000001201e-1f);
    p = (p * (r * r) + r) + splat(1.0f);
    return p * from_bits((bits(shifted) << 23) + bits(splat(1.0f)));
}

f32x4 clamped(f32x4 x) {
    const f32x4 above = select(x < splat(-kLimit), splat(-kLimit), x);
    return select(above > splat(kLimit), splat(kLimit), above);
}

f32x4 exp_of(f32x4 x) { return exp_within(clamped(x)); }

f32x4 sigmoid_of(f32x4 x) { return splat(1.0f) / (splat(1.0f) + exp_of(-x)); }

/// Near 0 the odd polynomial of Cephes' tanhf, else 1 − 2 / (exp 2|x| + 1).
f32x4 tanh_of(f32x4 x) {
    const i32x4 sign = bits(x) & i32x4{~0x7fffffff, ~0x7fffffff, ~0x7fffffff, ~0x7fffffff};
    const f32x4 size = from_bits(bits(x) ^ sign);
    const f32x4 s = x * x;
    f32x4 p = splat(-5.70498872745e-3f);
    p = p * s + splat(2.06390887954e-2f);
    p = p * s + splat(-5.37397155531e-2f);
    p = p * s + splat(1.33314422036e-1f);
    p = p * s + splat(-3.33332819422e-1f);
    const f32x4 near = p * s * x + x;
    const f32x4 far = splat(1.0f) - splat(2.0f) / (exp_of(size + size) + splat(1.0f));
    return select(size < splat(0.625f), near, from_bits(bits(far) | sign));
}

template <class F>
void in_place(std::span<float> z, F f) {
    for_vectors(z.size(), z.data(), z.data(), [&](f32x4 x, f32x4) { return f(x); });
}

}  // namespace

void clamped_exp(std::span<const float> x, std::span<float> y) {
    for_vectors(x.size(), x.data(), y.data(), [](f32x4 v, f32x4) { return exp_of(v); });
}

void relu(std::span<float> z) {
    in_place(z, [](f32x4 x) { return select(x <= splat(0), splat(0), x); });
}

void relu_backward(std::span<const float> z, std::span<float> d) {
    for_vectors(z.size(), z.data(), d.data(),
                [](f32x4 x, f32x4 up) { return select(x <= splat(0), splat(0), up); });
}

void sigmoid(std::span<float> z) { in_place(z, sigmoid_of); }

void sigmoid_backward(std::span<const float> z, std::span<float> d) {
    for_vectors(z.size(), z.data(), d.data(), [](f32x4 x, f32x4 up) { return up * x * (splat(1.0f) - x); });
}

void tanh(std::span<float> z) { in_place(z, tanh_of); }

void tanh_backward(std::span<const float> z, std::span<float> d) {
    for_vectors(z.size(), z.data(), d.data(), [](f32x4 x, f32x4 up) { return up * (splat(1.0f) - x * x); });
}

void add_bias(std::span<const float> b, std::span<float> y) {
    for (size_t row = 0; row < y.size(); row += b.size()) {
        for_vectors(b.size(), b.data(), y.data() + row, [](f32x4 bias, f32x4 v) { return v + bias; });
    }
}

float softmax_with_loss(size_t classes, std::span<const float> a, std::span<const int> labels,
                        std::span<float> d) {
    for (size_t first = 0; first < a.size(); first += classes) {
        float max = a[first];
        for (size_t k = 1; k < classes; ++k) max = a[first + k] > max ? a[first + k] : max;
        for (size_t k = 0; k < classes; ++k) d[first + k] = a[first + k] - max;
    }
    const size_t rows = labels.size();
    float loss = 0;
    for (size_t row = 0; row < rows; ++row) loss -= d[row * classes + static_cast<size_t>(labels[row])];
    clamped_exp(d, d);
    const float share = 1 / static_cast<float>(rows);
    for (size_t row = 0; row < rows; ++row) {
        const auto y = d.subspan(row * classes, classes);
        float sum = 0;
        for (const float e : y) sum += e;
        loss += std::log(sum);
        const float scale = share / sum;
        for (float& e : y) e *= scale;
        y[static_cast<size_t>(labels[row])] -= share;
    }
    return loss * share;
}

bool all_finite(std::span<const float> x) {
    // x · 0 is 0 unless x is infinite or NaN. There are four sums because additions to a single one would
    // wait for each other.
    constexpr size_t kSums = 4;
    f32x4 sums[kSums]{};
    size_t i = 0;
    for (; i + kSums * kLanes <= x.size(); i += kSums * kLanes) {
        for (size_t s = 0; s < kSums; ++s) sums[s] += load(x.data() + i + s * kLanes) * splat(0);
    }
    const f32x4 sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
    float rest = (sum[0] + sum[1]) + (sum[2] + sum[3]);
    for (; i < x.size(); ++i) rest += x[i] * 0;
    return rest == 0;
}

}  // namespace bp
