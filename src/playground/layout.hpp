#pragma once

#include <vector>

#include "graph/graph.hpp"
#include "playground/graph_view.hpp"

namespace bp {

/// Places for the nodes, in the order of graph.nodes(), left to right in layers: an input stands left of what
/// uses it. `sizes` are the cards' sizes. Same graph, same layout.
std::vector<Point> layered_layout(const Graph& graph, const std::vector<Point>& sizes);

}  // namespace bp
