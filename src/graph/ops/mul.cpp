#include <cmath>

#include "graph/ops/elementwise.hpp"
#include "graph/ops/gradient_points.hpp"

namespace bp {
namespace {

struct Mul {
    static constexpr bool kProduct = true;

    template <class T>
    static T forward(T x, T y) {
        return x * y;
    }
    template <class T>
    static Pair<T> backward(T upstream, T x, T y, T) {
        return {upstream * y, upstream * x};
    }
    static std::vector<GradCase> cases() {
        return {{"scalars", {100.0, 2.0}},
                {"the same shape", {sample({2, 3}, -2, 2, 1), sample({2, 3}, -2, 2, 2)}},
                {"a row stretched over a batch", {sample({4, 3}, -2, 2, 3), sample({3}, -2, 2, 4)}},
                {"column and row", {sample({3, 1}, -2, 2, 5), sample({1, 2}, -2, 2, 6)}}};
    }
};

}  // namespace

const OpDef op_mul = elementwise<Mul>({
    .key = "mul",
    .glyph = "×",
    .formula = "z = x · y",
    .section = "5.3.2",
    .arity = 2,
    .arguments = "x, y",
    .notation = Notation::symbol,
    .derivatives = {"∂z/∂x = y", "∂z/∂y = x"},
    .shelf = Shelf::arithmetic,
});

}  // namespace bp
