#include <bit>
#include <cmath>

#include "base/number.hpp"
#include "imgui.h"
#include "imgui_internal.h"
#include "misc/cpp/imgui_stdlib.h"
#include "ui/canvas/graph_room.hpp"

// What the user does with the cards: dragging and typing the leaves' numbers, hovering, selecting.
namespace bp::ui {

namespace {

constexpr float kMouseThreshold = 2;
constexpr float kTouchThreshold = 6;
constexpr float kEditorHeight = 36;
constexpr float kEditorWidth = 148;
/// Up to this many cards also those outside the view are items, so that the keyboard reaches all of them.
constexpr size_t kReachable = 300;
/// Cards of fewer pixels cannot be aimed at: a large graph seen from afar is a picture.
constexpr float kLeastItem = 10;

/// Of a card and of the text field that takes its place: the keyboard stays where it is.
std::string card_key(NodeId id) { return "##card/" + std::to_string(number(id)); }

bool on_touch() { return ImGui::GetIO().MouseSource == ImGuiMouseSource_TouchScreen; }

double drag_factor() {
    const ImGuiIO& io = ImGui::GetIO();
    return io.KeyShift ? 10.0 : io.KeyAlt ? 0.1 : 1.0;
}

bool same_number(double a, double b) { return std::bit_cast<uint64_t>(a) == std::bit_cast<uint64_t>(b); }

/// Gives the keyboard to the text field that comes next, in this very frame: a phone shows its keyboard only
/// from within the tap, so the field cannot wait for ImGui's own request, which takes a frame longer.
void activate(ImGuiID id) {
    ImGuiContext& context = *ImGui::GetCurrentContext();
    context.NavActivateId = id;
    context.NavActivateFlags = ImGuiActivateFlags_PreferInput;
}

bool settable(const Card& card) {
    return (card.kind == CardKind::leaf || card.kind == CardKind::constant) && card.number.has_value();
}

/// The upper part of a card with a number moves it, the lower changes the number.
bool on_handle(const Rect& rect) { return ImGui::GetIO().MousePos.y < rect.y + 0.42f * rect.h; }

}  // namespace

std::string card_label(const Card& card, Language language) {
    if (!card.name.empty()) return card.name;
    const std::string id = std::to_string(number(card.id));
    return card.kind == CardKind::constant
               ? fill(language, "graph.constant_node", {{"id", id}})
               : fill(language, "graph.node", {{"glyph", card.glyph}, {"id", id}});
}

void GraphRoom::run_cards(Playground& playground, Frame& frame) {
    hovered_.reset();
    ringed_.reset();
    const GraphView& view = playground.graph_view();
    const bool all = view.cards.size() <= kReachable;
    for (const Card& card : view.cards) {
        const Rect rect = camera_.to_screen(card_rect(card));
        if (all || (rect.h >= kLeastItem && rect.overlaps(frame.area))) run_card(card, playground, frame);
    }
    // A pointer that let go of a card that is no longer there.
    if (dragging_ && !find(view, dragging_->id)) dragging_.reset();
    if (moving_ && !find(view, moving_->card)) moving_.reset();
}

void GraphRoom::run_card(const Card& card, Playground& playground, Frame& frame) {
    if (edited_ == card.id) return;  // its place was the text field's in this frame
    const Rect rect = camera_.to_screen(card_rect(card));
    const std::string label = card_label(card, frame.language);
    const std::string key = card_key(card.id);
    const Hit hit = item(frame, {.key = key,
                                 .label = label,
                                 .role = settable(card) ? "slider" : "button",
                                 .rect = rect,
                                 .value = card.exact_value,
                                 .checked = is_selected(card.id)});
    if (hit.hovered && !hit.focus_ring) hovered_ = card.id;
    if (hit.focus_ring) {
        ringed_ = card.id;
        if (focused_ != card.id && !rect.overlaps(frame.area.inset(kGrid))) {
            fitted_ = false;
            camera_.reveal(card_rect(card), fit_area(frame));
        }
        focused_ = card.id;
    }
    if (!settable(card)) {
        const bool moved = moving_ && moving_->card == card.id && moving_->started;
        move_cards(card, hit, playground.graph_view());
        const bool twice = hit.hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
        if (card.group && (twice || hit.by_keyboard)) {
            actions_.push_back(Command(FoldGroup{*card.group, false}));
        } else if (hit.pressed && !moved) {
            select_card(card, playground);
        }
        return;
    }
    const bool moves = moving_ ? moving_->card == card.id : !dragging_ && on_handle(rect);
    if (hit.hovered) ImGui::SetMouseCursor(moves ? ImGuiMouseCursor_ResizeAll : ImGuiMouseCursor_ResizeEW);
    const bool moved = moving_ && moving_->card == card.id && moving_->started;
    if (moves) move_cards(card, hit, playground.graph_view());
    if (!moved) run_number(card, hit, playground);
}

void GraphRoom::run_number(const Card& card, const Hit& hit, const Playground& playground) {
    const bool dragged = dragging_ && dragging_->id == card.id && dragging_->started;
    if (!moving_) drag_leaf(card, hit);
    const bool twice = hit.hovered && !hit.focus_ring && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
    const bool tapped = hit.pressed && !dragged && !area_tool_ && (on_touch() || ImGui::GetIO().KeyCtrl);
    if (hit.by_keyboard || twice || tapped) return open_editor(card);
    if (hit.pressed && !dragged) select_card(card, playground);
    if (hit.focused) nudge_leaf(card, hit);
}

void GraphRoom::drag_leaf(const Card& card, const Hit& hit) {
    const bool mine = dragging_ && dragging_->id == card.id;
    if (!hit.held) {
        if (mine) dragging_.reset();
        return;
    }
    const float x = ImGui::GetIO().MousePos.x;
    if (!mine) {
        // After a pinch ended the drag, the finger that stays down does not begin another.
        if (!ImGui::IsMouseClicked(ImGuiMouseButton_Left)) return;
        dragging_ = Dragging{.id = card.id,
                             .number = NumberDrag(*card.number),
                             .gesture = ++gesture_,
                             .last_x = x,
                             .first_x = x};
        return;
    }
    const float threshold = on_touch() ? kTouchThreshold : kMouseThreshold;
    if (!dragging_->started && std::abs(x - dragging_->first_x) <= threshold) return;
    dragging_->started = true;
    const double before = dragging_->number.value();
    const double value = dragging_->number.move(x - dragging_->last_x, drag_factor());
    dragging_->last_x = x;
    if (!same_number(before, value)) set_leaf(card, value, dragging_->gesture);
}

void GraphRoom::nudge_leaf(const Card& card, const Hit& hit) {
    for (const auto& [key, direction] : {std::pair{ImGuiKey_UpArrow, 1}, std::pair{ImGuiKey_DownArrow, -1}}) {
        ImGui::SetKeyOwner(key, hit.id);  // else ImGui moves the focus with it
        if (!ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, hit.id)) continue;
        if (ImGui::IsKeyPressed(key, ImGuiInputFlags_None, hit.id)) ++gesture_;
        const double value = nudged(*card.number, direction, drag_factor());
        if (!same_number(value, *card.number)) set_leaf(card, value, gesture_);
    }
}

