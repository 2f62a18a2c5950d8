#include "scene/scene.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

#include "base/order.hpp"
#include "scene/fitted_text.hpp"
#include "scene/picture_places.hpp"

namespace bp {
namespace {

constexpr float kLine = 14;      // a line of text and the space around it, canvas units
constexpr float kOffLine = 2;    // between an edge and its texts
constexpr float kExitPad = 4;    // left of the output's numbers
constexpr float kInside = 5;     // between a card's side and its texts
constexpr float kHead = 8;       // arrow heads
constexpr float kLeastCard = 8;  // lower cards contain no text: from afar, a large graph is a picture
constexpr float kThinnest = 1;   // edge as wide as its gradient is large
constexpr float kThickest = 6;
constexpr float kTravel = 0.4f;   // share of a step's time during which it moves; the rest is for reading
constexpr float kLeastBend = 3;   // if lines of text are lower than this, all edges are straight
constexpr float kLeastPiece = 3;  // of an edge, screen pixels
constexpr size_t kMostBent =
    300;  // number of cards: in larger graphs edges are straight where nobody sees their bends
constexpr float kLeastLabelled = 0.5f;  // scale: below it, edges have no texts
constexpr float kPill = 24;             // around a group's name, screen pixels
constexpr size_t kMostEdges = 1500;     // edges in view: with more, edges have no texts
constexpr float kVerdictReach = 100;    // the largest distance of a verdict from its card, CSS px
constexpr float kProbeReach = 70;       // the largest distance of a probe's texts from their card or edge

/// The occupied places: rectangles and the edges' lines, in a grid, so that a label looks only at its
/// neighbourhood.
class Taken {
  public:
    explicit Taken(const Rect& canvas)
        : canvas_(canvas),
          columns_(1 + static_cast<size_t>(std::max(canvas.w, 0.0f) / kCell)),
          cells_(columns_ * (1 + static_cast<size_t>(std::max(canvas.h, 0.0f) / kCell))) {}

    static constexpr size_t kNobody = ~size_t{0};

    /// `owner`: the only one that may cover it (an edge's own label).
    void add(const Rect& rect, size_t owner = kNobody) {
        items_.push_back({rect, {}, {}, owner, false});
        enter(rect);
    }
    void add(Point a, Point b, size_t owner) {
        const Rect rect{std::min(a.x, b.x), std::min(a.y, b.y), std::abs(a.x - b.x), std::abs(a.y - b.y)};
        if (!rect.inset(-1).overlaps(canvas_)) return;
        items_.push_back({rect, a, b, owner, true});
        enter(rect.inset(-1));
    }

    bool free(const Rect& rect, size_t asker) const {
        bool is_free = true;
        each_cell(rect, [&](const std::vector<uint32_t>& cell) {
            for (const uint32_t i : cell) {
                const Item& item = items_[i];
                if (item.owner == asker && asker != kNobody) continue;
                if (item.line ? crosses(rect, item.a, item.b) : rect.overlaps(item.rect))
                    return is_free = false;
            }
            return true;
        });
        return is_free;
    }

  private:
    static constexpr float kCell = 40;
    struct Item {
        Rect rect;
        Point a, b;
        size_t owner;
        bool line;
    };

    void enter(const Rect& rect) {
        const auto id = static_cast<uint32_t>(items_.size() - 1);
        each_cell(rect, [&](std::vector<uint32_t>& cell) {
            cell.push_back(id);
            return true;
        });
    }

    template <class Visit>
    void each_cell(const Rect& rect, Visit visit) {
        std::as_const(*this).each_cell(rect, [&](const std::vector<uint32_t>& cell) {
            return visit(const_cast<std::vector<uint32_t>&>(cell));
        });
    }
    template <class Visit>
    void each_cell(const Rect& rect, Visit visit) const {
        const auto index = [](float at, float most) {
            return static_cast<size_t>(std::clamp(at, 0.0f, std::max(most - 1, 0.0f)) / kCell);
        };
        for (size_t y = index(rect.y, canvas_.h); y <= index(rect.bottom(), canvas_.h); ++y) {
            for (size_t x = index(rect.x, canvas_.w); x <= index(rect.right(), canvas_.w); ++x) {
                if (!visit(cells_[y * columns_ + x])) return;
            }
        }
    }

