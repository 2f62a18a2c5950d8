#include "scene/arrange.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>

#include "base/number.hpp"
#include "scene/fitted_text.hpp"
#include "scene/picture_places.hpp"

namespace bp {
namespace {

/// From the widest spacing to the narrowest; text never shrinks.
constexpr std::array<Density, 5> kDensities{{
    {.gap = 110, .row_gap = 56, .roomy = true, .digits = 5, .least_room = 7, .longest_name = 170},
    {.gap = 60, .row_gap = 30, .roomy = true, .digits = 5, .least_room = 7, .longest_name = 170},
    {.gap = 40, .row_gap = 20, .roomy = true, .digits = 5, .least_room = 7, .longest_name = 170},
    {.gap = 24, .row_gap = 14, .roomy = false, .digits = 5, .least_room = 6, .longest_name = 120},
    {.gap = 15, .row_gap = 8, .roomy = false, .digits = 3, .least_room = 6, .longest_name = 84},
}};
/// A density is used from this scale on; at larger scales, a wider one fits.
constexpr std::array<float, 5> kWantedScale{2.2f, 1.5f, 1.05f, 1, 1};
constexpr size_t kClosest = kDensities.size() - 1;
constexpr size_t kUsual = 2;

constexpr size_t kMostMeasured =
    300;  ///< items; in larger graphs, labels are drawn where there happens to be space
constexpr size_t kMostTried = 60;  ///< items of graphs for which wrapping and other directions are tried
constexpr size_t kListed = 3;      ///< elements that are listed on an edge
constexpr int kNearLayer = 3;
constexpr float kLine = 14;  ///< a line of text above or below a card
constexpr float kPad = 7;

struct Shaping {
    const Density& density;
    Flow flow;
    bool measured;
};

float named_width(std::string_view name, const Density& density, Weight weight = Weight::regular) {
    return std::min(text_width(name, text_size::kLabel, weight), density.longest_name);
}

class Rooms {
  public:
    Rooms(NumberRooms& rooms, float least, bool measured)
        : rooms_(rooms), least_(least), measured_(measured) {}

    float number(NodeId node, NodeId consumer, size_t input, bool gradient, std::string_view text,
                 float size) {
        if (!measured_) return 6 * size;
        float& room = rooms_[{node, consumer, input, gradient}];
        const float digit = text_width("0", size, Weight::semibold);
        const float needed = std::max(text_width(text, size, Weight::semibold), least_ * digit);
        if (needed > room) room = std::ceil(needed / digit - 0.01f) * digit;
        return room;
    }

  private:
    NumberRooms& rooms_;
    float least_;
    bool measured_;
};

/// A card before it has a place: its parts, and the box that contains them and the texts around them.
struct Shaped {
    Placement card;
    LayoutBox box;
};

/// The box of a card with texts outside it: above and below, or beside it if edges come from above.
LayoutBox boxed(Point size, float corner, float above, float below, float wide, Flow flow) {
    LayoutBox box{.size = size, .line = 0, .inner = size, .corner = corner};
    if (flow == Flow::right) {
        box.size = {std::max(size.x, wide), size.y + above + below};
        box.line = (above - below) / 2;
        return box;
    }
    if (wide == 0) return box;
    box.size = {size.x + wide + 6, std::max(size.y, above + below)};
    box.line = -(wide + 6) / 2;
    return box;
}

class Shaper {
  public:
    Shaper(Execution<double>& execution, const Document& document, const Diagram& diagram, Shaping shaping,
           NumberRooms& rooms)
        : execution_(execution),
          document_(document),
          diagram_(diagram),
          density_(shaping.density),
          flow_(shaping.flow),
          measured_(shaping.measured),
          rooms_(rooms, shaping.density.least_room, shaping.measured),
          fan_out_(diagram.items.size(), 0) {
        for (const Diagram::Link& link : diagram.links) ++fan_out_[link.from];
    }

