#pragma once

#include "document/json_writer.hpp"
#include "playground/lab/lab.hpp"
#include "playground/words/strings.hpp"

namespace bp {

/// "lab": the lab as the HTML side reads it: h and the steps it can be, the table by leaf, every node by
/// itself, the curve, the race, the hunt. A number that is not finite is null. What is planted is told when
/// it is found; until then the nodes by themselves are left out.
void write_lab(JsonWriter& json, Lab& lab, const Execution<double>& shown, Language language);

}  // namespace bp
