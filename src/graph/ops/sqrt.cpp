#include <cmath>

#include "graph/ops/elementwise.hpp"
#include "graph/ops/gradient_points.hpp"

namespace bp {
namespace {

struct Sqrt {
    template <class T>
    static T forward(T x) {
        return std::sqrt(x);
    }
    template <class T>
    static T backward(T upstream, T, T z) {
        return upstream / (2 * z);
    }
    static std::vector<GradCase> cases() { return {{"four", {4.0}}, {"a batch", {sample({2, 3}, 0.5, 3)}}}; }
};

}  // namespace

const OpDef op_sqrt = elementwise<Sqrt>({
    .key = "sqrt",
    .glyph = "√",
    .formula = "z = √x",
    .section = "",
    .arity = 1,
    .arguments = "x",
    .notation = Notation::call,
    .derivatives = {"∂z/∂x = 1/(2√x) = 1/(2z)"},
    .shelf = Shelf::functions,
    .parts = {"x ** 0.5"},
});

}  // namespace bp
