#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

namespace bp {

/// assets/strings/en/canvas.json, embedded by cmake/embed_strings.cmake.
extern const std::string_view kCanvasEn;

/// What problems.json of a language says, for translated().
void set_problems(const nlohmann::ordered_json& problems);

}  // namespace bp
