#include "ui/key_names.hpp"

#include <utility>

namespace bp::ui {
namespace {

/// Of the signs only those that a binding needs: text fields get what is written as text.
constexpr std::pair<std::string_view, ImGuiKey> kKeys[] = {
    {"Tab", ImGuiKey_Tab},
    {"ArrowLeft", ImGuiKey_LeftArrow},
    {"ArrowRight", ImGuiKey_RightArrow},
    {"ArrowUp", ImGuiKey_UpArrow},
    {"ArrowDown", ImGuiKey_DownArrow},
    {"Home", ImGuiKey_Home},
    {"End", ImGuiKey_End},
    {"Delete", ImGuiKey_Delete},
    {"Backspace", ImGuiKey_Backspace},
    {"Space", ImGuiKey_Space},
    {"Enter", ImGuiKey_Enter},
    {"Escape", ImGuiKey_Escape},
    {"+", ImGuiKey_KeypadAdd},
    {"-", ImGuiKey_Minus},
    {"=", ImGuiKey_Equal},
    {"/", ImGuiKey_Slash},
};

bool is_letter(std::string_view name) { return name.size() == 1 && name[0] >= 'A' && name[0] <= 'Z'; }

}  // namespace

ImGuiKey key_of_name(std::string_view name) {
    if (is_letter(name)) return static_cast<ImGuiKey>(ImGuiKey_A + (name[0] - 'A'));
    for (const auto& [known, key] : kKeys) {
        if (known == name) return key;
    }
    return ImGuiKey_None;
}

bool is_sign(std::string_view name) { return name.size() == 1 && !is_letter(name); }

}  // namespace bp::ui
