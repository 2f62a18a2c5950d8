#pragma once

#include "kernels/gemm.hpp"

/// Implementations of gemm(), all with the same signature.
namespace bp::kernels {

/// The plain formula, to test against.
template <class T>
void gemm_reference(Transpose transpose_a, Transpose transpose_b, int m, int n, int k, const T* a, const T* b,
                    T* c);

/// 128-bit vectors: simd128 as WebAssembly. Sums run over k in order.
template <class T>
void gemm_vector(Transpose transpose_a, Transpose transpose_b, int rows, int columns, int depth,
                 const T* a_data, const T* b_data, T* c);

/// Eigen's, natively only.
template <class T>
void gemm_eigen(Transpose transpose_a, Transpose transpose_b, int m, int n, int k, const T* a, const T* b,
                T* c);

}  // namespace bp::kernels
