#include "graph/execution.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "graph/bounds.hpp"

namespace bp {
namespace {

bool is_leaf(OpKind op) { return op == OpKind::input || op == OpKind::constant; }

/// Steps that one call computes. V8 uses a function's optimised code from its next call on, so the long loop
/// over a large graph is split into calls.
constexpr size_t kTile = 4096;

/// Multiply-adds of a node forward and of both gradients.
double products_of(const OpInfo& op, std::span<const Shape> in) {
    if (!op.matrix_product) return 0;
    return 3.0 * static_cast<double>(in[0].size()) * (in[1].rank() == 2 ? in[1][1] : 1);
}

/// The shapes of all nodes from those of the leaves. Throws Problem naming the node whose inputs do not fit.
template <class ShapeOfLeaf>
NodeShapes infer_shapes_from(const Graph& graph, ShapeOfLeaf leaf) {
    NodeShapes shapes;
    shapes.reserve(graph.nodes().size());
    double products = 0;
    for (const Node& node : graph.nodes()) {
        if (is_leaf(node.op)) {
            shapes.push_back(leaf(node));
        } else {
            std::array<Shape, 3> in;
            for (size_t i = 0; i < node.arity; ++i) in[i] = shapes[graph.index(node.input[i])];
            try {
                shapes.push_back(def(node.op).shape({in.data(), node.arity}, node.attrs));
                products += products_of(def(node.op).info, in);
            } catch (const Problem& problem) {
                throw NodeProblem(node.id, problem);
            }
        }
        if (shapes.elements() > Shape::kMaxSize) throw Problem(problems::graph_too_large, Shape::kMaxSize);
    }
    const double most = GraphLimit::most().products;
    if (products > most) throw Problem(problems::graph_too_many_products, products, most);
    return shapes;
}

/// The same from the values of all leaves, which must be given for inputs and only for these.
template <class T>
NodeShapes infer_all_shapes(const Graph& graph, const Leaves<T>& leaves) {
    for (const auto& [id, tensor] : leaves) {
        if (!graph.contains(id) || graph.node(id).op != OpKind::input) {
            throw Problem(problems::graph_not_an_input, number(id));
        }
    }
    for (const Node& node : graph.nodes()) {
        if (node.op == OpKind::input && !leaves.contains(node.id))
            throw Problem(problems::graph_no_value, node.name);
    }
    return infer_shapes_from(graph, [&](const Node& node) {
        return node.op == OpKind::input ? leaves.at(node.id).shape : graph.constant(node.id).shape;
    });
}

}  // namespace

void NodeShapes::push_back(const Shape& shape) {
    constexpr size_t kSearched =
        16;  // a graph with many different shapes stores some twice to avoid a long search
    const auto end = distinct_.begin() + static_cast<std::ptrdiff_t>(std::min(distinct_.size(), kSearched));
    auto same = std::find(distinct_.begin(), end, shape);
    if (same == end) same = distinct_.insert(distinct_.end(), shape);
    of_.push_back(static_cast<uint32_t>(same - distinct_.begin()));
    elements_ += shape.size();
}

NodeShapes infer_shapes(const Graph& graph, const Leaves<double>& leaves) {
    return infer_all_shapes<double>(graph, leaves);
}

template <class T>
Execution<T>::Execution(std::shared_ptr<const Graph> graph, const Leaves<T>& leaves, const Fault* fault)
    : graph_(std::move(graph)), fault_(fault) {
    shapes_ = infer_all_shapes<T>(*graph_, leaves);
    if (!graph_->nodes().empty()) output_ = graph_->output();
    plan(leaves);
}

/// Settles order and memory. A scalar's value and gradient stand at its step's own index, so that the short
/// way needs no offsets; tensors stand behind all of them.
template <class T>
void Execution<T>::plan(const Leaves<T>& leaves) {
    const auto nodes = graph_->nodes();
    steps_.assign(nodes.size(), Step{});
    size_t end = nodes.size();
    for (size_t i = 0; i < nodes.size(); ++i) plan_step(i, end);
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
    marks_.assign(nodes.size(), kStale);
    first_stale_ = 0;
    plan_gradients();
}

template <class T>
void Execution<T>::plan_step(size_t index, size_t& end) {
    const Node& node = graph_->nodes()[index];
    Step& step = steps_[index];
    step.kernels = is_leaf(node.op) ? nullptr : &kernels_of(node.op);
    step.arity = node.arity;
    step.input.fill(static_cast<uint32_t>(index));
    for (size_t k = 0; k < 3 && node.arity > 0; ++k) {
        step.input[k] =
            static_cast<uint32_t>(graph_->index(node.input[std::min<size_t>(k, node.arity - 1u)]));
    }
    // The short way adds to gradients; a fault that overwrites them needs the long one.
    step.scalar = step.kernels != nullptr && step.kernels->scalar_forward != nullptr && all_scalar(index) &&
                  !overwrites();
    step.out = static_cast<uint32_t>(index);
    if (shapes_[index].is_scalar()) return;
    step.out = static_cast<uint32_t>(end);
    end += shapes_[index].size();
}

template <class T>
const OpKernels<T>& Execution<T>::kernels_of(OpKind op) const {
    return fault_ != nullptr && fault_->op == op ? fault_->template kernels<T>()
                                                 : def(op).template kernels<T>();
}

template <class T>
bool Execution<T>::all_scalar(size_t index) const {
    return shapes_[index].is_scalar() &&
           std::ranges::all_of(steps_[index].input, [this](uint32_t i) { return shapes_[i].is_scalar(); });
}

/// Which steps depend on a tracked leaf.
template <class T>
std::vector<uint8_t> Execution<T>::tracked_steps() const {
    const auto nodes = graph_->nodes();
    std::vector<uint8_t> tracked(steps_.size(), 0);
    for (const NodeId id : only_) {
        if (graph_->contains(id)) tracked[graph_->index(id)] = 1;
    }
    for (size_t i = 0; i < steps_.size(); ++i) {
        const Step& step = steps_[i];
        // All leaves with a name: inputs, and constants that the user named.
        if (track_all_ && step.arity == 0 && !nodes[i].name.empty()) tracked[i] = 1;
        for (const uint32_t input : step.input) tracked[i] |= tracked[input];
    }
    return tracked;
}

/// Decides which nodes get a gradient: those that lead to the output and depend on something tracked. The
/// gradients that a node's consumers send are summed in reverse order, so the last consumer of a node writes
/// and the others add.
template <class T>
void Execution<T>::plan_gradients() {
    if (steps_.empty()) return;
    const size_t out = graph_->index(output_);
    const std::vector<uint8_t> tracked = tracked_steps();
    for (Step& step : steps_) {
        step.wanted = step.writes = 0;
        step.has_grad = false;
    }
    steps_[out].has_grad = true;
    size_t scratch = 0;
    contributors_ = 0;
    std::vector<uint8_t> written(steps_.size(), 0);
    for (size_t i = out + 1; i-- > 0;) {
        Step& step = steps_[i];
        if (!step.has_grad) continue;
        size_t needed = 0;
        for (size_t k = 0; k < step.arity; ++k) {
            const uint32_t input = step.input[k];
            if (!tracked[input]) continue;
            step.wanted = static_cast<uint8_t>(step.wanted | 1u << k);
            steps_[input].has_grad = true;
            if (!written[input] || overwrites()) {
                step.writes = static_cast<uint8_t>(step.writes | 1u << k);
                written[input] = 1;
            } else {
                needed += shapes_[input].size();
            }
        }
        contributors_ += step.wanted != 0;
        scratch = std::max(scratch, needed);
    }
    scratch_.resize(scratch);
    std::ranges::fill(grads_, T{0});
    if (ones_) upstream_.assign(shapes_[out].size(), T{1});
    all_moved_ = true;
}

template <class T>
size_t Execution<T>::checked_leaf(NodeId leaf) const {
    if (!graph_->contains(leaf) || graph_->node(leaf).op != OpKind::input) {
        throw Problem(problems::graph_not_an_input, number(leaf));
    }
    return graph_->index(leaf);
}

template <class T>
void Execution<T>::mark_set(size_t index) {
    marks_[index] |= kStale;
    first_stale_ = std::min(first_stale_, index);
}

template <class T>
Leaves<T> Execution<T>::leaves() const {
    Leaves<T> leaves;
    for (const Node& node : graph_->nodes()) {
        if (node.op == OpKind::input) leaves.emplace(node.id, value_at(graph_->index(node.id)).tensor());
    }
    return leaves;
}

template <class T>
Execution<T> Execution<T>::with_fault(const Fault* fault) const {
    Execution other(*this);
    other.fault_ = fault;
    other.plan(leaves());
    return other;
}

template <class T>
void Execution<T>::set_element(NodeId leaf, size_t element, T value) {
    const size_t i = checked_leaf(leaf);
    if (element >= shapes_[i].size()) throw Problem(problems::graph_no_element, graph_->node(leaf).name);
    values_[steps_[i].out + element] = value;
    mark_set(i);
}

template <class T>
void Execution<T>::set(NodeId leaf, const View<T>& value) {
    const size_t i = checked_leaf(leaf);
    if (*value.shape == shapes_[i]) {
        std::copy_n(value.data, value.size(), values_.data() + steps_[i].out);
        mark_set(i);
        return;
    }
    auto shapes = infer_shapes_from(*graph_, [&](const Node& node) {
        return node.id == leaf ? *value.shape : shapes_[graph_->index(node.id)];
    });
    Leaves<T> all = leaves();
    all[leaf] = value.tensor();
    Execution planned(*this);  // if memory runs out, nothing has changed
    const size_t out = graph_->index(output_);
    if (shapes[out] != shapes_[out]) planned.ones_ = true;
    planned.shapes_ = std::move(shapes);
    planned.plan(all);
    *this = std::move(planned);
}

template <class T>
void Execution<T>::set_output(NodeId output) {
    if (!graph_->contains(output)) throw Problem(problems::graph_no_node, number(output));
    output_ = output;
    ones_ = true;
    plan_gradients();
}

template <class T>
void Execution<T>::set_upstream(const Tensor<T>& upstream) {
    const Shape& expected = shapes_[graph_->index(output_)];
    if (upstream.shape != expected) {
        throw Problem(problems::graph_upstream_shape, expected, upstream.shape);
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
    return steps_[graph_->index(id)].has_grad;
}

template <class T>
Tensor<T> Execution<T>::contribution(NodeId consumer, size_t input) {
    refresh_gradients();
    const size_t i = graph_->index(consumer);
    const Step& step = steps_[i];
    if (input >= step.arity) throw Problem(problems::graph_no_such_input, graph_->reference(consumer), input);
    Tensor<T> result = Tensor<T>::filled(shapes_[step.input[input]], T{0});
    if (!step.has_grad) return result;
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
    if (input >= step.arity) throw Problem(problems::graph_no_such_input, graph_->reference(node), input);
    if (step.kernels == nullptr || step.kernels->scalar_backward == nullptr ||
        !all_scalar(graph_->index(node)))
        throw Problem(problems::graph_not_scalar, graph_->reference(node));
    T to[2];
    step.kernels->scalar_backward(T{1}, values_[step.input[0]], values_[step.input[1]], values_[step.out],
                                  to);
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

template <class T>
std::optional<NodeProblem> Execution<T>::first_problem() {
    for (const Node& node : graph_->nodes()) {
        const auto problem_of = def(node.op).problem;
        if (problem_of == nullptr) continue;
        std::vector<Tensor<double>> numbers;
        numbers.reserve(node.inputs().size());
        for (const NodeId input : node.inputs()) numbers.push_back(converted<double>(value(input).tensor()));
        std::vector<View<double>> in;
        in.reserve(numbers.size());
        for (const Tensor<double>& tensor : numbers) in.push_back(view(tensor));
        if (const auto problem = problem_of(in)) return NodeProblem(node.id, Problem(*problem));
    }
    return {};
}

/// One pass in order: recomputes what is stale or has an input that changed.
template <class T>
void Execution<T>::refresh_values() {
    const size_t end = steps_.size();
    if (first_stale_ >= end) return;
    size_t moved = 0;
    for (size_t tile = first_stale_; tile < end; tile += kTile)
        moved += forward_range(tile, std::min(tile + kTile, end));
    const std::span<uint8_t> marks(marks_.begin() + static_cast<std::ptrdiff_t>(first_stale_), marks_.end());
    for (uint8_t& mark : marks) mark = static_cast<uint8_t>(mark & ~kStale);
    first_stale_ = end;
    any_moved_ = true;
    if (moved == contributors_) all_moved_ = true;
}

/// Returns how many steps that send a gradient were computed.
template <class T>
size_t Execution<T>::forward_range(size_t begin, size_t end) {
    const Step* const steps = steps_.data();
    uint8_t* const marks = marks_.data();
    T* const values = values_.data();
    size_t moved = 0;
    for (size_t i = begin; i < end; ++i) {
        const Step& step = steps[i];
        const auto [a, b, c] = step.input;
        if (!((marks[i] | marks[a] | marks[b] | marks[c]) & kStale)) continue;
        marks[i] = static_cast<uint8_t>(marks[i] | kStale | kMoved);
        moved += step.wanted != 0;
        if (step.scalar) {
            values[i] = step.kernels->scalar_forward(values[a], values[b]);
        } else if (step.kernels != nullptr) {
            forward(i);
        }
    }
    return moved;
}

template <class T>
void Execution<T>::forward(size_t index) {
    const Step& step = steps_[index];
    std::array<View<T>, 3> in{};
    for (size_t k = 0; k < step.arity; ++k) in[k] = value_at(step.input[k]);
    step.kernels->forward({{in.data(), step.arity},
                           {&shapes_[index], values_.data() + step.out},
                           graph_->nodes()[index].attrs});
}

/// Recomputes the gradients that are affected: all of them if all values changed.
template <class T>
void Execution<T>::refresh_gradients() {
    refresh_values();
    if (!any_moved_ && !upstream_moved_ && !all_moved_) return;
    const size_t out = graph_->index(output_);
    if (all_moved_) std::fill_n(grads_.begin(), out, T{0});  // the scalars' gradients
    if (upstream_moved_ || all_moved_) std::ranges::copy(upstream_, grads_.data() + steps_[out].out);
    if (!all_moved_) mark_redo(out);
    for (size_t end = out + 1; end > 0;) {
        const size_t begin = end > kTile ? end - kTile : 0;
        backward_range(begin, end);
        end = begin;
    }
    std::ranges::fill(marks_, uint8_t{0});
    any_moved_ = upstream_moved_ = all_moved_ = false;
}

/// Marks, in reverse order, which gradients are affected: those of a node of which a consumer's value or
/// gradient changed.
template <class T>
void Execution<T>::mark_redo(size_t out) {
    if (upstream_moved_) marks_[out] |= kRedo;
    for (size_t i = out + 1; i-- > 0;) {
        const Step& step = steps_[i];
        if (step.wanted == 0) continue;
        const auto [a, b, c] = step.input;
        const int moved = (marks_[i] | marks_[a] | marks_[b] | marks_[c]) & kMoved;
        if (!moved && !(marks_[i] & kRedo)) continue;
        for (size_t k = 0; k < step.arity; ++k) {
            if (!(step.wanted >> k & 1)) continue;
            marks_[step.input[k]] |= kRedo;
            grads_[step.input[k]] = 0;  // a scalar's gradient, or a place that is not in use
        }
    }
}

/// Scalar steps add to gradients that were set to 0, since a branch predictor cannot learn whether a step is
/// the first to contribute. Tensors are written first, which saves a pass over them.
template <class T>
void Execution<T>::backward_range(size_t begin, size_t end) {
    const Step* const steps = steps_.data();
    const uint8_t* const marks = marks_.data();
    const T* const values = values_.data();
    T* const grads = grads_.data();
    const bool all = all_moved_;
    for (size_t i = end; i-- > begin;) {
        const Step& step = steps[i];
        if (step.wanted == 0) continue;
        const auto [a, b, c] = step.input;
        unsigned wanted = step.wanted;
        if (!all) {
            const auto redo = [marks](size_t input) { return marks[input] / kRedo & 1u; };
            wanted &= redo(a) | redo(b) << 1 | redo(c) << 2;
            if (wanted == 0) continue;
        }
        if (!step.scalar) {
            backward(i, wanted);
            continue;
        }
        T to[2];
        step.kernels->scalar_backward(grads[i], values[a], values[b], values[i], to);
        if (wanted & 1) grads[a] += to[0];
        if (wanted & 2) grads[b] += to[1];
    }
}

/// Adds this node's contributions to the gradients of its wanted inputs.
template <class T>
void Execution<T>::backward(size_t index, unsigned wanted) {
    const Step& step = steps_[index];
    std::array<MutableView<T>, 3> to{};
    size_t used = 0;
    for (size_t k = 0; k < step.arity; ++k) {
        to[k].shape = &shapes_[step.input[k]];
        if (!(wanted >> k & 1)) continue;
        if (step.writes >> k & 1) {
            to[k].data = grads_.data() + steps_[step.input[k]].out;
        } else {
            to[k].data = scratch_.data() + used;
            used += to[k].size();
        }
    }
    contribute(index, to.data());
    for (size_t k = 0; k < step.arity; ++k) {
        if (!(wanted >> k & 1) || (step.writes >> k & 1)) continue;
        T* const grad = grads_.data() + steps_[step.input[k]].out;
        for (size_t e = 0; e < to[k].size(); ++e) grad[e] += to[k].data[e];
    }
}

/// Writes the contributions into `to`, for each element that has memory.
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
