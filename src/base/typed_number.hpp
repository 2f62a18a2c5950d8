#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/message.hpp"

namespace bp {

/// The number that a person typed or pasted, or nothing: the one reader of every field. It reads whatever the
/// page prints and what people write instead: −5 with any minus or dash, 12,346 and 12 346 with commas,
/// blanks, ' or _ between groups of three, 1.2e−7, 3 × 10⁻⁵, 97.4 %, fullwidth digits, fractions such as 1/3,
/// ∞, nan. A comma that does not group is a decimal point (2,5). No hexadecimal, no units, no second number.
std::optional<double> typed_number(std::string_view text);

/// What is wrong with a text that typed_number does not read.
Message about_typed(std::string_view text);

/// Whether the text is a number whose commas group digits, and none is a decimal point: 12,346 or −0.5.
bool has_no_decimal_comma(std::string_view text);

/// The text with what looks like a sign of ASCII written as that sign: minus signs, blanks, fullwidth digits.
/// Invisible characters are left out, superscripts and ** are
/// written with ^, what is unknown is a question mark.
std::string plain_typing(std::string_view text);

/// What was typed, to be shown again: not more than the start of it.
std::string typed_start(std::string_view text);

}  // namespace bp