    Rect canvas_;
    size_t columns_;
    std::vector<std::vector<uint32_t>> cells_;
    std::vector<Item> items_;
};

/// The part of the line from a to b that is in the rectangle.
std::optional<std::pair<Point, Point>> clipped(Point a, Point b, const Rect& rect) {
    float from = 0, to = 1;
    const auto clip = [&](float step, float room) {
        if (step == 0) return room >= 0;
        (step < 0 ? from : to) = step < 0 ? std::max(from, room / step) : std::min(to, room / step);
        return from < to;
    };
    const float dx = b.x - a.x, dy = b.y - a.y;
    if (!clip(-dx, a.x - rect.x) || !clip(dx, rect.right() - a.x) || !clip(-dy, a.y - rect.y) ||
        !clip(dy, rect.bottom() - a.y))
        return {};
    return std::pair{Point{a.x + dx * from, a.y + dy * from}, Point{a.x + dx * to, a.y + dy * to}};
}

class SceneMaker {
  public:
    SceneMaker(const GraphView& view, const Camera& camera, const Rect& canvas, const Rect& clear,
               const Happening& happening)
        : view_(view), camera_(camera), happening_(happening), zoom_(camera.zoom()), taken_(canvas) {
        scene_.canvas = canvas;
        scene_.clear = clear;
        scene_.scale = zoom_;
        scene_.whole = within(camera.to_screen(spanned(view.top_left, view.bottom_right)), clear.inset(-1));
        // In an automatic layout at its own scale, every text has a place; otherwise the text must search for
        // one.
        crowded_ = view.moved || zoom_ < 0.999f;
        // What a bug hunt shows has no reserved place; it is drawn at free places.
        hunting_ = std::ranges::any_of(view.cards, &Card::in_hunt);
    }

    Scene make() {
        for (const Card& card : view_.cards) scene_.nodes.push_back(card.id);
        for (const Wire& wire : view_.wires) scene_.wires.push_back({wire.source, wire.consumer, wire.input});
        for (size_t i = 0; i < view_.cards.size(); ++i) add_card(i);
        for (size_t i = 0; i < view_.wires.size(); ++i) add_edge(i);
        if (scene_.edges.size() > kMostEdges) thin_edges();
        for (size_t i = 0; i < view_.groups.size(); ++i) add_frame(i);
        add_exit();
        const bool still_motion = happening_.motion && happening_.motion->still;
        taking_ =
            !afar() && (crowded_ || hunting_ || happening_.nudge || still_motion || !scene_.groups.empty());
        if (taking_) take_places();
        for (const SceneCard& card : scene_.cards) fill_card(card);
        label_exit();
        if (labelled()) {
            for (const SceneEdge& edge : scene_.edges) label_edge(edge);
        }
        for (const SceneCard& card : scene_.cards) label_card(card);
        for (const SceneGroup& frame : scene_.groups) name_frame(frame);
        if (hunting_) show_hunt();
        if (happening_.nudge) show_nudge();
        if (happening_.motion) show_motion();
        return std::move(scene_);
    }

  private:
    static bool within(const Rect& inner, const Rect& outer) {
        return inner.x >= outer.x && inner.y >= outer.y && inner.right() <= outer.right() &&
               inner.bottom() <= outer.bottom();
    }

    /// A large graph whose texts are too small to read.
    bool afar() const { return view_.cards.size() > kMostBent && kLine * zoom_ < kLeastBend; }
    bool labelled() const { return scene_.edges.size() <= kMostEdges && zoom_ >= kLeastLabelled; }

    float font(float base) const { return std::max(std::floor(base * zoom_ + 0.01f), text_size::kLeast); }

