#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scene/graph_view.hpp"
#include "scene/scene.hpp"

namespace bp::test {

/// What must hold of everything that a scene draws.
enum class SceneRule {
    finite,              ///< every coordinate is a number
    readable,            ///< no text under 11 CSS px
    label_in_canvas,     ///< a label is not cut off
    label_on_label,      ///< no label on another
    label_on_card,       ///< no label on a card that it is not about
    label_in_own_card,   ///< a label on the card that it is about is inside it
    label_on_head,       ///< no label on an arrow's head
    card_on_card,        ///< no card on another
    edge_through_card,   ///< an edge only touches the cards at its ends, and no other
    edge_through_label,  ///< no edge through a label that is not its own
    whole  ///< what says that it is whole draws every card and edge, all of it in the clear part
};

std::string_view name(SceneRule rule);

/// Smaller overlaps are rounding, not faults (CSS px).
constexpr float kSceneSlack = 0.5f;
constexpr float kLeastText = 11;

struct Complaint {
    SceneRule rule;
    std::string text;  ///< says what is where, for people
};

/// Where the scene of this view breaks a rule: pure geometry of what is drawn, whatever drew it. A card's
/// rectangle is the whole card, except for the edges that end at it: these may come as near as to the round
/// ends of a pill in it. An arrow's head is a triangle as wide as it is long.
std::vector<Complaint> complaints(const Scene& scene, const GraphView& view);

/// One line for each, for a test's message.
std::string text(const std::vector<Complaint>& complaints);

/// Cards in the clear part of the canvas that no label of theirs says anything about.
std::vector<std::string> silent_cards(const Scene& scene, const GraphView& view);

/// What the view has to say of edges and cards and no label does: values, gradients and names.
std::vector<std::string> left_out(const Scene& scene, const GraphView& view);

}  // namespace bp::test
