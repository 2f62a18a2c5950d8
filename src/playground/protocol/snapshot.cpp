#include <algorithm>
#include <array>

#include "base/number.hpp"
#include "base/problem.hpp"
#include "document/json_parts.hpp"
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

void write_node(JsonWriter& json, Execution<double>& execution, const Node& node, const Walk* walk) {
    const View<double> value = execution.value(node.id);
    const bool tensor = !value.shape->is_scalar();
    const bool value_shown = walk == nullptr || walk->value_shown(node.id);
    const bool gradient_shown = walk == nullptr || walk->gradient_shown(node.id);
    json.open_object();
    json.field("id", number(node.id));
    json.field("name", node.name);
    json.field("op", def(node.op).info.key);
    json.field("leaf", node.op == OpKind::input);
    json.field("glyph", def(node.op).info.glyph);
    write_ids(json, "inputs", node.inputs());
    json.field("output", node.id == execution.output());
    write_tensor(json, "value", value, kMostShown);
    json.field("valueText", value_shown ? exact(value) : "");
    if (tensor) json.field("valueBrief", value_shown ? brief(value) : "");
    if (!node.attrs.empty()) json.list("attrs", node.attrs);
    if (execution.has_grad(node.id)) {
        const View<double> grad = execution.grad(node.id);
        write_tensor(json, "grad", grad, kMostShown);
        json.field("gradText", gradient_shown ? exact(grad) : "");
        if (gradient_shown && tensor) json.field("gradBrief", brief(grad));
    } else {
        json.null("grad");
        json.field("gradText", "");
    }
    json.close();
}

void write_proof(JsonWriter& json, const EqualityProof& proof, const Graph& graph) {
    json.open_object("proof");
    json.open_list("rows");
    for (const auto& row : proof.rows) {
        json.open_object();
        json.field("leaf", graph.label(row.leaf));
        json.field("before", brief(view(row.before)));
        json.field("after", brief(view(row.after)));
        json.field("difference", brief(row.difference));
        json.close();
    }
    json.close();
    json.field("value", brief(proof.value_difference));
    json.field("largest", brief(proof.largest_difference));
    json.close();
}

void write_walk(JsonWriter& json, const Walk& walk) {
    constexpr std::array<std::string_view, 3> kPhases{"forward", "backward", "done"};
    json.open_object("walk");
    json.field("position", walk.position());
    json.field("length", walk.length());
    json.field("phase", kPhases[static_cast<size_t>(walk.phase())]);
    json.field("backward", walk.active_is_backward());
    json.close();
}

void write_explanation(JsonWriter& json, const Explanation& about, const Graph& graph) {
    json.open_object("explanation");
    json.field("node", number(about.node));
    json.field("title", about.title);
    json.field("formula", about.formula);
    json.field("forward", about.forward);
    json.field("value", about.value);
    json.field("gradient", about.gradient);
    json.field("backward", about.backward);
    json.open_list("terms");
    for (const auto& term : about.terms) {
        json.open_object();
        json.field("node", number(term.node));
        json.field("input", term.input);
        json.field("derivative", term.derivative);
        json.field("upstream", term.upstream);
        json.field("local", term.local);
        json.field("downstream", term.downstream);
        json.field("sentence", term.sentence);
        json.close();
    }
    json.close();
    json.open_list("parts");
    for (const auto& part : about.parts) {
        json.open_object();
        json.field("from", part.from);
        json.field("value", part.value);
        json.close();
    }
    json.close();
    json.field("sum", about.sum);
    json.field("canUnfold", !def(graph.node(about.node).op).info.parts[0].empty());
    json.field("canFold", can_fold(graph, about.node));
    json.close();
}

void write_presets(JsonWriter& json, Language language) {
    json.open_list("presets");
    for (const Preset& preset : presets()) {
        json.open_object();
        json.field("key", preset.key);
        json.field("title", text(language, "preset." + std::string(preset.key)));
        json.close();
    }
    json.close();
}

