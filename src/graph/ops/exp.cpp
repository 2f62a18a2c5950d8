#include <cmath>

#include "graph/ops/elementwise.hpp"
#include "graph/ops/gradient_points.hpp"

namespace bp {
namespace {

struct Exp {
    template <class T>
    static T forward(T x) {
        return std::exp(x);
    }
    template <class T>
    static T backward(T upstream, T, T z) {
        return upstream * z;
    }
    static std::vector<GradCase> cases() {
        return {{"zero", {0.0}}, {"large and negative", {-20.0}}, {"a batch", {sample({2, 3}, -2, 2)}}};
    }
};

}  // namespace

const OpDef op_exp = elementwise<Exp>({
    .key = "exp",
    .glyph = "exp",
    .formula = "z = exp(x)",
    .section = "5.5.1",
    .arity = 1,
    .arguments = "x",
    .notation = Notation::call,
    .derivatives = {"∂z/∂x = exp(x) = z"},
    .shelf = Shelf::functions,
});

}  // namespace bp
