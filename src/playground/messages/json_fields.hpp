#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/problem.hpp"
#include "document/document.hpp"
#include "document/json_text.hpp"

// Reading the fields of messages; each throws Problem with the field's name when it is not what it should be.
namespace bp {

/// A JSON object of a bounded size.
Json parsed(std::string_view text);
std::string string_at(const Json& json, const char* key);
double number_at(const Json& json, const char* key);
double finite_at(const Json& json, const char* key, double low, double high);
bool bool_at(const Json& json, const char* key);
int integer_at(const Json& json, const char* key, int low, int high);
NodeId node_at(const Json& json, const char* key);
std::vector<NodeId> nodes_at(const Json& json, const char* key);
/// Whole numbers; an absent field is none.
std::vector<int> integers_at(const Json& json, const char* key);
/// A whole document, as docs/file-format.md says.
std::shared_ptr<const Document> document_at(const Json& json, const char* key);
/// A number, a text that spells one, or {"shape": [2], "data": [1, 2]}.
Tensor<double> tensor_from(const Json& json);

template <class Value>
Value choice(const Json& json, const char* key,
             std::initializer_list<std::pair<std::string_view, Value>> values) {
    const std::string text = string_at(json, key);
    for (const auto& [name, value] : values) {
        if (name == text) return value;
    }
    throw Problem("'" + text + "' is no " + key);
}

}  // namespace bp
