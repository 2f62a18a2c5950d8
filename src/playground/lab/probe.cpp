#include "playground/lab/probe.hpp"

#include <algorithm>
#include <cmath>

#include "base/number.hpp"
#include "scene/graph_view.hpp"

namespace bp {
namespace {

constexpr double kStep = 1e-4;

std::map<NodeId, Tensor<double>> constants_of(const Graph& graph, std::span<const Node> nodes) {
    std::map<NodeId, Tensor<double>> constants;
    for (const Node& node : nodes) {
        if (node.op == OpKind::constant) constants.emplace(node.id, graph.constant(node.id));
    }
    return constants;
}

Leaves<double> inputs_of(Execution<double>& shown, std::span<const Node> nodes) {
    Leaves<double> leaves;
    for (const Node& node : nodes) {
        if (node.op == OpKind::input) leaves.emplace(node.id, shown.value(node.id).tensor());
    }
    return leaves;
}

/// The value of `source` when the first `count` nodes have run: a later one may overwrite it.
Tensor<double> value_after(Execution<double>& shown, NodeId source, size_t count) {
    const Graph& graph = shown.graph();
    const auto first = graph.nodes().first(count);
    std::vector<Node> nodes(first.begin(), first.end());
    auto constants = constants_of(graph, nodes);
    const Leaves<double> leaves = inputs_of(shown, nodes);
    Execution<double> part(
        std::make_shared<const Graph>(Graph::from_nodes(std::move(nodes), std::move(constants), source)),
        leaves, shown.fault());
    return part.value(source).tensor();
}

/// The graph with a leaf of its own in the place of `source`, for all who use it or for one alone.
struct Movable {
    Execution<double> execution;
    NodeId leaf;
};

/// The leaf plus 0 is what the others use: a forward that overwrites its input must not reach the leaf.
Movable movable(Execution<double>& shown, NodeId source, const Use* only, const Tensor<double>& value) {
    const Graph& graph = shown.graph();
    const auto id = [&graph](uint32_t k) { return NodeId{number(graph.next_id()) + k}; };
    const NodeId leaf = id(0);
    const NodeId zero = id(1);
    const Node sum{.id = id(2), .op = OpKind::add, .arity = 2, .input = {leaf, zero}};
    std::vector<Node> nodes{{.id = leaf, .op = OpKind::input, .name = "the value that is moved"},
                            {.id = zero, .op = OpKind::constant}};
    if (only != nullptr) nodes.push_back(sum);
    for (Node node : graph.nodes()) {
        if (only != nullptr && node.id == only->consumer) node.input[only->input] = sum.id;
        if (only == nullptr && node.id == source) {
            node = sum;
            node.id = source;
        }
        nodes.push_back(std::move(node));
    }
    auto constants = constants_of(graph, graph.nodes());
    if (only == nullptr) constants.erase(source);
    constants.emplace(zero, Tensor<double>(0.0));
    Leaves<double> leaves = inputs_of(shown, graph.nodes());
    if (only == nullptr) leaves.erase(source);
    leaves.emplace(leaf, value);
    Execution<double> execution(std::make_shared<const Graph>(Graph::from_nodes(
                                    std::move(nodes), std::move(constants), shown.output())),
                                leaves, shown.fault());
    execution.set_upstream(shown.upstream().tensor());
    return {std::move(execution), leaf};
}

SideBySide compared(const Movable& moved, Tensor<double> backprop) {
    SideBySide both{.numerical = Tensor<double>::filled(backprop.shape, 0)};
    Differences<double> differences(moved.execution);
    const GradCheckRow row =
        compare_gradients(moved.leaf, view(backprop), backprop.data.size(), [&](size_t element) {
            return both.numerical.data[element] = differences.central(moved.leaf, element, kStep);
        });
    both.differs = judge(moved.execution, row, kStep) == Agreement::differs;
    const auto size = [](double a, double b) { return std::abs(a) < std::abs(b); };
    const auto largest = std::ranges::max_element(backprop.data, size);
    both.shown = both.differs ? row.worst : static_cast<size_t>(largest - backprop.data.begin());
    both.backprop = std::move(backprop);
    return both;
}

ProbedEdge probed_edge(Execution<double>& shown, NodeId source, const Use& use) {
    const Tensor<double> seen = value_after(shown, source, shown.graph().index(use.consumer));
    return {source, use,
            compared(movable(shown, source, &use, seen), shown.contribution(use.consumer, use.input))};
}

std::optional<Probe::Altered> altered_by(Execution<double>& shown, const Node& node) {
    const size_t index = shown.graph().index(node.id);
    for (const NodeId source : node.inputs()) {
        const Tensor<double> before = value_after(shown, source, index);
        const Tensor<double> after = value_after(shown, source, index + 1);
        const auto [was, is] = std::ranges::mismatch(before.data, after.data);
        if (was != before.data.end()) return Probe::Altered{source, *is, *was};
    }
    return {};
}

/// Without what differences leave beyond the ninth decimal: 1e-13 for 0.
std::string text_of(const Tensor<double>& tensor, size_t element) {
    constexpr double kDecimals = 1e9;
    Tensor<double> rounded = tensor;
    for (double& x : rounded.data) {
        const double whole = std::round(x * kDecimals);
        if (std::abs(whole) < 1e15) x = whole / kDecimals + 0.0;
    }
    if (rounded.shape.is_scalar() || brief(view(rounded)) != rounded.shape.text())
        return brief(view(rounded));
    return "[" + index_text(rounded.shape, element) + "] " + brief(rounded.data[element], 3);
}

bool all_right(const std::vector<ProbedEdge>& edges) {
    return std::ranges::none_of(edges, [](const ProbedEdge& edge) { return edge.gradient.differs; });
}

}  // namespace

std::string SideBySide::backprop_text() const { return text_of(backprop, shown); }
std::string SideBySide::numerical_text() const { return text_of(numerical, shown); }

bool Probe::arrives_right() const { return all_right(arrives); }
bool Probe::leaves_right() const { return all_right(leaves); }

Probe probe_node(const Execution<double>& shown, NodeId id) {
    Execution<double> current(shown);
    const Graph& graph = current.graph();
    const Node& node = graph.node(id);
    const std::vector<uint8_t> differentiable = have_derivative(current);
    const auto has = [&](NodeId of) { return differentiable[graph.index(of)] != 0 && current.has_grad(of); };
    Probe probe{.node = id};
    if (has(id)) {
        const Tensor<double> computed = value_after(current, id, graph.index(id) + 1);
        probe.gradient = compared(movable(current, id, nullptr, computed), current.grad(id).tensor());
        const auto uses = uses_of(graph);
        for (const Use& use : uses[graph.index(id)]) {
            if (has(use.consumer)) probe.arrives.push_back(probed_edge(current, id, use));
        }
    }
    for (size_t k = 0; k < node.arity; ++k) {
        if (has(id) && has(node.input[k]))
            probe.leaves.push_back(probed_edge(current, node.input[k], {id, k}));
    }
    probe.alters = altered_by(current, node);
    return probe;
}

}  // namespace bp
