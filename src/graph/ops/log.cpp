#include <cmath>

#include "graph/ops/elementwise.hpp"
#include "graph/ops/gradient_points.hpp"

namespace bp {
namespace {

struct Log {
    template <class T>
    static T forward(T x) {
        return std::log(x);
    }
    template <class T>
    static T backward(T upstream, T x, T) {
        return upstream / x;
    }
    static std::vector<GradCase> cases() { return {{"one", {1.0}}, {"a batch", {sample({2, 3}, 0.5, 3)}}}; }
};

}  // namespace

const OpDef op_log = elementwise<Log>({
    .key = "log",
    .glyph = "log",
    .formula = "z = ln x",
    .section = "5.6.3",
    .arity = 1,
    .arguments = "x",
    .notation = Notation::call,
    .derivatives = {"∂z/∂x = 1/x"},
    .shelf = Shelf::functions,
});

}  // namespace bp
