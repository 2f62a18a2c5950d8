#include "ui/canvas/paint_graph.hpp"

#include <algorithm>
#include <cmath>

#include "graph/op.hpp"
#include "ui/canvas/paint_picture.hpp"

namespace bp::ui {

namespace {

constexpr float kDotDistance = 24;
constexpr float kMargin = 2 * kGrid;
constexpr float kLeastCard = 8;  // lower cards are plain rectangles

Colour colour_of(const Palette& p, Ink ink) {
    switch (ink) {
        case Ink::dim:
            return p.quiet;
        case Ink::value:
            return p.value;
        case Ink::gradient:
            return p.gradient;
        case Ink::warning:
            return p.problem;
        default:
            return p.text;
    }
}

/// Where an arrow comes from: far enough from its tip to have a direction.
Point before_tip(const std::vector<Point>& points, float head) {
    const Point tip = points.back();
    for (size_t i = points.size() - 1; i-- > 0;) {
        if (std::hypot(points[i].x - tip.x, points[i].y - tip.y) >= head / 2) return points[i];
    }
    return points.front();
}

/// Draws the parts of a scene.
class ScenePainter {
  public:
    ScenePainter(const Scene& scene, const GraphView& view, const Attention& attention, const Frame& frame)
        : scene_(scene),
          view_(view),
          attention_(attention),
          paint_(frame.painter),
          p_(frame.painter.colours()),
          scale_(std::clamp(scene.scale, 0.4f, 1.5f)) {}

    void draw() const {
        for (const SceneGroup& group : scene_.groups) draw_frame(group);
        for (const SceneEdge& edge : scene_.edges) draw_edge(edge);
        draw_exit();
        for (const SceneCard& card : scene_.cards) {
            draw_card(card);
            draw_pictures(card);
        }
        for (const SceneLabel& label : scene_.labels) draw_label(label);
    }

  private:
    bool is_selected(NodeId id) const { return std::ranges::binary_search(attention_.selection, id); }
    bool in_focus(const Card& card) const { return attention_.hovered == card.id || is_selected(card.id); }

    void draw_frame(const SceneGroup& group) const {
        const float radius = 3 * kGrid * std::min(scene_.scale, 1.5f);
        paint_.fill(group.rect, faded(p_.value, 0.04f), radius);
        paint_.frame(group.rect, faded(p_.quiet, 0.5f), radius);
    }

    void draw_edge(const SceneEdge& edge) const {
        const Wire& wire = view_.wires[edge.wire];
        const bool strong = in_focus(view_.cards[wire.from]) || in_focus(view_.cards[wire.to]);
        const Colour colour = strong ? p_.quiet : p_.edge;
        if (edge.points.size() == 2 && scene_.scale < 0.3f)
            return paint_.line(edge.points.front(), edge.points.back(), colour);
        paint_.polyline(edge.points, colour, edge.width, scene_.canvas);
        paint_.arrow_head(edge.points.back(), before_tip(edge.points, edge.head), edge.head, colour);
    }

    void draw_exit() const {
        if (scene_.exit.size() < 2) return;
        paint_.polyline(scene_.exit, p_.quiet, 2 * scale_, scene_.canvas);
        paint_.arrow_head(scene_.exit.back(), before_tip(scene_.exit, 9 * scale_), 9 * scale_, p_.quiet);
    }

    void draw_card(const SceneCard& shown) const {
        const Card& card = view_.cards[shown.card];
        if (shown.rect.h < kLeastCard) {
            return paint_.fill(shown.rect, card.kind == CardKind::op ? p_.edge : faded(p_.value, 0.6f));
        }
        if (card.kind == CardKind::group) return draw_group(shown, card);
        if (card.kind == CardKind::op) return draw_op(shown, card);
        draw_leaf(shown, card);
    }

    void draw_pictures(const SceneCard& shown) const {
        const Card& card = view_.cards[shown.card];
        if (card.picture && shown.picture.w > 0) paint_picture(paint_, shown.picture, *card.picture, false);
        if (card.gradient_picture && shown.gradient_picture.w > 0)
            paint_picture(paint_, shown.gradient_picture, *card.gradient_picture, true);
    }

