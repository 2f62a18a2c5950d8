#include "graph/ops/softmax_rows.hpp"
#include "graph/ops/tensor_op.hpp"

namespace bp {
namespace {

struct Softmax {
    static Shape shape(Shapes in, const Attrs&) {
        if (in[0].is_scalar()) throw Problem(problems::shape_softmax_of_scalar);
        return in[0];
    }

    template <class T>
    static void forward(const Forward<T>& f) {
        const auto classes = static_cast<size_t>((*f.out.shape)[f.out.shape->rank() - 1]);
        for (size_t row = 0; row < f.out.size(); row += classes) {
            softmax_row(f.in[0].data + row, f.out.data + row, classes);
        }
    }

    template <class T>
    static void backward(const Backward<T>& b) {
        if (!b.wanted(0)) return;
        const auto classes = static_cast<size_t>((*b.out.shape)[b.out.shape->rank() - 1]);
        for (size_t row = 0; row < b.out.size(); row += classes) {
            T weighted = 0;
            for (size_t k = row; k < row + classes; ++k) weighted += b.out[k] * b.upstream[k];
            for (size_t k = row; k < row + classes; ++k)
                b.to[0].data[k] = b.out[k] * (b.upstream[k] - weighted);
        }
    }

    /// Every score of a row affects every probability of it: ∂y_j/∂x_i = y_j · (δ_ij − y_i).
    static void backward_sum(const LocalView& at, size_t, size_t element, const ProductVisitor& visit) {
        const auto classes = static_cast<size_t>((*at.out.shape)[at.out.shape->rank() - 1]);
        const size_t row = element - element % classes;
        for (size_t j = row; j < row + classes; ++j) {
            visit({.first = {Product::Factor::kUpstream, j},
                   .scale = at.out[j] * ((j == element ? 1 : 0) - at.out[element]),
                   .kind = Product::Kind::local});
        }
    }

    static std::vector<GradCase> cases() {
        return {{"a row", {sample({3}, -2, 2)}},
                {"a batch", {sample({2, 4}, -2, 2)}},
                {"large logits", {sample({2, 4}, 9998, 10000)}},
                {"three axes", {sample({2, 2, 3}, -2, 2)}}};
    }
};

}  // namespace

const OpDef op_softmax = tensor_op<Softmax>({
    .key = "softmax",
    .glyph = "softmax",
    .formula = "z_k = exp(x_k) / Σ exp(x_i)",
    .section = "3.5",
    .arity = 1,
    .arguments = "x",
    .notation = Notation::call,
    .derivatives = {"∂L/∂x = z · (∂L/∂z − Σ z · ∂L/∂z)"},
    .shelf = Shelf::layers,
    .parts = {"e = exp(x); e / sum(e)", "e = exp(x); transpose(transpose(e) / sum(e, -1))"},
});

}  // namespace bp
