#pragma once

#include <nlohmann/json_fwd.hpp>

#include "playground/tensors/tensor_story.hpp"

namespace bp {

/// The story as the snapshot's part "tensors".
nlohmann::ordered_json tensors_json(const TensorStory& story);

}  // namespace bp
