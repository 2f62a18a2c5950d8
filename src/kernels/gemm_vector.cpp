#include <algorithm>
#include <cstddef>
#include <cstring>

#include "kernels/gemm_kernels.hpp"
#include "kernels/vector.hpp"

namespace bp::kernels {
namespace {

template <class T>
struct VectorOf;
template <>
struct VectorOf<float> {
    using type = f32x4;
};
template <>
struct VectorOf<double> {
    using type = f64x2;
};
template <class T>
using Vector = typename VectorOf<T>::type;
template <class T>
constexpr size_t kWidth = sizeof(Vector<T>) / sizeof(T);

constexpr size_t kRows = 4;     // of C in a tile; with two vectors a row its sums stay in registers
constexpr size_t kDepth = 256;  // of a panel: kDepth × 2 vectors and kRows × kDepth stay in the first cache

/// A matrix of which either step may be 1.
template <class T>
struct Strided {
    const T* data;
    size_t row;
    size_t column;

    const T* at(size_t i, size_t j) const { return data + i * row + j * column; }
};

/// kRows × (vectors · lanes) of C, k deep: c ← c + a · b, or without c when it is the first depth. `rows` are
/// offsets of the tile's rows of a and c; a tile with fewer has its last more than once.
template <class T, size_t vectors>
void tile(size_t k, const Strided<T>& a, const size_t* rows, const T* b, T* c, size_t stride, bool first) {
    using V = Vector<T>;
    V sum[kRows][vectors];
    for (size_t i = 0; i < kRows; ++i) {
        for (size_t v = 0; v < vectors; ++v) {
            sum[i][v] = V{};
            if (!first) std::memcpy(&sum[i][v], c + rows[i] * stride + v * kWidth<T>, sizeof(V));
        }
    }
    const T* row[kRows];
    for (size_t i = 0; i < kRows; ++i) row[i] = a.at(rows[i], 0);
    const size_t step = a.column;
    for (size_t p = 0; p < k; ++p, b += vectors * kWidth<T>) {
        V right[vectors];
        std::memcpy(right, b, sizeof right);
        for (size_t i = 0; i < kRows; ++i) {
            const T x = row[i][p * step];
            for (size_t v = 0; v < vectors; ++v) sum[i][v] += x * right[v];
        }
    }
    for (size_t i = 0; i < kRows; ++i) std::memcpy(c + rows[i] * stride, sum[i], sizeof sum[i]);
}

/// Copies b's columns first … first + count, k deep, so that they lie one after the other, filled up with
/// zeros.
template <class T>
void pack(const Strided<T>& b, size_t depth, size_t k, size_t first, size_t count, size_t width, T* panel) {
    for (size_t p = 0; p < k; ++p, panel += width) {
        const T* from = b.at(depth + p, first);
        for (size_t j = 0; j < count; ++j) panel[j] = from[j * b.column];
        std::fill(panel + count, panel + width, T{0});
    }
}

/// All rows of C in `count` ≤ vectors · lanes columns.
template <class T, size_t vectors>
void panel_product(size_t m, size_t k, const Strided<T>& a, const T* panel, size_t count, T* c, size_t stride,
                   bool first) {
    constexpr size_t width = vectors * kWidth<T>;
    for (size_t i = 0; i < m; i += kRows) {
        size_t rows[kRows];
        for (size_t r = 0; r < kRows; ++r) rows[r] = std::min(i + r, m - 1);
        if (count == width) {
            tile<T, vectors>(k, a, rows, panel, c, stride, first);
            continue;
        }
        // The columns beyond the last are computed, but not written.
        T part[kRows * width]{};
        const size_t here = std::min(kRows, m - i);
        for (size_t r = 0; r < here && !first; ++r)
            std::copy_n(c + (i + r) * stride, count, part + r * width);
        const Strided<T> below{a.at(i, 0), a.row, a.column};
        for (size_t r = 0; r < kRows; ++r) rows[r] = std::min(r, here - 1);
        tile<T, vectors>(k, below, rows, panel, part, width, first);
        for (size_t r = 0; r < here; ++r) std::copy_n(part + r * width, count, c + (i + r) * stride);
    }
}

}  // namespace

template <class T>
void gemm_vector(Transpose transpose_a, Transpose transpose_b, int rows, int columns, int depth,
                 const T* a_data, const T* b_data, T* c) {
    const auto m = static_cast<size_t>(rows);
    const auto n = static_cast<size_t>(columns);
    const auto k = static_cast<size_t>(depth);
    const auto strided = [](Transpose transpose, const T* data, size_t height, size_t width) {
        return transpose == Transpose::yes ? Strided<T>{data, 1, height} : Strided<T>{data, width, 1};
    };
    const Strided<T> a = strided(transpose_a, a_data, m, k);
    const Strided<T> b = strided(transpose_b, b_data, k, n);
    if (k == 0) std::fill_n(c, m * n, T{0});
    constexpr size_t kWide = 2 * kWidth<T>;
    alignas(16) T panel[kDepth * kWide];
    for (size_t from = 0; from < k; from += kDepth) {
        const size_t deep = std::min(kDepth, k - from);
        const Strided<T> left{a.at(0, from), a.row, a.column};
        for (size_t j = 0; j < n; j += kWide) {
            const size_t count = std::min(kWide, n - j);
            const bool narrow = count <= kWidth<T>;
            pack(b, from, deep, j, count, narrow ? kWidth<T> : kWide, panel);
            auto* product = narrow ? panel_product<T, 1> : panel_product<T, 2>;
            product(m, deep, left, panel, count, c + j, n, from == 0);
        }
    }
}

template void gemm_vector(Transpose, Transpose, int, int, int, const float*, const float*, float*);
template void gemm_vector(Transpose, Transpose, int, int, int, const double*, const double*, double*);

}  // namespace bp::kernels
