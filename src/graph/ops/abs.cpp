#include <cmath>

#include "graph/ops/elementwise.hpp"
#include "graph/ops/gradient_points.hpp"

namespace bp {
namespace {

struct Abs {
    template <class T>
    static T forward(T x) {
        return std::abs(x);
    }
    template <class T>
    static T backward(T upstream, T x, T) {
        return x > 0 ? upstream : x < 0 ? -upstream : x == 0 ? T{0} : x;
    }
    static std::vector<GradCase> cases() {
        return {{"positive", {1.5}}, {"negative", {-1.5}}, {"a batch", {sample({2, 3}, 0.5, 2)}}};
    }
};

}  // namespace

const OpDef op_abs = elementwise<Abs>({
    .key = "abs",
    .glyph = "|x|",
    .formula = "z = |x|",
    .section = "",
    .arity = 1,
    .arguments = "x",
    .notation = Notation::call,
    .derivatives = {},
    .shelf = Shelf::functions,
    .parts = {"maximum(x, -x)"},
});

}  // namespace bp
