#include <algorithm>
#include <bit>

#include "imgui.h"
#include "imgui_internal.h"
#include "ui/canvas/graph_room.hpp"

// What the user does on the canvas: which item a press falls on, and the keys.
namespace bp::ui {

namespace {

/// Up to this many cards also those outside the view are items, so that the keyboard reaches all of them.
constexpr size_t kReachable = 300;
/// Cards of fewer pixels cannot be aimed at: a large graph seen from afar is a picture.
constexpr float kLeastItem = 10;
constexpr float kNudge = 16;
/// The upper part of a card with a number moves it, the lower changes the number.
constexpr float kHandle = 0.42f;

Pointer pointer_now() {
    const ImGuiIO& io = ImGui::GetIO();
    return {.at = {io.MousePos.x, io.MousePos.y},
            .touch = io.MouseSource == ImGuiMouseSource_TouchScreen,
            .shift = io.KeyShift,
            .ctrl = io.KeyCtrl,
            .alt = io.KeyAlt};
}

bool pressed_now(const Hit& hit) { return hit.held && ImGui::IsMouseClicked(ImGuiMouseButton_Left); }

}  // namespace

bool GraphRoom::is_selected(NodeId id) const { return std::ranges::find(selection_, id) != selection_.end(); }

Surroundings GraphRoom::around() const {
    return {*view_, viewpoint_.camera(), *document_, selection_, area_tool_};
}

void GraphRoom::press(const Spot& spot) { gesture_ = begin(spot, pointer_now(), around(), ++gestures_); }

void GraphRoom::take(Consequence consequence) {
    for (Action& action : consequence.actions) actions_.push_back(std::move(action));
    if (consequence.pan.x != 0 || consequence.pan.y != 0)
        viewpoint_.pan(consequence.pan.x, consequence.pan.y);
    const Card* card = consequence.type ? find_card(*view_, *consequence.type) : nullptr;
    if (!card || !settable(*card)) return;
    if (!selection_.empty()) actions_.push_back(Select());
    field_.open(*card);
}

/// The gesture that is on goes on with the pointer, and ends where the button is let go.
void GraphRoom::run_gesture() {
    if (std::holds_alternative<Idle>(gesture_)) return;
    const bool down = ImGui::IsMouseDown(ImGuiMouseButton_Left);
    take(down ? go_on(gesture_, pointer_now(), around()) : end(gesture_, pointer_now(), around()));
}

void GraphRoom::run_cards(Frame& frame) {
    hovered_.reset();
    ringed_.reset();
    const bool all = view_->cards.size() <= kReachable;
    for (const Card& card : view_->cards) {
        const Rect rect = viewpoint_.camera().to_screen(card_rect(card));
        if (all || (rect.h >= kLeastItem && rect.overlaps(frame.area))) run_card(card, frame);
    }
}

void GraphRoom::run_card(const Card& card, Frame& frame) {
    if (field_.shown_for() == card.id) return;  // its place was the text field's in this frame
    const Rect rect = viewpoint_.camera().to_screen(card_rect(card));
    const std::string label = card_label(card, frame.language);
    const std::string key = card_key(card.id);
    const bool sets = settable(card);
    const Hit hit = item(frame, {.key = key,
                                 .label = label,
                                 .role = sets ? "slider" : "button",
                                 .rect = rect,
                                 .value = card.exact_value,
                                 .checked = is_selected(card.id)});
    if (hit.hovered && !hit.focus_ring) hovered_ = card.id;
    if (hit.focus_ring) {
        ringed_ = card.id;
        if (focused_ != card.id && !rect.overlaps(frame.area.inset(kGrid)))
            viewpoint_.reveal(card_rect(card), clear_area(frame), frame.still);
        focused_ = card.id;
    }
    const bool on_number = sets && ImGui::GetIO().MousePos.y >= rect.y + kHandle * rect.h;
    if (hit.hovered && sets)
        ImGui::SetMouseCursor(on_number ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeAll);
    const bool twice = hit.hovered && !hit.focus_ring && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
    if (twice || hit.by_keyboard) {
        gesture_ = Idle{};
        if (sets) return take({.type = card.id});
        if (card.group) {
            actions_.push_back(Command(FoldGroup{*card.group, false}));
            return;
        }
        if (hit.by_keyboard) actions_.push_back(choose(card, pointer_now(), around()));
        return;
    }
    if (pressed_now(hit)) press(on_number ? Spot(OnNumber{card.id}) : Spot(OnCard{card.id}));
    if (sets && hit.focused) nudge_number(card, hit);
}

void GraphRoom::nudge_number(const Card& card, const Hit& hit) {
    for (const auto& [key, direction] : {std::pair{ImGuiKey_UpArrow, 1}, std::pair{ImGuiKey_DownArrow, -1}}) {
        ImGui::SetKeyOwner(key, hit.id);  // else ImGui moves the focus with it
        if (!ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, hit.id)) continue;
        if (ImGui::IsKeyPressed(key, ImGuiInputFlags_None, hit.id)) ++gestures_;
        const double value = nudged(*card.number, direction, pointer_now().factor());
        if (std::bit_cast<uint64_t>(value) != std::bit_cast<uint64_t>(*card.number))
            actions_.push_back(set_number(card, value, gestures_));
    }
}

