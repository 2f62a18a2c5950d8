#include <cmath>

#include "graph/op.hpp"
#include "imgui.h"
#include "ui/canvas/graph_room.hpp"

// Draws the graph: what of it is in view, at whatever zoom, from finished texts.
namespace bp::ui {

namespace {

constexpr float kStub = 84;  // the output's arrow, canvas units
constexpr float kDotDistance = 24;
constexpr float kLabelGap = 3;
constexpr float kMargin = 3 * kGrid;
constexpr float kLeastCurve = 3;  // with texts smaller than this all edges are straight lines
constexpr float kLeastCard = 8;   // cards of fewer pixels are plain rectangles, short edges plain lines

Colour value_colour(const Palette& p, std::string_view text, Colour usual) {
    return reads_not_finite(text) ? p.warning : usual;
}

}  // namespace

bool reads_not_finite(std::string_view text) {
    return text.find("inf") != std::string_view::npos || text.find("nan") != std::string_view::npos;
}

void GraphRoom::paint(Playground& playground, const Frame& frame) {
    const GraphView& view = playground.graph_view();
    const Graph& graph = *playground.document().graph;
    paint_dots(frame);
    paint_groups(view, frame);
    paint_wires(view, frame);
    paint_pulse(playground, view, frame);
    for (const Card& card : view.cards) paint_card(card, frame);
    paint_group_labels(view, frame);
    paint_gesture(view, frame);
    const bool busy = dragging_ || editing_ || moving_ || pulling_ || boxing_;
    const auto shown = hovered_ ? hovered_ : playground.selected() ? playground.selected() : ringed_;
    const Card* card = shown && !busy ? find(view, *shown) : nullptr;
    details_ = card != nullptr;
    if (card) paint_details(*card, graph, frame);
}

void GraphRoom::paint_dots(const Frame& frame) const {
    float distance = kDotDistance * camera_.zoom();
    while (distance < kDotDistance * 0.75f) distance *= 2;
    while (distance > kDotDistance * 2) distance /= 2;
    const Point origin = camera_.to_screen(Point{});
    if (!finite(origin) || !(distance > 1)) return;
    const Colour colour = frame.painter.colours().dots;
    const auto first = [&](float at) { return std::fmod(std::fmod(at, distance) + distance, distance); };
    for (float y = first(origin.y); y < frame.area.h; y += distance) {
        for (float x = first(origin.x); x < frame.area.w; x += distance) {
            frame.painter.fill({x - 0.75f, y - 0.75f, 1.5f, 1.5f}, colour);
        }
    }
}

// --- edges

void GraphRoom::paint_wires(const GraphView& view, const Frame& frame) const {
    for (const Wire& wire : view.wires) paint_wire(wire, view, frame);
    for (const Card& card : view.cards) {
        if (card.output) paint_output_stub(card, frame);
    }
}

/// The edge's pieces on the screen, one after another.
std::vector<Bezier> GraphRoom::curves(const Wire& wire, const GraphView& view) const {
    const Card& to = view.cards[wire.to];
    Point start = camera_.to_screen(out_port(view.cards[wire.from]));
    std::vector<Bezier> pieces;
    for (const Point& via : wire.via) {
        const Point at = camera_.to_screen(via);
        pieces.push_back(edge_curve(start, at));
        start = at;
    }
    pieces.push_back(edge_curve(start, camera_.to_screen(in_port(to, wire.port, to.arity))));
    return pieces;
}

void GraphRoom::paint_wire(const Wire& wire, const GraphView& view, const Frame& frame) const {
    const Card& from = view.cards[wire.from];
    const Card& to = view.cards[wire.to];
    const Point start = camera_.to_screen(out_port(from));
    const Point end = camera_.to_screen(in_port(to, wire.port, to.arity));
    const float label = type::kBody * camera_.zoom();
    Rect box = edge_curve(start, end).bounds();
    for (const Point& via : wire.via) {
        const Point at = camera_.to_screen(via);
        const float top = std::min(box.y, at.y), bottom = std::max(box.bottom(), at.y);
        box = {box.x, top, box.w, bottom - top};
    }
    if (!Rect{box.x, box.y - 4 * label, box.w, box.h + 8 * label}.overlaps(frame.area)) return;
    const Palette& p = frame.painter.colours();
    const bool strong =
        hovered_ == from.id || hovered_ == to.id || is_selected(from.id) || is_selected(to.id);
    const float scale = std::clamp(camera_.zoom(), 0.4f, 1.5f);
    const Colour colour = strong ? p.text_dim : p.edge;
    if (label < type::kLeastReadable && (box.w + box.h < 8 * kLeastCard || label < kLeastCurve)) {
        return frame.painter.line(start, end, colour);
    }
    const std::vector<Bezier> pieces = curves(wire, view);
    for (const Bezier& piece : pieces) frame.painter.curve(piece, colour, 1.5f * scale, frame.area);
    frame.painter.arrow_head(end, 5 * scale, colour);
    if (!wire.shape.empty() && wire.value != wire.shape && label >= type::kLeastReadable) {
        const float small = type::kSmall * camera_.zoom();
        frame.painter.text({start.x + 4 * camera_.zoom(), start.y - 0.8f * small}, wire.shape, small,
                           p.text_dim);
    }
    // A shared value's edges part on their way: their labels stand nearer to their ends.
    paint_labels(pieces.back(), from.fan_out > 1 ? 0.6f : 0.42f, wire, label, frame);
}

/// Forward a dot runs along the edges into the node, backward from the node to its inputs.
void GraphRoom::paint_pulse(const Playground& playground, const GraphView& view, const Frame& frame) const {
    if (!pulse_ || pulse_->at >= 1) return;
    const Palette& p = frame.painter.colours();
    for (const Wire& wire : view.wires) {
        const Card& to = view.cards[wire.to];
        const bool inside = to.group && playground.document().group(*to.group)->holds(pulse_->node);
        if (wire.consumer != pulse_->node && !inside) continue;
        if (pulse_->backward && wire.gradient.empty()) continue;
        const std::vector<Bezier> pieces = curves(wire, view);
        const float way = pulse_->backward ? 1 - pulse_->at : pulse_->at;
        const float along = way * static_cast<float>(pieces.size());
        const size_t piece = std::min(static_cast<size_t>(along), pieces.size() - 1);
        frame.painter.disc(pieces[piece].at(along - static_cast<float>(piece)),
                           6 * std::min(camera_.zoom(), 1.5f), pulse_->backward ? p.backward : p.forward);
    }
}

void GraphRoom::paint_labels(const Bezier& curve, float t, const Wire& wire, float size,
                             const Frame& frame) const {
    if (size < type::kLeastReadable) return;
    const Painter& paint = frame.painter;
    const Palette& p = paint.colours();
    const Point above = paint.measure(wire.value, size), below = paint.measure(wire.gradient, size);
    const LabelPlaces places =
        label_places(curve, t, {std::max(above.x, below.x), size}, kLabelGap * camera_.zoom());
    const auto label = [&](Point at, Point extent, const std::string& s, float letters, Colour colour) {
        if (s.empty()) return;
        const Rect back{at.x - extent.x / 2 - 2, at.y - extent.y / 2 - 1, extent.x + 4, extent.y + 2};
        if (!back.overlaps(frame.area)) return;
        paint.fill(back, faded(p.background, 0.8f), 3);
        paint.text_centred(at, s, letters, value_colour(p, s, colour));
    };
    label(places.above, above, wire.value, size, p.forward);
    label(places.below, below, wire.gradient, size, p.backward);
}

void GraphRoom::paint_output_stub(const Card& card, const Frame& frame) const {
    const Point from = camera_.to_screen(out_port(card));
    const Point to{from.x + kStub * camera_.zoom(), from.y};
    if (!Rect{from.x, from.y - 60 * camera_.zoom(), to.x - from.x, 120 * camera_.zoom()}.overlaps(frame.area))
        return;
    const Palette& p = frame.painter.colours();
    const float scale = std::clamp(camera_.zoom(), 0.4f, 1.5f);
    frame.painter.line(from, to, p.text_dim, 2 * scale);
    frame.painter.arrow_head(to, 6 * scale, p.text_dim);
    // A list of numbers is longer than the arrow: smaller, and from the card on.
    const float zoom = camera_.zoom(), gap = kGrid * zoom;
    const float size = (card.number ? type::kValue : type::kBody) * zoom;
    const float small = (card.number ? type::kLarge : type::kBody) * zoom;
    const auto write = [&](float y, const std::string& s, float letters, Colour colour, Weight weight) {
        if (card.number) {
            frame.painter.text_centred({(from.x + to.x) / 2, y}, s, letters, value_colour(p, s, colour),
                                       weight);
        } else {
            frame.painter.text({from.x + 2 * gap, y}, s, letters, value_colour(p, s, colour), weight);
        }
    };
    write(from.y - gap - size / 2, card.value, size, p.forward, Weight::semibold);
    write(from.y + gap + small / 2, card.gradient, small, p.backward, Weight::regular);
}

// --- cards

void GraphRoom::paint_card(const Card& card, const Frame& frame) const {
    const Rect rect = camera_.to_screen(card_rect(card));
    const float around = 24 * camera_.zoom();  // names and sums stand outside
    if (!rect.inset(-around).overlaps(frame.area)) return;
    if (rect.h < kLeastCard) {
        const Palette& p = frame.painter.colours();
        return frame.painter.fill(rect, card.kind == CardKind::op ? p.edge : faded(p.forward, 0.6f));
    }
    if (card.kind == CardKind::op) {
        paint_op(card, rect, frame);
    } else if (card.kind == CardKind::group) {
        paint_group_card(card, rect, frame);
    } else {
        paint_leaf(card, rect, frame);
    }
    const Painter& paint = frame.painter;
    const float small = type::kSmall * camera_.zoom();
    if (card.fan_out > 1 && !card.gradient.empty()) {
        // The contributions of all uses meet here.
        paint.text_centred({rect.centre().x, rect.bottom() + small * 0.8f}, "Σ " + card.gradient, small,
                           value_colour(paint.colours(), card.gradient, paint.colours().backward),
                           Weight::semibold);
    }
    if (is_selected(card.id)) {
        const float gap = 4;
        const Rect outline = rect.inset(-gap);
        const float round = card.kind == CardKind::op ? outline.h / 2 : kRadius * camera_.zoom() + gap;
        paint.frame(outline, paint.colours().text, round, 1.5f);
    }
    if (ringed_ == card.id) paint_focus_ring(frame, rect, card.kind == CardKind::op ? rect.h / 2 : kRadius);
}

/// Two sheets, one behind the other: there is more inside.
void GraphRoom::paint_group_card(const Card& card, const Rect& rect, const Frame& frame) const {
    const Painter& paint = frame.painter;
    const Palette& p = paint.colours();
    const float zoom = camera_.zoom(), radius = kRadius * zoom, shift = 4 * zoom;
    const bool active = hovered_ == card.id;
    const Colour walked = walking_back_ ? p.backward : p.forward;
    const Colour outside = card.active ? walked : card.output || active ? p.forward : p.edge;
    const Rect behind{rect.x + shift, rect.y + shift, rect.w, rect.h};
    paint.fill(behind, p.surface_hover, radius);
    paint.frame(behind, p.edge, radius);
    paint.fill(rect, card.output ? p.forward_tint : active ? p.surface_hover : p.surface, radius);
    paint.frame(rect, outside, radius, (card.active ? 4.0f : 1.5f) * std::min(zoom, 1.5f));
    paint.text_centred(rect.centre(), card.name, type::kBody * zoom, p.text, Weight::semibold);
}

void GraphRoom::paint_leaf(const Card& card, const Rect& rect, const Frame& frame) const {
    const Painter& paint = frame.painter;
    const Palette& p = paint.colours();
    const float zoom = camera_.zoom(), radius = kRadius * zoom, pad = 3 * kGrid * zoom;
    const bool leaf = card.kind == CardKind::leaf;
    const bool active = hovered_ == card.id || (dragging_ && dragging_->id == card.id);
    if (leaf && zoom > 0.4f) paint.shadow(rect, radius);
    paint.fill(rect, leaf ? p.surface : p.surface_hover, radius);
    paint.frame(rect, active || card.output ? p.forward : p.line, radius, active ? 1.5f : 1.0f);
    const float width = rect.w - 2 * pad;
    const Colour colour = value_colour(p, card.value, leaf ? p.text : p.text_dim);
    if (!leaf || card.name.empty()) {
        const float size = type::kLarge * zoom;
        return paint.text_fitted({rect.x + pad, rect.centre().y}, width, card.value, size, colour);
    }
    paint.text_fitted({rect.x + pad, rect.y + 0.31f * rect.h}, width, card.name, type::kSmall * zoom,
                      p.text_dim);
    if (edited_ == card.id) return;  // the text field stands here
    const Point at{rect.x + pad, rect.y + 0.66f * rect.h};
    const float size = (card.number ? type::kValue : type::kBody) * zoom;
    paint.text_fitted(at, width, card.value, size, colour, Weight::semibold);
    if (!card.number || size < type::kLeastReadable) return;
    // Dots under a number say that it can be dragged.
    const float wide = std::min(paint.measure(card.value, size, Weight::semibold).x, width);
    const float y = rect.bottom() - 6 * zoom, dot = std::max(1.0f, 1.5f * zoom);
    for (float x = 0; x < wide; x += 2.5f * dot) {
        paint.fill({at.x + x, y, dot, dot}, active ? p.forward : faded(p.forward, 0.5f), dot / 2);
    }
}

void GraphRoom::paint_op(const Card& card, const Rect& rect, const Frame& frame) const {
    const Painter& paint = frame.painter;
    const Palette& p = paint.colours();
    const float zoom = camera_.zoom(), radius = rect.h / 2;
    const bool active = hovered_ == card.id || is_selected(card.id);
    const Colour inside = card.output ? p.forward_tint : active ? p.surface_hover : p.surface;
    const Colour walked = walking_back_ ? p.backward : p.forward;
    const Colour outside = card.active ? walked : card.output || active ? p.forward : p.edge;
    const float thickness = (card.active ? 4.0f : card.output ? 2.0f : 1.5f) * std::min(zoom, 1.5f);
    if (rect.w - rect.h < 1) {
        if (zoom > 0.4f) paint.disc({rect.centre().x, rect.centre().y + 1.5f}, radius + 1.5f, p.shadow);
        paint.disc(rect.centre(), radius, inside);
        paint.ring(rect.centre(), radius, outside, thickness);
    } else {
        if (zoom > 0.4f) paint.shadow(rect, radius);
        paint.fill(rect, inside, radius);
        paint.frame(rect, outside, radius, thickness);
    }
    // A sign is drawn large, a name ("softmax") as text.
    const bool sign = card.glyph.size() <= 3;
    const float size = (sign ? type::kValue : type::kBody) * zoom;
    paint.text_centred(rect.centre(), card.glyph, size, p.text, sign ? Weight::semibold : Weight::regular);
    const float small = type::kSmall * zoom;
    paint.text_centred({rect.centre().x, rect.y - small * 0.8f}, card.name, small,
                       card.output ? p.text : p.text_dim, card.output ? Weight::semibold : Weight::regular);
}

// --- details of one card: all digits

void GraphRoom::paint_details(const Card& card, const Graph& graph, const Frame& frame) const {
    const Painter& paint = frame.painter;
    const Palette& p = paint.colours();
    struct Line {
        std::string_view name;
        std::string_view value;
        Colour colour;
    };
    std::vector<Line> lines;
    const OpInfo& op = def(graph.node(card.id).op).info;
    const std::string label = card_label(card, frame.language);
    const bool formula = card.kind == CardKind::op && !op.formula.empty();
    lines.push_back({label, formula ? op.formula : std::string_view(), p.text});
    // All digits of a number; a tensor's elements are in the panel.
    const std::string& value = card.number ? card.exact_value : card.value;
    const std::string& gradient = card.number ? card.exact_gradient : card.gradient;
    lines.push_back({frame.text("graph.value"), value, value_colour(p, value, p.forward)});
    if (!gradient.empty())
        lines.push_back({frame.text("graph.gradient"), gradient, value_colour(p, gradient, p.backward)});
    constexpr float row = 5 * kGrid, pad = 3 * kGrid;
    float names = 0, values = 0;
    for (const Line& line : lines) {
        names = std::max(names, paint.measure(line.name, type::kSmall).x);
        values = std::max(values, paint.measure(line.value, type::kSmall).x);
    }
    const float most = std::min(frame.area.w - 3 * kMargin - 3 * frame.control_height(), 420.0f);
    const float width = std::min(names + values + 2 * pad + 2 * kGrid, most);
    const float height = static_cast<float>(lines.size()) * row + 2 * kGrid;
    // Always in the legend's corner, where it hides no neighbour of the card.
    const Rect box{kMargin, std::max(frame.area.h - kMargin - height, kGrid), width, height};
    paint.shadow(box, kRadius);
    paint.fill(box, p.surface, kRadius);
    paint.frame(box, p.line, kRadius);
    float y = box.y + kGrid + row / 2;
    for (const Line& line : lines) {
        paint.text({box.x + pad, y}, line.name, type::kSmall, p.text_dim);
        const float x = box.x + pad + names + 2 * kGrid;
        paint.text_fitted({x, y}, box.right() - pad - x, line.value, type::kSmall, line.colour);
        y += row;
    }
}

void GraphRoom::paint_editor_message(const Frame& frame) const {
    if (!editing_ || !editing_->wrong) return;
    const Painter& paint = frame.painter;
    const std::string message = frame.fill("graph.not_a_number", {{"text", editing_->wrong_text}});
    const float most = frame.area.w - 2 * kGrid;
    const float width = std::min(paint.measure(message, type::kSmall).x + 4 * kGrid, most);
    const float x = std::clamp(field_.x, kGrid, std::max(frame.area.w - width - kGrid, kGrid));
    const bool below = field_.bottom() + 7 * kGrid < frame.area.h;
    const float y = below ? field_.bottom() + kGrid : field_.y - 7 * kGrid;
    const Rect box{x, y, width, 6 * kGrid};
    paint.fill(box, paint.colours().surface, kGrid);
    paint.frame(box, paint.colours().warning, kGrid);
    paint.text_fitted({box.x + 2 * kGrid, box.centre().y}, width - 4 * kGrid, message, type::kSmall,
                      paint.colours().warning);
}

// --- tools and legend

void GraphRoom::paint_tools(const Frame& frame) const {
    const Painter& paint = frame.painter;
    // Neighbours in a row share one panel.
    for (size_t i = 0; i < tools_.size();) {
        Rect panel = tools_[i].button.rect;
        size_t next = i + 1;
        while (next < tools_.size() && tools_[next].button.rect.y == panel.y &&
               std::abs(tools_[next].button.rect.x - panel.right()) < 1) {
            panel.w = tools_[next++].button.rect.right() - panel.x;
        }
        paint.shadow(panel, kRadius);
        paint.fill(panel, paint.colours().surface, kRadius);
        paint.frame(panel, paint.colours().line, kRadius);
        for (; i < next; ++i) paint_button(frame, tools_[i].button);
    }
    if (!details_) paint_legend(frame);
}

void GraphRoom::paint_legend(const Frame& frame) const {
    const Painter& paint = frame.painter;
    const Palette& p = paint.colours();
    const float y = frame.area.h - 3 * kGrid - frame.control_height() / 2;
    float x = 4 * kGrid;
    for (const auto& [key, colour] :
         {std::pair{"graph.value", p.forward}, std::pair{"graph.gradient", p.backward}}) {
        paint.disc({x + kGrid, y}, kGrid, colour);
        x += 3.5f * kGrid;
        paint.text({x, y}, frame.text(key), type::kSmall, p.text_dim);
        x += paint.measure(frame.text(key), type::kSmall).x + 4 * kGrid;
    }
}

}  // namespace bp::ui
