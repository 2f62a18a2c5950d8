#include "document/exports/dot.hpp"

#include <string_view>
#include <vector>

#include "document/exports/tensor_text.hpp"

namespace bp {
namespace {

constexpr size_t kMostElements = 12;
constexpr std::string_view kGradient = "∇ ";

/// The text as it is written between the quotation marks of a label. Graphviz has two kinds of escapes there:
/// the backslash, and the entities of HTML.
std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            result.append({'\\', c});
        } else if (c == '&') {
            result += "&amp;";
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
            result += "�";  // a name from a file may contain anything
        } else {
            result += c;
        }
    }
    return result;
}

std::string id(NodeId node) { return "n" + std::to_string(number(node)); }

std::string title(const Node& node) {
    std::string glyph(node.arity == 0 ? "" : def(node.op).info.glyph);
    if (node.name.empty()) return glyph;
    return glyph.empty() ? node.name : node.name + " = " + glyph;
}

std::string_view style(const Node& node) {
    if (node.op == OpKind::input) return "shape=box, style=\"rounded,filled\", fillcolor=\"#e8f0fe\"";
    if (node.arity == 0) return "shape=box, style=rounded";
    return "shape=ellipse";
}

std::string node_line(Execution<double>& execution, const Node& node) {
    std::string label = escaped(title(node));
    if (!label.empty()) label += "\\n";
    label += escaped(tensor_text(execution.value(node.id), kMostElements));
    if (execution.has_grad(node.id)) {
        label.append("\\n").append(kGradient);
        label += escaped(tensor_text(execution.grad(node.id), kMostElements));
    }
    const std::string_view border = node.id == execution.output() ? ", peripheries=2" : "";
    return "    " + id(node.id) + " [" + std::string(style(node)) + std::string(border) + ", label=\"" +
           label + "\"];\n";
}

/// The number of inputs that each node feeds, by position.
std::vector<size_t> fan_out(const Graph& graph) {
    std::vector<size_t> uses(graph.nodes().size());
    for (const Node& node : graph.nodes()) {
        for (const NodeId input : node.inputs()) ++uses[graph.index(input)];
    }
    return uses;
}

std::string edge_line(Execution<double>& execution, const Node& consumer, size_t input, bool shared) {
    const NodeId from = consumer.input[input];
    std::string line = "    " + id(from) + " -> " + id(consumer.id);
    if (shared && execution.has_grad(from) && execution.has_grad(consumer.id)) {
        const Tensor<double> contribution = execution.contribution(consumer.id, input);
        line.append(" [label=\"").append(kGradient);
        line += escaped(tensor_text(view(contribution), kMostElements)) + "\"]";
    }
    return line + ";\n";
}

}  // namespace

std::string to_dot(Execution<double>& execution) {
    const Graph& graph = execution.graph();
    std::string dot =
        "digraph backprop {\n"
        "    charset=\"UTF-8\";\n"
        "    rankdir=LR;\n"
        "    node [fontname=\"sans-serif\"];\n"
        "    edge [fontname=\"sans-serif\", fontsize=10];\n";
    for (const Node& node : graph.nodes()) dot += node_line(execution, node);
    const std::vector<size_t> uses = fan_out(graph);
    for (const Node& node : graph.nodes()) {
        for (size_t i = 0; i < node.arity; ++i) {
            dot += edge_line(execution, node, i, uses[graph.index(node.input[i])] > 1);
        }
    }
    return dot + "}\n";
}

}  // namespace bp
