#include "graph/execution.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace bp {
namespace {

bool is_leaf(OpKind op) { return op == OpKind::input || op == OpKind::constant; }

/// The shapes of all nodes from those of the leaves. Throws Problem naming the node whose inputs do not fit.
template <class ShapeOfLeaf>
std::vector<Shape> infer_shapes(const Graph& graph, ShapeOfLeaf leaf) {
    std::vector<Shape> shapes;
    shapes.reserve(graph.nodes().size());
    size_t total = 0;
    for (const Node& node : graph.nodes()) {
        if (is_leaf(node.op)) {
            shapes.push_back(leaf(node));
        } else {
            std::array<Shape, 3> in;
            for (size_t i = 0; i < node.arity; ++i) in[i] = shapes[graph.index(node.input[i])];
            try {
                shapes.push_back(def(node.op).shape({in.data(), node.arity}, node.attrs));
            } catch (const Problem& problem) {
                throw NodeProblem(node.id, problem.what());
            }
        }
        total += shapes.back().size();
        if (total > Shape::kMaxSize) throw Problem("the graph's values together are too large");
    }
    return shapes;
}

/// The same from all leaves' values, which must be there for inputs and only for these.
template <class T>
std::vector<Shape> infer_all_shapes(const Graph& graph, const Leaves<T>& leaves) {
    for (const auto& [id, tensor] : leaves) {
        if (!graph.contains(id) || graph.node(id).op != OpKind::input) {
            throw Problem("node " + std::to_string(number(id)) + " is not an input");
        }
    }
    for (const Node& node : graph.nodes()) {
        if (node.op == OpKind::input && !leaves.contains(node.id))
            throw Problem("'" + node.name + "' has no value");
    }
    return infer_shapes(graph, [&](const Node& node) {
        return node.op == OpKind::input ? leaves.at(node.id).shape : graph.constant(node.id).shape;
    });
}

}  // namespace

size_t count_elements(const Graph& graph, const Leaves<double>& leaves) {
    size_t total = 0;
    for (const Shape& shape : infer_all_shapes<double>(graph, leaves)) total += shape.size();
    return total;
}

template <class T>
Execution<T>::Execution(std::shared_ptr<const Graph> graph, const Leaves<T>& leaves)
    : graph_(std::move(graph)) {
    shapes_ = infer_all_shapes<T>(*graph_, leaves);
    output_ = graph_->output();
    plan(leaves);
}

template <class T>
void Execution<T>::plan(const Leaves<T>& leaves) {
    const auto nodes = graph_->nodes();
    steps_.assign(nodes.size(), Step{});
    size_t end = 0;
    for (size_t i = 0; i < nodes.size(); ++i) {
        const Node& node = nodes[i];
        Step& step = steps_[i];
        step.kernels = is_leaf(node.op) ? nullptr : &def(node.op).template kernels<T>();
        step.out = static_cast<uint32_t>(end);
        step.size = static_cast<uint32_t>(shapes_[i].size());
        step.arity = node.arity;
        step.scalar =
            step.kernels != nullptr && step.kernels->scalar_forward != nullptr && shapes_[i].is_scalar();
        for (size_t k = 0; k < node.arity; ++k) {
            step.input[k] = static_cast<uint32_t>(graph_->index(node.input[k]));
            step.scalar = step.scalar && shapes_[step.input[k]].is_scalar();
        }
        end += step.size;
    }
    values_.resize(end);
    grads_.assign(end, T{0});
    for (size_t i = 0; i < nodes.size(); ++i) {
        if (steps_[i].kernels != nullptr) continue;
        T* to = values_.data() + steps_[i].out;
        if (nodes[i].op == OpKind::input) {
            std::ranges::copy(leaves.at(nodes[i].id).data, to);
        } else {
            std::ranges::transform(graph_->constant(nodes[i].id).data, to,
                                   [](double x) { return static_cast<T>(x); });
        }
    }
    stale_.assign(nodes.size(), 1);
    moved_.assign(nodes.size(), 0);
    redo_.assign(nodes.size(), 0);
    first_stale_ = 0;
    plan_gradients();
}

