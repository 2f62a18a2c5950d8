#include "scene/graph_view.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <map>

#include "base/number.hpp"
#include "scene/layout.hpp"
#include "scene/picture.hpp"

namespace bp {
namespace {

constexpr float kOpDiameter = 48;
constexpr Point kGap{112, 36};
constexpr Point kWideGap{152, 56};  ///< where edges carry short lists of numbers
constexpr float kLetter = 8.5f;     // average width of a letter in canvas units
constexpr Point kLeafSize{104, 56};
constexpr float kTensorWidth = 152;
constexpr float kMostText = 240;
constexpr size_t kBriefElements = 3;

size_t letters(std::string_view utf8) {
    return static_cast<size_t>(std::ranges::count_if(utf8, [](char c) { return (c & 0xC0) != 0x80; }));
}

/// Of what does not change while a leaf is dragged: name, op and shape, not the digits.
Point card_size(Execution<double>& execution, const Node& node, const Group* group) {
    const auto wide = [](std::string_view text) {
        return std::min(kLetter * static_cast<float>(letters(text)), kMostText);
    };
    if (group != nullptr) return {std::max(88.0f, 40 + wide(group->name)), kOpDiameter};
    if (node.op == OpKind::constant) return {std::max(56.0f, 24 + wide(brief(execution.value(node.id)))), 40};
    if (node.op != OpKind::input) {
        return {std::max(kOpDiameter, 24 + wide(def(node.op).info.glyph)), kOpDiameter};
    }
    const float least = execution.shape(node.id).is_scalar() ? kLeafSize.x : kTensorWidth;
    return {std::max(least, 32 + wide(node.name)), kLeafSize.y};
}

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

Card make_card(Execution<double>& execution, const Node& node) {
    Card card;
    card.id = node.id;
    card.kind = kind_of(node);
    card.output = node.id == execution.output();
    card.name = node.name;
    card.glyph = def(node.op).info.glyph;
    const View<double> value = execution.value(node.id);
    card.value = brief(value);
    card.exact_value = exact(value);
    if (value.shape->is_scalar()) card.number = value[0];
    if (execution.has_grad(node.id)) {
        const View<double> gradient = execution.grad(node.id);
        card.gradient = brief(gradient);
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
        card.exact_gradient.clear();
    }
}

/// Only what is shown gets a picture.
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

std::string brief(const View<double>& tensor) {
    if (tensor.shape->is_scalar()) return brief(tensor[0]);
    if (tensor.size() > kBriefElements) return tensor.shape->text();
    return list(tensor, kBriefElements, [](double x) { return brief(x, 3); });
}

std::string exact(const View<double>& tensor) {
    if (tensor.shape->is_scalar()) return exact(tensor[0]);
    constexpr size_t kMost = 64;
    return tensor.shape->text() + " " + list(tensor, kMost, [](double x) { return exact(x); });
}

Arrangement arrange(Execution<double>& execution, const Document& document, const Arrangement* before) {
    const Graph& graph = *document.graph;
    Arrangement result{.diagram = make_diagram(graph, document.groups), .cards = {}, .via = {}};
    const auto& items = result.diagram.items;
    std::vector<Point> sizes;
    float leaf_width = 0;
    bool short_lists = false;
    for (const Diagram::Item& item : items) {
        const Node& node = graph.node(item.node);
        sizes.push_back(card_size(execution, node, item.group ? document.group(*item.group) : nullptr));
        if (kind_of(node) == CardKind::leaf) leaf_width = std::max(leaf_width, sizes.back().x);
        const Shape& shape = execution.shape(item.node);
        short_lists = short_lists || (!shape.is_scalar() && shape.size() <= kBriefElements);
    }
    for (size_t i = 0; i < items.size(); ++i) {
        // Leaves stand in columns: one width.
        if (kind_of(graph.node(items[i].node)) == CardKind::leaf && !items[i].group) sizes[i].x = leaf_width;
    }
    std::vector<std::optional<Point>> order;
    if (before != nullptr) {
        std::map<NodeId, Point> stood;
        for (size_t i = 0; i < before->cards.size(); ++i)
            stood.emplace(before->diagram.items[i].node, before->cards[i].centre);
        for (const Diagram::Item& item : items) {
            const auto found = stood.find(item.node);
            order.push_back(found == stood.end() ? std::nullopt : std::optional(found->second));
        }
    }
    Layout layout = layered_layout(result.diagram, sizes, short_lists ? kWideGap : kGap, order);
    for (size_t i = 0; i < items.size(); ++i) result.cards.push_back({layout.centres[i], sizes[i]});
    result.via = std::move(layout.via);
    return result;
}

Point centre_of(const Arrangement& arrangement, const Document& document, size_t item) {
    const auto moved = document.places.find(arrangement.diagram.items[item].node);
    return moved == document.places.end() ? arrangement.cards[item].centre : moved->second;
}

namespace {

/// The sum of what the uses send back along a link.
std::string contribution_text(Execution<double>& execution, const Diagram::Link& link) {
    std::optional<Tensor<double>> sum;
    for (const Use& use : link.uses) {
        if (!execution.has_grad(use.consumer)) continue;
        Tensor<double> sent = execution.contribution(use.consumer, use.input);
        if (!sum) {
            sum = std::move(sent);
        } else {
            for (size_t i = 0; i < sum->data.size(); ++i) sum->data[i] += sent.data[i];
        }
    }
    return sum ? brief(bp::view(*sum)) : std::string();
}

Wire make_wire(Execution<double>& execution, const Diagram::Link& link, const Walk* walk) {
    Wire wire{.from = link.from,
              .to = link.to,
              .source = link.source,
              .consumer = link.uses.front().consumer,
              .input = link.uses.front().input,
              .port = link.port,
              .shape = {},
              .value = {},
              .gradient = {},
              .via = {}};
    const Shape& shape = execution.shape(link.source);
    if (!shape.is_scalar()) wire.shape = shape.text();
    if (walk == nullptr || walk->value_shown(link.source)) wire.value = brief(execution.value(link.source));
    const bool sent = walk == nullptr || std::ranges::all_of(link.uses, [&](const Use& use) {
                          return walk->contribution_shown(use.consumer);
                      });
    if (sent && execution.has_grad(link.source)) wire.gradient = contribution_text(execution, link);
    return wire;
}

void include(GroupBox& box, const Card& card, bool first) {
    const Point half{card.size.x / 2, card.size.y / 2};
    const Point low{card.centre.x - half.x, card.centre.y - half.y};
    const Point high{card.centre.x + half.x, card.centre.y + half.y};
    box.top_left = first ? low : Point{std::min(box.top_left.x, low.x), std::min(box.top_left.y, low.y)};
    box.bottom_right =
        first ? high : Point{std::max(box.bottom_right.x, high.x), std::max(box.bottom_right.y, high.y)};
}

/// Frames of the groups that are shown by their cards; an outer one stands off further than those inside.
std::vector<GroupBox> group_boxes(const GraphView& view, const Document& document, const Diagram& diagram) {
    constexpr float kPadding = 20;
    std::vector<const Group*> groups;
    for (const Group& group : document.groups) groups.push_back(&group);
    std::ranges::stable_sort(groups, std::greater<>(), [](const Group* g) { return g->nodes.size(); });
    std::vector<GroupBox> boxes;
    for (const Group* group : groups) {
        GroupBox box{.id = group->id, .name = group->name, .cards = {}, .top_left = {}, .bottom_right = {}};
        for (const NodeId id : group->nodes) {
            const size_t item = diagram.item_of[document.graph->index(id)];
            if (std::ranges::find(box.cards, item) != box.cards.end()) continue;
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
                          const Arrangement& arrangement, const Walk* walk, PictureCache* pictures) {
    GraphView view;
    if (pictures != nullptr) pictures->next();
    const Diagram& diagram = arrangement.diagram;
    GroupBox all;
    for (size_t i = 0; i < diagram.items.size(); ++i) {
        Card card = make_card(execution, document.graph->node(diagram.items[i].node));
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
        card.centre = centre_of(arrangement, document, i);
        card.size = arrangement.cards[i].size;
        include(all, card, i == 0);
        view.cards.push_back(std::move(card));
    }
    view.top_left = all.top_left;
    view.bottom_right = all.bottom_right;
    for (size_t k = 0; k < diagram.links.size(); ++k) {
        Wire wire = make_wire(execution, diagram.links[k], walk);
        // To and from a card that was moved the edge goes straight.
        const Diagram::Link& link = diagram.links[k];
        const bool moved = document.places.contains(diagram.items[link.from].node) ||
                           document.places.contains(diagram.items[link.to].node);
        if (!moved) wire.via = arrangement.via[k];
        ++view.cards[wire.from].fan_out;
        view.cards[wire.to].arity = diagram.links[k].ports;
        view.wires.push_back(std::move(wire));
    }
    view.groups = group_boxes(view, document, diagram);
    return view;
}

}  // namespace bp
