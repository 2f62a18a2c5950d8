#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scene/text_metrics.hpp"

namespace bp {

/// The longest text of the number that fits the width: 0.31234, 0.312, 0.3; "" when none does.
std::string number_fitted(double number, float width, float size, Weight weight = Weight::regular);
/// The text, cut off with an ellipsis if it is wider; "" if not even one letter fits.
std::string text_fitted(std::string_view text, float width, float size, Weight weight = Weight::regular);

/// The text in lines of at most that width, broken at spaces; a longer word is cut off with an ellipsis.
std::vector<std::string> text_wrapped(std::string_view text, float width, float size);

/// Whether an op's glyph is a sign (×, Σ, xⁿ) rather than a word: signs are drawn larger.
bool is_sign(std::string_view glyph);

}  // namespace bp