    void add_card(size_t i) {
        const Card& card = view_.cards[i];
        const Rect rect = camera_.to_screen(card_rect(card));
        if (!rect.inset(-1).overlaps(scene_.canvas)) {
            // Its name may still be in view.
            if (!rect.inset(-2 * kLine * zoom_).overlaps(scene_.canvas)) return;
        }
        SceneCard shown{.card = i, .rect = rect, .picture = {}, .gradient_picture = {}};
        if (card.picture_room.x > 0 && rect.h >= kLeastCard) {
            const float w = card.picture_room.x * zoom_, h = card.picture_room.y * zoom_, pad = 6 * zoom_;
            const float both = card.gradient_room ? 2 * h + 3 * zoom_ : h;
            shown.picture = {rect.centre().x - w / 2, rect.bottom() - pad - both, w, h};
            if (card.gradient_room)
                shown.gradient_picture = {shown.picture.x, shown.picture.bottom() + 3 * zoom_, w, h};
        }
        scene_.cards.push_back(shown);
    }

    void add_edge(size_t i) {
        const Wire& wire = view_.wires[i];
        if (wire.path.empty()) return;
        const Rect box = camera_.to_screen(spanned(wire.low, wire.high));
        if (!box.inset(-2 * kLine * zoom_).overlaps(scene_.canvas)) return;
        const float scale = std::clamp(zoom_, 0.4f, 1.5f);
        SceneEdge edge{.wire = i, .points = {}, .width = 1.5f * scale, .head = kHead * scale};
        if (happening_.edge_widths) {
            edge.width = (kThinnest + (kThickest - kThinnest) * wire.strength) * scale;
            edge.head = std::max(edge.head, 2 * edge.width);
        }
        // From afar, edges are straight lines; bends keep only as many points as are visible.
        const bool straight = afar() || box.w + box.h < 10;
        for (size_t k = 0; k < wire.path.size(); ++k) {
            const Point p = camera_.to_screen(wire.path[k]);
            const bool end = k == 0 || k + 1 == wire.path.size();
            if (!end && (straight ||
                         std::hypot(p.x - edge.points.back().x, p.y - edge.points.back().y) < kLeastPiece))
                continue;
            edge.points.push_back(p);
        }
        scene_.edges.push_back(std::move(edge));
    }

    /// Of edges that look the same in view one is drawn: tens of thousands may leave one card.
    void thin_edges() {
        constexpr float kSame = 2;  // px
        const auto cell = [](float at) { return static_cast<int>(std::floor(at / kSame)); };
        std::set<std::array<int, 4>> seen;
        std::erase_if(scene_.edges, [&](const SceneEdge& edge) {
            std::optional<Point> first, last;
            for (size_t k = 1; k < edge.points.size(); ++k) {
                const auto piece = clipped(edge.points[k - 1], edge.points[k], scene_.canvas);
                if (!piece) continue;
                if (!first) first = piece->first;
                last = piece->second;
            }
            return !first ||
                   !seen.insert({cell(first->x), cell(first->y), cell(last->x), cell(last->y)}).second;
        });
    }

    void add_frame(size_t i) {
        const GroupBox& box = view_.groups[i];
        const Rect rect = camera_.to_screen(spanned(box.top_left, box.bottom_right));
        if (rect.inset(-kLine).overlaps(scene_.canvas)) scene_.groups.push_back({i, rect});
    }

    void add_exit() {
        for (const Point& p : view_.exit.path) scene_.exit.push_back(camera_.to_screen(p));
    }

    void take_places() {
        for (const SceneCard& card : scene_.cards) taken_.add(card.rect, card_owner(card.card));
        // Without texts outside of cards, the lines of edges need not be known.
        if (afar() || scene_.edges.size() > kMostEdges) return;
        for (const SceneEdge& edge : scene_.edges) {
            for (size_t k = 1; k < edge.points.size(); ++k)
                taken_.add(edge.points[k - 1], edge.points[k], edge.wire);
            const Point tip = edge.points.back();
            taken_.add(Rect{tip.x - edge.head, tip.y - edge.head, 2 * edge.head, 2 * edge.head});
        }
        for (size_t k = 1; k < scene_.exit.size(); ++k)
            taken_.add(scene_.exit[k - 1], scene_.exit[k], Taken::kNobody);
    }

    /// Cards own their rectangles as edges own their lines; the two ranges of numbers are disjoint.
    size_t card_owner(size_t card) const { return view_.wires.size() + card; }

