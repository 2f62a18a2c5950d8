#include "playground/lessons/lesson_json.hpp"

#include <algorithm>

#include "base/number.hpp"
#include "base/problem.hpp"

namespace bp {
namespace {

std::string text_now(const TextNumber& number, Execution<double>& shown, const Walk* walk,
                     const EqualityProof* proof) {
    if (number.kind == TextNumberKind::proof) return proof ? brief(proof->largest_difference) : "";
    const auto node = shown.graph().find(number.node);
    const bool gradient = number.kind == TextNumberKind::grad;
    if (walk && node &&
        !(gradient ? shown.has_grad(*node) && walk->gradient_shown(*node) : walk->value_shown(*node)))
        return "?";
    return number_text(number.place(), number.exact, shown);
}

}  // namespace

void read_value(const JsonAt& at, Expression& value) {
    using Kind = Expression::Kind;
    value = {};
    if (at.json.is_number()) return read_value(at, value.constant);
    const Json& json = object_at(at);
    for (const auto& [key, kind] : {std::pair{"times", Kind::product}, std::pair{"plus", Kind::sum}}) {
        if (!json.contains(key)) continue;
        value.kind = kind;
        return read_field(json, key, true, value.parts);
    }
    value.kind = Kind::number;
    value.place.gradient = json.contains("gradient");
    read_field(json, value.place.gradient ? "gradient" : "value", true, value.place.node);
    read_field(json, "at", false, value.place.at);
}

void write_value(JsonWriter& json, const char* key, const Expression& value) {
    using Kind = Expression::Kind;
    if (value.kind == Kind::constant) return json.field(key, value.constant);
    json.open_object(key);
    if (value.kind == Kind::number) {
        json.field(value.place.gradient ? "gradient" : "value", value.place.node);
        if (!value.place.at.empty()) json.list("at", value.place.at);
    } else {
        json.open_list(value.kind == Kind::product ? "times" : "plus");
        for (const Expression& part : value.parts) write_value(json, nullptr, part);
        json.close();
    }
    json.close();
}

void write_lesson(JsonWriter& json, const OpenedLesson& opened, Execution<double>& shown, bool lent_to_it,
                  const Walk* walk, const EqualityProof* proof) {
    const Lesson& lesson = opened.lesson;
    const Graph& graph = shown.graph();
    const bool fits = lent_to_it && std::ranges::all_of(lesson.leaves, [&](const std::string& name) {
                          return graph.find(name).has_value();
                      });
    json.open_object("lesson");
    json.field("id", lesson.id);
    json.field("fits", fits);
    json.open_list("numbers");
    for (const TextNumber& number : lesson.numbers) json.field(nullptr, text_now(number, shown, walk, proof));
    json.close();
    if (const auto& graded = opened.graded) {
        json.open_object("graded");
        json.field("question", graded->question);
        json.field("grade", name_of(graded->grade));
        json.field("hint", graded->hint);
        json.close();
    } else {
        json.null("graded");
    }
    json.close();
}

}  // namespace bp
