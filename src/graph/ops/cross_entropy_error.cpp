#include <cmath>

#include "graph/ops/labels.hpp"
#include "graph/ops/tensor_op.hpp"

namespace bp {
namespace {

struct CrossEntropyError {
    static Shape shape(Shapes in, const Attrs&) {
        check_labels("cross_entropy_error", in);
        return {};
    }

    /// Without the book's 1e-7 inside the logarithm: ln 0 gives inf, as IEEE defines. A term with t = 0
    /// counts as 0.
    template <class T>
    static void forward(const Forward<T>& f) {
        const Labels<T> labels(f.in[0], f.in[1]);
        T loss = 0;
        for (size_t row = 0; row < labels.rows; ++row) {
            const T* y = f.in[0].data + row * labels.classes;
            labels.visit(row, [&](size_t k, T t) { loss -= t == 0 ? T{0} : t * std::log(y[k]); });
        }
        f.out.data[0] = loss / static_cast<T>(labels.rows);
    }

    template <class T>
    static void backward(const Backward<T>& b) {
        const Labels<T> labels(b.in[0], b.in[1]);
        const T scale = b.upstream[0] / static_cast<T>(labels.rows);
        const T* y = b.in[0].data;
        if (b.wanted(0)) {
            b.to[0].fill(0);
            for (size_t row = 0; row < labels.rows; ++row) {
                const size_t first = row * labels.classes;
                labels.visit(row, [&](size_t k, T t) {
                    if (t != 0) b.to[0].data[first + k] = -t / y[first + k] * scale;
                });
            }
        }
        if (b.wanted(1)) {
            b.to[1].fill(0);
            if (!labels.one_hot) return;
            for (size_t k = 0; k < b.to[1].size(); ++k) b.to[1].data[k] = -std::log(y[k]) * scale;
        }
    }

    static std::optional<Message> problem(std::span<const View<double>> in) {
        return label_problem(in[0], in[1]);
    }

    static bool differentiable(int input, Shapes in) { return input == 0 || in[0] == in[1]; }

    static std::vector<GradCase> cases() {
        return {{"one sample", {sample({3}, 0.2, 1), Tensor<double>{{3}, {0, 1, 0}}}},
                {"a batch, class indices", {sample({2, 3}, 0.2, 1), Tensor<double>{{2}, {2, 0}}}},
                {"soft labels", {sample({2, 3}, 0.2, 1), sample({2, 3}, 0.1, 1, 2)}}};
    }
};

}  // namespace

const OpDef op_cross_entropy_error = tensor_op<CrossEntropyError>({
    .key = "cross_entropy_error",
    .glyph = "CEE",
    .formula = "L = −Σ t · ln y / N",
    .section = "4.2.2",
    .arity = 2,
    .arguments = "y, t",
    .notation = Notation::call,
    .derivatives = {"∂L/∂y = −t / (y · N)", "∂L/∂t = −ln y / N"},
    .shelf = Shelf::layers,
    .parts = {"-sum(t * log(y))", "-mean(sum(t * log(y), -1))"},
});

}  // namespace bp
