#pragma once

#include "document/json_text.hpp"
#include "document/origin.hpp"

namespace bp {

/// {"kind": "sample", "room": "mnist", "index": 3906}. Empty fields are left out.
Json origin_json(const Origin& origin);
/// Throws Problem if the JSON is not exactly of this form.
Origin origin_from(const Json& json);

}  // namespace bp
