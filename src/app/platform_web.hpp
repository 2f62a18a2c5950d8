#pragma once

#include <cstdint>
#include <string>

namespace bp {

/// The browser's side of Dear ImGui: turns what the page's scripts heard (pointers, keys, text, clipboard)
/// into ImGuiIO events, owns the canvas's size and pixel ratio, and draws with Dear ImGui's own OpenGL3
/// backend on WebGL2. All lengths are CSS pixels, measured from the canvas's top left corner.
class PlatformWeb {
  public:
    PlatformWeb();

    /// Makes a WebGL2 context on the canvas that the CSS selector names. False when the browser gives none:
    /// then everything but drawing works.
    bool open(const std::string& selector);
    bool can_draw() const { return context_ != 0 && !lost_; }

    /// Before ImGui::NewFrame.
    void begin_frame(float width, float height, float pixel_ratio);
    /// Before ImGui::NewFrame: it is this late, in milliseconds, so that clicks are double by the time
    /// between them, however far frames are apart. How far animations go on, in seconds: a long pause counts
    /// as 0.1 s.
    float pass(double time);
    /// After ImGui::Render. Draws when the picture differs from the one on the canvas; says whether it does.
    bool end_frame();
    /// The next end_frame draws, whatever the picture.
    void repaint() { drawn_ = 0; }

    /// The graphics processor took its memory back: frames are skipped until it returns.
    void context_lost();
    void context_restored();

    void pointer_move(float x, float y, bool touch);
    void pointer_button(int button, bool down, bool touch);
    /// The pointer is nowhere: it left, or the finger was lifted.
    void pointer_gone(bool touch);
    /// In wheel notches, as ImGuiIO::AddMouseWheelEvent takes them.
    void wheel(float dx, float dy);
    /// A key by its name (ui/key_names.hpp), with the modifiers that were down.
    void key(const std::string& name, bool down, bool ctrl, bool shift, bool alt, bool meta);
    /// Typed or composed text, UTF-8.
    void text(const std::string& utf8);
    /// The keyboard came to the canvas or went elsewhere, which ends text entry and releases keys and
    /// buttons.
    void focus(bool gained);
    /// One press of Ctrl+letter (Cmd on a Mac), for the clipboard and for keyboards without keys.
    void shortcut(char letter);
    /// One press and release of a key by its name.
    void tap_key(const std::string& name);

    const std::string& clipboard() const { return clipboard_; }
    void set_clipboard(const std::string& text) { clipboard_ = text; }

    /// Input that waits for further frames: Dear ImGui spreads fast clicks over several.
    bool input_waits() const;
    /// A text field of the canvas is being edited.
    bool wants_text() const;

  private:
    void resize(float width, float height, float pixel_ratio);
    uint64_t picture() const;

    std::string selector_;
    intptr_t context_ = 0;
    bool lost_ = false;
    double time_ = 0;
    int backing_width_ = 0;
    int backing_height_ = 0;
    uint64_t drawn_ = 0;  // picture() on the canvas, 0 for none
    std::string clipboard_;
};

}  // namespace bp
