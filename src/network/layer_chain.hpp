#pragma once

#include <optional>
#include <vector>

#include "graph/graph.hpp"
#include "network/net_spec.hpp"

namespace bp {

/// What a classifier's graph computes when it is affine – activation – affine – … – affine – softmax with
/// loss, with the same activation everywhere.
struct LayerChain {
    struct Layer {
        NodeId w;
        NodeId b;
    };

    NodeId x{};
    NodeId t{};
    std::vector<Layer> layers;  ///< from the input on, at least one
    Activation activation = Activation::relu;
};

/// Recognises a chain; nothing when the graph is of another form, or something else uses a part of it.
std::optional<LayerChain> lower(const Graph& graph);

}  // namespace bp
