#include "graph/graph.hpp"

#include <algorithm>
#include <functional>
#include <queue>

#include "base/letters.hpp"
#include "base/problem.hpp"
#include "graph/bounds.hpp"

namespace bp {
namespace {

void check_arity(OpKind op, size_t inputs) {
    const OpInfo& info = def(op).info;
    if (static_cast<int>(inputs) == info.arity) return;
    throw Problem(problems::graph_input_count, info.key, info.arity, inputs);
}

/// Settings as the op's notation has them; their meaning is the op's own shape rule's to check.
void check_attrs(OpKind op, const Attrs& attrs) {
    const OpInfo& info = def(op).info;
    size_t least = 0;
    size_t most = 0;
    switch (info.notation) {
        case Notation::none:
        case Notation::symbol:
        case Notation::call:
            break;
        case Notation::axis_call:
            most = 1;
            break;
        case Notation::shape_call:
        case Notation::generator:
            most = Shape::kMaxRank;
            break;
        case Notation::seeded:
            least = 1;
            most = Shape::kMaxRank + 1;
            break;
    }
    if (attrs.size() < least || attrs.size() > most) {
        throw Problem(problems::graph_attribute_count, info.key, attrs.size());
    }
}

/// Positions in topological order, otherwise ascending. `place` tells where a node stands. Throws Problem for
/// a cycle.
std::vector<size_t> topological_order(const std::vector<Node>& nodes, const std::vector<uint32_t>& place) {
    std::vector<std::vector<size_t>> consumers(nodes.size());
    std::vector<size_t> missing(nodes.size(), 0);
    for (size_t i = 0; i < nodes.size(); ++i) {
        for (const NodeId input : nodes[i].inputs()) consumers[place[number(input)]].push_back(i);
        missing[i] = nodes[i].arity;
    }
    std::priority_queue<size_t, std::vector<size_t>, std::greater<>> ready;
    for (size_t i = 0; i < nodes.size(); ++i) {
        if (missing[i] == 0) ready.push(i);
    }
    std::vector<size_t> order;
    while (!ready.empty()) {
        order.push_back(ready.top());
        ready.pop();
        for (const size_t consumer : consumers[order.back()]) {
            if (--missing[consumer] == 0) ready.push(consumer);
        }
    }
    if (order.size() < nodes.size()) {
        const auto stuck = std::ranges::find_if(missing, [](size_t m) { return m > 0; });
        throw Problem(problems::graph_cycle, number(nodes[static_cast<size_t>(stuck - missing.begin())].id));
    }
    return order;
}

std::string checked(const std::string& given) {
    std::string name = composed(given);
    check_hidden(name);
    return name;
}

}  // namespace

void check_hidden(std::string_view name) {
    for (size_t at = 0; at < name.size();) {
        const CodePoint c = decode_utf8(name, at);
        if (c.value >= 0x80 && letter(c.value) == Letter::hidden)
            throw Problem(problems::graph_name_hidden, name, unicode_name(c.value));
        at += std::max(c.size, 1u);
    }
}

NodeId Graph::append(Node node) {
    check_node_count(nodes_.size() + 1);
    node.id = NodeId{static_cast<uint32_t>(index_.size())};
    index_.push_back(static_cast<uint32_t>(nodes_.size()));
    nodes_.push_back(std::move(node));
    return nodes_.back().id;
}

NodeId Graph::add_input(std::string name) {
    if (name.empty()) throw Problem(problems::graph_name_missing);
    name = checked(name);
    check_name_length(name);
    if (names_.contains(name)) throw Problem(problems::graph_name_taken, name);
    const NodeId id = append({.op = OpKind::input, .name = name});
    names_.emplace(std::move(name), id);
    return id;
}

NodeId Graph::add_constant(Tensor<double> value) {
    const NodeId id = append({.op = OpKind::constant});
    constants_.emplace(id, std::move(value));
    return id;
}

NodeId Graph::add(OpKind op, std::span<const NodeId> inputs, Attrs attrs) {
    if (op == OpKind::input || op == OpKind::constant) throw Problem(problems::graph_leaf_as_operation);
    check_arity(op, inputs.size());
    check_attrs(op, attrs);
    Node node{.op = op, .arity = static_cast<uint8_t>(inputs.size()), .attrs = std::move(attrs)};
    for (size_t i = 0; i < inputs.size(); ++i) {
        if (!contains(inputs[i])) throw Problem(problems::graph_no_node, number(inputs[i]));
        node.input[i] = inputs[i];
    }
    return append(std::move(node));
}

Graph Graph::from_nodes(std::vector<Node> nodes, std::map<NodeId, Tensor<double>> constants, NodeId output) {
    check_node_count(nodes.size());
    Graph graph;
    for (size_t i = 0; i < nodes.size(); ++i) {
        const uint32_t id = number(nodes[i].id);
        if (id > kMaxId) throw Problem(problems::graph_id_too_large, id, kMaxId);
        if (graph.contains(nodes[i].id)) throw Problem(problems::graph_id_twice, id);
        if (graph.index_.size() <= id) graph.index_.resize(id + 1, kGone);
        graph.index_[id] = static_cast<uint32_t>(i);
    }
    for (const Node& node : nodes) graph.check(node);
    for (const auto& [id, tensor] : constants) {
        if (!graph.contains(id) || nodes[graph.index(id)].op != OpKind::constant) {
            throw Problem(problems::graph_constant_value_misplaced, number(id));
        }
    }
    const std::vector<size_t> order = topological_order(nodes, graph.index_);
    for (const size_t i : order) {
        Node& node = nodes[i];
        if (node.op == OpKind::constant && !constants.contains(node.id))
            throw Problem(problems::graph_constant_value_missing, number(node.id));
        node.name = checked(node.name);
        if (!node.name.empty() && !graph.names_.emplace(node.name, node.id).second) {
            throw Problem(problems::graph_name_twice, node.name);
        }
        graph.index_[number(node.id)] = static_cast<uint32_t>(graph.nodes_.size());
        graph.nodes_.push_back(std::move(node));
    }
    graph.constants_ = std::move(constants);
    graph.set_output(output);
    return graph;
}

void Graph::check(const Node& node) const {
    check_arity(node.op, node.arity);
    check_attrs(node.op, node.attrs);
    check_name_length(node.name);
    if (node.op == OpKind::input && node.name.empty())
        throw Problem(problems::graph_input_unnamed, number(node.id));
    for (const NodeId input : node.inputs()) {
        if (!contains(input)) throw Problem(problems::graph_input_missing, number(node.id), number(input));
    }
}

void Graph::rename(NodeId id, std::string name) {
    name = checked(name);
    if (const auto owner = find(name); owner && *owner != id) throw Problem(problems::graph_name_taken, name);
    check_name_length(name);
    Node& node = nodes_[index(id)];
    if (name.empty() && node.op == OpKind::input) throw Problem(problems::graph_name_missing);
    if (!node.name.empty()) names_.erase(node.name);
    if (!name.empty()) names_.emplace(name, id);
    node.name = std::move(name);
}

void Graph::set_output(NodeId id) {
    if (!contains(id)) throw Problem(problems::graph_no_node, number(id));
    output_ = id;
}

NodeId Graph::output() const {
    if (output_) return *output_;
    if (nodes_.empty()) throw Problem(problems::graph_empty);
    return nodes_.back().id;
}

std::optional<NodeId> Graph::find(std::string_view name) const {
    auto found = names_.find(name);
    if (found == names_.end()) found = names_.find(composed(name));
    if (found == names_.end()) return {};
    return found->second;
}

std::string Graph::label(NodeId id) const {
    const Node& n = node(id);
    if (!n.name.empty()) return n.name;
    return std::string(def(n.op).info.key) + " (node " + std::to_string(number(id)) + ")";
}

Argument Graph::reference(NodeId id) const {
    const Node& n = node(id);
    if (!n.name.empty()) return kept(problems::Code(n.name));
    return kept(problems::Phrase(Message(problems::graph_unnamed_node, def(n.op).info.key, number(id))));
}

}  // namespace bp
