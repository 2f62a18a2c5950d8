#include "ui/canvas/viewpoint.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace bp::ui {
namespace {

constexpr float kSeconds = 0.28f;
constexpr float kAmple = 1.15f;       // beyond, there is room for a border
constexpr float kBorder = 14;         // screen pixels
constexpr size_t kMostGliding = 300;  // cards: more go at once
constexpr size_t kSamples = 24;       // of a path on its way

float eased(float share) { return share * share * (3 - 2 * share); }
float between(float a, float b, float share) { return a + (b - a) * share; }
Point between(Point a, Point b, float share) { return {between(a.x, b.x, share), between(a.y, b.y, share)}; }

/// The path by points at equal distances, so that two paths can be mixed.
std::vector<Point> sampled(const std::vector<Point>& path) {
    std::vector<float> along{0};
    for (size_t i = 1; i < path.size(); ++i)
        along.push_back(along.back() + std::hypot(path[i].x - path[i - 1].x, path[i].y - path[i - 1].y));
    std::vector<Point> points;
    size_t piece = 1;
    for (size_t k = 0; k < kSamples; ++k) {
        const float at = along.back() * static_cast<float>(k) / (kSamples - 1);
        while (piece + 1 < path.size() && along[piece] < at) ++piece;
        const float length = along[piece] - along[piece - 1];
        points.push_back(between(path[piece - 1], path[piece],
                                 length > 0 ? std::clamp((at - along[piece - 1]) / length, 0.0f, 1.0f) : 1));
    }
    return points;
}

void mix_path(std::vector<Point>& path, const std::vector<Point>& from, float share) {
    if (from.size() < 2 || path.size() < 2) return;
    const std::vector<Point> a = sampled(from);
    path = sampled(path);
    for (size_t k = 0; k < path.size(); ++k) path[k] = between(a[k], path[k], share);
}

}  // namespace

void Viewpoint::go(const Camera& to, bool at_once) {
    const Camera from = camera();
    camera_ = to;
    glide_.reset();
    if (!at_once) glide_ = Glide{.from = from, .shown = from};
}

Camera Viewpoint::fitting(const Rect& bounds, const Rect& area) {
    Camera camera;
    camera.fit(bounds, area);
    // Texts do not shrink with the rest: those at the border need more room. Large drawings have some to
    // spare.
    if (camera.zoom() < 1 || camera.zoom() > kAmple) camera.fit(bounds, area.inset(kBorder));
    return camera;
}

void Viewpoint::fit(const Rect& bounds, const Rect& area, bool at_once) {
    fitted_ = true;
    const Camera to = fitting(bounds, area);
    if (!(to == camera_)) go(to, at_once);
}

void Viewpoint::open_at_best(const GraphView& view, const Rect& area, bool at_once) {
    const auto shown_at = [&](Point corner) {
        size_t count = 0;
        for (const Card& card : view.cards) {
            const Rect rect = card_rect(card);
            count += rect.x >= corner.x && rect.y >= corner.y && rect.right() <= corner.x + area.w &&
                     rect.bottom() <= corner.y + area.h;
        }
        return count;
    };
    // In bounds, where there is more of the graph than room; else in the middle.
    const auto held = [](float at, float low, float high, float room) {
        return high - low <= room ? (low + high - room) / 2 : std::clamp(at, low, high - room);
    };
    const auto corner_for = [&](Point at) {
        return Point{held(at.x, view.top_left.x, view.bottom_right.x, area.w),
                     held(at.y, view.top_left.y, view.bottom_right.y, area.h)};
    };
    // The beginning counts for a few cards; of equal places the first is taken.
    constexpr size_t kBeginning = 2;
    Point best = corner_for(view.top_left);
    size_t most = shown_at(best) + kBeginning;
    for (const Card& card : view.cards) {
        const bool right = view.flow == Flow::right;
        const Point beside{right ? view.top_left.x : card.centre.x - area.w / 2,
                           right ? card.centre.y - area.h / 2 : view.top_left.y};
        const Point around{card.centre.x - area.w / 2, card.centre.y - area.h / 2};
        for (const auto& [at, bonus] : {std::pair{beside, kBeginning}, std::pair{around, size_t{0}}}) {
            const Point corner = corner_for(at);
            const size_t count = shown_at(corner) + bonus;
            if (count <= most) continue;
            most = count;
            best = corner;
        }
    }
    fitted_ = true;
    Camera to;
    to.pan(area.x - best.x, area.y - best.y);
    go(to, at_once);
}