/// Ports come before the cards: where both lie, the port is meant.
void GraphRoom::run_ports(Frame& frame) {
    port_.reset();
    const auto* pull = std::get_if<PullEdge>(&gesture_);
    if (!pull) {
        if (!std::holds_alternative<Idle>(gesture_) || field_.is_open() || !ImGui::IsMousePosValid()) return;
        port_ = port_at(pointer_now(), around());
    }
    const std::optional<Port> port = pull ? std::optional(pull->port) : port_;
    if (!port) return;
    const float r = pointer_now().reach();
    const Point at = port->place;
    const Hit hit = item(frame, {.key = "##port",
                                 .label = frame.text(port->out ? "graph.output_port" : "graph.input_port"),
                                 .role = "button",
                                 .rect = {at.x - r, at.y - r, 2 * r, 2 * r}});
    if (!pull && pressed_now(hit)) press(*port);
}

/// The names of unfolded groups fold them.
void GraphRoom::run_groups(Frame& frame) {
    for (const SceneLabel& label : scene_.labels) {
        if (!label.group || *label.group >= view_->groups.size()) continue;
        const GroupBox& box = view_->groups[*label.group];
        const float height = frame.touch ? 36.0f : 24.0f;
        const Rect rect{label.rect.x - 24, label.rect.centre().y - height / 2, label.rect.w + 36, height};
        const std::string key = "##group/" + std::to_string(number(box.id));
        const std::string name = frame.fill("graph.fold_group", {{"name", box.name}});
        const Hit hit = item(frame, {.key = key, .label = name, .role = "button", .rect = rect});
        if (hit.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        if (hit.pressed) actions_.push_back(Command(FoldGroup{box.id, true}));
    }
}

void GraphRoom::run_background(Frame& frame) {
    const Hit hit =
        item(frame, {.key = "graph", .label = frame.text("graph.canvas"), .role = "img", .rect = frame.area});
    if (pressed_now(hit)) press(OnBackground{});
    const ImGuiIO& io = ImGui::GetIO();
    const bool over = ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
    if (over && io.MouseWheel != 0 && ImGui::IsMousePosValid())
        viewpoint_.zoom_at({io.MousePos.x, io.MousePos.y},
                           std::pow(1.12f, std::clamp(io.MouseWheel, -8.0f, 8.0f)));
    if (over && io.MouseWheelH != 0) viewpoint_.pan(io.MouseWheelH * 40, 0);
}

// --- keys

void GraphRoom::run_keys(const Playground& playground, const Frame& frame) {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.WantTextInput || field_.is_open()) return;
    const auto order = [&](Order what) { obey(what, playground, frame); };
    const auto chord = [](ImGuiKeyChord keys) { return ImGui::IsKeyChordPressed(keys); };
    if (chord(ImGuiMod_Ctrl | ImGuiKey_Z)) order(Order::undo);
    if (chord(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Z) || chord(ImGuiMod_Ctrl | ImGuiKey_Y))
        order(Order::redo);
    run_edit_keys(playground);
    if (io.KeyCtrl || io.KeyAlt || io.KeySuper) return;
    if (ImGui::IsKeyPressed(ImGuiKey_A, false) || ImGui::IsKeyPressed(ImGuiKey_Slash, false))
        actions_.push_back(ShowPalette{true});
    if (ImGui::IsKeyPressed(ImGuiKey_F, false)) order(Order::fit);
    if (ImGui::IsKeyPressed(ImGuiKey_Equal) || ImGui::IsKeyPressed(ImGuiKey_KeypadAdd)) order(Order::zoom_in);
    if (ImGui::IsKeyPressed(ImGuiKey_Minus) || ImGui::IsKeyPressed(ImGuiKey_KeypadSubtract))
        order(Order::zoom_out);
}

