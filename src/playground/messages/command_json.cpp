#include "playground/messages/command_json.hpp"

#include "base/number.hpp"
#include "base/problem.hpp"

namespace bp {
namespace {

const Json& field(const Json& json, const char* key) {
    const auto found = json.find(key);
    if (found == json.end()) throw Problem(std::string("'") + key + "' is missing");
    return *found;
}

int gesture(const Json& json) {
    return json.contains("gesture") ? integer_at(json, "gesture", 0, 1 << 30) : 0;
}

Point point(const Json& json) {
    if (!json.is_array() || json.size() != 2 || !json[0].is_number() || !json[1].is_number())
        throw Problem("a place is a list of two numbers");
    return {json[0].get<float>(), json[1].get<float>()};
}

GroupId group(const Json& json) {
    return GroupId{static_cast<uint32_t>(integer_at(json, "group", 0, 1 << 30))};
}

size_t input(const Json& json) { return static_cast<size_t>(integer_at(json, "input", 0, 2)); }

AddOp add_op(const Json& json) {
    const std::string key = string_at(json, "op");
    const OpKind* op = find_op(key);
    if (op == nullptr) throw Problem("there is no op '" + key + "'");
    AddOp command{.op = *op, .attrs = integers_at(json, "attrs")};
    if (json.contains("inputs")) {
        if (!json["inputs"].is_array()) throw Problem("'inputs' must be a list of nodes or null");
        for (const Json& id : json["inputs"]) {
            command.inputs.push_back(id.is_null()
                                         ? std::nullopt
                                         : std::optional(node_at(json_object({{"node", Json(id)}}), "node")));
        }
    }
    if (json.contains("name")) command.name = string_at(json, "name");
    if (json.contains("value")) command.value = tensor_from(json["value"]);
    if (json.contains("at")) command.at = point(json["at"]);
    return command;
}

SetLeaves set_leaves(const Json& json) {
    const Json& values = field(json, "values");
    if (!values.is_object()) throw Problem("'values' must be an object of values by name");
    SetLeaves command;
    for (const auto& [name, value] : values.items()) command.values.emplace_back(name, tensor_from(value));
    return command;
}

SetUpstream set_upstream(const Json& json) {
    const Json& value = field(json, "value");
    if (value.is_null()) return {};
    return {.value = tensor_from(value), .gesture = gesture(json)};
}

Move move(const Json& json) {
    const Json& places = field(json, "places");
    if (!places.is_object()) throw Problem("'places' must be an object of places by node");
    Move command{.places = {}, .gesture = gesture(json)};
    for (const auto& [id, place] : places.items()) {
        const auto node = parse_number(id);
        if (!node) throw Problem("'" + id + "' is not a node");
        command.places.emplace(node_at(json_object({{"node", *node}}), "node"), point(place));
    }
    return command;
}

}  // namespace

std::optional<Command> parse_command(std::string_view type, const Json& json) {
    if (type == "set_leaf")
        return SetLeaf{string_at(json, "name"), tensor_from(field(json, "value")), gesture(json)};
    if (type == "set_leaves") return set_leaves(json);
    if (type == "set_constant")
        return SetConstant{node_at(json, "node"), tensor_from(field(json, "value")), gesture(json)};
    if (type == "set_formula") return SetFormula{string_at(json, "text")};
    if (type == "load_preset") return LoadPreset{string_at(json, "name")};
    if (type == "load_document") return LoadDocument{document_at(json, "document")};
    if (type == "new") return NewGraph{};
    if (type == "add_op") return add_op(json);
    if (type == "add_formula") return AddFormula{string_at(json, "text")};
    if (type == "connect") return Connect{node_at(json, "from"), node_at(json, "to"), input(json)};
    if (type == "disconnect") return Disconnect{node_at(json, "to"), input(json)};
    if (type == "remove") return Remove{nodes_at(json, "nodes")};
    if (type == "duplicate") return Duplicate{nodes_at(json, "nodes")};
    if (type == "rename") return Rename{node_at(json, "node"), string_at(json, "name")};
    if (type == "set_attrs") return SetAttrs{node_at(json, "node"), integers_at(json, "attrs")};
    if (type == "set_output") return SetOutput{node_at(json, "node")};
    if (type == "set_upstream") return set_upstream(json);
    if (type == "move") return move(json);
    if (type == "tidy") return Tidy{};
    if (type == "group")
        return MakeGroup{nodes_at(json, "nodes"), json.contains("name") ? string_at(json, "name") : ""};
    if (type == "ungroup") return Ungroup{group(json)};
    if (type == "fold_group") return FoldGroup{group(json), bool_at(json, "folded")};
    if (type == "rename_group") return RenameGroup{group(json), string_at(json, "name")};
    if (type == "fold") return Fold{node_at(json, "node")};
    if (type == "unfold") return Unfold{node_at(json, "node")};
    return {};
}

}  // namespace bp
