#pragma once

#include "graph/tensor_op.hpp"

namespace bp {

/// How a reduction walks a tensor: `count` elements, `inner` apart, for each of outer × inner results.
/// Without an axis (attrs empty) everything is reduced to one number.
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

/// The shape without the reduced axis; () without an axis.
inline Shape reduced(std::string_view op, const Shape& shape, const Attrs& attrs) {
    if (attrs.empty()) return {};
    const int axis = checked_axis(op, attrs[0], shape);
    std::vector<int> dims(shape.dims().begin(), shape.dims().end());
    dims.erase(dims.begin() + axis);
    return Shape(std::span<const int>(dims));
}

}  // namespace bp
