#include <cmath>

#include "graph/ops/elementwise.hpp"
#include "graph/ops/gradient_points.hpp"

namespace bp {
namespace {

struct Identity {
    static constexpr std::array kSigns{1.0};

    template <class T>
    static T forward(T x) {
        return x;
    }
    template <class T>
    static T backward(T upstream, T, T) {
        return upstream;
    }
    static std::vector<GradCase> cases() {
        return {{"a number", {3.0}}, {"a batch", {sample({2, 3}, -2, 2)}}};
    }
};

}  // namespace

const OpDef op_identity = elementwise<Identity>({
    .key = "identity",
    .glyph = "=",
    .formula = "z = x",
    .section = "",
    .arity = 1,
    .arguments = "x",
    .notation = Notation::none,
    .derivatives = {"∂z/∂x = 1"},
    .shelf = Shelf::layers,
});

}  // namespace bp
