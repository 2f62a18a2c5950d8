#pragma once

#include "document/json_text.hpp"
#include "document/origin.hpp"

namespace bp {

/// {"kind": "sample", "room": "mnist", "index": 3906}: what is empty is left out.
Json origin_json(const Origin& origin);
/// Throws Problem when it is not exactly this.
Origin origin_from(const Json& json);

}  // namespace bp
