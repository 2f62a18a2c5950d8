#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "graph/graph.hpp"

namespace bp {

/// A graph, and for each of its nodes the place in the text that it comes from: the first use of a leaf, the
/// whole expression of an operation (only the first line if it spans several).
struct ParsedFormula {
    Graph graph;
    std::map<NodeId, SourceSpan> spans;
};

using GivenNames = std::vector<std::string>;

/// The graph that a formula text describes (language: docs/formula.md). The output is the last statement.
/// `given` are names that have values: leaves, even if they are called pi. Throws Problem with the place in
/// the text.
Graph parse_formula(std::string_view text, const GivenNames& given = {});

/// The same, with the places, so that later errors about a node can be shown in the text.
ParsedFormula parse_formula_with_spans(std::string_view text, const GivenNames& given = {});

/// The names of inputs which a formula alone would take for constants, or refuse: to be given to the parser.
GivenNames unusual_leaves(const Graph& graph);

/// The shortest readable text that parses to the same graph. Named nodes have statements of their own;
/// unnamed ones are written where they are used; parentheses appear only where precedence needs them. An
/// unnamed node that is used more than once or not at all gets a new name (t1, t2, …), as does one nested
/// deeper than the parser reads. A name that the language cannot spell is changed. Throws Problem for an op
/// that formulas cannot express.
std::string print_formula(const Graph& graph);

/// Whether a name may be another one mistyped: a letter more, less or other, or two that changed places.
/// Names that differ in a digit are meant to, and short ones differ little anyway.
bool is_near(std::string_view name, std::string_view other);

/// Whether a formula can use the name for an input: a valid name that is not a function's or a constant's.
bool is_formula_name(std::string_view name);

/// Whether a formula can assign to the name. Unlike an input's name, it may be a function's: sum = a + b.
bool is_assignable_name(std::string_view name);

}  // namespace bp
