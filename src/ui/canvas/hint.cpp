#include "ui/canvas/hint.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace bp::ui {
namespace {

constexpr float kHeight = 9 * kGrid;
constexpr float kPad = 2 * kGrid;
constexpr float kTrack = 11 * kGrid;  // what the hand moves along
constexpr float kHand = 4 * kGrid;    // its width
constexpr float kGap = 3 * kGrid;     // between the card and the hint
constexpr float kPeriod = 2.0f;       // seconds, to and fro
constexpr float kMoving = 6 * kPeriod;

std::string_view words(const Frame& frame) { return frame.text("graph.drag_hint"); }

/// A hand that points up, its finger's tip at `tip`: all shapes larger by `rim` for its outline.
void paint_hand(const Painter& paint, Point tip, Colour colour, float rim) {
    const auto part = [&](float x, float y, float w, float h, float radius) {
        paint.fill(Rect{tip.x + x, tip.y + y, w, h}.inset(-rim), colour, radius + rim);
    };
    part(-2, 0, 4, 14, 2);     // the finger
    part(-2, 8, 13, 10, 4);    // the fist
    part(-6, 10, 8, 4.5f, 2);  // the thumb
}

}  // namespace

Point hint_size(const Frame& frame) {
    const float text = frame.painter.measure(words(frame), type::kSmall, Weight::semibold).x;
    return {kTrack + text + 3 * kPad, kHeight};
}

std::optional<Rect> hint_place(const Rect& card, Point size, std::span<const Rect> taken, const Rect& area) {
    // Along the card's side it gives way to the area's edge.
    const float x = std::max(std::min(card.x, area.right() - size.x), area.x);
    const float y = std::max(std::min(card.centre().y - size.y / 2, area.bottom() - size.y), area.y);
    const Rect places[] = {
        {x, card.bottom() + kGap, size.x, size.y},
        {x, card.y - kGap - size.y, size.x, size.y},
        {card.right() + kGap, y, size.x, size.y},
        {card.x - kGap - size.x, y, size.x, size.y},
    };
    for (const Rect& place : places) {
        const bool inside = place.x >= area.x && place.right() <= area.right() && place.y >= area.y &&
                            place.bottom() <= area.bottom();
        if (inside && std::ranges::none_of(taken, [&](const Rect& other) { return place.overlaps(other); }))
            return place;
    }
    return {};
}

void paint_hint(const Frame& frame, const Rect& card, const Rect& box, float seconds) {
    const Painter& paint = frame.painter;
    const Palette& p = paint.colours();
    const float turn =
        frame.still || seconds > kMoving ? 0 : 2 * std::numbers::pi_v<float> * seconds / kPeriod;
    const float sway = std::sin(turn);
    paint.frame(card.inset(-3), faded(p.value, 0.6f + 0.4f * std::cos(turn)), kRadius + 3, 2);
    paint.shadow(box, kRadius);
    paint.fill(box, p.surface, kRadius);
    paint.frame(box, p.value, kRadius);

    const float left = box.x + kPad, right = left + kTrack - kPad, y = box.y + 2.5f * kGrid;
    paint.line({left, y}, {right, y}, p.value, 1.5f);
    for (const auto& [x, side] : {std::pair{left, 1.0f}, std::pair{right, -1.0f}}) {
        paint.line({x, y}, {x + 4 * side, y - 4}, p.value, 1.5f);
        paint.line({x, y}, {x + 4 * side, y + 4}, p.value, 1.5f);
    }
    const Point tip{(left + right) / 2 + sway * (right - left - kHand) / 2, y};
    paint_hand(paint, tip, p.text, 1);
    paint_hand(paint, tip, p.surface, 0);
    paint.text({box.x + kPad + kTrack, box.centre().y}, words(frame), type::kSmall, p.text, Weight::semibold);
}

}  // namespace bp::ui
