#pragma once

#include <string_view>

namespace bp {

enum class Transpose { no, yes };

/// C = op(A) · op(B), row-major. op(A) is m × k and op(B) is k × n after transposition, C is m × n.
/// C must not overlap A or B.
template <class T>
void gemm(Transpose transpose_a, Transpose transpose_b, int m, int n, int k, const T* a, const T* b, T* c);

/// The implementation of gemm() in this build: "simd128", our own in 128-bit vectors, as WebAssembly; "Eigen"
/// natively.
std::string_view gemm_kernel();

/// sums[j] = Σᵢ a[i][j] for the row-major m × n matrix a.
template <class T>
void column_sums(int m, int n, const T* a, T* sums);

extern template void gemm<float>(Transpose, Transpose, int, int, int, const float*, const float*, float*);
extern template void gemm<double>(Transpose, Transpose, int, int, int, const double*, const double*, double*);
extern template void column_sums<float>(int, int, const float*, float*);
extern template void column_sums<double>(int, int, const double*, double*);

}  // namespace bp
