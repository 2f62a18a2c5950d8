#pragma once

#include <functional>
#include <optional>

#include "playground/playground.hpp"
#include "scene/scene.hpp"
#include "ui/canvas/gesture.hpp"
#include "ui/controls.hpp"

// Draws the graph from its scene.
namespace bp::ui {

/// What the user points at and does, as far as it shows.
struct Attention {
    std::optional<NodeId> hovered;
    std::optional<NodeId> ringed;  ///< has the keyboard
    std::optional<NodeId> edited;  ///< the text field stands on it
    const std::vector<NodeId>& selection;
    bool walking_back = false;  ///< the walk's last step was a backward
};

void paint_background(const Camera& camera, const Frame& frame);
void paint_scene(const Scene& scene, const GraphView& view, const Attention& attention, const Frame& frame);
/// An edge being pulled, an area being chosen, the port under the pointer.
void paint_gesture(const Gesture& gesture, const std::optional<Port>& port, const Pointer& pointer,
                   const Surroundings& around, const Frame& frame);
/// Where a box of that size may stand; none if it would cover something.
using PlaceOf = std::function<std::optional<Rect>(Point size)>;
/// All digits of one card, and of a tensor the element that is pointed at. Whether there was a place.
bool paint_details(const Card& card, const Graph& graph, std::string_view element, const PlaceOf& place,
                   const Frame& frame);
/// What the two colours mean; `simple`: and that a graph is so large that it is drawn simpler.
void paint_legend(bool simple, const Frame& frame);

/// What a test or a screen reader calls the card: its name, or "× node 3".
std::string card_label(const Card& card, Language language);

}  // namespace bp::ui
