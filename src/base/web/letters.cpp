// JavaScript knows Unicode. cmake/letters_data.mjs asks it the same, by the list below, for others.
#include "base/letters.hpp"

#include <emscripten/em_js.h>

#include <cstdlib>

// clang-format off
EM_JS_DEPS(bp_letters, "$UTF8ToString,$stringToNewUTF8");
EM_JS(int, bp_letter, (int c), {
    // First what is no letter although UAX #31 has it, as it is read as an operator or a mark (a·b, xⁿ, x′ and their like): punctuation but
    // U+FF3F, modifier letters but subscripts and those that words of Asia have. Backslashes do not come through EM_JS.
    Module.letters = Module.letters || [
        "(?!%uff3f)%p{P}|(?=%p{Lm})(?![%u0640%u1d62-%u1d6a%u2090-%u209c%u2c7c%u3031-%u3035%u30fc%uff70%ua9cf%uff9e%uff9f%u{1e051}-%u{1e06a}])[%p{sc=Zyyy}%p{sc=Latn}%p{sc=Grek}%p{sc=Cyrl}]|[%xaa%xba%u013f%u0140%u0149%u1e9a%u01c0%u01c1%u01c3%u1427%u1429%ua4f8-%ua4fd%ua78b%ua78c%ua78f]",
        "(?![%ufe0e%ufe0f])[%p{Default_Ignorable_Code_Point}%p{Cf}%p{Cc}%p{Zl}%p{Zp}]",
        "%p{Nd}",
        "(?![%u30fc%uff70])%p{XID_Start}|%p{Emoji_Presentation}|(?=[%u{1f000}-%u{1faff}])%p{Extended_Pictographic}",
        "%p{XID_Continue}|[%u2080-%u2089]"
    ].map((one) => new RegExp(one.replaceAll("%", String.fromCharCode(92)), "u"));
    const s = String.fromCodePoint(c);
    return Math.max(0, Module.letters.findIndex((one) => one.test(s)));
});
EM_JS(char*, bp_composed, (const char* text, int bytes), {
    return stringToNewUTF8(UTF8ToString(text, bytes).normalize("NFKC"));
});
// clang-format on

namespace bp {

Letter letter(char32_t c) { return static_cast<Letter>(bp_letter(static_cast<int>(c))); }

std::string nfkc(std::string_view text) {
    char* made = bp_composed(text.data(), static_cast<int>(text.size()));
    std::string result(made);
    std::free(made);
    return result;
}

}  // namespace bp