    /// Whether the text was placed: it fits the canvas and covers nothing.
    bool put(SceneLabel label, size_t owner) {
        const Rect& most = scene_.whole ? scene_.clear.inset(-0.5f) : scene_.canvas;
        if (label.text.empty()) return false;
        const bool seen = finite(label.rect) && within(label.rect, most);
        if (!seen || (crowded_ && !taken_.free(label.rect, owner))) {
            ++scene_.left_out;
            return false;
        }
        if (taking_) taken_.add(label.rect);
        scene_.labels.push_back(std::move(label));
        return true;
    }

    SceneLabel label(std::string text, LabelOf of, float size, Ink ink,
                     Weight weight = Weight::regular) const {
        if (reads_not_finite(text) && (ink == Ink::value || ink == Ink::gradient)) ink = Ink::warning;
        SceneLabel made;
        made.text = std::move(text);
        made.of = of;
        made.ink = ink;
        made.weight = weight;
        made.size = size;
        made.rect = {0, 0, text_width(made.text, size, weight), size};
        return made;
    }
    static SceneLabel centred(SceneLabel label, Point at) {
        label.rect.x = at.x - label.rect.w / 2;
        label.rect.y = at.y - label.rect.h / 2;
        return label;
    }
    static SceneLabel from_left(SceneLabel label, Point at) {
        label.rect.x = at.x;
        label.rect.y = at.y - label.rect.h / 2;
        return label;
    }

    // --- cards

    void put_inside(SceneLabel label, size_t card) {
        label.card = card;
        label.inside = true;
        put(std::move(label), card_owner(card));
    }

    void fill_card(const SceneCard& shown) {
        const Card& card = view_.cards[shown.card];
        const Rect& rect = shown.rect;
        if (rect.h < text_size::kLeast + 2) {
            ++scene_.left_out;
            return;
        }
        add_numbers(shown.card, card.picture.get(), shown.picture, Ink::value);
        add_numbers(shown.card, card.gradient_picture.get(), shown.gradient_picture, Ink::gradient);
        const float width = rect.w - 2 * (is_sign(card.glyph) ? 0.0f : kInside * std::min(zoom_, 1.0f));
        const bool pictured = shown.picture.w > 0;
        // If there is a picture below them, words are in the upper part of the card.
        const float middle = pictured ? (rect.y + shown.picture.y) / 2 + zoom_ : rect.centre().y;
        if (pictured && shown.picture.y - rect.y < text_size::kLeast) {
            ++scene_.left_out;
            return;
        }
        if (card.kind == CardKind::leaf) return fill_leaf(shown, card, middle, pictured);
        const bool word = card.kind == CardKind::group;
        const bool sign = is_sign(card.glyph);
        std::string text = word ? card.name : card.glyph;
        float base = word ? text_size::kLabel : sign && !pictured ? text_size::kSign : text_size::kValue;
        Weight weight = sign || word ? Weight::semibold : Weight::regular;
        LabelOf of = word ? LabelOf::name : LabelOf::glyph;
        if (card.kind == CardKind::constant) {
            base = text_size::kValue;
            of = LabelOf::value;
            text = card.number ? number_fitted(*card.number, width, font(base)) : card.value;
            weight = Weight::regular;
        }
        const float size = std::min(font(base), std::max(text_size::kLeast, std::floor(rect.h - 4)));
        text = text_fitted(text, width, size, weight);
        put_inside(centred(label(std::move(text), of, size, Ink::text, weight), {rect.centre().x, middle}),
                   shown.card);
    }

    /// The texts that the painter of pictures writes: names of classes, and numbers if cells have space for
    /// them.
    void add_numbers(size_t card, const Picture* picture, const Rect& room, Ink ink) {
        if (picture == nullptr || room.w <= 0 || !room.overlaps(scene_.canvas)) return;
        for (PictureLabel& one : PicturePlaces(*picture, room).labels()) {
            SceneLabel made;
            made.of = one.on ? LabelOf::element : LabelOf::class_name;
            made.ink = one.on ? ink : Ink::dim;
            made.weight = one.weight;
            made.size = one.size;
            made.rect = one.rect;
            made.text = std::move(one.text);
            put_inside(std::move(made), card);
        }
    }

