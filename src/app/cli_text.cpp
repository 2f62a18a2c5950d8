#include "app/cli_text.hpp"

#include <algorithm>

#include "formula/unicode.hpp"

namespace bp::cli {
namespace {

struct Range {
    char32_t first, last;
};

// Twice as wide as a Latin letter: Unicode's East Asian Width W and F, in blocks.
constexpr Range kWide[] = {
    {0x1100, 0x115F},    // Hangul that begins a syllable
    {0x2E80, 0xA4CF},    // CJK
    {0xA960, 0xA97F},    // more Hangul
    {0xAC00, 0xD7A3},    // Hangul syllables
    {0xF900, 0xFAFF},    // CJK
    {0xFE30, 0xFE6F},    // CJK punctuation
    {0xFF00, 0xFF60},    // full-width forms
    {0xFFE0, 0xFFE6},    //
    {0x1F300, 0x1FAFF},  // pictures
    {0x20000, 0x3FFFD},  // CJK
};

// Drawn over the letter before.
constexpr Range kNoWidth[] = {
    {0x300, 0x36F}, {0x1160, 0x11FF}, {0x200B, 0x200F}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F},
};

template <size_t n>
bool in(const Range (&ranges)[n], char32_t c) {
    return std::ranges::any_of(ranges, [c](const Range& r) { return c >= r.first && c <= r.last; });
}

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029; }

std::string hex(unsigned char byte) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    return {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
}

}  // namespace

std::string printable(std::string_view text) {
    std::string result;
    for (size_t at = 0; at < text.size();) {
        const CodePoint point = decode_utf8(text, at);
        const std::string_view bytes = text.substr(at, std::max<size_t>(point.size, 1));
        if (point.size == 0 || is_control(point.value)) {
            for (const char byte : bytes) result += hex(static_cast<unsigned char>(byte));
        } else {
            result += bytes;
        }
        at += bytes.size();
    }
    return result;
}

size_t width_of(std::string_view text) {
    size_t width = 0;
    for (size_t at = 0; at < text.size();) {
        if (static_cast<unsigned char>(text[at]) < 0x80) {  // tables of large graphs are almost nothing else
            ++width;
            ++at;
            continue;
        }
        const CodePoint point = decode_utf8(text, at);
        width += in(kNoWidth, point.value) ? 0 : in(kWide, point.value) ? 2 : 1;
        at += std::max<size_t>(point.size, 1);
    }
    return width;
}

std::string padded(std::string_view text, size_t width) {
    std::string result(text);
    return result.append(width - std::min(width, width_of(text)), ' ');
}

void Table::print(std::ostream& to) const {
    std::vector<size_t> widths(rows_.front().size());
    for (const auto& row : rows_) {
        for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
    }
    for (const auto& row : rows_) {
        for (size_t i = 0; i + 1 < row.size(); ++i) to << padded(row[i], widths[i] + 2);
        to << row.back() << '\n';
    }
}

}  // namespace bp::cli
