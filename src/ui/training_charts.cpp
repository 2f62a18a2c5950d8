#include "ui/training_charts.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/number.hpp"
#include "imgui.h"

namespace bp::ui {
namespace {

constexpr size_t kAverageWindow = 100;  // steps of the thick loss line: a sixth of an epoch

/// The pointer's column in the plot, when it is over it.
std::optional<float> pointer_in(const Hit& hit, const Rect& inner) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (!hit.hovered || mouse.x < inner.x || mouse.x > inner.right()) return {};
    return mouse.x;
}

/// Steps along the x axis of both charts.
double most_steps(const Training& training) {
    double most = training.total();
    if (training.kept) most = std::max(most, static_cast<double>(training.kept->steps));
    return most;
}

Range both(const Range& a, const Range& b) { return {std::min(a.low, b.low), std::max(a.high, b.high)}; }

std::vector<PlotPoint> points(const std::vector<Evaluation>& rows, double Evaluation::*share) {
    std::vector<PlotPoint> list;
    list.reserve(rows.size());
    for (const auto& row : rows) list.push_back({static_cast<double>(row.steps), row.*share});
    return list;
}

/// Names of curves in the upper right corner, from the right.
void paint_legend(const Painter& paint, const Rect& rect,
                  std::initializer_list<std::pair<std::string_view, Colour>> entries) {
    float right = rect.right() - 3 * kGrid;
    for (const auto& [name, colour] : entries) {
        if (name.empty()) continue;
        paint.text_right({right, rect.y + 2 * kGrid}, name, type::kSmall, colour);
        right -= paint.measure(name, type::kSmall).x + 4 * kGrid;
    }
}

std::string named(std::string_view name, double value) { return std::string(name) + "  " + brief(value, 4); }

const Evaluation* nearest(const std::vector<Evaluation>& rows, double steps) {
    if (rows.empty()) return nullptr;
    return &*std::ranges::min_element(
        rows, {}, [&](const auto& row) { return std::abs(static_cast<double>(row.steps) - steps); });
}

}  // namespace

void TrainingCharts::paint_loss(const Training& training, const Rect& rect, const Hit& hit,
                                const Frame& frame) {
    const Painter& paint = frame.painter;
    const Palette& p = paint.colours();
    const std::vector<float>& losses = training.run.losses;
    const TrainingRun* kept = training.kept ? &*training.kept : nullptr;
    const PlotFrame plot = plot_frame(frame.text("mnist.loss"), rect);
    const Rect& in = plot.inner;
    const Axis x({0, most_steps(training)}, in.x, in.right());
    Range range = range_of(losses, training.logarithmic);
    if (kept) {
        const Range other = range_of(kept->losses, training.logarithmic);
        range = losses.empty() ? other : both(range, other);
    }
    if (!training.logarithmic) range.low = std::min(range.low, 0.0);
    const Axis y(range, in.bottom(), in.y, training.logarithmic);
    paint_plot_frame(paint, plot, x, y);
    if (losses.empty() && !kept) return paint_plot_message(paint, plot, frame.text("mnist.no_data_yet"));

    std::vector<float> kept_smooth;
    if (kept) {
        kept_smooth = moving_average(kept->losses, kAverageWindow);
        paint_samples(paint, x, y, kept_smooth, p.edge, 2);
    }
    const std::vector<float> smooth = moving_average(losses, kAverageWindow);
    paint_samples(paint, x, y, losses, faded(p.value, 0.35f), 1);
    paint_samples(paint, x, y, smooth, p.value, 2);
    paint_legend(paint, rect,
                 {{kept ? frame.text("mnist.kept") : std::string_view(), p.quiet},
                  {frame.text("mnist.moving_average"), p.value}});

    const auto column = pointer_in(hit, in);
    if (!column) return;
    const double step = std::round(x.value(*column));
    if (step < 1) return;
    const size_t i = static_cast<size_t>(step) - 1;
    std::vector<ReadOutLine> lines{
        {frame.fill("mnist.step", {{"number", grouped(static_cast<int>(step))}}), p.quiet}};
    if (i < losses.size()) {
        lines.push_back({named(frame.text("mnist.loss"), static_cast<double>(losses[i])), p.text});
        lines.push_back({named(frame.text("mnist.moving_average"), static_cast<double>(smooth[i])), p.value});
    }
    if (i < kept_smooth.size())
        lines.push_back({named(frame.text("mnist.kept"), static_cast<double>(kept_smooth[i])), p.quiet});
    if (lines.size() > 1) paint_read_out(paint, plot, x.pixel(step), lines);
}

void TrainingCharts::paint_accuracy(const Training& training, const Rect& rect, const Hit& hit,
                                    const Frame& frame) {
    const Painter& paint = frame.painter;
    const Palette& p = paint.colours();
    const auto& rows = training.run.accuracies;
    const TrainingRun* kept = training.kept ? &*training.kept : nullptr;
    const PlotFrame plot = plot_frame(frame.text("mnist.accuracy"), rect);
    const Rect& in = plot.inner;
    const Axis x({0, most_steps(training)}, in.x, in.right());
    const Axis y({0, 1}, in.bottom(), in.y);
    paint_plot_frame(paint, plot, x, y);
    if (kept) paint_points(paint, x, y, points(kept->accuracies, &Evaluation::test), p.edge, 1.5f);
    paint_points(paint, x, y, points(rows, &Evaluation::train), faded(p.value, 0.5f), 4);
    paint_points(paint, x, y, points(rows, &Evaluation::test), p.text, 1.5f);
    paint_legend(paint, rect,
                 {{kept ? frame.text("mnist.kept") : std::string_view(), p.quiet},
                  {frame.text("mnist.test_images"), p.text},
                  {frame.text("mnist.train_images"), p.value}});
    if (training.looked_at) {
        const float at = x.pixel(*training.looked_at);
        paint.line({at, in.y}, {at, in.bottom()}, p.value, 2);
    }
    const auto column = pointer_in(hit, in);
    if (!column) return;
    const double wanted = x.value(*column);
    const Evaluation* row = nearest(rows, wanted);
    const Evaluation* other = kept ? nearest(kept->accuracies, wanted) : nullptr;
    if (row == nullptr && other == nullptr) return;
    const int steps = row != nullptr ? row->steps : other->steps;
    std::vector<ReadOutLine> lines{
        {frame.fill("mnist.iteration", {{"number", grouped(book_iteration(steps))}}), p.quiet}};
    if (row != nullptr) {
        lines.push_back({named(frame.text("mnist.train_images"), row->train), p.value});
        lines.push_back({named(frame.text("mnist.test_images"), row->test), p.text});
    }
    if (other != nullptr) lines.push_back({named(frame.text("mnist.kept"), other->test), p.quiet});
    paint_read_out(paint, plot, x.pixel(steps), lines);
}

std::optional<int> TrainingCharts::checkpoint_at(const Training& training, const Rect& rect, Point pointer) {
    const Rect in = plot_frame({}, rect).inner;
    if (training.checkpoints.empty()) return {};
    const double wanted = Axis({0, most_steps(training)}, in.x, in.right()).value(pointer.x);
    return *std::ranges::min_element(training.checkpoints, {},
                                     [&](int steps) { return std::abs(steps - wanted); });
}

}  // namespace bp::ui
