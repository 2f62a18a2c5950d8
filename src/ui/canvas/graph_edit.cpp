#include <algorithm>
#include <cmath>

#include "graph/op.hpp"
#include "imgui.h"
#include "imgui_internal.h"
#include "ui/canvas/graph_room.hpp"

// What the user does to the graph itself: moving cards, pulling edges, choosing an area, the keys of editing.
namespace bp::ui {

namespace {

constexpr float kMouseReach = 12;
constexpr float kTouchReach = 20;
/// Ports lie a little outside their card, so that the card itself stays easy to hit.
constexpr float kPortOffset = 6;
/// Below this zoom cards are too small to pull edges from.
constexpr float kLeastZoom = 0.35f;
constexpr float kSnap = 4;  // canvas units
constexpr float kNudge = 16;

float distance(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

Point mouse() {
    const ImVec2 at = ImGui::GetIO().MousePos;
    return {at.x, at.y};
}

bool on_touch() { return ImGui::GetIO().MouseSource == ImGuiMouseSource_TouchScreen; }

float reach() { return on_touch() ? kTouchReach : kMouseReach; }

Rect spanned(Point a, Point b) {
    return {std::min(a.x, b.x), std::min(a.y, b.y), std::abs(a.x - b.x), std::abs(a.y - b.y)};
}

}  // namespace

// --- edges

/// The port under the pointer: where an edge leaves a card, or where one arrives at an op.
std::optional<GraphRoom::Port> GraphRoom::port_at(const GraphView& view, Point at) const {
    if (camera_.zoom() < kLeastZoom) return {};
    std::optional<Port> nearest;
    float least = reach();
    const auto consider = [&](Port port, Point place) {
        port.place = place;
        const float away = distance(place, at);
        if (away >= least) return;
        least = away;
        nearest = port;
    };
    for (const Card& card : view.cards) {
        const Rect rect = camera_.to_screen(card_rect(card));
        if (!rect.inset(-2 * reach()).contains(at)) continue;
        const Point out = camera_.to_screen(out_port(card));
        consider({.node = card.id, .out = true}, {out.x + kPortOffset, out.y});
    }
    for (const Wire& wire : view.wires) {
        const Card& to = view.cards[wire.to];
        const Point in = camera_.to_screen(in_port(to, wire.port, to.arity));
        if (distance(in, at) > 3 * reach()) continue;
        consider({.node = wire.consumer, .out = false, .input = wire.input, .source = wire.source},
                 {in.x - kPortOffset, in.y});
    }
    return nearest;
}

/// Ports come before the cards: where both lie, the port is meant.
void GraphRoom::run_ports(const GraphView& view, Frame& frame) {
    port_.reset();
    if (pulling_ || moving_ || dragging_ || boxing_ || editing_ || !ImGui::IsMousePosValid()) {
        if (!pulling_) return;
    }
    if (!pulling_) port_ = port_at(view, mouse());
    const std::optional<Port> port = pulling_ ? std::optional(pulling_->port) : port_;
    if (!port) return;
    const float r = reach();
    const Point at = port->place;
    const Hit hit = item(frame, {.key = "##port",
                                 .label = frame.text(port->out ? "graph.output_port" : "graph.input_port"),
                                 .role = "button",
                                 .rect = {at.x - r, at.y - r, 2 * r, 2 * r}});
    if (!pulling_ && hit.held && ImGui::IsMouseClicked(ImGuiMouseButton_Left))
        pulling_ = Pulling{.port = *port, .source = port->out ? port->node : port->source, .begun = mouse()};
    if (pulling_ && !hit.held) end_pull(view);
}

std::optional<GraphRoom::Port> GraphRoom::target_at(const GraphView& view, Point at) const {
    std::optional<Port> nearest;
    float least = 3 * kTouchReach;
    for (const Wire& wire : view.wires) {
        const Card& to = view.cards[wire.to];
        const Point in = camera_.to_screen(in_port(to, wire.port, to.arity));
        const bool over = hit(to, camera_.to_canvas(at));
        const float away = distance(in, at);
        if ((!over && away > 2 * reach()) || away >= least + (over ? 1e6f : 0)) continue;
        least = away;
        nearest = Port{
            .node = wire.consumer, .out = false, .input = wire.input, .source = wire.source, .place = in};
    }
    return nearest;
}

void GraphRoom::end_pull(const GraphView& view) {
    const Pulling pull = *pulling_;
    pulling_.reset();
    if (distance(pull.begun, mouse()) < reach() / 2) {  // a click on the port is one on its card
        actions_.push_back(Select(pull.port.node));
        return;
    }
    const auto target = target_at(view, mouse());
    const bool back =
        target && !pull.port.out && target->node == pull.port.node && target->input == pull.port.input;
    if (back) return;
    if (target && !(target->node == pull.source)) {
        actions_.push_back(Command(Connect{pull.source, target->node, target->input}));
        return;
    }
    if (!pull.port.out) {
        actions_.push_back(Command(Disconnect{pull.port.node, pull.port.input}));
        return;
    }
    // Into the open: what is added next takes this as its input.
    const bool on_card = std::ranges::any_of(
        view.cards, [&](const Card& card) { return hit(card, camera_.to_canvas(mouse())); });
    if (on_card) return;
    actions_.push_back(Select(pull.source));
    actions_.push_back(ShowPalette{true});
}

// --- moving cards

void GraphRoom::move_cards(const Card& card, const Hit& hit, const GraphView& view) {
    if (!hit.held) {
        if (moving_ && moving_->card == card.id) moving_.reset();
        return;
    }
    if (!moving_ || moving_->card != card.id) {
        if (!ImGui::IsMouseClicked(ImGuiMouseButton_Left)) return;
        moving_ = Moving{.card = card.id, .begun = mouse(), .gesture = ++gesture_, .from = {}};
        for (const Card& other : view.cards) {
            if (other.id == card.id || (is_selected(card.id) && is_selected(other.id)))
                moving_->from.emplace(other.id, other.centre);
        }
        return;
    }
    const Point at = mouse();
    if (!moving_->started && distance(at, moving_->begun) <= (on_touch() ? 8.0f : 4.0f)) return;
    moving_->started = true;
    fitted_ = false;
    const float dx = (at.x - moving_->begun.x) / camera_.zoom(),
                dy = (at.y - moving_->begun.y) / camera_.zoom();
    Move move{.places = {}, .gesture = moving_->gesture};
    for (const auto& [id, from] : moving_->from) {
        const auto snapped = [](float x) { return std::round(x / kSnap) * kSnap; };
        move.places.emplace(id, Point{snapped(from.x + dx), snapped(from.y + dy)});
    }
    if (move.places.at(card.id) == card.centre) return;
    actions_.push_back(Command(std::move(move)));
}

// --- choosing

void GraphRoom::select_card(const Card& card, const Playground& playground) {
    const ImGuiIO& io = ImGui::GetIO();
    std::vector<NodeId> nodes{card.id};
    if (card.group) {
        nodes = playground.document().group(*card.group)->nodes;
        std::erase(nodes, card.id);
        nodes.push_back(card.id);  // the one that is explained
    }
    if (io.KeyShift || io.KeyCtrl || area_tool_) {
        actions_.push_back(Select(std::move(nodes), Select::Mode::toggle));
    } else if (selection_ == nodes) {
        actions_.push_back(Select());
    } else {
        actions_.push_back(Select(std::move(nodes)));
    }
}

/// Whether the background's drag chooses an area instead of moving the view.
bool GraphRoom::run_box(const Hit& background, const Playground& playground, const GraphView& view) {
    const ImGuiIO& io = ImGui::GetIO();
    if (!boxing_) {
        const bool begins = background.held && ImGui::IsMouseClicked(ImGuiMouseButton_Left);
        if (begins && (area_tool_ || io.KeyShift)) boxing_ = camera_.to_canvas(mouse());
        return boxing_.has_value();
    }
    if (background.held) return true;
    const Rect box = spanned(*boxing_, camera_.to_canvas(mouse()));
    boxing_.reset();
    std::vector<NodeId> nodes;
    for (const Card& card : view.cards) {
        if (!card_rect(card).overlaps(box)) continue;
        if (card.group) {
            const auto& members = playground.document().group(*card.group)->nodes;
            nodes.insert(nodes.end(), members.begin(), members.end());
        } else {
            nodes.push_back(card.id);
        }
    }
    actions_.push_back(
        Select(std::move(nodes), io.KeyShift || io.KeyCtrl ? Select::Mode::add : Select::Mode::set));
    return true;
}

// --- keys

void GraphRoom::run_edit_keys(Playground& playground) {
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
        for (const Card& card : playground.graph_view().cards) {
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

// --- frames of unfolded groups

void GraphRoom::run_groups(const GraphView& view, Frame& frame) {
    for (const GroupBox& box : view.groups) {
        const Rect label = group_label(box, frame);
        if (!label.overlaps(frame.area)) continue;
        const std::string key = "##group/" + std::to_string(number(box.id));
        const std::string name = frame.fill("graph.fold_group", {{"name", box.name}});
        const Hit hit = item(frame, {.key = key, .label = name, .role = "button", .rect = label});
        if (hit.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        if (hit.pressed) actions_.push_back(Command(FoldGroup{box.id, true}));
    }
}

Rect GraphRoom::group_label(const GroupBox& box, const Frame& frame) const {
    const Point corner = camera_.to_screen(box.top_left);
    const float height = std::max(24.0f, frame.touch ? 36.0f : 24.0f);
    const float width = frame.painter.measure(box.name, type::kSmall).x + 8 * kGrid;
    return {corner.x, corner.y - height / 2, width, height};
}

void GraphRoom::paint_groups(const GraphView& view, const Frame& frame) const {
    const Palette& p = frame.painter.colours();
    for (const GroupBox& box : view.groups) {
        const Point low = camera_.to_screen(box.top_left), high = camera_.to_screen(box.bottom_right);
        const Rect rect{low.x, low.y, high.x - low.x, high.y - low.y};
        if (!rect.inset(-20).overlaps(frame.area)) continue;
        const float radius = 3 * kGrid * std::min(camera_.zoom(), 1.5f);
        frame.painter.fill(rect, faded(p.forward, 0.04f), radius);
        frame.painter.frame(rect, faded(p.text_dim, 0.5f), radius);
    }
}

void GraphRoom::paint_group_labels(const GraphView& view, const Frame& frame) const {
    const Palette& p = frame.painter.colours();
    for (const GroupBox& box : view.groups) {
        const Rect label = group_label(box, frame);
        if (!label.overlaps(frame.area)) continue;
        const Rect pill{label.x + 2 * kGrid, label.centre().y - 10, label.w, 20};
        frame.painter.fill(pill, p.surface, 10);
        frame.painter.frame(pill, p.line, 10);
        frame.painter.icon(Icon::minus, {pill.x + 3 * kGrid, pill.centre().y}, p.text_dim, 0.6f);
        frame.painter.text({pill.x + 5.5f * kGrid, pill.centre().y}, box.name, type::kSmall, p.text_dim);
    }
}

// --- what is being done

void GraphRoom::paint_gesture(const GraphView& view, const Frame& frame) const {
    const Painter& paint = frame.painter;
    const Palette& p = paint.colours();
    if (boxing_) {
        const Rect box = spanned(camera_.to_screen(*boxing_), mouse());
        paint.fill(box, faded(p.forward, 0.1f), 2);
        paint.frame(box, p.forward, 2);
    }
    if (port_ && !pulling_) {
        paint.disc(port_->place, 7, p.surface);
        paint.ring(port_->place, 7, p.forward, 2);
        paint.disc(port_->place, 3, p.forward);
    }
    if (!pulling_) return;
    const Card* from = find(view, card_of(view, pulling_->source));
    if (!from) return;
    const auto target = target_at(view, mouse());
    const Point end = target ? target->place : mouse();
    paint.curve(edge_curve(camera_.to_screen(out_port(*from)), end), p.forward, 2.5f, frame.area);
    paint.disc(end, 5, p.forward);
    if (target) paint.ring(end, 11, p.forward, 2);
}

/// The card that shows the node: its own, or that of the folded group it is in.
NodeId GraphRoom::card_of(const GraphView& view, NodeId node) const {
    if (find(view, node)) return node;
    for (const Wire& wire : view.wires) {
        if (wire.source == node) return view.cards[wire.from].id;
    }
    return node;
}

}  // namespace bp::ui
