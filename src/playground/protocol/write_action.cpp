#include "playground/json/write_fields.hpp"
#include "playground/lessons/lesson_json.hpp"
#include "playground/protocol/action_json.hpp"

// In a file of its own, because the page reads actions and never writes one.
namespace bp {
namespace {

template <class A>
void write_action(JsonWriter& json, const A& action) {
    json.field("type", A::kType);
    write_fields(json, action);
}

void write_action(JsonWriter& json, const Command& command) {
    std::visit([&json](const auto& one) { write_action(json, one); }, command);
}

}  // namespace

std::string action_json(const Action& action) {
    JsonWriter json;
    json.open_object();
    std::visit([&json](const auto& one) { write_action(json, one); }, action);
    json.close();
    return json.take();
}

}  // namespace bp
