#include "scene/text_metrics.hpp"

#include <algorithm>
#include <utility>

namespace bp {
namespace {

TextMeasurer& measurer() {
    static TextMeasurer one;
    return one;
}

}  // namespace

float text_width(std::string_view utf8, float size, Weight weight) {
    if (!has_advances(utf8) && measurer()) return measurer()(utf8, size, weight);
    float em = 0;
    for (const char c : utf8) {
        if ((c & 0xC0) != 0x80) em += (c & 0x80) != 0 ? 0.92f : 0.6f;
    }
    return em * size;
}

bool has_advances(std::string_view utf8) {
    return std::ranges::none_of(utf8, [](char c) { return (c & 0x80) != 0; });
}

void set_text_measurer(TextMeasurer next) { measurer() = std::move(next); }

}  // namespace bp
