#pragma once

#include <map>
#include <memory>
#include <string>

#include "graph/execution.hpp"
#include "graph/graph.hpp"

namespace bp {

/// The one truth about the graph on the page: what it computes and what its leaves are. Immutable: a command
/// makes the next document, undo goes back to an earlier one. Graphs and tensors are shared between
/// documents, never copied.
struct Document {
    std::string formula;  ///< as the user wrote it
    std::shared_ptr<const Graph> graph;
    std::map<NodeId, std::shared_ptr<const Tensor<double>>> leaves;

    Leaves<double> leaf_values() const;
};

/// Throws Problem when the leaves' shapes do not fit the graph, or its values are more than kMaxElements
/// numbers together: a few characters can ask for gigabytes, zeros([16384, 16384]).
void check_shapes(const Document& document);

constexpr size_t kMaxElements = size_t{1} << 24;

}  // namespace bp
