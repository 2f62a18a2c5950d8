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
    .derivatives = {"∂z/∂x = sign(x), 0 at x = 0"},
    .backward =
        {"Passes the upstream gradient with the sign of x; at 0, where there is no slope, it sends 0.",
         "상류의 기울기에 x의 부호를 곱해 보냅니다. 기울기가 없는 0에서는 0을 보냅니다."},
    .parts = {"maximum(x, -x)"},
});

}  // namespace bp
