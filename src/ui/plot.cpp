#include "ui/plot.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "base/number.hpp"
#include "imgui.h"
#include "scene/fitted_text.hpp"

namespace bp::ui {

std::vector<double> ticks(Range range, int most) {
    const double extent = range.high - range.low;
    if (!std::isfinite(extent) || extent <= 0 || most < 1) return {};
    const double rough = extent / most;
    const double decade = std::pow(10.0, std::floor(std::log10(rough)));
    const double lead = rough / decade;
    const double step = decade * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
    std::vector<double> places;
    if (!(step > 0) || !std::isfinite(step)) return places;
    const double first = std::ceil(range.low / step - 1e-9);
    for (int i = 0; i <= 2 * most; ++i) {
        const double at = (first + i) * step;
        if (at > range.high + 1e-9 * extent) break;
        places.push_back(at);
    }
    return places;
}

std::vector<double> log_ticks(Range range, int most) {
    if (!(range.low > 0) || !(range.high > range.low) || !std::isfinite(range.high)) return {};
    const int from = static_cast<int>(std::floor(std::log10(range.low)));
    const int to = static_cast<int>(std::ceil(std::log10(range.high)));
    const int stride = std::max(1, (to - from + most - 1) / std::max(most, 1));
    const bool fine = to - from <= 2;
    std::vector<double> places;
    for (int e = from; e <= to; e += stride) {
        for (const int lead : {1, 2, 5}) {
            const double at = lead * std::pow(10.0, e);
            if ((lead == 1 || fine) && at >= range.low && at <= range.high) places.push_back(at);
        }
    }
    return places;
}

Range range_of(std::span<const float> values, bool logarithmic) {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const float value : values) {
        if (!std::isfinite(value) || (logarithmic && value <= 0)) continue;
        low = std::min(low, static_cast<double>(value));
        high = std::max(high, static_cast<double>(value));
    }
    if (low > high) return logarithmic ? Range{0.1, 1} : Range{0, 1};
    if (logarithmic) return high / low < 1.1 ? Range{low / 1.5, high * 1.5} : Range{low, high};
    const double least = std::max(std::abs(high) * 1e-6, 1e-12);
    return high - low < least ? Range{low - least, high + least} : Range{low, high};
}

std::vector<size_t> decimated(std::span<const float> values, size_t columns) {
    std::vector<size_t> kept;
    if (columns == 0) return kept;
    const size_t count = values.size();
    for (size_t column = 0; column < std::min(columns, count); ++column) {
        const size_t parts = std::min(columns, count);
        const size_t begin = column * count / parts, end = (column + 1) * count / parts;
        size_t low = count, high = count;
        for (size_t i = begin; i < end; ++i) {
            if (!std::isfinite(values[i])) continue;
            if (low == count || values[i] < values[low]) low = i;
            if (high == count || values[i] > values[high]) high = i;
        }
        if (low == count) continue;
        kept.push_back(std::min(low, high));
        if (low != high) kept.push_back(std::max(low, high));
    }
    return kept;
}

std::vector<float> moving_average(std::span<const float> values, size_t window) {
    std::vector<float> means(values.size(), std::numeric_limits<float>::quiet_NaN());
    double sum = 0;
    size_t count = 0;
    for (size_t i = 0; i < values.size(); ++i) {
        if (std::isfinite(values[i])) {
            sum += static_cast<double>(values[i]);
            ++count;
        }
        if (i >= window && std::isfinite(values[i - window])) {
            sum -= static_cast<double>(values[i - window]);
            --count;
        }
        if (count > 0) means[i] = static_cast<float>(sum / static_cast<double>(count));
    }
    return means;
}

Axis::Axis(Range range, float from, float to, bool logarithmic)
    : range_(range), from_(from), to_(to), logarithmic_(logarithmic) {
    if (logarithmic_ && !(range_.low > 0)) range_.low = 1e-12;
    if (!(range_.high > range_.low)) range_.high = logarithmic_ ? range_.low * 10 : range_.low + 1;
}

double Axis::position(double value) const { return logarithmic_ ? std::log10(value) : value; }

float Axis::pixel(double value) const {
    const double low = position(range_.low), high = position(range_.high);
    const double share = (position(value) - low) / (high - low);
    if (!std::isfinite(share)) return std::numeric_limits<float>::quiet_NaN();
    return from_ + static_cast<float>(std::clamp(share, -1.0, 2.0)) * (to_ - from_);
}

double Axis::value(float pixel) const {
    const double share = to_ == from_ ? 0 : static_cast<double>((pixel - from_) / (to_ - from_));
    const double low = position(range_.low), high = position(range_.high);
    const double at = low + share * (high - low);
    return logarithmic_ ? std::pow(10.0, at) : at;
}

// --- drawing

PlotFrame plot_frame(std::string_view title, const Rect& rect) {
    constexpr float left = 11 * kGrid, top = 7 * kGrid, right = 3 * kGrid, bottom = 6 * kGrid;
    return {title, rect, {rect.x + left, rect.y + top, rect.w - left - right, rect.h - top - bottom}};
}

