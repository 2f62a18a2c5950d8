#pragma once

#include <concepts>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/fields.hpp"
#include "base/message.hpp"
#include "base/point.hpp"
#include "base/problem.hpp"
#include "document/document.hpp"
#include "document/json_text.hpp"
#include "network/net_spec.hpp"

// Messages from JSON, by their declared fields. Everything here throws Problem with the field's name when a
// value is not what it should be. A new type of value needs one more read_value, write_value
// (write_fields.hpp) and TypeScript name (protocol/type_names.hpp).
namespace bp {

/// A JSON object of a bounded size.
Json parsed(std::string_view text);

/// A value in a message: what is there, the key of its field, and the numbers that are allowed.
struct JsonAt {
    const Json& json;
    const char* key;
    Bounds bounds{};
};

/// A value as somebody wrote it, to be shown again: a text without quotes, a list without brackets.
std::string written_text(const Json& json);

/// What is wrong with a number, with the name of what the object is about.
Problem in_field(const Problem& problem, const Json& json);

/// The value under the key; null when there is none and none is required.
const Json* value_at(const Json& object, const char* key, bool required);

void read_value(const JsonAt& at, bool& value);
void read_value(const JsonAt& at, double& value);
/// A number, or null for one that is not finite.
void read_value(const JsonAt& at, float& value);
void read_value(const JsonAt& at, int& value);
void read_value(const JsonAt& at, std::string& value);
void read_value(const JsonAt& at, NodeId& value);
void read_value(const JsonAt& at, GroupId& value);
void read_value(const JsonAt& at, OpKind& value);
/// [x, y]
void read_value(const JsonAt& at, Point& value);
/// A number, a text that somebody typed, or {"shape": [2], "data": [1, 2]}.
void read_value(const JsonAt& at, Tensor<double>& value);
/// {"W": tensor, …}
void read_value(const JsonAt& at, std::vector<std::pair<std::string, Tensor<double>>>& value);
/// {"3": [x, y], …}
void read_value(const JsonAt& at, std::map<NodeId, Point>& value);
void read_value(const JsonAt& at, Origin& value);
/// A standard deviation, "he" or "xavier".
void read_value(const JsonAt& at, WeightInit& value);
/// What went wrong, {"code", "args"} (message_from).
void read_value(const JsonAt& at, std::optional<Message>& value);
/// A whole document, as docs/file-format.md says.
void read_value(const JsonAt& at, std::shared_ptr<const Document>& value);

/// A whole number from 0 that JavaScript's numbers hold exactly.
uint64_t read_whole(const JsonAt& at);

template <std::unsigned_integral T>
void read_value(const JsonAt& at, T& value) {
    value = static_cast<T>(read_whole(at));
}

/// The number of the value's text in the list of names.
size_t read_name(const JsonAt& at, std::span<const std::string_view> names);
/// The value, which is a list.
const Json& list_at(const JsonAt& at);
/// The value, which is an object.
const Json& object_at(const JsonAt& at);

template <NamedEnum T>
void read_value(const JsonAt& at, T& value) {
    value = static_cast<T>(read_name(at, kNames<T>));
}

template <HasFields T>
void read_fields(const Json& object, T& message);

template <HasFields T>
void read_value(const JsonAt& at, T& value) {
    read_fields(object_at(at), value);
}

/// null stands for nothing.
template <class T>
void read_value(const JsonAt& at, std::optional<T>& value) {
    value.reset();
    if (!at.json.is_null()) read_value(at, value.emplace());
}

template <class T>
void read_value(const JsonAt& at, std::vector<T>& values) {
    values.clear();
    for (const Json& element : list_at(at)) read_value({element, at.key, at.bounds}, values.emplace_back());
}

template <class T>
void read_field(const Json& object, const char* key, bool required, T& value, double low, double high) {
    if (const Json* found = value_at(object, key, required)) read_value({*found, key, {low, high}}, value);
}

template <class T>
void read_field(const Json& object, const char* key, bool required, T& value) {
    if (const Json* found = value_at(object, key, required)) read_value({*found, key}, value);
}

/// Sets the members whose fields the JSON object has. Other fields of it are ignored.
template <HasFields T>
void read_fields(const Json& object, T& message) {
    for_each_field<T>([&](auto number) {
        constexpr auto field = std::get<number>(T::kFields);
        if constexpr (field.bounds.any()) {
            read_field(object, field.key, field.required, message.*field.member);
        } else {
            read_field(object, field.key, field.required, message.*field.member, field.bounds.low,
                       field.bounds.high);
        }
    });
}

template <HasFields T>
T read_message(const Json& object) {
    T message{};
    read_fields(object, message);
    return message;
}

}  // namespace bp
