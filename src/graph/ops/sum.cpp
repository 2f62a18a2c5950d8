#include "graph/ops/reduction.hpp"
#include "graph/ops/tensor_op.hpp"

namespace bp {
namespace {

struct Sum {
    static Shape shape(Shapes in, const Attrs& attrs) { return reduced("sum", in[0], attrs); }

    template <class T>
    static void forward(const Forward<T>& f) {
        const Reduction r(*f.in[0].shape, f.attrs);
        sum_up(f, r, T{1});
    }

    template <class T>
    static void backward(const Backward<T>& b) {
        const Reduction r(*b.in[0].shape, b.attrs);
        hand_back(b, r, T{1});
    }

    static void forward_sum(const LocalView& at, size_t element, const ProductVisitor& visit) {
        const Reduction r(*at.in[0].shape, at.attrs);
        visit_summed(r, element, 1, visit);
    }

    static void backward_sum(const LocalView& at, size_t, size_t element, const ProductVisitor& visit) {
        const Reduction r(*at.in[0].shape, at.attrs);
        visit_handed_back(r, element, 1, visit);
    }

    static std::vector<GradCase> cases() {
        return {{"a number", {3.0}},
                {"all of a batch", {sample({2, 3}, -2, 2)}},
                {"over the batch", {sample({2, 3}, -2, 2)}, {0}},
                {"the last axis of three", {sample({2, 3, 4}, -2, 2)}, {-1}},
                {"the middle axis", {sample({2, 3, 4}, -2, 2)}, {1}}};
    }
};

}  // namespace

const OpDef op_sum = tensor_op<Sum>({
    .key = "sum",
    .glyph = "Σ",
    .formula = "z = Σ x",
    .section = "",
    .arity = 1,
    .arguments = "x",
    .notation = Notation::axis_call,
    .derivatives = {"∂z/∂x = 1"},
    .shelf = Shelf::tensors,
    .attributes = {kAxis},
});

}  // namespace bp
