#pragma once

#include "graph/ops/tensor_op.hpp"

namespace bp {

/// How a reduction reads a tensor: `count` elements at a distance of `inner`, for each of outer × inner
/// results. Without an axis (attrs empty) all elements are reduced to one number.
struct Reduction {
    size_t outer = 1;
    size_t count = 1;
    size_t inner = 1;

    Reduction(const Shape& shape, const Attrs& attrs) {
        if (attrs.empty()) {
            count = shape.size();
            return;
        }
        const int axis = attrs[0] < 0 ? attrs[0] + shape.rank() : attrs[0];
        for (int i = 0; i < shape.rank(); ++i) {
            (i < axis ? outer : i == axis ? count : inner) *= static_cast<size_t>(shape[i]);
        }
    }

    size_t at(size_t outer_index, size_t i, size_t inner_index) const {
        return (outer_index * count + i) * inner + inner_index;
    }
};

/// Each result is the sum of the elements it stands for, divided by `divisor`.
template <class T>
void sum_up(const Forward<T>& f, const Reduction& r, T divisor) {
    for (size_t outer = 0; outer < r.outer; ++outer) {
        for (size_t inner = 0; inner < r.inner; ++inner) {
            T sum = 0;
            for (size_t i = 0; i < r.count; ++i) sum += f.in[0][r.at(outer, i, inner)];
            f.out.data[outer * r.inner + inner] = sum / divisor;
        }
    }
}

/// Each element gets its result's upstream gradient, divided by `divisor`.
template <class T>
void hand_back(const Backward<T>& b, const Reduction& r, T divisor) {
    if (!b.wanted(0)) return;
    for (size_t outer = 0; outer < r.outer; ++outer) {
        for (size_t i = 0; i < r.count; ++i) {
            for (size_t inner = 0; inner < r.inner; ++inner) {
                b.to[0].data[r.at(outer, i, inner)] = b.upstream[outer * r.inner + inner] / divisor;
            }
        }
    }
}

/// The same as sums of products.
inline void visit_summed(const Reduction& r, size_t element, double scale, const ProductVisitor& visit) {
    for (size_t i = 0; i < r.count; ++i)
        visit({.first = {0, r.at(element / r.inner, i, element % r.inner)}, .scale = scale});
}

inline void visit_handed_back(const Reduction& r, size_t element, double scale, const ProductVisitor& visit) {
    const size_t result = element / (r.count * r.inner) * r.inner + element % r.inner;
    visit({.first = {Product::Factor::kUpstream, result}, .scale = scale});
}

/// The shape without the reduced axis; () without an axis.
inline Shape reduced(std::string_view op, const Shape& shape, const Attrs& attrs) {
    if (attrs.empty()) return {};
    const int axis = checked_axis(op, attrs[0], shape);
    std::vector<int> dims(shape.dims().begin(), shape.dims().end());
    dims.erase(dims.begin() + axis);
    return Shape(std::span<const int>(dims));
}

}  // namespace bp
