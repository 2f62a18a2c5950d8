#include "scene/text_metrics.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "formula/unicode.hpp"
#include "scene/advances_data.hpp"

namespace bp {
namespace {

TextMeasurer& measurer() {
    static TextMeasurer one;
    return one;
}

/// In the table's units.
std::optional<uint16_t> advance(char32_t c, Weight weight) {
    const auto run = std::ranges::lower_bound(kAdvances.runs, c, {}, &AdvanceRun::last);
    if (run == kAdvances.runs.end() || c < run->first) return std::nullopt;
    const auto& advances = weight == Weight::semibold ? kAdvances.semibold : kAdvances.regular;
    return advances[run->at + run->step * (c - run->first)];
}

/// Calls f with each character's advance until it returns false; bytes that are not UTF-8 count as characters
/// without an advance.
template <class F>
void each_advance(std::string_view utf8, Weight weight, F f) {
    for (size_t at = 0; at < utf8.size();) {
        const CodePoint c = decode_utf8(utf8, at);
        if (!f(c.size > 0 ? advance(c.value, weight) : std::nullopt)) return;
        at += std::max(c.size, 1u);
    }
}

}  // namespace

std::string_view drawn_part(std::string_view utf8) {
    size_t end = std::min<size_t>(utf8.size(), 1000);
    while (end < utf8.size() && end > 0 && (utf8[end] & 0xC0) == 0x80) --end;  // whole characters
    return utf8.substr(0, end);
}

float text_width(std::string_view utf8, float size, Weight weight) {
    utf8 = drawn_part(utf8);
    const float unknown = kAdvances.unit;
    float sum = 0;
    bool all = true;
    each_advance(utf8, weight, [&](std::optional<uint16_t> one) {
        all = all && one;
        sum += one ? static_cast<float>(*one) : unknown;
        return all || !measurer();
    });
    return all || !measurer() ? sum / kAdvances.unit * size : measurer()(utf8, size, weight);
}

bool has_advances(std::string_view utf8) {
    bool all = true;
    each_advance(utf8, Weight::regular, [&](std::optional<uint16_t> one) { return all = one.has_value(); });
    return all;
}

void set_text_measurer(TextMeasurer measurer) { bp::measurer() = std::move(measurer); }

}  // namespace bp
