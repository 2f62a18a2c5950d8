#pragma once

#include <functional>
#include <string_view>

namespace bp {

enum class Weight { regular, semibold };

/// Width in CSS px of a line of text at that font size: from the table of the UI font's advances, which the
/// build makes, or for text with a character that the table lacks from the measurer, when there is one.
float text_width(std::string_view utf8, float size, Weight weight = Weight::regular);

/// Whether the table knows every character of the text.
bool has_advances(std::string_view utf8);

/// Measures a whole line (scripts join and reorder their letters) at a font size in CSS px.
using TextMeasurer = std::function<float(std::string_view utf8, float size, Weight weight)>;
/// Whoever can draw other scripts (the browser) says how wide they are; an empty function takes it away.
void set_text_measurer(TextMeasurer measurer);

}  // namespace bp
