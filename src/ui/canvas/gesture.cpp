#include "ui/canvas/gesture.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace bp::ui {
namespace {

/// Ports lie a little outside their card, so that the card itself stays easy to hit.
constexpr float kPortOffset = 6;
/// Below this zoom cards are too small to pull edges from.
constexpr float kLeastZoom = 0.35f;
constexpr float kSnap = 4;  // canvas units

float distance(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y); }
bool same_number(double a, double b) { return std::bit_cast<uint64_t>(a) == std::bit_cast<uint64_t>(b); }
float threshold(const Pointer& pointer) { return pointer.touch ? 7.0f : 3.0f; }

bool is_selected(const Surroundings& around, NodeId id) {
    return std::ranges::find(around.selection, id) != around.selection.end();
}

/// The nodes a card stands for; last the one that is explained.
std::vector<NodeId> nodes_of(const Card& card, const Document& document) {
    std::vector<NodeId> nodes{card.id};
    if (!card.group) return nodes;
    nodes = document.group(*card.group)->nodes;
    std::erase(nodes, card.id);
    nodes.push_back(card.id);
    return nodes;
}

Consequence click(NodeId id, const Pointer& pointer, const Surroundings& around) {
    Consequence result;
    if (const Card* card = find_card(around.view, id))
        result.actions.push_back(choose(*card, pointer, around));
    return result;
}

// --- one function a gesture: the pointer moved

Consequence follow(Idle&, const Pointer&, const Surroundings&) { return {}; }

Consequence follow(DragNumber& drag, const Pointer& pointer, const Surroundings& around) {
    Consequence result;
    const Card* card = find_card(around.view, drag.card);
    if (!card || !settable(*card)) return result;
    if (!drag.started && std::abs(pointer.at.x - drag.first_x) <= threshold(pointer)) return result;
    drag.started = true;
    const double before = drag.number.value();
    const double value = drag.number.move(pointer.at.x - drag.last_x, pointer.factor());
    drag.last_x = pointer.at.x;
    if (!same_number(before, value)) result.actions.push_back(set_number(*card, value, drag.gesture));
    return result;
}

Consequence follow(MoveCards& move, const Pointer& pointer, const Surroundings& around) {
    Consequence result;
    if (!move.started && distance(pointer.at, move.begun) <= threshold(pointer) + 1) return result;
    move.started = true;
    const float zoom = around.camera.zoom();
    const float dx = (pointer.at.x - move.begun.x) / zoom, dy = (pointer.at.y - move.begun.y) / zoom;
    Move places{.places = {}, .gesture = move.gesture};
    const auto snapped_to = [](float x) { return std::round(x / kSnap) * kSnap; };
    for (const auto& [id, from] : move.from)
        places.places.emplace(id, Point{snapped_to(from.x + dx), snapped_to(from.y + dy)});
    const Card* card = find_card(around.view, move.card);
    if (card && !(card->centre == places.places.at(move.card)))
        result.actions.push_back(Command(std::move(places)));
    return result;
}

Consequence follow(PullEdge&, const Pointer&, const Surroundings&) { return {}; }
Consequence follow(SelectArea&, const Pointer&, const Surroundings&) { return {}; }

Consequence follow(Pan& pan, const Pointer& pointer, const Surroundings&) {
    if (!pan.started && distance(pointer.at, pan.begun) <= threshold(pointer)) return {};
    Consequence result{.pan = {pointer.at.x - pan.last.x, pointer.at.y - pan.last.y}};
    pan.started = true;
    pan.last = pointer.at;
    return result;
}

// --- and let go

Consequence finish(const Idle&, const Pointer&, const Surroundings&) { return {}; }

Consequence finish(const DragNumber& drag, const Pointer& pointer, const Surroundings& around) {
    if (drag.started) return {};
    // On a screen without keys a tap is the way to type.
    if (!around.area_tool && (pointer.touch || pointer.ctrl)) return {.type = drag.card};
    return click(drag.card, pointer, around);
}

Consequence finish(const MoveCards& move, const Pointer& pointer, const Surroundings& around) {
    if (move.started) return {};
    const Card* card = find_card(around.view, move.card);
    if (card && settable(*card) && pointer.touch && !around.area_tool) return {.type = move.card};
    return click(move.card, pointer, around);
}

Consequence finish(const PullEdge& pull, const Pointer& pointer, const Surroundings& around) {
    Consequence result;
    // A click on the port is one on its card.
    if (distance(pull.begun, pointer.at) < pointer.reach() / 2) return click(pull.port.node, pointer, around);
    const auto target = target_at(pointer, around);
    const bool back =
        target && !pull.port.out && target->node == pull.port.node && target->input == pull.port.input;
    if (back) return result;
    if (target && target->node != pull.source) {
        result.actions.push_back(Command(Connect{pull.source, target->node, target->input}));
        return result;
    }
    if (!pull.port.out) {
        result.actions.push_back(Command(Disconnect{pull.port.node, pull.port.input}));
        return result;
    }
    // Into the open: what is added next takes this as its input.
    const Point at = around.camera.to_canvas(pointer.at);
    if (std::ranges::any_of(around.view.cards, [&](const Card& card) { return hit(card, at); }))
        return result;
    result.actions.push_back(Select{.node = pull.source});
    result.actions.push_back(ShowPalette{true});
    return result;
}

