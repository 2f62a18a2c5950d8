#include "graph/grad_check.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/rng.hpp"
#include "graph/uses.hpp"

namespace bp {
namespace {

/// At most 1e-4 of the gradient's size, beyond the rounding of f at the book's step.
bool close(double difference, double largest, double magnitude) {
    constexpr double kRounding = 64 * std::numeric_limits<double>::epsilon() / 1e-4;
    return std::isfinite(difference) && difference <= 1e-4 * largest + kRounding * magnitude;
}

/// The node and its inputs as a separate graph, with an upstream gradient in which no errors cancel.
Execution<double> node_alone(Execution<double>& right, const Node& node, const Fault* planted) {
    Graph graph;
    Leaves<double> leaves;
    std::vector<NodeId> inputs;
    for (size_t k = 0; k < node.arity; ++k) {
        inputs.push_back(graph.add_input(std::to_string(k)));
        leaves.emplace(inputs.back(), right.value(node.input[k]).tensor());
    }
    graph.add(node.op, inputs, node.attrs);
    Execution<double> alone(std::make_shared<const Graph>(std::move(graph)), leaves, planted);
    Rng rng(1);
    Tensor<double> upstream = Tensor<double>::filled(right.shape(node.id), 0);
    for (double& x : upstream.data) x = (rng.below(2) == 0 ? -1 : 1) * (0.5 + rng.uniform());
    alone.set_upstream(upstream);
    return alone;
}

/// Whether the graphs of both nodes alone differ in numbers only.
bool alike(const Execution<double>& right, const Node& one, const Node& other) {
    bool same = one.op == other.op && one.arity == other.arity && one.attrs == other.attrs;
    for (size_t k = 0; same && k < one.arity; ++k)
        same = right.shape(one.input[k]) == right.shape(other.input[k]);
    return same;
}

/// Whether forward left its inputs unchanged.
void check_inputs(Execution<double>& right, Execution<double>& alone, NodeCheck& check) {
    const Node& node = right.graph().node(check.node);
    alone.value(alone.output());
    for (size_t k = 0; k < node.arity && check.fault == NodeCheck::Fault::none; ++k) {
        const View<double> given = right.value(node.input[k]);
        const View<double> left = alone.value(alone.graph().nodes()[k].id);
        for (size_t e = 0; e < given.size(); ++e) {
            if (given[e] == left[e] || (std::isnan(given[e]) && std::isnan(left[e]))) continue;
            check = {check.node, NodeCheck::Fault::input_changed, k, left[e], given[e]};
            break;
        }
    }
}

void check_backward(Execution<double>& alone, size_t most, NodeCheck& check) {
    constexpr double kStep = 1e-4;
    for (const GradCheckRow& row : grad_check(alone, kStep, most)) {
        if (judge(alone, row, kStep) != Agreement::differs) continue;
        check = {check.node, NodeCheck::Fault::backward, alone.graph().index(row.leaf), row.backprop,
                 row.numerical};
        return;
    }
}

/// Whether the node's gradient is the sum of what its uses send back.
void check_sum(Execution<double>& execution, std::span<const Use> uses, NodeCheck& check) {
    if (uses.size() < 2 || !execution.has_grad(check.node)) return;
    Tensor<double> sum = Tensor<double>::filled(execution.shape(check.node), 0);
    if (check.node == execution.output()) sum = execution.upstream().tensor();
    double size = 0;
    for (const Use& use : uses) {
        const Tensor<double> part = execution.contribution(use.consumer, use.input);
        for (size_t e = 0; e < part.data.size(); ++e) {
            sum.data[e] += part.data[e];
            size = std::max(size, std::abs(part.data[e]));
        }
    }
    const View<double> grad = execution.grad(check.node);
    for (size_t e = 0; e < grad.size(); ++e) {
        if (std::abs(grad[e] - sum.data[e]) <= 1e-9 * size || !std::isfinite(size)) continue;
        check = {check.node, NodeCheck::Fault::sum, 0, grad[e], sum.data[e]};
        return;
    }
}

}  // namespace

template <class T>
Differences<T>::Differences(const Execution<T>& execution) : execution_(execution) {}

template <class T>
T Differences<T>::objective() {
    ++evaluations_;
    const View<T> output = execution_.value(execution_.output());
    const View<T> upstream = execution_.upstream();
    T sum = 0;
    for (size_t k = 0; k < output.size(); ++k) sum += upstream[k] * output[k];
    return sum;
}

template <class T>
T Differences<T>::magnitude() {
    const View<T> output = execution_.value(execution_.output());
    const View<T> upstream = execution_.upstream();
    T sum = 0;
    for (size_t k = 0; k < output.size(); ++k) sum += std::abs(upstream[k] * output[k]);
    return sum;
}

template <class T>
T Differences<T>::original(NodeId leaf, size_t element) {
    if (leaf_ != leaf) {
        point_ = execution_.value(leaf).tensor();
        leaf_ = leaf;
    }
    return point_.data.at(element);
}

template <class T>
T Differences<T>::moved(NodeId leaf, size_t element, T value) {
    execution_.set_element(leaf, element, value);
    return objective();
}

template <class T>
void Differences<T>::restore(NodeId leaf, size_t element) {
    execution_.set_element(leaf, element, point_.data[element]);
}

template <class T>
T Differences<T>::central(NodeId leaf, size_t element, double step) {
    if (!(step > 0) || !std::isfinite(step)) throw Problem(problems::graph_check_step, step);
    const T h = static_cast<T>(step);
    const T x = original(leaf, element);
    const T above = moved(leaf, element, x + h);
    const T below = moved(leaf, element, x - h);
    restore(leaf, element);
    return (above - below) / (2 * h);
}

template <class T>
bool Differences<T>::is_lost(NodeId leaf, size_t element, double step) {
    const T h = static_cast<T>(step);
    const T x = original(leaf, element);
    return std::isfinite(x) && (x + h == x || x - h == x);
}

template <class T>
std::array<T, 2> Differences<T>::sides(NodeId leaf, size_t element, double step) {
    const T h = static_cast<T>(step);
    const T x = original(leaf, element);
    const T here = moved(leaf, element, x);
    const T above = moved(leaf, element, x + h);
    const T below = moved(leaf, element, x - h);
    restore(leaf, element);
    return {(here - below) / h, (above - here) / h};
}

std::vector<uint8_t> have_derivative(const Execution<double>& execution) {
    const Graph& graph = execution.graph();
    std::vector<uint8_t> used(graph.nodes().size(), 0);
    std::vector<uint8_t> has(graph.nodes().size(), 0);
    for (const Node& node : graph.nodes()) {
        std::array<Shape, 3> shapes;
        for (size_t k = 0; k < node.arity; ++k) shapes[k] = execution.shape(node.input[k]);
        const auto differentiable = def(node.op).differentiable;
        for (size_t k = 0; k < node.arity; ++k) {
            const size_t input = graph.index(node.input[k]);
            used[input] = 1;
            if (!differentiable || differentiable(static_cast<int>(k), {shapes.data(), node.arity}))
                has[input] = 1;
        }
    }
    for (size_t i = 0; i < has.size(); ++i) has[i] |= !used[i];
    return has;
}

Tensor<double> numerical_gradient(const Execution<double>& execution, NodeId leaf, double step) {
    Differences<double> differences(execution);
    Tensor<double> gradient = Tensor<double>::filled(execution.shape(leaf), 0);
    for (size_t k = 0; k < gradient.data.size(); ++k) gradient.data[k] = differences.central(leaf, k, step);
    return gradient;
}

std::vector<size_t> checked_elements(size_t size, size_t most) {
    std::vector<size_t> elements(std::min(size, most));
    for (size_t i = 0; i < elements.size(); ++i) elements[i] = i * size / elements.size();
    return elements;
}

GradCheckRow compare_gradients(NodeId leaf, const View<double>& backprop, size_t most,
                               const std::function<double(size_t)>& numerical) {
    GradCheckRow row{.leaf = leaf};
    const std::vector<size_t> elements = checked_elements(backprop.size(), most);
    for (const size_t k : elements) {
        const double a = backprop[k];
        const double n = numerical(k);
        const double difference = std::abs(a - n);
        row.mean_abs += difference / static_cast<double>(elements.size());
        row.largest = std::max({row.largest, std::abs(a), std::abs(n)});
        // A NaN is the worst and must not get lost.
        if (row.checked == 0 || (!(difference <= row.max_abs) && !std::isnan(row.max_abs))) {
            row.max_abs = difference;
            row.worst = k;
            row.backprop = a;
            row.numerical = n;
        }
        const double relative = difference / std::max({std::abs(a), std::abs(n), 1e-8});
        if (!(relative <= row.max_rel) && !std::isnan(row.max_rel)) row.max_rel = relative;
        ++row.checked;
    }
    return row;
}

std::vector<GradCheckRow> grad_check(const Execution<double>& execution, double step, size_t most) {
    Execution<double> current(execution);
    Differences<double> differences(execution);
    const std::vector<uint8_t> differentiable = have_derivative(current);
    std::vector<GradCheckRow> rows;
    for (const Node& node : current.graph().nodes()) {
        if (node.op != OpKind::input || !differentiable[current.graph().index(node.id)]) continue;
        rows.push_back(compare_gradients(node.id, current.grad(node.id), most, [&](size_t element) {
            return differences.central(node.id, element, step);
        }));
    }
    return rows;
}

namespace {

/// Whether the slopes on both sides differ however small the step is, and backpropagation gives one of them
/// or a number between them.
bool at_kink(Differences<double>& differences, const GradCheckRow& row, double magnitude) {
    const auto [far_left, far_right] = differences.sides(row.leaf, row.worst, 1e-5);
    const auto [left, right] = differences.sides(row.leaf, row.worst, 1e-6);
    const double gap = std::abs(right - left);
    if (close(gap, std::max(std::abs(left), std::abs(right)), magnitude)) return false;
    const bool stays = gap > 0.5 * std::abs(far_right - far_left);
    return stays && row.backprop >= std::min(left, right) - gap / 4 &&
           row.backprop <= std::max(left, right) + gap / 4;
}

}  // namespace

Agreement judge(const Execution<double>& execution, const GradCheckRow& row, double step) {
    if (close(row.max_abs, row.largest, 0)) return Agreement::agrees;  // whatever the rounding of f
    Differences<double> differences(execution);
    const double magnitude = differences.magnitude();
    if (close(row.max_abs, row.largest, magnitude)) return Agreement::agrees;
    if (differences.is_lost(row.leaf, row.worst, step)) return Agreement::step_too_small;
    for (const double other : {1e-4, 1e-5, 1e-6, 1e-7}) {
        const double n = differences.central(row.leaf, row.worst, other);
        if (!close(std::abs(row.backprop - n), std::max(std::abs(n), std::abs(row.backprop)), magnitude))
            continue;
        return other < step ? Agreement::step_too_large : Agreement::step_too_small;
    }
    if (at_kink(differences, row, magnitude)) return Agreement::kink;
    const bool finite = std::isfinite(row.backprop) && std::isfinite(row.numerical);
    return finite ? Agreement::differs : Agreement::not_finite;
}

std::vector<NodeCheck> check_nodes(const Execution<double>& right, const Fault* planted, size_t most) {
    Execution<double> given(right);
    Execution<double> current = right.with_fault(planted);
    const auto uses = uses_of(given.graph());
    std::vector<NodeCheck> checks;
    std::optional<Execution<double>> alone;
    const Node* last = nullptr;  // the one that `alone` was made for
    for (const Node& node : given.graph().nodes()) {
        NodeCheck check{.node = node.id};
        if (node.arity > 0) {
            // A fault may leave something behind; else the graph of many like nodes is made once.
            if (alone && planted == nullptr && alike(given, *last, node)) {
                for (size_t k = 0; k < node.arity; ++k)
                    alone->set(alone->graph().nodes()[k].id, given.value(node.input[k]).tensor());
            } else {
                alone.emplace(node_alone(given, node, planted));
            }
            last = &node;
            check_inputs(given, *alone, check);
            if (check.fault == NodeCheck::Fault::none) check_backward(*alone, most, check);
        }
        if (check.fault == NodeCheck::Fault::none)
            check_sum(current, uses[given.graph().index(node.id)], check);
        checks.push_back(check);
    }
    return checks;
}

template class Differences<float>;
template class Differences<double>;

}  // namespace bp
