#include "kernels/gemm.hpp"

#include "kernels/gemm_kernels.hpp"

namespace bp {
namespace kernels {

template <class T>
void gemm_reference(Transpose transpose_a, Transpose transpose_b, int m, int n, int k, const T* a, const T* b,
                    T* c) {
    for (int i = 0; i < m; ++i) {
        for (int j = 0; j < n; ++j) {
            T sum = 0;
            for (int p = 0; p < k; ++p) {
                sum += a[transpose_a == Transpose::yes ? p * m + i : i * k + p] *
                       b[transpose_b == Transpose::yes ? j * k + p : p * n + j];
            }
            c[i * n + j] = sum;
        }
    }
}

template void gemm_reference(Transpose, Transpose, int, int, int, const float*, const float*, float*);
template void gemm_reference(Transpose, Transpose, int, int, int, const double*, const double*, double*);

}  // namespace kernels

std::string_view gemm_kernel() {
#ifdef __EMSCRIPTEN__
    return "simd128";
#else
    return "Eigen";
#endif
}

template <class T>
void gemm(Transpose transpose_a, Transpose transpose_b, int m, int n, int k, const T* a, const T* b, T* c) {
#ifdef __EMSCRIPTEN__
    kernels::gemm_vector(transpose_a, transpose_b, m, n, k, a, b, c);
#else
    kernels::gemm_eigen(transpose_a, transpose_b, m, n, k, a, b, c);
#endif
}

template <class T>
void column_sums(int m, int n, const T* a, T* sums) {
    for (int j = 0; j < n; ++j) sums[j] = 0;
    for (int i = 0; i < m; ++i) {
        for (int j = 0; j < n; ++j) sums[j] += a[i * n + j];
    }
}

template void gemm<float>(Transpose, Transpose, int, int, int, const float*, const float*, float*);
template void gemm<double>(Transpose, Transpose, int, int, int, const double*, const double*, double*);
template void column_sums<float>(int, int, const float*, float*);
template void column_sums<double>(int, int, const double*, double*);

}  // namespace bp
