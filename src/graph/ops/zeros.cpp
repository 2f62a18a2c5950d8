#include "graph/ops/tensor_op.hpp"

namespace bp {
namespace {

struct Zeros {
    static Shape shape(Shapes, const Attrs& attrs) { return Shape(std::span<const int>(attrs)); }

    template <class T>
    static void forward(const Forward<T>& f) {
        f.out.fill(0);
    }

    template <class T>
    static void backward(const Backward<T>&) {}

    static std::vector<GradCase> cases() { return {}; }
};

}  // namespace

const OpDef op_zeros = tensor_op<Zeros>({
    .key = "zeros",
    .glyph = "zeros",
    .formula = "z = 0",
    .section = "",
    .arity = 0,
    .arguments = "",
    .notation = Notation::generator,
    .derivatives = {},
    .shelf = Shelf::tensors,
    .attributes = {shape_attribute({2, 3})},
});

}  // namespace bp
