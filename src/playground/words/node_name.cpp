#include "playground/words/node_name.hpp"

#include "playground/words/wording.hpp"
#include "scene/graph_view.hpp"

namespace bp {
namespace {

constexpr std::string_view kSomething = "(…)";

/// A name or a number; of what has neither only what kind of thing it is.
std::string operand(const Graph& graph, NodeId id) {
    const Node& node = graph.node(id);
    if (!node.name.empty()) return node.name;
    if (node.op == OpKind::constant) return factor(brief(view(graph.constant(id))));
    const OpInfo& op = def(node.op).info;
    return op.notation == Notation::symbol ? std::string(kSomething) : std::string(op.key) + "(…)";
}

}  // namespace

std::string node_name(const Graph& graph, NodeId id) {
    const Node& node = graph.node(id);
    if (!node.name.empty()) return node.name;
    if (node.op == OpKind::constant) return brief(view(graph.constant(id)));
    const OpInfo& op = def(node.op).info;
    const std::string glyph(sign(op));
    if (op.notation == Notation::symbol && node.arity == 2) {
        return operand(graph, node.input[0]) + " " + glyph + " " + operand(graph, node.input[1]);
    }
    if (op.notation == Notation::symbol) return glyph + operand(graph, node.input[0]);
    std::string text(op.key);
    if (node.arity == 1 && operand(graph, node.input[0]) == kSomething) return text.append(kSomething);
    for (size_t k = 0; k < node.arity; ++k) text += (k == 0 ? "(" : ", ") + operand(graph, node.input[k]);
    return node.arity == 0 ? text : text + ")";
}

}  // namespace bp
