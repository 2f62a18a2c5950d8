#include <cmath>

#include "graph/ops/elementwise.hpp"
#include "graph/ops/gradient_points.hpp"

namespace bp {
namespace {

struct Minimum {
    template <class T>
    static T forward(T x, T y) {
        return x < y || x != x ? x : y;
    }
    template <class T>
    static Pair<T> backward(T upstream, T x, T y, T) {
        if (x == y) return {upstream / 2, upstream / 2};
        return x < y ? Pair<T>{upstream, 0} : Pair<T>{0, upstream};
    }
    static std::vector<GradCase> cases() {
        return {{"x wins", {3.0, 1.0}},
                {"y wins", {1.0, 3.0}},
                {"a batch against a row", {sample({4, 3}, 0, 1, 3), sample({3}, 1.5, 2, 4)}},
                {"column and row", {sample({3, 1}, 2, 3, 5), sample({1, 2}, 0, 1, 6)}}};
    }
};

}  // namespace

const OpDef op_minimum = elementwise<Minimum>({
    .key = "minimum",
    .glyph = "min",
    .formula = "z = minimum(x, y)",
    .section = "",
    .arity = 2,
    .arguments = "x, y",
    .notation = Notation::call,
    .derivatives = {},
    .shelf = Shelf::functions,
});

}  // namespace bp
