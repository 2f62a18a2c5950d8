#include <cmath>

#include "graph/ops/elementwise.hpp"
#include "graph/ops/gradient_points.hpp"

namespace bp {
namespace {

struct Cos {
    template <class T>
    static T forward(T x) {
        return std::cos(x);
    }
    template <class T>
    static T backward(T upstream, T x, T) {
        return -upstream * std::sin(x);
    }
    static std::vector<GradCase> cases() { return {{"one", {1.0}}, {"a batch", {sample({2, 3}, -3, 3)}}}; }
};

}  // namespace

const OpDef op_cos = elementwise<Cos>({
    .key = "cos",
    .glyph = "cos",
    .formula = "z = cos x",
    .section = "",
    .arity = 1,
    .arguments = "x",
    .notation = Notation::call,
    .derivatives = {"∂z/∂x = −sin x"},
    .shelf = Shelf::functions,
});

}  // namespace bp
