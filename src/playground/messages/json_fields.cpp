#include "playground/messages/json_fields.hpp"

#include <algorithm>

#include "base/number.hpp"
#include "base/problem.hpp"
#include "document/json.hpp"

namespace bp {

Json parsed(std::string_view text) {
    constexpr size_t kMost = size_t{16} << 20;
    if (text.size() > kMost) throw Problem("the message is too long");
    Json json = parse_json(text);
    if (!json.is_object()) throw Problem("the message is not a JSON object");
    return json;
}

std::string string_at(const Json& json, const char* key) {
    const auto found = json.find(key);
    if (found == json.end() || !found->is_string())
        throw Problem(std::string("'") + key + "' must be a text");
    return found->get<std::string>();
}

double number_at(const Json& json, const char* key) {
    const auto found = json.find(key);
    if (found == json.end() || !found->is_number())
        throw Problem(std::string("'") + key + "' must be a number");
    return found->get<double>();
}

double finite_at(const Json& json, const char* key, double low, double high) {
    const double value = number_at(json, key);
    if (!(value >= low && value <= high)) throw Problem(std::string("'") + key + "' is out of range");
    return value;
}

std::shared_ptr<const Document> document_at(const Json& json, const char* key) {
    const auto found = json.find(key);
    if (found == json.end()) throw Problem(std::string("'") + key + "' is missing");
    return std::make_shared<const Document>(from_json(json_text(*found)));
}

Tensor<double> tensor_from(const Json& json) {
    if (json.is_number()) return json.get<double>();
    if (json.is_string()) {
        const auto text = json.get<std::string>();
        if (const auto number = parse_number(text)) return *number;
        throw Problem("'" + text + "' is not a number");
    }
    if (!json.is_object() || !json.contains("shape") || !json.contains("data"))
        throw Problem("a value is a number");
    std::vector<int> dims;
    for (const Json& dim : json["shape"]) {
        if (!dim.is_number_integer()) throw Problem("a shape is a list of whole numbers");
        dims.push_back(static_cast<int>(std::clamp<int64_t>(dim.get<int64_t>(), -1, 1 << 30)));
    }
    const Shape shape{std::span<const int>(dims)};
    Tensor<double> tensor{shape, {}};
    for (const Json& element : json["data"]) {
        if (!element.is_number()) throw Problem("data is a list of numbers");
        tensor.data.push_back(element.get<double>());
    }
    if (tensor.data.size() != shape.size()) {
        throw Problem("the shape " + shape.text() + " has " + std::to_string(shape.size()) +
                      " elements, data " + std::to_string(tensor.data.size()));
    }
    return tensor;
}

bool bool_at(const Json& json, const char* key) {
    const auto found = json.find(key);
    if (found == json.end() || !found->is_boolean())
        throw Problem(std::string("'") + key + "' must be true or false");
    return found->get<bool>();
}

int integer_at(const Json& json, const char* key, int low, int high) {
    const double value = finite_at(json, key, low, high);
    if (value != static_cast<int>(value)) throw Problem(std::string("'") + key + "' must be a whole number");
    return static_cast<int>(value);
}

NodeId node_at(const Json& json, const char* key) {
    return NodeId{static_cast<uint32_t>(integer_at(json, key, 0, Graph::kMaxId))};
}

namespace {

std::vector<int> list_at(const Json& json, const char* key, int low, int high) {
    const auto found = json.find(key);
    if (found == json.end() || !found->is_array())
        throw Problem(std::string("'") + key + "' must be a list of whole numbers");
    std::vector<int> list;
    for (const Json& element : *found)
        list.push_back(integer_at(json_object({{key, Json(element)}}), key, low, high));
    return list;
}

}  // namespace

std::vector<NodeId> nodes_at(const Json& json, const char* key) {
    std::vector<NodeId> nodes;
    for (const int id : list_at(json, key, 0, Graph::kMaxId))
        nodes.push_back(NodeId{static_cast<uint32_t>(id)});
    return nodes;
}

std::vector<int> integers_at(const Json& json, const char* key) {
    if (!json.contains(key)) return {};
    return list_at(json, key, -(1 << 30), 1 << 30);
}

}  // namespace bp
