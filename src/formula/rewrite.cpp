#include "formula/rewrite.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "formula/formula.hpp"

namespace bp {
namespace {

/// The largest difference, relative to the larger number, at which the two forms count as equal.
constexpr double kTolerance = 1e-9;

double largest_difference(const Tensor<double>& a, const Tensor<double>& b) {
    double largest = 0;
    for (size_t k = 0; k < a.data.size(); ++k) {
        const double difference = std::abs(a.data[k] - b.data[k]);
        if (!(difference <= largest)) largest = difference;  // a NaN must not be lost
    }
    return largest;
}

bool close(const Tensor<double>& a, const Tensor<double>& b) {
    if (a.shape != b.shape) return false;
    double scale = 1;
    for (const double x : a.data) scale = std::max(scale, std::abs(x));
    return largest_difference(a, b) <= kTolerance * scale;
}

bool is_close(const EqualityProof& proof, const Tensor<double>& output) {
    const auto same = [](const EqualityProof::Row& row) { return close(row.before, row.after); };
    double scale = 1;
    for (const double x : output.data) scale = std::max(scale, std::abs(x));
    return proof.value_difference <= kTolerance * scale && std::ranges::all_of(proof.rows, same);
}

/// The parts as a graph whose inputs are in the order of the op's arguments.
struct Pattern {
    Graph graph;
    std::vector<NodeId> inputs;
};

Pattern pattern_of(const OpInfo& op, std::string_view parts) {
    Pattern pattern{parse_formula(parts), {}};
    for (std::string_view rest = op.arguments; !rest.empty();) {
        const size_t comma = std::min(rest.find(','), rest.size());
        pattern.inputs.push_back(pattern.graph.find(rest.substr(0, comma)).value());
        rest.remove_prefix(std::min(rest.size(), comma + 2));
    }
    return pattern;
}

std::map<NodeId, Tensor<double>> constants_of(const Graph& graph) {
    std::map<NodeId, Tensor<double>> constants;
    for (const Node& node : graph.nodes()) {
        if (node.op == OpKind::constant) constants.emplace(node.id, graph.constant(node.id));
    }
    return constants;
}

/// `graph` with `old` replaced everywhere by `replacement`, which takes over its name; `added` are inserted
/// before it.
Graph replaced(const Graph& graph, NodeId old, NodeId replacement, std::vector<Node> added,
               std::map<NodeId, Tensor<double>> constants, const std::set<NodeId>& gone) {
    std::vector<Node> nodes;
    for (const Node& node : graph.nodes()) {
        if (node.id == old) {
            for (Node& fresh : added) {
                if (fresh.id == replacement) fresh.name = node.name;
                nodes.push_back(std::move(fresh));
            }
        }
        if (node.id == old || gone.contains(node.id)) continue;
        nodes.push_back(node);
        for (size_t k = 0; k < node.arity; ++k) {
            if (node.input[k] == old) nodes.back().input[k] = replacement;
        }
    }
    for (const NodeId id : gone) constants.erase(id);
    const NodeId output = graph.output() == old ? replacement : graph.output();
    return Graph::from_nodes(std::move(nodes), std::move(constants), output);
}

Graph with_parts(const Graph& graph, NodeId id, const Pattern& pattern) {
    const Node& node = graph.node(id);
    std::map<NodeId, NodeId> as;  // of the pattern's nodes
    for (size_t k = 0; k < node.arity; ++k) as.emplace(pattern.inputs[k], node.input[k]);
    auto constants = constants_of(graph);
    std::vector<Node> added;
    uint32_t next = number(graph.next_id());
    for (Node part : pattern.graph.nodes()) {
        if (part.op == OpKind::input) continue;
        const NodeId fresh{next++};
        if (part.op == OpKind::constant) constants.emplace(fresh, pattern.graph.constant(part.id));
        as.emplace(part.id, fresh);
        part.id = fresh;
        part.name.clear();
        for (size_t k = 0; k < part.arity; ++k) part.input[k] = as.at(part.input[k]);
        added.push_back(std::move(part));
    }
    return replaced(graph, id, as.at(pattern.graph.output()), std::move(added), std::move(constants), {});
}

bool is_constant(const Graph& graph, NodeId id, double value) {
    return graph.node(id).op == OpKind::constant && graph.constant(id) == Tensor<double>(value);
}

/// x of -x, -1 * x, x / -1 and 0 - x.
std::optional<NodeId> negated(const Graph& graph, NodeId id) {
    const Node& node = graph.node(id);
    switch (node.op) {
        case OpKind::neg:
            return node.input[0];
        case OpKind::mul:
            if (is_constant(graph, node.input[0], -1)) return node.input[1];
            [[fallthrough]];
        case OpKind::div:
            if (is_constant(graph, node.input[1], -1)) return node.input[0];
            return {};
        case OpKind::sub:
            if (is_constant(graph, node.input[0], 0)) return node.input[1];
            return {};
        default:
            return {};
    }
}

/// x of 1 / x and x ** -1.
std::optional<NodeId> inverted(const Graph& graph, NodeId id) {
    const Node& node = graph.node(id);
    if (node.op == OpKind::div && is_constant(graph, node.input[0], 1)) return node.input[1];
    if (node.op == OpKind::pow && is_constant(graph, node.input[1], -1)) return node.input[0];
    return {};
}

/// Tests whether the nodes that end in a root have the structure of a pattern, or one that is equal to it by
/// these rules: sums, products, maximum and minimum commute; -x as `negated` knows it; x - y = x + -y;
/// -sum(x) = sum(-x), and the same of mean; x / y = x * (1 / y); c * x = x / (1 / c); x ** 2 = x * x.
class Matcher {
  public:
    Matcher(const Graph& graph, const Pattern& pattern) : graph_(graph), pattern_(pattern) {}

