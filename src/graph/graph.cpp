#include "graph/graph.hpp"

#include "base/problem.hpp"

namespace bp {

NodeId Graph::append(Node node) {
    node.id = NodeId{static_cast<uint32_t>(index_.size())};
    index_.push_back(static_cast<uint32_t>(nodes_.size()));
    nodes_.push_back(std::move(node));
    return nodes_.back().id;
}

NodeId Graph::add_input(std::string name) {
    if (name.empty()) throw Problem("an input needs a name");
    if (names_.contains(name)) throw Problem("the name '" + name + "' is taken");
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
    const OpInfo& info = def(op).info;
    if (static_cast<int>(inputs.size()) != info.arity || op == OpKind::input || op == OpKind::constant) {
        throw Problem(std::string(info.key) + " takes " + std::to_string(info.arity) + " inputs, not " +
                      std::to_string(inputs.size()));
    }
    Node node{.op = op, .arity = static_cast<uint8_t>(inputs.size()), .attrs = std::move(attrs)};
    for (size_t i = 0; i < inputs.size(); ++i) {
        if (!contains(inputs[i])) throw Problem("there is no node " + std::to_string(number(inputs[i])));
        node.input[i] = inputs[i];
    }
    return append(std::move(node));
}

void Graph::rename(NodeId id, std::string name) {
    if (const auto owner = find(name); owner && *owner != id)
        throw Problem("the name '" + name + "' is taken");
    Node& node = nodes_[index(id)];
    if (name.empty() && node.op == OpKind::input) throw Problem("an input needs a name");
    if (!node.name.empty()) names_.erase(node.name);
    if (!name.empty()) names_.emplace(name, id);
    node.name = std::move(name);
}

void Graph::set_output(NodeId id) {
    if (!contains(id)) throw Problem("there is no node " + std::to_string(number(id)));
    output_ = id;
}

NodeId Graph::output() const {
    if (output_) return *output_;
    if (nodes_.empty()) throw Problem("an empty graph has no output");
    return nodes_.back().id;
}

std::optional<NodeId> Graph::find(std::string_view name) const {
    const auto found = names_.find(name);
    if (found == names_.end()) return {};
    return found->second;
}

std::string Graph::label(NodeId id) const {
    const Node& n = node(id);
    if (!n.name.empty()) return n.name;
    return std::string(def(n.op).info.key) + " (node " + std::to_string(number(id)) + ")";
}

}  // namespace bp
