#include "graph/ops/matrix_sums.hpp"
#include "graph/ops/tensor_op.hpp"
#include "kernels/gemm.hpp"

namespace bp {
namespace {

struct Affine {
    /// X (N, …) is N rows, all other axes flattened; a vector is one row and gives a vector.
    static Shape shape(Shapes in, const Attrs&) {
        const Shape& x = in[0];
        const Shape& w = in[1];
        if (x.is_scalar() || w.rank() != 2) shape_problem("affine", in, problems::shape_affine_ranks);
        if (x.columns() != w[0]) {
            shape_problem("affine", in, {problems::shape_affine_rows, x.columns(), w[0]});
        }
        const Shape& b = in[2];
        if (b.columns() != w[1] || b.rows() != 1 || b.rank() > 2 || b.is_scalar()) {
            shape_problem("affine", in, {problems::shape_affine_bias, w[1], Shape{w[1]}});
        }
        return x.rank() == 1 ? Shape{w[1]} : Shape{x.rows(), w[1]};
    }

    template <class T>
    static void forward(const Forward<T>& f) {
        const int rows = f.in[0].shape->rows();
        const int in = (*f.in[1].shape)[0];
        const int out = (*f.in[1].shape)[1];
        gemm(Transpose::no, Transpose::no, rows, out, in, f.in[0].data, f.in[1].data, f.out.data);
        const T* bias = f.in[2].data;
        T* y = f.out.data;
        for (int row = 0; row < rows; ++row, y += out) {
            for (int j = 0; j < out; ++j) y[j] += bias[j];
        }
    }

    template <class T>
    static void backward(const Backward<T>& b) {
        const int rows = b.in[0].shape->rows();
        const int in = (*b.in[1].shape)[0];
        const int out = (*b.in[1].shape)[1];
        if (b.wanted(0)) {
            gemm(Transpose::no, Transpose::yes, rows, in, out, b.upstream.data, b.in[1].data, b.to[0].data);
        }
        if (b.wanted(1)) {
            gemm(Transpose::yes, Transpose::no, in, out, rows, b.in[0].data, b.upstream.data, b.to[1].data);
        }
        if (b.wanted(2)) column_sums(rows, out, b.upstream.data, b.to[2].data);
    }

    static MatrixSums sums(const LocalView& at) {
        return {.m = static_cast<size_t>(at.in[0].shape->rows()),
                .k = static_cast<size_t>((*at.in[1].shape)[0]),
                .n = static_cast<size_t>((*at.in[1].shape)[1])};
    }

    static void forward_sum(const LocalView& at, size_t element, const ProductVisitor& visit) {
        const MatrixSums s = sums(at);
        s.forward(element, visit);
        visit({.first = {2, element % s.n}});
    }

    static void backward_sum(const LocalView& at, size_t input, size_t element, const ProductVisitor& visit) {
        const MatrixSums s = sums(at);
        if (input < 2) return s.backward(input, element, visit);
        for (size_t row = 0; row < s.m; ++row)
            visit({.first = {Product::Factor::kUpstream, row * s.n + element}});
    }

    static std::vector<GradCase> cases() {
        return {{"one sample", {sample({2}, -2, 2, 1), sample({2, 3}, -2, 2, 2), sample({3}, -2, 2, 3)}},
                {"a batch", {sample({4, 2}, -2, 2, 1), sample({2, 3}, -2, 2, 2), sample({3}, -2, 2, 3)}},
                {"images (N, C, H, W)",
                 {sample({2, 2, 2, 3}, -2, 2, 1), sample({12, 3}, -2, 2, 2), sample({1, 3}, -2, 2, 3)}}};
    }
};

}  // namespace

const OpDef op_affine = tensor_op<Affine>({
    .key = "affine",
    .glyph = "X·W+B",
    .formula = "Y = X · W + B",
    .section = "5.6",
    .arity = 3,
    .arguments = "x, W, b",
    .notation = Notation::call,
    .derivatives = {"∂L/∂X = ∂L/∂Y · Wᵀ", "∂L/∂W = Xᵀ · ∂L/∂Y"},
    .shelf = Shelf::layers,
    .parts = {"x @ W + b"},
    .matrix_product = true,
});

}  // namespace bp
