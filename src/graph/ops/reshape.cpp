#include "graph/ops/tensor_op.hpp"

namespace bp {
namespace {

struct Reshape {
    /// One dimension may be −1: it follows from the others.
    static Shape shape(Shapes in, const Attrs& attrs) {
        std::vector<int> dims(attrs);
        const size_t size = in[0].size();
        size_t known = 1;
        int* open = nullptr;
        for (int& dim : dims) {
            if (dim == -1 && open == nullptr) {
                open = &dim;
            } else if (dim < 1 || static_cast<size_t>(dim) > Shape::kMaxSize / known) {
                shape_problem("reshape", in, problems::shape_reshape_dimension);
            } else {
                known *= static_cast<size_t>(dim);
            }
        }
        if (open != nullptr) *open = static_cast<int>(std::max<size_t>(size / known, 1));
        const Shape out{std::span<const int>(dims)};
        if (out.size() != size) {
            throw Problem(problems::shape_reshape_size, in[0], size, out, out.size());
        }
        return out;
    }

    template <class T>
    static void forward(const Forward<T>& f) {
        std::copy_n(f.in[0].data, f.out.size(), f.out.data);
    }

    template <class T>
    static void backward(const Backward<T>& b) {
        if (b.wanted(0)) std::copy_n(b.upstream.data, b.out.size(), b.to[0].data);
    }

    static void forward_sum(const LocalView&, size_t element, const ProductVisitor& visit) {
        visit({.first = {0, element}});
    }

    static void backward_sum(const LocalView&, size_t, size_t element, const ProductVisitor& visit) {
        visit({.first = {Product::Factor::kUpstream, element}});
    }

    static std::vector<GradCase> cases() {
        return {{"to a row", {sample({2, 3}, -2, 2)}, {6}},
                {"one dimension left open", {sample({2, 6}, -2, 2)}, {3, -1}},
                {"a scalar to a matrix", {2.0}, {1, 1}}};
    }
};

}  // namespace

const OpDef op_reshape = tensor_op<Reshape>({
    .key = "reshape",
    .glyph = "⇄",
    .formula = "",
    .section = "",
    .arity = 1,
    .arguments = "x",
    .notation = Notation::shape_call,
    .derivatives = {},
    .shelf = Shelf::tensors,
    .attributes = {shape_attribute({6}, 1, -1)},
});

}  // namespace bp
