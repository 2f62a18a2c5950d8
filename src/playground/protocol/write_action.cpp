#include "playground/json/write_fields.hpp"
#include "playground/lessons/lesson_json.hpp"
#include "playground/protocol/action_json.hpp"

// In a file of its own, because the page reads actions and never writes one.
namespace bp {
namespace {

template <class A>
Json action_of(const A& action) {
    Json json = json_object({{"type", A::kType}});
    write_fields(json, action);
    return json;
}

Json action_of(const Command& command) {
    return std::visit([](const auto& one) { return action_of(one); }, command);
}

}  // namespace

Json action_json(const Action& action) {
    return std::visit([](const auto& one) { return action_of(one); }, action);
}

}  // namespace bp
