#pragma once

#include "playground/json/read_fields.hpp"

// Messages as JSON, by their declared fields: what read_fields reads as the same message.
namespace bp {

Json written(bool value);
/// null for a number that is not finite.
Json written(double value);
Json written(float value);
Json written(int value);
Json written(const std::string& value);
Json written(NodeId value);
Json written(GroupId value);
Json written(OpKind value);
Json written(const Point& value);
Json written(const Tensor<double>& value);
Json written(const std::vector<std::pair<std::string, Tensor<double>>>& value);
Json written(const std::map<NodeId, Point>& value);
Json written(const Origin& value);
Json written(const WeightInit& value);
Json written(const std::shared_ptr<const Document>& value);

template <std::unsigned_integral T>
Json written(T value) {
    return static_cast<uint64_t>(value);
}

template <NamedEnum T>
Json written(T value) {
    return Json(name_of(value));
}

template <HasFields T>
void write_fields(Json& object, const T& message);

template <HasFields T>
Json written(const T& message) {
    Json object = Json::object();
    write_fields(object, message);
    return object;
}

template <class T>
Json written(const std::vector<T>& values);

template <class T>
Json written(const std::optional<T>& value) {
    return value ? written(*value) : Json();
}

template <class T>
Json written(const std::vector<T>& values) {
    Json list = Json::array();
    for (const T& value : values) list.push_back(written(value));
    return list;
}

/// Sets the object's fields to the members. One that may be left out and has nothing is left out.
template <HasFields T>
void write_fields(Json& object, const T& message) {
    for_each_field<T>([&](auto number) {
        constexpr auto field = std::get<number>(T::kFields);
        Json value = written(message.*field.member);
        if (field.required || !value.is_null()) object[field.key] = std::move(value);
    });
}

}  // namespace bp
