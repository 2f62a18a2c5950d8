#include "network/layer_chain.hpp"

#include <algorithm>

namespace bp {
namespace {

std::optional<Activation> activation_of(OpKind op) {
    switch (op) {
        case OpKind::relu:
            return Activation::relu;
        case OpKind::sigmoid:
            return Activation::sigmoid;
        case OpKind::tanh:
            return Activation::tanh;
        default:
            return {};
    }
}

bool is_input(const Graph& graph, NodeId id) { return graph.node(id).op == OpKind::input; }

}  // namespace

std::optional<LayerChain> lower(const Graph& graph) {
    const Node& loss = graph.node(graph.output());
    if (loss.op != OpKind::softmax_with_loss || !is_input(graph, loss.input[1])) return {};
    LayerChain chain;
    chain.t = loss.input[1];
    std::optional<Activation> activation;
    for (NodeId at = loss.input[0];;) {
        const Node& affine = graph.node(at);
        if (affine.op != OpKind::affine) return {};
        const auto [x, w, b] = affine.input;
        if (!is_input(graph, w) || !is_input(graph, b)) return {};
        chain.layers.push_back({w, b});
        if (is_input(graph, x)) {
            chain.x = x;
            break;
        }
        const Node& hidden = graph.node(x);
        const auto kind = activation_of(hidden.op);
        if (!kind || (activation && kind != activation)) return {};
        activation = kind;
        at = hidden.input[0];
    }
    // x, t, the loss; w, b and the affine of each layer; an activation after all but the last. Any more nodes
    // belong to something else.
    if (graph.nodes().size() != 4 * chain.layers.size() + 2) return {};
    std::reverse(chain.layers.begin(), chain.layers.end());
    chain.activation = activation.value_or(Activation::relu);
    return chain;
}

}  // namespace bp
