#pragma once

#include <string_view>

#include "imgui.h"

namespace bp::ui {

/// The key of that name, or ImGuiKey_None. A key's name is what it writes or does, KeyboardEvent.key, with
/// letters as capitals and "Space" for the space bar: web/platform/keys.mjs (keyName) names what was pressed,
/// key_bindings.inl what a binding needs.
ImGuiKey key_of_name(std::string_view name);

/// Whether the key writes a sign that needs Shift on one keyboard and not on another, such as + or /.
bool is_sign(std::string_view name);

}  // namespace bp::ui
