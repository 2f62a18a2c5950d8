#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "playground/playground.hpp"
#include "scene/scene.hpp"
#include "ui/line_pictures.hpp"
#include "ui/widget_log.hpp"

namespace bp {

/// The page's canvas: draws the open room of the playground and turns what the user does on it into actions.
/// Belongs to the ImGui context that is current while it is made and used.
class Screen {
  public:
    /// Configures the current ImGui context: style, keyboard navigation, no .ini file.
    Screen();
    ~Screen();
    Screen(const Screen&) = delete;
    Screen& operator=(const Screen&) = delete;

    /// TrueType fonts of the canvas; copied. Without them, or when they cannot be read, the line drawer's
    /// letters are used (natively Dear ImGui's own font).
    void load_fonts(std::span<const unsigned char> regular, std::span<const unsigned char> semibold);
    /// Glyphs that the fonts lack, taken from another TrueType font (Korean); copied. Between frames, after
    /// load_fonts.
    void add_font(std::span<const unsigned char> more);
    /// Who draws the lines that have a character which no font of the canvas has, and measures such lines for
    /// all (set_text_measurer). Without one they are drawn with question marks. Set before the first frame it
    /// also stands in for the fonts, should none come.
    void set_line_drawer(LineDrawer drawer);
    /// The drawer has other fonts now. Between frames.
    void forget_lines();
    void set_dark(bool dark);
    /// Whether the user wants no motion.
    void set_still(bool still);
    /// Whether the canvas has the keyboard: while it is elsewhere, nothing here is focused.
    void set_focused(bool focused);
    /// Whether the graph room shows, beside a number, that numbers can be dragged: until one was changed.
    void set_hint(bool wanted);
    /// Whether a number of the graph was changed since the screen was made, by whatever means.
    bool number_changed() const;
    /// The node whose number is half-typed on the canvas, and what is typed.
    std::optional<std::pair<NodeId, std::string>> number_draft() const;
    /// Opens the field again with what was half-typed; the keyboard stays where it is.
    void type_again(NodeId node, const std::string& text);

    /// Between ImGui::NewFrame and ImGui::Render. `seconds` since the last frame.
    void draw(Playground& playground, float seconds);

    /// The interactive elements of the last frame.
    std::span<const Widget> widgets() const;

    /// What the last frame drew of the graph.
    const Scene& scene() const;

    /// Fits the graph to the view with the next frame.
    void fit();
    /// Zooms the graph by `factor` around a point of the canvas (two fingers, or a trackpad's pinch).
    void pinch(float factor, float x, float y);
    /// Moves the graph by CSS pixels (two fingers).
    void pan(float dx, float dy);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace bp
