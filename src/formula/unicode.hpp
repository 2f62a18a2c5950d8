#pragma once

#include <string>

#include "base/letters.hpp"

namespace bp {

/// Blanks other than ASCII's, as texts from web pages and input methods contain them.
bool is_foreign_blank(char32_t c);

/// Whether a name may start with it: letters and pictures of every script (UAX #31), but no digits, operators
/// or characters that nobody sees.
bool starts_name(char32_t c);
bool continues_name(char32_t c);

/// What to write instead of a full-width sign or a fraction, by NFKC ("，" → ",", "½" → "(1 / 2)"), or "".
std::string ascii_lookalike(char32_t c);

/// What a superscript raises: "²" → "2", "ⁿ" → "n", "⁻" → "-", or "".
std::string raised(char32_t c);

/// The name with Cyrillic and Greek letters that look like Latin ones replaced by these.
std::string latin_lookalike(std::string_view name);

}  // namespace bp
