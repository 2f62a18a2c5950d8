#include "base/typed_number.hpp"

#include <algorithm>
#include <cmath>

#include "base/number.hpp"
#include "base/problem.hpp"

namespace bp {
namespace {

/// The code point at the start of the text, which it leaves; other characters than those of the Basic
/// Multilingual Plane are no part of numbers.
char32_t taken(std::string_view& text) {
    const auto byte = [&](size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : static_cast<unsigned char>(0);
    };
    const size_t size = byte(0) < 0x80 ? 1 : byte(0) >> 5 == 6 ? 2 : byte(0) >> 4 == 14 ? 3 : 1;
    char32_t c = byte(0);
    if (size == 2) c = (c & 0x1f) << 6 | (byte(1) & 0x3f);
    if (size == 3) c = (c & 0x0f) << 12 | char32_t(byte(1) & 0x3f) << 6 | (byte(2) & 0x3f);
    text.remove_prefix(std::min(size, text.size()));
    return c;
}

bool is_within(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

/// ⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ as signs of ASCII, else 0.
char superscript(char32_t c) {
    if (c == 0xb9) return '1';
    if (c == 0xb2 || c == 0xb3) return static_cast<char>('0' + (c & 0xf));
    if (c == 0x2070 || is_within(c, 0x2074, 0x2079)) return static_cast<char>('0' + (c & 0xf));
    return c == 0x207a ? '+' : c == 0x207b ? '-' : '\0';
}

/// The sign of ASCII that a character stands for; 0 for what cannot be seen.
char plain(char32_t c) {
    if (is_within(c, 0xff01, 0xff5e)) return static_cast<char>(c - 0xfee0);
    if (is_within(c, 0x2010, 0x2015) || c == 0x2212 || c == 0xfe63) return '-';
    if (c == 0xa0 || is_within(c, 0x2000, 0x200a) || c == 0x202f || c == 0x205f || c == 0x3000) return ' ';
    if (c == 0xad || is_within(c, 0x200b, 0x200f) || is_within(c, 0x202a, 0x202e) ||
        is_within(c, 0x2060, 0x2069) || c == 0xfeff)
        return 0;
    if (c == 0xd7 || c == 0xb7 || c == 0x22c5) return '*';
    if (c == 0x2044 || c == 0x2215) return '/';
    if (c == 0x2019 || c == 0x2bc) return '\'';
    return c < 0x80 ? static_cast<char>(c) : '?';
}

std::string_view trimmed(std::string_view text) {
    const size_t first = std::min(text.find_first_not_of(" \t\r\n"), text.size());
    return text.substr(first, text.find_last_not_of(" \t\r\n") + 1 - first);
}

bool take(std::string_view& text, std::string_view end) {
    if (!text.ends_with(end)) return false;
    text = trimmed(text.substr(0, text.size() - end.size()));
    return true;
}

/// Without the signs that group digits in threes, and with a point for a decimal comma; what else is wrong in
/// it strtod sees. Nothing where such a sign is anywhere else.
std::optional<std::string> ungrouped(std::string_view digits, bool with_decimal_comma) {
    std::string result(digits);
    const size_t point = std::min(digits.find('.'), digits.size());
    const size_t first = digits.find_first_of(",'_ ");
    if (first >= point) return result;
    bool grouped = first >= 1 && first <= 3 && digits[0] != '0' && (point - first) % 4 == 0;
    for (size_t i = first; grouped && i < point; ++i)
        grouped = (digits[i] == digits[first]) == ((i - first) % 4 == 0);
    if (grouped) {
        std::erase(result, digits[first]);
    } else if (with_decimal_comma && point == digits.size() && digits[first] == ',') {
        result[first] = '.';
    } else {
        return {};
    }
    return result;
}

bool names_infinity(std::string_view text) { return text.find_first_of("nN") != std::string_view::npos; }

/// A number without fraction bar and percent sign; infinite when it is larger than the largest number.
std::optional<double> decimal(std::string_view text, bool with_decimal_comma) {
    text = trimmed(text);
    if (names_infinity(text)) return parse_number(text);  // or nan
    const size_t mark = std::min(text.find_first_of("eE^"), text.size());
    std::string_view digits = trimmed(text.substr(0, mark));
    std::string number;
    if (digits.starts_with('-')) number = "-";
    if (digits.starts_with('-') || digits.starts_with('+')) digits = trimmed(digits.substr(1));
    const bool power = mark < text.size() && text[mark] == '^';
    if (power && !take(digits, "10")) return {};
    if (power && digits.empty()) digits = "1*";
    if (power && !take(digits, "*")) return {};
    const auto whole = ungrouped(digits, with_decimal_comma);
    if (!whole || whole->find_first_of("+-") != std::string::npos) return {};
    number += *whole;
    if (mark < text.size()) number.append("e").append(trimmed(text.substr(mark + 1)));
    return parse_number(number);
}

std::optional<double> number_in(std::string_view text, bool with_decimal_comma) {
    const std::string plain = plain_typing(text);
    std::string_view rest = trimmed(plain);
    const bool percent = take(rest, "%");
    const size_t slash = rest.find('/');
    auto number = decimal(rest.substr(0, slash), with_decimal_comma);
    if (number && slash != std::string_view::npos) {
        const auto below = decimal(rest.substr(slash + 1), with_decimal_comma);
        number = below && *below != 0 ? std::optional(*number / *below) : std::nullopt;
        if (below && std::isinf(*below) && !names_infinity(plain)) number = below;
    }
    if (number && percent) *number /= 100;
    return number;
}

bool is_too_large(std::string_view text, const std::optional<double>& number) {
    return number && std::isinf(*number) && !names_infinity(plain_typing(text));
}

}  // namespace

std::string plain_typing(std::string_view text) {
    std::string result;
    for (bool raised = false; !text.empty();) {
        const char32_t c = taken(text);
        const char above = superscript(c);
        if (above != 0 && !raised) result += '^';
        raised = above != 0;
        if (c == 0x221e) {
            result += "inf";
        } else if (const char sign = raised ? above : plain(c); sign == '*' && result.ends_with('*')) {
            result.back() = '^';
        } else if (sign != 0) {
            result += sign;
        }
    }
    return result;
}

std::string typed_start(std::string_view text) {
    size_t size = std::min<size_t>(text.size(), 40);
    while (size > 0 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) --size;
    return std::string(text.substr(0, size));
}

std::optional<double> typed_number(std::string_view text) {
    const auto number = number_in(text, true);
    return is_too_large(text, number) ? std::nullopt : number;
}

Message about_typed(std::string_view text) {
    if (is_too_large(text, number_in(text, true)))
        return {problems::formula_number_too_large, typed_start(text)};
    return {problems::tensor_not_a_number, typed_start(text)};
}

bool has_no_decimal_comma(std::string_view text) { return number_in(text, false).has_value(); }

}  // namespace bp
