#include <cmath>

#include "graph/ops/elementwise.hpp"
#include "graph/ops/gradient_points.hpp"

namespace bp {
namespace {

struct Tanh {
    template <class T>
    static T forward(T x) {
        return std::tanh(x);
    }
    template <class T>
    static T backward(T upstream, T, T z) {
        return upstream * (1 - z * z);
    }
    static std::vector<GradCase> cases() {
        return {{"zero", {0.0}}, {"saturated", {6.0}}, {"a batch", {sample({2, 3}, -2, 2)}}};
    }
};

}  // namespace

const OpDef op_tanh = elementwise<Tanh>({
    .key = "tanh",
    .glyph = "tanh",
    .formula = "z = tanh x",
    .section = "",
    .arity = 1,
    .arguments = "x",
    .notation = Notation::call,
    .derivatives = {"∂z/∂x = 1 − tanh²x = 1 − z²"},
    .shelf = Shelf::functions,
    .parts = {"(exp(x) - exp(-x)) / (exp(x) + exp(-x))"},
});

}  // namespace bp
