#include "playground/lab/hunt.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/problem.hpp"
#include "base/rng.hpp"
#include "formula/formula.hpp"
#include "graph/grad_check.hpp"
#include "graph/uses.hpp"

namespace bp {
namespace {

bool has_op(const Graph& graph, OpKind op) {
    return std::ranges::any_of(graph.nodes(), [op](const Node& node) { return node.op == op; });
}

/// Whether a value is used more than once; of an op's result, if `inner`.
bool has_fan_out(const Graph& graph, bool inner) {
    const auto uses = uses_of(graph);
    for (const Node& node : graph.nodes()) {
        if (node.op != OpKind::constant && uses[graph.index(node.id)].size() > 1 &&
            (!inner || node.arity > 0))
            return true;
    }
    return false;
}

/// Tenths between -1 and 1, or classes: numbers that people can follow.
Tensor<double> random_values(const HuntGraph::Input& input, Rng& rng) {
    Tensor<double> tensor = Tensor<double>::filled(input.shape, 0);
    for (double& x : tensor.data) {
        x = input.classes > 0 ? rng.below(static_cast<uint32_t>(input.classes))
                              : (static_cast<double>(rng.below(19)) + 1) / 10 - 1;
    }
    return tensor;
}

bool passes(const Execution<double>& execution) {
    return std::ranges::all_of(grad_check(execution), [&](const GradCheckRow& row) {
        return judge(execution, row, 1e-4) == Agreement::agrees;
    });
}

bool shows(const Execution<double>& right, const Fault* fault) {
    const Execution<double> wrong = right.with_fault(fault);
    return std::ranges::any_of(grad_check(wrong), [&](const GradCheckRow& row) {
        return judge(wrong, row, 1e-4) == Agreement::differs;
    });
}

}  // namespace

std::span<const HuntGraph> hunt_graphs() {
    static const std::vector<HuntGraph> graphs{
        {"relu_network",
         "h = affine(x, W1, b1)\na = relu(h)\ns = affine(a, W2, b2)\nL = softmax_with_loss(s, t)",
         {{"x", {3, 2}}, {"W1", {2, 3}}, {"b1", {3}}, {"W2", {3, 3}}, {"b2", {3}}, {"t", {3}, 3}}},
        {"sigmoid_network",
         "h = affine(x, W1, b1)\na = sigmoid(h)\ny = affine(a, W2, b2)\nL = mean_squared_error(y, t)",
         {{"x", {3, 2}}, {"W1", {2, 2}}, {"b1", {2}}, {"W2", {2, 2}}, {"b2", {2}}, {"t", {3, 2}}}},
        {"shortcut",
         "h = affine(x, W1, b1)\na = relu(h)\ns = affine(a + h, W2, b2)\nL = softmax_with_loss(s, t)",
         {{"x", {3, 2}}, {"W1", {2, 3}}, {"b1", {3}}, {"W2", {3, 3}}, {"b2", {3}}, {"t", {3}, 3}}},
        {"scalars", "a = x * y\nd = a - w\nz = a * d + exp(w)", {{"x", {}}, {"y", {}}, {"w", {}}}},
    };
    return graphs;
}

bool is_hunt_graph(std::string_view key) {
    return std::ranges::any_of(hunt_graphs(), [key](const HuntGraph& graph) { return graph.key == key; });
}

std::vector<const Fault*> suspects_in(const Graph& graph) {
    std::vector<const Fault*> suspects;
    for (const Fault& fault : all_faults()) {
        if (fault.op ? !has_op(graph, *fault.op) : !has_fan_out(graph, false)) continue;
        if (fault.key == "relu_in_place" && !has_fan_out(graph, true)) continue;  // nobody else looks
        suspects.push_back(&fault);
    }
    return suspects;
}

bool is_planted_in(const Fault& planted, const Graph& graph, NodeId node) {
    if (planted.op) return graph.node(node).op == *planted.op;
    return uses_of(graph)[graph.index(node)].size() > 1;
}

Verdict verdict_on(const Fault& planted, const Graph& graph, const Probe& probe) {
    if (is_planted_in(planted, graph, probe.node)) return Verdict::found;
    if (!probe.gradient) return Verdict::no_gradient;
    if (!probe.arrives_right()) return Verdict::arrives_wrong;
    if (probe.only_sum_differs()) return Verdict::altered;
    return graph.node(probe.node).arity == 0 ? Verdict::leaf : Verdict::right;
}

Hunt::Phase Hunt::phase() const {
    if (code.empty()) return Phase::hunting;
    return !guesses.empty() && code[guesses.back()].planted ? Phase::solved : Phase::accused;
}

size_t Hunt::mistakes() const {
    const size_t right = phase() == Phase::solved ? 2 : phase() == Phase::accused ? 1 : 0;
    return accusations.size() + guesses.size() - right;
}

std::optional<NodeId> Hunt::accused() const {
    if (accusations.empty()) return {};
    return accusations.back().node;
}

namespace {

/// Whether the node's code is that for class indices.
bool with_indices(const Execution<double>& shown, NodeId id) {
    const Node& node = shown.graph().node(id);
    std::array<Shape, 3> shapes;
    for (size_t k = 0; k < node.arity; ++k) shapes[k] = shown.shape(node.input[k]);
    return takes_class_indices(node, {shapes.data(), node.arity});
}

}  // namespace

CodeChange Hunt::change(const Execution<double>& shown) const {
    return accused() && with_indices(shown, *accused()) ? planted->line_with_indices : planted->line;
}

void Hunt::probe(NodeId node) {
    if (!document->graph->contains(node)) throw Problem(problems::graph_no_node, number(node));
    std::erase(probed, node);
    probed.push_back(node);
}

void Hunt::accuse(const Execution<double>& shown, NodeId node) {
    if (phase() == Phase::solved) throw Problem(problems::hunt_solved);
    if (phase() == Phase::accused) throw Problem(problems::hunt_accused);
    probe(node);
    const Verdict verdict = verdict_on(*planted, shown.graph(), probe_node(shown, node));
    std::erase_if(accusations, [node](const Accusation& before) { return before.node == node; });
    accusations.push_back({node, verdict});
    if (verdict == Verdict::found) code = code_of(planted->op, with_indices(shown, node), planted);
}

void Hunt::guess(size_t line) {
    if (phase() == Phase::hunting) throw Problem(problems::hunt_not_accused);
    if (phase() == Phase::solved) throw Problem(problems::hunt_solved);
    if (line >= code.size() || code[line].part == CodeLine::Part::heading)
        throw Problem(problems::hunt_no_line, line);
    std::erase(guesses, line);
    guesses.push_back(line);
}

Hunt plant_bug(uint64_t seed, std::string_view graph) {
    Rng rng(seed);
    const auto graphs = hunt_graphs();
    Hunt hunt;
    hunt.graph = &graphs[rng.below(static_cast<uint32_t>(graphs.size()))];
    if (!graph.empty()) {
        const auto found = std::ranges::find(graphs, graph, &HuntGraph::key);
        if (found == graphs.end()) throw Problem(problems::hunt_no_graph, graph);
        hunt.graph = &*found;
    }
    Document document;
    document.formula = hunt.graph->formula;
    document.graph = std::make_shared<const Graph>(parse_formula(document.formula));
    const std::vector<const Fault*> suspects = suspects_in(*document.graph);
    hunt.planted = suspects[rng.below(static_cast<uint32_t>(suspects.size()))];
    // Not all numbers show every bug: no one sees a turned mask where nothing is negative.
    constexpr int kTries = 200;
    for (int i = 0; i < kTries; ++i) {
        for (const auto& input : hunt.graph->inputs) {
            document.leaves[document.graph->find(input.name).value()] =
                std::make_shared<const Tensor<double>>(random_values(input, rng));
        }
        const Execution<double> right(document.graph, document.leaf_values());
        if (passes(right) && shows(right, hunt.planted)) break;
    }
    hunt.document = std::make_shared<const Document>(std::move(document));
    return hunt;
}

}  // namespace bp