    float radius_of(const SceneCard& shown, const Card& card) const {
        return std::min(card.corner * scene_.scale, std::min(shown.rect.w, shown.rect.h) / 2);
    }

    void draw_group(const SceneCard& shown, const Card& card) const {
        const float radius = radius_of(shown, card);
        const bool active = in_focus(card);
        const Rect behind{shown.rect.x + 4 * scale_, shown.rect.y - 4 * scale_, shown.rect.w, shown.rect.h};
        paint_.fill(behind, p_.surface, radius);
        paint_.frame(behind, p_.line, radius);
        paint_.fill(shown.rect, card.output ? p_.value_tint : active ? p_.sunken : p_.surface, radius);
        const Colour walked = attention_.walking_back ? p_.gradient : p_.value;
        paint_.frame(shown.rect,
                     card.active             ? walked
                     : active || card.output ? p_.value
                                             : p_.edge,
                     radius,
                     (card.active   ? 4.0f
                      : card.output ? 2.0f
                                    : 1.5f) *
                         scale_);
    }

    void draw_leaf(const SceneCard& shown, const Card& card) const {
        const float radius = radius_of(shown, card);
        const bool active = in_focus(card) || attention_.ringed == card.id;
        if (scene_.scale > 0.4f) paint_.shadow(shown.rect, radius);
        paint_.fill(shown.rect, active ? p_.sunken : p_.surface, radius);
        paint_.frame(shown.rect, active ? p_.value : p_.line, radius, active ? 1.5f * scale_ : 1);
    }

    /// Dots under a number say that it can be dragged.
    void draw_handle(const SceneLabel& label, const Card& card) const {
        const bool active = in_focus(card) || attention_.ringed == card.id;
        const float dot = std::max(1.0f, 1.2f * scale_), y = label.rect.bottom() + 1;
        for (float x = 0; x < label.rect.w; x += 2.5f * dot)
            paint_.fill({label.rect.x + x, y, dot, dot}, active ? p_.value : faded(p_.value, 0.5f), dot / 2);
    }

    void draw_op(const SceneCard& shown, const Card& card) const {
        const Rect& rect = shown.rect;
        const float radius = radius_of(shown, card);
        const bool active = in_focus(card);
        const Colour inside = card.output ? p_.value_tint : active ? p_.sunken : p_.surface;
        const Colour walked = attention_.walking_back ? p_.gradient : p_.value;
        const Colour outside = card.active ? walked : card.output || active ? p_.value : p_.edge;
        const float thickness = (card.active ? 4.0f : card.output ? 2.0f : 1.5f) * scale_;
        if (rect.w - rect.h < 1 && radius > rect.h / 2 - 1) {
            if (scene_.scale > 0.4f)
                paint_.disc({rect.centre().x, rect.centre().y + 1.5f}, radius + 1.5f, p_.shadow);
            paint_.disc(rect.centre(), radius, inside);
            paint_.ring(rect.centre(), radius, outside, thickness);
            return;
        }
        if (scene_.scale > 0.4f) paint_.shadow(rect, radius);
        paint_.fill(rect, inside, radius);
        paint_.frame(rect, outside, radius, thickness);
    }

    void draw_label(const SceneLabel& label) const {
        if (label.of == LabelOf::group) return draw_group_name(label);
        if (label.of == LabelOf::sentence || label.of == LabelOf::predicted || label.of == LabelOf::actual)
            draw_plate(label);
        if (label.of == LabelOf::element || label.of == LabelOf::class_name) return;  // the picture's own
        if (label.card && attention_.edited == view_.cards[*label.card].id && label.of == LabelOf::value)
            return;
        paint_.text({label.rect.x, label.rect.centre().y}, label.text, label.size, colour_of(p_, label.ink),
                    label.weight);
        const bool number = label.of == LabelOf::value && label.card && label.inside;
        if (number && settable(view_.cards[*label.card])) draw_handle(label, view_.cards[*label.card]);
    }

