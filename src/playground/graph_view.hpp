#pragma once

#include <optional>
#include <string>
#include <vector>

#include "graph/execution.hpp"
#include "playground/walk.hpp"

namespace bp {

/// A place in the plane of the graph, in canvas units: one unit is one CSS pixel at zoom 1, y grows
/// downwards.
struct Point {
    float x = 0;
    float y = 0;
    bool operator==(const Point&) const = default;
};

enum class CardKind { leaf, constant, op };

/// A node as it is drawn: every text finished, so that canvas, table and export say the same.
struct Card {
    NodeId id{};
    CardKind kind = CardKind::op;
    bool output = false;
    bool active = false;      ///< the walk stands here
    std::string name;         ///< of leaf or named result, "" otherwise
    std::string glyph;        ///< of the op: "×"
    std::string value;        ///< brief
    std::string gradient;     ///< brief; "" when no gradient reaches the node
    std::string exact_value;  ///< all digits
    std::string exact_gradient;
    std::optional<double> number;  ///< the value of a scalar
    Point centre;
    Point size;
};

/// An edge: the value that flows forward and the contribution that flows back along it.
struct Wire {
    NodeId from{};
    NodeId to{};
    size_t input = 0;  ///< which input of `to`
    std::string value;
    std::string gradient;
};

struct GraphView {
    std::vector<Card> cards;
    std::vector<Wire> wires;
    Point top_left;  ///< bounds of all cards
    Point bottom_right;
};

/// Reads a tensor as text: a number, or "(2, 3) [[1, 2, 3], …]" with an ellipsis when long.
std::string brief(const View<double>& tensor);
std::string exact(const View<double>& tensor);

/// Where a card stands.
struct Placement {
    Point centre;
    Point size;
};

/// The cards' places in the order of the graph's nodes; they depend on the graph and its shapes alone, not on
/// values.
std::vector<Placement> place_cards(Execution<double>& execution);

/// With a walk, only the numbers it has come to are shown; the others are "".
GraphView make_graph_view(Execution<double>& execution, const std::vector<Placement>& places,
                          const Walk* walk = nullptr);

}  // namespace bp
