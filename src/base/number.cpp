#include "base/number.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace bp {
namespace {

template <class... Format>
std::string written(auto value, Format... format) {
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
    std::array<char, 64> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format...).ptr;
    return {buffer.data(), end};
}

}  // namespace

std::string exact(double value) { return written(value); }
std::string exact(float value) { return written(value); }

std::string brief(double value, int digits) { return written(value, std::chars_format::general, digits); }

std::string grouped(int number) {
    std::string digits = std::to_string(number);
    const size_t first = number < 0 ? 1 : 0;
    for (size_t at = digits.size(); at > first + 3;) {
        at -= 3;
        digits.insert(at, ",");
    }
    return digits;
}

std::optional<double> parse_number(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    const std::string trimmed(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
    // strtod, as floating-point from_chars is not in every standard library yet; hexadecimal is not for
    // people.
    if (trimmed.find_first_of("xXpP(") != std::string::npos) return {};
    char* end = nullptr;
    const double value = std::strtod(trimmed.c_str(), &end);
    if (end != trimmed.c_str() + trimmed.size()) return {};
    return value;
}

}  // namespace bp
