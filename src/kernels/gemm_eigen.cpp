#include <Eigen/Core>

#include "kernels/gemm.hpp"

namespace bp {
namespace {

template <class T>
using Matrix = Eigen::Map<Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>;
template <class T>
using ConstMatrix = Eigen::Map<const Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>;

}  // namespace

template <class T>
void gemm(Transpose transpose_a, Transpose transpose_b, int m, int n, int k, const T* a, const T* b, T* c) {
    const bool ta = transpose_a == Transpose::yes;
    const bool tb = transpose_b == Transpose::yes;
    const ConstMatrix<T> A(a, ta ? k : m, ta ? m : k);
    const ConstMatrix<T> B(b, tb ? n : k, tb ? k : n);
    Matrix<T> C(c, m, n);
    if (ta && tb) {
        C.noalias() = A.transpose() * B.transpose();
    } else if (ta) {
        C.noalias() = A.transpose() * B;
    } else if (tb) {
        C.noalias() = A * B.transpose();
    } else {
        C.noalias() = A * B;
    }
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
