#pragma once

#include <string>

#include "graph/graph.hpp"

namespace bp {

/// What the graph calls a node: its name, the number of a constant, or of a result without a name the
/// expression that it is, in the op's glyph and the names of its inputs, "apple × 2" or "1 + exp(…)".
std::string node_name(const Graph& graph, NodeId id);

}  // namespace bp
