#include "support/scene_rules.hpp"

#include <array>
#include <cstdio>
#include <string>

#include "support/scene_geometry.hpp"

namespace bp::test {
namespace {

std::string text(const Rect& r) {
    std::array<char, 96> line{};
    std::snprintf(line.data(), line.size(), "[%.1f %.1f %.1f×%.1f]", static_cast<double>(r.x),
                  static_cast<double>(r.y), static_cast<double>(r.w), static_cast<double>(r.h));
    return line.data();
}

std::string px(float x) {
    std::array<char, 32> line{};
    std::snprintf(line.data(), line.size(), "%.1f px", static_cast<double>(x));
    return line.data();
}

/// What the scene's checks have in common.
class Checker {
  public:
    Checker(const Scene& scene, const GraphView& view) : scene_(scene), view_(view) {}

    std::vector<Complaint> run() {
        check_finite();
        if (!found_.empty()) return std::move(found_);  // nothing else can be said of such
        for (size_t i = 0; i < scene_.labels.size(); ++i) check_label(i);
        for (size_t i = 0; i < scene_.cards.size(); ++i) check_card(i);
        for (const SceneEdge& edge : scene_.edges) check_edge(edge);
        check_exit();
        if (scene_.whole) check_whole();
        return std::move(found_);
    }

    std::vector<std::string> left_out() const {
        std::vector<std::string> found;
        const auto said = [&](std::optional<size_t> SceneLabel::*of, size_t at, bool gradient) {
            return std::ranges::any_of(scene_.labels, [&](const SceneLabel& label) {
                return label.*of == at && (label.of == LabelOf::gradient) == gradient;
            });
        };
        for (size_t i = 0; i < view_.wires.size(); ++i) {
            const Wire& wire = view_.wires[i];
            if (!wire.value.empty() && !said(&SceneLabel::wire, i, false))
                found.push_back("value '" + wire.value + "' of " + edge_name(i));
            if (!wire.gradient.empty() && !said(&SceneLabel::wire, i, true))
                found.push_back("gradient '" + wire.gradient + "' of " + edge_name(i));
        }
        for (size_t i = 0; i < view_.cards.size(); ++i) {
            const bool named = std::ranges::any_of(scene_.labels, [&](const SceneLabel& label) {
                return label.card == i && label.of == LabelOf::name;
            });
            if (!view_.cards[i].name.empty() && !named) found.push_back("name of " + card_name(i));
        }
        return found;
    }

    std::string card_name(size_t card) const {
        std::string name = "card " + std::to_string(card);
        if (card >= view_.cards.size()) return name;
        const Card& one = view_.cards[card];
        for (const std::string& part : {one.name, one.glyph, one.value}) {
            if (!part.empty()) return name + " '" + part.substr(0, 40) + "'";
        }
        return name;
    }

  private:
    void complain(SceneRule rule, std::string text) { found_.push_back({rule, std::move(text)}); }

    std::string label_name(const SceneLabel& label) const {
        std::string name = "label '" + label.text + "'";
        if (label.card) name += " of " + card_name(*label.card);
        if (label.wire) name += " of " + edge_name(*label.wire);
        return name + " " + text(label.rect);
    }
    std::string card_name(const SceneCard& card) const {
        return card_name(card.card) + " " + text(card.rect);
    }
    std::string edge_name(size_t wire) const {
        std::string name = "edge " + std::to_string(wire);
        if (wire >= view_.wires.size()) return name;
        return name + " (" + card_name(view_.wires[wire].from) + " → " + card_name(view_.wires[wire].to) +
               ")";
    }

    void check_finite() {
        for (const SceneLabel& label : scene_.labels) {
            if (!finite(label.rect) || !std::isfinite(label.size))
                complain(SceneRule::finite, label_name(label));
        }
        for (const SceneCard& card : scene_.cards) {
            if (!finite(card.rect)) complain(SceneRule::finite, card_name(card));
        }
        for (const SceneEdge& edge : scene_.edges) {
            const bool all = std::ranges::all_of(edge.points, [](Point p) { return finite(p); });
            if (!all || edge.points.size() < 2) complain(SceneRule::finite, edge_name(edge.wire));
        }
        if (!std::ranges::all_of(scene_.exit, [](Point p) { return finite(p); }))
            complain(SceneRule::finite, "the output's arrow");
    }

