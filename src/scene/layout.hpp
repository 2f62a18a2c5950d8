#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

#include "base/point.hpp"

namespace bp {

/// The direction in which values flow.
enum class Flow { right, down };

/// A rectangle to be placed. Edges arrive at its line, which runs along the flow, and leave from it.
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
    /// The box of the edge's label, through which the edge runs along its line; {} for none.
    LayoutBox label{};
};

/// Boxes in topological order: an edge leads from an earlier to a later one.
struct LayoutProblem {
    std::vector<LayoutBox> boxes;
    std::vector<LayoutEdge> edges;
};

struct LayoutStyle {
    Flow flow = Flow::right;
    float gap = 40;  ///< between layers, along the flow: edges bend there, and arrow heads are drawn there
    float row_gap = 16;  ///< between boxes of a layer
    /// A box without inputs is in the first layer if its first use is in or before this layer, as in the
    /// book's figures; otherwise it is right before its first use.
    int near_layer = 3;
    /// Layers are broken into rows of at most this length; edges run from the end of a row to the start of
    /// the next.
    float row_length = std::numeric_limits<float>::infinity();
    /// Whether labels have columns of their own. Otherwise no space is reserved for them (very large graphs).
    bool labels = true;
};

struct Layout {
    std::vector<Point> centres;  ///< of the boxes, on their lines
    std::vector<Point>
        labels;  ///< the same for the edges' labels; without columns for labels, the edge's end
    std::vector<std::vector<Point>> paths;  ///< the edges as polylines
    Point top_left;                         ///< bounds of everything
    Point bottom_right;
};

/// Places boxes in layers, each after all of its inputs. By construction no box covers another, and no edge
/// crosses a box or a label other than its own: within a layer an edge runs straight through its own cell,
/// and it bends only between layers. Boxes keep their order from `before` (their old centres) unless another
/// order has fewer crossings. The same problem gives the same layout.
Layout layered_layout(const LayoutProblem& problem, const LayoutStyle& style,
                      const std::vector<std::optional<Point>>& before = {});

/// The polyline with its corners rounded.
std::vector<Point> rounded(const std::vector<Point>& corners, float radius);
/// A curve from one point to another that leaves and arrives along the flow, as a polyline.
std::vector<Point> bend(Point from, Point to, Flow flow);

}  // namespace bp
