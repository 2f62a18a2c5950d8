#include "graph/ops/matrix_sums.hpp"
#include "graph/ops/tensor_op.hpp"
#include "kernels/gemm.hpp"

namespace bp {
namespace {

/// X (…, K) as M × K and W (K, N) or (K,) as K × N; the leading axes of X are rows.
struct Sizes {
    int m;
    int k;
    int n;
    Sizes(const Shape& x, const Shape& w)
        : m(static_cast<int>(x.size()) / x[x.rank() - 1]), k(x[x.rank() - 1]), n(w.rank() == 1 ? 1 : w[1]) {}
};

struct MatMul {
    static Shape shape(Shapes in, const Attrs&) {
        const Shape& x = in[0];
        const Shape& w = in[1];
        if (x.is_scalar() || w.is_scalar()) shape_problem("@", in, problems::shape_product_of_scalars);
        if (w.rank() > 2) shape_problem("@", in, problems::shape_product_right);
        if (x[x.rank() - 1] != w[0]) {
            shape_problem("@", in, {problems::shape_product_axes, x[x.rank() - 1], w[0]});
        }
        std::vector<int> dims(x.dims().begin(), x.dims().end() - 1);
        if (w.rank() == 2) dims.push_back(w[1]);
        return Shape(std::span<const int>(dims));
    }

    template <class T>
    static void forward(const Forward<T>& f) {
        const Sizes s(*f.in[0].shape, *f.in[1].shape);
        gemm(Transpose::no, Transpose::no, s.m, s.n, s.k, f.in[0].data, f.in[1].data, f.out.data);
    }

    template <class T>
    static void backward(const Backward<T>& b) {
        const Sizes s(*b.in[0].shape, *b.in[1].shape);
        if (b.wanted(0))
            gemm(Transpose::no, Transpose::yes, s.m, s.k, s.n, b.upstream.data, b.in[1].data, b.to[0].data);
        if (b.wanted(1))
            gemm(Transpose::yes, Transpose::no, s.k, s.n, s.m, b.in[0].data, b.upstream.data, b.to[1].data);
    }

    static MatrixSums sums(const LocalView& at) {
        const Sizes s(*at.in[0].shape, *at.in[1].shape);
        return {static_cast<size_t>(s.m), static_cast<size_t>(s.k), static_cast<size_t>(s.n)};
    }

    static void forward_sum(const LocalView& at, size_t element, const ProductVisitor& visit) {
        sums(at).forward(element, visit);
    }

    static void backward_sum(const LocalView& at, size_t input, size_t element, const ProductVisitor& visit) {
        sums(at).backward(input, element, visit);
    }

    static std::vector<GradCase> cases() {
        return {{"vectors", {sample({3}, -2, 2, 1), sample({3}, -2, 2, 2)}},
                {"a sample", {sample({2}, -2, 2, 1), sample({2, 3}, -2, 2, 2)}},
                {"a batch", {sample({4, 2}, -2, 2, 1), sample({2, 3}, -2, 2, 2)}},
                {"matrix and vector", {sample({4, 2}, -2, 2, 1), sample({2}, -2, 2, 2)}},
                {"three axes", {sample({2, 3, 4}, -2, 2, 1), sample({4, 2}, -2, 2, 2)}}};
    }
};

}  // namespace

const OpDef op_matmul = tensor_op<MatMul>({
    .key = "matmul",
    .glyph = "@",
    .formula = "Z = X · W",
    .section = "5.6.1",
    .arity = 2,
    .arguments = "x, W",
    .notation = Notation::symbol,
    .derivatives = {"∂L/∂X = ∂L/∂Z · Wᵀ", "∂L/∂W = Xᵀ · ∂L/∂Z"},
    .shelf = Shelf::tensors,
    .matrix_product = true,
});

}  // namespace bp
