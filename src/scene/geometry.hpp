#pragma once

#include <algorithm>
#include <cmath>

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
    /// False as soon as a coordinate is NaN, so that what overlaps the view is also safe to draw.
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

/// The smallest distance of two coordinates of a curve's end points that counts as an edge with a direction.
constexpr float kShortestHandle = 24;

/// A cubic Bézier curve.
struct Bezier {
    Point a, b, c, d;

    Point at(float t) const {
        const float s = 1 - t;
        const float wa = s * s * s, wb = 3 * s * s * t, wc = 3 * s * t * t, wd = t * t * t;
        return {wa * a.x + wb * b.x + wc * c.x + wd * d.x, wa * a.y + wb * b.y + wc * c.y + wd * d.y};
    }

    /// dy/dx at t; 0 where the curve stands still.
    float slope(float t) const {
        const float s = 1 - t;
        const float u = 3 * s * s, v = 6 * s * t, w = 3 * t * t;
        const float dx = u * (b.x - a.x) + v * (c.x - b.x) + w * (d.x - c.x);
        const float dy = u * (b.y - a.y) + v * (c.y - b.y) + w * (d.y - c.y);
        return std::abs(dx) < 1e-6f ? 0 : dy / dx;
    }

    /// A box that holds the curve: a Bézier curve stays inside the hull of its points.
    Rect bounds() const {
        const float left = std::min({a.x, b.x, c.x, d.x}), right = std::max({a.x, b.x, c.x, d.x});
        const float top = std::min({a.y, b.y, c.y, d.y}), bottom = std::max({a.y, b.y, c.y, d.y});
        return {left, top, right - left, bottom - top};
    }
};

/// The edge from one port to another: leaves and arrives horizontally, so that labels near its ends lie flat.
inline Bezier edge_curve(Point from, Point to) {
    const float handle = std::max(std::abs(to.x - from.x) * 0.5f, kShortestHandle);
    return {from, {from.x + handle, from.y}, {to.x - handle, to.y}, to};
}

inline Rect card_rect(const Card& card) {
    return {card.centre.x - card.size.x / 2, card.centre.y - card.size.y / 2, card.size.x, card.size.y};
}

/// Ops are circles, or pills when their glyph is long; leaves and constants are rounded rectangles.
inline float op_radius(const Card& card) { return std::min(card.size.x, card.size.y) / 2; }

/// Where edges leave a card: the middle of its right side.
inline Point out_port(const Card& card) { return {card.centre.x + card.size.x / 2, card.centre.y}; }

/// Where the edge of input number `input` of `arity` arrives: spread over the left cap, the first input on
/// top.
inline Point in_port(const Card& card, size_t input, size_t arity) {
    const float r = op_radius(card);
    const float spread = arity < 2 ? 0.0f : static_cast<float>(input) / static_cast<float>(arity - 1) - 0.5f;
    const float dy = std::clamp(spread, -0.5f, 0.5f) * r * 1.1f;
    const float cap = card.centre.x - card.size.x / 2 + r;
    return {cap - std::sqrt(std::max(r * r - dy * dy, 0.0f)), card.centre.y + dy};
}

/// Whether a point of the canvas is on the card.
inline bool hit(const Card& card, Point p) {
    const Rect rect = card_rect(card);
    if (card.kind != CardKind::op) return rect.contains(p);
    const float r = op_radius(card);
    const float dx =
        p.x - std::clamp(p.x, std::min(rect.x + r, card.centre.x), std::max(rect.right() - r, card.centre.x));
    const float dy = p.y - card.centre.y;
    return dx * dx + dy * dy <= r * r;
}

/// Centres of the two labels of an edge at place t: the value above the line, the gradient below it, moved
/// off the line by what its slope takes up over half the label's width.
struct LabelPlaces {
    Point above;
    Point below;
};

inline LabelPlaces label_places(const Bezier& curve, float t, Point size, float gap) {
    const Point p = curve.at(t);
    const float climb = std::min(std::abs(curve.slope(t)) * size.x / 2, size.y * 1.2f);
    const float off = size.y / 2 + gap + climb;
    return {{p.x, p.y - off}, {p.x, p.y + off}};
}

/// Whether another graph's bounds call for a new fit: a side moved or grew by more than a tenth of the larger
/// extent.
inline bool differ_a_lot(const Rect& a, const Rect& b) {
    const float scale = 0.1f * std::max({a.w, a.h, b.w, b.h, 1.0f});
    return std::abs(a.x - b.x) > scale || std::abs(a.y - b.y) > scale ||
           std::abs(a.right() - b.right()) > scale || std::abs(a.bottom() - b.bottom()) > scale;
}

}  // namespace bp