    void fill_leaf(const SceneCard& shown, const Card& card, float middle, bool pictured) {
        const Rect& rect = shown.rect;
        const float small = font(text_size::kLabel), large = font(text_size::kValue);
        const bool both = !pictured && rect.h >= small + large + 6;
        const float x = rect.x + std::max(kInside, 7 * zoom_) - 1, wide = rect.right() - x - 3;
        const Point name_at{x, pictured ? middle : both ? rect.y + 0.3f * rect.h : rect.centre().y};
        put_inside(
            from_left(label(text_fitted(card.name, wide, small), LabelOf::name, small, Ink::dim), name_at),
            shown.card);
        if (!both && !pictured && !card.value.empty()) ++scene_.left_out;
        if (!both || card.value.empty()) return;
        std::string value = card.number ? number_fitted(*card.number, wide, large, Weight::semibold)
                                        : text_fitted(card.value, wide, large, Weight::semibold);
        if (text_width(card.value, large, Weight::semibold) <= wide) value = card.value;
        put_inside(from_left(label(std::move(value), LabelOf::value, large, Ink::value, Weight::semibold),
                             {x, rect.y + 0.68f * rect.h}),
                   shown.card);
    }

    /// Texts outside of a card: the name of an op or a constant and, if a value is used more than once, the
    /// sum of its gradients.
    void label_card(const SceneCard& shown) {
        const Card& card = view_.cards[shown.card];
        const Rect& rect = shown.rect;
        if (rect.h < kLeastCard) return;
        const bool outside = card.kind == CardKind::op || card.kind == CardKind::constant;
        const bool named = outside && !card.name.empty();
        const auto& motion = happening_.motion;
        const bool on_its_way = motion && motion->backward && !motion->still && motion->share < 1 &&
                                std::ranges::any_of(view_.wires, [&](const Wire& wire) {
                                    return wire.consumer == motion->node && wire.from == shown.card;
                                });
        const bool summed = card.sum_room > 0 && !card.gradient.empty() && !on_its_way;
        const float size = font(text_size::kLabel);
        const bool right = view_.flow == Flow::right;
        const auto place = [&](SceneLabel made, bool first, bool only) {
            made.card = shown.card;
            const float off = 1.5f * zoom_ + size / 2 + 1;
            if (right) {
                made =
                    centred(std::move(made), {rect.centre().x, first ? rect.y - off : rect.bottom() + off});
            } else {
                const float line = only ? 0 : (size / 2 + 1) * (first ? -1.0f : 1.0f);
                made = from_left(std::move(made), {rect.right() + 5 * zoom_, rect.centre().y + line});
            }
            put(std::move(made), Taken::kNobody);
        };
        if (named) {
            const Weight weight = card.output ? Weight::semibold : Weight::regular;
            place(label(text_fitted(card.name, view_.longest_name * zoom_, size, weight), LabelOf::name, size,
                        card.output ? Ink::text : Ink::dim, weight),
                  true, !summed);
        }
        if (!summed) return;
        const std::string sign = "Σ ";
        const float room = card.sum_room * zoom_ - text_width(sign, size);
        const std::string sum = fitted(card.gradient, card.gradient_number, room, size);
        if (!sum.empty()) place(label(sign + sum, LabelOf::sum, size, Ink::gradient), false, !named);
    }

    // --- edges

    std::string fitted(const std::string& text, const std::optional<double>& number, float room, float size,
                       Weight weight = Weight::regular) {
        if (text.empty() || room <= 0 || text_width(text, size, weight) <= room) return text;
        std::string shorter = number ? number_fitted(*number, room, size, weight) : std::string();
        if (shorter.empty()) ++scene_.left_out;
        return shorter;
    }

