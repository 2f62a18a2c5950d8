#include <algorithm>
#include <array>
#include <cmath>

#include "base/number.hpp"
#include "base/problem.hpp"
#include "document/origin_json.hpp"
#include "playground/lab/lab_json.hpp"
#include "playground/lessons/lesson_json.hpp"
#include "playground/playground.hpp"
#include "playground/protocol/opened_json.hpp"
#include "playground/tensors/tensor_json.hpp"
#include "playground/training/training_json.hpp"
#include "playground/words/explain.hpp"

namespace bp {
namespace {

constexpr size_t kMostShown = 4096;  // elements of a tensor that a snapshot spells out

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
                             {"leaf", node.op == OpKind::input},
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
                             {"room", name_of(room_)},
                             {"view", view()},
                             {"lent", is_lent()},
                             {"origin", nullptr},
                             {"preset", preset()},
                             {"presets", std::move(examples)},
                             {"formula", document().formula},
                             {"canUndo", can_undo()},
                             {"canRedo", history_.can_redo()},
                             {"notice", nullptr},
                             {"walk", nullptr},
                             {"explanation", nullptr},
                             {"lab", nullptr},
                             {"lesson", nullptr},
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
    if (now.origin) {
        Json origin = opened_json(now, *execution_);
        if (now.origin->kind == Origin::Kind::hunt) {
            set(origin, "planted", lab_.hunt().has_value());
            if (!is_hunt_graph(now.origin->graph)) set(origin, "graph", "");
        }
        set(json, "origin", std::move(origin));
    }
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
    if (room_ == Room::check) set(json, "lab", lab_json(lab_, *execution_, language_));
    if (room_ == Room::lessons && lesson_) {
        const bool lent = shows(Origin::Kind::lesson) && history_.base().origin->lesson == lesson_->lesson.id;
        set(json, "lesson",
            lesson_json(*lesson_, *execution_, lent, walk_ ? &*walk_ : nullptr, proof_ ? &*proof_ : nullptr));
    }
    if (const auto story = tensors()) set(json, "tensors", tensors_json(*story));
    if (notice_) {
        Json notice = json_object({{"kind", notice_->kind == Notice::Kind::problem ? "problem" : "warning"},
                                   {"code", code(notice_->message.id())},
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
