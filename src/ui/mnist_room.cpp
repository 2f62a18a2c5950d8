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

/// A click on the button of an order; a control that takes another's place on the screen takes its key too.
std::string key_of(TrainOrder order) {
    const bool start = order == TrainOrder::start || order == TrainOrder::pause;
    return "train/" + std::string(start ? "start" : name_of(order));
}

Icon icon_of(TrainOrder order, const Frame& frame) {
    if (order == TrainOrder::start) return Icon::play;
    if (order == TrainOrder::pause) return Icon::pause;
    return order == TrainOrder::reset && !narrow(frame) ? Icon::reset : Icon::none;
}

}  // namespace

void MnistRoom::draw(Playground& playground, Frame& frame) {
    layout(playground.training(), frame);
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
    std::vector<Hit> hits;
    for (const Button& button : buttons_) hits.push_back(button.hit);
    const Hit scale = scale_.hit;
    layout(training, frame);
    for (size_t i = 0; i < std::min(hits.size(), buttons_.size()); ++i) buttons_[i].hit = hits[i];
    scale_.hit = scale;
    paint_header(frame);
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

/// What the run offers and says now, and where its buttons stand.
void MnistRoom::layout(const Training& training, const Frame& frame) {
    display_ = run_display(training, frame.language);
    controls_ = run_controls(training, frame.language);
    std::erase_if(controls_, [](const RunControl& control) { return control.group != ControlGroup::run; });
    buttons_.clear();
    const float height = frame.control_height();
    float x = kMargin;
    for (const RunControl& control : controls_) {
        Button button{.key = key_of(control.order),
                      .label = control.label,
                      .icon = icon_of(control.order, frame),
                      .look = control.primary ? Look::primary : Look::plain,
                      .disabled = !control.enabled};
        float width = button_width(frame, button);
        if (control.primary) width = std::max(width, 96.0f);
        button.rect = {x, kMargin, width, height};
        x += width + (narrow(frame) ? 1 : 2) * kGrid;
        buttons_.push_back(std::move(button));
    }
    scale_ = {.key = "charts/logarithmic",
              .label = std::string(frame.text("mnist.logarithmic")),
              .checked = training.logarithmic};
    const Rect loss = places(frame).loss;
    const float title = frame.painter.measure(frame.text("mnist.loss"), type::kBody, Weight::semibold).x;
    scale_.rect = {loss.x + title + 3 * kGrid, loss.y - 2 * kGrid, button_width(frame, scale_), 8 * kGrid};
}

void MnistRoom::run_buttons(Playground& playground, Frame& frame) {
    for (Button& button : buttons_) run_button(frame, button);
    run_button(frame, scale_);
    for (size_t i = 0; i < buttons_.size(); ++i)
        if (buttons_[i].hit.pressed) playground.dispatch(Train{controls_[i].order});
    if (scale_.hit.pressed) playground.dispatch(SetCharts{!playground.training().logarithmic});
}

void MnistRoom::paint_header(const Frame& frame) const {
    const Painter& paint = frame.painter;
    for (const Button& button : buttons_) {
        if (button.look != Look::primary) paint.frame(button.rect, paint.colours().line, kRadius);
        paint_button(frame, button);
    }
    paint_button(frame, scale_);
    const Rect& last = buttons_.back().rect;
    const bool second_row = narrow(frame);
    const float x = second_row ? kMargin : last.right() + 4 * kGrid;
    const float y = second_row ? last.bottom() + 4 * kGrid : last.centre().y;
    paint_state(frame, x, y);

    const float bar_y = last.bottom() + (second_row ? 7 : 3) * kGrid;
    paint_progress({kMargin, bar_y, frame.area.w - 2 * kMargin, 3}, display_.progress, frame);
}

/// The run in one line: state, steps, speed; or why it stopped.
void MnistRoom::paint_state(const Frame& frame, float x, float y) const {
    const Painter& paint = frame.painter;
    const Palette& p = paint.colours();
    const float right = frame.area.w - kMargin;
    if (!display_.message.empty()) {
        paint.text_fitted({x, y}, right - x, unmarked(display_.message), type::kBody, p.problem);
        return;
    }
    paint.text({x, y}, display_.state, type::kBody, p.text, Weight::semibold);
    x += paint.measure(display_.state, type::kBody, Weight::semibold).x + 4 * kGrid;
    paint.text_fitted({x, y}, right - x, display_.steps, type::kBody, p.text);
    x += paint.measure(display_.steps, type::kBody).x + 4 * kGrid;
    if (!display_.speed.empty() && x < right - 20 * kGrid)
        paint.text_fitted({x, y}, right - x, display_.speed, type::kBody, p.quiet);
}

void MnistRoom::paint_progress(const Rect& rect, double share, const Frame& frame) const {
    const Palette& p = frame.painter.colours();
    const float done = std::isfinite(share) ? static_cast<float>(std::clamp(share, 0.0, 1.0)) : 0;
    frame.painter.fill(rect, p.line, 1.5f);
    if (done > 0) frame.painter.fill({rect.x, rect.y, rect.w * done, rect.h}, p.value, 1.5f);
}

}  // namespace bp::ui