    bool match(NodeId root) { return match(pattern_.graph.output(), root); }
    /// The graph's node that matches a node of the pattern.
    NodeId at(NodeId part) const { return bound_.at(part); }
    /// The graph's nodes that match, without those of the inputs.
    std::set<NodeId> matched() const { return matched_; }

  private:
    bool match(NodeId part_id, NodeId id) {
        if (const auto bound = bound_.find(part_id); bound != bound_.end()) return bound->second == id;
        const Node& part = pattern_.graph.node(part_id);
        const auto bound_before = bound_;
        const auto matched_before = matched_;
        bound_.emplace(part_id, id);
        if (part.op == OpKind::input) return true;
        matched_.insert(id);
        if (matches_as_written(part_id, id) || matches_otherwise(part_id, id)) return true;
        bound_ = bound_before;
        matched_ = matched_before;
        return false;
    }

    bool matches_as_written(NodeId part_id, NodeId id) {
        const Node& part = pattern_.graph.node(part_id);
        const Node& node = graph_.node(id);
        if (part.op != node.op || part.attrs != node.attrs) return false;
        if (part.op == OpKind::constant && pattern_.graph.constant(part_id) != graph_.constant(id))
            return false;
        if (matches_inputs(part, node, false)) return true;
        const bool commutes = part.op == OpKind::add || part.op == OpKind::mul ||
                              part.op == OpKind::maximum || part.op == OpKind::minimum;
        return commutes && matches_inputs(part, node, true);
    }

