#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "graph/execution.hpp"
#include "graph/grad_check.hpp"
#include "network/net_spec.hpp"

namespace bp {

class NumericalGradient;

OpKind op_of(Activation activation);

/// The class of the highest of these scores, the first of equal ones; -1 when one is not a number: that is no
/// prediction.
template <class T>
int predicted_class(const T* scores, int classes) {
    int best = 0;
    for (int k = 0; k < classes; ++k) {
        if (scores[k] != scores[k]) return -1;
        if (scores[k] > scores[best]) best = k;
    }
    return best;
}

template <class T>
struct NamedTensor {
    std::string name;
    Tensor<T> value;
};

/// W1, b1, W2, b2, …
template <class T>
using Parameters = std::vector<NamedTensor<T>>;

/// A classifier of fully connected layers (book 4.5, 5.7: TwoLayerNet, of any depth), built as a Graph:
/// a1 = affine(x, W1, b1), z1 = relu(a1), a2 = affine(z1, W2, b2), L = softmax_with_loss(a2, t).
///
/// A batch x is (N, inputs) or any (N, …) with as many elements in each row. A single sample may also be
/// (inputs) or have its own shape. Labels t are class numbers, (N), or one-hot rows, (N, classes). Throws
/// Problem if shapes do not fit or a class number is out of range.
template <class T>
class Network {
  public:
    explicit Network(NetSpec spec);

    const NetSpec& spec() const { return spec_; }
    int inputs() const { return spec_.layers.front(); }
    int classes() const { return spec_.layers.back(); }
    const Graph& graph() const { return *graph_; }

    const Parameters<T>& params() const { return params_; }
    /// Replaces the named parameters. Throws Problem, and changes nothing, if a name is unknown or a shape
    /// differs.
    void set_params(const Parameters<T>& values);

    /// Scores before softmax, (N, classes), or (classes) for a single sample.
    Tensor<T> predict(const Tensor<T>& x);
    /// The mean cross entropy of the batch, after softmax.
    T loss(const Tensor<T>& x, const Tensor<T>& t);
    /// The share of samples, 0 … 1, whose highest score is that of their true class.
    double accuracy(const Tensor<T>& x, const Tensor<T>& t);
    /// ∂ loss / ∂ parameter by backpropagation.
    Parameters<T> gradient(const Tensor<T>& x, const Tensor<T>& t);
    /// The same by central differences, always computed in double. step > 0.
    Parameters<T> numerical_gradient(const Tensor<T>& x, const Tensor<T>& t, double step = 1e-4) const;
    /// Compares both, in double, for every parameter in order (book 5.7.3). Of a parameter with more than
    /// `most` elements, `most` evenly spread ones are compared. A row's leaf is the parameter's node in
    /// graph(). step > 0.
    std::vector<GradCheckRow> grad_check(const Tensor<T>& x, const Tensor<T>& t, double step = 1e-4,
                                         size_t most = ~size_t{0}) const;
    /// The same computation in double, with x, t and the parameters as leaves.
    Execution<double> execution(const Tensor<T>& x, const Tensor<T>& t) const;

    /// Values of all nodes for this batch and the current parameters, and the gradients of all nodes that
    /// depend on parameters. Valid until the next call.
    Execution<T>& at(const Tensor<T>& x, const Tensor<T>& t);

    // For training and evaluation: x is (n, inputs), t is (n) or (n, classes), both well-formed.

    /// Computes the loss of the batch and the gradient of every parameter: grads[i] belongs to params()[i]
    /// and is valid until the next call. grads has as many elements as params().
    T backward(const Tensor<T>& x, const Tensor<T>& t, std::span<View<T>> grads);
    /// The parameters, to be changed in place; the next call reads them again.
    std::span<NamedTensor<T>> edit_params();
    /// The class of the highest score of each row; the first of equal ones.
    void classify(const Tensor<T>& x, std::vector<int>& classes_of);

  private:
    /// An execution for batches of one shape, and how current its parameters are.
    struct Slot {
        Execution<T> execution;
        uint64_t params_revision;
        uint64_t last_use;
    };

    static constexpr size_t kMaxSlots = 3;

    void build_graph();
    void draw_params();
    NumericalGradient central_differences(const Tensor<T>& x, const Tensor<T>& t) const;
    bool is_one_sample(const Shape& x) const;
    Tensor<T> as_batch(const Tensor<T>& x) const;
    Tensor<T> as_labels(const Tensor<T>& t, int samples) const;
    /// An execution with this batch and the present parameters.
    Execution<T>& run(const Tensor<T>& x, const Tensor<T>& t);
    Slot& slot_for(const Tensor<T>& x, const Tensor<T>& t);
    template <class Use>
    void for_scores(const Tensor<T>& x, Use use);

    NetSpec spec_;
    std::shared_ptr<const Graph> graph_;
    NodeId x_{};
    NodeId t_{};
    NodeId scores_{};
    NodeId loss_{};
    std::vector<NodeId> param_ids_;
    Parameters<T> params_;
    uint64_t params_revision_ = 1;
    uint64_t uses_ = 0;
    std::vector<std::unique_ptr<Slot>> slots_;
};

extern template class Network<float>;
extern template class Network<double>;

}  // namespace bp
