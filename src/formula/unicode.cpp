#include "formula/unicode.hpp"

namespace bp {
namespace {

bool is_ascii_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// A letter beyond Latin, then the Latin one it looks like.
constexpr std::u32string_view kTwins =
    U"аaеeоoрpсcуyхxіiјjѕsһhԁdԛqԝwАAВBЕEІIЈJКKМMНHОOРPСCЅSТTУYХXΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXοo";

}  // namespace

bool is_foreign_blank(char32_t c) {
    constexpr char32_t kOgham = 0x1680;
    return c == kOgham || (c >= 0x80 && ascii_lookalike(c) == " ");
}

bool starts_name(char32_t c) {
    if (c < 0x80) return is_ascii_letter(c) || c == '_';
    return letter(c) == Letter::start;
}

bool continues_name(char32_t c) {
    if (c < 0x80) return starts_name(c) || (c >= '0' && c <= '9');
    return letter(c) >= Letter::digit;
}

std::string ascii_lookalike(char32_t c) {
    if (c < 0x80) return {};
    std::string sign;
    encode_utf8(c, sign);
    std::string plain = composed(sign);  // full-width signs, fractions
    if (const size_t bar = plain.find("\u2044"); bar != std::string::npos)
        plain = "(" + plain.replace(bar, 3, " / ") + ")";
    for (const char one : plain) {
        if (one < ' ' || one > '~') return {};
    }
    return plain;
}

std::string raised(char32_t c) {
    if (c == 0x207B) return "-";
    const bool number = c == 0xB2 || c == 0xB3 || c == 0xB9 || (c >= 0x2070 && c <= 0x207E);
    // Letters in circles and squares are not raised.
    const bool framed = (c >= 0x2100 && c < 0x2C00) || (c >= 0x3000 && c < 0x3400) || c >= 0x1F000;
    if (!number && (c < 0x80 || framed || letter(c) != Letter::none)) return {};
    std::string sign;
    encode_utf8(c, sign);
    const std::string plain = composed(sign);
    const CodePoint first = decode_utf8(plain, 0);
    const bool letter =
        plain != sign && plain != "_" && first.size == plain.size() && starts_name(first.value);
    return number || letter ? plain : "";
}

std::string latin_lookalike(std::string_view name) {
    std::string latin;
    for (size_t at = 0; at < name.size();) {
        const CodePoint c = decode_utf8(name, at);
        const size_t twin = c.value < 0x80 ? std::u32string_view::npos : kTwins.find(c.value);
        encode_utf8(twin == std::u32string_view::npos ? c.value : kTwins[twin + 1], latin);
        at += c.size > 0 ? c.size : 1;
    }
    return latin;
}

}  // namespace bp
