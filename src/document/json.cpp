#include "document/json.hpp"

#include <algorithm>
#include <cmath>

#include "base/number.hpp"
#include "base/problem.hpp"
#include "document/commands.hpp"
#include "document/json_checks.hpp"
#include "document/json_parts.hpp"
#include "document/json_writer.hpp"
#include "document/origin_json.hpp"
#include "formula/formula.hpp"
#include "graph/bounds.hpp"

namespace bp {
namespace {

constexpr std::string_view kFormat = "backprop-playground";
constexpr size_t kMaxDepth = 16;
constexpr int kMaxImageSide = 16'384;
constexpr size_t kMaxClasses = 1'000;

// --- writing

void write_node(JsonWriter& json, const Document& document, const Node& node) {
    json.open_object();
    json.field("id", number(node.id));
    json.field("op", def(node.op).info.key);
    if (!node.name.empty()) json.field("name", node.name);
    if (node.arity > 0) write_ids(json, "inputs", node.inputs());
    if (!node.attrs.empty()) json.list("attrs", node.attrs);
    if (node.op == OpKind::input) write_tensor(json, "value", view(*document.leaves.at(node.id)));
    if (node.op == OpKind::constant) write_tensor(json, "value", view(document.graph->constant(node.id)));
    json.close();
}

void write_places(JsonWriter& json, const std::map<NodeId, Point>& places) {
    json.open_object("places");
    for (const auto& [id, place] : places)
        json.list(std::to_string(number(id)).c_str(), std::array{place.x, place.y});
    json.close();
}

void write_displays(JsonWriter& json, const std::map<NodeId, Display>& displays) {
    json.open_object("displays");
    for (const auto& [id, display] : displays) {
        json.open_object(std::to_string(number(id)).c_str());
        if (display.kind == Display::Kind::classes) {
            json.field("kind", "classes");
        } else {
            json.field("kind", "image");
            json.field("rows", display.rows);
            json.field("columns", display.columns);
        }
        json.close();
    }
    json.close();
}

/// Whether the document has anything that version 1 does not know.
bool needs_version_2(const Document& document) {
    return document.origin || !document.classes.empty() || !document.displays.empty() ||
           !document.extra.empty();
}

/// The text with the numbers of each tensor on one line.
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
    throw Problem(problems::file_not_a_number, what);
}

Tensor<double> tensor_from(const Json& json, const std::string& what) {
    if (!json.is_object()) return number_from(json, what);
    check_keys(json, what, {"shape", "data"});
    const auto dims = integers(at(json, what, "shape"), below(what, "shape"), Shape::kMaxRank);
    Tensor<double> tensor{Shape(std::span<const int>(dims)), {}};
    const Json& data = at(json, what, "data");
    if (!data.is_array() || data.size() != tensor.shape.size()) {
        throw Problem(problems::file_data_size, below(what, "data"), tensor.shape.size(), tensor.shape);
    }
    for (const Json& one : data) tensor.data.push_back(number_from(one, below(what, "data")));
    return tensor;
}

struct Parts {
    std::vector<Node> nodes;
    std::map<NodeId, Tensor<double>> constants;
    std::map<NodeId, std::shared_ptr<const Tensor<double>>> leaves;
};

void read_node(const Json& json, Parts& parts) {
    const std::string what = element("nodes", parts.nodes.size());
    check_keys(json, what, {"id", "op", "name", "inputs", "attrs", "value"});
    Node node;
    node.id = id_from(at(json, what, "id"), below(what, "id"));
    const std::string key = text_at(json, what, "op");
    const OpKind* op = find_op(key);
    if (op == nullptr) throw Problem(problems::file_unknown_op, below(what, "op"), key);
    node.op = *op;
    if (json.contains("name")) node.name = text_at(json, what, "name");
    if (json.contains("inputs")) {
        for (const int id : integers(json["inputs"], below(what, "inputs"), node.input.size())) {
            node.input[node.arity++] = NodeId{static_cast<uint32_t>(std::max(id, -1))};
        }
    }
    if (json.contains("attrs"))
        node.attrs = integers(json["attrs"], below(what, "attrs"), Shape::kMaxRank + 1);
    const bool has_value = node.op == OpKind::input || node.op == OpKind::constant;
    if (json.contains("value") && !has_value)
        throw Problem(problems::file_unexpected_value, below(what, "value"));
    if (has_value) {
        Tensor<double> value = tensor_from(at(json, what, "value"), below(what, "value"));
        if (node.op == OpKind::constant) {
            parts.constants.emplace(node.id, std::move(value));
        } else {
            parts.leaves.emplace(node.id, std::make_shared<const Tensor<double>>(std::move(value)));
        }
    }
    parts.nodes.push_back(std::move(node));
}

Point place_from(const Json& json, const std::string& what) {
    if (!json.is_array() || json.size() != 2 || !json[0].is_number() || !json[1].is_number())
        throw Problem(problems::file_not_a_place, what);
    return {json[0].get<float>(), json[1].get<float>()};
}

/// The keys that concern only how the graph is shown, and the upstream gradient. They are turned into
/// commands, which check them.
void read_look(const Json& json, Document& document) {
    if (json.contains("upstream"))
        document = apply(document, SetUpstream{tensor_from(json["upstream"], "upstream")});
    if (json.contains("places")) {
        if (!json["places"].is_object()) throw Problem(problems::file_not_an_object, "places");
        Move move;
        for (const auto& [id, place] : json["places"].items())
            move.places.emplace(id_from_key(id, "places"), place_from(place, below("places", id)));
        document = apply(document, move);
    }
    if (!json.contains("groups")) return;
    if (!json["groups"].is_array()) throw Problem(problems::file_not_a_list, "groups");
    for (const Json& item : json["groups"]) {
        const std::string what = element("groups", document.groups.size());
        check_keys(item, what, {"id", "name", "nodes", "folded"});
        MakeGroup group{.nodes = {}, .name = text_at(item, what, "name")};
        for (const int id : integers(at(item, what, "nodes"), below(what, "nodes"), GraphLimit::most().nodes))
            group.nodes.push_back(NodeId{static_cast<uint32_t>(std::max(id, -1))});
        document = apply(document, group);
        Group made = std::move(document.groups.back());
        const GroupId id{number(id_from(at(item, what, "id"), below(what, "id")))};
        document.groups.pop_back();
        if (document.group(id) != nullptr) throw Problem(problems::file_group_id_twice, number(id));
        made.id = id;
        const Json& folded = at(item, what, "folded");
        if (!folded.is_boolean()) throw Problem(problems::file_not_a_boolean, below(what, "folded"));
        made.folded = folded.get<bool>();
        document.groups.push_back(std::move(made));
    }
}

/// How a tensor is displayed.
Display display_from(const Json& json, const std::string& what) {
    check_keys(json, what, {"kind", "rows", "columns"});
    const std::string kind = text_at(json, what, "kind");
    if (kind == "classes") {
        check_keys(json, what, {"kind"});
        return {.kind = Display::Kind::classes};
    }
    if (kind != "image") throw Problem(problems::file_unknown_kind, below(what, "kind"), kind);
    const auto side = [&](const char* key) {
        const int length = integer(at(json, what, key), below(what, key));
        if (length < 1 || length > kMaxImageSide)
            throw Problem(problems::file_side, below(what, key), kMaxImageSide);
        return length;
    };
    return {.kind = Display::Kind::image, .rows = side("rows"), .columns = side("columns")};
}

/// The keys that version 2 adds.
void read_version_2(const Json& json, Document& document) {
    if (json.contains("origin")) document.origin = origin_from(json["origin"]);
    if (json.contains("classes")) {
        const Json& classes = json["classes"];
        const bool texts = classes.is_array() && classes.size() <= kMaxClasses &&
                           std::ranges::all_of(classes, [](const Json& name) { return name.is_string(); });
        if (!texts) throw Problem(problems::file_classes, kMaxClasses);
        for (const Json& name : classes) {
            document.classes.push_back(name.get<std::string>());
            check_name_length(document.classes.back());
        }
    }
    if (json.contains("displays")) {
        if (!json["displays"].is_object()) throw Problem(problems::file_not_an_object, "displays");
        for (const auto& [key, display] : json["displays"].items()) {
            const NodeId id = id_from_key(key, "displays");
            if (!document.graph->contains(id)) throw Problem(problems::graph_no_node, number(id));
            document.displays.insert_or_assign(id, display_from(display, below("displays", key)));
        }
    }
    if (json.contains("extra")) {
        if (!json["extra"].is_object()) throw Problem(problems::file_not_an_object, "extra");
        document.extra = json_text(json["extra"]);
    }
}

Json parse_bounded(std::string_view text) {
    if (text.size() > kMaxJsonBytes) throw Problem(problems::file_too_large, kMaxJsonBytes >> 20);
    size_t failed_at = 0;
    Json json = parse_json(text, kMaxDepth, &failed_at);
    if (!json.is_discarded()) return json;
    const std::string_view read = text.substr(0, failed_at);  // with the character that does not fit
    const size_t line_start = read.substr(0, read.size() - !read.empty()).rfind('\n') + 1;
    throw Problem(problems::file_not_json, 1 + std::ranges::count(read.substr(0, line_start), '\n'),
                  std::max<size_t>(read.size() - line_start, 1));
}

/// Whether the text is a formula of this graph. If so, the user's own spelling is kept, including comments.
bool describes(const std::string& formula, const Graph& graph) {
    try {
        return print_formula(parse_formula(formula, unusual_leaves(graph))) == print_formula(graph);
    } catch (const Problem&) {
        return false;
    }
}

}  // namespace