/// Decides which nodes get a gradient: those that lead to the output and from something tracked. Gradients of
/// a node's consumers are summed in reverse order, so the last consumer of a node is the one that writes, the
/// others add.
template <class T>
void Execution<T>::plan_gradients() {
    const auto nodes = graph_->nodes();
    for (size_t i = 0; i < steps_.size(); ++i) {
        Step& step = steps_[i];
        step.active = false;
        step.writes = 0;
        // All leaves with a name: inputs, and constants that the user called something.
        step.tracked = track_all_ ? nodes[i].arity == 0 && !nodes[i].name.empty()
                                  : std::ranges::find(only_, nodes[i].id) != only_.end();
        for (size_t k = 0; k < step.arity; ++k) step.tracked = step.tracked || steps_[step.input[k]].tracked;
    }
    const size_t out = graph_->index(output_);
    steps_[out].active = true;
    steps_[out].tracked = true;
    size_t scratch = 0;
    std::vector<uint8_t> written(steps_.size(), 0);
    for (size_t i = out + 1; i-- > 0;) {
        Step& step = steps_[i];
        if (!step.active || !step.tracked) continue;
        size_t needed = 0;
        for (size_t k = 0; k < step.arity; ++k) {
            Step& input = steps_[step.input[k]];
            input.active = true;
            if (!written[step.input[k]]) {
                step.writes = static_cast<uint8_t>(step.writes | (1u << k));
                written[step.input[k]] = 1;
            } else {
                needed += input.size;
            }
        }
        scratch = std::max(scratch, needed);
    }
    scratch_.resize(scratch);
    std::ranges::fill(grads_, T{0});
    if (ones_) upstream_.assign(steps_[out].size, T{1});
    all_moved_ = true;
}

template <class T>
size_t Execution<T>::checked_leaf(NodeId leaf) const {
    if (!graph_->contains(leaf) || graph_->node(leaf).op != OpKind::input) {
        throw Problem("node " + std::to_string(number(leaf)) + " is not an input");
    }
    return graph_->index(leaf);
}

template <class T>
void Execution<T>::mark_set(size_t index) {
    stale_[index] = 1;
    first_stale_ = std::min(first_stale_, index);
}

template <class T>
void Execution<T>::set_element(NodeId leaf, size_t element, T value) {
    const size_t i = checked_leaf(leaf);
    if (element >= steps_[i].size) throw Problem("'" + graph_->node(leaf).name + "' has no such element");
    values_[steps_[i].out + element] = value;
    mark_set(i);
}

template <class T>
void Execution<T>::set(NodeId leaf, const View<T>& value) {
    const size_t i = checked_leaf(leaf);
    if (*value.shape == shapes_[i]) {
        std::copy_n(value.data, steps_[i].size, values_.data() + steps_[i].out);
        mark_set(i);
        return;
    }
    auto shapes = infer_shapes(*graph_, [&](const Node& node) {
        return node.id == leaf ? *value.shape : shapes_[graph_->index(node.id)];
    });
    Leaves<T> leaves;
    for (const Node& node : graph_->nodes()) {
        if (node.op != OpKind::input) continue;
        const size_t at = graph_->index(node.id);
        leaves.emplace(node.id, node.id == leaf ? value.tensor() : value_at(at).tensor());
    }
    const size_t out = graph_->index(output_);
    if (shapes[out] != shapes_[out]) ones_ = true;
    shapes_ = std::move(shapes);
    plan(leaves);
}

template <class T>
void Execution<T>::set_output(NodeId output) {
    if (!graph_->contains(output)) throw Problem("there is no node " + std::to_string(number(output)));
    output_ = output;
    ones_ = true;
    plan_gradients();
}

