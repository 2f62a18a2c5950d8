#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/problem.hpp"
#include "graph/graph.hpp"
#include "graph/tensor.hpp"

namespace bp {

template <class T>
using Leaves = std::map<NodeId, Tensor<T>>;

/// A Problem at one node, for whoever can point at it: shapes that do not fit.
class NodeProblem : public Problem {
  public:
    NodeProblem(NodeId at, const std::string& sentence) : Problem(sentence), node(at) {}
    NodeId node;
};

/// Values and gradients of one graph, always current: setting a leaf marks what depends on it, and reading
/// computes just that. Shapes, order and memory are settled when leaves get their shapes; after that nothing
/// allocates.
///
/// grad(n) = ∂ Σ(upstream · output) / ∂ n, with an upstream gradient of ones unless set. Views stay valid
/// until the next call that is not const-like (set, set_output, set_upstream).
template <class T>
class Execution {
  public:
    /// Throws Problem when an input has no value, a value belongs to no input, or shapes do not fit.
    Execution(std::shared_ptr<const Graph> graph, const Leaves<T>& leaves);

    const Graph& graph() const { return *graph_; }
    const std::shared_ptr<const Graph>& shared_graph() const { return graph_; }

    /// A leaf's new value; a new shape plans anew. On Problem (shape mismatch further on) nothing has
    /// changed.
    void set(NodeId leaf, const View<T>& value);
    void set(NodeId leaf, const Tensor<T>& value) { set(leaf, view(value)); }
    /// One element of a leaf's value, in row-major order.
    void set_element(NodeId leaf, size_t element, T value);
    /// The node whose gradient is taken. Resets the upstream gradient to ones.
    void set_output(NodeId output);
    NodeId output() const { return output_; }
    /// The gradient that flows into the output, in the output's shape. Throws Problem when the shape differs.
    void set_upstream(const Tensor<T>& upstream);
    View<T> upstream() const;
    /// Only what lies between these leaves and the output gets gradients (all named leaves unless called:
    /// inputs, constants with a name). The others read as 0.
    void track_only(std::span<const NodeId> leaves);

    const Shape& shape(NodeId id) const { return shapes_[graph_->index(id)]; }
    View<T> value(NodeId id);
    View<T> grad(NodeId id);
    /// Whether a gradient reaches the node: it leads to the output and something tracked leads to it.
    bool has_grad(NodeId id) const;
    /// What `consumer` sends to its input number `input`: one term of that input's gradient.
    Tensor<T> contribution(NodeId consumer, size_t input);
    /// ∂ node / ∂ input number `input`, for a node and inputs that are all scalars. Throws Problem otherwise.
    T local_gradient(NodeId node, size_t input);
    /// The first node, in order, with a value that is not finite although its inputs are all finite.
    std::optional<NodeId> first_not_finite();

  private:
    struct Step {
        const OpKernels<T>* kernels;  // null for a leaf
        uint32_t out;                 // offset of value and gradient in their arenas
        uint32_t size;
        uint32_t input[3];  // indices of steps
        uint8_t arity;
        bool scalar;     // all scalars and element-wise: the short way
        bool active;     // leads to the output
        bool tracked;    // gets a gradient
        uint8_t writes;  // bit i: this step is the first, backward, to contribute to its input i
    };

    size_t checked_leaf(NodeId leaf) const;
    void mark_set(size_t index);
    void plan(const Leaves<T>& leaves);
    void plan_gradients();
    void refresh_values();
    void refresh_gradients();
    void forward(size_t index);
    void backward(size_t index, uint8_t wanted);
    void contribute(size_t index, const MutableView<T>* to);

    View<T> value_at(size_t i) const { return {&shapes_[i], values_.data() + steps_[i].out}; }
    View<T> grad_at(size_t i) const { return {&shapes_[i], grads_.data() + steps_[i].out}; }

    std::shared_ptr<const Graph> graph_;
    NodeId output_{};
    std::vector<NodeId> only_;  // tracked leaves, when not all
    bool track_all_ = true;
    bool ones_ = true;  // the upstream gradient is the default

    std::vector<Shape> shapes_;
    std::vector<Step> steps_;
    std::vector<T> values_;
    std::vector<T> grads_;
    std::vector<T> scratch_;
    std::vector<T> upstream_;

    std::vector<uint8_t> stale_;  // value to be recomputed (or, for a leaf, just set)
    std::vector<uint8_t> moved_;  // value changed since gradients were current
    std::vector<uint8_t> redo_;   // gradient to be recomputed
    size_t first_stale_ = 0;
    bool any_moved_ = true;
    bool upstream_moved_ = true;
    bool all_moved_ = true;
};

/// How many numbers the values of all nodes are together. Throws Problem as the constructor of Execution
/// does, but takes no memory for them.
size_t count_elements(const Graph& graph, const Leaves<double>& leaves);

extern template class Execution<float>;
extern template class Execution<double>;

}  // namespace bp
