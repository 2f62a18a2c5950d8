#include "graph/fault.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "graph/ops/elementwise.hpp"
#include "graph/ops/labels.hpp"
#include "graph/ops/softmax_rows.hpp"
#include "kernels/gemm.hpp"

namespace bp {
namespace {

// Each fault has a key, its op, the line of code (one that Python accepts and that a gradient check detects),
// and what that line computes: an element-wise op's backward on numbers, or a backward or forward on tensors.
// Everything else is the op's own code.

constexpr std::string_view kLabelsOneHot = "dx = (self.y - self.t) / N";
constexpr std::string_view kLabelsAsIndices = "dx[np.arange(N), self.t] -= 1; dx /= N";

struct AddSendsZeros {
    static constexpr std::string_view kKey = "add_sends_zeros";
    static constexpr OpKind kOp = OpKind::add;
    static constexpr CodeChange kLine{"return 0, 0", "return dout, dout"};

    template <class T>
    static Pair<T> backward(T, T, T, T) {
        return {0, 0};
    }
};

struct SubForgetsSign {
    static constexpr std::string_view kKey = "sub_forgets_sign";
    static constexpr OpKind kOp = OpKind::sub;
    static constexpr CodeChange kLine{"return dout, dout", "return dout, -dout"};

    template <class T>
    static Pair<T> backward(T upstream, T, T, T) {
        return {upstream, upstream};
    }
};

struct MulNotSwapped {
    static constexpr std::string_view kKey = "mul_not_swapped";
    static constexpr OpKind kOp = OpKind::mul;
    static constexpr CodeChange kLine{"return dout * self.x, dout * self.y",
                                      "return dout * self.y, dout * self.x"};

    template <class T>
    static Pair<T> backward(T upstream, T x, T y, T) {
        return {upstream * x, upstream * y};
    }
};

struct ExpWithoutOutput {
    static constexpr std::string_view kKey = "exp_without_output";
    static constexpr OpKind kOp = OpKind::exp;
    static constexpr CodeChange kLine{"return dout * self.x", "return dout * self.out"};

    template <class T>
    static T backward(T upstream, T x, T) {
        return upstream * x;
    }
};

struct SigmoidWithoutOutput {
    static constexpr std::string_view kKey = "sigmoid_without_output";
    static constexpr OpKind kOp = OpKind::sigmoid;
    static constexpr CodeChange kLine{"return dout * self.x * (1.0 - self.x)",
                                      "return dout * self.out * (1.0 - self.out)"};

    template <class T>
    static T backward(T upstream, T x, T) {
        return upstream * x * (1 - x);
    }
};

struct ReluMaskWrong {
    static constexpr std::string_view kKey = "relu_mask_wrong";
    static constexpr OpKind kOp = OpKind::relu;
    static constexpr CodeChange kLine{"return np.where(self.mask, dout, 0)",
                                      "return np.where(self.mask, 0, dout)"};

    template <class T>
    static T backward(T upstream, T x, T) {
        return x > 0 ? T{0} : upstream;
    }
};

struct ReluInPlace {
    static constexpr std::string_view kKey = "relu_in_place";
    static constexpr OpKind kOp = OpKind::relu;
    static constexpr CodeChange kLine{"out = x", "out = x.copy()"};

    template <class T>
    static void forward(const Forward<T>& f) {
        T* x = const_cast<T*>(f.in[0].data);  // the bug: the array is the caller's
        for (size_t k = 0, n = f.out.size(); k < n; ++k) {
            if (x[k] <= 0) x[k] = 0;
            f.out.data[k] = x[k];
        }
    }
};

struct AffineForgetsX {
    static constexpr std::string_view kKey = "affine_forgets_x";
    static constexpr OpKind kOp = OpKind::affine;
    static constexpr CodeChange kLine{"self.x = np.zeros_like(x)", "self.x = x"};

    template <class T>
    static void backward(const Backward<T>& b) {
        def(kOp).kernels<T>().backward(b);
        if (b.wanted(1)) b.to[1].fill(0);  // zerosᵀ · dout
    }
};

struct AffineMissingTranspose {
    static constexpr std::string_view kKey = "affine_missing_transpose";
    static constexpr OpKind kOp = OpKind::affine;
    static constexpr CodeChange kLine{"dx = np.dot(dout, self.W.reshape(dout.shape[1], -1))",
                                      "dx = np.dot(dout, self.W.T)"};

    template <class T>
    static void backward(const Backward<T>& b) {
        def(kOp).kernels<T>().backward(b);
        if (!b.wanted(0)) return;
        const Shape& w = *b.in[1].shape;
        gemm(Transpose::no, Transpose::no, b.in[0].shape->rows(), w[0], w[1], b.upstream.data, b.in[1].data,
             b.to[0].data);
    }
};

struct BiasNotSummed {
    static constexpr std::string_view kKey = "bias_not_summed";
    static constexpr OpKind kOp = OpKind::affine;
    static constexpr CodeChange kLine{"self.db = dout[0]", "self.db = np.sum(dout, axis=0)"};

