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

/// Font sizes on the canvas at zoom 1, in CSS px. Nothing is drawn smaller than kLeast.
namespace text_size {
constexpr float kLeast = 11;
constexpr float kLabel = 11;  ///< names, numbers on edges, shapes
constexpr float kValue = 13;  ///< a leaf's number, the output's, ops that are words
constexpr float kSign = 16;   ///< ops that are signs
}  // namespace text_size

/// How densely a graph is drawn: first the spacing shrinks, then secondary texts are left out. Text never
/// shrinks.
struct Density {
    float gap = 40;        ///< between layers
    float row_gap = 20;    ///< within a layer
    bool roomy = true;     ///< short lists on edges, gradients' pictures
    int digits = 5;        ///< of numbers on cards and edges
    float least_room = 7;  ///< space for a number, in widths of a digit
    float longest_name = 170;
};

/// The place of a card, and its parts.
struct Placement {
    Point centre;
    Point size;
    float corner = 0;
    Point picture{};  ///< space for the picture of its tensor, {} for none
    bool gradient_picture = false;
    float sum = 0;  ///< where the contributions of several uses meet: space for their sum
};

/// The path of an edge and the place of its label.
struct EdgePlace {
    std::vector<Point> path;
    Point label;       ///< on the edge
    Point label_room;  ///< {} if no space is reserved for the label
};

/// The widths reserved for numbers, by what the number belongs to (node, consumer, input, whether it is a
/// gradient). They do not change with the numbers, so a drag moves nothing: longer numbers lose digits. The
/// graph is arranged anew only if not even one digit of a number fits.
using NumberRooms = std::map<std::tuple<NodeId, NodeId, size_t, bool>, float>;

/// The automatic places of a document's cards and edges. They depend on graph, shapes and groups, on the
/// widths of the numbers, and on the size of the canvas.
struct Arrangement {
    Diagram diagram;
    std::vector<Placement> cards;  ///< of the diagram's items
    std::vector<EdgePlace> edges;  ///< of the diagram's links
    EdgePlace exit;                ///< the output's arrow; its label is at the end of the arrow
    std::vector<size_t> exits;     ///< the item that holds the output
    Flow flow = Flow::right;
    size_t density = 0;
    float row_length = 0;  ///< of a wrapped layout, else 0
    bool measured = true;  ///< space is reserved for labels (not in very large graphs)
    NumberRooms rooms;
    Point room;  ///< what the canvas had
    std::shared_ptr<const Graph> graph;
    Point top_left;  ///< bounds of everything, including labels
    Point bottom_right;

    const Density& spacing() const;
};

/// `room`: the space for the graph in CSS px, {} if unlimited. `before` keeps direction and order as long as
/// they fit, and the widths of the same graph's numbers.
Arrangement arrange(Execution<double>& execution, const Document& document, Point room = {},
                    const Arrangement* before = nullptr);

/// The centre of the diagram's item: where the user moved it, or where the layout put it.
Point centre_of(const Arrangement& arrangement, const Document& document, size_t item);

/// The largest scale at which a rectangle of that size fits into the room.
float fitting_scale(Point size, Point room);

/// Whether an edge shows the numbers themselves: those of a scalar, or of a short list if there is space.
/// Otherwise it shows the shape.
bool tells_numbers(const Shape& shape, const Density& density);

/// A tensor as one line of text: a number, "[1, 2, 3]" if it is short, otherwise its shape.
std::string brief(const View<double>& tensor, int digits = 5);

/// The sum of what the uses send back along a link; nothing where no gradient flows.
std::optional<Tensor<double>> contribution(Execution<double>& execution, const Diagram::Link& link);

}  // namespace bp