void Viewpoint::show_part(const Rect& bounds, const Card& card, const Rect& area, bool at_once) {
    const auto held = [](float at, float low, float size, float room) {
        return size <= room ? low + (size - room) / 2 : std::clamp(at, low, low + size - room);
    };
    fitted_ = true;
    Camera to;
    to.pan(area.x - held(card.centre.x - area.w / 2, bounds.x, bounds.w, area.w),
           area.y - held(card.centre.y - area.h / 2, bounds.y, bounds.h, area.h));
    if (!(to == camera_)) go(to, at_once);
}

void Viewpoint::zoom_at(Point screen, float factor) {
    fitted_ = false;
    Camera to = camera();
    to.zoom_at(screen, factor);
    go(to, true);
}

void Viewpoint::pan(float dx, float dy) {
    fitted_ = false;
    Camera to = camera();
    to.pan(dx, dy);
    go(to, true);
}

void Viewpoint::reveal(const Rect& rect, const Rect& area, bool at_once) {
    Camera to = camera_;
    to.reveal(rect, area);
    if (to == camera_) return;
    fitted_ = false;
    go(to, at_once);
}

void Viewpoint::look_at(Point at, const Rect& area) {
    fitted_ = false;
    Camera to = camera();
    const Point now = to.to_screen(at), middle = area.centre();
    to.pan(middle.x - now.x, middle.y - now.y);
    go(to, true);
}

void Viewpoint::pass(float seconds, bool still) {
    if (!glide_) return;
    glide_->share += seconds / kSeconds;
    if (still || glide_->share >= 1) return glide_.reset();
    glide_->shown = Camera::between(glide_->from, camera_, eased(glide_->share));
}

void Gliding::begin(const GraphView& now) {
    const GraphView& shown = moving() ? shown_ : from_;
    GraphView from = shown.cards.empty() ? now : shown;
    from_ = std::move(from);
    share_ = 0;
}

const GraphView& Gliding::follow(const GraphView& now, float seconds, bool jump) {
    const bool small = now.cards.size() <= kMostGliding;
    bool moved = false;
    if (small) {
        std::map<NodeId, Point> stood(settled_.begin(), settled_.end());
        for (const Card& card : now.cards) {
            const auto was = stood.find(card.id);
            if (was == stood.end()) continue;
            moved = moved || std::hypot(card.centre.x - was->second.x, card.centre.y - was->second.y) > 0.5f;
        }
        if (moved && !jump) begin(now);
    }
    if (jump || !small) share_ = 1;
    if (moved || settled_.size() != now.cards.size() || jump) {
        settled_.clear();
        if (small) {
            for (const Card& card : now.cards) settled_.emplace_back(card.id, card.centre);
        }
    }
    if (moving()) share_ = std::min(share_ + seconds / kSeconds, 1.0f);
    if (!moving()) {
        if (small) from_ = now;
        return now;
    }
    const float share = eased(share_);
    shown_ = now;
    std::map<NodeId, Point> start;
    for (const Card& card : from_.cards) start.emplace(card.id, card.centre);
    for (Card& card : shown_.cards) {
        if (const auto found = start.find(card.id); found != start.end())
            card.centre = between(found->second, card.centre, share);
    }
    std::map<std::pair<NodeId, size_t>, const Wire*> paths;
    for (const Wire& wire : from_.wires) paths.emplace(std::pair(wire.consumer, wire.input), &wire);
    for (Wire& wire : shown_.wires) {
        const auto found = paths.find({wire.consumer, wire.input});
        if (found == paths.end()) continue;
        mix_path(wire.path, found->second->path, share);
        wire.label = between(found->second->label, wire.label, share);
    }
    mix_path(shown_.exit.path, from_.exit.path, share);
    shown_.exit.label = between(from_.exit.label, shown_.exit.label, share);
    return shown_;
}

}  // namespace bp::ui
