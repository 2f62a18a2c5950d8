#pragma once

#include <string_view>

#include "imgui.h"

namespace bp {

/// The key that a KeyboardEvent.code names, or ImGuiKey_None.
ImGuiKey key_of_code(std::string_view code);

}  // namespace bp
