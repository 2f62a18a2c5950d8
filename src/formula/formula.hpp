#pragma once

#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "graph/graph.hpp"

namespace bp {

/// The graph that a formula text describes (language: docs/formula.md). The output is the last statement.
/// Throws Problem with the place in the text.
Graph parse_formula(std::string_view text);

/// The shortest readable text that parses to the same graph: named nodes get a statement of their own, unnamed ones are
/// written where they are used, parentheses only where precedence needs them.
std::string print_formula(const Graph& graph);

}  // namespace bp
