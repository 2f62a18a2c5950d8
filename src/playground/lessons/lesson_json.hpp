#pragma once

#include "document/json_writer.hpp"
#include "formula/rewrite.hpp"
#include "playground/json/read_fields.hpp"
#include "playground/lessons/lesson.hpp"
#include "scene/walk.hpp"

namespace bp {

/// 2, {"value": "y", "at": [0, 1]}, {"gradient": "tax"}, {"times": […]} or {"plus": […]}.
void read_value(const JsonAt& at, Expression& value);
void write_value(JsonWriter& json, const char* key, const Expression& value);

/// "lesson": the open lesson as the HTML side reads it: "id", whether the canvas "fits" it, "numbers", the
/// present texts of Lesson::numbers ("" where there is none, "?" where the walk has not come to it), and
/// "graded", {question, grade, hint} of the last answer, or null.
void write_lesson(JsonWriter& json, const OpenedLesson& opened, Execution<double>& shown, bool lent_to_it,
                  const Walk* walk, const EqualityProof* proof);

}  // namespace bp
