#pragma once

#include "playground/playground.hpp"
#include "ui/controls.hpp"
#include "ui/plot.hpp"

namespace bp::ui {

/// The room where the network learns the handwritten digits: the run's state, its loss and its accuracies.
class MnistRoom {
  public:
    void draw(Playground& playground, Frame& frame);

  private:
    struct Places {
        Rect header;
        Rect loss;
        Rect accuracy;
    };

    Places places(const Frame& frame) const;
    void layout_buttons(const Training& training, const Frame& frame);
    void run_buttons(Playground& playground, Frame& frame);
    void paint_header(const Training& training, const Frame& frame) const;
    float paint_state(const Training& training, const Frame& frame, float x, float y) const;
    void paint_progress(const Rect& rect, double share, const Frame& frame) const;
    void paint_loss(const Training& training, const Rect& rect, const Hit& hit, const Frame& frame) const;
    void paint_accuracy(const Training& training, const Rect& rect, const Hit& hit, const Frame& frame) const;

    Button start_;
    Button reset_;
};

}  // namespace bp::ui