Consequence finish(const SelectArea& area, const Pointer& pointer, const Surroundings& around) {
    const Rect box = spanned(area.begun, around.camera.to_canvas(pointer.at));
    std::vector<NodeId> nodes;
    for (const Card& card : around.view.cards) {
        if (!card_rect(card).overlaps(box)) continue;
        const std::vector<NodeId> those = nodes_of(card, around.document);
        nodes.insert(nodes.end(), those.begin(), those.end());
    }
    const bool add = pointer.shift || pointer.ctrl;
    return {
        .actions = {Select{.nodes = std::move(nodes), .mode = add ? Select::Mode::add : Select::Mode::set}}};
}

Consequence finish(const Pan& pan, const Pointer&, const Surroundings& around) {
    if (pan.started || around.selection.empty()) return {};
    return {.actions = {Select{}}};
}

// --- what a press begins

struct Beginning {
    const Pointer& pointer;
    const Surroundings& around;
    int id;

    Gesture operator()(const OnCard& on) const {
        MoveCards move{.card = on.card, .begun = pointer.at, .gesture = id};
        std::vector<NodeId> others;
        if (is_selected(around, on.card)) others = around.selection;
        sort_ids(others);
        for (const Card& other : around.view.cards) {
            const bool along = std::ranges::binary_search(others, other.id);
            if (other.id == on.card || along) move.from.emplace(other.id, other.centre);
        }
        return move;
    }
    Gesture operator()(const OnNumber& on) const {
        const Card* card = find_card(around.view, on.card);
        if (!card || !settable(*card)) return Idle{};
        return DragNumber{.card = on.card,
                          .number = NumberDrag(*card->number),
                          .gesture = id,
                          .first_x = pointer.at.x,
                          .last_x = pointer.at.x};
    }
    Gesture operator()(const Port& port) const {
        return PullEdge{.port = port, .source = port.out ? port.node : port.source, .begun = pointer.at};
    }
    Gesture operator()(const OnBackground&) const {
        if (around.area_tool || pointer.shift) return SelectArea{around.camera.to_canvas(pointer.at)};
        return Pan{.begun = pointer.at, .last = pointer.at};
    }
};

}  // namespace

bool settable(const Card& card) {
    return (card.kind == CardKind::leaf || card.kind == CardKind::constant) && card.number.has_value();
}

const Card* find_card(const GraphView& view, NodeId id) {
    const auto found = std::ranges::find(view.cards, id, &Card::id);
    return found == view.cards.end() ? nullptr : &*found;
}

Gesture begin(const Spot& spot, const Pointer& pointer, const Surroundings& around, int id) {
    return std::visit(Beginning{pointer, around, id}, spot);
}

Consequence go_on(Gesture& gesture, const Pointer& pointer, const Surroundings& around) {
    return std::visit([&](auto& one) { return follow(one, pointer, around); }, gesture);
}

Consequence end(Gesture& gesture, const Pointer& pointer, const Surroundings& around) {
    Consequence last = go_on(gesture, pointer, around);
    Consequence result = std::visit([&](const auto& one) { return finish(one, pointer, around); }, gesture);
    result.actions.insert(result.actions.begin(), last.actions.begin(), last.actions.end());
    result.pan = last.pan;
    gesture = Idle{};
    return result;
}

Action set_number(const Card& card, double value, int gesture) {
    if (card.kind == CardKind::constant) return Command(SetConstant{card.id, Tensor<double>(value), gesture});
    return Command(SetLeaf{.name = card.name, .value = Tensor<double>(value), .gesture = gesture});
}

Action choose(const Card& card, const Pointer& pointer, const Surroundings& around) {
    std::vector<NodeId> nodes = nodes_of(card, around.document);
    const bool toggles = pointer.shift || pointer.ctrl || around.area_tool;
    return Select{.nodes = std::move(nodes), .mode = toggles ? Select::Mode::toggle : Select::Mode::set};
}

std::optional<Port> port_at(const Pointer& pointer, const Surroundings& around) {
    if (around.camera.zoom() < kLeastZoom) return {};
    std::optional<Port> nearest;
    float least = pointer.reach();
    const bool right = around.view.flow == Flow::right;
    const auto consider = [&](Port port, Point place, float off) {
        port.place = right ? Point{place.x + off, place.y} : Point{place.x, place.y + off};
        const float away = distance(port.place, pointer.at);
        if (away >= least) return;
        least = away;
        nearest = port;
    };
    for (const Card& card : around.view.cards) {
        const Rect rect = around.camera.to_screen(card_rect(card));
        if (!rect.inset(-2 * pointer.reach()).contains(pointer.at)) continue;
        const Point out =
            right ? Point{rect.right(), rect.centre().y} : Point{rect.centre().x, rect.bottom()};
        consider({.node = card.id, .out = true}, out, kPortOffset);
    }
    for (const Wire& wire : around.view.wires) {
        if (wire.path.empty()) continue;
        const Point in = around.camera.to_screen(wire.path.back());
        if (distance(in, pointer.at) > 3 * pointer.reach()) continue;
        consider({.node = wire.consumer, .out = false, .input = wire.input, .source = wire.source}, in,
                 -kPortOffset);
    }
    return nearest;
}

std::optional<Port> target_at(const Pointer& pointer, const Surroundings& around) {
    std::optional<Port> nearest;
    float least = 60;
    const Point on_canvas = around.camera.to_canvas(pointer.at);
    for (const Wire& wire : around.view.wires) {
        if (wire.path.empty()) continue;
        const Point in = around.camera.to_screen(wire.path.back());
        const bool over = hit(around.view.cards[wire.to], on_canvas);
        const float away = distance(in, pointer.at);
        if ((!over && away > 2 * pointer.reach()) || away >= least + (over ? 1e6f : 0)) continue;
        least = away;
        nearest = Port{
            .node = wire.consumer, .out = false, .input = wire.input, .source = wire.source, .place = in};
    }
    return nearest;
}

}  // namespace bp::ui
