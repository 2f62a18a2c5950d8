#include "formula/unicode.hpp"

#include <algorithm>
#include <array>

namespace bp {
namespace {

struct Range {
    char32_t first, last;
};

// The code points from U+0080 on that are not allowed in a name, ascending.
constexpr Range kNotInNames[] = {
    {0x80, 0xA9},         // controls, Latin-1 signs up to ª
    {0xAB, 0xB4},         // « ¬ ° ± ² ³ ´ up to µ
    {0xB6, 0xB9},         // ¶ · ¸ ¹ up to º
    {0xBB, 0xBF},         // » and fractions
    {0xD7, 0xD7},         // ×
    {0xF7, 0xF7},         // ÷
    {0x37E, 0x37E},       // the Greek question mark looks like ;
    {0x115F, 0x1160},     // Hangul fillers are invisible
    {0x1680, 0x1680},     // a blank
    {0x180E, 0x180E},     // an invisible separator
    {0x2000, 0x207F},     // blanks, punctuation, direction marks, superscripts (subscripts stay: x₁)
    {0x208A, 0x208F},     // subscript signs
    {0x20A0, 0x20CF},     // currency
    {0x2190, 0x2BFF},     // arrows, operators, box drawing, dingbats
    {0x2E00, 0x2E7F},     // punctuation
    {0x2FF0, 0x2FFF},     // description characters
    {0x3000, 0x3004},     // CJK blank and punctuation
    {0x3008, 0x3020},     // CJK brackets
    {0x3030, 0x3030},     // wavy dash
    {0x303D, 0x303F},     // CJK marks
    {0x3164, 0x3164},     // a Hangul filler
    {0xD800, 0xF8FF},     // surrogates, private use
    {0xFE10, 0xFE1F},     // vertical punctuation
    {0xFE30, 0xFE6F},     // small and vertical punctuation
    {0xFEFF, 0xFF0F},     // byte order mark, full-width punctuation
    {0xFF1A, 0xFF20},     //
    {0xFF3B, 0xFF3E},     //
    {0xFF40, 0xFF40},     //
    {0xFF5B, 0xFF65},     //
    {0xFFA0, 0xFFA0},     // a Hangul filler
    {0xFFE0, 0xFFFF},     // full-width signs, specials
    {0x1FFFE, 0x1FFFF},   // no characters
    {0xE0000, 0x10FFFF},  // tags, private use
};

bool in_ranges(char32_t c) {
    const auto* after =
        std::upper_bound(std::begin(kNotInNames), std::end(kNotInNames), c,
                         [](char32_t value, const Range& range) { return value < range.first; });
    return after != std::begin(kNotInNames) && c <= std::prev(after)->last;
}

bool is_ascii_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// All printable ASCII in order, so that a full-width character's twin is a piece of it.
constexpr std::string_view kAscii =
    "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

}  // namespace

CodePoint decode_utf8(std::string_view text, size_t at) {
    const auto byte = [&](size_t i) -> uint32_t {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0;
    };
    const uint32_t lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    const uint32_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4) return {};
    char32_t value = lead & (0x7Fu >> size);
    for (uint32_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xC0) != 0x80) return {};
        value = (value << 6) | (byte(i) & 0x3F);
    }
    constexpr std::array<char32_t, 5> kSmallest = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < kSmallest[size] || value > 0x10FFFF || surrogate) return {};
    return {value, size};
}

bool is_foreign_blank(char32_t c) {
    return c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool starts_name(char32_t c) {
    if (c < 0x80) return is_ascii_letter(c) || c == '_';
    return !in_ranges(c);
}

bool continues_name(char32_t c) { return starts_name(c) || (c >= '0' && c <= '9'); }

std::string_view ascii_lookalike(char32_t c) {
    switch (c) {
        case 0xD7:    // ×
        case 0xB7:    // ·
        case 0x2217:  // ∗
        case 0x22C5:  // ⋅
        case 0x2022:  // •
            return "*";
        case 0xF7:    // ÷
        case 0x2044:  // ⁄
        case 0x2215:  // ∕
            return "/";
        case 0x2010:  // hyphen and dashes
        case 0x2011:
        case 0x2013:
        case 0x2014:
        case 0x2212:  // −
            return "-";
        case '^':
            return "**";
        case 0xB2:  // ²
            return "** 2";
        case 0xB3:  // ³
            return "** 3";
        case 0x221A:  // √
            return "sqrt(x)";
        case 0x3001:  // 、
            return ",";
        default:
            return c >= 0xFF01 && c <= 0xFF5E ? kAscii.substr(c - 0xFF01, 1) : std::string_view();
    }
}

}  // namespace bp
