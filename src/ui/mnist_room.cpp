#include "ui/mnist_room.hpp"

#include <algorithm>
#include <cmath>

#include "base/number.hpp"
#include "imgui.h"
#include "ui/training_charts.hpp"

namespace bp::ui {
namespace {

constexpr float kMargin = 4 * kGrid;

bool narrow(const Frame& frame) { return frame.area.w < 620; }

std::string_view phase_text(const Frame& frame, Training::Phase phase) {
    return frame.text("mnist.phase." + std::string(name(phase)));
}

/// Why the run stopped; "" when nothing is wrong.
std::string trouble(const Training& training, const Frame& frame) {
    if (training.problem) return unmarked(sentence(frame.language, *training.problem));
    if (training.phase != Training::Phase::blown_up || !training.blow_up) return "";
    const BlowUp& blow = *training.blow_up;
    return frame.fill(
        "mnist.blown_up",
        {{"step", grouped(blow.iteration)}, {"op", blow.op}, {"node", blow.node}, {"value", blow.value}});
}

}  // namespace

void MnistRoom::draw(Playground& playground, Frame& frame) {
    layout_buttons(playground.training(), frame);
    run_buttons(playground, frame);
    const Places at = places(frame);
    const Hit loss =
        item(frame, {.key = "plot/loss", .label = frame.text("mnist.loss"), .role = "img", .rect = at.loss});
    const Hit accuracy = item(
        frame,
        {.key = "plot/accuracy", .label = frame.text("mnist.accuracy"), .role = "img", .rect = at.accuracy});
    if (accuracy.pressed && !accuracy.by_keyboard) {
        const ImVec2 mouse = ImGui::GetIO().MousePos;
        const auto there =
            TrainingCharts::checkpoint_at(playground.training(), at.accuracy, {mouse.x, mouse.y});
        if (there) playground.dispatch(Train{Train::Order::look, there});
    }

    // After the buttons' actions: what they changed is drawn in this frame.
    const Training& training = playground.training();
    std::array<Hit, kButtons> hits;
    for (size_t i = 0; i < kButtons; ++i) hits[i] = buttons_[i].hit;
    layout_buttons(training, frame);
    for (size_t i = 0; i < kButtons; ++i) buttons_[i].hit = hits[i];
    paint_header(training, frame);
    TrainingCharts::paint_loss(training, at.loss, loss, frame);
    TrainingCharts::paint_accuracy(training, at.accuracy, accuracy, frame);
}

/// Beside each other where there is room, else one below the other.
MnistRoom::Places MnistRoom::places(const Frame& frame) const {
    const Rect& area = frame.area;
    const float header = frame.control_height() + (narrow(frame) ? 12 : 9) * kGrid;
    const float top = kMargin + header;
    const float width = std::max(area.w - 2 * kMargin, 40.0f);
    const float height = area.h - top - 2 * kGrid;
    const bool beside = width > 2.2f * height && width > 560;
    const float gap = (beside ? 4 : narrow(frame) ? 2 : 5) * kGrid;
    if (beside) {
        const float half = (width - gap) / 2, tall = std::max(height, 40.0f);
        return {{kMargin, top, half, tall}, {kMargin + half + gap, top, half, tall}};
    }
    const float half = std::max((height - gap) / 2, 40.0f);
    return {{kMargin, top, width, half}, {kMargin, top + half + gap, width, half}};
}

void MnistRoom::layout_buttons(const Training& training, const Frame& frame) {
    using Phase = Training::Phase;
    const bool busy = training.busy();
    const bool failed = training.phase == Phase::failed;
    std::string_view start = frame.text("mnist.train");
    if (busy) start = frame.text("mnist.pause");
    if (training.phase == Phase::paused || (failed && !training.checkpoints.empty()))
        start = frame.text("mnist.go_on");
    if (failed && training.checkpoints.empty()) start = frame.text("mnist.try_again");
    const auto text = [&](const char* key) { return std::string(frame.text(key)); };
    buttons_[kStart] = {.key = "train/start",
                        .label = std::string(start),
                        .icon = busy ? Icon::pause : Icon::play,
                        .look = Look::primary};
    buttons_[kStep] = {.key = "train/step", .label = text("mnist.one_step"), .disabled = busy};
    buttons_[kEpoch] = {.key = "train/epoch", .label = text("mnist.one_epoch"), .disabled = busy};
    buttons_[kReset] = {.key = "train/reset",
                        .label = text("mnist.reset"),
                        .icon = narrow(frame) ? Icon::none : Icon::reset,
                        .disabled = !training.has_run()};
    buttons_[kScale] = {
        .key = "charts/logarithmic", .label = text("mnist.logarithmic"), .checked = training.logarithmic};
    const float height = frame.control_height();
    float x = kMargin;
    for (size_t i = 0; i < kScale; ++i) {
        Button& button = buttons_[i];
        float width = button_width(frame, button);
        if (i == kStart) width = std::max(width, 96.0f);
        button.rect = {x, kMargin, width, height};
        x += width + (narrow(frame) ? 1 : 2) * kGrid;
    }
    Button& scale = buttons_[kScale];
    const Rect loss = places(frame).loss;
    const float title = frame.painter.measure(frame.text("mnist.loss"), type::kBody, Weight::semibold).x;
    scale.rect = {loss.x + title + 3 * kGrid, loss.y - 2 * kGrid, button_width(frame, scale), 8 * kGrid};
}

void MnistRoom::run_buttons(Playground& playground, Frame& frame) {
    for (Button& button : buttons_) run_button(frame, button);
    using Order = Train::Order;
    const Training& training = playground.training();
    if (buttons_[kStart].hit.pressed)
        playground.dispatch(Train{training.busy() ? Order::pause : Order::start});
    if (buttons_[kStep].hit.pressed) playground.dispatch(Train{Order::step});
    if (buttons_[kEpoch].hit.pressed) playground.dispatch(Train{Order::epoch});
    if (buttons_[kReset].hit.pressed) playground.dispatch(Train{Order::reset});
    if (buttons_[kScale].hit.pressed) playground.dispatch(SetCharts{!training.logarithmic});
}

void MnistRoom::paint_header(const Training& training, const Frame& frame) const {
    const Painter& paint = frame.painter;
    for (const Button& button : buttons_) {
        if (button.look != Look::primary && button.key != "charts/logarithmic")
            paint.frame(button.rect, paint.colours().line, kRadius);
        paint_button(frame, button);
    }
    const Rect& last = buttons_[kReset].rect;
    const bool second_row = narrow(frame);
    const float x = second_row ? kMargin : last.right() + 4 * kGrid;
    const float y = second_row ? last.bottom() + 4 * kGrid : last.centre().y;
    paint_state(training, frame, x, y);

    const float bar_y = last.bottom() + (second_row ? 7 : 3) * kGrid;
    const Rect bar{kMargin, bar_y, frame.area.w - 2 * kMargin, 3};
    const bool loading = training.phase == Training::Phase::loading;
    const double share =
        loading ? training.progress : training.run.iteration / std::max(1.0, double(training.total()));
    paint_progress(bar, share, frame);
}

/// The run in one line: state, iteration, speed; or why it stopped.
void MnistRoom::paint_state(const Training& training, const Frame& frame, float x, float y) const {
    const Painter& paint = frame.painter;
    const Palette& p = paint.colours();
    const float right = frame.area.w - kMargin;
    if (const std::string why = trouble(training, frame); !why.empty()) {
        paint.text_fitted({x, y}, right - x, why, type::kBody, p.problem);
        return;
    }
    const TrainingRun& run = training.run;
    const std::string_view state = phase_text(frame, training.phase);
    paint.text({x, y}, state, type::kBody, p.text, Weight::semibold);
    x += paint.measure(state, type::kBody, Weight::semibold).x + 4 * kGrid;
    const std::string count = frame.fill(
        "mnist.iteration_of", {{"number", grouped(run.iteration)}, {"total", grouped(training.total())}});
    paint.text_fitted({x, y}, right - x, count, type::kBody, p.text);
    x += paint.measure(count, type::kBody).x + 4 * kGrid;
    if (run.seconds > 0 && run.iteration > 0 && x < right - 20 * kGrid) {
        const double speed = std::min(run.iteration / run.seconds, 1e8);
        const std::string words =
            frame.fill("mnist.steps_per_second", {{"number", grouped(static_cast<int>(speed))}});
        paint.text_fitted({x, y}, right - x, words, type::kBody, p.quiet);
    }
}

void MnistRoom::paint_progress(const Rect& rect, double share, const Frame& frame) const {
    const Palette& p = frame.painter.colours();
    const float done = std::isfinite(share) ? static_cast<float>(std::clamp(share, 0.0, 1.0)) : 0;
    frame.painter.fill(rect, p.line, 1.5f);
    if (done > 0) frame.painter.fill({rect.x, rect.y, rect.w * done, rect.h}, p.value, 1.5f);
}

}  // namespace bp::ui
