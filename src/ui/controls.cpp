#include "ui/controls.hpp"

#include <utility>

#include "imgui.h"
#include "imgui_internal.h"

namespace bp::ui {

static_assert(kCursorGrab == ImGuiMouseCursor_COUNT);

namespace {

/// Also a control that cannot be used says what it is for. Under a finger there is no resting pointer.
void offer_tooltip(Frame& frame, const ItemSpec& spec, const ImRect& box, const Hit& hit) {
    const bool over = hit.hovered || (spec.disabled && ImGui::IsMouseHoveringRect(box.Min, box.Max));
    if (!spec.tip.text.empty() && (hit.focus_ring || (over && !frame.touch)))
        frame.tooltip.offer(hit.id, spec.rect, spec.tip);
}

}  // namespace

Hit item(Frame& frame, const ItemSpec& spec) {
    if (!finite(spec.rect)) return {};
    ImGuiContext& context = *ImGui::GetCurrentContext();
    const ImGuiID id = ImGui::GetCurrentWindow()->GetID(spec.key.data(), spec.key.data() + spec.key.size());
    const ImRect box({spec.rect.x, spec.rect.y}, {spec.rect.right(), spec.rect.bottom()});
    Hit hit;
    hit.id = id;
    ImGui::BeginDisabled(spec.disabled);
    const bool added = ImGui::ItemAdd(box, id);
    if (added) {
        hit.pressed = ImGui::ButtonBehavior(box, id, &hit.hovered, &hit.held);
        hit.by_keyboard = hit.pressed && context.NavActivateId == id;
        hit.focused = context.NavId == id && context.NavWindow == ImGui::GetCurrentWindow();
        hit.focus_ring = hit.focused && context.NavCursorVisible;
        if (frame.away) {
            // Dear ImGui keeps its place for when the keyboard comes back, and calls that hovered, too.
            hit.hovered = hit.hovered && !(hit.focus_ring && context.NavHighlightItemUnderNav);
            hit.focused = hit.focus_ring = false;
        }
        offer_tooltip(frame, spec, box, hit);
    }
    ImGui::EndDisabled();
    frame.log.describe(id, spec.label, spec.role, spec.value, spec.checked);
    return hit;
}

float button_width(const Frame& frame, const Button& button) {
    const float height = frame.control_height();
    if (!button.show_label) return height;
    const float icon = button.icon == Icon::none ? 0 : 5 * kGrid;
    return frame.painter.measure(button.label, type::kBody).x + icon + (height > 32 ? 7 : 6) * kGrid;
}

void run_button(Frame& frame, Button& button) {
    Tip tip;
    if (button.shortcut) tip.keys = shortcut_text(*button.shortcut);
    if (!button.show_label || button.shortcut) tip.text = button.label;
    button.hit = item(frame, {.key = button.key,
                              .label = button.label,
                              .role = "button",
                              .rect = button.rect,
                              .checked = button.checked,
                              .disabled = button.disabled,
                              .tip = std::move(tip)});
    if (button.hit.hovered && !button.hit.focus_ring) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
}

namespace {

struct ButtonColours {
    Colour back;
    Colour front;
};

ButtonColours colours_of(const Palette& p, const Button& b) {
    if (b.disabled) return {b.look == Look::primary ? p.pressed : 0, p.disabled};
    const bool over = b.hit.hovered, down = b.hit.held && b.hit.hovered;
    if (b.look == Look::primary) return {over ? faded(p.value, down ? 0.8f : 0.9f) : p.value, p.on_value};
    if (b.checked) return {p.value_tint, p.value};
    const Colour back = down ? p.pressed : over ? p.sunken : 0;
    return {back, over || b.look == Look::plain ? p.text : p.quiet};
}

}  // namespace

void paint_button(const Frame& frame, const Button& button) {
    const Painter& paint = frame.painter;
    const auto [back, front] = colours_of(paint.colours(), button);
    const Rect inner = button.rect.inset(button.look == Look::primary ? 0.0f : 3.0f);
    const float radius = button.look == Look::primary ? kRadius : kRadius - 3;
    if (back >> 24) paint.fill(inner, back, radius);
    if (button.hit.focus_ring) paint_focus_ring(frame, inner, radius);
    const Point centre = button.rect.centre();
    if (!button.show_label) return paint.icon(button.icon, centre, front);
    const Weight weight = button.look == Look::primary ? Weight::semibold : Weight::regular;
    if (button.icon == Icon::none)
        return paint.text_centred(centre, button.label, type::kBody, front, weight);
    const float width = paint.measure(button.label, type::kBody, weight).x + 5 * kGrid;
    paint.icon(button.icon, {centre.x - width / 2 + 2 * kGrid, centre.y}, front);
    paint.text({centre.x - width / 2 + 5 * kGrid, centre.y}, button.label, type::kBody, front, weight);
}

void paint_focus_ring(const Frame& frame, const Rect& rect, float radius) {
    frame.painter.frame(rect.inset(-2), frame.painter.colours().value, radius + 2, 2);
}

}  // namespace bp::ui
