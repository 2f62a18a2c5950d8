#pragma once

#include <optional>
#include <span>

#include "ui/controls.hpp"

namespace bp::ui {

/// The hint of the first minute, beside a number: a ghost of a hand that drags the number, and "Drag any
/// number". It moves for a few seconds and then stands still. With reduced motion it never moves.
Point hint_size(const Frame& frame);

/// The place of a hint of that size beside the card: below, above, right or left of it, the first that is
/// within the area and covers nothing (other cards, labels, tools). Nothing if all four are occupied.
std::optional<Rect> hint_place(const Rect& card, Point size, std::span<const Rect> taken, const Rect& area);

/// `seconds` since it appeared.
void paint_hint(const Frame& frame, const Rect& card, const Rect& box, float seconds);

}  // namespace bp::ui
