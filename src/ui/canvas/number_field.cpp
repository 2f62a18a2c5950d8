#include "ui/canvas/number_field.hpp"

#include <bit>
#include <utility>

#include "base/typed_number.hpp"
#include "imgui.h"
#include "imgui_internal.h"
#include "misc/cpp/imgui_stdlib.h"
#include "ui/canvas/gesture.hpp"
#include "ui/canvas/paint_graph.hpp"

namespace bp::ui {

namespace {

constexpr float kHeight = 36;
constexpr float kWidth = 148;

/// Gives the keyboard to the text field that comes next, in this very frame: a phone shows its keyboard only
/// from within the tap, so the field cannot wait for ImGui's own request, which takes a frame longer.
void activate(ImGuiID id) {
    ImGuiContext& context = *ImGui::GetCurrentContext();
    context.NavActivateId = id;
    context.NavActivateFlags = ImGuiActivateFlags_PreferInput;
}

}  // namespace

std::string card_key(NodeId id) { return "##card/" + std::to_string(number(id)); }

void NumberField::open(const Card& card) {
    editing_ = Editing{.id = card.id, .text = card.exact_value};
    ImGui::ClearActiveID();  // the card was it; the field with the same id comes next
}

void NumberField::open_again(NodeId id, const std::string& text) {
    editing_ = Editing{.id = id, .text = text, .grab_keyboard = false};
}

std::optional<double> NumberField::run(const Card* card, const Rect& card_on_screen, Frame& frame) {
    shown_for_.reset();
    if (!editing_) return {};
    if (!card || !settable(*card)) {
        editing_.reset();
        return {};
    }
    shown_for_ = card->id;
    const float width = std::max(kWidth, card_on_screen.w),
                height = std::max(kHeight, frame.control_height());
    // Under the name, where the number was.
    const float x =
        std::clamp(card_on_screen.centre().x - width / 2, 0.0f, std::max(frame.area.w - width, 0.0f));
    const float top = card_on_screen.y + 0.45f * card_on_screen.h;
    const float y = std::clamp(top, 0.0f, std::max(frame.area.h - height, 0.0f));
    rect_ = {x, y, width, height};
    const Palette& p = frame.painter.colours();
    frame.painter.shadow(rect_, kRadius);

    ImGui::SetCursorScreenPos({x, y});
    ImGui::SetNextItemWidth(width);
    ImGui::PushFont(frame.theme.regular, type::kLarge);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{3 * kGrid, (height - ImGui::GetFontSize()) / 2});
    ImGui::PushStyleVar(ImGuiStyleVar_FrameRounding, kRadius);
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 2.0f);
    ImGui::PushStyleColor(ImGuiCol_Border, editing_->wrong ? p.problem : p.value);
    if (editing_->wrong) ImGui::PushStyleColor(ImGuiCol_Text, p.problem);
    const std::string key = card_key(card->id);
    if (std::exchange(editing_->grab_keyboard, false)) activate(ImGui::GetID(key.c_str()));
    const bool entered =
        ImGui::InputText(key.c_str(), &editing_->text,
                         ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
    ImGui::PopStyleColor(editing_->wrong ? 2 : 1);
    ImGui::PopStyleVar(3);
    ImGui::PopFont();
    frame.log.describe(ImGui::GetItemID(), card_label(*card, frame.language), "textbox", editing_->text,
                       false);

    const bool left = ImGui::IsItemDeactivated();
    if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) {
        editing_.reset();
        return {};
    }
    if (entered || left) return commit(*card, entered);
    return {};
}

std::optional<double> NumberField::commit(const Card& card, bool by_enter) {
    const std::optional<double> value = typed_number(editing_->text);
    if (!value) {
        editing_->wrong = true;
        editing_->name = card.name.empty() ? card.exact_value : card.name;
        editing_->wrong_text = editing_->text;
        editing_->grab_keyboard = by_enter;
        return {};
    }
    editing_.reset();
    const bool same = std::bit_cast<uint64_t>(*value) == std::bit_cast<uint64_t>(*card.number);
    return same ? std::nullopt : value;
}

void NumberField::paint_message(const Frame& frame) const {
    if (!editing_ || !editing_->wrong) return;
    const Painter& paint = frame.painter;
    const std::string message =
        frame.fill("graph.not_a_number", {{"name", editing_->name}, {"text", editing_->wrong_text}});
    const float most = frame.area.w - 2 * kGrid;
    const float width = std::min(paint.measure(message, type::kSmall).x + 4 * kGrid, most);
    const float x = std::clamp(rect_.x, kGrid, std::max(frame.area.w - width - kGrid, kGrid));
    const bool below = rect_.bottom() + 7 * kGrid < frame.area.h;
    const float y = below ? rect_.bottom() + kGrid : rect_.y - 7 * kGrid;
    const Rect box{x, y, width, 6 * kGrid};
    paint.fill(box, paint.colours().surface, kGrid);
    paint.frame(box, paint.colours().problem, kGrid);
    paint.text_fitted({box.x + 2 * kGrid, box.centre().y}, width - 4 * kGrid, message, type::kSmall,
                      paint.colours().problem);
}

}  // namespace bp::ui
