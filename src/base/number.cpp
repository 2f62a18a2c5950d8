#include "base/number.hpp"

#include <algorithm>
#include <array>
#include <cfloat>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <utility>

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
        return static_cast<T>(std::strtod(text.c_str(), nullptr)) == value;  // parse_number's, for float too
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

const std::string kMinus = "−";

std::string unfinished(double value) {
    if (std::isnan(value)) return "nan";
    return value < 0 ? kMinus + "inf" : "inf";
}

/// 10000 → 10,000.
std::string with_commas(std::string digits) {
    for (size_t at = digits.size(); at > 3;) {
        at -= 3;
        digits.insert(at, ",");
    }
    return digits;
}

/// A number of few decimal digits: ±d.ddd · 10^exponent, without zeros at its end.
struct Rounded {
    bool negative;
    std::string digits;
    int exponent;

    Rounded(double value, int most) : negative(value < 0) {
        const std::string text = printed("%.*e", most - 1, std::abs(value));
        const size_t mark = text.find('e');
        exponent = std::atoi(text.c_str() + mark + 1);
        digits = text.substr(0, 1);
        if (mark > 2) digits += text.substr(2, mark - 2);
        digits.resize(std::max<size_t>(digits.find_last_not_of('0') + 1, 1));
    }

    std::string sign() const { return negative ? kMinus : ""; }

    std::string scientific() const {
        const std::string rest = digits.size() > 1 ? "." + digits.substr(1) : "";
        return sign() + digits[0] + rest + "e" + std::to_string(exponent);
    }

    std::string in_full() const {
        if (exponent < 0)
            return sign() + "0." + std::string(static_cast<size_t>(-exponent - 1), '0') + digits;
        const auto whole = static_cast<size_t>(exponent) + 1;
        std::string before = digits.substr(0, whole);
        before.resize(whole, '0');
        const std::string after = digits.size() > whole ? "." + digits.substr(whole) : "";
        return sign() + with_commas(before) + after;
    }
};

}  // namespace

std::string exact(double value) { return written(value); }
std::string exact(float value) { return written(value); }

std::string brief(double value, int digits) {
    if (!std::isfinite(value)) return unfinished(value);
    const Rounded rounded(value, digits);
    if (rounded.exponent < -3 || rounded.exponent >= std::max(digits, 6)) return rounded.scientific();
    return rounded.in_full();
}

std::string scientific(double value, int digits) {
    if (!std::isfinite(value)) return unfinished(value);
    const Rounded rounded(value, digits);
    return std::abs(rounded.exponent) < 2 ? rounded.in_full() : rounded.scientific();
}

std::string signed_brief(double value, int digits) { return (value > 0 ? "+" : "") + brief(value, digits); }

std::string plain(double value, int digits) {
    return std::isfinite(value) ? printed("%.*g", digits, value) : written(value);
}

std::string grouped(int64_t number) {
    const std::string digits = std::to_string(number);
    return number < 0 ? kMinus + with_commas(digits.substr(1)) : with_commas(digits);
}

std::string percent(double share, int decimals) {
    return std::isfinite(share) ? printed("%.*f", decimals, 100 * share) + " %" : "–";
}

std::string duration(double seconds) {
    constexpr std::array<std::pair<double, const char*>, 4> kUnits{
        {{1, " s"}, {1e-3, " ms"}, {1e-6, " µs"}, {1e-9, " ns"}}};
    for (const auto& [size, unit] : kUnits) {
        if (seconds >= size || size == 1e-9) return brief(seconds / size, 3) + unit;
    }
    return {};
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
