#pragma once

#include <optional>

#include "playground/playground.hpp"
#include "scene/scene.hpp"
#include "ui/canvas/gesture.hpp"
#include "ui/controls.hpp"

// Draws the graph from its scene.
namespace bp::ui {

/// What the user points at and does, as far as it is visible.
struct Attention {
    std::optional<NodeId> hovered;
    std::optional<NodeId> ringed;  ///< has the keyboard
    std::optional<NodeId> edited;  ///< the text field covers it
    const std::vector<NodeId>& selection;
    bool walking_back = false;  ///< the walk's last step was a backward step
};

void paint_background(const Camera& camera, const Frame& frame);
void paint_scene(const Scene& scene, const GraphView& view, const Attention& attention, const Frame& frame);
/// The edge being dragged, the area being selected, the port under the pointer.
void paint_gesture(const Gesture& gesture, const std::optional<Port>& port, const Pointer& pointer,
                   const Surroundings& around, const Frame& frame);
/// All digits of one card, in the legend's corner; for a tensor, those of the element under the pointer.
void paint_details(const Card& card, const Graph& graph, std::string_view element, const Frame& frame);
void paint_legend(const Frame& frame);

/// The name of the card for tests and screen readers: its own, or "× node 3".
std::string card_label(const Card& card, Language language);

}  // namespace bp::ui
