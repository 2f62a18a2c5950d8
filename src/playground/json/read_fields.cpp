#include "playground/json/read_fields.hpp"

#include <algorithm>
#include <cmath>

#include "base/number.hpp"
#include "base/problem.hpp"
#include "base/typed_number.hpp"
#include "document/json.hpp"
#include "document/origin_json.hpp"
#include "playground/json/message_json.hpp"

namespace bp {
namespace {

using Refusal = problems::Key<void(problems::Code)>;

[[noreturn]] void refuse(const JsonAt& at, Refusal problem) { throw Problem(problem, at.key); }

double number_at(const JsonAt& at) {
    if (!at.json.is_number()) refuse(at, problems::action_not_a_number);
    const double value = at.json.get<double>();
    if (!(value >= at.bounds.low && value <= at.bounds.high)) refuse(at, problems::action_out_of_range);
    return value;
}

/// A whole number, within the bounds and this.
double whole_at(const JsonAt& at, double low, double high) {
    const double value =
        number_at({at.json, at.key, {std::max(at.bounds.low, low), std::min(at.bounds.high, high)}});
    if (value != std::floor(value)) refuse(at, problems::action_not_an_integer);
    return value;
}

uint32_t id_at(const JsonAt& at) { return static_cast<uint32_t>(whole_at(at, 0, Graph::kMaxId)); }

constexpr double kLargestWhole = 1 << 30;

}  // namespace

Json parsed(std::string_view text) {
    constexpr size_t kMost = size_t{16} << 20;
    if (text.size() > kMost) throw Problem(problems::action_too_long);
    Json json = parse_json(text);
    if (!json.is_object()) throw Problem(problems::action_not_an_object);
    return json;
}

const Json* value_at(const Json& object, const char* key, bool required) {
    const auto found = object.find(key);
    if (found != object.end()) return &*found;
    if (required) throw Problem(problems::action_missing, key);
    return nullptr;
}

void read_value(const JsonAt& at, bool& value) {
    if (!at.json.is_boolean()) refuse(at, problems::action_not_a_boolean);
    value = at.json.get<bool>();
}

void read_value(const JsonAt& at, double& value) { value = number_at(at); }

void read_value(const JsonAt& at, float& value) {
    value = at.json.is_null() ? std::nanf("") : static_cast<float>(number_at(at));
}

void read_value(const JsonAt& at, int& value) {
    value = static_cast<int>(whole_at(at, -kLargestWhole, kLargestWhole));
}

uint64_t read_whole(const JsonAt& at) {
    constexpr double kLargestExact = 9007199254740992;  // 2⁵³
    return static_cast<uint64_t>(whole_at(at, 0, kLargestExact));
}

void read_value(const JsonAt& at, std::string& value) {
    if (!at.json.is_string()) refuse(at, problems::action_not_a_text);
    value = at.json.get<std::string>();
}

void read_value(const JsonAt& at, NodeId& value) { value = NodeId{id_at(at)}; }

void read_value(const JsonAt& at, GroupId& value) { value = GroupId{id_at(at)}; }

void read_value(const JsonAt& at, OpKind& value) {
    std::string key;
    read_value(at, key);
    const OpKind* op = find_op(key);
    if (op == nullptr) throw Problem(problems::action_unknown_op, key);
    value = *op;
}

void read_value(const JsonAt& at, Point& value) {
    const Json& json = at.json;
    if (!json.is_array() || json.size() != 2 || !json[0].is_number() || !json[1].is_number())
        throw Problem(problems::action_not_a_place);
    value = {json[0].get<float>(), json[1].get<float>()};
}

std::string written_text(const Json& json) {
    std::string text;
    if (json.is_string()) {
        text = json.get<std::string>();
    } else if (json.is_array()) {
        for (const Json& part : json) text.append(text.empty() ? "" : ", ").append(written_text(part));
    } else {
        text = json_text(json);
    }
    return typed_start(text);
}

Problem in_field(const Problem& problem, const Json& json) {
    const Json* const name = value_at(json, "name", false);
    if (problem.id() != ProblemId::tensor_not_a_number || name == nullptr || !name->is_string())
        return problem;
    return Problem(problems::tensor_field, written_text(*name), problem.message());
}

namespace {

double element_at(const JsonAt& at) {
    if (at.json.is_number()) return at.json.get<double>();
    if (!at.json.is_string()) refuse(at, problems::action_not_a_number);
    if (const auto number = typed_number(at.json.get<std::string>())) return *number;
    throw Problem(problems::tensor_not_a_number, written_text(at.json));
}

}  // namespace

void read_value(const JsonAt& at, Tensor<double>& value) {
    const Json& json = at.json;
    if (!json.is_object()) {
        value = element_at(at);
        return;
    }
    if (!json.contains("shape") || !json.contains("data")) throw Problem(problems::action_not_a_value);
    std::vector<int> dims;
    for (const Json& dim : json["shape"]) {
        if (!dim.is_number_integer()) throw Problem(problems::action_shape_not_integers);
        dims.push_back(static_cast<int>(std::clamp<int64_t>(dim.get<int64_t>(), -1, 1 << 30)));
    }
    const Shape shape{std::span<const int>(dims)};
    value = {shape, {}};
    for (const Json& element : json["data"]) value.data.push_back(element_at({element, "data"}));
    if (value.data.size() != shape.size()) {
        throw Problem(problems::action_data_size, shape, shape.size(), value.data.size());
    }
}

void read_value(const JsonAt& at, std::vector<std::pair<std::string, Tensor<double>>>& value) {
    for (const auto& [name, tensor] : object_at(at).items())
        read_value({tensor, at.key}, value.emplace_back(name, Tensor<double>{}).second);
}

void read_value(const JsonAt& at, std::map<NodeId, Point>& value) {
    for (const auto& [id, place] : object_at(at).items()) {
        const auto number = parse_number(id);
        if (!number) throw Problem(problems::action_not_a_node, id);
        read_value({place, at.key}, value[NodeId{id_at({Json(*number), at.key})}]);
    }
}

void read_value(const JsonAt& at, WeightInit& value) {
    if (at.json.is_number()) {
        value = {WeightInit::Rule::fixed, at.json.get<double>()};
    } else if (at.json == "he") {
        value = {WeightInit::Rule::he};
    } else if (at.json == "xavier") {
        value = {WeightInit::Rule::xavier};
    } else {
        throw Problem(problems::settings_weight_init, written_text(at.json));
    }
}

void read_value(const JsonAt& at, Origin& value) { value = origin_from(at.json); }

void read_value(const JsonAt& at, std::optional<Message>& value) { value = message_from(object_at(at)); }

void read_value(const JsonAt& at, std::shared_ptr<const Document>& value) {
    const bool is_text = at.json.is_string();
    value = std::make_shared<const Document>(
        from_json(is_text ? at.json.get<std::string>() : json_text(at.json)));
}

size_t read_name(const JsonAt& at, std::span<const std::string_view> names) {
    std::string text;
    read_value(at, text);
    const auto found = std::ranges::find(names, text);
    if (found == names.end()) throw Problem(problems::action_unknown_choice, at.key, text);
    return static_cast<size_t>(found - names.begin());
}

const Json& list_at(const JsonAt& at) {
    if (!at.json.is_array()) refuse(at, problems::action_not_a_list);
    return at.json;
}

const Json& object_at(const JsonAt& at) {
    if (!at.json.is_object()) refuse(at, problems::action_not_by_name);
    return at.json;
}

}  // namespace bp
