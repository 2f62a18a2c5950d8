#pragma once

#include <map>
#include <optional>
#include <variant>
#include <vector>

#include "playground/playground.hpp"
#include "scene/camera.hpp"
#include "ui/canvas/number_drag.hpp"

// What the pointer does to the graph: one gesture at a time, as a state machine without Dear ImGui.
namespace bp::ui {

/// The pointer in a frame.
struct Pointer {
    Point at;  ///< on the screen
    bool touch = false;
    bool shift = false;
    bool ctrl = false;
    bool alt = false;

    /// How near it must come to a port.
    float reach() const { return touch ? 20.0f : 12.0f; }
    /// What a step of a number counts with: 10 with Shift, 0.1 with Alt.
    double factor() const { return shift ? 10.0 : alt ? 0.1 : 1.0; }
};

/// Where an edge leaves a card, or arrives at an op.
struct Port {
    NodeId node{};
    bool out = true;
    size_t input = 0;  ///< where it arrives
    NodeId source{};   ///< what arrives there
    Point place{};     ///< on the screen
};

/// What a press falls on.
struct OnCard {
    NodeId card{};
};
struct OnNumber {  ///< the lower part of a card whose number can be set
    NodeId card{};
};
struct OnBackground {};
using Spot = std::variant<OnCard, OnNumber, Port, OnBackground>;

struct Idle {};
/// A number that follows the pointer.
struct DragNumber {
    NodeId card{};
    NumberDrag number;
    int gesture = 0;
    float first_x = 0;
    float last_x = 0;
    bool started = false;  ///< moved beyond the threshold
};
/// Cards that follow the pointer.
struct MoveCards {
    NodeId card{};
    Point begun;  ///< on the screen
    int gesture = 0;
    std::map<NodeId, Point> from{};
    bool started = false;
};
/// An edge that follows the pointer.
struct PullEdge {
    Port port;
    NodeId source{};
    Point begun;  ///< on the screen
};
struct SelectArea {
    Point begun;  ///< on the canvas
};
/// The view follows the pointer.
struct Pan {
    Point begun;
    Point last;
    bool started = false;
};
using Gesture = std::variant<Idle, DragNumber, MoveCards, PullEdge, SelectArea, Pan>;

/// What gestures look at.
struct Surroundings {
    const GraphView& view;
    const Camera& camera;
    const Document& document;
    const std::vector<NodeId>& selection;
    bool area_tool = false;  ///< dragging the background chooses an area
};

/// What comes of a gesture in a frame.
struct Consequence {
    std::vector<Action> actions{};
    Point pan{};                   ///< screen pixels
    std::optional<NodeId> type{};  ///< the card whose number the user wants to type
};

/// Whether the card has a number that can be set.
bool settable(const Card& card);
const Card* find_card(const GraphView& view, NodeId id);

/// The gesture that a press begins; `id` names it, so that its changes are one step of undo.
Gesture begin(const Spot& spot, const Pointer& pointer, const Surroundings& around, int id);
/// The pointer has moved, or not, with the button down.
Consequence go_on(Gesture& gesture, const Pointer& pointer, const Surroundings& around);
/// The button was let go where the pointer is: what happened since the last frame counts. The gesture is
/// over.
Consequence end(Gesture& gesture, const Pointer& pointer, const Surroundings& around);

/// The action that sets the card's number.
Action set_number(const Card& card, double value, int gesture);
/// The action that a click on a card means: it is chosen, or with Shift or Ctrl added to the choice or taken
/// from it.
Action choose(const Card& card, const Pointer& pointer, const Surroundings& around);

/// The port under the pointer, if cards are large enough to aim at theirs.
std::optional<Port> port_at(const Pointer& pointer, const Surroundings& around);
/// Where an edge that is let go here would arrive.
std::optional<Port> target_at(const Pointer& pointer, const Surroundings& around);

}  // namespace bp::ui