    void check_label(size_t at) {
        const SceneLabel& label = scene_.labels[at];
        if (label.size < kLeastText - 0.01f) {
            complain(SceneRule::readable, label_name(label) + " is written with " + px(label.size));
        }
        if (const float out = excess(label.rect, scene_.canvas); out > kSceneSlack) {
            complain(SceneRule::label_in_canvas,
                     label_name(label) + " is " + px(out) + " out of the canvas " + text(scene_.canvas));
        }
        for (size_t other = at + 1; other < scene_.labels.size(); ++other) {
            const float over = depth(label.rect, scene_.labels[other].rect);
            if (over <= kSceneSlack) continue;
            complain(SceneRule::label_on_label,
                     label_name(label) + " is " + px(over) + " on " + label_name(scene_.labels[other]));
        }
        for (const SceneCard& card : scene_.cards) check_label(label, card);
        for (const SceneEdge& edge : scene_.edges) {
            if (edge.head <= 0 || !overlap(arrow_head(edge.points, edge.head), label.rect.inset(kSceneSlack)))
                continue;
            complain(SceneRule::label_on_head, label_name(label) + " is on the head of " +
                                                   edge_name(edge.wire) + " at " +
                                                   text(Rect{edge.points.back().x, edge.points.back().y}));
        }
    }

    void check_label(const SceneLabel& label, const SceneCard& card) {
        const float over = depth(label.rect, card.rect);
        if (over <= kSceneSlack) return;
        if (label.card != card.card || label.wire) {
            return complain(SceneRule::label_on_card,
                            label_name(label) + " is " + px(over) + " on " + card_name(card));
        }
        if (const float out = excess(label.rect, card.rect); out > kSceneSlack) {
            complain(SceneRule::label_in_own_card,
                     label_name(label) + " is " + px(out) + " out of its " + card_name(card));
        }
    }

    void check_card(size_t at) {
        for (size_t other = at + 1; other < scene_.cards.size(); ++other) {
            const float over = depth(scene_.cards[at].rect, scene_.cards[other].rect);
            if (over <= kSceneSlack) continue;
            complain(SceneRule::card_on_card, card_name(scene_.cards[at]) + " is " + px(over) + " on " +
                                                  card_name(scene_.cards[other]));
        }
    }

    void check_edge(const SceneEdge& edge) {
        const std::string name = edge_name(edge.wire);
        const bool known = edge.wire < view_.wires.size();
        for (const SceneCard& card : scene_.cards) {
            const bool end =
                known && (card.card == view_.wires[edge.wire].from || card.card == view_.wires[edge.wire].to);
            check_path(edge.points, name, card, end);
        }
        for (const SceneLabel& label : scene_.labels) {
            if (label.wire != edge.wire) check_path(edge.points, name, label);
        }
    }

    /// The output's arrow: an edge with one end.
    void check_exit() {
        const std::vector<Point>& points = scene_.exit;
        if (points.size() < 2) return;
        std::optional<size_t> own;
        for (const SceneCard& card : scene_.cards) {
            const bool begins = card.rect.inset(-1).contains(points.front());
            if (begins) own = card.card;
            check_path(points, "the output's arrow", card, begins);
        }
        for (const SceneLabel& label : scene_.labels) {
            if (!own || label.card != own) check_path(points, "the output's arrow", label);
        }
    }

