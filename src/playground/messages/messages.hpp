#pragma once

#include <string>
#include <string_view>

#include "playground/playground.hpp"

// Between the playground and JSON: what comes from the HTML side, scripts and the training worker, and what
// they read.
namespace bp {

/// An action from JSON, as documented at each action. Throws Problem when it is none.
Action parse_action(std::string_view json);

}  // namespace bp
