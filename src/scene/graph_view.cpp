#include "scene/graph_view.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <utility>

#include "base/number.hpp"
#include "base/order.hpp"
#include "scene/fitted_text.hpp"
#include "scene/picture.hpp"

namespace bp {
namespace {

/// "[1, 2, …]" with the elements written by `one`.
template <class Write>
std::string list(const View<double>& tensor, size_t most, Write one) {
    std::string text = "[";
    const size_t shown = std::min(tensor.size(), most);
    for (size_t k = 0; k < shown; ++k) text += (k > 0 ? ", " : "") + one(tensor[k]);
    return text + (shown < tensor.size() ? ", …]" : "]");
}

CardKind kind_of(const Node& node) {
    return node.op == OpKind::input      ? CardKind::leaf
           : node.op == OpKind::constant ? CardKind::constant
                                         : CardKind::op;
}

Card make_card(Execution<double>& execution, const Node& node, int digits) {
    Card card;
    card.id = node.id;
    card.kind = kind_of(node);
    card.output = node.id == execution.output();
    card.name = node.name;
    card.glyph = def(node.op).info.glyph;
    const View<double> value = execution.value(node.id);
    card.value = brief(value, digits);
    card.exact_value = exact(value);
    if (value.shape->is_scalar()) card.number = value[0];
    if (execution.has_grad(node.id)) {
        const View<double> gradient = execution.grad(node.id);
        card.gradient = brief(gradient, digits);
        if (card.number) card.gradient_number = gradient[0];
        card.exact_gradient = exact(gradient);
    }
    return card;
}

void hide_unwalked(Card& card, const Walk& walk) {
    card.active = walk.active() == card.id;
    if (!walk.value_shown(card.id)) {
        card.value.clear();
        card.exact_value.clear();
    }
    if (!walk.gradient_shown(card.id)) {
        card.gradient.clear();
        card.gradient_number.reset();
        card.exact_gradient.clear();
    }
}

/// Only what is visible gets a picture.
void add_pictures(Card& card, Execution<double>& execution, const Document& document,
                  PictureCache& pictures) {
    using Of = PictureCache::Of;
    const auto found = document.displays.find(card.id);
    const auto display = found == document.displays.end() ? std::nullopt : std::optional(found->second);
    const auto picture = [&](Of of, const View<double>& tensor) {
        return pictures.get(card.id, of, tensor, display, document.classes);
    };
    if (!card.value.empty()) card.picture = picture(Of::value, execution.value(card.id));
    if (!card.gradient.empty()) card.gradient_picture = picture(Of::gradient, execution.grad(card.id));
}

}  // namespace

std::string exact(const View<double>& tensor) {
    if (tensor.shape->is_scalar()) return exact(tensor[0]);
    constexpr size_t kMost = 64;
    return tensor.shape->text() + " " + list(tensor, kMost, [](double x) { return exact(x); });
}

namespace {

Wire make_wire(Execution<double>& execution, const Diagram::Link& link, const Density& density,
               const Walk* walk, bool strengths) {
    Wire wire;
    wire.from = link.from;
    wire.to = link.to;
    wire.source = link.source;
    wire.consumer = link.uses.front().consumer;
    wire.input = link.uses.front().input;
    wire.port = link.port;
    const View<double> value = execution.value(link.source);
    const bool scalar = value.shape->is_scalar();
    if (!scalar) wire.shape = value.shape->text();
    if (walk == nullptr || walk->value_shown(link.source)) {
        wire.value = tells_numbers(*value.shape, density) ? brief(value, density.digits) : wire.shape;
        if (scalar) wire.value_number = value[0];
    }
    const bool sent = walk == nullptr || std::ranges::all_of(link.uses, [&](const Use& use) {
                          return walk->contribution_shown(use.consumer);
                      });
    if (!sent || !(strengths || tells_numbers(*value.shape, density))) return wire;
    if (const auto gradient = contribution(execution, link)) {
        for (const double x : gradient->data)
            wire.strength = std::max(wire.strength, static_cast<float>(std::abs(x)));
        if (!tells_numbers(*value.shape, density)) return wire;
        wire.gradient = brief(view(*gradient), density.digits);
        if (scalar) wire.gradient_number = gradient->data[0];
    }
    return wire;
}

Point moved_by(Point p, Point from, Point to) { return {p.x + to.x - from.x, p.y + to.y - from.y}; }

/// The path of an edge: as arranged, or straight if one of its cards was moved.
void route(Wire& wire, const EdgePlace& place, const Arrangement& arrangement, const GraphView& view) {
    const Placement &from = arrangement.cards[wire.from], &to = arrangement.cards[wire.to];
    const Point from_now = view.cards[wire.from].centre, to_now = view.cards[wire.to].centre;
    if (from.centre == from_now && to.centre == to_now) {
        wire.path = place.path;
        wire.label = place.label;
        wire.label_room = place.label_room;
        return;
    }
    wire.path = bend(moved_by(place.path.front(), from.centre, from_now),
                     moved_by(place.path.back(), to.centre, to_now), view.flow);
    const Point a = wire.path[(wire.path.size() - 1) / 2], b = wire.path[wire.path.size() / 2];
    wire.label = {(a.x + b.x) / 2, (a.y + b.y) / 2};
}

/// Where some contributions have arrived, but not all: their sum so far.
void add_up(GraphView& view) {
    std::vector<double> sum(view.cards.size(), 0);
    std::vector<size_t> arrived(view.cards.size(), 0);
    for (const Wire& wire : view.wires) {
        if (wire.gradient.empty() || !wire.gradient_number) continue;
        sum[wire.from] += *wire.gradient_number;
        ++arrived[wire.from];
    }
    for (size_t i = 0; i < view.cards.size(); ++i) {
        Card& card = view.cards[i];
        if (arrived[i] > 0 && card.gradient.empty() && card.sum_room > 0)
            card.gradient = brief(sum[i], 3) + " + …";
    }
}

/// Whether not even one digit of the number fits its width.
bool outgrows(float room, const std::optional<double>& number, float size) {
    return room > 0 && number && number_fitted(*number, room + 0.5f, size).empty();
}

void widen(GraphView& view, Point low, Point high) {
    view.top_left = {std::min(view.top_left.x, low.x), std::min(view.top_left.y, low.y)};
    view.bottom_right = {std::max(view.bottom_right.x, high.x), std::max(view.bottom_right.y, high.y)};
}

void include(GroupBox& box, const Card& card, bool first) {
    const Point half{card.size.x / 2, card.size.y / 2};
    const Point low{card.centre.x - half.x, card.centre.y - half.y};
    const Point high{card.centre.x + half.x, card.centre.y + half.y};
    box.top_left = first ? low : Point{std::min(box.top_left.x, low.x), std::min(box.top_left.y, low.y)};
    box.bottom_right =
        first ? high : Point{std::max(box.bottom_right.x, high.x), std::max(box.bottom_right.y, high.y)};
}

/// Frames of the groups whose cards are shown; an outer frame has a larger distance than the inner ones.
std::vector<GroupBox> group_boxes(const GraphView& view, const Document& document, const Diagram& diagram) {
    constexpr float kPadding = 20;
    std::vector<const Group*> groups;
    for (const Group& group : document.groups) groups.push_back(&group);
    sort_by(groups, [](const Group* g) { return -static_cast<double>(g->nodes.size()); });
    std::vector<GroupBox> boxes;
    for (const Group* group : groups) {
        GroupBox box{.id = group->id, .name = group->name, .cards = {}, .top_left = {}, .bottom_right = {}};
        std::vector<char> seen(view.cards.size(), false);
        for (const NodeId id : group->nodes) {
            const size_t item = diagram.item_of[document.graph->index(id)];
            if (std::exchange(seen[item], true)) continue;
            include(box, view.cards[item], box.cards.empty());
            box.cards.push_back(item);
        }
        const bool as_card = box.cards.size() == 1;
        if (as_card) continue;
        const auto inside = std::ranges::count_if(groups, [&](const Group* other) {
            return other != group && other->nodes.size() <= group->nodes.size() &&
                   group->holds(other->nodes.front());
        });
        const float padding = kPadding + 12.0f * static_cast<float>(inside);
        box.top_left = {box.top_left.x - padding, box.top_left.y - padding - 8};
        box.bottom_right = {box.bottom_right.x + padding, box.bottom_right.y + padding};
        boxes.push_back(std::move(box));
    }
    return boxes;
}

}  // namespace

GraphView make_graph_view(Execution<double>& execution, const Document& document,
                          const Arrangement& arrangement, const Walk* walk, PictureCache* pictures,
                          bool strengths) {
    GraphView view;
    view.flow = arrangement.flow;
    view.longest_name = arrangement.spacing().longest_name;
    view.top_left = arrangement.top_left;
    view.bottom_right = arrangement.bottom_right;
    if (pictures != nullptr) pictures->next();
    const Diagram& diagram = arrangement.diagram;
    const Density& density = arrangement.spacing();
    const auto room = [&](NodeId node, NodeId consumer, size_t input, bool gradient) {
        const auto found = arrangement.rooms.find({node, consumer, input, gradient});
        return found == arrangement.rooms.end() ? 0.0f : found->second;
    };
    for (size_t i = 0; i < diagram.items.size(); ++i) {
        Card card = make_card(execution, document.graph->node(diagram.items[i].node), density.digits);
        if (card.number && arrangement.measured)
            view.outgrown |= outgrows(room(card.id, card.id, 0, false), card.number, text_size::kValue);
        if (walk != nullptr) hide_unwalked(card, *walk);
        if (pictures != nullptr) add_pictures(card, execution, document, *pictures);
        if (diagram.items[i].group) {
            const Group& group = *document.group(*diagram.items[i].group);
            card.kind = CardKind::group;
            card.group = group.id;
            card.name = group.name;
            card.glyph.clear();
            card.number.reset();
            card.output = group.holds(execution.output());
            card.active = walk != nullptr && walk->active() && group.holds(*walk->active());
        }
        const Placement& place = arrangement.cards[i];
        card.centre = centre_of(arrangement, document, i);
        view.moved = view.moved || card.centre != place.centre;
        card.size = place.size;
        card.corner = place.corner;
        card.picture_room = place.picture;
        card.gradient_room = place.gradient_picture;
        card.sum_room = place.sum;
        widen(view, {card.centre.x - card.size.x / 2, card.centre.y - card.size.y / 2},
              {card.centre.x + card.size.x / 2, card.centre.y + card.size.y / 2});
        view.cards.push_back(std::move(card));
    }
    for (size_t k = 0; k < diagram.links.size(); ++k) {
        const Diagram::Link& link = diagram.links[k];
        Wire wire = make_wire(execution, link, density, walk, strengths);
        route(wire, arrangement.edges[k], arrangement, view);
        wire.low = wire.high = wire.path.front();
        for (const Point& p : wire.path) {
            wire.low = {std::min(wire.low.x, p.x), std::min(wire.low.y, p.y)};
            wire.high = {std::max(wire.high.x, p.x), std::max(wire.high.y, p.y)};
        }
        if (wire.value_number && arrangement.measured) {
            const size_t input = 2 + wire.input;
            view.outgrown |= outgrows(room(wire.source, wire.consumer, input, false), wire.value_number,
                                      text_size::kLabel) ||
                             outgrows(room(wire.source, wire.consumer, input, true), wire.gradient_number,
                                      text_size::kLabel);
        }
        ++view.cards[wire.from].fan_out;
        view.cards[wire.to].arity = link.ports;
        view.wires.push_back(std::move(wire));
    }
    if (!arrangement.exits.empty()) {
        const size_t item = arrangement.exits.front();
        const Point from = arrangement.cards[item].centre, to = view.cards[item].centre;
        view.exit = arrangement.exit;
        for (Point& p : view.exit.path) p = moved_by(p, from, to);
        view.exit.label = moved_by(view.exit.label, from, to);
        const Point at = view.exit.label, half{view.exit.label_room.x / 2, view.exit.label_room.y / 2};
        widen(view, {at.x - half.x, at.y - half.y}, {at.x + half.x, at.y + half.y});
    }
    float strongest = 0;
    for (const Wire& wire : view.wires) strongest = std::max(strongest, wire.strength);
    for (Wire& wire : view.wires) wire.strength = strongest > 0 ? wire.strength / strongest : 0;
    if (walk != nullptr) add_up(view);
    view.groups = group_boxes(view, document, diagram);
    for (const GroupBox& box : view.groups)
        widen(view, {box.top_left.x, box.top_left.y - 12}, box.bottom_right);
    return view;
}

}  // namespace bp
