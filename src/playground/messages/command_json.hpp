#pragma once

#include <optional>
#include <string_view>

#include "document/commands.hpp"
#include "playground/messages/json_fields.hpp"

namespace bp {

/// The command of that type, as documented at each command, or nothing when no command is called so. Throws
/// Problem when its fields are wrong.
std::optional<Command> parse_command(std::string_view type, const Json& json);

}  // namespace bp
