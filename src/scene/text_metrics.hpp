#pragma once

#include <functional>
#include <string_view>

namespace bp {

enum class Weight { regular, semibold };

/// The width in CSS px of a line of text at that font size, as the canvas draws it: the sum of the advances
/// of its characters, without kerning, from a table that the build makes of the canvas's fonts. The measurer
/// measures a line with a character that the table lacks; without a measurer, such a character is as wide as
/// it is high.
float text_width(std::string_view utf8, float size, Weight weight = Weight::regular);

/// The part of a text that is measured and drawn: the first 1,000 bytes. No screen is wider, and a name may
/// have 65,000 letters.
std::string_view drawn_part(std::string_view utf8);

/// Whether the table knows every character of the text.
bool has_advances(std::string_view utf8);

/// Measures a whole line (scripts join and reorder their letters) at a font size in CSS px.
using TextMeasurer = std::function<float(std::string_view utf8, float size, Weight weight)>;
/// Sets who measures other scripts (the browser); an empty function removes it.
void set_text_measurer(TextMeasurer measurer);

}  // namespace bp
