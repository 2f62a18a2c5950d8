#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

#include "base/point.hpp"

namespace bp {

/// The direction in which values flow.
enum class Flow { right, down };

/// A rectangle to be placed. Edges arrive at and leave from its line, which runs with the flow.
struct LayoutBox {
    Point size;
    float line = 0;    ///< from the box's middle, across the flow
    Point inner{};     ///< the part that edges touch, centred on the line; {} for the whole box
    float corner = 0;  ///< its corners' radius
};

struct LayoutEdge {
    size_t from = 0;  ///< boxes
    size_t to = 0;
    float port = 0;  ///< where it arrives: from the line of `to`, across the flow
    /// The box of the edge's label, which the edge runs through along its line; {} for none.
    LayoutBox label{};
};

/// Boxes in topological order: an edge leads from an earlier to a later one.
struct LayoutProblem {
    std::vector<LayoutBox> boxes;
    std::vector<LayoutEdge> edges;
};

struct LayoutStyle {
    Flow flow = Flow::right;
    float gap = 40;      ///< between layers, along the flow: there edges bend and arrow heads stand
    float row_gap = 16;  ///< between boxes of a layer
    /// A box without inputs stands in the first layer when it is used up to this one, as in the book's
    /// figures; else right before its first use.
    int near_layer = 3;
    /// Layers are broken into rows of at most this length; edges lead from the end of a row to the start of
    /// the next.
    float row_length = std::numeric_limits<float>::infinity();
    /// Whether labels have columns of their own. Without, they are given no room (very large graphs).
    bool labels = true;
};

struct Layout {
    std::vector<Point> centres;  ///< of the boxes, on their lines
    std::vector<Point> labels;   ///< the same of the edges' labels; without columns for labels the edge's end
    std::vector<std::vector<Point>> paths;  ///< the edges as polylines
    Point top_left;                         ///< bounds of it all
    Point bottom_right;
};

/// Places in layers: a box stands after all that it takes. By construction no box lies on another, and an
/// edge meets no box and no label but its own: within a layer it runs straight through a place of its own,
/// and it bends only between the layers. Boxes keep the order they had at `before` (their old centres),
/// unless another lets fewer edges cross. Same problem, same layout.
Layout layered_layout(const LayoutProblem& problem, const LayoutStyle& style,
                      const std::vector<std::optional<Point>>& before = {});

/// The polyline with its corners rounded.
std::vector<Point> rounded(const std::vector<Point>& corners, float radius);
/// A curve from one point to another that leaves and arrives along the flow, as a polyline.
std::vector<Point> bend(Point from, Point to, Flow flow);

}  // namespace bp
