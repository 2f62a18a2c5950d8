#include <array>

#include "graph/ops/tensor_op.hpp"

namespace bp {
namespace {

/// Visits every element k of x, in order, with its place in the transposed tensor (all axes reversed, as
/// NumPy's .T).
template <class Visit>
void for_transposed(const Shape& x, Visit visit) {
    std::array<size_t, Shape::kMaxRank> stride{};  // in the result, by axis of x
    size_t step = 1;
    for (int axis = 0; axis < x.rank(); ++axis) {
        stride[static_cast<size_t>(axis)] = step;
        step *= static_cast<size_t>(x[axis]);
    }
    for (size_t k = 0, size = x.size(); k < size; ++k) {
        size_t place = 0;
        size_t rest = k;
        for (int axis = x.rank() - 1; axis >= 0; --axis) {
            const auto dim = static_cast<size_t>(x[axis]);
            place += rest % dim * stride[static_cast<size_t>(axis)];
            rest /= dim;
        }
        visit(k, place);
    }
}

struct TransposeOp {
    static Shape shape(Shapes in, const Attrs&) {
        std::vector<int> dims(in[0].dims().rbegin(), in[0].dims().rend());
        return Shape(std::span<const int>(dims));
    }

    template <class T>
    static void forward(const Forward<T>& f) {
        for_transposed(*f.in[0].shape, [&](size_t k, size_t place) { f.out.data[place] = f.in[0][k]; });
    }

    template <class T>
    static void backward(const Backward<T>& b) {
        if (!b.wanted(0)) return;
        for_transposed(*b.in[0].shape, [&](size_t k, size_t place) { b.to[0].data[k] = b.upstream[place]; });
    }

    static void forward_sum(const LocalView& at, size_t element, const ProductVisitor& visit) {
        for_transposed(*at.in[0].shape, [&](size_t k, size_t place) {
            if (place == element) visit({.first = {0, k}});
        });
    }

    static void backward_sum(const LocalView& at, size_t, size_t element, const ProductVisitor& visit) {
        for_transposed(*at.in[0].shape, [&](size_t k, size_t place) {
            if (k == element) visit({.first = {Product::Factor::kUpstream, place}});
        });
    }

    static std::vector<GradCase> cases() {
        return {{"a matrix", {sample({2, 3}, -2, 2)}},
                {"a vector stays", {sample({3}, -2, 2)}},
                {"three axes", {sample({2, 3, 4}, -2, 2)}}};
    }
};

}  // namespace

const OpDef op_transpose = tensor_op<TransposeOp>({
    .key = "transpose",
    .glyph = "ᵀ",
    .formula = "z = xᵀ",
    .section = "",
    .arity = 1,
    .arguments = "x",
    .notation = Notation::call,
    .derivatives = {},
    .shelf = Shelf::tensors,
});

}  // namespace bp