    /// The rules that relate different ops.
    bool matches_otherwise(NodeId part_id, NodeId id) {
        const Node& part = pattern_.graph.node(part_id);
        const Node& node = graph_.node(id);
        if (const auto inner = negated(pattern_.graph, part_id)) {
            if (const auto found = negated(graph_, id)) {
                take_constants(node);
                if (match(*inner, *found)) return true;
            }
            const Node& sum = pattern_.graph.node(*inner);
            const bool adds = sum.op == OpKind::sum || sum.op == OpKind::mean;
            if (adds && sum.op == node.op && sum.attrs == node.attrs) {
                if (const auto found = negated(graph_, node.input[0])) {
                    matched_.insert(node.input[0]);
                    take_constants(graph_.node(node.input[0]));
                    if (match(sum.input[0], *found)) return true;
                }
            }
        }
        if (part.op == OpKind::sub && node.op == OpKind::add) return matches_pair(part, node, negated);
        if (part.op == OpKind::div && node.op == OpKind::mul) return matches_pair(part, node, inverted);
        if (part.op == OpKind::mul && node.op == OpKind::div) return matches_divisor(part, node);
        if (part.op == OpKind::pow && is_constant(pattern_.graph, part.input[1], 2) &&
            node.op == OpKind::mul && node.input[0] == node.input[1])
            return match(part.input[0], node.input[0]);
        return false;
    }

    /// x - y as x + -y, x / y as x * (1 / y), in either order.
    bool matches_pair(const Node& part, const Node& node,
                      std::optional<NodeId> (*inverse)(const Graph&, NodeId)) {
        const auto before = bound_;
        for (const size_t k : {size_t{1}, size_t{0}}) {
            bound_ = before;
            const auto found = inverse(graph_, node.input[k]);
            if (!found) continue;
            matched_.insert(node.input[k]);
            take_constants(graph_.node(node.input[k]));
            if (match(part.input[0], node.input[1 - k]) && match(part.input[1], *found)) return true;
        }
        return false;
    }

    /// c * x as x / (1 / c).
    bool matches_divisor(const Node& part, const Node& node) {
        const Node& factor = pattern_.graph.node(part.input[0]);
        if (factor.op != OpKind::constant || graph_.node(node.input[1]).op != OpKind::constant) return false;
        const Tensor<double> inverse(1 / pattern_.graph.constant(factor.id).data[0]);
        if (graph_.constant(node.input[1]) != inverse) return false;
        take_constants(node);
        return match(part.input[1], node.input[0]);
    }

    void take_constants(const Node& node) {
        for (const NodeId input : node.inputs()) {
            if (graph_.node(input).op == OpKind::constant) matched_.insert(input);
        }
    }

    bool matches_inputs(const Node& part, const Node& node, bool swapped) {
        const auto before = bound_;
        for (size_t k = 0; k < part.arity; ++k) {
            const size_t other = swapped ? part.arity - 1 - k : k;
            if (!match(part.input[k], node.input[other])) {
                bound_ = before;
                return false;
            }
        }
        return true;
    }

