#include "base/rng.hpp"
#include "graph/ops/tensor_op.hpp"

namespace bp {
namespace {

struct Randn {
    static Shape shape(Shapes, const Attrs& attrs) {
        return Shape(std::span<const int>{attrs.data(), attrs.size() - 1});
    }

    template <class T>
    static void forward(const Forward<T>& f) {
        Rng rng(static_cast<uint64_t>(f.attrs.back()));
        for (T& z : f.out.span()) z = static_cast<T>(rng.normal());
    }

    template <class T>
    static void backward(const Backward<T>&) {}

    static std::vector<GradCase> cases() { return {}; }
};

}  // namespace

const OpDef op_randn = tensor_op<Randn>({
    .key = "randn",
    .glyph = "randn",
    .formula = "z ~ N(0, 1)",
    .section = "",
    .arity = 0,
    .arguments = "",
    .notation = Notation::seeded,
    .derivatives = {},
    .shelf = Shelf::tensors,
    .attributes = {shape_attribute({2, 3}), kSeed},
});

}  // namespace bp
