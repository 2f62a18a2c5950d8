#pragma once

#include <string>
#include <vector>

#include "base/problem.hpp"
#include "graph/op.hpp"
#include "graph/ops/gradient_points.hpp"

// An op on whole tensors defines its shape rule, forward and backward. Only ops include this file.
namespace bp {

template <class Op>
concept TensorOp = requires(Shapes shapes, const Attrs& attrs, const Forward<double>& f,
                            const Backward<double>& b) {
    { Op::shape(shapes, attrs) } -> std::same_as<Shape>;
    Op::forward(f);
    Op::backward(b);
    { Op::cases() } -> std::same_as<std::vector<GradCase>>;
};

template <TensorOp Op>
constexpr OpDef tensor_op(const OpInfo& info) {
    OpDef def{.info = info,
              .shape = Op::shape,
              .f64 = {Op::template forward<double>, Op::template backward<double>},
              .f32 = {Op::template forward<float>, Op::template backward<float>},
              .cases = Op::cases};
    if constexpr (requires { Op::differentiable(0, Shapes{}); }) def.differentiable = Op::differentiable;
    if constexpr (requires { &Op::problem; }) def.problem = Op::problem;
    if constexpr (requires { &Op::forward_sum; }) def.forward_sum = Op::forward_sum;
    if constexpr (requires { &Op::backward_sum; }) def.backward_sum = Op::backward_sum;
    return def;
}

/// "`affine` does not accept (2, 3), (4, 5), (5,). …"
[[noreturn]] inline void shape_problem(std::string_view op, Shapes in, const Message& why) {
    std::string shapes;
    for (const Shape& shape : in) shapes.append(shapes.empty() ? "" : ", ").append(shape.text());
    throw Problem(problems::shape_mismatch, op, shapes, why);
}

/// An axis as written (negative counts from the end) as an index; Problem when the tensor has no such axis.
inline int checked_axis(std::string_view op, int axis, const Shape& shape) {
    if (axis < -shape.rank() || axis >= shape.rank()) {
        throw Problem(problems::shape_no_axis, op, shape, axis);
    }
    return axis < 0 ? axis + shape.rank() : axis;
}

}  // namespace bp
