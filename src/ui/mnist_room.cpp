#include "ui/mnist_room.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/number.hpp"
#include "imgui.h"

namespace bp::ui {

namespace {

constexpr float kMargin = 4 * kGrid;
constexpr size_t kAverageWindow = 100;  // steps of the thick loss line: a sixth of an epoch

bool narrow(const Frame& frame) { return frame.area.w < 520; }

bool working(const Training& t) {
    return t.phase == Training::Phase::running || t.phase == Training::Phase::loading;
}

std::string_view phase_text(const Frame& frame, Training::Phase phase) {
    return frame.text("mnist.phase." + std::string(name(phase)));
}

/// The pointer's column in the plot, when it is over it.
std::optional<float> pointer_in(const Hit& hit, const Rect& inner) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (!hit.hovered || mouse.x < inner.x || mouse.x > inner.right()) return {};
    return mouse.x;
}

}  // namespace

void MnistRoom::draw(Playground& playground, Frame& frame) {
    layout_buttons(playground.training(), frame);
    run_buttons(playground, frame);
    const Places at = places(frame);
    const std::string state(phase_text(frame, playground.training().phase));
    const Hit loss =
        item(frame, {.key = "plot/loss", .label = frame.text("mnist.loss"), .role = "img", .rect = at.loss});
    const Hit accuracy = item(
        frame,
        {.key = "plot/accuracy", .label = frame.text("mnist.accuracy"), .role = "img", .rect = at.accuracy});

    // After the buttons' actions: what they changed is drawn in this frame.
    const Training& training = playground.training();
    const Button start = start_, reset = reset_;
    layout_buttons(training, frame);
    start_.hit = start.hit;
    reset_.hit = reset.hit;
    paint_header(training, frame);
    paint_loss(training, at.loss, loss, frame);
    paint_accuracy(training, at.accuracy, accuracy, frame);
}

MnistRoom::Places MnistRoom::places(const Frame& frame) const {
    const Rect& area = frame.area;
    const float header = frame.control_height() + (narrow(frame) ? 12 : 9) * kGrid;
    const float top = kMargin + header, gap = (narrow(frame) ? 2 : 5) * kGrid;
    const float height = std::max((area.h - top - gap - 2 * kGrid) / 2, 40.0f);
    const float width = std::max(area.w - 2 * kMargin, 40.0f);
    return {{kMargin, kMargin, width, header},
            {kMargin, top, width, height},
            {kMargin, top + height + gap, width, height}};
}

void MnistRoom::layout_buttons(const Training& training, const Frame& frame) {
    using Phase = Training::Phase;
    const bool busy = working(training);
    const std::string_view label = busy                              ? frame.text("mnist.pause")
                                   : training.phase == Phase::failed ? frame.text("mnist.try_again")
                                                                     : frame.text("mnist.train");
    start_ = {.key = "train/start",
              .label = std::string(label),
              .icon = busy ? Icon::pause : Icon::play,
              .look = Look::primary,
              .disabled = training.phase == Phase::finished};
    reset_ = {.key = "train/reset",
              .label = std::string(frame.text("mnist.reset")),
              .icon = Icon::reset,
              .disabled = training.phase == Phase::idle && training.iteration == 0};
    const float height = frame.control_height();
    start_.rect = {kMargin, kMargin, std::max(button_width(frame, start_), 96.0f), height};
    reset_.rect = {start_.rect.right() + 2 * kGrid, kMargin, button_width(frame, reset_), height};
}

void MnistRoom::run_buttons(Playground& playground, Frame& frame) {
    run_button(frame, start_);
    run_button(frame, reset_);
    const bool busy = working(playground.training());
    if (start_.hit.pressed) playground.dispatch(Train{busy ? Train::Order::pause : Train::Order::start});
    if (reset_.hit.pressed) playground.dispatch(Train{Train::Order::reset});
}

void MnistRoom::paint_header(const Training& training, const Frame& frame) const {
    const Painter& paint = frame.painter;
    paint_button(frame, start_);
    paint.frame(reset_.rect, paint.colours().line, kRadius);
    paint_button(frame, reset_);

    const bool second_row = narrow(frame);
    const float x = second_row ? kMargin : reset_.rect.right() + 4 * kGrid;
    const float y = second_row ? reset_.rect.bottom() + 4 * kGrid : reset_.rect.centre().y;
    paint_state(training, frame, x, y);

    const float bar_y = reset_.rect.bottom() + (second_row ? 7 : 3) * kGrid;
    const Rect bar{kMargin, bar_y, frame.area.w - 2 * kMargin, 3};
    const bool loading = training.phase == Training::Phase::loading;
    const double share =
        loading ? training.progress : training.iteration / std::max(1.0, double(training.total));
    paint_progress(bar, share, frame);
}

