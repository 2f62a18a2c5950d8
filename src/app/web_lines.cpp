#include "app/web_lines.hpp"

#include <emscripten/em_js.h>

#include <array>

EM_JS_DEPS(bp_lines, "$UTF8ToString")

EM_JS(float, bp_line_width, (const char* text, int bytes, float size, bool bold),
      { return Module.lines.width(UTF8ToString(text, bytes), size, bold); })

/// Draws the line and writes width, height, left and top of its picture to `box`. False when the browser does
/// not.
EM_JS(bool, bp_line_draw, (const char* text, int bytes, float size, bool bold, int* box), {
    const drawn = Module.lines.draw(UTF8ToString(text, bytes), size, bold);
    if (drawn) HEAP32.set([ drawn.width, drawn.height, drawn.left, drawn.top ], box >> 2);
    return Boolean(drawn);
})

/// The picture that was drawn last, a byte a pixel.
EM_JS(void, bp_line_copy, (unsigned char* coverage), { HEAPU8.set(Module.lines.coverage, coverage); })

namespace bp {

LineDrawer web_line_drawer() {
    return {.width =
                [](std::string_view utf8, float size, Weight weight) {
                    return bp_line_width(utf8.data(), static_cast<int>(utf8.size()), size,
                                         weight == Weight::semibold);
                },
            .draw = [](std::string_view utf8, float size, Weight weight) -> std::optional<LinePicture> {
                std::array<int, 4> box{};
                if (!bp_line_draw(utf8.data(), static_cast<int>(utf8.size()), size,
                                  weight == Weight::semibold, box.data())) {
                    return std::nullopt;
                }
                LinePicture picture{.width = box[0], .height = box[1], .left = box[2], .top = box[3]};
                picture.coverage.resize(static_cast<size_t>(box[0]) * static_cast<size_t>(box[1]));
                if (!picture.coverage.empty()) bp_line_copy(picture.coverage.data());
                return picture;
            }};
}

}  // namespace bp