    void label_edge(const SceneEdge& edge) {
        const Wire& wire = view_.wires[edge.wire];
        const float size = font(text_size::kLabel);
        const bool right = view_.flow == Flow::right;
        const float room = wire.label_room.x > 0 ? wire.label_room.x * zoom_ - (right ? 0 : 6 * zoom_) : 0;
        const bool shape = !wire.value.empty() && wire.value == wire.shape;
        const Point at = camera_.to_screen(wire.label);
        const float wider = std::max(edge.width - 1.5f * std::clamp(zoom_, 0.4f, 1.5f), 0.0f) / 2;
        const auto place = [&](SceneLabel made, bool first, bool only) {
            made.wire = edge.wire;
            const float off = kOffLine * zoom_ + size / 2 + wider;
            if (right) {
                made = centred(std::move(made), {at.x, first ? at.y - off : at.y + off});
            } else {
                const float line = only ? 0 : (size / 2 + 0.5f) * (first ? -1.0f : 1.0f);
                made = from_left(std::move(made), {at.x + 4 * zoom_ + wider, at.y + line});
            }
            put(std::move(made), edge.wire);
        };
        std::string value = fitted(wire.value, wire.value_number, room, size);
        std::string gradient = fitted(wire.gradient, wire.gradient_number, room, size);
        const auto& motion = happening_.motion;
        const bool lands_later = motion && motion->backward && !motion->still && motion->share < 1;
        if (lands_later && motion->node == wire.consumer) gradient.clear();
        const bool runs = motion && !motion->backward && !motion->still && motion->share < kTravel;
        if (runs && motion->node == wire.consumer) value.clear();
        const bool only = wire.label_room.y > 0 ? wire.label_room.y <= kLine + 4 : gradient.empty();
        const bool gradient_only = value.empty() && only;
        place(label(std::move(value), shape ? LabelOf::shape : LabelOf::value, size,
                    shape ? Ink::dim : Ink::value),
              true, only);
        place(label(std::move(gradient), LabelOf::gradient, size, Ink::gradient), false, gradient_only);
    }

    void label_exit() {
        if (scene_.exit.empty()) return;
        const auto output = std::ranges::find_if(view_.cards, &Card::output);
        if (output == view_.cards.end()) return;
        const float large = font(text_size::kValue), small = font(text_size::kLabel);
        const bool right = view_.flow == Flow::right;
        const Point at = camera_.to_screen(view_.exit.label);
        const float left = at.x - view_.exit.label_room.x * zoom_ / 2 + kExitPad * zoom_;
        const auto card = static_cast<size_t>(output - view_.cards.begin());
        const auto place = [&](SceneLabel made, float y) {
            made.card = card;
            made = right ? from_left(std::move(made), {left, y}) : centred(std::move(made), {at.x, y});
            put(std::move(made), Taken::kNobody);
        };
        const float apart = output->gradient.empty() ? 0 : small / 2 + 1.5f * zoom_;
        place(label(output->value, LabelOf::value, large, Ink::value, Weight::semibold), at.y - apart);
        place(label(output->gradient, LabelOf::gradient, small, Ink::gradient),
              at.y + large / 2 + 1.5f * zoom_);
    }

    // --- a number is dragged

    /// Beside the output: the predicted and the actual change.
    void show_nudge() {
        if (scene_.exit.empty()) return;
        const float size = font(text_size::kLabel);
        std::vector<SceneLabel> lines{
            label(happening_.nudge->predicted, LabelOf::predicted, size, Ink::gradient),
            label(happening_.nudge->actual, LabelOf::actual, size, Ink::value)};
        // The width does not depend on the numbers, so the block stays where it is.
        const float wide = std::max({14 * text_width("0", size), lines[0].rect.w, lines[1].rect.w});
        const Point at = camera_.to_screen(view_.exit.label);
        put_block(std::move(lines), {at.x, at.y + 3 * size}, 3 * kVerdictReach, wide);
    }

    // --- the walk's last step

