#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <numbers>
#include <vector>

#include "graph/op.hpp"

// An element-wise op is two functions on plain numbers; this file adds broadcasting, tensors and the short
// way for scalar graphs. It is included by ops, and by fault.cpp, which gives some of them a wrong backward.
namespace bp {

template <class T>
using Pair = std::array<T, 2>;

/// z = f(x): `forward(x)`, and `backward(upstream, x, z)` gives upstream · ∂z/∂x.
template <class Op>
concept UnaryOp = requires(double a) {
    { Op::forward(a) } -> std::same_as<double>;
    { Op::backward(a, a, a) } -> std::same_as<double>;
    { Op::cases() } -> std::same_as<std::vector<GradCase>>;
};

/// z = f(x, y): `forward(x, y)`, and `backward(upstream, x, y, z)` gives {upstream · ∂z/∂x, upstream ·
/// ∂z/∂y}.
template <class Op>
concept BinaryOp = requires(double a) {
    { Op::forward(a, a) } -> std::same_as<double>;
    { Op::backward(a, a, a, a) } -> std::same_as<Pair<double>>;
    { Op::cases() } -> std::same_as<std::vector<GradCase>>;
};

/// Calls visit(k, i, j) for every element k of `out` with the elements i of a and j of b that broadcast to
/// it.
template <class Visit>
void for_broadcast(const Shape& out, const Shape& a, const Shape& b, Visit visit) {
    const size_t size = out.size();
    if (a == out && b == out) {
        for (size_t k = 0; k < size; ++k) visit(k, k, k);
        return;
    }
    // Strides of a and b along the axes of out: 0 where they stretch.
    const auto strides = [&out](const Shape& in) {
        std::array<size_t, Shape::kMaxRank> stride{};
        size_t step = 1;
        for (int axis = in.rank() - 1; axis >= 0; --axis) {
            stride[static_cast<size_t>(axis + out.rank() - in.rank())] = in[axis] == 1 ? 0 : step;
            step *= static_cast<size_t>(in[axis]);
        }
        return stride;
    };
    const auto stride_a = strides(a);
    const auto stride_b = strides(b);
    const auto last = static_cast<size_t>(std::max(out.rank() - 1, 0));
    const size_t row = out.rank() == 0 ? 1 : static_cast<size_t>(out[out.rank() - 1]);
    for (size_t k = 0; k < size; k += row) {
        size_t i = 0;
        size_t j = 0;
        size_t rest = k / row;
        for (size_t axis = last; axis-- > 0;) {
            const auto dim = static_cast<size_t>(out[static_cast<int>(axis)]);
            i += rest % dim * stride_a[axis];
            j += rest % dim * stride_b[axis];
            rest /= dim;
        }
        for (size_t c = 0; c < row; ++c) visit(k + c, i + c * stride_a[last], j + c * stride_b[last]);
    }
}

namespace elementwise_detail {

inline Shape unary_shape(Shapes in, const Attrs&) { return in[0]; }
inline Shape binary_shape(Shapes in, const Attrs&) { return broadcast(in[0], in[1]); }

template <class Op, class T>
void unary_forward(const Forward<T>& f) {
    const T* x = f.in[0].data;
    for (size_t k = 0, n = f.out.size(); k < n; ++k) f.out.data[k] = Op::forward(x[k]);
}

template <class Op, class T>
void unary_backward(const Backward<T>& b) {
    if (!b.wanted(0)) return;
    const T* x = b.in[0].data;
    for (size_t k = 0, n = b.out.size(); k < n; ++k)
        b.to[0].data[k] = Op::backward(b.upstream[k], x[k], b.out[k]);
}

template <class Op, class T>
void binary_forward(const Forward<T>& f) {
    const T* x = f.in[0].data;
    const T* y = f.in[1].data;
    for_broadcast(*f.out.shape, *f.in[0].shape, *f.in[1].shape,
                  [&](size_t k, size_t i, size_t j) { f.out.data[k] = Op::forward(x[i], y[j]); });
}

/// The contribution to an input that was broadcast is the sum over all elements it was broadcast to.
template <class Op, class T>
void binary_backward(const Backward<T>& b) {
    const T* x = b.in[0].data;
    const T* y = b.in[1].data;
    for (size_t input = 0; input < 2; ++input) {
        if (!b.wanted(input)) continue;
        T* to = b.to[input].data;
        b.to[input].fill(0);
        for_broadcast(*b.out.shape, *b.in[0].shape, *b.in[1].shape, [&](size_t k, size_t i, size_t j) {
            to[input == 0 ? i : j] += Op::backward(b.upstream[k], x[i], y[j], b.out[k])[input];
        });
    }
}

/// Ops that are the sum (kSigns) or the product (kProduct) of their inputs declare it; for the others, the
/// value of the function and the local derivative are shown.
template <class Op>
void forward_sum(const LocalView& at, size_t element, const ProductVisitor& visit) {
    const auto tell = [&](size_t i, size_t j) {
        if constexpr (requires { Op::kSigns; }) {
            visit({.first = {0, i}, .scale = Op::kSigns[0]});
            if constexpr (BinaryOp<Op>) visit({.first = {1, j}, .scale = Op::kSigns[1]});
        } else if constexpr (requires { Op::kProduct; }) {
            visit({.first = {0, i}, .second = {1, j}});
        } else {
            Product product{.first = {0, i}, .scale = at.out[element], .kind = Product::Kind::function};
            if constexpr (BinaryOp<Op>) product.second = {1, j};
            visit(product);
        }
    };
    if constexpr (UnaryOp<Op>) {
        tell(element, 0);
    } else {
        for_broadcast(*at.out.shape, *at.in[0].shape, *at.in[1].shape, [&](size_t k, size_t i, size_t j) {
            if (k == element) tell(i, j);
        });
    }
}

template <class Op>
void backward_sum(const LocalView& at, size_t input, size_t element, const ProductVisitor& visit) {
    const auto tell = [&](size_t k, Product::Factor second, double local) {
        Product product{.first = {Product::Factor::kUpstream, k}};
        if constexpr (requires { Op::kSigns; }) {
            product.scale = Op::kSigns[input];
        } else if constexpr (requires { Op::kProduct; }) {
            product.second = second;
        } else {
            product = {product.first, second, local, Product::Kind::local};
        }
        visit(product);
    };
    const double* x = at.in[0].data;
    if constexpr (UnaryOp<Op>) {
        tell(element, {0, element}, Op::backward(1.0, x[element], at.out[element]));
    } else {
        const double* y = at.in[1].data;
        for_broadcast(*at.out.shape, *at.in[0].shape, *at.in[1].shape, [&](size_t k, size_t i, size_t j) {
            if ((input == 0 ? i : j) != element) return;
            const Product::Factor other = input == 0 ? Product::Factor{1, j} : Product::Factor{0, i};
            tell(k, other, Op::backward(1.0, x[i], y[j], at.out[k])[input]);
        });
    }
}

template <class Op, class T>
constexpr OpKernels<T> kernels() {
    if constexpr (UnaryOp<Op>) {
        return {unary_forward<Op, T>, unary_backward<Op, T>, [](T x, T) { return Op::forward(x); },
                [](T upstream, T x, T, T z, T* to) { to[0] = Op::backward(upstream, x, z); }};
    } else {
        return {binary_forward<Op, T>, binary_backward<Op, T>, [](T x, T y) { return Op::forward(x, y); },
                [](T upstream, T x, T y, T z, T* to) {
                    const Pair<T> both = Op::backward(upstream, x, y, z);
                    to[0] = both[0];
                    to[1] = both[1];
                }};
    }
}

}  // namespace elementwise_detail

/// The definition of an element-wise op from its functions on numbers.
template <class Op>
requires(UnaryOp<Op> || BinaryOp<Op>) constexpr OpDef elementwise(const OpInfo& info) {
    using namespace elementwise_detail;
    return {.info = info,
            .shape = UnaryOp<Op> ? unary_shape : binary_shape,
            .f64 = kernels<Op, double>(),
            .f32 = kernels<Op, float>(),
            .cases = Op::cases,
            .forward_sum = forward_sum<Op>,
            .backward_sum = backward_sum<Op>};
}

}  // namespace bp
