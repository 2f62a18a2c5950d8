#pragma once

#include <algorithm>
#include <cmath>

#include "scene/geometry.hpp"

namespace bp {

/// Which part of the canvas the screen shows: screen = (canvas − origin) · zoom. One unit is a CSS pixel at
/// zoom 1.
class Camera {
  public:
    static constexpr float kMinZoom = 0.02f;
    static constexpr float kMaxZoom = 6;
    /// A graph that needs a smaller zoom than this is not shown whole: its cards would be less than 1 px
    /// high.
    static constexpr float kMinFit = 0.04f;
    /// A small graph is not enlarged beyond this zoom when it is fitted.
    static constexpr float kMaxFit = 2.4f;

    float zoom() const { return zoom_; }
    Point to_screen(Point p) const { return {(p.x - origin_.x) * zoom_, (p.y - origin_.y) * zoom_}; }
    Point to_canvas(Point p) const { return {p.x / zoom_ + origin_.x, p.y / zoom_ + origin_.y}; }
    Rect to_screen(const Rect& r) const {
        const Point p = to_screen(Point{r.x, r.y});
        return {p.x, p.y, r.w * zoom_, r.h * zoom_};
    }

    /// Moves the view by screen pixels.
    void pan(float dx, float dy) {
        if (!std::isfinite(dx) || !std::isfinite(dy)) return;
        origin_ = {origin_.x - dx / zoom_, origin_.y - dy / zoom_};
    }

    /// Multiplies the zoom and keeps the canvas point under `screen` where it is.
    void zoom_at(Point screen, float factor) {
        if (!finite(screen) || !std::isfinite(factor) || factor <= 0) return;
        const Point fixed = to_canvas(screen);
        zoom_ = std::clamp(zoom_ * factor, kMinZoom, kMaxZoom);
        origin_ = {fixed.x - screen.x / zoom_, fixed.y - screen.y / zoom_};
    }

    /// Shows all of `bounds`, centred in the part `area` of the screen. If that needs a smaller zoom than
    /// allowed, shows as much as fits, from the top left.
    void fit(const Rect& bounds, const Rect& area) {
        if (!finite(bounds) || !finite(area) || area.w < 1 || area.h < 1) return;
        const float w = std::max(bounds.w, 1.0f), h = std::max(bounds.h, 1.0f);
        zoom_ = std::clamp(std::min(area.w / w, area.h / h), kMinZoom, kMaxFit);
        const Point middle = area.centre(), centre = bounds.centre();
        const bool wide = w * zoom_ > area.w + 1, high = h * zoom_ > area.h + 1;
        origin_ = {wide ? bounds.x - area.x / zoom_ : centre.x - middle.x / zoom_,
                   high ? bounds.y - area.y / zoom_ : centre.y - middle.y / zoom_};
    }

    /// Makes the smallest move that brings `rect` (of the canvas) into `area` of the screen.
    void reveal(const Rect& rect, const Rect& area) {
        const Rect r = to_screen(rect);
        const auto shift = [](float from, float to, float low, float high) {
            if (from < low) return low - from;
            return to > high ? std::max(high - to, low - from) : 0.0f;
        };
        pan(shift(r.x, r.right(), area.x, area.right()), shift(r.y, r.bottom(), area.y, area.bottom()));
    }

    bool operator==(const Camera&) const = default;

    /// A camera between two others: what both show moves on a straight line, and the zoom changes at an even
    /// pace.
    static Camera between(const Camera& a, const Camera& b, float share) {
        Camera camera;
        camera.zoom_ = a.zoom_ * std::pow(b.zoom_ / a.zoom_, share);
        // The screen's origin of the plane, mixed.
        const Point from{-a.origin_.x * a.zoom_, -a.origin_.y * a.zoom_};
        const Point to{-b.origin_.x * b.zoom_, -b.origin_.y * b.zoom_};
        camera.origin_ = {-(from.x + (to.x - from.x) * share) / camera.zoom_,
                          -(from.y + (to.y - from.y) * share) / camera.zoom_};
        return camera;
    }

  private:
    Point origin_;
    float zoom_ = 1;
};

}  // namespace bp
