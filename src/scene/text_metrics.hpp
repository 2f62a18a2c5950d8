#pragma once

#include <functional>
#include <string_view>

namespace bp {

enum class Weight { regular, semibold };

/// Width in CSS px of a line of text at that font size, as the canvas draws it: the sum of its characters'
/// advances, without kerning, from the table that the build makes of the canvas's fonts. A line with a
/// character that the table lacks is measured by the measurer; where there is none, such a character counts
/// as wide as it is high.
float text_width(std::string_view utf8, float size, Weight weight = Weight::regular);

/// What of a text is measured and drawn, the first 1,000 bytes: no screen is wider, and a name may have
/// 65,000 letters.
std::string_view drawn_part(std::string_view utf8);

/// Whether the table knows every character of the text.
bool has_advances(std::string_view utf8);

/// Measures a whole line (scripts join and reorder their letters) at a font size in CSS px.
using TextMeasurer = std::function<float(std::string_view utf8, float size, Weight weight)>;
/// Whoever can draw other scripts (the browser) says how wide they are; an empty function takes it away.
void set_text_measurer(TextMeasurer measurer);

}  // namespace bp
