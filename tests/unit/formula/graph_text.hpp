#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/number.hpp"
#include "graph/graph.hpp"

namespace bp::test {

inline std::string constant_text(const Tensor<double>& value) {
    std::string text = value.shape.is_scalar() ? "" : value.shape.text();
    for (const double number : value.data) text += (text.empty() ? "" : " ") + exact(number);
    return text;
}

/// A node as "(add x (mul 2 y))": every op by its key, settings after a colon, no precedence to get wrong.
/// Named nodes below the first one are written by their names.
inline std::string structure(const Graph& graph, NodeId id, bool top = true) {
    const Node& node = graph.node(id);
    if (node.op == OpKind::input || (!top && !node.name.empty())) return node.name;
    if (node.op == OpKind::constant) return constant_text(graph.constant(id));
    std::string text = "(" + std::string(def(node.op).info.key);
    for (const NodeId input : node.inputs()) text += " " + structure(graph, input, false);
    if (!node.attrs.empty()) text += " :";
    for (const int attr : node.attrs) text += " " + std::to_string(attr);
    return text + ")";
}

/// What makes two graphs different, or "" when one becomes the other by renumbering its nodes and giving
/// names to unnamed ones. Nodes are paired from the named ones and the output, down along the inputs.
inline std::string difference(const Graph& a, const Graph& b) {
    if (a.nodes().size() != b.nodes().size()) return "number of nodes";
    constexpr size_t kNone = ~size_t{0};
    std::vector<size_t> twins(a.nodes().size(), kNone);
    std::vector<size_t> back(a.nodes().size(), kNone);
    size_t paired = 0;
    std::vector<std::pair<NodeId, NodeId>> todo{{a.output(), b.output()}};
    for (const Node& node : a.nodes()) {
        if (node.name.empty()) continue;
        const auto twin = b.find(node.name);
        if (!twin) return "name " + node.name;
        todo.emplace_back(node.id, *twin);
    }
    while (!todo.empty()) {
        const auto [left, right] = todo.back();
        todo.pop_back();
        const size_t i = a.index(left);
        const size_t j = b.index(right);
        if (twins[i] == j && back[j] == i) continue;
        if (twins[i] != kNone || back[j] != kNone) return "sharing of " + a.label(left);
        twins[i] = j;
        back[j] = i;
        ++paired;
        const Node& x = a.node(left);
        const Node& y = b.node(right);
        if (x.op != y.op || x.attrs != y.attrs || x.arity != y.arity)
            return "op or settings of " + a.label(left);
        if (!x.name.empty() && x.name != y.name) return "name " + x.name;
        if (x.op == OpKind::constant && constant_text(a.constant(left)) != constant_text(b.constant(right))) {
            return "value of " + a.label(left);
        }
        for (size_t k = 0; k < x.arity; ++k) todo.emplace_back(x.input[k], y.input[k]);
    }
    return paired == a.nodes().size() ? "" : "nodes that nothing reaches";
}

}  // namespace bp::test
