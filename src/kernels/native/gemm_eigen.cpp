#include <Eigen/Core>

#include "kernels/gemm_kernels.hpp"

namespace bp::kernels {
namespace {

template <class T>
using Matrix = Eigen::Map<Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>;
template <class T>
using ConstMatrix = Eigen::Map<const Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>;

}  // namespace

template <class T>
void gemm_eigen(Transpose transpose_a, Transpose transpose_b, int m, int n, int k, const T* a, const T* b,
                T* c) {
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

template void gemm_eigen(Transpose, Transpose, int, int, int, const float*, const float*, float*);
template void gemm_eigen(Transpose, Transpose, int, int, int, const double*, const double*, double*);

}  // namespace bp::kernels
