#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/problem.hpp"
#include "graph/fault.hpp"
#include "graph/graph.hpp"
#include "graph/tensor.hpp"

namespace bp {

template <class T>
using Leaves = std::map<NodeId, Tensor<T>>;

/// A Problem at one node, for whoever can point at it: shapes that do not fit.
class NodeProblem : public Problem {
  public:
    NodeProblem(NodeId at, const Problem& problem) : Problem(problem), node(at) {}
    NodeId node;
};

/// The shapes of all nodes, in order. Nodes share them: almost all nodes of a large graph are scalars.
class NodeShapes {
  public:
    void reserve(size_t nodes) { of_.reserve(nodes); }
    void push_back(const Shape& shape);
    const Shape& operator[](size_t node) const { return distinct_[of_[node]]; }
    /// The number of elements of all nodes together.
    size_t elements() const { return elements_; }

  private:
    std::vector<Shape> distinct_;
    std::vector<uint32_t> of_;  // by node
    size_t elements_ = 0;
};

/// Values and gradients of one graph, always current: setting a leaf marks what depends on it, and reading
/// computes only that. Shapes, order and memory are determined when leaves get their shapes; after that
/// nothing is allocated.
///
/// grad(n) = ∂ Σ(upstream · output) / ∂ n, with an upstream gradient of ones unless set. Views stay valid
/// until the next call that is not const-like (set, set_output, set_upstream).
template <class T>
class Execution {
  public:
    /// Throws Problem when an input has no value, a value belongs to no input, or shapes do not fit.
    /// With a fault it computes as that bug does; the fault must outlive it.
    Execution(std::shared_ptr<const Graph> graph, const Leaves<T>& leaves, const Fault* fault = nullptr);

    const Graph& graph() const { return *graph_; }
    const std::shared_ptr<const Graph>& shared_graph() const { return graph_; }
    const Fault* fault() const { return fault_; }
    /// The same graph, leaves and upstream gradient, computed with that fault (null: without).
    Execution with_fault(const Fault* fault) const;

    /// Sets a leaf's value; a new shape makes a new plan. If it throws Problem (shapes do not fit further
    /// on), nothing has changed.
    void set(NodeId leaf, const View<T>& value);
    void set(NodeId leaf, const Tensor<T>& value) { set(leaf, view(value)); }
    /// One element of a leaf's value, in row-major order.
    void set_element(NodeId leaf, size_t element, T value);
    /// Sets the node whose gradient is taken, and resets the upstream gradient to ones.
    void set_output(NodeId output);
    NodeId output() const { return output_; }
    /// The gradient that flows into the output, in the output's shape. Throws Problem when the shape differs.
    void set_upstream(const Tensor<T>& upstream);
    View<T> upstream() const;
    /// Restricts gradients to what is between these leaves and the output (by default all named leaves:
    /// inputs, and constants with a name). All other gradients read as 0.
    void track_only(std::span<const NodeId> leaves);

    const Shape& shape(NodeId id) const { return shapes_[graph_->index(id)]; }
    View<T> value(NodeId id);
    View<T> grad(NodeId id);
    /// Whether the node has a gradient: it leads to the output and depends on something tracked.
    bool has_grad(NodeId id) const;
    /// What `consumer` sends to its input number `input`: one term of that input's gradient.
    Tensor<T> contribution(NodeId consumer, size_t input);
    /// ∂ node / ∂ input number `input`, for a node and inputs that are all scalars. Throws Problem otherwise.
    T local_gradient(NodeId node, size_t input);
    /// The first node, in order, with a value that is not finite although its inputs are all finite.
    std::optional<NodeId> first_not_finite();
    /// The first node, in order, with numbers that its op is not made for: labels that are none.
    std::optional<NodeProblem> first_problem();

  private:
    /// A node as both passes see it. It is small, because each pass over a large graph reads all of them from
    /// memory.
    struct Step {
        const OpKernels<T>* kernels;  // null for a leaf
        /// Indices of steps; beyond the arity the last one is repeated; for a leaf its own.
        std::array<uint32_t, 3> input;
        uint32_t out;  // offset of value and gradient in their arenas; for a scalar its own index
        uint8_t arity;
        uint8_t wanted;     // bit i: input i gets a gradient from this step
        uint8_t writes;     // bit i: this step is the first, backward, to contribute to its input i
        bool scalar : 1;    // all scalars and element-wise: the short way
        bool has_grad : 1;  // leads to the output, and something tracked leads to it
    };

    /// What a pass needs to know about a node, as bits of one byte.
    enum Mark : uint8_t {
        kStale = 1,  // value to be recomputed (or, for a leaf, just set)
        kMoved = 2,  // value changed since gradients were current
        kRedo = 4,   // gradient to be recomputed
    };

    size_t checked_leaf(NodeId leaf) const;
    void mark_set(size_t index);
    Leaves<T> leaves() const;
    void plan(const Leaves<T>& leaves);
    void plan_step(size_t index, size_t& end);
    const OpKernels<T>& kernels_of(OpKind op) const;
    bool all_scalar(size_t index) const;
    bool overwrites() const { return fault_ != nullptr && !fault_->op; }
    void plan_gradients();
    std::vector<uint8_t> tracked_steps() const;
    void refresh_values();
    void refresh_gradients();
    size_t forward_range(size_t begin, size_t end);
    void forward(size_t index);
    void mark_redo(size_t out);
    void backward_range(size_t begin, size_t end);
    void backward(size_t index, unsigned wanted);
    void contribute(size_t index, const MutableView<T>* to);

    View<T> value_at(size_t i) const { return {&shapes_[i], values_.data() + steps_[i].out}; }
    View<T> grad_at(size_t i) const { return {&shapes_[i], grads_.data() + steps_[i].out}; }

    std::shared_ptr<const Graph> graph_;
    const Fault* fault_;
    NodeId output_{};
    std::vector<NodeId> only_;  // tracked leaves, if not all
    bool track_all_ = true;
    bool ones_ = true;  // the upstream gradient is the default

    NodeShapes shapes_;
    std::vector<Step> steps_;
    std::vector<T> values_;
    std::vector<T> grads_;
    std::vector<T> scratch_;
    std::vector<T> upstream_;

    std::vector<uint8_t> marks_;
    size_t first_stale_ = 0;
    size_t contributors_ = 0;  // steps that send a gradient anywhere
    bool any_moved_ = true;
    bool upstream_moved_ = true;
    bool all_moved_ = true;
};

/// The shapes of all nodes. Throws Problem as the constructor of Execution does, but takes no memory for
/// values.
NodeShapes infer_shapes(const Graph& graph, const Leaves<double>& leaves);

extern template class Execution<float>;
extern template class Execution<double>;

}  // namespace bp
