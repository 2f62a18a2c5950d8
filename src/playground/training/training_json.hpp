#pragma once

#include <string>
#include <string_view>

#include "playground/json/write_fields.hpp"
#include "playground/training/training.hpp"
#include "playground/words/strings.hpp"

// Training between the playground, the workers' host and the HTML side.
namespace bp {

/// An order for the workers' host: {"type": "go", "until": 600}, by the order's fields.
std::string order_json(const HostOrder& order);

/// {"type": "advanced", …}, by the report's fields. Throws Problem when it is none.
HostReport report_from(std::string_view text);

/// "training": for the HTML side; without losses, which are many.
void write_training(JsonWriter& json, const Training& training, Language language);

/// The run as a text, to be kept and given back in a report "saved".
std::string run_text(const TrainingRun& run);

}  // namespace bp
