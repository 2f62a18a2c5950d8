#include "graph/ops/labels.hpp"
#include "graph/ops/softmax_rows.hpp"
#include "graph/ops/tensor_op.hpp"

namespace bp {
namespace {

struct SoftmaxWithLoss {
    static Shape shape(Shapes in, const Attrs&) {
        check_labels("softmax_with_loss", in);
        return {};
    }

    /// ln y_k = a_k − max − ln Σ exp(a_i − max): exact also where y_k rounds to 0.
    template <class T>
    static void forward(const Forward<T>& f) {
        const Labels<T> labels(f.in[0], f.in[1]);
        T loss = 0;
        for (size_t row = 0; row < labels.rows; ++row) {
            const T* a = f.in[0].data + row * labels.classes;
            const T log_sum = log_sum_exp(a, labels.classes);
            labels.visit(row, [&](size_t k, T t) { loss -= t == 0 ? T{0} : t * (a[k] - log_sum); });
        }
        f.out.data[0] = loss / static_cast<T>(labels.rows);
    }

    /// For any t: (y · Σt − t) / N, which is the book's (y − t) / N when a row of t sums to 1.
    template <class T>
    static void backward(const Backward<T>& b) {
        const Labels<T> labels(b.in[0], b.in[1]);
        const T scale = b.upstream[0] / static_cast<T>(labels.rows);
        for (size_t row = 0; row < labels.rows; ++row) {
            const size_t first = row * labels.classes;
            const T* a = b.in[0].data + first;
            if (b.wanted(0)) {
                T* to = b.to[0].data + first;
                softmax_row(a, to, labels.classes);
                T total = 0;
                labels.visit(row, [&](size_t, T t) { total += t; });
                for (size_t k = 0; k < labels.classes; ++k) to[k] *= total;
                labels.visit(row, [&](size_t k, T t) { to[k] -= t; });
                for (size_t k = 0; k < labels.classes; ++k) to[k] *= scale;
            }
            if (b.wanted(1) && labels.one_hot) {
                const T log_sum = log_sum_exp(a, labels.classes);
                for (size_t k = 0; k < labels.classes; ++k)
                    b.to[1].data[first + k] = -(a[k] - log_sum) * scale;
            }
        }
        if (b.wanted(1) && !labels.one_hot) b.to[1].fill(0);
    }

    static std::optional<Message> problem(std::span<const View<double>> in) {
        return label_problem(in[0], in[1]);
    }

    static bool differentiable(int input, Shapes in) { return input == 0 || in[0] == in[1]; }

    static std::vector<GradCase> cases() {
        const Tensor<double> indices{{2}, {2, 0}};
        const Tensor<double> one_hot{{2, 3}, {0, 0, 1, 1, 0, 0}};
        return {{"one sample", {sample({3}, -2, 2), Tensor<double>{{3}, {0, 1, 0}}}},
                {"a batch, one-hot", {sample({2, 3}, -2, 2), one_hot}},
                {"a batch, class indices", {sample({2, 3}, -2, 2), indices}},
                {"soft labels", {sample({2, 3}, -2, 2), sample({2, 3}, 0, 1, 2)}},
                {"saturated", {Tensor<double>{{2, 3}, {20, -20, 0, -20, 0, 20}}, indices}}};
    }
};

}  // namespace

const OpDef op_softmax_with_loss = tensor_op<SoftmaxWithLoss>({
    .key = "softmax_with_loss",
    .glyph = "softmax + loss",
    .formula = "L = −Σ t · ln softmax(a) / N",
    .section = "5.6.3",
    .arity = 2,
    .arguments = "a, t",
    .notation = Notation::call,
    .derivatives = {"∂L/∂a = (y − t) / N", "∂L/∂t = −ln y / N"},
    .shelf = Shelf::layers,
    .parts = {"e = exp(a); -sum(t * log(e / sum(e)))",
              "e = exp(a); -mean(sum(t * log(transpose(transpose(e) / sum(e, -1))), -1))"},
});

}  // namespace bp
