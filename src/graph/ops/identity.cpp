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
    .backward = {"Another name for x: the gradient passes through unchanged.",
                 "x의 다른 이름이므로 기울기를 그대로 흘려보냅니다."},
});

}  // namespace bp
