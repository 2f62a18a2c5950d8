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

Json written(const Expression& value) {
    using Kind = Expression::Kind;
    if (value.kind == Kind::constant) return Json(value.constant);
    Json json = Json::object();
    if (value.kind == Kind::number) {
        json[value.place.gradient ? "gradient" : "value"] = value.place.node;
        if (!value.place.at.empty()) json["at"] = value.place.at;
        return json;
    }
    Json parts = Json::array();
    for (const Expression& part : value.parts) parts.push_back(written(part));
    json[value.kind == Kind::product ? "times" : "plus"] = std::move(parts);
    return json;
}

Json lesson_json(const OpenedLesson& opened, Execution<double>& shown, bool lent_to_it, const Walk* walk,
                 const EqualityProof* proof) {
    const Lesson& lesson = opened.lesson;
    const Graph& graph = shown.graph();
    std::vector<std::string> numbers;
    for (const TextNumber& number : lesson.numbers) numbers.push_back(text_now(number, shown, walk, proof));
    const bool fits = lent_to_it && std::ranges::all_of(lesson.leaves, [&](const std::string& name) {
                          return graph.find(name).has_value();
                      });
    Json json = json_object({{"id", lesson.id}, {"fits", fits}, {"numbers", numbers}, {"graded", nullptr}});
    if (const auto& graded = opened.graded) {
        set(json, "graded",
            json_object(
                {{"question", graded->question}, {"grade", name_of(graded->grade)}, {"hint", graded->hint}}));
    }
    return json;
}

}  // namespace bp
