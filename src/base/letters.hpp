#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace bp {

struct CodePoint {
    char32_t value = 0;
    uint32_t size = 0;  ///< bytes; 0 when the bytes are not valid UTF-8
};

/// The code point that starts at byte `at`.
CodePoint decode_utf8(std::string_view text, size_t at);

/// Appends the code point.
void encode_utf8(char32_t c, std::string& to);

/// What a character beyond ASCII can be in a name, by Unicode's tables: UAX #31, and pictures and the digits
/// of x₁ beside it.
enum class Letter : uint8_t {
    none,
    hidden,  ///< nothing is seen of it, or only what it does to others
    digit,   ///< a decimal digit of any script
    start,   ///< a letter or a picture
    part,    ///< what may follow: marks, subscripts
};
Letter letter(char32_t c);

/// Valid UTF-8 in Unicode's NFKC. Where JavaScript runs it answers this and letter() (base/web/letters.cpp).
std::string nfkc(std::string_view text);

/// "U+200B".
std::string unicode_name(char32_t c);

/// 0 to 9, of a decimal digit of any script.
int digit_value(char32_t c);

/// A name as it is kept and compared: in Unicode's NFKC, so that what reads the same is the same name, and
/// without the selectors that make a picture colourful. Bytes that are not UTF-8 stay as they are.
std::string composed(std::string_view name);

}  // namespace bp
