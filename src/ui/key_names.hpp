#pragma once

#include <string_view>

#include "imgui.h"

namespace bp::ui {

/// The key with that name, or ImGuiKey_None. The name of a key is what it writes or does, KeyboardEvent.key,
/// with capital letters and "Space" for the space bar. web/platform/keys.mjs (keyName) names the key that was
/// pressed, key_bindings.inl the keys of a binding.
ImGuiKey key_of_name(std::string_view name);

/// Whether the key writes a sign that needs Shift on one keyboard and not on another, such as + or /.
bool is_sign(std::string_view name);

}  // namespace bp::ui
