#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "graph/graph.hpp"

namespace bp {

/// A graph and the place in the text that each of its nodes comes from: a leaf's first use, an operation's
/// whole expression (its first line only, when it goes over several).
struct ParsedFormula {
    Graph graph;
    std::map<NodeId, SourceSpan> spans;
};

/// The graph that a formula text describes (language: docs/formula.md). The output is the last statement.
/// Throws Problem with the place in the text.
Graph parse_formula(std::string_view text);

/// The same, with the places, so that what is found out later about a node can be shown in the text.
ParsedFormula parse_formula_with_spans(std::string_view text);

/// The shortest readable text that parses to the same graph: named nodes get a statement of their own,
/// unnamed ones are written where they are used, parentheses only where precedence needs them. An unnamed
/// node that is used more than once, or by nothing, gets a new name (t1, t2, …), as does one nested deeper
/// than the parser reads; a name the language cannot spell is respelled. Throws Problem for an op that
/// formulas cannot express.
std::string print_formula(const Graph& graph);

/// Whether a formula can call an input so: a name of the language that is no function's.
bool is_formula_name(std::string_view name);

/// Whether a formula can assign to the name; unlike an input's it may also be a function's: sum = a + b.
bool is_assignable_name(std::string_view name);

}  // namespace bp
