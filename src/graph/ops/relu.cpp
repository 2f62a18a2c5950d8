#include <cmath>

#include "graph/ops/elementwise.hpp"
#include "graph/ops/gradient_points.hpp"

namespace bp {
namespace {

struct Relu {
    template <class T>
    static T forward(T x) {
        // NaN stays NaN, so that errors remain visible.
        return x > 0 || x != x ? x : T{0};
    }
    template <class T>
    static T backward(T upstream, T x, T) {
        return x <= 0 ? T{0} : upstream;
    }
    static std::vector<GradCase> cases() {
        return {{"on", {1.5}}, {"off", {-1.5}}, {"a batch", {sample({2, 3}, 0.5, 2)}}};
    }
};

}  // namespace

const OpDef op_relu = elementwise<Relu>({
    .key = "relu",
    .glyph = "ReLU",
    .formula = "z = max(x, 0)",
    .section = "5.5.1",
    .arity = 1,
    .arguments = "x",
    .notation = Notation::call,
    .derivatives = {},
    .shelf = Shelf::functions,
    .parts = {"maximum(x, 0)"},
});

}  // namespace bp
