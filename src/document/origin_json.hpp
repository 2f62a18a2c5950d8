#pragma once

#include "document/json_writer.hpp"
#include "document/origin.hpp"

namespace bp {

/// "kind": "sample", "room": "mnist", "index": 3906 into the open object. Empty fields are left out.
void write_fields(JsonWriter& json, const Origin& origin);
/// Throws Problem if the JSON is not exactly of this form.
Origin origin_from(const Json& json);

}  // namespace bp
