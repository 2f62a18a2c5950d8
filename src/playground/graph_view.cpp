#include "playground/graph_view.hpp"

#include <algorithm>
#include <array>

#include "base/number.hpp"
#include "playground/layout.hpp"

namespace bp {
namespace {

constexpr float kOpDiameter = 48;
constexpr float kLetter = 8.5f;  // average width of a letter in canvas units
constexpr Point kLeafSize{104, 56};
constexpr float kTensorWidth = 152;
constexpr float kMostText = 240;
constexpr size_t kBriefElements = 3;

size_t letters(std::string_view utf8) {
    return static_cast<size_t>(std::ranges::count_if(utf8, [](char c) { return (c & 0xC0) != 0x80; }));
}

/// Of what does not change while a leaf is dragged: name, op and shape, not the digits.
Point card_size(Execution<double>& execution, const Node& node) {
    const auto wide = [](std::string_view text) {
        return std::min(kLetter * static_cast<float>(letters(text)), kMostText);
    };
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

Card make_card(Execution<double>& execution, const Node& node) {
    Card card;
    card.id = node.id;
    card.kind = node.op == OpKind::input      ? CardKind::leaf
                : node.op == OpKind::constant ? CardKind::constant
                                              : CardKind::op;
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

std::vector<Placement> place_cards(Execution<double>& execution) {
    const auto nodes = execution.graph().nodes();
    std::vector<Point> sizes;
    float leaf_width = 0;
    for (const Node& node : nodes) {
        sizes.push_back(card_size(execution, node));
        if (node.op == OpKind::input) leaf_width = std::max(leaf_width, sizes.back().x);
    }
    for (size_t i = 0; i < nodes.size(); ++i) {
        if (nodes[i].op == OpKind::input) sizes[i].x = leaf_width;  // leaves stand in columns: one width
    }
    const std::vector<Point> centres = layered_layout(execution.graph(), sizes);
    std::vector<Placement> places;
    for (size_t i = 0; i < nodes.size(); ++i) places.push_back({centres[i], sizes[i]});
    return places;
}

GraphView make_graph_view(Execution<double>& execution, const std::vector<Placement>& places,
                          const Walk* walk) {
    GraphView view;
    const auto nodes = execution.graph().nodes();
    for (size_t i = 0; i < nodes.size(); ++i) {
        const Node& node = nodes[i];
        Card card = make_card(execution, node);
        if (walk != nullptr) hide_unwalked(card, *walk);
        card.size = places[i].size;
        card.centre = places[i].centre;
        const Point half{card.size.x / 2, card.size.y / 2};
        const Point low{card.centre.x - half.x, card.centre.y - half.y};
        const Point high{card.centre.x + half.x, card.centre.y + half.y};
        view.top_left =
            i == 0 ? low : Point{std::min(view.top_left.x, low.x), std::min(view.top_left.y, low.y)};
        view.bottom_right =
            i == 0 ? high
                   : Point{std::max(view.bottom_right.x, high.x), std::max(view.bottom_right.y, high.y)};
        view.cards.push_back(std::move(card));
        for (size_t k = 0; k < node.arity; ++k) {
            Wire wire{.from = node.input[k], .to = node.id, .input = k, .value = {}, .gradient = {}};
            if (walk == nullptr || walk->value_shown(wire.from))
                wire.value = brief(execution.value(wire.from));
            const bool sent = walk == nullptr || walk->contribution_shown(node.id);
            if (sent && execution.has_grad(node.id) && execution.has_grad(wire.from)) {
                const Tensor<double> contribution = execution.contribution(node.id, k);
                wire.gradient = brief(bp::view(contribution));
            }
            view.wires.push_back(std::move(wire));
        }
    }
    return view;
}

}  // namespace bp
