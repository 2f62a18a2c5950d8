#include "scene/fitted_text.hpp"

#include <algorithm>

#include "base/number.hpp"

namespace bp {
namespace {

constexpr size_t kMostLetters = 200;
constexpr size_t kMostBytes = 1000;

}  // namespace

std::string number_fitted(double number, float width, float size, Weight weight) {
    const auto fits = [&](const std::string& text) { return text_width(text, size, weight) <= width; };
    for (const auto write : {brief, scientific}) {
        for (int digits = 5; digits > 0; --digits) {
            std::string text = write(number, digits);
            if (fits(text)) return text;
        }
    }
    return {};
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

std::vector<std::string> text_wrapped(std::string_view text, float width, float size) {
    std::vector<std::string> lines;
    for (size_t at = 0; at < text.size();) {
        const size_t end = std::min(text.find(' ', at), text.size());
        const std::string word(text.substr(at, end - at));
        const std::string longer = lines.empty() ? word : lines.back() + " " + word;
        if (!lines.empty() && text_width(longer, size) <= width) {
            lines.back() = longer;
        } else {
            lines.push_back(text_fitted(word, width, size));
        }
        at = end + 1;
    }
    return lines;
}

bool is_sign(std::string_view glyph) {
    const bool plain = glyph.size() > 1 && std::ranges::all_of(glyph, [](char c) { return (c & 0x80) == 0; });
    return !plain && glyph.size() <= 4;
}

}  // namespace bp
