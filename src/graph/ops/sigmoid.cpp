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
    .backward =
        {"Multiplies the upstream gradient by z·(1 − z): at most a quarter, almost nothing when z is near 0 "
         "or 1.",
         "상류의 기울기에 z·(1 − z)를 곱해 보냅니다. 최대 1/4이고, z가 0이나 1에 가까우면 거의 사라집니다."},
    .parts = {"1 / (1 + exp(-1 * x))", "1 / (1 + exp(-x))"},
});

}  // namespace bp
