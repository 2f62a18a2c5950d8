#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "scene/camera.hpp"
#include "scene/geometry.hpp"
#include "scene/graph_view.hpp"
#include "scene/text_metrics.hpp"

namespace bp {

/// What a text on the canvas says about its node or edge.
enum class LabelOf {
    name,
    value,
    gradient,
    sum,
    shape,
    glyph,
    group,
    element,
    class_name,
    backprop,
    numerical,
    verdict,
    sentence,   ///< of a motion
    predicted,  ///< of a nudge
    actual
};

/// The meaning of a colour: values and gradients always have the same two.
enum class Ink { text, dim, value, gradient, warning };

/// A line of text exactly as it is drawn. All coordinates of a scene are CSS px of the canvas.
struct SceneLabel {
    std::string text;
    LabelOf of = LabelOf::name;
    Ink ink = Ink::text;
    Weight weight = Weight::regular;
    float size = 11;             ///< of the font
    Rect rect;                   ///< as wide as the text, as high as the font
    std::optional<size_t> card;  ///< of the view: what it is about
    std::optional<size_t> wire;
    std::optional<size_t> group;
    bool inside = false;  ///< of its card
};

struct SceneCard {
    size_t card = 0;  ///< of the view
    Rect rect;
    Rect picture;  ///< the place of its tensor's picture; empty (w = 0) for none
    Rect gradient_picture;
};

/// What the walk's last step did, moving along the edges.
struct Motion {
    NodeId node{};
    bool backward = false;
    float share = 1;                     ///< share of the way: 0 … 1
    bool still = false;                  ///< nothing moves: the same texts are at fixed places
    std::string whole;                   ///< "100 × 2 = 200", of a forward step
    std::map<size_t, std::string> sent;  ///< by input, of a backward step: "1.1 × 2 = 2.2"
};

/// How the output changes while a number is dragged, as texts.
struct Nudge {
    std::string predicted;  ///< as the gradient predicts
    std::string actual;
};

/// The state of the canvas beyond the numbers.
struct Happening {
    std::optional<Motion> motion{};
    std::optional<Nudge> nudge{};
    bool edge_widths = false;  ///< edges are as wide as their gradients are large
};

/// The frame of an unfolded group. Its name is a label.
struct SceneGroup {
    size_t group = 0;  ///< of the view
    Rect rect;
};

struct SceneEdge {
    size_t wire = 0;  ///< of the view
    std::vector<Point>
        points;  ///< the polyline that is drawn, in the direction of the value; it ends at the arrow's tip
    float width = 1.5f;  ///< of the line
    float head = 0;      ///< length of the arrow's head along the line
};

struct SceneWire {
    NodeId from{};
    NodeId to{};
    size_t input = 0;  ///< of `to`
};

/// Everything that the canvas shows of a graph. Painter, tests and scripts (playground.scene()) all read
/// this.
struct Scene {
    Rect canvas;
    Rect clear;           ///< the part of it that no control covers
    float scale = 1;      ///< CSS px of a canvas unit
    bool whole = true;    ///< all of the graph is in `clear`
    size_t left_out = 0;  ///< number of texts in view without a place
    std::vector<SceneLabel> labels;
    std::vector<SceneCard> cards;
    std::vector<SceneEdge> edges;
    std::vector<SceneGroup> groups;
    std::vector<Point> exit;       ///< the output's arrow
    Rect details;                  ///< where all digits of a card are written; empty for none
    std::vector<NodeId> nodes;     ///< by card of the view: the node it shows
    std::vector<SceneWire> wires;  ///< by wire of the view
};

/// The visible part of the view, with every text at its place. No text is smaller than text_size::kLeast, and
/// none covers another text, a card or another edge. Texts without space are left out, secondary ones first.
/// Numbers lose digits before they are left out; names end with an ellipsis.
///
/// Texts of a motion may pass over others. If nothing moves, they have places like all other texts.
Scene make_scene(const GraphView& view, const Camera& camera, const Rect& canvas, const Rect& clear,
                 const Happening& happening = {});

}  // namespace bp
