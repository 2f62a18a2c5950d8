#pragma once

#include <array>

#include "playground/playground.hpp"
#include "ui/controls.hpp"

namespace bp::ui {

/// The room where the network learns the handwritten digits: the run's state, its loss and its accuracies.
class MnistRoom {
  public:
    void draw(Playground& playground, Frame& frame);

  private:
    struct Places {
        Rect loss;
        Rect accuracy;
    };

    /// The buttons, in their order on the screen.
    enum : size_t { kStart, kStep, kEpoch, kReset, kScale, kButtons };

    Places places(const Frame& frame) const;
    void layout_buttons(const Training& training, const Frame& frame);
    void run_buttons(Playground& playground, Frame& frame);
    void paint_header(const Training& training, const Frame& frame) const;
    void paint_state(const Training& training, const Frame& frame, float x, float y) const;
    void paint_progress(const Rect& rect, double share, const Frame& frame) const;

    std::array<Button, kButtons> buttons_;
};

}  // namespace bp::ui
