#include <cmath>

#include "graph/ops/elementwise.hpp"
#include "graph/ops/gradient_points.hpp"

namespace bp {
namespace {

struct Sigmoid {
    template <class T>
    static T forward(T x) {
        return 1 / (1 + std::exp(-x));
    }
    template <class T>
    static T backward(T upstream, T, T z) {
        return upstream * z * (1 - z);
    }
    static std::vector<GradCase> cases() {
        return {{"zero", {0.0}}, {"saturated", {12.0}}, {"a batch", {sample({2, 3}, -3, 3)}}};
    }
};

}  // namespace

const OpDef op_sigmoid = elementwise<Sigmoid>({
    .key = "sigmoid",
    .glyph = "σ",
    .formula = "z = 1 / (1 + exp(−x))",
    .section = "5.5.2",
    .arity = 1,
    .arguments = "x",
    .notation = Notation::call,
    .derivatives = {"∂z/∂x = z · (1 − z)"},
    .shelf = Shelf::functions,
    .parts = {"1 / (1 + exp(-1 * x))", "1 / (1 + exp(-x))"},
});

}  // namespace bp
