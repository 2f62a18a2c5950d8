#pragma once

#include "document/json_writer.hpp"
#include "playground/tensors/tensor_details.hpp"

namespace bp {

/// The story as the snapshot's part "tensors".
void write_tensors(JsonWriter& json, const TensorDetails& story);

}  // namespace bp
