#include <cmath>

#include "graph/ops/elementwise.hpp"
#include "graph/ops/gradient_points.hpp"

namespace bp {
namespace {

struct Sin {
    template <class T>
    static T forward(T x) {
        return std::sin(x);
    }
    template <class T>
    static T backward(T upstream, T x, T) {
        return upstream * std::cos(x);
    }
    static std::vector<GradCase> cases() { return {{"zero", {0.0}}, {"a batch", {sample({2, 3}, -3, 3)}}}; }
};

}  // namespace

const OpDef op_sin = elementwise<Sin>({
    .key = "sin",
    .glyph = "sin",
    .formula = "z = sin x",
    .section = "",
    .arity = 1,
    .arguments = "x",
    .notation = Notation::call,
    .derivatives = {"∂z/∂x = cos x"},
    .shelf = Shelf::functions,
});

}  // namespace bp
