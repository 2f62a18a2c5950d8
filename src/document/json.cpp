#include "document/json.hpp"

#include <algorithm>
#include <cmath>

#include "base/number.hpp"
#include "base/problem.hpp"
#include "document/commands.hpp"
#include "document/json_checks.hpp"
#include "document/json_text.hpp"
#include "document/origin_json.hpp"
#include "formula/formula.hpp"

namespace bp {
namespace {

constexpr std::string_view kFormat = "backprop-playground";
constexpr size_t kMaxDepth = 16;
constexpr int kMaxImageSide = 16'384;
constexpr size_t kMaxClasses = 1'000;
constexpr size_t kMaxNodes = 1'000'000;

// --- writing

Json number_json(double x) { return std::isfinite(x) ? Json(x) : Json(exact(x)); }

Json tensor_json(const Tensor<double>& tensor) {
    if (tensor.shape.is_scalar()) return number_json(tensor.data[0]);
    Json data = Json::array();
    for (const double x : tensor.data) data.push_back(number_json(x));
    return json_object({{"shape", std::vector<int>(tensor.shape.dims().begin(), tensor.shape.dims().end())},
                        {"data", std::move(data)}});
}

Json node_json(const Document& document, const Node& node) {
    Json json = json_object({{"id", number(node.id)}, {"op", def(node.op).info.key}});
    if (!node.name.empty()) set(json, "name", node.name);
    if (node.arity > 0) {
        for (const NodeId input : node.inputs()) json["inputs"].push_back(number(input));
    }
    if (!node.attrs.empty()) set(json, "attrs", node.attrs);
    if (node.op == OpKind::input) set(json, "value", tensor_json(*document.leaves.at(node.id)));
    if (node.op == OpKind::constant) set(json, "value", tensor_json(document.graph->constant(node.id)));
    return json;
}

Json places_json(const std::map<NodeId, Point>& places) {
    Json json = Json::object();
    for (const auto& [id, place] : places)
        set(json, std::to_string(number(id)).c_str(), std::vector<float>{place.x, place.y});
    return json;
}

Json groups_json(const std::vector<Group>& groups) {
    Json json = Json::array();
    for (const Group& group : groups) {
        Json nodes = Json::array();
        for (const NodeId id : group.nodes) nodes.push_back(number(id));
        json.push_back(json_object({{"id", number(group.id)},
                                    {"name", group.name},
                                    {"nodes", std::move(nodes)},
                                    {"folded", group.folded}}));
    }
    return json;
}

Json displays_json(const std::map<NodeId, Display>& displays) {
    Json json = Json::object();
    for (const auto& [id, display] : displays) {
        Json as =
            display.kind == Display::Kind::classes
                ? json_object({{"kind", "classes"}})
                : json_object({{"kind", "image"}, {"rows", display.rows}, {"columns", display.columns}});
        set(json, std::to_string(number(id)).c_str(), std::move(as));
    }
    return json;
}

/// Whether it holds what version 1 does not know.
bool needs_version_2(const Document& document) {
    return document.origin || !document.classes.empty() || !document.displays.empty() ||
           !document.extra.empty();
}

/// The text with the numbers of a tensor in one line.
std::string with_data_in_lines(const std::string& text) {
    constexpr std::string_view kData = "\"data\": [";
    std::string result;
    result.reserve(text.size());
    size_t done = 0;
    for (size_t at = text.find(kData); at != std::string::npos; at = text.find(kData, done)) {
        const size_t end = text.find(']', at);
        result.append(text, done, at + kData.size() - done);
        for (size_t i = at + kData.size(); i < end; ++i) {
            if (text[i] == '\n') {
                if (text[i - 1] == ',') result += ' ';
            } else if (text[i] != ' ') {
                result += text[i];
            }
        }
        done = end;
    }
    return result.append(text, done);
}

// --- reading

double number_from(const Json& json, const std::string& what) {
    if (json.is_number()) return json.get<double>();
    if (json.is_string()) {
        const auto text = json.get<std::string>();
        if (text == "nan" || text == "inf" || text == "-inf") return *parse_number(text);
    }
    throw Problem("the value of " + what + " is not a number");
}

Tensor<double> tensor_from(const Json& json, const std::string& what) {
    if (!json.is_object()) return number_from(json, what);
    check_keys(json, "the value of " + what, {"shape", "data"});
    const auto dims = integers(at(json, what, "shape"), "the shape of " + what, Shape::kMaxRank);
    Tensor<double> tensor{Shape(std::span<const int>(dims)), {}};
    const Json& data = at(json, what, "data");
    if (!data.is_array() || data.size() != tensor.shape.size()) {
        throw Problem("the data of " + what + " does not have the " + std::to_string(tensor.shape.size()) +
                      " elements of the shape " + tensor.shape.text());
    }
    for (const Json& element : data) tensor.data.push_back(number_from(element, what));
    return tensor;
}

struct Parts {
    std::vector<Node> nodes;
    std::map<NodeId, Tensor<double>> constants;
    std::map<NodeId, std::shared_ptr<const Tensor<double>>> leaves;
};

void read_node(const Json& json, Parts& parts) {
    const std::string place = "node number " + std::to_string(parts.nodes.size() + 1) + " of the file";
    check_keys(json, place, {"id", "op", "name", "inputs", "attrs", "value"});
    Node node;
    node.id = id_from(at(json, place, "id"), "the id of " + place);
    const std::string what = "node " + std::to_string(number(node.id));
    const std::string key = text_at(json, what, "op");
    const OpKind* op = find_op(key);
    if (op == nullptr) throw Problem(what + " has the op '" + key + "', which does not exist");
    node.op = *op;
    if (json.contains("name")) node.name = text_at(json, what, "name");
    if (json.contains("inputs")) {
        for (const int id : integers(json["inputs"], "the inputs of " + what, node.input.size())) {
            node.input[node.arity++] = NodeId{static_cast<uint32_t>(std::max(id, -1))};
        }
    }
    if (json.contains("attrs"))
        node.attrs = integers(json["attrs"], "the settings of " + what, Shape::kMaxRank + 1);
    const bool has_value = node.op == OpKind::input || node.op == OpKind::constant;
    if (json.contains("value") && !has_value)
        throw Problem(what + " has a value, but is no input or constant");
    if (has_value) {
        Tensor<double> value = tensor_from(at(json, what, "value"), what);
        if (node.op == OpKind::constant) {
            parts.constants.emplace(node.id, std::move(value));
        } else {
            parts.leaves.emplace(node.id, std::make_shared<const Tensor<double>>(std::move(value)));
        }
    }
    parts.nodes.push_back(std::move(node));
}

double coordinate(const Json& json) {
    if (!json.is_number()) throw Problem("a place in the file is not two numbers");
    return json.get<double>();
}

/// What only concerns how the graph is shown, and the upstream gradient; all in the words of commands, which
/// check it.
void read_look(const Json& json, Document& document) {
    if (json.contains("upstream"))
        document = apply(document, SetUpstream{tensor_from(json["upstream"], "the upstream gradient")});
    if (json.contains("places")) {
        if (!json["places"].is_object()) throw Problem("the places in the file are no object");
        Move move;
        for (const auto& [id, place] : json["places"].items()) {
            if (!place.is_array() || place.size() != 2)
                throw Problem("a place in the file is not two numbers");
            move.places.emplace(
                id_from_key(id, "a place in the file"),
                Point{static_cast<float>(coordinate(place[0])), static_cast<float>(coordinate(place[1]))});
        }
        document = apply(document, move);
    }
    if (!json.contains("groups")) return;
    if (!json["groups"].is_array()) throw Problem("the groups in the file are no list");
    for (const Json& item : json["groups"]) {
        check_keys(item, "a group in the file", {"id", "name", "nodes", "folded"});
        MakeGroup group{.nodes = {}, .name = text_at(item, "a group in the file", "name")};
        for (const int id :
             integers(at(item, "a group in the file", "nodes"), "the nodes of a group", kMaxNodes))
            group.nodes.push_back(NodeId{static_cast<uint32_t>(std::max(id, -1))});
        document = apply(document, group);
        Group made = std::move(document.groups.back());
        const GroupId id{number(id_from(at(item, "a group in the file", "id"), "the id of a group"))};
        document.groups.pop_back();
        if (document.group(id) != nullptr) throw Problem("the id of a group in the file is used twice");
        made.id = id;
        const Json& folded = at(item, "a group in the file", "folded");
        if (!folded.is_boolean()) throw Problem("'folded' of a group in the file is not true or false");
        made.folded = folded.get<bool>();
        document.groups.push_back(std::move(made));
    }
}

/// How a tensor is displayed.
Display display_from(const Json& json) {
    const std::string what = "a display in the file";
    check_keys(json, what, {"kind", "rows", "columns"});
    const std::string kind = text_at(json, what, "kind");
    if (kind == "classes") {
        check_keys(json, what, {"kind"});
        return {.kind = Display::Kind::classes};
    }
    if (kind != "image")
        throw Problem("a display in the file has the kind '" + kind + "', which does not exist");
    const auto side = [&](const char* key) {
        const int length = integer(at(json, what, key), "'" + std::string(key) + "' of " + what);
        if (length < 1 || length > kMaxImageSide)
            throw Problem("an image in the file has a side that is not from 1 to " +
                          std::to_string(kMaxImageSide));
        return length;
    };
    return {.kind = Display::Kind::image, .rows = side("rows"), .columns = side("columns")};
}

/// What version 2 adds.
void read_version_2(const Json& json, Document& document) {
    if (json.contains("origin")) document.origin = origin_from(json["origin"]);
    if (json.contains("classes")) {
        const Json& classes = json["classes"];
        const bool texts = classes.is_array() && classes.size() <= kMaxClasses &&
                           std::ranges::all_of(classes, [](const Json& name) { return name.is_string(); });
        if (!texts)
            throw Problem("the classes in the file are not a list of at most " + std::to_string(kMaxClasses) +
                          " texts");
        for (const Json& name : classes) document.classes.push_back(name.get<std::string>());
    }
    if (json.contains("displays")) {
        if (!json["displays"].is_object()) throw Problem("the displays in the file are no object");
        for (const auto& [key, display] : json["displays"].items()) {
            const NodeId id = id_from_key(key, "a display in the file");
            if (!document.graph->contains(id))
                throw Problem("there is no node " + std::to_string(number(id)));
            document.displays.insert_or_assign(id, display_from(display));
        }
    }
    if (json.contains("extra")) {
        if (!json["extra"].is_object()) throw Problem("'extra' of the file is no object");
        document.extra = json_text(json["extra"]);
    }
}

Json parse_bounded(std::string_view text) {
    if (text.size() > kMaxJsonBytes) throw Problem("the file is larger than 64 MB");
    Json json = parse_json(text, kMaxDepth);
    if (json.is_discarded()) throw Problem("the file is not JSON");
    return json;
}

/// Whether the text is a formula of this graph: the user's own spelling, comments and all, is then kept.
bool describes(const std::string& formula, const Graph& graph) {
    try {
        return print_formula(parse_formula(formula)) == print_formula(graph);
    } catch (const Problem&) {
        return false;
    }
}

}  // namespace

std::string to_json(const Document& document) {
    const int version = needs_version_2(document) ? 2 : 1;
    Json json = json_object({{"format", kFormat}, {"version", version}, {"formula", document.formula}});
    if (!document.graph->nodes().empty()) set(json, "output", number(document.graph->output()));
    Json nodes = Json::array();
    for (const Node& node : document.graph->nodes()) nodes.push_back(node_json(document, node));
    set(json, "nodes", std::move(nodes));
    if (document.upstream) set(json, "upstream", tensor_json(*document.upstream));
    if (!document.places.empty()) set(json, "places", places_json(document.places));
    if (!document.groups.empty()) set(json, "groups", groups_json(document.groups));
    if (document.origin) set(json, "origin", origin_json(*document.origin));
    if (!document.classes.empty()) set(json, "classes", document.classes);
    if (!document.displays.empty()) set(json, "displays", displays_json(document.displays));
    std::string text = with_data_in_lines(json_text(json, true));
    if (!document.extra.empty()) {
        text.resize(text.size() - 2);  // "\n}"
        text += ",\n \"extra\": " + document.extra + "\n}";
    }
    return text + "\n";
}

Document from_json(std::string_view text) {
    const Json json = parse_bounded(text);
    if (!json.is_object() || !json.contains("format") || json["format"] != kFormat) {
        throw Problem("the file is not a Backprop Playground graph");
    }
    const int version = integer(at(json, "the file", "version"), "the version");
    if (version > kJsonVersion) {
        throw Problem("the file has version " + std::to_string(version) + "; the newest known here is " +
                      std::to_string(kJsonVersion));
    }
    if (version < 1) throw Problem("the file has no known version");
    if (version == 1) {
        check_keys(json, "the file",
                   {"format", "version", "formula", "output", "nodes", "upstream", "places", "groups"});
    } else {
        check_keys(json, "the file",
                   {"format", "version", "formula", "output", "nodes", "upstream", "places", "groups",
                    "origin", "classes", "displays", "extra"});
    }
    const Json& nodes = at(json, "the file", "nodes");
    if (!nodes.is_array() || nodes.size() > kMaxNodes) {
        throw Problem("the file needs a list of at most " + std::to_string(kMaxNodes) + " nodes");
    }
    Parts parts;
    for (const Json& node : nodes) read_node(node, parts);
    if (nodes.empty()) {
        Document empty = apply({.formula = {}, .graph = {}, .leaves = {}}, NewGraph{});
        read_version_2(json, empty);
        return empty;
    }
    const NodeId output = id_from(at(json, "the file", "output"), "the output's id");
    Document document;
    document.graph = std::make_shared<const Graph>(
        Graph::from_nodes(std::move(parts.nodes), std::move(parts.constants), output));
    document.leaves = std::move(parts.leaves);
    check_shapes(document);
    document.formula = json.contains("formula") ? text_at(json, "the file", "formula") : "";
    if (!describes(document.formula, *document.graph)) document.formula = print_formula(*document.graph);
    read_look(json, document);
    read_version_2(json, document);
    return document;
}

}  // namespace bp
