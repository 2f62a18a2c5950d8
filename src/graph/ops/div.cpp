#include <cmath>

#include "graph/ops/elementwise.hpp"
#include "graph/ops/gradient_points.hpp"

namespace bp {
namespace {

struct Div {
    template <class T>
    static T forward(T x, T y) {
        return x / y;
    }
    template <class T>
    static Pair<T> backward(T upstream, T, T y, T z) {
        return {upstream / y, -upstream * (z / y)};
    }
    static std::vector<GradCase> cases() {
        return {{"scalars", {1.0, 3.0}},
                {"the same shape", {sample({2, 3}, -2, 2, 1), sample({2, 3}, 0.5, 2, 2)}},
                {"a row stretched over a batch", {sample({4, 3}, -2, 2, 3), sample({3}, 0.5, 2, 4)}},
                {"column and row", {sample({3, 1}, -2, 2, 5), sample({1, 2}, 0.5, 2, 6)}}};
    }
};

}  // namespace

const OpDef op_div = elementwise<Div>({
    .key = "div",
    .glyph = "÷",
    .formula = "z = x / y",
    .section = "5.5.1",
    .arity = 2,
    .arguments = "x, y",
    .notation = Notation::symbol,
    .derivatives = {"∂z/∂x = 1/y", "∂z/∂y = −x/y² = −z/y"},
    .shelf = Shelf::arithmetic,
});

}  // namespace bp
