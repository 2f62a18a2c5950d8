#pragma once

#include <vector>

#include "graph/graph.hpp"

namespace bp {

/// An input of a node, seen from the node that feeds it.
struct Use {
    NodeId consumer;
    size_t input;
};

/// The uses of each node, in the order of graph.nodes(); each list is in the order of the consumers.
inline std::vector<std::vector<Use>> uses_of(const Graph& graph) {
    std::vector<std::vector<Use>> uses(graph.nodes().size());
    for (const Node& node : graph.nodes()) {
        for (size_t i = 0; i < node.arity; ++i) uses[graph.index(node.input[i])].push_back({node.id, i});
    }
    return uses;
}

}  // namespace bp