void GraphRoom::set_leaf(const Card& card, double value, int gesture) {
    if (card.kind == CardKind::constant) {
        actions_.push_back(Command(SetConstant{card.id, Tensor<double>(value), gesture}));
    } else {
        actions_.push_back(
            Command(SetLeaf{.name = card.name, .value = Tensor<double>(value), .gesture = gesture}));
    }
}

// --- typing a number

void GraphRoom::open_editor(const Card& card) {
    dragging_.reset();
    if (!selection_.empty()) actions_.push_back(Select());
    editing_ = Editing{.id = card.id, .text = card.exact_value};
    ImGui::ClearActiveID();  // the card was it; the field with the same id comes next
}

void GraphRoom::run_editor(Playground& playground, Frame& frame) {
    edited_.reset();
    if (!editing_) return;
    const Card* card = find(playground.graph_view(), editing_->id);
    if (!card || !settable(*card)) return editing_.reset();

    edited_ = card->id;
    const Rect rect = camera_.to_screen(card_rect(*card));
    const float width = std::max(kEditorWidth, rect.w),
                height = std::max(kEditorHeight, frame.control_height());
    // Under the name, where the number was.
    const float x = std::clamp(rect.centre().x - width / 2, 0.0f, std::max(frame.area.w - width, 0.0f));
    const float top = rect.y + 0.31f * rect.h + 2 * kGrid * camera_.zoom();
    const float y = std::clamp(top, 0.0f, std::max(frame.area.h - height, 0.0f));
    field_ = {x, y, width, height};
    const Palette& p = frame.painter.colours();
    frame.painter.shadow(field_, kRadius);

    ImGui::SetCursorScreenPos({x, y});
    ImGui::SetNextItemWidth(width);
    ImGui::PushFont(frame.theme.regular, type::kLarge);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{3 * kGrid, (height - ImGui::GetFontSize()) / 2});
    ImGui::PushStyleVar(ImGuiStyleVar_FrameRounding, kRadius);
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 2.0f);
    ImGui::PushStyleColor(ImGuiCol_Border, editing_->wrong ? p.warning : p.forward);
    if (editing_->wrong) ImGui::PushStyleColor(ImGuiCol_Text, p.warning);
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

    editing_->active = ImGui::IsItemActive();
    const bool left = ImGui::IsItemDeactivated();
    if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) {
        editing_.reset();
    } else if (entered || left) {
        commit_editor(*card, entered);
    }
}

void GraphRoom::commit_editor(const Card& card, bool by_enter) {
    const std::optional<double> value = parse_number(editing_->text);
    if (!value) {
        editing_->wrong = true;
        editing_->wrong_text = editing_->text;
        editing_->grab_keyboard = by_enter;
        return;
    }
    if (!same_number(*value, *card.number)) set_leaf(card, *value, 0);
    editing_.reset();
}

}  // namespace bp::ui
