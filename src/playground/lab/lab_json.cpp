#include "playground/lab/lab_json.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "graph/shape.hpp"
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

Json race_json(const Race& race) {
    return json_object({{"numbers", race.numbers},
                        {"evaluations", race.evaluations},
                        {"numericalSeconds", race.numerical},
                        {"backpropSeconds", race.backprop},
                        {"times", race.numerical / std::max(race.backprop, 1e-12)},
                        {"extrapolated", race.extrapolated}});
}

Json keys(std::span<const Fault* const> faults) {
    Json list = Json::array();
    for (const Fault* fault : faults) list.push_back(fault->key);
    return list;
}

Json hunt_json(const Hunt& hunt) {
    Json suspects = Json::array();
    for (const Fault* fault : hunt.suspects)
        suspects.push_back(
            json_object({{"key", fault->key}, {"op", fault->op ? def(*fault->op).info.key : ""}}));
    Json json = json_object({{"graph", hunt.graph->key},
                             {"suspects", std::move(suspects)},
                             {"guesses", keys(hunt.guesses)},
                             {"found", nullptr}});
    if (hunt.solved())
        set(json, "found",
            json_object({{"key", hunt.planted->key},
                         {"wrong", hunt.planted->wrong},
                         {"right", hunt.planted->right}}));
    return json;
}

}  // namespace

Json lab_json(Lab& lab, const Execution<double>& shown) {
    constexpr std::array<std::string_view, 5> kStates{"current", "outdated", "waiting", "refused", "empty"};
    const LabReport& report = lab.report(shown);
    const Graph& graph = shown.graph();
    Json leaves = Json::array();
    for (const CheckedLeaf& leaf : report.leaves)
        leaves.push_back(leaf_json(graph, shown.shape(leaf.row.leaf), leaf));
    Json nodes = Json::array();
    for (const NodeCheck& check : report.nodes) nodes.push_back(node_json(graph, check));
    const Lab::Score& score = lab.score();
    Json json = json_object(
        {{"state", kStates[static_cast<size_t>(report.state)]},
         {"h", lab.step()},
         {"steps", Json(lab_steps())},
         {"leaves", std::move(leaves)},
         {"nodes", std::move(nodes)},
         {"chosen", nullptr},
         {"curve", json_object({{"double", line_json(report.curve.in_double)},
                                {"float", line_json(report.curve.in_float)}})},
         {"race", race_json(report.race)},
         {"hunt", nullptr},
         {"score",
          json_object({{"hunts", score.hunts}, {"solved", score.solved}, {"atOnce", score.at_once}})}});
    if (report.chosen) set(json, "chosen", graph.node(*report.chosen).name);
    if (lab.hunt()) set(json, "hunt", hunt_json(*lab.hunt()));
    return json;
}

}  // namespace bp
