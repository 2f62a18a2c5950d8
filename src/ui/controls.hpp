#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "playground/words/strings.hpp"
#include "ui/key_bindings.hpp"
#include "ui/painter.hpp"
#include "ui/tooltip.hpp"
#include "ui/widget_log.hpp"

namespace bp::ui {

/// Pointers that Dear ImGui has no name for, counted on from its own; ImGui::SetMouseCursor takes them and
/// web/platform/platform.mjs gives them their CSS names.
constexpr int kCursorGrab = 11;
constexpr int kCursorGrabbing = 12;
constexpr int kCursorCrosshair = 13;

/// What every part of the screen is given to draw a frame.
struct Frame {
    const Theme& theme;
    WidgetLog& log;
    Tooltip& tooltip;
    Painter painter;
    Rect area;      ///< the whole canvas, CSS pixels
    float seconds;  ///< since the last frame
    bool touch;     ///< the last pointer was a finger
    Language language = Language::en;
    bool still = false;  ///< the user wants no motion
    bool away = false;   ///< the keyboard is elsewhere on the page: no control here has it

    /// The text of that key in the user's language.
    std::string_view text(std::string_view key) const { return bp::text(language, key); }
    std::string fill(std::string_view key, std::initializer_list<Hole> holes) const {
        return bp::fill(language, key, holes);
    }

    /// The height of buttons and fields: 40 px where fingers are likely.
    float control_height() const { return touch || area.w < 520 ? 40.0f : 32.0f; }
};

/// An interactive element: where it is and what it says of itself.
struct ItemSpec {
    std::string_view key;  ///< unique among the items of the screen
    std::string_view label;
    std::string_view role;
    Rect rect;
    std::string_view value = {};
    bool checked = false;
    bool disabled = false;
    Tip tip = {};  ///< without a text there is no tooltip
};

struct Hit {
    uint32_t id = 0;
    bool hovered = false;
    bool held = false;
    bool pressed = false;  ///< clicked, tapped, or Enter or Space pressed on it
    bool by_keyboard = false;
    bool focused = false;  ///< has the keyboard
    bool focus_ring = false;
};

/// Adds the item to the current ImGui window and says what the user does with it. Draws nothing but, later,
/// its tooltip.
Hit item(Frame& frame, const ItemSpec& spec);

enum class Look { plain, segment, primary };

/// A button of a toolbar. Input and drawing are apart, so that what a click changes is drawn in the same
/// frame.
struct Button {
    std::string key;
    std::string label;
    Icon icon = Icon::none;
    bool show_label = true;
    Look look = Look::plain;
    bool checked = false;
    bool disabled = false;
    Rect rect = {};
    Hit hit = {};
    std::optional<KeyAction> shortcut = {};  ///< the key that does the same: shown in the tooltip
};

/// Width of the button for its label and icon.
float button_width(const Frame& frame, const Button& button);
void run_button(Frame& frame, Button& button);
void paint_button(const Frame& frame, const Button& button);
void paint_focus_ring(const Frame& frame, const Rect& rect, float radius);

}  // namespace bp::ui
