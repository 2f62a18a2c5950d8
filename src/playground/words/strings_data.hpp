#pragma once

#include <string_view>

namespace bp {

/// assets/strings/en/canvas.json and ops.json, embedded by cmake/embed_strings.cmake.
extern const std::string_view kCanvasEn;
extern const std::string_view kOpsEn;

}  // namespace bp
