#include "playground/words/node_name.hpp"

#include "playground/words/wording.hpp"
#include "scene/graph_view.hpp"

namespace bp {
namespace {

constexpr std::string_view kSomething = "(…)";

/// A name or a number; of what has neither only what kind of thing it is.
std::string operand(Execution<double>& execution, NodeId id) {
    const Node& node = execution.graph().node(id);
    if (!node.name.empty()) return node.name;
    if (node.op == OpKind::constant) return factor(brief(execution.value(id)));
    const OpInfo& op = def(node.op).info;
    return op.notation == Notation::symbol ? std::string(kSomething) : std::string(op.key) + "(…)";
}

}  // namespace

std::string node_name(Execution<double>& execution, NodeId id) {
    const Node& node = execution.graph().node(id);
    if (!node.name.empty()) return node.name;
    if (node.op == OpKind::constant) return brief(execution.value(id));
    const OpInfo& op = def(node.op).info;
    const std::string glyph(sign(op));
    if (op.notation == Notation::symbol && node.arity == 2) {
        return operand(execution, node.input[0]) + " " + glyph + " " + operand(execution, node.input[1]);
    }
    if (op.notation == Notation::symbol) return glyph + operand(execution, node.input[0]);
    std::string text(op.key);
    if (node.arity == 1 && operand(execution, node.input[0]) == kSomething) return text.append(kSomething);
    for (size_t k = 0; k < node.arity; ++k) text += (k == 0 ? "(" : ", ") + operand(execution, node.input[k]);
    return node.arity == 0 ? text : text + ")";
}

}  // namespace bp
