#pragma once

#include <string_view>

namespace bp {

// The JSON files of assets/strings, embedded by cmake/embed_strings.cmake.
extern const std::string_view kCanvasEn;
extern const std::string_view kCanvasKo;
extern const std::string_view kProblemsKo;

}  // namespace bp
