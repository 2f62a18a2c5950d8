#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "scene/geometry.hpp"

// Plain geometry for the rules of a scene, on purpose apart from what lays scenes out.
namespace bp::test {

struct Segment {
    Point a, b;
};

inline Point operator-(Point p, Point q) { return {p.x - q.x, p.y - q.y}; }
inline Point operator+(Point p, Point q) { return {p.x + q.x, p.y + q.y}; }
inline Point operator*(Point p, float k) { return {p.x * k, p.y * k}; }
inline float dot(Point p, Point q) { return p.x * q.x + p.y * q.y; }
inline float length(Point p) { return std::sqrt(dot(p, p)); }

/// How far two rectangles lie on each other in the direction in which they do so least; negative when apart.
inline float depth(const Rect& a, const Rect& b) {
    return std::min(std::min(a.right(), b.right()) - std::max(a.x, b.x),
                    std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y));
}

/// How far the first sticks out of the second, at its worst side; negative when it is inside.
inline float excess(const Rect& inner, const Rect& outer) {
    return std::max({outer.x - inner.x, outer.y - inner.y, inner.right() - outer.right(),
                     inner.bottom() - outer.bottom()});
}

/// Whether part of the segment lies inside the rectangle (Liang and Barsky's clipping).
inline bool crosses(const Segment& s, const Rect& r) {
    if (r.w <= 0 || r.h <= 0) return false;
    const Point d = s.b - s.a;
    float from = 0, to = 1;
    const auto clip = [&](float step, float room) {
        if (step == 0) return room > 0;
        const float at = room / step;
        if (step < 0) {
            from = std::max(from, at);
        } else {
            to = std::min(to, at);
        }
        return from < to;
    };
    return clip(-d.x, s.a.x - r.x) && clip(d.x, r.right() - s.a.x) && clip(-d.y, s.a.y - r.y) &&
           clip(d.y, r.bottom() - s.a.y);
}

inline float distance(Point p, const Segment& s) {
    const Point d = s.b - s.a;
    const float square = dot(d, d);
    const float t = square > 0 ? std::clamp(dot(p - s.a, d) / square, 0.0f, 1.0f) : 0.0f;
    return length(p - (s.a + d * t));
}

inline float distance(const Segment& s, const Segment& t) {
    const auto side = [](Point p, const Segment& line) {
        const Point d = line.b - line.a, to = p - line.a;
        return d.x * to.y - d.y * to.x;
    };
    const bool cross = side(s.a, t) * side(s.b, t) < 0 && side(t.a, s) * side(t.b, s) < 0;
    if (cross) return 0;
    return std::min({distance(s.a, t), distance(s.b, t), distance(t.a, s), distance(t.b, s)});
}

/// Whether the triangle and the rectangle have an area in common: no side of either parts them.
inline bool overlap(const std::array<Point, 3>& triangle, const Rect& r) {
    if (r.w <= 0 || r.h <= 0) return false;
    const std::array<Point, 4> corners{
        {{r.x, r.y}, {r.right(), r.y}, {r.right(), r.bottom()}, {r.x, r.bottom()}}};
    const auto parts = [&](Point axis) {
        const auto range = [&](std::span<const Point> points) {
            float low = dot(points[0], axis), high = low;
            for (const Point p : points) {
                low = std::min(low, dot(p, axis));
                high = std::max(high, dot(p, axis));
            }
            return std::pair{low, high};
        };
        const auto [low, high] = range(triangle);
        const auto [least, most] = range(corners);
        return high <= least || most <= low;
    };
    if (parts({1, 0}) || parts({0, 1})) return false;
    for (size_t i = 0; i < 3; ++i) {
        const Point side = triangle[(i + 1) % 3] - triangle[i];
        if (parts({-side.y, side.x})) return false;
    }
    return true;
}

/// The box around a polyline.
inline Rect bounds(std::span<const Point> points) {
    if (points.empty()) return {};
    float left = points[0].x, right = left, top = points[0].y, bottom = top;
    for (const Point p : points) {
        left = std::min(left, p.x);
        right = std::max(right, p.x);
        top = std::min(top, p.y);
        bottom = std::max(bottom, p.y);
    }
    return {left, top, right - left, bottom - top};
}

/// The head of an arrow along the end of a polyline, as wide as it is long.
inline std::array<Point, 3> arrow_head(std::span<const Point> points, float head) {
    const Point tip = points.back();
    Point back = points.front();
    float left = head;
    for (size_t i = points.size() - 1; i > 0; --i) {
        const float step = length(points[i - 1] - points[i]);
        if (step >= left && step > 0) {
            back = points[i] + (points[i - 1] - points[i]) * (left / step);
            break;
        }
        left -= step;
    }
    const float reach = length(tip - back);
    const Point along = reach > 0 ? (tip - back) * (1 / reach) : Point{1, 0};
    const Point base = tip - along * head, across{-along.y * head / 2, along.x * head / 2};
    return {tip, base + across, base - across};
}

}  // namespace bp::test
