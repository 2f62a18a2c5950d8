#pragma once

#include <string>
#include <string_view>

#include "playground/actions.hpp"

namespace bp {

/// An action from JSON, {"type": "set_leaf", "name": "apple", "value": 120}, by the fields that the action
/// declares. Throws Problem with the field's name when it is none.
Action parse_action(std::string_view text);

/// The JSON that parse_action reads as this action.
std::string action_json(const Action& action);

}  // namespace bp
