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

/// What a text on the canvas says of its node or edge.
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

/// What colour means: values and gradients always have the same two.
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
    Rect picture;  ///< where its tensor is shown; empty (w = 0) for none
    Rect gradient_picture;
};

/// What the walk's last step did, on its way along the edges.
struct Motion {
    NodeId node{};
    bool backward = false;
    float share = 1;                     ///< of the way: 0 … 1
    bool still = false;                  ///< nothing moves: the same texts stand at their places
    std::string whole;                   ///< "100 × 2 = 200", of a forward step
    std::map<size_t, std::string> sent;  ///< by input, of a backward step: "1.1 × 2 = 2.2"
};

/// While a number is dragged: how the output changes, in texts.
struct Nudge {
    std::string predicted;  ///< by the gradient
    std::string actual;
};

/// What is going on, beyond the numbers.
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
        points;  ///< the polyline that is drawn, in the direction of the value; its end is the arrow's tip
    float width = 1.5f;  ///< of the line
    float head = 0;      ///< length of the arrow's head along the line
};

struct SceneWire {
    NodeId from{};
    NodeId to{};
    size_t input = 0;  ///< of `to`
};

/// What the canvas shows of a graph now. Painter, tests and scripts (playground.scene()) all read this one.
struct Scene {
    Rect canvas;
    Rect clear;           ///< the part of it that no control covers
    float scale = 1;      ///< CSS px of a canvas unit
    bool whole = true;    ///< all of the graph is in `clear`
    size_t left_out = 0;  ///< texts in view that found no place
    std::vector<SceneLabel> labels;
    std::vector<SceneCard> cards;
    std::vector<SceneEdge> edges;
    std::vector<SceneGroup> groups;
    std::vector<Point> exit;       ///< the output's arrow
    std::vector<NodeId> nodes;     ///< by card of the view: the node it shows
    std::vector<SceneWire> wires;  ///< by wire of the view
};

/// What of the view is on the canvas, with every text at its place: no text under text_size::kLeast, none on
/// another, on a card or on a foreign edge; what has no room is left out, what is secondary first. Numbers
/// lose digits before they are left out, names end with an ellipsis.
///
/// Texts of a motion are under way and may pass over others; where nothing moves, they have places like all
/// others.
Scene make_scene(const GraphView& view, const Camera& camera, const Rect& canvas, const Rect& clear,
                 const Happening& happening = {});

}  // namespace bp