    Shaped card(size_t item) {
        const Diagram::Item& it = diagram_.items[item];
        const Node& node = document_.graph->node(it.node);
        const Point picture = picture_room(node.id);
        const bool scalar = picture.x == 0;  // a number, or a list of one, is shown as text instead
        Shaped shaped;
        float above = 0, below = 0, wide = 0;
        if (it.group) {
            const float name = named_width(document_.group(*it.group)->name, density_, Weight::semibold);
            shaped.card.size = {std::max(56.0f, name + 2 * kPad + 6), 34};
            shaped.card.corner = 10;
            if (!scalar) add_picture(shaped.card, picture, name + 2 * kPad + 6, 20, node.id);
        } else if (node.op == OpKind::input) {
            const float name = named_width(node.name, density_);
            const float value = scalar ? value_room(node.id, text_size::kValue) : 0;
            shaped.card.size = {std::max({44.0f, name + 2 * kPad, value + 2 * kPad}), 38};
            shaped.card.corner = 8;
            if (!scalar) add_picture(shaped.card, picture, name + 2 * kPad, 18, node.id);
        } else if (node.op == OpKind::constant && scalar) {
            shaped.card.size = {std::max(26.0f, value_room(node.id, text_size::kValue) + 10), 26};
            shaped.card.corner = 8;
        } else {
            const std::string_view glyph = def(node.op).info.glyph;
            const float word = is_sign(glyph) ? 0 : text_width(glyph, text_size::kValue) + 18;
            shaped.card.size = {std::max(32.0f, word), 32};
            shaped.card.corner = 16;
            if (!scalar) add_picture(shaped.card, picture, word, 20, node.id);
        }
        if (!it.group && node.op != OpKind::input && !node.name.empty()) {
            above = kLine;
            wide = named_width(node.name, density_, Weight::semibold);
        }
        if (fan_out_[item] > 1 && execution_.has_grad(node.id) && scalar) {
            shaped.card.sum = rooms_.number(
                node.id, node.id, 1, true, "Σ " + text(execution_.grad(node.id)) + " + …", text_size::kLabel);
            below = kLine;
            wide = std::max(wide, shaped.card.sum);
        }
        shaped.box = boxed(shaped.card.size, shaped.card.corner, above, below, wide, flow_);
        return shaped;
    }

    /// The box of an edge's label, through which the edge runs: above and below the line, or right of it.
    LayoutBox label(const Diagram::Link& link) {
        if (!measured_) return {};
        const Use& use = link.uses.front();
        const std::string value = text(execution_.value(link.source));
        std::string gradient;
        if (tells_numbers(execution_.shape(link.source), density_)) {
            if (const auto sent = contribution(execution_, link))
                gradient = brief(view(*sent), density_.digits);
        }
        const auto room = [&](const std::string& what, bool backward) {
            return what.empty() ? 0
                                : rooms_.number(link.source, use.consumer, 2 + use.input, backward, what,
                                                text_size::kLabel);
        };
        const float wide = std::max(room(value, false), room(gradient, true)) + 4;
        const float below = gradient.empty() ? 3 : kLine;
        if (flow_ == Flow::right) return {.size = {wide, kLine + below}, .line = (kLine - below) / 2};
        return {.size = {wide + 8, gradient.empty() ? kLine : 2 * kLine - 2}, .line = 4 - (wide + 8) / 2};
    }

    /// The output's value and gradient, where its arrow ends.
    LayoutBox exit(NodeId output) {
        if (!measured_) return {.size = {60, 32}};
        const float value =
            rooms_.number(output, output, 0, false, text(execution_.value(output)), text_size::kValue);
        const float gradient =
            execution_.has_grad(output)
                ? rooms_.number(output, output, 0, true, text(execution_.grad(output)), text_size::kLabel)
                : 0;
        return {.size = {std::max(value, gradient) + 6, 32}};
    }

