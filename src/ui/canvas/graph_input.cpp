#include <algorithm>
#include <bit>

#include "imgui.h"
#include "imgui_internal.h"
#include "scene/picture_places.hpp"
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

bool pressed_now(const Hit& hit) { return hit.held && ImGui::IsMouseClicked(ImGuiMouseButton_Left); }

}  // namespace

Pointer pointer_now() {
    const ImGuiIO& io = ImGui::GetIO();
    return {.at = {io.MousePos.x, io.MousePos.y},
            .touch = io.MouseSource == ImGuiMouseSource_TouchScreen,
            .shift = io.KeyShift,
            .ctrl = io.KeyCtrl,
            .alt = io.KeyAlt};
}

bool GraphRoom::is_selected(NodeId id) const { return std::ranges::binary_search(sorted_selection_, id); }

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
    if (!selection_.empty()) actions_.push_back(Select{});
    field_.open(*card);
}

/// The gesture that is on goes on with the pointer, and ends where the button is let go.
void GraphRoom::run_gesture() {
    if (std::holds_alternative<Idle>(gesture_)) return;
    if (!ImGui::IsMousePosValid()) {  // another program came to the front, or a second finger: what was done
                                      // stays
        gesture_ = Idle{};
        return;
    }
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
    const bool on_number = sets && ImGui::GetIO().MousePos.y >= rect.y + kHandle * rect.h;
    const std::string element = element_under_pointer(card);
    const std::string tip = element.empty() ? std::string(frame.text(tip_of(card, on_number))) : element;
    const Hit hit = item(frame, {.key = key,
                                 .label = label,
                                 .role = sets ? "slider" : "button",
                                 .rect = rect,
                                 .value = card.exact_value,
                                 .checked = is_selected(card.id),
                                 .tip = {tip}});
    if (hit.hovered || hit.held) element_ = std::pair(card.id, element);
    if (hit.hovered && !hit.focus_ring) hovered_ = card.id;
    if (hit.focus_ring) {
        ringed_ = card.id;
        if (focused_ != card.id && !rect.overlaps(frame.area.inset(kGrid)))
            viewpoint_.reveal(card_rect(card), clear_area(frame), frame.still);
        focused_ = card.id;
    }
    const Spot spot = on_number ? Spot(OnNumber{card.id}) : Spot(OnCard{card.id});
    show_cursor(hit, spot);
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
    if (pressed_now(hit)) press(spot);
    if (sets && hit.focused) nudge_number(card, hit);
}

/// "[3,17] = 0.53" of the tensor's picture, "" beside it.
std::string GraphRoom::element_under_pointer(const Card& card) const {
    if (!card.picture || !ImGui::IsMousePosValid()) return {};
    const Point at = pointer_now().at;
    for (const SceneCard& shown : scene_.cards) {
        if (scene_.nodes[shown.card] != card.id) continue;
        for (const auto& [picture, room] : {std::pair{card.picture.get(), shown.picture},
                                            std::pair{card.gradient_picture.get(), shown.gradient_picture}}) {
            if (picture == nullptr || !room.contains(at)) continue;
            if (const auto spot = picture_spot(*picture, room, at)) return spot->text;
        }
    }
    return {};
}

/// The text that says what a press on the card does, by its key. The keyboard acts on its number.
std::string_view GraphRoom::tip_of(const Card& card, bool on_number) const {
    if (card.group) return "graph.tip.group";
    if (!settable(card)) return "graph.tip.node";
    return on_number || ringed_ == card.id ? "graph.tip.number" : "graph.tip.handle";
}

/// The pointer's shape says what a press will do, or what is being done.
void GraphRoom::show_cursor(const Hit& hit, const Spot& spot) const {
    if (!hit.hovered || hit.focus_ring) return;
    int cursor = kCursorGrab;
    if (const auto* at = std::get_if<OnCard>(&spot)) {
        const Card* card = find_card(*view_, at->card);
        cursor = card && settable(*card) ? ImGuiMouseCursor_ResizeAll : ImGuiMouseCursor_Hand;
    } else if (std::holds_alternative<OnNumber>(spot)) {
        cursor = ImGuiMouseCursor_ResizeEW;
    } else if (std::holds_alternative<Port>(spot) || area_tool_ || ImGui::GetIO().KeyShift) {
        cursor = kCursorCrosshair;
    }
    const auto* moving = std::get_if<MoveCards>(&gesture_);
    if ((moving && moving->started) || std::holds_alternative<Pan>(gesture_)) cursor = kCursorGrabbing;
    if (std::holds_alternative<SelectArea>(gesture_)) cursor = kCursorCrosshair;
    ImGui::SetMouseCursor(cursor);
}

