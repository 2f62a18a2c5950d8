#pragma once

#include <cstdint>
#include <string_view>

namespace bp {

struct CodePoint {
    char32_t value = 0;
    uint32_t size = 0;  ///< bytes; 0 when the bytes are not valid UTF-8
};

/// The code point that starts at byte `at`.
CodePoint decode_utf8(std::string_view text, size_t at);

/// Blanks other than ASCII's, as texts from web pages and input methods contain them.
bool is_foreign_blank(char32_t c);

/// Whether a name may start with it: letters, marks and pictures of every script, but no punctuation,
/// operators or invisible characters.
bool starts_name(char32_t c);
bool continues_name(char32_t c);

/// What to write instead of a character that looks like one of the language's ("×" → "*"), or "".
std::string_view ascii_lookalike(char32_t c);

}  // namespace bp
