#pragma once

#include <cstdint>
#include <string>

#include "scene/geometry.hpp"

namespace bp::ui {

struct Frame;

/// The texts of a control.
struct Tip {
    std::string text;
    std::string keys = {};  ///< its shortcut, "" for none
};

/// The tooltip of the screen: beside the control that has the pointer or the keyboard, after a short delay.
/// It disappears while a mouse button is down, and until the pointer has moved elsewhere.
class Tooltip {
  public:
    /// Call in every frame in which the control is hovered or focused.
    void offer(uint32_t id, const Rect& control, Tip tip);
    /// Draws the tooltip at the end of a frame, over everything else.
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

/// The place of a tooltip of that size: below the control, or above it if there is no space, within the area.
Rect tooltip_place(const Rect& control, Point size, const Rect& area);

}  // namespace bp::ui
