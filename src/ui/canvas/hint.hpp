#pragma once

#include <optional>
#include <span>

#include "ui/controls.hpp"

namespace bp::ui {

/// The hint of the first minute, beside a number: a ghost of a hand that drags it, and "Drag any number". It
/// moves for a few seconds and then stands still; when the user wants no motion, it stands still from the
/// start.
Point hint_size(const Frame& frame);

/// Where a hint of that size stands beside the card: below, above, right or left of it, whichever first lies
/// within the area and on nothing that is taken (other cards, labels, tools). Nothing when all four are
/// taken.
std::optional<Rect> hint_place(const Rect& card, Point size, std::span<const Rect> taken, const Rect& area);

/// `seconds` since it appeared.
void paint_hint(const Frame& frame, const Rect& card, const Rect& box, float seconds);

}  // namespace bp::ui
