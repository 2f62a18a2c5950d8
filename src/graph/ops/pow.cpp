#include <cmath>

#include "graph/ops/elementwise.hpp"
#include "graph/ops/gradient_points.hpp"

namespace bp {
namespace {

struct Pow {
    template <class T>
    static T forward(T x, T y) {
        return std::pow(x, y);
    }
    template <class T>
    static Pair<T> backward(T upstream, T x, T y, T z) {
        const T base = y == 0 ? T{0} : upstream * y * std::pow(x, y - 1);
        // 0 ** y stays 0 for y > 0, so its slope in y is 0; the same choice as PyTorch.
        const T exponent = x == 0 && y >= 0 ? T{0} : upstream * z * std::log(x);
        return {base, exponent};
    }
    static std::vector<GradCase> cases() {
        return {{"scalars", {3.0, 2.0}},
                {"the same shape", {sample({2, 3}, 0.5, 2, 1), sample({2, 3}, -2, 2, 2)}},
                {"a row stretched over a batch", {sample({4, 3}, 0.5, 2, 3), sample({3}, -2, 2, 4)}},
                {"column and row", {sample({3, 1}, 0.5, 2, 5), sample({1, 2}, -2, 2, 6)}}};
    }
};

}  // namespace

const OpDef op_pow = elementwise<Pow>({
    .key = "pow",
    .glyph = "xⁿ",
    .formula = "z = x ** y",
    .section = "",
    .arity = 2,
    .arguments = "x, y",
    .notation = Notation::symbol,
    .derivatives = {"∂z/∂x = y · x^(y−1)", "∂z/∂y = z · ln x"},
    .shelf = Shelf::arithmetic,
});

}  // namespace bp
