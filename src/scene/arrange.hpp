#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "document/document.hpp"
#include "scene/diagram.hpp"
#include "scene/layout.hpp"

namespace bp {

/// Font sizes on the canvas at zoom 1, in CSS px: nothing is drawn under kLeast.
namespace text_size {
constexpr float kLeast = 11;
constexpr float kLabel = 11;  ///< names, numbers on edges, shapes
constexpr float kValue = 13;  ///< a leaf's number, the output's, ops that are words
constexpr float kSign = 16;   ///< ops that are signs
}  // namespace text_size

/// How closely a graph is drawn: spacing shrinks first, then secondary texts are left out; text never
/// shrinks.
struct Density {
    float gap = 40;        ///< between layers
    float row_gap = 20;    ///< within a layer
    bool roomy = true;     ///< short lists on edges, gradients' pictures
    int digits = 5;        ///< of numbers on cards and edges
    float least_room = 7;  ///< of a number, in widths of a digit
    float longest_name = 170;
};

/// Where a card stands, and the parts of it.
struct Placement {
    Point centre;
    Point size;
    float corner = 0;
    Point picture{};  ///< room for the picture of its tensor, {} for none
    bool gradient_picture = false;
    float sum = 0;  ///< where the contributions of several uses meet: room for their sum
};

/// Where an edge runs and where its label stands.
struct EdgePlace {
    std::vector<Point> path;
    Point label;       ///< on the edge
    Point label_room;  ///< {} where the label has no room of its own
};

/// The widths that numbers are given, by what they belong to (node, consumer, input, whether it is a
/// gradient). They do not follow the numbers, so that a drag moves nothing: longer numbers lose digits. Only
/// when not one digit of a number fits any more, the graph is arranged anew.
using NumberRooms = std::map<std::tuple<NodeId, NodeId, size_t, bool>, float>;

/// The automatic places of a document's cards and edges. They depend on graph, shapes and groups, on how wide
/// the numbers are, and on the room that the canvas has.
struct Arrangement {
    Diagram diagram;
    std::vector<Placement> cards;  ///< of the diagram's items
    std::vector<EdgePlace> edges;  ///< of the diagram's links
    EdgePlace exit;                ///< the output's arrow; its label stands where the arrow ends
    std::vector<size_t> exits;     ///< the item that holds the output
    Flow flow = Flow::right;
    size_t density = 0;
    float row_length = 0;  ///< of a wrapped layout, else 0
    bool measured = true;  ///< labels have been given room (not in very large graphs)
    NumberRooms rooms;
    Point room;  ///< what the canvas had
    std::shared_ptr<const Graph> graph;
    Point top_left;  ///< bounds of everything, labels and all
    Point bottom_right;

    const Density& spacing() const;
};

/// `room`: CSS px that the canvas has for the graph; {} for any. `before` keeps direction and order as long
/// as they serve, and the numbers' rooms of the same graph.
Arrangement arrange(Execution<double>& execution, const Document& document, Point room = {},
                    const Arrangement* before = nullptr);

/// The centre of the diagram's item: where the user moved it, or where the layout put it.
Point centre_of(const Arrangement& arrangement, const Document& document, size_t item);

/// The largest scale at which a rectangle of that size goes into the room.
float fitting_scale(Point size, Point room);

/// Whether an edge carries the numbers themselves: of a scalar, or of a short list where there is room. Else
/// it carries the shape.
bool tells_numbers(const Shape& shape, const Density& density);

/// A tensor as a text of a line: a number, "[1, 2, 3]" when short, else its shape.
std::string brief(const View<double>& tensor, int digits = 5);

/// The sum of what the uses send back along a link; nothing where no gradient flows.
std::optional<Tensor<double>> contribution(Execution<double>& execution, const Diagram::Link& link);

}  // namespace bp
