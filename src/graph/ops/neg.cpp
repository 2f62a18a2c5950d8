#include <cmath>

#include "graph/ops/elementwise.hpp"
#include "graph/ops/gradient_points.hpp"

namespace bp {
namespace {

struct Neg {
    static constexpr std::array kSigns{-1.0};

    template <class T>
    static T forward(T x) {
        return -x;
    }
    template <class T>
    static T backward(T upstream, T, T) {
        return -upstream;
    }
    static std::vector<GradCase> cases() {
        return {{"a number", {1.5}}, {"a batch", {sample({2, 3}, -2, 2)}}};
    }
};

}  // namespace

const OpDef op_neg = elementwise<Neg>({
    .key = "neg",
    .glyph = "−",
    .formula = "z = −x",
    .section = "5.5.1",
    .arity = 1,
    .arguments = "x",
    .notation = Notation::symbol,
    .derivatives = {"∂z/∂x = −1"},
    .shelf = Shelf::arithmetic,
});

}  // namespace bp
