// JavaScript knows Unicode. cmake/letters_data.mjs asks it the same for programs without it.
#include "base/letters.hpp"

#include <emscripten/em_js.h>

#include <cstdlib>

// clang-format off
EM_JS_DEPS(bp_letters, "$UTF8ToString,$stringToNewUTF8");
EM_JS(int, bp_letter, (int c), {
    // Backslashes do not come through EM_JS.
    Module.letters = Module.letters || [
        "%P{Any}",
        "(?![%ufe0e%ufe0f])[%p{Default_Ignorable_Code_Point}%p{Cf}%p{Cc}%p{Zl}%p{Zp}]",
        "%p{Nd}",
        "%p{XID_Start}|%p{Emoji_Presentation}|(?=[%u{1f000}-%u{1faff}])%p{Extended_Pictographic}",
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
