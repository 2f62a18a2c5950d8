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

/// The rows of a that a tile reads, each row's elements side by side.
template <class T>
struct Rows {
    const T* row[kRows];

    T at(size_t i, size_t p) const { return row[i][p]; }
    void advance(size_t n) {
        for (const T*& from : row) from += n;
    }
};

/// The same where each column's elements are side by side.
template <class T>
struct Columns {
    const T* column;
    size_t step;

    T at(size_t i, size_t p) const { return column[p * step + i]; }
    void advance(size_t n) { column += n * step; }
};

/// kRows × (vectors · lanes) of C, k deep: c ← c + a · b, or without c when it is the first depth. `rows` are
/// offsets of the tile's rows of c; a tile with fewer has its last more than once.
template <class T, size_t vectors, class A>
void tile(size_t k, A a, const size_t* rows, const T* b, T* c, size_t stride, bool first) {
    using V = Vector<T>;
    V sum[kRows][vectors];
    for (size_t i = 0; i < kRows; ++i) {
        for (size_t v = 0; v < vectors; ++v) {
            sum[i][v] = V{};
            if (!first) std::memcpy(&sum[i][v], c + rows[i] * stride + v * kWidth<T>, sizeof(V));
        }
    }
    const auto add = [&](size_t p) {
        V right[vectors];
        std::memcpy(right, b + p * vectors * kWidth<T>, sizeof right);
        for (size_t i = 0; i < kRows; ++i) {
            const T x = a.at(i, p);
            for (size_t v = 0; v < vectors; ++v) sum[i][v] += x * right[v];
        }
    };
    constexpr size_t kUnrolled = 4;  // addresses are computed once for so many
    for (; k >= kUnrolled; k -= kUnrolled, b += kUnrolled * vectors * kWidth<T>) {
        for (size_t p = 0; p < kUnrolled; ++p) add(p);
        a.advance(kUnrolled);
    }
    for (size_t p = 0; p < k; ++p) add(p);
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

/// As tile(), for the rows i … i + kRows of a, of m.
template <class T, size_t vectors>
void row_product(size_t k, const Strided<T>& a, size_t i, size_t m, const size_t* rows, const T* b, T* c,
                 size_t stride, bool first) {
    if (a.column == 1) {
        Rows<T> left;
        for (size_t r = 0; r < kRows; ++r) left.row[r] = a.at(std::min(i + r, m - 1), 0);
        return tile<T, vectors>(k, left, rows, b, c, stride, first);
    }
    if (i + kRows <= m)
        return tile<T, vectors>(k, Columns<T>{a.at(i, 0), a.column}, rows, b, c, stride, first);
    T few[kDepth * kRows];
    for (size_t p = 0; p < k; ++p)
        for (size_t r = 0; r < kRows; ++r) few[p * kRows + r] = *a.at(std::min(i + r, m - 1), p);
    tile<T, vectors>(k, Columns<T>{few, kRows}, rows, b, c, stride, first);
}

/// All rows of C in `count` ≤ vectors · lanes columns.
template <class T, size_t vectors>
void panel_product(size_t m, size_t k, const Strided<T>& a, const T* panel, size_t count, T* c, size_t stride,
                   bool first) {
    constexpr size_t width = vectors * kWidth<T>;
    for (size_t i = 0; i < m; i += kRows) {
        const size_t here = std::min(kRows, m - i);
        size_t rows[kRows];
        if (count == width) {
            for (size_t r = 0; r < kRows; ++r) rows[r] = i + std::min(r, here - 1);
            row_product<T, vectors>(k, a, i, m, rows, panel, c, stride, first);
            continue;
        }
        // The columns beyond the last are computed, but not written.
        T part[kRows * width]{};
        for (size_t r = 0; r < here && !first; ++r)
            std::copy_n(c + (i + r) * stride, count, part + r * width);
        for (size_t r = 0; r < kRows; ++r) rows[r] = std::min(r, here - 1);
        row_product<T, vectors>(k, a, i, m, rows, panel, part, width, first);
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
