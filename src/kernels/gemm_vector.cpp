#include <algorithm>
#include <cstddef>
#include <cstring>

#include "base/pulse.hpp"
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

constexpr size_t kRows = 4;     // of C in a tile; with two vectors for each row, its sums stay in registers
constexpr size_t kDepth = 256;  // of a panel: kDepth × 2 vectors and kRows × kDepth stay in the first cache
/// Rows of A that are packed at a time: 128 KiB, for the second cache.
template <class T>
constexpr size_t kBlock = 512 / sizeof(T);

/// A matrix, of which either stride may be 1.
template <class T>
struct Strided {
    const T* data;
    size_t row;
    size_t column;

    const T* at(size_t i, size_t j) const { return data + i * row + j * column; }
};

/// Computes kRows × (vectors · lanes) elements of C from packed a and b over depth k: c ← c + a · b, or
/// without the old c at the first depth. A tile with fewer than kRows rows repeats its last row.
template <class T, size_t vectors>
void tile(size_t k, const T* a, const T* b, size_t rows, T* c, size_t stride, bool first) {
    using V = Vector<T>;
    V sum[kRows][vectors];
    T* row[kRows];
    for (size_t i = 0; i < kRows; ++i) row[i] = c + std::min(i, rows - 1) * stride;
    for (size_t i = 0; i < kRows; ++i) {
        for (size_t v = 0; v < vectors; ++v) {
            sum[i][v] = V{};
            if (!first) std::memcpy(&sum[i][v], row[i] + v * kWidth<T>, sizeof(V));
        }
    }
    for (const T* end = a + k * kRows; a != end; a += kRows, b += vectors * kWidth<T>) {
        V right[vectors];
        std::memcpy(right, b, sizeof right);
        for (size_t i = 0; i < kRows; ++i) {
            for (size_t v = 0; v < vectors; ++v) sum[i][v] += a[i] * right[v];
        }
    }
    for (size_t i = 0; i < kRows; ++i) std::memcpy(row[i], sum[i], sizeof sum[i]);
}

/// to[p · stride + r] = line[r][p · step], p < k: interleaves four lines. It is not inlined, since the loop
/// of a tile would lose registers.
template <class T>
[[gnu::noinline]] void interleave(const T* const (&line)[kRows], size_t step, size_t k, T* to,
                                  size_t stride) {
    size_t p = 0;
    const bool adjacent = line[1] == line[0] + 1 && line[kRows - 1] == line[0] + (kRows - 1);
    for (; adjacent && p < k; ++p, to += stride) std::memcpy(to, line[0] + p * step, sizeof(T) * kRows);
    if constexpr (kWidth<T> == kRows) {
        for (; step == 1 && p + kRows <= k; p += kRows, to += kRows * stride) {
            const f32x4 a = load(line[0] + p);
            const f32x4 b = load(line[1] + p);
            const f32x4 c = load(line[2] + p);
            const f32x4 d = load(line[3] + p);
            const f32x4 ab = __builtin_shufflevector(a, b, 0, 4, 1, 5);
            const f32x4 cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);
            const f32x4 ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
            const f32x4 cd_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
            store(to, __builtin_shufflevector(ab, cd, 0, 1, 4, 5));
            store(to + stride, __builtin_shufflevector(ab, cd, 2, 3, 6, 7));
            store(to + 2 * stride, __builtin_shufflevector(ab_high, cd_high, 0, 1, 4, 5));
            store(to + 3 * stride, __builtin_shufflevector(ab_high, cd_high, 2, 3, 6, 7));
        }
    }
    for (; p < k; ++p, to += stride) {
        for (size_t r = 0; r < kRows; ++r) to[r] = line[r][p * step];
    }
}

/// Copies kRows rows of a from row i on, k deep from `depth`, so that the elements of each column are
/// adjacent. After the last of the m rows, that row is repeated.
template <class T>
void pack_rows(const Strided<T>& a, size_t depth, size_t k, size_t i, size_t m, T* packed) {
    const T* row[kRows];
    for (size_t r = 0; r < kRows; ++r) row[r] = a.at(std::min(i + r, m - 1), depth);
    interleave(row, a.column, k, packed, kRows);
}

/// Copies the columns first … first + count of b, k deep, so that they are adjacent, filled up with zeros to
/// `vectors` vectors.
template <class T, size_t vectors>
[[gnu::noinline]] void pack_columns(const Strided<T>& b, size_t depth, size_t k, size_t first, size_t count,
                                    T* panel) {
    constexpr size_t width = vectors * kWidth<T>;
    const T* from = b.at(depth, first);
    if (count == width && b.row == 1 && width % kRows == 0) {
        for (size_t j = 0; j < width; j += kRows) {
            const T* column[kRows];
            for (size_t r = 0; r < kRows; ++r) column[r] = from + (j + r) * b.column;
            interleave(column, 1, k, panel + j, width);
        }
        return;
    }
    for (size_t p = 0; p < k; ++p, from += b.row, panel += width) {
        if (count == width && b.column == 1) {
            std::memcpy(panel, from, sizeof(T) * width);
        } else {
            for (size_t j = 0; j < count; ++j) panel[j] = from[j * b.column];
            std::fill(panel + count, panel + width, T{0});
        }
    }
}

/// m rows of C in `count` ≤ vectors · lanes columns, from packed a and b.
template <class T, size_t vectors>
void panel_product(size_t m, size_t k, const T* a, const T* panel, size_t count, T* c, size_t stride,
                   bool first) {
    constexpr size_t width = vectors * kWidth<T>;
    for (size_t i = 0; i < m; i += kRows, a += kRows * k) {
        const size_t rows = std::min(kRows, m - i);
        T* to = c + i * stride;
        if (count == width) {
            tile<T, vectors>(k, a, panel, rows, to, stride, first);
            continue;
        }
        // Columns beyond the last are computed, but not written.
        T part[kRows * width]{};
        for (size_t r = 0; r < rows && !first; ++r) std::copy_n(to + r * stride, count, part + r * width);
        tile<T, vectors>(k, a, panel, rows, part, width, first);
        for (size_t r = 0; r < rows; ++r) std::copy_n(part + r * width, count, to + r * stride);
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
    alignas(16) T block[kDepth * kBlock<T>];
    for (size_t from = 0; from < k; from += kDepth) {
        const size_t deep = std::min(kDepth, k - from);
        for (size_t top = 0; top < m; top += kBlock<T>) {
            pulse();
            const size_t high = std::min(kBlock<T>, m - top);
            for (size_t i = 0; i < high; i += kRows) pack_rows(a, from, deep, top + i, m, block + i * deep);
            for (size_t j = 0; j < n; j += kWide) {
                const size_t count = std::min(kWide, n - j);
                T* to = c + top * n + j;
                if (count <= kWidth<T>) {
                    pack_columns<T, 1>(b, from, deep, j, count, panel);
                    panel_product<T, 1>(high, deep, block, panel, count, to, n, from == 0);
                } else {
                    pack_columns<T, 2>(b, from, deep, j, count, panel);
                    panel_product<T, 2>(high, deep, block, panel, count, to, n, from == 0);
                }
            }
        }
    }
}

template void gemm_vector(Transpose, Transpose, int, int, int, const float*, const float*, float*);
template void gemm_vector(Transpose, Transpose, int, int, int, const double*, const double*, double*);

}  // namespace bp::kernels
