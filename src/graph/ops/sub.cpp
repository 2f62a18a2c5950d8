#include <cmath>

#include "graph/ops/elementwise.hpp"
#include "graph/ops/gradient_points.hpp"

namespace bp {
namespace {

struct Sub {
    static constexpr Pair<double> kSigns{1, -1};

    template <class T>
    static T forward(T x, T y) {
        return x - y;
    }
    template <class T>
    static Pair<T> backward(T upstream, T, T, T) {
        return {upstream, -upstream};
    }
    static std::vector<GradCase> cases() {
        return {{"scalars", {5.0, 7.0}},
                {"the same shape", {sample({2, 3}, -2, 2, 1), sample({2, 3}, -2, 2, 2)}},
                {"a row stretched over a batch", {sample({4, 3}, -2, 2, 3), sample({3}, -2, 2, 4)}},
                {"column and row", {sample({3, 1}, -2, 2, 5), sample({1, 2}, -2, 2, 6)}}};
    }
};

}  // namespace

const OpDef op_sub = elementwise<Sub>({
    .key = "sub",
    .glyph = "−",
    .formula = "z = x − y",
    .section = "",
    .arity = 2,
    .arguments = "x, y",
    .notation = Notation::symbol,
    .derivatives = {"∂z/∂x = 1", "∂z/∂y = −1"},
    .shelf = Shelf::arithmetic,
});

}  // namespace bp