    void show_motion() {
        const Motion& motion = *happening_.motion;
        if (!motion.still && motion.share >= 1) return;
        for (const SceneEdge& edge : scene_.edges) {
            const Wire& wire = view_.wires[edge.wire];
            if (wire.consumer != motion.node) continue;
            const auto sent = motion.sent.find(wire.input);
            if (motion.backward && sent == motion.sent.end()) continue;
            if (!motion.backward && motion.still) continue;
            SceneLabel made = label(motion.backward ? sent->second : wire.value, LabelOf::sentence,
                                    font(text_size::kLabel), motion.backward ? Ink::gradient : Ink::value);
            made.wire = edge.wire;
            if (motion.still) {
                const Point at = camera_.to_screen(wire.label);
                put_block({std::move(made)}, at, 2 * kVerdictReach);
            } else {
                // Values move into the node; a gradient moves to its place and rests there.
                const float way = std::min(motion.share / kTravel, 1.0f);
                if (motion.backward) {
                    const Point place = toward_label(edge, made.rect.h, way);
                    pass(std::move(made), place);
                } else if (way < 1) {
                    pass(std::move(made), along(edge.points, way));
                }
            }
        }
        if (motion.whole.empty() || (!motion.still && motion.share < kTravel)) return;
        for (const SceneCard& shown : scene_.cards) {
            if (view_.cards[shown.card].id != motion.node) continue;
            SceneLabel made = label(motion.whole, LabelOf::sentence, font(text_size::kLabel), Ink::value);
            made.card = shown.card;
            // Below the card, or above it at the lower edge: never on it.
            const float below = shown.rect.bottom() + 10, above = shown.rect.y - 10;
            const bool room = below + made.rect.h / 2 + 6 <= scene_.canvas.bottom();
            const Point at{shown.rect.centre().x, room ? below : above};
            if (motion.still) {
                put_block({std::move(made)}, at, 2 * kVerdictReach);
            } else {
                pass(std::move(made), at);
            }
        }
    }

    /// On the way from the arrow's tip to the place of the gradient.
    Point toward_label(const SceneEdge& edge, float size, float way) const {
        const Wire& wire = view_.wires[edge.wire];
        const Point on_line = camera_.to_screen(wire.label);
        const float off = kOffLine * zoom_ + size / 2;
        const Point rest = view_.flow == Flow::right ? Point{on_line.x, on_line.y + off}
                                                     : Point{on_line.x + 20 * zoom_, on_line.y + off};
        float nearest = 1e30f, share = 0;
        for (float at = 0; at <= 1; at += 0.05f) {
            const Point p = along(edge.points, at);
            const float away = std::hypot(p.x - on_line.x, p.y - on_line.y);
            if (away < nearest) nearest = away, share = at;
        }
        const Point p = along(edge.points, 1 - (1 - share) * way);
        return {p.x + (rest.x - on_line.x) * way, p.y + (rest.y - on_line.y) * way};
    }

    /// A moving text: it must be in view, and may cover anything.
    void pass(SceneLabel label, Point at) {
        label = centred(std::move(label), at);
        const Rect& c = scene_.canvas;
        label.rect.x = std::clamp(label.rect.x, c.x + 6, std::max(c.right() - label.rect.w - 6, c.x + 6));
        label.rect.y = std::clamp(label.rect.y, c.y + 6, std::max(c.bottom() - label.rect.h - 6, c.y + 6));
        if (finite(label.rect) && !label.text.empty()) scene_.labels.push_back(std::move(label));
    }

    // --- the bug hunt

    /// Verdicts first, then disagreements; those without space are in the panel's list.
    void show_hunt() {
        for (const SceneCard& shown : scene_.cards) {
            const Card& card = view_.cards[shown.card];
            if (card.verdict.empty()) continue;
            const Point at = shown.rect.centre();
            if (!put_block(verdict({card.verdict}, shown.card), at, kVerdictReach))
                put_block(verdict(halves(card.verdict), shown.card), at, 2 * kVerdictReach);
        }
        for (const bool disagrees : {true, false}) {
            for (const SceneEdge& edge : scene_.edges) {
                const Wire& wire = view_.wires[edge.wire];
                if (wire.numerical.empty() || wire.disagrees != disagrees) continue;
                std::vector<SceneLabel> lines = both(wire);
                for (SceneLabel& line : lines) line.wire = edge.wire;
                put_block(std::move(lines), camera_.to_screen(wire.label), kProbeReach);
            }
            for (const SceneCard& shown : scene_.cards) {
                const Card& card = view_.cards[shown.card];
                if (card.numerical.empty() || card.disagrees != disagrees) continue;
                std::vector<SceneLabel> lines = both(card);
                for (SceneLabel& line : lines) line.card = shown.card;
                put_block(std::move(lines), shown.rect.centre(), kProbeReach);
            }
        }
    }

    std::vector<SceneLabel> verdict(const std::vector<std::string>& texts, size_t card) const {
        std::vector<SceneLabel> lines;
        for (const std::string& text : texts) {
            lines.push_back(
                label(text, LabelOf::verdict, font(text_size::kLabel), Ink::text, Weight::semibold));
            lines.back().card = card;
        }
        return lines;
    }

