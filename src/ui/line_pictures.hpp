#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scene/geometry.hpp"
#include "scene/text_metrics.hpp"
#include "ui/theme.hpp"

struct ImDrawList;

namespace bp {

/// A line of text as pixels of the screen.
struct LinePicture {
    int width = 0;  ///< 0 where there is nothing to see
    int height = 0;
    int left = 0;  ///< of the first column, from where the line starts
    int top = 0;   ///< of the first row, from the baseline; negative is above
    std::vector<unsigned char> coverage = {};
};

/// Who draws lines in scripts that the canvas's fonts lack: the browser. Sizes are CSS font sizes in pixels
/// of the screen, and so is what comes out.
struct LineDrawer {
    std::function<float(std::string_view utf8, float size, Weight weight)> width;
    std::function<std::optional<LinePicture>(std::string_view utf8, float size, Weight weight)> draw;
};

namespace ui {

/// Lines drawn by a LineDrawer, kept in the font atlas, white, for as long as they are in use.
class LinePictures {
  public:
    LinePictures() = default;
    ~LinePictures();
    LinePictures(const LinePictures&) = delete;
    LinePictures& operator=(const LinePictures&) = delete;

    void set_drawer(LineDrawer drawer);
    const LineDrawer& drawer() const { return drawer_; }
    bool can_draw() const { return drawer_.draw != nullptr; }
    /// Everything is drawn and measured anew: the drawer has other fonts.
    void forget();

    /// In CSS px, at the canvas's font size.
    float width(std::string_view utf8, float size, Weight weight);
    /// Draws the line from `start`, on its baseline, squeezed where it is wider than `widest`. False when the
    /// drawer could not.
    bool draw(ImDrawList* list, Point start, std::string_view utf8, float size, Colour colour, Weight weight,
              float widest);

    /// What is kept, pictures by their pixels: more than the bounds only where two frames need more.
    size_t pixels() const { return pixels_; }
    size_t lines() const { return lines_.size(); }
    static constexpr size_t kMostPixels = 1 << 20;
    static constexpr size_t kMostLines = 4096;

  private:
    struct Line {
        float width = 0;
        int used = 0;  // frame
        bool drawn = false, failed = false;
        int rect = -1;  // in the atlas, -1 for nothing to see
        int left = 0, top = 0;
        size_t pixels = 0;
        float ratio = 1;  // pixels of the picture a CSS px
    };

    Line& line(std::string_view utf8, float size, Weight weight);
    void draw_picture(Line& line, std::string_view utf8, float size, Weight weight);
    void keep(const LinePicture& picture, Line& line);
    void evict();
    void remove(const Line& line);

    LineDrawer drawer_;
    std::unordered_map<std::string, Line> lines_;
    size_t pixels_ = 0;
    int evicted_ = 0;  // frame
};

}  // namespace ui
}  // namespace bp
