#pragma once

#include <cstddef>
#include <cstring>

/// 128 bits of numbers, by the vector extensions of GCC and Clang: simd128 as WebAssembly, SSE2 or NEON
/// natively.
/// + − · / work lane by lane and round as scalars do.
namespace bp::kernels {

using f32x4 = float __attribute__((vector_size(16)));
using f64x2 = double __attribute__((vector_size(16)));
using i32x4 = int __attribute__((vector_size(16)));

constexpr size_t kLanes = 4;

/// Loads from any address.
inline f32x4 load(const float* from) {
    f32x4 value;
    std::memcpy(&value, from, sizeof value);
    return value;
}

inline void store(float* to, f32x4 value) { std::memcpy(to, &value, sizeof value); }

inline f32x4 splat(float x) { return f32x4{x, x, x, x}; }

inline i32x4 bits(f32x4 x) {
    i32x4 result;
    std::memcpy(&result, &x, sizeof result);
    return result;
}

inline f32x4 from_bits(i32x4 x) {
    f32x4 result;
    std::memcpy(&result, &x, sizeof result);
    return result;
}

/// Lane by lane: a where the mask is set, otherwise b. A comparison gives a mask, which is not set for NaN.
inline f32x4 select(i32x4 mask, f32x4 a, f32x4 b) { return from_bits((mask & bits(a)) | (~mask & bits(b))); }

/// y[i] = f(x[i], y[i]) for vectors of four; f must work lane by lane.
template <class F>
void for_vectors(size_t n, const float* x, float* y, F f) {
    size_t i = 0;
    for (; i + kLanes <= n; i += kLanes) store(y + i, f(load(x + i), load(y + i)));
    if (i == n) return;
    float xs[kLanes]{};
    float ys[kLanes]{};
    std::memcpy(xs, x + i, (n - i) * sizeof(float));
    std::memcpy(ys, y + i, (n - i) * sizeof(float));
    store(ys, f(load(xs), load(ys)));
    std::memcpy(y + i, ys, (n - i) * sizeof(float));
}

}  // namespace bp::kernels