    /// The text in two lines, broken at the space nearest to its middle.
    static std::vector<std::string> halves(const std::string& text) {
        size_t best = std::string::npos;
        const auto off = [&text](size_t at) { return std::max(at, text.size() - at); };
        for (size_t at = text.find(' '); at != std::string::npos; at = text.find(' ', at + 1)) {
            if (best == std::string::npos || off(at) < off(best)) best = at;
        }
        if (best == std::string::npos) return {text};
        return {text.substr(0, best), text.substr(best + 1)};
    }

    /// Backpropagation's gradient of a card or an edge, with the numerical one below it.
    template <class Probed>
    std::vector<SceneLabel> both(const Probed& probed) const {
        const float size = font(text_size::kLabel);
        return {
            label(probed.backprop, LabelOf::backprop, size, Ink::gradient),
            label((probed.disagrees ? "≠ " : "= ") + probed.numerical, LabelOf::numerical, size, Ink::value)};
    }

    /// Places the lines one below the other at the free place nearest to the point; false if there is none.
    bool put_block(std::vector<SceneLabel> lines, Point at, float reach, float wide = 0) {
        constexpr float kAcross = 12, kDown = 5;
        Point size{wide, 0};
        for (const SceneLabel& line : lines) size = {std::max(size.x, line.rect.w), size.y + line.rect.h + 2};
        std::vector<std::pair<float, Point>> places;
        for (float y = -reach; y <= reach; y += kDown) {
            for (float x = -reach; x <= reach; x += kAcross) {
                if (std::hypot(x, y) <= reach) places.push_back({std::hypot(x, y), {at.x + x, at.y + y}});
            }
        }
        sort_by(places, &std::pair<float, Point>::first);
        for (const auto& [distance, place] : places) {
            const Rect block{place.x - size.x / 2, place.y - size.y / 2, size.x, size.y};
            if (!finite(block) || !within(block, scene_.clear) || !taken_.free(block, Taken::kNobody))
                continue;
            taken_.add(block);
            float y = block.y + 1;
            for (SceneLabel& line : lines) {
                line.rect.x = block.x + (size.x - line.rect.w) / 2;
                line.rect.y = y;
                y += line.rect.h + 2;
                scene_.labels.push_back(std::move(line));
            }
            return true;
        }
        return false;
    }

    // --- frames of groups

    /// The name is a button that folds the group. It is on the group's frame where nothing else is, whole or
    /// cut off; otherwise beside the frame.
    void name_frame(const SceneGroup& frame) {
        const float size = text_size::kLeast;
        const std::string& name = view_.groups[frame.group].name;
        for (const float most : {std::max(frame.rect.w - 3 * kPill, 60.0f), 60.0f, 30.0f}) {
            SceneLabel made = label(text_fitted(name, most, size), LabelOf::group, size, Ink::dim);
            made.group = frame.group;
            if (put_on_border(made, frame.rect)) return;
        }
    }

    bool put_on_border(const SceneLabel& made, const Rect& frame) {
        const float first = frame.x + kPill, last = std::max(frame.right() - made.rect.w - kPill / 2, first);
        for (const float y : {frame.y, frame.bottom(), frame.y - kPill / 2, frame.bottom() + kPill / 2}) {
            for (float x = first; x <= last; x += 12) {
                SceneLabel here = from_left(made, {x, y});
                // The pill around the name must be free as well.
                const Rect pill{here.rect.x - 20, here.rect.y - 4, here.rect.w + 26, here.rect.h + 8};
                if (taken_.free(pill, Taken::kNobody) && put(std::move(here), Taken::kNobody)) return true;
            }
        }
        return false;
    }

    const GraphView& view_;
    const Camera& camera_;
    const Happening& happening_;
    float zoom_;
    bool crowded_ = false;
    bool taking_ = false;  // whether anything has to search for a place
    bool hunting_ = false;
    Taken taken_;
    Scene scene_;
};

}  // namespace

Scene make_scene(const GraphView& view, const Camera& camera, const Rect& canvas, const Rect& clear,
                 const Happening& happening) {
    return SceneMaker(view, camera, canvas, clear, happening).make();
}

}  // namespace bp
