#include "scene/fitted_text.hpp"

#include <algorithm>
#include <vector>

#include "base/number.hpp"

namespace bp {
namespace {

constexpr size_t kMostLetters = 200;
constexpr size_t kMostBytes = 1000;

}  // namespace

std::string number_fitted(double number, float width, float size, Weight weight) {
    std::string text;
    for (int digits = 5; digits > 0; --digits) {
        text = brief(number, digits);
        if (text_width(text, size, weight) <= width) return text;
    }
    // 1e+04 → 1e4
    if (const size_t e = text.find('e'); e != std::string::npos) {
        const size_t digits = std::min(text.find_first_not_of("+-0", e + 1), text.size() - 1);
        text = text.substr(0, e + 1) + (text[e + 1] == '-' ? "-" : "") + text.substr(digits);
    }
    return text_width(text, size, weight) <= width ? text : std::string();
}

std::string text_fitted(std::string_view text, float width, float size, Weight weight) {
    if (text.size() <= kMostBytes && text_width(text, size, weight) <= width) return std::string(text);
    // The longest beginning that leaves room for the ellipsis, by bisection over its letters.
    std::vector<size_t> ends;
    for (size_t i = 0; i < text.size() && ends.size() < kMostLetters; ++i) {
        if (i > 0 && (text[i] & 0xC0) != 0x80) ends.push_back(i);
    }
    const std::string ellipsis = "…";
    size_t low = 0, high = ends.size();
    while (low < high) {
        const size_t middle = (low + high + 1) / 2;
        const std::string cut = std::string(text.substr(0, ends[middle - 1])) + ellipsis;
        if (text_width(cut, size, weight) <= width) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return low == 0 ? std::string() : std::string(text.substr(0, ends[low - 1])) + ellipsis;
}

bool is_sign(std::string_view glyph) {
    const bool plain = glyph.size() > 1 && std::ranges::all_of(glyph, [](char c) { return (c & 0x80) == 0; });
    return !plain && glyph.size() <= 4;
}

}  // namespace bp