/// The run in one line: state, iteration, speed; or why it stopped.
float MnistRoom::paint_state(const Training& training, const Frame& frame, float x, float y) const {
    const Painter& paint = frame.painter;
    const Palette& p = paint.colours();
    const float right = frame.area.w - kMargin;
    if (training.phase == Training::Phase::failed) {
        paint.text_fitted({x, y}, right - x, translated(frame.language, training.message), type::kBody,
                          p.warning);
        return right;
    }
    const std::string_view state = phase_text(frame, training.phase);
    paint.text({x, y}, state, type::kBody, p.text, Weight::semibold);
    x += paint.measure(state, type::kBody, Weight::semibold).x + 4 * kGrid;
    const std::string count = frame.fill(
        "mnist.iteration_of", {{"number", grouped(training.iteration)}, {"total", grouped(training.total)}});
    paint.text({x, y}, count, type::kBody, p.text);
    x += paint.measure(count, type::kBody).x + 4 * kGrid;
    if (training.seconds > 0 && training.iteration > 0) {
        const double speed = std::min(training.iteration / training.seconds, 1e8);
        const std::string words =
            frame.fill("mnist.steps_per_second", {{"number", grouped(static_cast<int>(speed))}});
        paint.text_fitted({x, y}, right - x, words, type::kBody, p.text_dim);
    }
    return x;
}

void MnistRoom::paint_progress(const Rect& rect, double share, const Frame& frame) const {
    const Palette& p = frame.painter.colours();
    const float done = std::isfinite(share) ? static_cast<float>(std::clamp(share, 0.0, 1.0)) : 0;
    frame.painter.fill(rect, p.line, 1.5f);
    if (done > 0) frame.painter.fill({rect.x, rect.y, rect.w * done, rect.h}, p.forward, 1.5f);
}

void MnistRoom::paint_loss(const Training& training, const Rect& rect, const Hit& hit,
                           const Frame& frame) const {
    const Painter& paint = frame.painter;
    const Palette& p = paint.colours();
    const PlotFrame plot = plot_frame(frame.text("mnist.loss"), rect);
    const Rect& in = plot.inner;
    const Axis x({0, double(training.total)}, in.x, in.right());
    const Axis y(range_of(training.losses, true), in.bottom(), in.y, true);
    paint_plot_frame(paint, plot, x, y);
    if (training.losses.empty()) {
        return paint.text_centred(in.centre(), frame.text("mnist.no_data_yet"), type::kBody, p.text_dim);
    }
    const std::vector<float> smooth = moving_average(training.losses, kAverageWindow);
    paint_samples(paint, x, y, training.losses, faded(p.forward, 0.35f), 1);
    paint_samples(paint, x, y, smooth, p.forward, 2);
    paint.text_right({rect.right() - 3 * kGrid, rect.y + 2 * kGrid}, frame.text("mnist.moving_average"),
                     type::kSmall, p.forward);

    if (const auto column = pointer_in(hit, in)) {
        const double step = std::round(x.value(*column));
        const double last = static_cast<double>(training.losses.size());
        if (step < 1 || step > last) return;
        const size_t i = static_cast<size_t>(step) - 1;
        const ReadOutLine lines[] = {
            {frame.fill("mnist.iteration", {{"number", grouped(static_cast<int>(step))}}), p.text_dim},
            {std::string(frame.text("mnist.loss")) + "  " + brief(double(training.losses[i]), 4), p.text},
            {std::string(frame.text("mnist.moving_average")) + "  " + brief(double(smooth[i]), 4),
             p.forward}};
        paint_read_out(paint, plot, x.pixel(step), lines);
    }
}

void MnistRoom::paint_accuracy(const Training& training, const Rect& rect, const Hit& hit,
                               const Frame& frame) const {
    const Painter& paint = frame.painter;
    const Palette& p = paint.colours();
    const PlotFrame plot = plot_frame(frame.text("mnist.accuracy"), rect);
    const Rect& in = plot.inner;
    const Axis x({0, double(training.total)}, in.x, in.right());
    const Axis y({0, 1}, in.bottom(), in.y);
    paint_plot_frame(paint, plot, x, y);
    std::vector<PlotPoint> train, test;
    for (const Training::Accuracy& a : training.accuracies) {
        train.push_back({double(a.iteration), a.train});
        test.push_back({double(a.iteration), a.test});
    }
    paint_points(paint, x, y, train, faded(p.forward, 0.5f), 4);
    paint_points(paint, x, y, test, p.text, 1.5f);
    float right = rect.right() - 3 * kGrid;
    for (const auto& [key, colour] :
         {std::pair{"mnist.test_images", p.text}, std::pair{"mnist.train_images", p.forward}}) {
        paint.text_right({right, rect.y + 2 * kGrid}, frame.text(key), type::kSmall, colour);
        right -= paint.measure(frame.text(key), type::kSmall).x + 4 * kGrid;
    }
    const auto column = pointer_in(hit, in);
    if (!column || training.accuracies.empty()) return;
    const double at = x.value(*column);
    const auto nearer = [&](const auto& a, const auto& b) {
        return std::abs(a.iteration - at) < std::abs(b.iteration - at);
    };
    const Training::Accuracy& nearest = *std::ranges::min_element(training.accuracies, nearer);
    const ReadOutLine lines[] = {
        {frame.fill("mnist.iteration", {{"number", grouped(nearest.iteration)}}), p.text_dim},
        {std::string(frame.text("mnist.train_images")) + "  " + brief(nearest.train, 4), p.forward},
        {std::string(frame.text("mnist.test_images")) + "  " + brief(nearest.test, 4), p.text}};
    paint_read_out(paint, plot, x.pixel(nearest.iteration), lines);
}

}  // namespace bp::ui
