#include "base/number.hpp"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstdio>
#include <cstdlib>

// printf and strtod, not std::to_chars: its tables would be a tenth of the page's download.
namespace bp {
namespace {

template <class T>
constexpr int kSureDigits = sizeof(T) == sizeof(double) ? DBL_DIG : FLT_DIG;  // that any decimal keeps
template <class T>
constexpr T kLeastNormal = sizeof(T) == sizeof(double) ? T(DBL_MIN) : T(FLT_MIN);

std::string printed(const char* format, int digits, double value) {
    char buffer[400];  // the longest number in full has 309 digits
    const int size = std::snprintf(buffer, sizeof buffer, format, digits, value);
    return {buffer, static_cast<size_t>(size)};
}

/// The number with the fewest digits that read back as the same, as "d.ddde+dd".
template <class T>
std::string shortest(T value) {
    const auto same = [value](const std::string& text) {
        if constexpr (sizeof(T) == sizeof(double)) {
            return std::strtod(text.c_str(), nullptr) == value;
        } else {
            return std::strtof(text.c_str(), nullptr) == value;
        }
    };
    int digits = std::abs(value) < kLeastNormal<T> ? 1 : kSureDigits<T>;
    std::string text = printed("%.*e", digits - 1, static_cast<double>(value));
    while (!same(text)) text = printed("%.*e", ++digits - 1, static_cast<double>(value));
    return text;
}

/// In full or with an exponent, whichever is shorter, as std::to_chars does.
template <class T>
std::string written(T value) {
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
    const std::string text = shortest(value);
    const size_t sign = text[0] == '-' ? 1 : 0, mark = text.find('e');
    const int exponent = std::atoi(text.c_str() + mark + 1);
    std::string digits = text.substr(sign, 1);
    if (text[sign + 1] == '.') digits += text.substr(sign + 2, mark - sign - 2);
    digits.resize(std::max<size_t>(digits.find_last_not_of('0') + 1, 1));
    const int count = static_cast<int>(digits.size());
    const int in_full =
        exponent < 0 ? 1 - exponent + count : std::max(exponent + 1, count + (count > exponent + 1));
    const int scientific = count + (count > 1) + (std::abs(exponent) < 100 ? 4 : 5);
    if (in_full <= scientific)
        return printed("%.*f", std::max(count - 1 - exponent, 0), static_cast<double>(value));
    return text.substr(0, sign) + digits[0] + (count > 1 ? "." + digits.substr(1) : "") + text.substr(mark);
}

}  // namespace

std::string exact(double value) { return written(value); }
std::string exact(float value) { return written(value); }

std::string brief(double value, int digits) {
    return std::isfinite(value) ? printed("%.*g", digits, value) : written(value);
}

std::string grouped(int64_t number) {
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
