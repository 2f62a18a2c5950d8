#pragma once

#include <cstdint>
#include <string>

#include "scene/geometry.hpp"

namespace bp::ui {

struct Frame;

/// What a control says of itself.
struct Tip {
    std::string text;
    std::string keys = {};  ///< its shortcut, "" for none
};

/// The one tooltip of the screen: beside the control that the pointer rests on, or that has the keyboard,
/// after a short delay; gone while a button of the mouse is down, and until the pointer has gone elsewhere.
class Tooltip {
  public:
    /// In every frame in which the control is hovered or focused.
    void offer(uint32_t id, const Rect& control, Tip tip);
    /// At the end of a frame, over everything else.
    void draw(Frame& frame);

  private:
    struct Offer {
        uint32_t id = 0;
        Rect control;
        Tip tip;
    };
    Offer offer_;
    uint32_t shown_ = 0;      // the control that the time is counted for
    uint32_t dismissed_ = 0;  // the control that was pressed
    float seconds_ = 0;
};

/// Where a tooltip of that size stands: below the control, above it where there is no room, within the area.
Rect tooltip_place(const Rect& control, Point size, const Rect& area);

}  // namespace bp::ui