    float port(const Diagram::Link& link, const Placement& to) const {
        if (link.ports < 2) return 0;
        const float spread = static_cast<float>(link.port) / static_cast<float>(link.ports - 1) - 0.5f;
        const float side = flow_ == Flow::right ? to.size.y : to.size.x;
        const float most = std::min(side - 10, std::max(17.0f, 11.0f * static_cast<float>(link.ports - 1)));
        return spread * most;
    }

  private:
    std::string text(const View<double>& tensor) const {
        return tells_numbers(*tensor.shape, density_) ? brief(tensor, density_.digits) : tensor.shape->text();
    }

    float value_room(NodeId node, float size) {
        return rooms_.number(node, node, 0, false, text(execution_.value(node)), size);
    }

    Point picture_room(NodeId node) const {
        const auto found = document_.displays.find(node);
        const auto display = found == document_.displays.end() ? std::nullopt : std::optional(found->second);
        return picture_size(execution_.shape(node), display, document_.classes, !density_.roomy);
    }

    /// Makes the card as large as its words, `head` high, with the picture of its tensor below them.
    void add_picture(Placement& card, Point picture, float words, float head, NodeId node) const {
        card.picture = picture;
        card.gradient_picture = density_.roomy && execution_.has_grad(node);
        const float pictures = card.gradient_picture ? 2 * picture.y + 3 : picture.y;
        card.size = {std::max(words, picture.x + 12), head + pictures + 6};
        card.corner = 8;
    }

    Execution<double>& execution_;
    const Document& document_;
    const Diagram& diagram_;
    const Density& density_;
    Flow flow_;
    bool measured_;
    Rooms rooms_;
    std::vector<size_t> fan_out_;
};

/// One way to lay out a graph.
struct Style {
    Flow flow = Flow::right;
    size_t density = kUsual;
    float row_length = 0;  ///< 0: one row
    int near_layer = kNearLayer;
};

struct Candidate {
    Arrangement arrangement;
    float scale = 0;
};

class Arranger {
  public:
    Arranger(Execution<double>& execution, const Document& document, Point room, const Arrangement* before)
        : execution_(execution),
          document_(document),
          room_(room),
          diagram_(make_diagram(*document.graph, document.groups)) {
        if (before == nullptr) return;
        rooms_ = before->rooms;
        same_graph_ = before->graph == document.graph && before->room == room &&
                      before->diagram.items.size() == diagram_.items.size();
        std::map<NodeId, Point> stood;
        for (size_t i = 0; i < before->cards.size(); ++i)
            stood.emplace(before->diagram.items[i].node, before->cards[i].centre);
        size_t same = 0;
        for (const Diagram::Item& item : diagram_.items) {
            const auto found = stood.find(item.node);
            before_.push_back(found == stood.end() ? std::nullopt : std::optional(found->second));
            same += found != stood.end();
        }
        if (2 * same >= diagram_.items.size() && before->room == room)
            kept_ = Style{before->flow, before->density, before->row_length,
                          before->row_length > 0 ? 0 : kNearLayer};
    }

    Arrangement best() {
        const size_t items = diagram_.items.size();
        if (items > kMostMeasured) return tried({.density = kUsual - 1}).arrangement;
        const bool any_room = !(room_.x > 0 && room_.y > 0);
        // The user moved cards in a layout from left to right.
        if (any_room || (!document_.places.empty() && !kept_)) return tried({}).arrangement;
        if (kept_) {
            Candidate same = tried(*kept_);
            if (same_graph_ || same.scale >= 1 || !document_.places.empty())
                return std::move(same.arrangement);
        }
        // Left to right, as in the book's figures, if that is readable.
        Candidate row;
        size_t density = 0;
        for (; density <= kClosest; ++density) {
            row = tried({.density = density});
            if (row.scale >= kWantedScale[density]) break;
        }
        if (density <= kClosest || items > kMostTried) return std::move(row.arrangement);
        Candidate best = std::move(row);
        for (const size_t closer : {kUsual, kClosest - 1, kClosest}) {
            for (const Flow flow : {Flow::right, Flow::down}) {
                if (flow == Flow::down) consider(best, {.flow = flow, .density = closer});
                consider(best, {.flow = flow, .density = closer, .near_layer = 0});
                consider_rows(best, {.flow = flow, .density = closer, .near_layer = 0});
            }
            if (best.scale >= (closer == kUsual ? 1.2f : 1)) break;
        }
        return std::move(best.arrangement);
    }