void GraphRoom::run_edit_keys(const Playground& playground) {
    const auto chord = [](ImGuiKeyChord keys) { return ImGui::IsKeyChordPressed(keys); };
    if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) {
        if (!selection_.empty()) actions_.push_back(Select());
        area_tool_ = false;
    }
    if (chord(ImGuiMod_Ctrl | ImGuiKey_A)) {
        std::vector<NodeId> all;
        for (const Node& node : playground.document().graph->nodes()) all.push_back(node.id);
        actions_.push_back(Select(std::move(all)));
    }
    if (chord(ImGuiMod_Ctrl | ImGuiKey_V)) {
        const char* text = ImGui::GetClipboardText();
        if (text != nullptr && text[0] != '\0') actions_.push_back(Paste{text});
    }
    if (selection_.empty()) return;
    const bool cut = chord(ImGuiMod_Ctrl | ImGuiKey_X);
    if (cut || chord(ImGuiMod_Ctrl | ImGuiKey_C)) ImGui::SetClipboardText(playground.copy().c_str());
    if (cut || ImGui::IsKeyPressed(ImGuiKey_Delete, false) || ImGui::IsKeyPressed(ImGuiKey_Backspace, false))
        actions_.push_back(Command(Remove{selection_}));
    if (chord(ImGuiMod_Ctrl | ImGuiKey_D)) actions_.push_back(Command(Duplicate{selection_}));
    if (chord(ImGuiMod_Ctrl | ImGuiKey_G)) actions_.push_back(Command(MakeGroup{selection_, ""}));
    if (chord(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_G)) {
        if (const auto group = selected_group(playground)) actions_.push_back(Command(Ungroup{*group}));
    }
    for (const auto& [key, dx, dy] :
         {std::tuple{ImGuiKey_LeftArrow, -1, 0}, std::tuple{ImGuiKey_RightArrow, 1, 0},
          std::tuple{ImGuiKey_UpArrow, 0, -1}, std::tuple{ImGuiKey_DownArrow, 0, 1}}) {
        if (!chord(ImGuiMod_Alt | key)) continue;
        Move move;
        for (const Card& card : view_->cards) {
            if (is_selected(card.id)) {
                move.places.emplace(card.id, Point{card.centre.x + kNudge * static_cast<float>(dx),
                                                   card.centre.y + kNudge * static_cast<float>(dy)});
            }
        }
        if (!move.places.empty()) actions_.push_back(Command(std::move(move)));
    }
}

/// The innermost group that holds the whole selection.
std::optional<GroupId> GraphRoom::selected_group(const Playground& playground) const {
    const Group* innermost = nullptr;
    for (const Group& group : playground.document().groups) {
        const bool all = std::ranges::all_of(selection_, [&](NodeId id) { return group.holds(id); });
        if (all && !selection_.empty() && (!innermost || group.nodes.size() < innermost->nodes.size()))
            innermost = &group;
    }
    return innermost ? std::optional(innermost->id) : std::nullopt;
}

}  // namespace bp::ui
