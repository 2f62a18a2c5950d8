#include "graph/ops/tensor_op.hpp"

namespace bp {
namespace {

/// The book's definition: half the sum of squares, not divided by the number of elements.
struct MeanSquaredError {
    static Shape shape(Shapes in, const Attrs&) {
        if (in[0] != in[1]) shape_problem("mean_squared_error", in, problems::shape_same);
        return {};
    }

    template <class T>
    static void forward(const Forward<T>& f) {
        T sum = 0;
        for (size_t k = 0, n = f.in[0].size(); k < n; ++k) {
            const T difference = f.in[0][k] - f.in[1][k];
            sum += difference * difference;
        }
        f.out.data[0] = sum / 2;
    }

    template <class T>
    static void backward(const Backward<T>& b) {
        for (size_t k = 0, n = b.in[0].size(); k < n; ++k) {
            const T difference = b.upstream[0] * (b.in[0][k] - b.in[1][k]);
            if (b.wanted(0)) b.to[0].data[k] = difference;
            if (b.wanted(1)) b.to[1].data[k] = -difference;
        }
    }

    static std::vector<GradCase> cases() {
        return {{"numbers", {3.0, 1.0}}, {"a batch", {sample({2, 3}, -2, 2, 1), sample({2, 3}, -2, 2, 2)}}};
    }
};

}  // namespace

const OpDef op_mean_squared_error = tensor_op<MeanSquaredError>({
    .key = "mean_squared_error",
    .glyph = "MSE",
    .formula = "L = ½ Σ (y − t)²",
    .section = "4.2.1",
    .arity = 2,
    .arguments = "y, t",
    .notation = Notation::call,
    .derivatives = {"∂L/∂y = y − t", "∂L/∂t = t − y"},
    .shelf = Shelf::layers,
    .parts = {"0.5 * sum((y - t) ** 2)"},
});

}  // namespace bp