std::string to_json(const Document& document) {
    JsonWriter json(true);
    json.open_object();
    json.field("format", kFormat);
    json.field("version", needs_version_2(document) ? 2 : 1);
    json.field("formula", document.formula);
    if (!document.graph->nodes().empty()) json.field("output", number(document.graph->output()));
    json.open_list("nodes");
    for (const Node& node : document.graph->nodes()) write_node(json, document, node);
    json.close();
    if (document.upstream) write_tensor(json, "upstream", view(*document.upstream));
    if (!document.places.empty()) write_places(json, document.places);
    if (!document.groups.empty()) write_groups(json, document.groups);
    if (document.origin) {
        json.open_object("origin");
        write_fields(json, *document.origin);
        json.close();
    }
    if (!document.classes.empty()) json.list("classes", document.classes);
    if (!document.displays.empty()) write_displays(json, document.displays);
    json.close();
    std::string text = with_data_in_lines(json.take());
    if (!document.extra.empty()) {
        text.resize(text.size() - 2);  // "\n}"
        text += ",\n \"extra\": " + document.extra + "\n}";
    }
    return text + "\n";
}

std::string to_openable_json(const Document& document) {
    std::string text = to_json(document);
    if (text.size() <= kMaxJsonBytes) return text;
    throw Problem(problems::file_would_be_too_large, text.size() >> 20, kMaxJsonBytes >> 20);
}

