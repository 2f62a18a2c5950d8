#include "playground/lab/lab_json.hpp"

#include <array>
#include <string_view>

#include "graph/shape.hpp"
#include "playground/lab/hunt_view.hpp"
#include "playground/lab/lab_words.hpp"
#include "playground/words/node_name.hpp"

namespace bp {
namespace {

void write_leaf(JsonWriter& json, const Graph& graph, const Shape& shape, const CheckedLeaf& leaf) {
    constexpr std::array<std::string_view, 6> kAgreements{"agrees", "step_too_large", "step_too_small",
                                                          "kink",   "not_finite",     "differs"};
    const GradCheckRow& row = leaf.row;
    json.open_object();
    json.field("node", number(row.leaf));
    json.field("name", graph.node(row.leaf).name);
    json.field("shape", shape.is_scalar() ? "" : shape.text());
    json.field("numbers", shape.size());
    json.field("checked", row.checked);
    json.field("mean", row.mean_abs);
    json.field("max", row.max_abs);
    json.field("relative", row.max_rel);
    json.field("worst", shape.is_scalar() ? "" : "[" + index_text(shape, row.worst) + "]");
    json.field("backprop", row.backprop);
    json.field("numerical", row.numerical);
    json.field("agreement", kAgreements[static_cast<size_t>(leaf.agreement)]);
    json.close();
}

/// A node's id, name and op; of a leaf no op.
void write_node(JsonWriter& json, const Node& node) {
    json.field("node", number(node.id));
    json.field("name", node.name);
    json.field("op", node.arity > 0 ? def(node.op).info.key : "");
}

void write_check(JsonWriter& json, const Graph& graph, const NodeCheck& check) {
    constexpr std::array<std::string_view, 4> kFaults{"none", "backward", "input_changed", "sum"};
    const Node& node = graph.node(check.node);
    const NodeId input = node.arity > 0 ? node.input[check.input] : check.node;
    json.open_object();
    write_node(json, node);
    json.field("fault", kFaults[static_cast<size_t>(check.fault)]);
    json.field("input", node_name(graph, input));
    json.field("is", check.is);
    json.field("shouldBe", check.should_be);
    json.close();
}

void write_line(JsonWriter& json, const char* key, const Curve::Line& line) {
    json.open_object(key);
    json.list("errors", line.errors);
    json.field("best", line.best);
    json.field("truncation", line.truncation);
    json.field("rounding", line.rounding);
    json.close();
}

void write_race(JsonWriter& json, const Race& race, Language language) {
    json.open_object("race");
    json.field("numbers", race.numbers);
    json.field("evaluations", race.evaluations);
    json.field("numericalSeconds", race.numerical);
    json.field("backpropSeconds", race.backprop);
    json.field("text", race_sentence(race, language));
    json.close();
}

/// Into the open object.
void write_both(JsonWriter& json, const SideBySide& both) {
    json.field("backprop", both.backprop_text());
    json.field("numerical", both.numerical_text());
    json.field("differs", both.differs);
}

void write_edges(JsonWriter& json, const char* key, const std::vector<ProbedEdge>& edges, bool arrive) {
    json.open_list(key);
    for (const ProbedEdge& edge : edges) {
        json.open_object();
        write_both(json, edge.gradient);
        json.field("node", number(arrive ? edge.use.consumer : edge.source));
        json.close();
    }
    json.close();
}

void write_probe(JsonWriter& json, const Probe& probe) {
    json.open_object();
    json.field("node", number(probe.node));
    if (probe.gradient) {
        json.open_object("gradient");
        write_both(json, *probe.gradient);
        json.close();
    } else {
        json.null("gradient");
    }
    write_edges(json, "arrives", probe.arrives, true);
    write_edges(json, "leaves", probe.leaves, false);
    if (probe.alters) {
        json.open_object("alters");
        json.field("node", number(probe.alters->source));
        json.field("is", probe.alters->is);
        json.field("shouldBe", probe.alters->should_be);
        json.close();
    } else {
        json.null("alters");
    }
    json.close();
}

void write_code(JsonWriter& json, const std::vector<CodeLine>& code) {
    constexpr std::array<std::string_view, 3> kParts{"heading", "forward", "backward"};
    json.open_list("code");
    for (const CodeLine& line : code) {
        json.open_object();
        json.field("text", line.text);
        json.field("part", kParts[static_cast<size_t>(line.part)]);
        json.close();
    }
    json.close();
}

void write_found(JsonWriter& json, const Hunt& hunt, const Execution<double>& shown) {
    if (hunt.phase() != Hunt::Phase::solved) return json.null("found");
    const CodeChange change = hunt.change(shown);
    json.open_object("found");
    json.field("key", hunt.planted->key);
    json.field("wrong", change.wrong);
    json.field("right", change.right);
    json.close();
}

void write_hunt(JsonWriter& json, Lab& lab, const Execution<double>& shown) {
    constexpr std::array<std::string_view, 3> kPhases{"hunting", "accused", "solved"};
    if (!lab.hunt()) return json.null("hunt");
    const Hunt& hunt = *lab.hunt();
    json.open_object("hunt");
    json.field("graph", hunt.graph->key);
    json.field("phase", kPhases[static_cast<size_t>(hunt.phase())]);
    json.open_list("nodes");
    for (const Node& node : shown.graph().nodes()) {
        if (node.op == OpKind::constant) continue;
        json.open_object();
        write_node(json, node);
        json.close();
    }
    json.close();
    json.open_list("probes");
    for (const Probe& probe : lab.probes(shown)) write_probe(json, probe);
    json.close();
    json.open_list("accusations");
    for (const auto& [node, verdict] : hunt.accusations) {
        json.open_object();
        json.field("node", number(node));
        json.field("verdict", key_of(verdict));
        json.close();
    }
    json.close();
    write_code(json, hunt.code);
    json.list("guesses", hunt.guesses);
    json.field("mistakes", hunt.mistakes());
    write_found(json, hunt, shown);
    json.close();
}

void write_curve(JsonWriter& json, const LabReport& report, Language language) {
    json.open_object("curve");
    write_line(json, "double", report.curve.in_double);
    write_line(json, "float", report.curve.in_float);
    json.field("text", curve_sentence(report, language));
    json.close();
}

void write_score(JsonWriter& json, const Lab::Score& score) {
    json.open_object("score");
    json.field("hunts", score.hunts);
    json.field("solved", score.solved);
    json.field("atOnce", score.at_once);
    json.field("mistakes", score.mistakes);
    json.close();
}

}  // namespace

void write_lab(JsonWriter& json, Lab& lab, const Execution<double>& shown, Language language) {
    constexpr std::array<std::string_view, 5> kStates{"current", "outdated", "waiting", "refused", "empty"};
    const LabReport& report = lab.report(shown);
    const Graph& graph = shown.graph();
    json.open_object("lab");
    json.field("state", kStates[static_cast<size_t>(report.state)]);
    json.field("h", lab.step());
    json.list("steps", lab_steps());
    json.field("step", nearest_step(lab.step()));
    json.open_list("leaves");
    for (const CheckedLeaf& leaf : report.leaves) write_leaf(json, graph, shown.shape(leaf.row.leaf), leaf);
    json.close();
    json.open_list("nodes");
    const bool secret = lab.hunt() && lab.hunt()->phase() != Hunt::Phase::solved;
    if (!secret) {
        for (const NodeCheck& check : report.nodes) write_check(json, graph, check);
    }
    json.close();
    if (report.chosen) {
        json.field("chosen", graph.node(*report.chosen).name);
    } else {
        json.null("chosen");
    }
    write_curve(json, report, language);
    write_race(json, report.race, language);
    write_hunt(json, lab, shown);
    write_score(json, lab.score());
    json.close();
}

}  // namespace bp
