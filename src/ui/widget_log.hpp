#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bp {

/// One interactive element of a frame, as tests and screen readers see it.
struct Widget {
    uint32_t id = 0;
    std::string label;
    std::string role;  ///< button, checkbox, textbox, slider, img, tooltip …
    float x = 0;       ///< CSS pixels
    float y = 0;
    float w = 0;
    float h = 0;
    bool checked = false;
    bool disabled = false;
    bool focused = false;
    std::string value;
};

namespace ui {

/// Collects the items that Dear ImGui reports through its test-engine hooks while a frame is drawn.
class WidgetLog {
  public:
    /// What the hooks of the current ImGui context report goes here from now on.
    void attach();
    void detach();

    void begin_frame();
    /// Ends the frame: widgets without a label are dropped, equal labels are told apart by a number.
    void end_frame();
    std::span<const Widget> widgets() const { return shown_; }

    void add(uint32_t id, float x, float y, float w, float h, bool disabled);
    void info(uint32_t id, std::string_view label, bool checkable, bool checked, bool inputable);
    /// Says more about the item just added.
    void describe(uint32_t id, std::string_view label, std::string_view role, std::string_view value,
                  bool checked);

  private:
    Widget* find(uint32_t id);

    std::vector<Widget> next_;
    std::vector<Widget> shown_;
};

}  // namespace ui
}  // namespace bp