void paint_plot_frame(const Painter& paint, const PlotFrame& frame, const Axis& x, const Axis& y) {
    const Palette& p = paint.colours();
    const Rect& in = frame.inner;
    paint.text({frame.rect.x, frame.rect.y + 2 * kGrid}, frame.title, type::kBody, p.text, Weight::semibold);
    const int rows = std::clamp(static_cast<int>(in.h / 40), 2, 6);
    const int columns = std::clamp(static_cast<int>(in.w / 90), 2, 10);
    for (const double at : y.logarithmic() ? log_ticks(y.range(), rows) : ticks(y.range(), rows)) {
        const float py = std::round(y.pixel(at));
        paint.line({in.x, py}, {in.right(), py}, p.line);
        paint.text_right({in.x - 2 * kGrid, py}, brief(at, 3), type::kSmall, p.quiet);
    }
    for (const double at : ticks(x.range(), columns)) {
        const float px = std::round(x.pixel(at));
        paint.line({px, in.bottom()}, {px, in.bottom() + kGrid}, p.edge);
        paint.text_centred({px, in.bottom() + 3.5f * kGrid}, brief(at), type::kSmall, p.quiet);
    }
    paint.line({in.x, in.bottom()}, {in.right(), in.bottom()}, p.edge);
}

void paint_samples(const Painter& paint, const Axis& x, const Axis& y, std::span<const float> values,
                   Colour colour, float thickness) {
    const float width = std::abs(x.pixel(x.range().high) - x.pixel(x.range().low));
    const float columns = std::clamp(width / std::max(thickness * thickness, 1.0f), 1.0f, 8192.0f);
    std::optional<Point> last;
    // Segment by segment: a polyline's mitres would stick out at the sharp turns of a noisy curve.
    for (const size_t i : decimated(values, static_cast<size_t>(columns))) {
        const Point at{x.pixel(static_cast<double>(i) + 1), y.pixel(static_cast<double>(values[i]))};
        if (last && finite(at)) paint.line(*last, at, colour, thickness);
        last = finite(at) ? std::optional(at) : std::nullopt;
    }
}

void paint_points(const Painter& paint, const Axis& x, const Axis& y, std::span<const PlotPoint> points,
                  Colour colour, float thickness) {
    std::vector<ImVec2> line;
    for (const PlotPoint& point : points) {
        const Point at{x.pixel(point.x), y.pixel(point.y)};
        if (finite(at)) line.push_back({at.x, at.y});
    }
    paint.list()->AddPolyline(line.data(), static_cast<int>(line.size()), colour, 0, thickness);
    for (const ImVec2& at : line) paint.disc({at.x, at.y}, thickness + 1, colour);
}

namespace {

constexpr float kLeading = 1.35f;  // of the font's size, from line to line

}  // namespace

PlotMessage plot_message(const PlotFrame& frame, std::string_view text) {
    PlotMessage message;
    for (const float size : {type::kBody, type::kSmall}) {
        message = {text_wrapped(text, frame.inner.w - 2 * kGrid, size), size};
        if (static_cast<float>(message.lines.size()) * kLeading * size <= frame.inner.h) break;
    }
    return message;
}

void paint_plot_message(const Painter& paint, const PlotFrame& frame, std::string_view text) {
    const auto [lines, size] = plot_message(frame, text);
    Point at = frame.inner.centre();
    at.y -= kLeading * size * (static_cast<float>(lines.size()) - 1) / 2;
    for (const std::string& line : lines) {
        const float wide = paint.measure(line, size).x + 2 * kGrid, high = kLeading * size;
        paint.fill({at.x - wide / 2, at.y - high / 2, wide, high}, paint.colours().ground);
        paint.text_centred(at, line, size, paint.colours().quiet);
        at.y += kLeading * size;
    }
}

void paint_read_out(const Painter& paint, const PlotFrame& frame, float x,
                    std::span<const ReadOutLine> lines) {
    const Palette& p = paint.colours();
    const Rect& in = frame.inner;
    paint.line({x, in.y}, {x, in.bottom()}, p.edge);
    constexpr float row = 4.5f * kGrid, pad = 2 * kGrid;
    float width = 0;
    for (const ReadOutLine& line : lines) width = std::max(width, paint.measure(line.text, type::kSmall).x);
    width += 2 * pad;
    const float height = static_cast<float>(lines.size()) * row + pad;
    const float left = x + 3 * kGrid + width < in.right() ? x + 2 * kGrid : x - 2 * kGrid - width;
    const Rect box{std::max(left, in.x), in.y + kGrid, width, height};
    paint.shadow(box, kGrid);
    paint.fill(box, p.surface, kGrid);
    paint.frame(box, p.line, kGrid);
    float y = box.y + pad / 2 + row / 2;
    for (const ReadOutLine& line : lines) {
        paint.text({box.x + pad, y}, line.text, type::kSmall, line.colour);
        y += row;
    }
}

}  // namespace bp::ui