  private:
    void consider(Candidate& best, const Style& style) {
        Candidate next = tried(style);
        if (next.scale > best.scale) best = std::move(next);
    }

    /// Tries the style in rows of several lengths.
    void consider_rows(Candidate& best, Style style) {
        const float most = style.flow == Flow::right ? room_.x : room_.y;
        for (const float share : {0.96f, 0.7f, 0.5f, 0.36f}) {
            style.row_length = most * share - 2 * kDensities[style.density].gap;
            if (style.row_length > 0) consider(best, style);
        }
    }

    Candidate tried(const Style& style) {
        Candidate result;
        Arrangement& a = result.arrangement;
        const bool measured = diagram_.items.size() <= kMostMeasured;
        a.diagram = diagram_;
        a.flow = style.flow;
        a.density = style.density;
        a.row_length = style.row_length;
        a.measured = measured;
        a.rooms = rooms_;
        a.room = room_;
        a.graph = document_.graph;
        const Density& density = kDensities[style.density];
        Shaper shaper(execution_, document_, diagram_, {density, style.flow, measured}, a.rooms);
        const LayoutProblem problem = posed(shaper, a);
        const LayoutStyle layout_style{
            .flow = style.flow,
            .gap = density.gap,
            .row_gap = density.row_gap,
            .near_layer = style.near_layer,
            .row_length = style.row_length > 0 ? style.row_length : std::numeric_limits<float>::infinity(),
            .labels = measured};
        Layout layout = layered_layout(problem, layout_style, before_);
        for (size_t i = 0; i < a.cards.size(); ++i) a.cards[i].centre = layout.centres[i];
        const size_t links = diagram_.links.size();
        for (size_t k = 0; k < problem.edges.size(); ++k) {
            EdgePlace place{std::move(layout.paths[k]), layout.labels[k], problem.edges[k].label.size};
            if (k < links) {
                a.edges.push_back(std::move(place));
            } else {
                place.label = layout.centres.back();
                place.label_room = problem.boxes.back().size;
                a.exit = std::move(place);
            }
        }
        a.top_left = layout.top_left;
        a.bottom_right = layout.bottom_right;
        result.scale =
            fitting_scale({a.bottom_right.x - a.top_left.x, a.bottom_right.y - a.top_left.y}, room_);
        return result;
    }

    LayoutProblem posed(Shaper& shaper, Arrangement& a) const {
        LayoutProblem problem;
        float leaf = 0;
        for (size_t i = 0; i < diagram_.items.size(); ++i) {
            Shaped shaped = shaper.card(i);
            a.cards.push_back(shaped.card);
            problem.boxes.push_back(shaped.box);
            if (is_leaf(i)) leaf = std::max(leaf, shaped.card.size.x);
        }
        // Leaves are in columns, with the same width if there is space.
        for (size_t i = 0; i < diagram_.items.size() && a.density + 1 < kClosest; ++i) {
            if (!is_leaf(i) || leaf > 100) continue;
            problem.boxes[i].size.x += std::max(leaf, problem.boxes[i].inner.x) - problem.boxes[i].inner.x;
            a.cards[i].size.x = problem.boxes[i].inner.x = leaf;
        }
        for (const Diagram::Link& link : diagram_.links) {
            problem.edges.push_back({.from = link.from,
                                     .to = link.to,
                                     .port = shaper.port(link, a.cards[link.to]),
                                     .label = shaper.label(link)});
        }
        if (diagram_.items.empty()) return problem;
        const NodeId output = execution_.output();
        const size_t item = diagram_.item_of[document_.graph->index(output)];
        a.exits = {item};
        problem.boxes.push_back(shaper.exit(output));
        problem.edges.push_back({.from = item, .to = problem.boxes.size() - 1});
        return problem;
    }

