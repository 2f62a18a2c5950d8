#pragma once

#include <optional>
#include <vector>

#include "graph/graph.hpp"
#include "network/net_spec.hpp"

namespace bp {

/// A classifier's graph of the form affine – activation – affine – … – affine – softmax with loss, with the
/// same activation everywhere.
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

/// Recognises a chain. Nothing if the graph has another form, or if something else uses a part of it.
std::optional<LayerChain> lower(const Graph& graph);

}  // namespace bp