    void check_path(const std::vector<Point>& points, const std::string& name, const SceneCard& card,
                    bool ends_here) {
        if (depth(bounds(points).inset(-1), card.rect) <= 0) return;
        for (size_t i = 0; i + 1 < points.size(); ++i) {
            const Segment piece{points[i], points[i + 1]};
            if (!(ends_here ? enters_pill(piece, card.rect) : crosses(piece, card.rect.inset(kSceneSlack))))
                continue;
            return complain(SceneRule::edge_through_card,
                            name + " runs through " + (ends_here ? "its own " : "") + card_name(card) +
                                " from " + text(Rect{piece.a.x, piece.a.y}) + " to " +
                                text(Rect{piece.b.x, piece.b.y}));
        }
    }

    void check_path(const std::vector<Point>& points, const std::string& name, const SceneLabel& label) {
        if (depth(bounds(points).inset(-1), label.rect) <= 0) return;
        for (size_t i = 0; i + 1 < points.size(); ++i) {
            if (!crosses({points[i], points[i + 1]}, label.rect.inset(kSceneSlack))) continue;
            return complain(SceneRule::edge_through_label, name + " runs through " + label_name(label));
        }
    }

    /// Whether a piece of an edge comes into the pill that fills the card's rectangle, by more than 1 px.
    static bool enters_pill(const Segment& piece, const Rect& r) {
        const float radius = std::min(r.w, r.h) / 2;
        const Point c = r.centre(), half{r.w / 2 - radius, r.h / 2 - radius};
        return distance(piece, {c - half, c + half}) < radius - 1;
    }

    void check_whole() {
        const auto inside = [&](const Rect& rect, const std::string& what) {
            const float out = excess(rect, scene_.clear);
            if (out <= kSceneSlack) return;
            complain(SceneRule::whole,
                     what + " is " + px(out) + " out of the clear part " + text(scene_.clear));
        };
        for (const SceneLabel& label : scene_.labels) inside(label.rect, label_name(label));
        for (const SceneCard& card : scene_.cards) inside(card.rect, card_name(card));
        for (const SceneEdge& edge : scene_.edges) inside(bounds(edge.points), edge_name(edge.wire));
        if (!scene_.exit.empty()) inside(bounds(scene_.exit), "the output's arrow");
        if (scene_.cards.size() < view_.cards.size()) {
            complain(SceneRule::whole, "only " + std::to_string(scene_.cards.size()) + " of " +
                                           std::to_string(view_.cards.size()) + " cards are drawn");
        }
        if (scene_.edges.size() < view_.wires.size()) {
            complain(SceneRule::whole, "only " + std::to_string(scene_.edges.size()) + " of " +
                                           std::to_string(view_.wires.size()) + " edges are drawn");
        }
    }

    const Scene& scene_;
    const GraphView& view_;
    std::vector<Complaint> found_;
};

}  // namespace

std::string_view name(SceneRule rule) {
    constexpr std::array<std::string_view, 11> kNames{"finite",
                                                      "readable",
                                                      "label_in_canvas",
                                                      "label_on_label",
                                                      "label_on_card",
                                                      "label_in_own_card",
                                                      "label_on_head",
                                                      "card_on_card",
                                                      "edge_through_card",
                                                      "edge_through_label",
                                                      "whole"};
    return kNames.at(static_cast<size_t>(rule));
}

std::vector<Complaint> complaints(const Scene& scene, const GraphView& view) {
    return Checker(scene, view).run();
}

std::string text(const std::vector<Complaint>& complaints) {
    std::string lines;
    for (const Complaint& one : complaints) lines += std::string(name(one.rule)) + ": " + one.text + "\n";
    return lines;
}

std::vector<std::string> silent_cards(const Scene& scene, const GraphView& view) {
    std::vector<std::string> silent;
    for (const SceneCard& card : scene.cards) {
        if (excess(card.rect, scene.clear) > 0) continue;
        const bool said = std::ranges::any_of(scene.labels, [&](const SceneLabel& label) {
            return label.card == card.card && !label.text.empty();
        });
        if (!said) silent.push_back(Checker(scene, view).card_name(card.card));
    }
    return silent;
}

std::vector<std::string> left_out(const Scene& scene, const GraphView& view) {
    return Checker(scene, view).left_out();
}

}  // namespace bp::test
