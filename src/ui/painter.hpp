#pragma once

#include <string_view>
#include <vector>

#include "scene/geometry.hpp"
#include "scene/text_metrics.hpp"
#include "ui/theme.hpp"

struct ImDrawList;

namespace bp::ui {

enum class Icon {
    none,
    undo,
    redo,
    plus,
    minus,
    fit,
    play,
    pause,
    reset,
    area,
    copy,
    trash,
    group,
    ungroup,
    tidy,
    widths,
    left,
    right,
    up,
    down
};

/// Draws shapes and sharp text of any size and script; of a text its drawn_part. Nothing with a coordinate
/// that is not finite gets to the GPU.
class Painter {
  public:
    Painter(ImDrawList* list, const Theme& theme) : list_(list), theme_(theme) {}

    const Palette& colours() const { return theme_.colours(); }
    ImDrawList* list() const { return list_; }

    /// Width and height of the text, at the pixel size that text() draws it with.
    Point measure(std::string_view s, float size, Weight weight = Weight::regular) const;
    /// Left and vertical middle.
    void text(Point left, std::string_view s, float size, Colour colour,
              Weight weight = Weight::regular) const;
    void text_centred(Point centre, std::string_view s, float size, Colour colour,
                      Weight weight = Weight::regular) const;
    void text_right(Point right, std::string_view s, float size, Colour colour,
                    Weight weight = Weight::regular) const;
    /// Left-aligned in at most `width` pixels, cut off with an ellipsis.
    void text_fitted(Point left, float width, std::string_view s, float size, Colour colour,
                     Weight weight = Weight::regular) const;

    void fill(const Rect& rect, Colour colour, float radius = 0) const;
    void frame(const Rect& rect, Colour colour, float radius = 0, float thickness = 1) const;
    void shadow(const Rect& rect, float radius) const;
    void disc(Point centre, float radius, Colour colour) const;
    void ring(Point centre, float radius, Colour colour, float thickness = 1) const;
    void line(Point a, Point b, Colour colour, float thickness = 1) const;
    /// What of the line is in `area`.
    void polyline(const std::vector<Point>& points, Colour colour, float thickness, const Rect& area) const;
    /// The head of an arrow that comes from `from`, its tip at `tip`.
    void arrow_head(Point tip, Point from, float size, Colour colour) const;
    /// An icon in a square of 16 units.
    void icon(Icon icon, Point centre, Colour colour, float scale = 1) const;

  private:
    ImFont* font(Weight weight) const;
    bool foreign(std::string_view s, float pixels, Weight weight) const;

    ImDrawList* list_;
    const Theme& theme_;
};

}  // namespace bp::ui
