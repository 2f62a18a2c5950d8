#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

// Reads JSON in one place, so that the library's templates stay out of the many functions that do. It is
// written by JsonWriter (json_writer.hpp).
namespace bp {

using Json = nlohmann::ordered_json;

/// The tree of a JSON text; "discarded" when it is none. Throws Problem when it is nested deeper than that.
Json parse_json(std::string_view text, size_t most_depth = 64, size_t* failed_at = nullptr);

/// The text of a tree, without spaces.
std::string json_text(const Json& json);

}  // namespace bp
