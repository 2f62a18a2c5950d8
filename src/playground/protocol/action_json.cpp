#include "playground/protocol/action_json.hpp"

#include <algorithm>
#include <array>

#include "base/problem.hpp"
#include "playground/json/read_fields.hpp"
#include "playground/lessons/lesson_json.hpp"
#include "playground/protocol/every_action.hpp"

namespace bp {
namespace {

/// Makes it the action A, with its members' defaults.
template <class A>
A& made(Action& action) {
    if constexpr (kIsCommand<A>) {
        return action.emplace<Command>().emplace<A>();
    } else {
        return action.emplace<A>();
    }
}

template <class A>
void parse(const Json& json, Action& action) {
    static_assert(declares_all_members<A>, "a member of an action has no field");
    if constexpr (requires { A::kOneOf; }) {
        if (std::ranges::none_of(A::kOneOf, [&](const char* key) { return json.contains(key); }))
            value_at(json, A::kOneOf.back(), true);
    }
    if constexpr (requires(const Problem& problem) { A::explained(problem, "", ""); }) {
        try {
            read_fields(json, made<A>(action));
        } catch (const Problem& problem) {
            const std::vector<Argument>& arguments = problem.message().arguments();
            const std::string field = arguments.empty() ? std::string() : arguments[0].text;
            const Json* const given = value_at(json, field.c_str(), false);
            throw A::explained(problem, field, given == nullptr ? "" : written_text(*given));
        }
    } else {
        read_fields(json, made<A>(action));
    }
}

struct Parser {
    const char* type;
    void (*parse)(const Json&, Action&);
};

constexpr size_t count_actions() {
    size_t count = 0;
    for_each_action([&]<class A>() { ++count; });
    return count;
}

constexpr auto make_parsers() {
    std::array<Parser, count_actions()> parsers{};
    size_t k = 0;
    for_each_action([&]<class A>() { parsers[k++] = {A::kType, parse<A>}; });
    return parsers;
}

constexpr auto kParsers = make_parsers();

}  // namespace

Action parse_action(std::string_view text) {
    const Json json = parsed(text);
    std::string type;
    read_field(json, "type", true, type);
    for (const Parser& parser : kParsers) {
        if (parser.type != type) continue;
        Action action;
        try {
            parser.parse(json, action);
        } catch (const Problem& problem) {
            throw in_field(problem, json);
        }
        return action;
    }
    throw Problem(problems::action_unknown_type, type);
}

}  // namespace bp
