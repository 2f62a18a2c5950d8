#pragma once

#include <optional>

#include "playground/training/training.hpp"
#include "ui/controls.hpp"
#include "ui/plot.hpp"

namespace bp::ui {

/// The two charts of a training run, with the run kept beside it. Painting only.
class TrainingCharts {
  public:
    /// Loss by step: every step thin, the moving average thick; what was kept grey.
    static void paint_loss(const Training& training, const Rect& rect, const Hit& hit, const Frame& frame);
    /// Accuracies by evaluation; a line marks the checkpoint that the views look at.
    static void paint_accuracy(const Training& training, const Rect& rect, const Hit& hit,
                               const Frame& frame);
    /// The checkpoint nearest to that place on the accuracy chart.
    static std::optional<int> checkpoint_at(const Training& training, const Rect& rect, Point pointer);
};

}  // namespace bp::ui
