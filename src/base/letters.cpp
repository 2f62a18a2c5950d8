#include "base/letters.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace bp {

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

void encode_utf8(char32_t c, std::string& to) {
    if (c < 0x80) {
        to += static_cast<char>(c);
        return;
    }
    const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    constexpr std::array<char32_t, 4> kLead = {0, 0xC0, 0xE0, 0xF0};
    to += static_cast<char>(kLead[static_cast<size_t>(more)] | (c >> (6 * more)));
    for (int k = more; k-- > 0;) to += static_cast<char>(0x80 | ((c >> (6 * k)) & 0x3F));
}

std::string unicode_name(char32_t c) {
    std::array<char, 16> code{};
    std::snprintf(code.data(), code.size(), "U+%04X", static_cast<unsigned>(c));
    return code.data();
}

int digit_value(char32_t c) {
    if (c < 0x80) return static_cast<int>(c - '0');
    // Unicode keeps the ten digits of a script together, from 0 on.
    int before = 0;
    while (letter(c - static_cast<char32_t>(before) - 1) == Letter::digit) ++before;
    return before % 10;
}

std::string composed(std::string_view name) {
    if (std::ranges::all_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        return std::string(name);
    for (size_t at = 0; at < name.size();) {
        const uint32_t size = decode_utf8(name, at).size;
        if (size == 0) return std::string(name);
        at += size;
    }
    std::string result = nfkc(name);
    for (const std::string_view selector : {"\xEF\xB8\x8E", "\xEF\xB8\x8F"}) {
        for (size_t at = result.find(selector); at != std::string::npos; at = result.find(selector, at))
            result.erase(at, selector.size());
    }
    return result;
}

}  // namespace bp
