#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace bp::ui {

/// What a key does: one for each row of key_bindings.inl.
enum class KeyAction {
#define BP_KEY(id, place, repeats, chords) id,
#include "ui/key_bindings.inl"
#undef BP_KEY
};

/// Where a key does it; key_bindings.inl says what each place is.
enum class KeyPlace { page, graph, canvas, number, controls, field, text, clipboard };

/// A row of the table of keys.
struct KeyBinding {
    KeyAction action;
    std::string_view id;
    KeyPlace place;
    std::string_view place_name;
    bool repeats;
    std::string_view chords;  ///< divided by spaces: "Mod+Shift+Z Mod+Y"
};

std::span<const KeyBinding> key_bindings();

/// A binding whose keys went down in this frame, and by which of its chords.
struct KeyPress {
    KeyAction action;
    size_t chord;
};

/// The first binding of those places whose keys went down. `owner`: the item that owns the keys
/// (ImGui::SetKeyOwner), 0 for keys of any owner.
std::optional<KeyPress> pressed_key(std::initializer_list<KeyPlace> places, uint32_t owner = 0);

/// The first chord of the action as a tooltip shows it: "Ctrl+Shift+Z", on a Mac "Cmd+Shift+Z".
std::string shortcut_text(KeyAction action);

}  // namespace bp::ui
