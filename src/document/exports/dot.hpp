#pragma once

#include <string>

#include "graph/execution.hpp"

namespace bp {

/// The graph as a file for Graphviz, drawn from left to right. A node shows its name or the glyph of its op,
/// its value, and its gradient (as "∇ …") where one reaches it; the output has a double border. Where several
/// consumers send a gradient back to the same node, each edge shows its own contribution.
std::string to_dot(Execution<double>& execution);

}  // namespace bp