void GraphRoom::nudge_number(const Card& card, const Hit& hit) {
    constexpr ImGuiKey kArrows[] = {ImGuiKey_UpArrow, ImGuiKey_DownArrow};
    for (const ImGuiKey key : kArrows) ImGui::SetKeyOwner(key, hit.id);  // else ImGui moves the focus with it
    const auto press = pressed_key({KeyPlace::number}, hit.id);
    if (!press) return;
    const double factor = press->action == KeyAction::nudge_far    ? 10.0
                          : press->action == KeyAction::nudge_fine ? 0.1
                                                                   : 1.0;
    // What a key repeats while it is held is one step of undo.
    if (ImGui::IsKeyPressed(kArrows[press->chord], ImGuiInputFlags_None, hit.id)) ++gestures_;
    const double value = nudged(*card.number, press->chord == 0 ? 1 : -1, factor);
    if (std::bit_cast<uint64_t>(value) != std::bit_cast<uint64_t>(*card.number))
        actions_.push_back(set_number(card, value, gestures_));
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
    const std::string_view label = frame.text(port->out ? "graph.output_port" : "graph.input_port");
    const Hit hit = item(frame, {.key = "##port",
                                 .label = label,
                                 .role = "button",
                                 .rect = {at.x - r, at.y - r, 2 * r, 2 * r},
                                 .tip = {std::string(label)}});
    show_cursor(hit, *port);
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
        const Hit hit =
            item(frame, {.key = key, .label = name, .role = "button", .rect = rect, .tip = {name}});
        if (hit.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        if (hit.pressed) actions_.push_back(Command(FoldGroup{box.id, true}));
    }
}

void GraphRoom::run_background(Frame& frame) {
    const Hit hit =
        item(frame, {.key = "graph", .label = frame.text("graph.canvas"), .role = "img", .rect = frame.area});
    show_cursor(hit, OnBackground{});
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
    if (ImGui::GetIO().WantTextInput || field_.is_open()) return;
    const auto press = pressed_key({KeyPlace::graph, KeyPlace::canvas, KeyPlace::clipboard});
    if (!press) return;
    if (press->action == KeyAction::add) return actions_.push_back(ShowPalette{true});
    for (const auto& [tool, key] : kShortcuts) {
        if (key == press->action) return run_tool(tool, playground, frame);
    }
    run_edit_key(*press, playground);
}

void GraphRoom::run_edit_key(const KeyPress& press, const Playground& playground) {
    switch (press.action) {
        case KeyAction::leave:
            area_tool_ = false;
            break;
        case KeyAction::clear:
            if (!selection_.empty()) actions_.push_back(Select{});
            break;
        case KeyAction::select_all: {
            std::vector<NodeId> all;
            for (const Node& node : playground.document().graph->nodes()) all.push_back(node.id);
            actions_.push_back(Select{std::move(all)});
            break;
        }
        case KeyAction::paste: {
            const char* text = ImGui::GetClipboardText();
            if (text != nullptr && text[0] != '\0') actions_.push_back(Paste{text});
            break;
        }
        case KeyAction::copy:
        case KeyAction::cut:
            if (selection_.empty()) break;
            ImGui::SetClipboardText(playground.copy().c_str());
            if (press.action == KeyAction::cut) actions_.push_back(Command(Remove{selection_}));
            break;
        case KeyAction::move: {
            constexpr Point kDirections[] = {{-kNudge, 0}, {kNudge, 0}, {0, -kNudge}, {0, kNudge}};
            move_selection(kDirections[press.chord]);
            break;
        }
        default:
            break;
    }
}

void GraphRoom::move_selection(Point by) {
    Move move;
    for (const Card& card : view_->cards) {
        if (is_selected(card.id))
            move.places.emplace(card.id, Point{card.centre.x + by.x, card.centre.y + by.y});
    }
    if (move.places.empty()) return;
    moved_by_keys_ = true;
    actions_.push_back(Command(std::move(move)));
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
