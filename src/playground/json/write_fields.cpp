#include "playground/json/write_fields.hpp"

#include <array>

#include "document/json.hpp"
#include "document/json_parts.hpp"
#include "document/origin_json.hpp"

namespace bp {

void write_value(JsonWriter& json, const char* key, NodeId value) { json.field(key, number(value)); }
void write_value(JsonWriter& json, const char* key, GroupId value) { json.field(key, number(value)); }
void write_value(JsonWriter& json, const char* key, OpKind value) { json.field(key, def(value).info.key); }

void write_value(JsonWriter& json, const char* key, const Point& value) {
    json.list(key, std::array{value.x, value.y});
}

void write_value(JsonWriter& json, const char* key, const Tensor<double>& value) {
    write_tensor(json, key, view(value));
}

void write_value(JsonWriter& json, const char* key,
                 const std::vector<std::pair<std::string, Tensor<double>>>& value) {
    json.open_object(key);
    for (const auto& [name, tensor] : value) write_value(json, name.c_str(), tensor);
    json.close();
}

void write_value(JsonWriter& json, const char* key, const std::map<NodeId, Point>& value) {
    json.open_object(key);
    for (const auto& [id, place] : value) write_value(json, std::to_string(number(id)).c_str(), place);
    json.close();
}

void write_value(JsonWriter& json, const char* key, const WeightInit& value) {
    if (value.rule == WeightInit::Rule::he) return json.field(key, "he");
    if (value.rule == WeightInit::Rule::xavier) return json.field(key, "xavier");
    json.field(key, value.standard_deviation);
}

void write_value(JsonWriter& json, const char* key, const Origin& value) {
    json.open_object(key);
    write_fields(json, value);
    json.close();
}

void write_value(JsonWriter& json, const char* key, const std::shared_ptr<const Document>& value) {
    json.raw(key, to_json(*value));
}

}  // namespace bp
