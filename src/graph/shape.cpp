#include "graph/shape.hpp"

#include <algorithm>

#include "base/problem.hpp"

namespace bp {

Shape::Shape(std::initializer_list<int> dims) : Shape(std::span<const int>(dims.begin(), dims.size())) {}

Shape::Shape(std::span<const int> dims) {
    if (dims.size() > kMaxRank) {
        throw Problem(problems::shape_too_many_dimensions, kMaxRank);
    }
    size_t size = 1;
    for (const int dim : dims) {
        if (dim < 1) throw Problem(problems::shape_dimension, dim);
        // Uses a division, since a product could overflow: size_t has 32 bits in wasm.
        if (static_cast<size_t>(dim) > kMaxSize / size)
            throw Problem(problems::shape_too_many_elements, kMaxSize);
        size *= static_cast<size_t>(dim);
        dims_[static_cast<size_t>(rank_++)] = dim;
    }
}

size_t Shape::size() const {
    size_t size = 1;
    for (const int dim : dims()) size *= static_cast<size_t>(dim);
    return size;
}

std::string Shape::text() const {
    std::string text = "(";
    for (int axis = 0; axis < rank_; ++axis) {
        if (axis > 0) text += ", ";
        text += std::to_string((*this)[axis]);
    }
    return text + (rank_ == 1 ? ",)" : ")");
}

std::string index_text(const Shape& shape, size_t element, int first, int last) {
    std::string text;
    for (int axis = shape.rank() - 1; axis >= first; --axis) {
        const auto dim = static_cast<size_t>(shape[axis]);
        if (axis < last) text = std::to_string(element % dim) + (text.empty() ? "" : ",") + text;
        element /= dim;
    }
    return text;
}

Shape broadcast(const Shape& a, const Shape& b) {
    const int rank = std::max(a.rank(), b.rank());
    std::array<int, Shape::kMaxRank> dims{};
    for (int from_end = 1; from_end <= rank; ++from_end) {
        const int in_a = from_end <= a.rank() ? a[a.rank() - from_end] : 1;
        const int in_b = from_end <= b.rank() ? b[b.rank() - from_end] : 1;
        if (in_a != in_b && in_a != 1 && in_b != 1) {
            throw Problem(problems::shape_broadcast, a, b);
        }
        dims[static_cast<size_t>(rank - from_end)] = in_a == 1 ? in_b : in_a;
    }
    return Shape(std::span<const int>(dims.data(), static_cast<size_t>(rank)));
}

}  // namespace bp
