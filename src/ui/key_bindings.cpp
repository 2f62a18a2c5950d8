#include "ui/key_bindings.hpp"

#include <algorithm>

#include "imgui.h"
#include "imgui_internal.h"
#include "ui/key_names.hpp"

namespace bp::ui {
namespace {

constexpr KeyBinding kBindings[] = {
#define BP_KEY(id, place, repeats, chords) {KeyAction::id, #id, KeyPlace::place, #place, repeats, chords},
#include "ui/key_bindings.inl"
#undef BP_KEY
};

struct Chord {
    ImGuiKeyChord modifiers = 0;
    std::string_view key;
};

/// Takes the text up to the next `divider` off the front of the list.
std::string_view take(std::string_view& list, char divider) {
    const size_t end = std::min(list.find(divider), list.size());
    const std::string_view first = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    return first;
}

Chord parse(std::string_view text) {
    Chord chord;
    while (text.find('+', 1) != std::string_view::npos) {  // a + at the front is the key itself
        const std::string_view modifier = take(text, '+');
        chord.modifiers |= modifier == "Mod"     ? ImGuiMod_Ctrl
                           : modifier == "Shift" ? ImGuiMod_Shift
                                                 : ImGuiMod_Alt;
    }
    chord.key = text;
    return chord;
}

bool is_pressed(const Chord& chord, bool repeats, ImGuiID owner) {
    ImGuiKeyChord held = ImGui::GetIO().KeyMods;
    if (is_sign(chord.key)) held &= ~ImGuiMod_Shift;
    const ImGuiKey key = key_of_name(chord.key);
    return held == chord.modifiers && key != ImGuiKey_None &&
           ImGui::IsKeyPressed(key, repeats ? ImGuiInputFlags_Repeat : ImGuiInputFlags_None, owner);
}

}  // namespace

std::span<const KeyBinding> key_bindings() { return kBindings; }

std::optional<KeyPress> pressed_key(std::initializer_list<KeyPlace> places, uint32_t owner) {
    for (const KeyBinding& binding : kBindings) {
        if (std::ranges::find(places, binding.place) == places.end()) continue;
        std::string_view chords = binding.chords;
        for (size_t i = 0; !chords.empty(); ++i) {
            if (is_pressed(parse(take(chords, ' ')), binding.repeats, owner))
                return KeyPress{binding.action, i};
        }
    }
    return {};
}

std::string shortcut_text(KeyAction action) {
    std::string_view chords = kBindings[static_cast<size_t>(action)].chords;
    std::string text(take(chords, ' '));
    if (text.starts_with("Mod")) text.replace(0, 3, ImGui::GetIO().ConfigMacOSXBehaviors ? "Cmd" : "Ctrl");
    return text;
}

}  // namespace bp::ui