    template <class T>
    static void backward(const Backward<T>& b) {
        def(kOp).kernels<T>().backward(b);
        if (b.wanted(2)) std::copy_n(b.upstream.data, b.to[2].size(), b.to[2].data);
    }
};

struct NoDivisionByN {
    static constexpr std::string_view kKey = "no_division_by_n";
    static constexpr OpKind kOp = OpKind::softmax_with_loss;
    static constexpr CodeChange kLine{"dx = self.y - self.t", kLabelsOneHot};
    static constexpr CodeChange kIndices{"dx[np.arange(N), self.t] -= 1", kLabelsAsIndices};

    template <class T>
    static void backward(const Backward<T>& b) {
        def(kOp).kernels<T>().backward(b);
        if (!b.wanted(0)) return;
        const auto n = static_cast<T>(b.in[0].shape->rows());
        for (T& x : b.to[0].span()) x *= n;
    }
};

struct LabelNotSubtracted {
    static constexpr std::string_view kKey = "label_not_subtracted";
    static constexpr OpKind kOp = OpKind::softmax_with_loss;
    static constexpr CodeChange kLine{"dx = self.y / N", kLabelsOneHot};
    static constexpr CodeChange kIndices{"dx /= N", kLabelsAsIndices};

    template <class T>
    static void backward(const Backward<T>& b) {
        def(kOp).kernels<T>().backward(b);
        if (!b.wanted(0)) return;
        const Labels<T> labels(b.in[0], b.in[1]);
        const T scale = b.upstream[0] / static_cast<T>(labels.rows);
        for (size_t row = 0; row < labels.rows; ++row) {
            T* const to = b.to[0].data + row * labels.classes;
            softmax_row(b.in[0].data + row * labels.classes, to, labels.classes);
            for (size_t k = 0; k < labels.classes; ++k) to[k] *= scale;
        }
    }
};

/// The op's kernels, with the wrong ones replacing the right ones.
template <class Wrong, class T>
OpKernels<T> faulty_kernels() {
    OpKernels<T> kernels = def(Wrong::kOp).template kernels<T>();
    if constexpr (requires(const Forward<T>& f) { Wrong::forward(f); }) {
        kernels.forward = Wrong::template forward<T>;
        kernels.scalar_forward = nullptr;
    } else if constexpr (requires(const Backward<T>& b) { Wrong::backward(b); }) {
        kernels.backward = Wrong::template backward<T>;
    } else if constexpr (requires(T x) { Wrong::backward(x, x, x); }) {
        kernels.backward = elementwise_detail::unary_backward<Wrong, T>;
        kernels.scalar_backward = [](T upstream, T x, T, T z, T* to) {
            to[0] = Wrong::backward(upstream, x, z);
        };
    } else {
        kernels.backward = elementwise_detail::binary_backward<Wrong, T>;
        kernels.scalar_backward = [](T upstream, T x, T y, T z, T* to) {
            const Pair<T> both = Wrong::backward(upstream, x, y, z);
            to[0] = both[0];
            to[1] = both[1];
        };
    }
    return kernels;
}

template <class Wrong>
CodeChange line_with_indices() {
    if constexpr (requires { Wrong::kIndices; }) {
        return Wrong::kIndices;
    } else {
        return Wrong::kLine;
    }
}

template <class... Wrong>
std::vector<Fault> faults_of() {
    constexpr CodeChange kSum{"grad[x] = dx", "grad[x] += dx"};
    return {Fault{.key = Wrong::kKey,
                  .op = Wrong::kOp,
                  .line = Wrong::kLine,
                  .line_with_indices = line_with_indices<Wrong>(),
                  .f64 = faulty_kernels<Wrong, double>(),
                  .f32 = faulty_kernels<Wrong, float>()}...,
            Fault{.key = "overwrite_at_fan_out", .op = {}, .line = kSum, .line_with_indices = kSum}};
}

}  // namespace

std::span<const Fault> all_faults() {
    static const std::vector<Fault> faults =
        faults_of<AddSendsZeros, SubForgetsSign, MulNotSwapped, ExpWithoutOutput, SigmoidWithoutOutput,
                  ReluMaskWrong, ReluInPlace, AffineForgetsX, AffineMissingTranspose, BiasNotSummed,
                  NoDivisionByN, LabelNotSubtracted>();
    return faults;
}

const Fault* find_fault(std::string_view key) {
    const auto found = std::ranges::find(all_faults(), key, &Fault::key);
    return found == all_faults().end() ? nullptr : &*found;
}

}  // namespace bp
