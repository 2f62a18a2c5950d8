#pragma once

#include <vector>

#include "playground/playground.hpp"
#include "playground/training/run_display.hpp"
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

    Places places(const Frame& frame) const;
    void layout(const Training& training, const Frame& frame);
    void run_buttons(Playground& playground, Frame& frame);
    void paint_header(const Frame& frame) const;
    void paint_state(const Frame& frame, float x, float y) const;
    void paint_progress(const Rect& rect, double share, const Frame& frame) const;

    std::vector<RunControl> controls_;  // those of the run, and their buttons
    std::vector<Button> buttons_;
    Button scale_;  // of the loss's axis
    RunDisplay display_;
};

}  // namespace bp::ui