    /// Behind a text that stands over the graph.
    void draw_plate(const SceneLabel& label) const {
        const Rect plate = label.rect.inset(label.of == LabelOf::sentence ? -4.0f : -1.0f);
        paint_.fill(plate, p_.surface, kGrid);
        if (label.of == LabelOf::sentence) paint_.frame(plate, colour_of(p_, label.ink), kGrid);
    }

    void draw_group_name(const SceneLabel& label) const {
        const Rect pill{label.rect.x - 20, label.rect.centre().y - 10, label.rect.w + 28, 20};
        paint_.fill(pill, p_.surface, 10);
        paint_.frame(pill, p_.line, 10);
        paint_.icon(Icon::minus, {pill.x + 11, pill.centre().y}, p_.quiet, 0.6f);
        paint_.text({label.rect.x, label.rect.centre().y}, label.text, label.size, p_.quiet);
    }

    const Scene& scene_;
    const GraphView& view_;
    const Attention& attention_;
    const Painter& paint_;
    const Palette& p_;
    float scale_;
};

}  // namespace

std::string card_label(const Card& card, Language language) {
    if (!card.name.empty()) return card.name;
    const std::string id = std::to_string(number(card.id));
    return card.kind == CardKind::constant
               ? fill(language, "graph.constant_node", {{"id", id}})
               : fill(language, "graph.node", {{"glyph", card.glyph}, {"id", id}});
}

void paint_background(const Camera& camera, const Frame& frame) {
    float distance = kDotDistance * camera.zoom();
    while (distance < kDotDistance * 0.75f) distance *= 2;
    while (distance > kDotDistance * 2) distance /= 2;
    const Point origin = camera.to_screen(Point{});
    if (!finite(origin) || !(distance > 1)) return;
    const Colour colour = frame.painter.colours().dots;
    const auto first = [&](float at) { return std::fmod(std::fmod(at, distance) + distance, distance); };
    for (float y = first(origin.y); y < frame.area.h; y += distance) {
        for (float x = first(origin.x); x < frame.area.w; x += distance) {
            frame.painter.fill({x - 0.75f, y - 0.75f, 1.5f, 1.5f}, colour);
        }
    }
}

void paint_scene(const Scene& scene, const GraphView& view, const Attention& attention, const Frame& frame) {
    ScenePainter(scene, view, attention, frame).draw();
}

void paint_gesture(const Gesture& gesture, const std::optional<Port>& port, const Pointer& pointer,
                   const Surroundings& around, const Frame& frame) {
    const Painter& paint = frame.painter;
    const Palette& p = paint.colours();
    if (const auto* area = std::get_if<SelectArea>(&gesture)) {
        const Rect box = spanned(around.camera.to_screen(area->begun), pointer.at);
        paint.fill(box, faded(p.value, 0.1f), 2);
        paint.frame(box, p.value, 2);
    }
    const auto* pull = std::get_if<PullEdge>(&gesture);
    if (port && !pull) {
        paint.disc(port->place, 7, p.surface);
        paint.ring(port->place, 7, p.value, 2);
        paint.disc(port->place, 3, p.value);
    }
    if (!pull) return;
    const Card* from = find_card(around.view, pull->source);
    if (!from) return;
    const Rect rect = around.camera.to_screen(card_rect(*from));
    const bool right = around.view.flow == Flow::right;
    const auto target = target_at(pointer, around);
    const Point end = target ? target->place : pointer.at;
    paint.polyline(bend(right ? Point{rect.right(), rect.centre().y} : Point{rect.centre().x, rect.bottom()},
                        end, around.view.flow),
                   p.value, 2.5f, frame.area);
    paint.disc(end, 5, p.value);
    if (target) paint.ring(end, 11, p.value, 2);
}

bool paint_details(const Card& card, const Graph& graph, std::string_view element, const PlaceOf& place,
                   const Frame& frame) {
    const Painter& paint = frame.painter;
    const Palette& p = paint.colours();
    struct Line {
        std::string_view name;
        std::string_view value;
        Colour colour;
    };
    const auto value_colour = [&](std::string_view text, Colour usual) {
        return reads_not_finite(text) ? p.problem : usual;
    };
    std::vector<Line> lines;
    const OpInfo& op = def(graph.node(card.id).op).info;
    const std::string label = card_label(card, frame.language);
    const bool formula = card.kind == CardKind::op && !op.formula.empty();
    lines.push_back({label, formula ? op.formula : std::string_view(), p.text});
    // All digits of a number; a tensor's elements are in the panel.
    const std::string& value = card.number ? card.exact_value : card.value;
    const std::string& gradient = card.number ? card.exact_gradient : card.gradient;
    lines.push_back({frame.text("graph.value"), value, value_colour(value, p.value)});
    if (!gradient.empty())
        lines.push_back({frame.text("graph.gradient"), gradient, value_colour(gradient, p.gradient)});
    if (!element.empty()) lines.push_back({"", element, p.text});
    constexpr float row = 5 * kGrid, pad = 3 * kGrid;
    float names = 0, values = 0;
    for (const Line& line : lines) {
        names = std::max(names, paint.measure(line.name, type::kSmall).x);
        values = std::max(values, paint.measure(line.value, type::kSmall).x);
    }
    const float most = std::min(frame.area.w - 3 * kMargin - 3 * frame.control_height(), 420.0f);
    const float width = std::min(names + values + 2 * pad + 2 * kGrid, most);
    names = std::min(names, width / 2 - pad);
    const float height = static_cast<float>(lines.size()) * row + 2 * kGrid;
    const std::optional<Rect> found = place({width, height});
    if (!found) return false;
    const Rect& box = *found;
    paint.shadow(box, kRadius);
    paint.fill(box, p.surface, kRadius);
    paint.frame(box, p.line, kRadius);
    float y = box.y + kGrid + row / 2;
    for (const Line& line : lines) {
        paint.text_fitted({box.x + pad, y}, names + kGrid, line.name, type::kSmall, p.quiet);
        const float x = box.x + pad + names + 2 * kGrid;
        paint.text_fitted({x, y}, box.right() - pad - x, line.value, type::kSmall, line.colour);
        y += row;
    }
    return true;
}

void paint_legend(bool simple, const Frame& frame) {
    const Painter& paint = frame.painter;
    const Palette& p = paint.colours();
    const float y = frame.area.h - kMargin - frame.control_height() / 2;
    float x = 3 * kGrid;
    const float right = frame.area.w - 2 * kMargin - 4 * frame.control_height();  // the zoom tools
    const float wide = 15 * kGrid + paint.measure(frame.text("graph.value"), type::kSmall).x +
                       paint.measure(frame.text("graph.gradient"), type::kSmall).x;
    paint.fill({x - kGrid, y - 2.5f * kGrid, wide, 5 * kGrid}, faded(p.ground, 0.9f), kGrid);
    for (const auto& [key, colour] :
         {std::pair{"graph.value", p.value}, std::pair{"graph.gradient", p.gradient}}) {
        paint.disc({x + kGrid, y}, kGrid, colour);
        x += 3.5f * kGrid;
        paint.text({x, y}, frame.text(key), type::kSmall, p.quiet);
        x += paint.measure(frame.text(key), type::kSmall).x + 4 * kGrid;
    }
    if (!simple) return;
    const std::string_view words = frame.text("graph.simple");
    const float size = paint.measure(words, type::kSmall).x;
    const bool beside = x + size <= right;
    const Point at = beside ? Point{x, y} : Point{3 * kGrid, y - frame.control_height()};
    const float most = std::min(size, frame.area.w - 6 * kGrid);
    paint.fill({at.x - kGrid, at.y - 2.5f * kGrid, most + 2 * kGrid, 5 * kGrid}, faded(p.ground, 0.9f),
               kGrid);
    paint.text_fitted(at, most, words, type::kSmall, p.quiet);
}

}  // namespace bp::ui
