#pragma once

#include "graph/op.hpp"

namespace bp {

/// The sums by which elements of Z = X · W and of its gradients come about: X is m × k, W is k × n.
struct MatrixSums {
    size_t m;
    size_t k;
    size_t n;

    /// Z[r, j] = Σ_i X[r, i] · W[i, j]
    void forward(size_t element, const ProductVisitor& visit) const {
        const size_t row = element / n;
        const size_t j = element % n;
        for (size_t i = 0; i < k; ++i) visit({.first = {0, row * k + i}, .second = {1, i * n + j}});
    }

    /// dX[r, i] = Σ_j dZ[r, j] · W[i, j]; dW[i, j] = Σ_r X[r, i] · dZ[r, j]
    void backward(size_t input, size_t element, const ProductVisitor& visit) const {
        constexpr int kUpstream = Product::Factor::kUpstream;
        if (input == 0) {
            const size_t row = element / k;
            const size_t i = element % k;
            for (size_t j = 0; j < n; ++j)
                visit({.first = {kUpstream, row * n + j}, .second = {1, i * n + j}});
        } else {
            const size_t i = element / n;
            const size_t j = element % n;
            for (size_t row = 0; row < m; ++row)
                visit({.first = {0, row * k + i}, .second = {kUpstream, row * n + j}});
        }
    }
};

}  // namespace bp
