#pragma once

#include <map>
#include <vector>

#include "base/point.hpp"
#include "graph/graph.hpp"
#include "playground/actions.hpp"

namespace bp {

/// A card on the canvas, in its CSS px.
struct PlacedCard {
    NodeId node;
    struct {
        Point centre;
        Point size;
    } at;
};

/// The centres of the cards once they are in line: at the outermost of their edges, at the mean of their
/// middles, or with equal distances between the first and the last. Throws Problem for less than two cards.
std::map<NodeId, Point> aligned(std::vector<PlacedCard> cards, AlignEdge edge);

}  // namespace bp
