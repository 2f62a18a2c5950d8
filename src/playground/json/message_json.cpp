#include "playground/json/message_json.hpp"

#include "base/number.hpp"
#include "base/problem.hpp"
#include "playground/json/read_fields.hpp"

namespace bp {
namespace {

constexpr int kDeepest = 8;  // phrases in phrases

Message message_at(const Json& json, int depth);

Argument argument_from(const Json& json, std::string_view kind, int depth) {
    if (json.is_object() && depth < kDeepest) return kept(problems::Phrase(message_at(json, depth + 1)));
    if (json.is_number()) return kept(problems::Number(json.get<double>()));
    if (!json.is_string()) return {};
    const auto text = json.get<std::string>();
    if (kind == "Number") return kept(problems::Number(parse_number(text).value_or(0)));
    if (kind == "Code" || kind == "Thing") return kept(problems::Code(text));
    return kept(problems::Text(text));
}

Message message_at(const Json& json, int depth) {
    if (!json.is_object()) throw Problem(problems::action_not_by_name, "problem");
    std::string code;
    read_field(json, "code", true, code);
    const auto id = problem_id(code);
    if (!id) throw Problem(problems::run_unknown_problem, code);
    const Json none = Json::object();
    const Json& given = json.contains("args") ? json["args"] : none;
    std::vector<Argument> arguments;
    for (size_t i = 0; !declared(*id, i).name.empty(); ++i) {
        const auto found = given.find(std::string(declared(*id, i).name));
        arguments.push_back(found == given.end() ? Argument()
                                                 : argument_from(*found, declared(*id, i).kind, depth));
    }
    return {*id, std::move(arguments)};
}

}  // namespace

Message message_from(const Json& json) { return message_at(json, 0); }

}  // namespace bp