void write_nudge(JsonWriter& json, const Playground::NumberNudge& nudge) {
    json.open_object("nudge");
    json.field("node", number(nudge.node));
    json.field("predicted", nudge.predicted);
    json.field("actual", nudge.actual);
    json.close();
}

/// Of a hunt's graph whether a bug is planted in it, and its key, when it is one.
void write_origin(JsonWriter& json, const Document& document, Execution<double>& execution, bool planted) {
    Origin origin = *document.origin;
    const bool hunt = origin.kind == Origin::Kind::hunt;
    const bool unknown = hunt && !is_hunt_graph(origin.graph);
    if (unknown) origin.graph.clear();
    json.open_object("origin");
    write_opened(json, origin, document, execution);
    if (hunt) json.field("planted", planted);
    if (unknown) json.field("graph", "");
    json.close();
}

void write_notice(JsonWriter& json, const Notice& notice) {
    json.open_object("notice");
    json.field("kind", notice.kind == Notice::Kind::problem ? "problem" : "warning");
    json.field("code", code(notice.message.id()));
    json.field("text", notice.text);
    if (notice.where) {
        json.field("line", notice.where->line);
        json.field("column", notice.where->column);
        json.field("length", notice.where->length);
    }
    json.close();
}

}  // namespace

std::string Playground::snapshot(size_t most_nodes) {
    const Document& now = document();
    const auto& all = now.graph->nodes();
    const Walk* walk = walk_ ? &*walk_ : nullptr;
    JsonWriter json;
    json.open_object();
    json.field("revision", revision_);
    json.field("language", code(language_));
    json.field("room", name_of(room_));
    json.field("view", view());
    json.field("lent", is_lent());
    if (now.origin) {
        write_origin(json, now, *execution_, lab_.hunt().has_value());
    } else {
        json.null("origin");
    }
    json.field("preset", preset());
    write_presets(json, language_);
    json.field("formula", now.formula);
    json.field("canUndo", can_undo());
    json.field("canRedo", history_.can_redo());
    if (notice_) {
        write_notice(json, *notice_);
    } else {
        json.null("notice");
    }
    if (walk) {
        write_walk(json, *walk);
    } else {
        json.null("walk");
    }
    if (selected()) {
        write_explanation(json, explain(*execution_, now, *selected(), language_), *now.graph);
    } else {
        json.null("explanation");
    }
    if (room_ == Room::check) {
        write_lab(json, lab_, *execution_, language_);
    } else {
        json.null("lab");
    }
    if (room_ == Room::lessons && lesson_) {
        const bool lent = shows(Origin::Kind::lesson) && history_.base().origin->lesson == lesson_->lesson.id;
        write_lesson(json, *lesson_, *execution_, lent, walk, proof_ ? &*proof_ : nullptr);
    } else {
        json.null("lesson");
    }
    if (const auto story = tensors()) {
        write_tensors(json, *story);
    } else {
        json.null("tensors");
    }
    json.open_list("nodes");
    for (size_t k = 0; k < std::min(all.size(), most_nodes); ++k) write_node(json, *execution_, all[k], walk);
    json.close();
    json.field("nodeCount", all.size());
    if (all.empty()) {
        json.null("output");
        json.null("upstream");
    } else {
        json.field("output", number(execution_->output()));
        write_tensor(json, "upstream", execution_->upstream(), kMostShown);
    }
    write_ids(json, "selection", selection_);
    write_groups(json, now.groups);
    json.field("moved", !now.places.empty());
    if (proof_) {
        write_proof(json, *proof_, *now.graph);
    } else {
        json.null("proof");
    }
    json.field("palette", palette_);
    json.field("edgeWidths", edge_widths_);
    if (nudge_) {
        write_nudge(json, *nudge_);
    } else {
        json.null("nudge");
    }
    write_training(json, training_, language_);
    json.close();
    return json.take();
}

}  // namespace bp
