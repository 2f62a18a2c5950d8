#pragma once

#include "document/json_text.hpp"
#include "playground/tensors/tensor_details.hpp"

namespace bp {

/// The story as the snapshot's part "tensors".
Json tensors_json(const TensorDetails& story);

}  // namespace bp