template <class T>
void Execution<T>::set_upstream(const Tensor<T>& upstream) {
    const Shape& expected = shapes_[graph_->index(output_)];
    if (upstream.shape != expected) {
        throw Problem("the upstream gradient has the shape of the output, " + expected.text() + ", not " +
                      upstream.shape.text());
    }
    upstream_ = upstream.data;
    ones_ = false;
    upstream_moved_ = true;
}

template <class T>
View<T> Execution<T>::upstream() const {
    return {&shapes_[graph_->index(output_)], upstream_.data()};
}

template <class T>
void Execution<T>::track_only(std::span<const NodeId> leaves) {
    only_.assign(leaves.begin(), leaves.end());
    track_all_ = false;
    plan_gradients();
}

template <class T>
View<T> Execution<T>::value(NodeId id) {
    refresh_values();
    return value_at(graph_->index(id));
}

template <class T>
View<T> Execution<T>::grad(NodeId id) {
    refresh_gradients();
    return grad_at(graph_->index(id));
}

template <class T>
bool Execution<T>::has_grad(NodeId id) const {
    const Step& step = steps_[graph_->index(id)];
    return step.active && step.tracked;
}

template <class T>
Tensor<T> Execution<T>::contribution(NodeId consumer, size_t input) {
    refresh_gradients();
    const size_t i = graph_->index(consumer);
    const Step& step = steps_[i];
    if (input >= step.arity)
        throw Problem(graph_->label(consumer) + " has no input " + std::to_string(input));
    Tensor<T> result = Tensor<T>::filled(shapes_[step.input[input]], T{0});
    if (!step.active || !step.tracked) return result;
    std::array<MutableView<T>, 3> to{};
    for (size_t k = 0; k < step.arity; ++k) to[k] = {&shapes_[step.input[k]], nullptr};
    to[input].data = result.data.data();
    contribute(i, to.data());
    return result;
}

template <class T>
T Execution<T>::local_gradient(NodeId node, size_t input) {
    refresh_values();
    const Step& step = steps_[graph_->index(node)];
    if (input >= step.arity) throw Problem(graph_->label(node) + " has no input " + std::to_string(input));
    if (!step.scalar)
        throw Problem(graph_->label(node) + " is not a scalar node: its local gradient is no number");
    const T x = values_[steps_[step.input[0]].out];
    const T y = values_[steps_[step.input[step.arity - 1]].out];
    T to[2];
    step.kernels->scalar_backward(T{1}, x, y, values_[step.out], to);
    return to[input];
}

template <class T>
std::optional<NodeId> Execution<T>::first_not_finite() {
    refresh_values();
    const auto finite = [this](size_t i) {
        const auto values = value_at(i).span();
        return std::ranges::all_of(values, [](T x) { return std::isfinite(x); });
    };
    for (size_t i = 0; i < steps_.size(); ++i) {
        if (!finite(i)) return graph_->nodes()[i].id;  // order: no earlier node is at fault
    }
    return {};
}

/// One pass in order: what is stale, or has an input that moved, is computed again.
template <class T>
void Execution<T>::refresh_values() {
    if (first_stale_ >= steps_.size()) return;
    for (size_t i = first_stale_; i < steps_.size(); ++i) {
        const Step& step = steps_[i];
        uint8_t stale = stale_[i];
        for (size_t k = 0; k < step.arity; ++k) stale |= stale_[step.input[k]];
        if (!stale) continue;
        stale_[i] = 1;
        moved_[i] = 1;
        if (step.kernels != nullptr) forward(i);
    }
    std::fill(stale_.begin() + static_cast<std::ptrdiff_t>(first_stale_), stale_.end(), uint8_t{0});
    first_stale_ = steps_.size();
    any_moved_ = true;
}

template <class T>
void Execution<T>::forward(size_t index) {
    const Step& step = steps_[index];
    if (step.scalar) {
        const T x = values_[steps_[step.input[0]].out];
        const T y = values_[steps_[step.input[step.arity - 1]].out];
        values_[step.out] = step.kernels->scalar_forward(x, y);
        return;
    }
    std::array<View<T>, 3> in{};
    for (size_t k = 0; k < step.arity; ++k) in[k] = value_at(step.input[k]);
    step.kernels->forward({{in.data(), step.arity},
                           {&shapes_[index], values_.data() + step.out},
                           graph_->nodes()[index].attrs});
}

