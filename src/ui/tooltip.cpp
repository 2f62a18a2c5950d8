#include "ui/tooltip.hpp"

#include <algorithm>
#include <utility>

#include "imgui.h"
#include "ui/controls.hpp"

namespace bp::ui {
namespace {

constexpr float kDelay = 0.5f;  // seconds; the page draws for longer than this after the last input
constexpr float kHeight = 6 * kGrid;
constexpr float kPadding = 2 * kGrid;
constexpr float kGap = 2 * kGrid;
constexpr uint32_t kLogged = 1;  // among the widgets: no control's id

}  // namespace

void Tooltip::offer(uint32_t id, const Rect& control, Tip tip) { offer_ = {id, control, std::move(tip)}; }

void Tooltip::draw(Frame& frame) {
    const Offer offer = std::exchange(offer_, {});
    if (offer.id != shown_) {
        seconds_ = 0;
        dismissed_ = 0;
    }
    shown_ = offer.id;
    if (offer.id == 0) return;
    if (ImGui::IsAnyMouseDown() || ImGui::GetIO().WantTextInput) dismissed_ = offer.id;
    if (dismissed_ == offer.id) return;
    seconds_ += frame.seconds;
    if (seconds_ < kDelay) return;

    const Painter& paint = frame.painter;
    const Palette& p = paint.colours();
    const float keys = offer.tip.keys.empty() ? 0 : paint.measure(offer.tip.keys, type::kSmall).x + kGap;
    const float most = frame.area.w - 2 * kGrid;
    const float text = paint.measure(offer.tip.text, type::kSmall).x;
    const Rect box =
        tooltip_place(offer.control, {std::min(text + keys + 2 * kPadding, most), kHeight}, frame.area);
    paint.shadow(box, kGrid);
    paint.fill(box, p.surface, kGrid);
    paint.frame(box, p.line, kGrid);
    const float y = box.centre().y;
    // A name may be longer than the canvas is wide: the rest is cut off, never made small.
    paint.list()->PushClipRect({box.x, box.y}, {box.right() - kPadding - keys, box.bottom()}, true);
    paint.text({box.x + kPadding, y}, offer.tip.text, type::kSmall, p.text);
    paint.list()->PopClipRect();
    paint.text_right({box.right() - kPadding, y}, offer.tip.keys, type::kSmall, p.quiet);
    frame.log.add(kLogged, box.x, box.y, box.w, box.h, false);
    frame.log.describe(kLogged, offer.tip.text, "tooltip", offer.tip.keys, false);
}

Rect tooltip_place(const Rect& control, Point size, const Rect& area) {
    const float x = std::clamp(control.centre().x - size.x / 2, area.x + kGrid,
                               std::max(area.right() - kGrid - size.x, area.x + kGrid));
    const float below = control.bottom() + kGrid;
    const float above = control.y - kGrid - size.y;
    const bool fits_below = below + size.y <= area.bottom() - kGrid;
    const float y = fits_below ? below : std::max(above, area.y + kGrid);
    return {x, y, size.x, size.y};
}

}  // namespace bp::ui