    bool is_leaf(size_t item) const {
        return !diagram_.items[item].group &&
               document_.graph->node(diagram_.items[item].node).op == OpKind::input;
    }

    Execution<double>& execution_;
    const Document& document_;
    Point room_;
    Diagram diagram_;
    NumberRooms rooms_;
    std::vector<std::optional<Point>> before_;
    std::optional<Style> kept_;
    bool same_graph_ = false;  // only numbers or groups have changed
};

float middle_of(std::vector<float> numbers) {
    const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2);
    std::ranges::nth_element(numbers, middle);
    return *middle;
}

/// Moves everything so that cards in both arrangements stay in place as far as possible (the median card
/// does).
void stay(Arrangement& now, const Arrangement& before) {
    std::map<NodeId, Point> stood;
    for (size_t i = 0; i < before.cards.size(); ++i)
        stood.emplace(before.diagram.items[i].node, before.cards[i].centre);
    std::vector<float> dx, dy;
    for (size_t i = 0; i < now.cards.size(); ++i) {
        const auto found = stood.find(now.diagram.items[i].node);
        if (found == stood.end()) continue;
        dx.push_back(found->second.x - now.cards[i].centre.x);
        dy.push_back(found->second.y - now.cards[i].centre.y);
    }
    if (dx.empty()) return;
    const Point by{middle_of(dx), middle_of(dy)};
    const auto shift = [by](Point& p) { p = {p.x + by.x, p.y + by.y}; };
    const auto shift_edge = [&](EdgePlace& edge) {
        std::ranges::for_each(edge.path, shift);
        shift(edge.label);
    };
    for (Placement& card : now.cards) shift(card.centre);
    std::ranges::for_each(now.edges, shift_edge);
    shift_edge(now.exit);
    shift(now.top_left);
    shift(now.bottom_right);
}

}  // namespace

const Density& Arrangement::spacing() const { return kDensities[density]; }

float fitting_scale(Point size, Point room) {
    return std::min(room.x / std::max(size.x, 1.0f), room.y / std::max(size.y, 1.0f));
}

Arrangement arrange(Execution<double>& execution, const Document& document, Point room,
                    const Arrangement* before) {
    Arrangement made = Arranger(execution, document, room, before).best();
    if (before != nullptr && document.places.empty()) stay(made, *before);
    return made;
}

Point centre_of(const Arrangement& arrangement, const Document& document, size_t item) {
    const auto moved = document.places.find(arrangement.diagram.items[item].node);
    return moved == document.places.end() ? arrangement.cards[item].centre : moved->second;
}

bool tells_numbers(const Shape& shape, const Density& density) {
    return shape.is_scalar() || (density.roomy && shape.size() <= kListed);
}

std::string brief(const View<double>& tensor, int digits) {
    if (tensor.shape->is_scalar()) return brief(tensor[0], digits);
    if (tensor.size() > kListed) return tensor.shape->text();
    std::string text = "[";
    for (size_t k = 0; k < tensor.size(); ++k) text += (k > 0 ? ", " : "") + brief(tensor[k], 3);
    return text + "]";
}

std::optional<Tensor<double>> contribution(Execution<double>& execution, const Diagram::Link& link) {
    std::optional<Tensor<double>> sum;
    for (const Use& use : link.uses) {
        if (!execution.has_grad(use.consumer) || !execution.has_grad(link.source)) continue;
        Tensor<double> sent = execution.contribution(use.consumer, use.input);
        if (!sum) {
            sum = std::move(sent);
        } else {
            for (size_t i = 0; i < sum->data.size(); ++i) sum->data[i] += sent.data[i];
        }
    }
    return sum;
}

}  // namespace bp
