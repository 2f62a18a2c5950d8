#include "app/web_keys.hpp"

#include <utility>

namespace bp {
namespace {

constexpr std::pair<std::string_view, ImGuiKey> kKeys[] = {
    {"Tab", ImGuiKey_Tab},
    {"ArrowLeft", ImGuiKey_LeftArrow},
    {"ArrowRight", ImGuiKey_RightArrow},
    {"ArrowUp", ImGuiKey_UpArrow},
    {"ArrowDown", ImGuiKey_DownArrow},
    {"PageUp", ImGuiKey_PageUp},
    {"PageDown", ImGuiKey_PageDown},
    {"Home", ImGuiKey_Home},
    {"End", ImGuiKey_End},
    {"Insert", ImGuiKey_Insert},
    {"Delete", ImGuiKey_Delete},
    {"Backspace", ImGuiKey_Backspace},
    {"Space", ImGuiKey_Space},
    {"Enter", ImGuiKey_Enter},
    {"Escape", ImGuiKey_Escape},
    {"Quote", ImGuiKey_Apostrophe},
    {"Comma", ImGuiKey_Comma},
    {"Minus", ImGuiKey_Minus},
    {"Period", ImGuiKey_Period},
    {"Slash", ImGuiKey_Slash},
    {"Semicolon", ImGuiKey_Semicolon},
    {"Equal", ImGuiKey_Equal},
    {"BracketLeft", ImGuiKey_LeftBracket},
    {"Backslash", ImGuiKey_Backslash},
    {"BracketRight", ImGuiKey_RightBracket},
    {"Backquote", ImGuiKey_GraveAccent},
    {"NumpadDecimal", ImGuiKey_KeypadDecimal},
    {"NumpadDivide", ImGuiKey_KeypadDivide},
    {"NumpadMultiply", ImGuiKey_KeypadMultiply},
    {"NumpadSubtract", ImGuiKey_KeypadSubtract},
    {"NumpadAdd", ImGuiKey_KeypadAdd},
    {"NumpadEnter", ImGuiKey_KeypadEnter},
    {"NumpadEqual", ImGuiKey_KeypadEqual},
    {"ControlLeft", ImGuiKey_LeftCtrl},
    {"ControlRight", ImGuiKey_RightCtrl},
    {"ShiftLeft", ImGuiKey_LeftShift},
    {"ShiftRight", ImGuiKey_RightShift},
    {"AltLeft", ImGuiKey_LeftAlt},
    {"AltRight", ImGuiKey_RightAlt},
    {"MetaLeft", ImGuiKey_LeftSuper},
    {"MetaRight", ImGuiKey_RightSuper},
    {"ContextMenu", ImGuiKey_Menu},
};

/// A key of a run like Digit0 … Digit9: the code is the prefix and one character of [first, last].
struct Run {
    std::string_view prefix;
    char first;
    char last;
    ImGuiKey key;
};

constexpr Run kRuns[] = {
    {"Key", 'A', 'Z', ImGuiKey_A},
    {"Digit", '0', '9', ImGuiKey_0},
    {"Numpad", '0', '9', ImGuiKey_Keypad0},
    {"F", '1', '9', ImGuiKey_F1},
};

}  // namespace

ImGuiKey key_of_code(std::string_view code) {
    for (const Run& run : kRuns) {
        if (code.size() != run.prefix.size() + 1 || !code.starts_with(run.prefix)) continue;
        const char last = code.back();
        if (last >= run.first && last <= run.last) return static_cast<ImGuiKey>(run.key + (last - run.first));
    }
    for (const auto& [name, key] : kKeys) {
        if (name == code) return key;
    }
    return ImGuiKey_None;
}

}  // namespace bp
