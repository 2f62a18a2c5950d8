#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "scene/graph_view.hpp"

namespace bp {

struct Rect {
    float x = 0;
    float y = 0;
    float w = 0;
    float h = 0;

    float right() const { return x + w; }
    float bottom() const { return y + h; }
    Point centre() const { return {x + w / 2, y + h / 2}; }
    bool contains(Point p) const { return p.x >= x && p.x < right() && p.y >= y && p.y < bottom(); }
    /// False if a coordinate is NaN, so that whatever overlaps the view is also safe to draw.
    bool overlaps(const Rect& o) const {
        return x < o.right() && o.x < right() && y < o.bottom() && o.y < bottom();
    }
    Rect inset(float by) const { return {x + by, y + by, w - 2 * by, h - 2 * by}; }
    bool operator==(const Rect&) const = default;
};

inline bool finite(Point p) { return std::isfinite(p.x) && std::isfinite(p.y); }
inline bool finite(const Rect& r) {
    return std::isfinite(r.x) && std::isfinite(r.y) && std::isfinite(r.w) && std::isfinite(r.h);
}

inline Rect spanned(Point a, Point b) {
    return {std::min(a.x, b.x), std::min(a.y, b.y), std::abs(a.x - b.x), std::abs(a.y - b.y)};
}

/// Whether the segment from a to b has a point inside the rectangle (clipping after Liang and Barsky).
inline bool crosses(const Rect& r, Point a, Point b) {
    float from = 0, to = 1;
    const auto clip = [&](float start, float step, float low, float high) {
        if (step == 0) return start > low && start < high;
        const float t0 = (low - start) / step, t1 = (high - start) / step;
        from = std::max(from, std::min(t0, t1));
        to = std::min(to, std::max(t0, t1));
        return from < to;
    };
    return clip(a.x, b.x - a.x, r.x, r.right()) && clip(a.y, b.y - a.y, r.y, r.bottom());
}

/// The point at a share of the polyline's length.
inline Point along(const std::vector<Point>& path, float share) {
    float length = 0;
    for (size_t i = 1; i < path.size(); ++i)
        length += std::hypot(path[i].x - path[i - 1].x, path[i].y - path[i - 1].y);
    float left = length * std::clamp(share, 0.0f, 1.0f);
    for (size_t i = 1; i < path.size(); ++i) {
        const float piece = std::hypot(path[i].x - path[i - 1].x, path[i].y - path[i - 1].y);
        if (left <= piece && piece > 0) {
            const float t = left / piece;
            return {path[i - 1].x + t * (path[i].x - path[i - 1].x),
                    path[i - 1].y + t * (path[i].y - path[i - 1].y)};
        }
        left -= piece;
    }
    return path.back();
}

inline Rect card_rect(const Card& card) {
    return {card.centre.x - card.size.x / 2, card.centre.y - card.size.y / 2, card.size.x, card.size.y};
}

/// Whether a point of the canvas is on the card.
inline bool hit(const Card& card, Point p) {
    const Rect rect = card_rect(card);
    if (card.kind != CardKind::op) return rect.contains(p);
    const float r = std::min(card.corner, std::min(card.size.x, card.size.y) / 2);
    const float dx =
        p.x - std::clamp(p.x, std::min(rect.x + r, card.centre.x), std::max(rect.right() - r, card.centre.x));
    const float dy = p.y - std::clamp(p.y, std::min(rect.y + r, card.centre.y),
                                      std::max(rect.bottom() - r, card.centre.y));
    return dx * dx + dy * dy <= r * r;
}

/// Whether a finished number text holds inf or nan.
inline bool reads_not_finite(std::string_view text) {
    return text.find("inf") != std::string_view::npos || text.find("nan") != std::string_view::npos;
}

/// Whether the bounds of another graph need a new fit: a side moved or grew by more than a tenth of the
/// larger extent.
inline bool differ_a_lot(const Rect& a, const Rect& b) {
    const float scale = 0.1f * std::max({a.w, a.h, b.w, b.h, 1.0f});
    return std::abs(a.x - b.x) > scale || std::abs(a.y - b.y) > scale ||
           std::abs(a.right() - b.right()) > scale || std::abs(a.bottom() - b.bottom()) > scale;
}

}  // namespace bp
