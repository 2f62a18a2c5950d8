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
    std::string plain = composed(sign);  // full-width signs, superscripts, fractions
    if (const size_t bar = plain.find("\u2044"); bar != std::string::npos) plain.replace(bar, 3, " / ");
    for (const char one : plain) {
        if (one < ' ' || one > '~') return {};
    }
    const bool raised = plain.size() == 1 && plain[0] >= '0' && plain[0] <= '9';
    return raised ? "** " + plain : plain;
}

std::string latin_lookalike(std::string_view name) {
    std::string latin;
    for (size_t at = 0; at < name.size();) {
        const CodePoint c = decode_utf8(name, at);
        const size_t twin = c.value < 0x80 ? kTwins.npos : kTwins.find(c.value);
        encode_utf8(twin == kTwins.npos ? c.value : kTwins[twin + 1], latin);
        at += c.size > 0 ? c.size : 1;
    }
    return latin;
}

}  // namespace bp
