#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/problem.hpp"
#include "document/json_text.hpp"

// Reading single fields of a report; each throws Problem with the field's name when it is not what it should
// be.
namespace bp {

std::string string_at(const Json& json, const char* key);
double finite_at(const Json& json, const char* key, double low, double high);
/// Whole numbers; an absent field is none.
std::vector<int> integers_at(const Json& json, const char* key);

template <class Value>
Value choice(const Json& json, const char* key,
             std::initializer_list<std::pair<std::string_view, Value>> values) {
    const std::string text = string_at(json, key);
    for (const auto& [name, value] : values) {
        if (name == text) return value;
    }
    throw Problem(problems::action_unknown_choice, key, text);
}

}  // namespace bp
