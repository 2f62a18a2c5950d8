#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/painter.hpp"

namespace bp::ui {

/// A number range that an axis shows.
struct Range {
    double low = 0;
    double high = 1;
    bool operator==(const Range&) const = default;
};

/// Where the ticks of an axis stand: about `most` round numbers (1, 2, 5 · 10^k) within the range.
std::vector<double> ticks(Range range, int most);
/// The powers of ten, and for short ranges their doubles and fivefolds, within the range; for logarithmic
/// axes.
std::vector<double> log_ticks(Range range, int most);

/// The range of all values that are finite (and above 0, for a logarithmic axis), or {0, 1} ({0.1, 1}).
Range range_of(std::span<const float> values, bool logarithmic);

/// At most two samples for each of `columns`: the smallest and the largest of its part, in their order.
/// Samples that are not finite are left out. Returns indices.
std::vector<size_t> decimated(std::span<const float> values, size_t columns);

/// The mean of the last `window` finite values at each place; not a number where there is none.
std::vector<float> moving_average(std::span<const float> values, size_t window);

/// One axis: from numbers to pixels.
class Axis {
  public:
    Axis(Range range, float from, float to, bool logarithmic = false);

    /// The pixel of the number; NaN when it has none.
    float pixel(double value) const;
    double value(float pixel) const;
    const Range& range() const { return range_; }
    bool logarithmic() const { return logarithmic_; }

  private:
    double position(double value) const;

    Range range_;
    float from_;
    float to_;
    bool logarithmic_;
};

/// The frame of a plot: title, grid lines, tick texts.
struct PlotFrame {
    std::string_view title;
    Rect rect;   ///< all of it
    Rect inner;  ///< the part with the curves
};

/// Leaves room for the title and the ticks.
PlotFrame plot_frame(std::string_view title, const Rect& rect);
void paint_plot_frame(const Painter& paint, const PlotFrame& frame, const Axis& x, const Axis& y);

/// A line through the samples, sample i at x = i + 1: a thin one keeps every peak, a thick one is calmer.
void paint_samples(const Painter& paint, const Axis& x, const Axis& y, std::span<const float> values,
                   Colour colour, float thickness);
/// A line through few points, each with a dot.
struct PlotPoint {
    double x;
    double y;
};
void paint_points(const Painter& paint, const Axis& x, const Axis& y, std::span<const PlotPoint> points,
                  Colour colour, float thickness);

/// What is said in place of curves, in the middle of the plot and within it.
struct PlotMessage {
    std::vector<std::string> lines;
    float size;  ///< of the font
};
PlotMessage plot_message(const PlotFrame& frame, std::string_view text);
void paint_plot_message(const Painter& paint, const PlotFrame& frame, std::string_view text);

/// The pointer's read-out: a vertical line at pixel x, and a box with lines of text in their colours.
struct ReadOutLine {
    std::string text;
    Colour colour;
};
void paint_read_out(const Painter& paint, const PlotFrame& frame, float x,
                    std::span<const ReadOutLine> lines);

}  // namespace bp::ui
