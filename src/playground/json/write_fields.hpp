#pragma once

#include "document/json_writer.hpp"
#include "playground/json/read_fields.hpp"

// Messages as JSON, by their declared fields: what read_fields reads as the same message.
namespace bp {

void write_value(JsonWriter& json, const char* key, NodeId value);
void write_value(JsonWriter& json, const char* key, GroupId value);
void write_value(JsonWriter& json, const char* key, OpKind value);
void write_value(JsonWriter& json, const char* key, const Point& value);
void write_value(JsonWriter& json, const char* key, const Tensor<double>& value);
void write_value(JsonWriter& json, const char* key,
                 const std::vector<std::pair<std::string, Tensor<double>>>& value);
void write_value(JsonWriter& json, const char* key, const std::map<NodeId, Point>& value);
void write_value(JsonWriter& json, const char* key, const Origin& value);
void write_value(JsonWriter& json, const char* key, const WeightInit& value);
void write_value(JsonWriter& json, const char* key, const std::shared_ptr<const Document>& value);

/// What JSON has itself.
template <class T>
requires requires(JsonWriter& json, const T& value) { json.field("", value); }
void write_value(JsonWriter& json, const char* key, const T& value) { json.field(key, value); }

template <NamedEnum T>
void write_value(JsonWriter& json, const char* key, T value) {
    json.field(key, name_of(value));
}

template <HasFields T>
void write_fields(JsonWriter& json, const T& message);

template <HasFields T>
void write_value(JsonWriter& json, const char* key, const T& message) {
    json.open_object(key);
    write_fields(json, message);
    json.close();
}

template <class T>
void write_value(JsonWriter& json, const char* key, const std::vector<T>& values);

template <class T>
void write_value(JsonWriter& json, const char* key, const std::optional<T>& value) {
    if (!value) return json.null(key);
    write_value(json, key, *value);
}

template <class T>
void write_value(JsonWriter& json, const char* key, const std::vector<T>& values) {
    json.open_list(key);
    for (const T& value : values) write_value(json, nullptr, value);
    json.close();
}

template <class T>
bool is_nothing(const T&) {
    return false;
}
template <class T>
bool is_nothing(const std::optional<T>& value) {
    return !value;
}

/// The members as fields of the open object. One that may be left out and has nothing is left out.
template <HasFields T>
void write_fields(JsonWriter& json, const T& message) {
    for_each_field<T>([&](auto number) {
        constexpr auto field = std::get<number>(T::kFields);
        const auto& value = message.*field.member;
        if (field.required || !is_nothing(value)) write_value(json, field.key, value);
    });
}

}  // namespace bp
