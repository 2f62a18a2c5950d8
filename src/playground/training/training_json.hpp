#pragma once

#include <string>
#include <string_view>

#include "playground/json/json_fields.hpp"
#include "playground/json/read_fields.hpp"
#include "playground/training/training.hpp"
#include "playground/words/strings.hpp"

// Training between the playground, the workers' host and the HTML side.
namespace bp {

Json settings_json(const TrainingSettings& settings);

/// An order for the workers' host: {"order": "pause"} with the fields given.
std::string order_json(std::string_view order, std::initializer_list<JsonField> fields = {});

/// Brings `training` up to a report (format: Playground::training_report). Throws Problem, changing nothing.
void apply_report(Training& training, std::string_view json);

/// For the HTML side; without losses, which are many.
Json training_json(const Training& training, Language language);

/// The run as a text, to be kept and given back in a report's "restored".
std::string run_text(const TrainingRun& run);

}  // namespace bp
