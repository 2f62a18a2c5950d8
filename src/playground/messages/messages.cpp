#include "playground/messages/messages.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/number.hpp"
#include "base/problem.hpp"
#include "document/origin_json.hpp"
#include "playground/lab/lab_json.hpp"
#include "playground/messages/command_json.hpp"
#include "playground/messages/json_fields.hpp"
#include "playground/messages/opened_json.hpp"
#include "playground/tensors/tensor_json.hpp"
#include "playground/training/training_json.hpp"
#include "playground/words/explain.hpp"

namespace bp {
namespace {

constexpr size_t kMostShown = 4096;  // elements of a tensor that a snapshot spells out

Select select_from(const Json& json) {
    using Mode = Select::Mode;
    Mode mode = Mode::set;
    if (json.contains("mode"))
        mode = choice<Mode>(json, "mode", {{"set", Mode::set}, {"add", Mode::add}, {"toggle", Mode::toggle}});
    if (json.contains("nodes")) return Select(nodes_at(json, "nodes"), mode);
    if (!json.contains("node")) throw Problem("'node' is missing");
    if (json["node"].is_null()) return {};
    return Select({node_at(json, "node")}, mode);
}

Show show_from(const Json& json) {
    return {room_named(string_at(json, "room")), json.contains("view") ? string_at(json, "view") : ""};
}

Lend lend_from(const Json& json) {
    Lend lend{.document = document_at(json, "document")};
    if (json.contains("origin")) lend.origin = origin_from(json["origin"]);
    return lend;
}

size_t index_at(const Json& json, const char* key, size_t most) {
    return static_cast<size_t>(finite_at(json, key, 0, static_cast<double>(most)));
}

LookAt look_from(const Json& json) {
    LookAt look{.node = node_at(json, "node"),
                .gradient = choice<bool>(json, "what", {{"value", false}, {"gradient", true}})};
    const auto given = [&](const char* key) { return json.contains(key) && !json[key].is_null(); };
    if (given("input")) look.input = index_at(json, "input", 2);
    if (given("element")) look.element = index_at(json, "element", Shape::kMaxSize);
    if (given("view")) look.view = string_at(json, "view");
    return look;
}

Check check_from(const Json& json) {
    Check check;
    if (json.contains("h")) check.step = number_at(json, "h");
    if (json.contains("leaf")) check.leaf = string_at(json, "leaf");
    check.run = json.contains("run") && json["run"] == true;
    return check;
}

HuntBug hunt_from(const Json& json) {
    using Order = HuntBug::Order;
    HuntBug hunt;
    hunt.order = choice<Order>(json, "order",
                               {{"start", Order::start},
                                {"probe", Order::probe},
                                {"accuse", Order::accuse},
                                {"guess", Order::guess},
                                {"stop", Order::stop}});
    if (json.contains("seed")) hunt.seed = static_cast<uint64_t>(finite_at(json, "seed", 0, 9e15));
    if (json.contains("graph")) hunt.graph = string_at(json, "graph");
    if (hunt.order == Order::probe || hunt.order == Order::accuse) hunt.node = node_at(json, "node");
    if (hunt.order == Order::guess) hunt.line = index_at(json, "line", 1000);
    return hunt;
}

}  // namespace

Action parse_action(std::string_view text) {
    const Json json = parsed(text);
    const std::string type = string_at(json, "type");
    if (const auto command = parse_command(type, json)) return *command;
    if (type == "undo") return Undo{};
    if (type == "redo") return Redo{};
    if (type == "show") return show_from(json);
    if (type == "lend") return lend_from(json);
    if (type == "give_back") return GiveBack{};
    if (type == "language")
        return SetLanguage{choice<Language>(json, "language", {{"en", Language::en}, {"ko", Language::ko}})};
    if (type == "select") return select_from(json);
    if (type == "walk") {
        using Step = MoveWalk::Move;
        MoveWalk walk{.move = choice<Step>(json, "move",
                                           {{"start", Step::start},
                                            {"back", Step::back},
                                            {"step", Step::step},
                                            {"end", Step::end},
                                            {"off", Step::off},
                                            {"to", Step::to}})};
        if (walk.move == Step::to) walk.node = node_at(json, "node");
        return walk;
    }
    if (type == "align") {
        using Edge = Align::Edge;
        return Align{choice<Edge>(json, "edge",
                                  {{"left", Edge::left},
                                   {"centre", Edge::centre},
                                   {"right", Edge::right},
                                   {"top", Edge::top},
                                   {"middle", Edge::middle},
                                   {"bottom", Edge::bottom},
                                   {"spread_x", Edge::spread_x},
                                   {"spread_y", Edge::spread_y}})};
    }
    if (type == "paste") return Paste{string_at(json, "text")};
    if (type == "edge_widths") return ShowEdgeWidths{bool_at(json, "on")};
    if (type == "palette") return ShowPalette{bool_at(json, "open")};
    if (type == "look_at") return look_from(json);
    if (type == "move_window") {
        return MoveWindow{
            node_at(json, "node"),
            {index_at(json, "row", Shape::kMaxSize), index_at(json, "column", Shape::kMaxSize)}};
    }
    if (type == "set_cells") {
        const bool upstream = json.contains("upstream") && json["upstream"] == true;
        return SetCells{.name = upstream ? std::string() : string_at(json, "name"),
                        .upstream = upstream,
                        .element = index_at(json, "element", Shape::kMaxSize),
                        .columns = index_at(json, "columns", Shape::kMaxSize),
                        .text = string_at(json, "text")};
    }
    if (type == "set_shape") return SetShape{string_at(json, "name"), string_at(json, "shape")};
    if (type == "train") {
        using Order = Train::Order;
        Train train{choice<Order>(json, "order",
                                  {{"start", Order::start},
                                   {"pause", Order::pause},
                                   {"step", Order::step},
                                   {"epoch", Order::epoch},
                                   {"reset", Order::reset},
                                   {"new_seed", Order::new_seed},
                                   {"keep", Order::keep},
                                   {"drop", Order::drop},
                                   {"look", Order::look},
                                   {"rewind", Order::rewind},
                                   {"resume", Order::resume},
                                   {"discard", Order::discard}})};
        if (json.contains("iteration") && !json["iteration"].is_null())
            train.iteration = integer_at(json, "iteration", 0, TrainingSettings::kMostIterations);
        return train;
    }
    if (type == "set_training") return settings_change_from(json);
    if (type == "charts") return SetCharts{bool_at(json, "logarithmic")};
    if (type == "check") return check_from(json);
    if (type == "hunt") return hunt_from(json);
    throw Problem("there is no action '" + type + "'");
}

namespace {

Json to_json(const View<double>& tensor) {
    const auto number = [](double x) { return std::isfinite(x) ? Json(x) : Json(exact(x)); };
    if (tensor.shape->is_scalar()) return number(tensor[0]);
    Json json =
        json_object({{"shape", std::vector<int>(tensor.shape->dims().begin(), tensor.shape->dims().end())}});
    if (tensor.size() > kMostShown) return json;
    Json data = Json::array();
    for (const double x : tensor.span()) data.push_back(number(x));
    set(json, "data", std::move(data));
    return json;
}

Json node_json(Execution<double>& execution, const Node& node, const Walk* walk) {
    Json inputs = Json::array();
    for (const NodeId input : node.inputs()) inputs.push_back(number(input));
    const View<double> value = execution.value(node.id);
    const bool value_shown = walk == nullptr || walk->value_shown(node.id);
    const bool gradient_shown = walk == nullptr || walk->gradient_shown(node.id);
    Json json = json_object({{"id", number(node.id)},
                             {"name", node.name},
                             {"op", def(node.op).info.key},
                             {"glyph", def(node.op).info.glyph},
                             {"inputs", std::move(inputs)},
                             {"output", node.id == execution.output()},
                             {"value", to_json(value)},
                             {"valueText", value_shown ? exact(value) : ""},
                             {"grad", nullptr},
                             {"gradText", ""}});
    if (!value.shape->is_scalar()) set(json, "valueBrief", value_shown ? brief(value) : "");
    if (!node.attrs.empty()) set(json, "attrs", node.attrs);
    if (execution.has_grad(node.id)) {
        set(json, "grad", to_json(execution.grad(node.id)));
        if (gradient_shown) set(json, "gradText", exact(execution.grad(node.id)));
        if (gradient_shown && !value.shape->is_scalar())
            set(json, "gradBrief", brief(execution.grad(node.id)));
    }
    return json;
}

Json ids_json(std::span<const NodeId> ids) {
    Json json = Json::array();
    for (const NodeId id : ids) json.push_back(number(id));
    return json;
}

Json groups_json(const Document& document) {
    Json json = Json::array();
    for (const Group& group : document.groups) {
        json.push_back(json_object({{"id", number(group.id)},
                                    {"name", group.name},
                                    {"nodes", ids_json(group.nodes)},
                                    {"folded", group.folded}}));
    }
    return json;
}

Json proof_json(const EqualityProof& proof, const Graph& graph) {
    Json rows = Json::array();
    for (const auto& row : proof.rows) {
        rows.push_back(json_object({{"leaf", graph.label(row.leaf)},
                                    {"before", brief(view(row.before))},
                                    {"after", brief(view(row.after))},
                                    {"difference", brief(row.difference)}}));
    }
    return json_object({{"rows", std::move(rows)},
                        {"value", brief(proof.value_difference)},
                        {"largest", brief(proof.largest_difference)}});
}

Json walk_json(const Walk& walk) {
    constexpr std::array<std::string_view, 3> kPhases{"forward", "backward", "done"};
    return json_object({{"position", walk.position()},
                        {"length", walk.length()},
                        {"phase", kPhases[static_cast<size_t>(walk.phase())]},
                        {"backward", walk.active_is_backward()}});
}

Json explanation_json(const Explanation& about) {
    Json terms = Json::array();
    for (const auto& term : about.terms) {
        terms.push_back(json_object({{"node", number(term.node)},
                                     {"input", term.input},
                                     {"derivative", term.derivative},
                                     {"upstream", term.upstream},
                                     {"local", term.local},
                                     {"downstream", term.downstream},
                                     {"sentence", term.sentence}}));
    }
    Json parts = Json::array();
    for (const auto& part : about.parts)
        parts.push_back(json_object({{"from", part.from}, {"value", part.value}}));
    return json_object({{"node", number(about.node)},
                        {"title", about.title},
                        {"formula", about.formula},
                        {"forward", about.forward},
                        {"value", about.value},
                        {"gradient", about.gradient},
                        {"backward", about.backward},
                        {"terms", std::move(terms)},
                        {"parts", std::move(parts)},
                        {"sum", about.sum}});
}

}  // namespace

std::string Playground::snapshot(size_t most_nodes) {
    const Document& now = document();
    Json nodes = Json::array();
    for (const Node& node : now.graph->nodes()) {
        if (nodes.size() == most_nodes) break;
        nodes.push_back(node_json(*execution_, node, walk_ ? &*walk_ : nullptr));
    }
    Json examples = Json::array();
    for (const Preset& preset : presets()) {
        examples.push_back(
            {{"key", preset.key}, {"title", text(language_, "preset." + std::string(preset.key))}});
    }
    Json json = json_object({{"revision", revision_},
                             {"language", code(language_)},
                             {"room", kRooms[static_cast<size_t>(room_)]},
                             {"view", view()},
                             {"lent", is_lent()},
                             {"origin", nullptr},
                             {"preset", preset()},
                             {"presets", std::move(examples)},
                             {"formula", document().formula},
                             {"canUndo", history_.can_undo()},
                             {"canRedo", history_.can_redo()},
                             {"notice", nullptr},
                             {"walk", nullptr},
                             {"explanation", nullptr},
                             {"lab", nullptr},
                             {"tensors", nullptr},
                             {"nodes", std::move(nodes)},
                             {"nodeCount", now.graph->nodes().size()},
                             {"output", nullptr},
                             {"upstream", nullptr},
                             {"selection", ids_json(selection_)},
                             {"groups", groups_json(now)},
                             {"moved", !now.places.empty()},
                             {"proof", nullptr},
                             {"palette", palette_},
                             {"edgeWidths", edge_widths_},
                             {"nudge", nullptr},
                             {"training", training_json(training_, language_)}});
    if (walk_) set(json, "walk", walk_json(*walk_));
    if (now.origin) set(json, "origin", opened_json(now, *execution_));
    if (!now.graph->nodes().empty()) {
        set(json, "output", number(execution_->output()));
        set(json, "upstream", to_json(execution_->upstream()));
    }
    if (nudge_) {
        set(json, "nudge",
            json_object({{"node", number(nudge_->node)},
                         {"predicted", nudge_->predicted},
                         {"actual", nudge_->actual}}));
    }
    if (proof_) set(json, "proof", proof_json(*proof_, *now.graph));
    if (selected()) {
        Json explanation = explanation_json(explain(*execution_, now, *selected(), language_));
        set(explanation, "canUnfold", !def(now.graph->node(*selected()).op).info.parts[0].empty());
        set(explanation, "canFold", can_fold(*now.graph, *selected()));
        set(json, "explanation", std::move(explanation));
    }
    if (room_ == Room::check) set(json, "lab", lab_json(lab_, *execution_));
    if (const auto story = tensors()) set(json, "tensors", tensors_json(*story));
    if (notice_) {
        Json notice = json_object({{"kind", notice_->kind == Notice::Kind::problem ? "problem" : "warning"},
                                   {"text", notice_->text}});
        if (notice_->where) {
            set(notice, "line", notice_->where->line);
            set(notice, "column", notice_->where->column);
            set(notice, "length", notice_->where->length);
        }
        set(json, "notice", std::move(notice));
    }
    return json_text(json);
}

}  // namespace bp