/// First, in reverse order, which gradients are affected: those of a node one of whose consumers saw a value
/// or its own gradient change. Then just these are summed anew.
template <class T>
void Execution<T>::refresh_gradients() {
    refresh_values();
    if (!any_moved_ && !upstream_moved_ && !all_moved_) return;
    const size_t out = graph_->index(output_);
    if (upstream_moved_ || all_moved_) {
        std::ranges::copy(upstream_, grads_.data() + steps_[out].out);
        redo_[out] = 1;
    }
    for (size_t i = out + 1; i-- > 0;) {
        const Step& step = steps_[i];
        if (!step.active || !step.tracked || step.arity == 0) continue;
        uint8_t hot = static_cast<uint8_t>(all_moved_ || redo_[i] || moved_[i]);
        for (size_t k = 0; k < step.arity; ++k) hot |= moved_[step.input[k]];
        if (!hot) continue;
        for (size_t k = 0; k < step.arity; ++k) redo_[step.input[k]] = 1;
    }
    for (size_t i = out + 1; i-- > 0;) {
        const Step& step = steps_[i];
        if (!step.active || !step.tracked || step.arity == 0) continue;
        uint8_t wanted = 0;
        for (size_t k = 0; k < step.arity; ++k) {
            const size_t input = step.input[k];
            wanted = static_cast<uint8_t>(wanted | ((redo_[input] & steps_[input].tracked) << k));
        }
        if (wanted) backward(i, wanted);
    }
    std::ranges::fill(moved_, uint8_t{0});
    std::ranges::fill(redo_, uint8_t{0});
    any_moved_ = upstream_moved_ = all_moved_ = false;
}

/// Adds this node's contributions to the gradients of its wanted inputs.
template <class T>
void Execution<T>::backward(size_t index, uint8_t wanted) {
    const Step& step = steps_[index];
    if (step.scalar) {
        const T x = values_[steps_[step.input[0]].out];
        const T y = values_[steps_[step.input[step.arity - 1]].out];
        T to[2];
        step.kernels->scalar_backward(grads_[step.out], x, y, values_[step.out], to);
        for (size_t k = 0; k < step.arity; ++k) {
            if (!(wanted >> k & 1)) continue;
            T& grad = grads_[steps_[step.input[k]].out];
            grad = step.writes >> k & 1 ? to[k] : grad + to[k];
        }
        return;
    }
    std::array<MutableView<T>, 3> to{};
    size_t used = 0;
    for (size_t k = 0; k < step.arity; ++k) {
        const Step& input = steps_[step.input[k]];
        to[k].shape = &shapes_[step.input[k]];
        if (!(wanted >> k & 1)) continue;
        if (step.writes >> k & 1) {
            to[k].data = grads_.data() + input.out;
        } else {
            to[k].data = scratch_.data() + used;
            used += input.size;
        }
    }
    contribute(index, to.data());
    for (size_t k = 0; k < step.arity; ++k) {
        if (!(wanted >> k & 1) || (step.writes >> k & 1)) continue;
        const Step& input = steps_[step.input[k]];
        for (size_t e = 0; e < input.size; ++e) grads_[input.out + e] += to[k].data[e];
    }
}

/// Writes the contributions into `to`, where it has memory.
template <class T>
void Execution<T>::contribute(size_t index, const MutableView<T>* to) {
    const Step& step = steps_[index];
    std::array<View<T>, 3> in{};
    for (size_t k = 0; k < step.arity; ++k) in[k] = value_at(step.input[k]);
    step.kernels->backward({{in.data(), step.arity},
                            value_at(index),
                            grad_at(index),
                            {to, step.arity},
                            graph_->nodes()[index].attrs});
}

template class Execution<float>;
template class Execution<double>;

}  // namespace bp