    const Graph& graph_;
    const Pattern& pattern_;
    std::map<NodeId, NodeId> bound_;
    std::set<NodeId> matched_;
};

/// The matched nodes that only other matched nodes use: without the root, nothing needs them.
std::set<NodeId> unused_after(const Graph& graph, const Matcher& matcher, NodeId root) {
    std::set<NodeId> candidates = matcher.matched();
    candidates.erase(root);
    std::set<NodeId> gone{root};
    for (size_t i = graph.nodes().size(); i-- > 0;) {
        const NodeId id = graph.nodes()[i].id;
        if (!candidates.contains(id) || id == graph.output()) continue;
        const bool needed = std::ranges::any_of(graph.nodes(), [&](const Node& node) {
            return !gone.contains(node.id) && std::ranges::find(node.inputs(), id) != node.inputs().end();
        });
        if (!needed) gone.insert(id);
    }
    gone.erase(root);
    return gone;
}

Graph with_op(const Graph& graph, NodeId root, OpKind op, const Pattern& pattern, const Matcher& matcher) {
    Node folded{.id = graph.next_id(), .op = op, .arity = static_cast<uint8_t>(pattern.inputs.size())};
    for (size_t k = 0; k < pattern.inputs.size(); ++k) folded.input[k] = matcher.at(pattern.inputs[k]);
    const NodeId id = folded.id;
    return replaced(graph, root, id, {std::move(folded)}, constants_of(graph),
                    unused_after(graph, matcher, root));
}

}  // namespace

EqualityProof prove_equal(const Execution<double>& before, const Graph& after) {
    Execution<double> old(before);
    Leaves<double> leaves;
    for (const Node& node : after.nodes()) {
        if (node.op == OpKind::input)
            leaves.emplace(node.id, old.value(old.graph().find(node.name).value()).tensor());
    }
    Execution<double> fresh(std::make_shared<const Graph>(after), leaves);
    if (fresh.shape(fresh.output()) == old.shape(old.output())) fresh.set_upstream(old.upstream().tensor());
    EqualityProof proof;
    proof.value_difference =
        largest_difference(old.value(old.output()).tensor(), fresh.value(fresh.output()).tensor());
    proof.largest_difference = proof.value_difference;
    for (const auto& [id, unused] : leaves) {
        const std::string& name = after.node(id).name;
        EqualityProof::Row row{id, old.grad(old.graph().find(name).value()).tensor(),
                               fresh.grad(id).tensor()};
        row.difference = largest_difference(row.before, row.after);
        if (!(row.difference <= proof.largest_difference)) proof.largest_difference = row.difference;
        proof.rows.push_back(std::move(row));
    }
    return proof;
}

Rewrite unfold(const Execution<double>& execution, NodeId id) {
    const Graph& graph = execution.graph();
    if (!graph.contains(id)) throw Problem(problems::graph_no_node, number(id));
    const OpInfo& op = def(graph.node(id).op).info;
    const Tensor<double> output = Execution<double>(execution).value(execution.output()).tensor();
    for (const std::string_view parts : op.parts) {
        if (parts.empty()) break;
        Graph apart = with_parts(graph, id, pattern_of(op, parts));
        try {
            EqualityProof proof = prove_equal(execution, apart);
            if (!is_close(proof, output)) continue;
            const NodeId node = graph.node(id).name.empty() ? NodeId{number(apart.next_id()) - 1}
                                                            : apart.find(graph.node(id).name).value();
            return {std::move(apart), node, std::move(proof)};
        } catch (const NodeProblem&) {
            continue;  // not for these shapes
        }
    }
    if (op.parts[0].empty()) throw Problem(problems::unfold_no_parts, graph.reference(id));
    throw Problem(problems::unfold_not_for_values, graph.reference(id));
}

bool can_fold(const Graph& graph, NodeId id) {
    for (const OpDef* op : all_ops()) {
        for (const std::string_view parts : op->info.parts) {
            if (parts.empty()) break;
            const Pattern pattern = pattern_of(op->info, parts);
            if (Matcher(graph, pattern).match(id)) return true;
        }
    }
    return false;
}

Rewrite fold(const Execution<double>& execution, NodeId id) {
    const Graph& graph = execution.graph();
    if (!graph.contains(id)) throw Problem(problems::graph_no_node, number(id));
    const Tensor<double> output = Execution<double>(execution).value(execution.output()).tensor();
    std::optional<Rewrite> best;
    size_t most = 0;
    for (const OpDef* op : all_ops()) {
        for (const std::string_view parts : op->info.parts) {
            if (parts.empty()) break;
            const Pattern pattern = pattern_of(op->info, parts);
            Matcher matcher(graph, pattern);
            if (pattern.graph.nodes().size() <= most || !matcher.match(id)) continue;
            Graph folded = with_op(graph, id, *find_op(op->info.key), pattern, matcher);
            try {
                EqualityProof proof = prove_equal(execution, folded);
                if (!is_close(proof, output)) continue;
                most = pattern.graph.nodes().size();
                const NodeId node{number(folded.next_id()) - 1};
                best = Rewrite{std::move(folded), node, std::move(proof)};
            } catch (const NodeProblem&) {
                continue;
            }
        }
    }
    if (!best) throw Problem(problems::fold_no_operation, graph.reference(id));
    return std::move(*best);
}

}  // namespace bp
