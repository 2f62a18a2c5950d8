#include "playground/lab/lab_json.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "graph/shape.hpp"
#include "playground/lab/hunt_view.hpp"
#include "playground/lab/lab_words.hpp"
#include "playground/words/node_name.hpp"

namespace bp {
namespace {

Json leaf_json(const Graph& graph, const Shape& shape, const CheckedLeaf& leaf) {
    constexpr std::array<std::string_view, 6> kAgreements{"agrees", "step_too_large", "step_too_small",
                                                          "kink",   "not_finite",     "differs"};
    const GradCheckRow& row = leaf.row;
    return json_object({{"node", number(row.leaf)},
                        {"name", graph.node(row.leaf).name},
                        {"shape", shape.is_scalar() ? "" : shape.text()},
                        {"numbers", shape.size()},
                        {"checked", row.checked},
                        {"mean", row.mean_abs},
                        {"max", row.max_abs},
                        {"relative", row.max_rel},
                        {"worst", shape.is_scalar() ? "" : "[" + index_text(shape, row.worst) + "]"},
                        {"backprop", row.backprop},
                        {"numerical", row.numerical},
                        {"agreement", kAgreements[static_cast<size_t>(leaf.agreement)]}});
}

Json node_json(const Graph& graph, const NodeCheck& check) {
    constexpr std::array<std::string_view, 4> kFaults{"none", "backward", "input_changed", "sum"};
    const Node& node = graph.node(check.node);
    const OpInfo& op = def(node.op).info;
    const NodeId input = node.arity > 0 ? node.input[check.input] : check.node;
    return json_object({{"node", number(check.node)},
                        {"name", node.name},
                        {"op", node.arity > 0 ? op.key : ""},
                        {"fault", kFaults[static_cast<size_t>(check.fault)]},
                        {"input", node_name(graph, input)},
                        {"is", check.is},
                        {"shouldBe", check.should_be}});
}

Json line_json(const Curve::Line& line) {
    return json_object({{"errors", line.errors},
                        {"best", line.best},
                        {"truncation", line.truncation},
                        {"rounding", line.rounding}});
}

Json race_json(const Race& race, Language language) {
    return json_object({{"numbers", race.numbers},
                        {"evaluations", race.evaluations},
                        {"numericalSeconds", race.numerical},
                        {"backpropSeconds", race.backprop},
                        {"text", race_sentence(race, language)}});
}

Json both_json(const SideBySide& both) {
    return json_object({{"backprop", both.backprop_text()},
                        {"numerical", both.numerical_text()},
                        {"differs", both.differs}});
}

Json edges_json(const std::vector<ProbedEdge>& edges, bool arrive) {
    Json list = Json::array();
    for (const ProbedEdge& edge : edges) {
        Json json = both_json(edge.gradient);
        set(json, "node", number(arrive ? edge.use.consumer : edge.source));
        list.push_back(std::move(json));
    }
    return list;
}

Json probe_json(const Probe& probe) {
    Json json = json_object({{"node", number(probe.node)},
                             {"gradient", nullptr},
                             {"arrives", edges_json(probe.arrives, true)},
                             {"leaves", edges_json(probe.leaves, false)},
                             {"alters", nullptr}});
    if (probe.gradient) set(json, "gradient", both_json(*probe.gradient));
    if (probe.alters)
        set(json, "alters",
            json_object({{"node", number(probe.alters->source)},
                         {"is", probe.alters->is},
                         {"shouldBe", probe.alters->should_be}}));
    return json;
}

Json code_json(const std::vector<CodeLine>& code) {
    constexpr std::array<std::string_view, 3> kParts{"heading", "forward", "backward"};
    Json list = Json::array();
    for (const CodeLine& line : code)
        list.push_back(json_object({{"text", line.text}, {"part", kParts[static_cast<size_t>(line.part)]}}));
    return list;
}

Json hunt_json(Lab& lab, const Execution<double>& shown) {
    constexpr std::array<std::string_view, 3> kPhases{"hunting", "accused", "solved"};
    const Hunt& hunt = *lab.hunt();
    Json nodes = Json::array();
    for (const Node& node : shown.graph().nodes()) {
        if (node.op == OpKind::constant) continue;
        nodes.push_back(json_object({{"node", number(node.id)},
                                     {"name", node.name},
                                     {"op", node.arity > 0 ? def(node.op).info.key : ""}}));
    }
    Json probes = Json::array();
    for (const Probe& probe : lab.probes(shown)) probes.push_back(probe_json(probe));
    Json accusations = Json::array();
    for (const auto& [node, verdict] : hunt.accusations)
        accusations.push_back(json_object({{"node", number(node)}, {"verdict", key_of(verdict)}}));
    Json json = json_object({{"graph", hunt.graph->key},
                             {"phase", kPhases[static_cast<size_t>(hunt.phase())]},
                             {"nodes", std::move(nodes)},
                             {"probes", std::move(probes)},
                             {"accusations", std::move(accusations)},
                             {"code", code_json(hunt.code)},
                             {"guesses", Json(hunt.guesses)},
                             {"mistakes", hunt.mistakes()},
                             {"found", nullptr}});
    if (hunt.phase() == Hunt::Phase::solved) {
        const CodeChange change = hunt.change(shown);
        set(json, "found",
            json_object({{"key", hunt.planted->key}, {"wrong", change.wrong}, {"right", change.right}}));
    }
    return json;
}

}  // namespace

Json lab_json(Lab& lab, const Execution<double>& shown, Language language) {
    constexpr std::array<std::string_view, 5> kStates{"current", "outdated", "waiting", "refused", "empty"};
    const LabReport& report = lab.report(shown);
    const Graph& graph = shown.graph();
    Json leaves = Json::array();
    for (const CheckedLeaf& leaf : report.leaves)
        leaves.push_back(leaf_json(graph, shown.shape(leaf.row.leaf), leaf));
    Json nodes = Json::array();
    const bool secret = lab.hunt() && lab.hunt()->phase() != Hunt::Phase::solved;
    if (!secret) {
        for (const NodeCheck& check : report.nodes) nodes.push_back(node_json(graph, check));
    }
    const Lab::Score& score = lab.score();
    Json json = json_object({{"state", kStates[static_cast<size_t>(report.state)]},
                             {"h", lab.step()},
                             {"steps", Json(lab_steps())},
                             {"step", nearest_step(lab.step())},
                             {"leaves", std::move(leaves)},
                             {"nodes", std::move(nodes)},
                             {"chosen", nullptr},
                             {"curve", json_object({{"double", line_json(report.curve.in_double)},
                                                    {"float", line_json(report.curve.in_float)},
                                                    {"text", curve_sentence(report, language)}})},
                             {"race", race_json(report.race, language)},
                             {"hunt", nullptr},
                             {"score", json_object({{"hunts", score.hunts},
                                                    {"solved", score.solved},
                                                    {"atOnce", score.at_once},
                                                    {"mistakes", score.mistakes}})}});
    if (report.chosen) set(json, "chosen", graph.node(*report.chosen).name);
    if (lab.hunt()) set(json, "hunt", hunt_json(lab, shown));
    return json;
}

}  // namespace bp