Document from_json(std::string_view text) {
    const Json json = parse_bounded(text);
    if (!json.is_object() || !json.contains("format") || json["format"] != kFormat) {
        throw Problem(problems::file_not_a_graph);
    }
    const int version = integer(at(json, "", "version"), "version");
    if (version > kJsonVersion) {
        throw Problem(problems::file_newer_version, version, kJsonVersion);
    }
    if (version < 1) throw Problem(problems::file_unknown_version);
    if (version == 1) {
        check_keys(json, "",
                   {"format", "version", "formula", "output", "nodes", "upstream", "places", "groups"});
    } else {
        check_keys(json, "",
                   {"format", "version", "formula", "output", "nodes", "upstream", "places", "groups",
                    "origin", "classes", "displays", "extra"});
    }
    const Json& nodes = at(json, "", "nodes");
    if (!nodes.is_array() || nodes.size() > GraphLimit::most().nodes) {
        throw Problem(problems::file_too_many_nodes, GraphLimit::most().nodes);
    }
    Parts parts;
    for (const Json& node : nodes) read_node(node, parts);
    if (nodes.empty()) {
        Document empty = apply({.formula = {}, .graph = {}, .leaves = {}}, NewGraph{});
        read_version_2(json, empty);
        return empty;
    }
    const NodeId output = id_from(at(json, "", "output"), "output");
    Document document;
    document.graph = std::make_shared<const Graph>(
        Graph::from_nodes(std::move(parts.nodes), std::move(parts.constants), output));
    document.leaves = std::move(parts.leaves);
    check_shapes(document);
    document.formula = json.contains("formula") ? text_at(json, "", "formula") : "";
    if (!describes(document.formula, *document.graph)) document.formula = print_formula(*document.graph);
    read_look(json, document);
    read_version_2(json, document);
    return document;
}

}  // namespace bp
