#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "graph/ops/gradient_points.hpp"
#include "playground/lab/hunt_view.hpp"
#include "playground/playground.hpp"
#include "scene/scene.hpp"
#include "support/graphs.hpp"

using namespace bp;
using Json = nlohmann::json;

namespace {

double ticking() {
    static double now = 0;
    return now += 1e-3;
}

const LabReport& report_of(Lab& lab, const TestGraph& graph) {
    lab.follow(graph.execution.shared_graph());
    return lab.report(graph.execution);
}

Json lab_of(Playground& playground) { return Json::parse(playground.snapshot())["lab"]; }

Json checked(std::string_view action) {
    Playground playground;
    playground.dispatch(Show{Room::check});
    REQUIRE(playground.dispatch_json(action));
    return lab_of(playground);
}

}  // namespace

TEST_CASE("lab: the apple graph passes at the book's h, and the race counts two evaluations a number") {
    Playground playground;
    CHECK(lab_of(playground).is_null());
    playground.dispatch(Show{Room::check});
    const Json lab = lab_of(playground);
    CHECK(lab["state"] == "current");
    CHECK(lab["h"] == 1e-4);
    REQUIRE(lab["leaves"].size() == 3);
    for (const Json& leaf : lab["leaves"]) {
        CHECK(leaf["agreement"] == "agrees");
        CHECK(leaf["max"] < 1e-8);
    }
    CHECK(lab["leaves"][0]["name"] == "apple");
    CHECK(std::abs(lab["leaves"][0]["backprop"].get<double>() - 2.2) < 1e-12);
    CHECK(lab["race"]["numbers"] == 3);
    CHECK(lab["race"]["evaluations"] == 6);
    CHECK(lab["curve"]["double"]["errors"].size() == lab["steps"].size());
    for (const Json& node : lab["nodes"]) CHECK(node["fault"] == "none");
}

TEST_CASE("lab: the error against h falls as h², then grows as rounding does; float is worse") {
    Lab lab(ticking);
    const auto graph = graph_of("z = sin(x) * exp(x)", {{"x", 0.7}});
    const LabReport& report = report_of(lab, graph);
    const auto steps = lab_steps();
    CHECK(steps.size() >= 23);
    CHECK(steps.front() == 1e-1);
    CHECK(steps.back() == 1e-12);
    const Curve::Line& wide = report.curve.in_double;
    CHECK(steps[wide.best] <= 1e-4);
    CHECK(steps[wide.best] >= 1e-7);
    CHECK(wide.truncation);
    CHECK(wide.rounding);
    const double order = std::log10(wide.errors[0] / wide.errors[8]) / std::log10(steps[0] / steps[8]);
    CHECK(std::abs(order - 2) < 0.05);
    const Curve::Line& narrow = report.curve.in_float;
    CHECK(steps[narrow.best] >= 1e-3);
    CHECK(narrow.errors[narrow.best] > 100 * wide.errors[wide.best]);
    CHECK(report.race.numbers == 1);
    CHECK(report.race.numerical > 0);
    CHECK(report.race.backprop > 0);
}

TEST_CASE("lab: a straight line has no truncation, only rounding") {
    Lab lab(ticking);
    const LabReport& report = report_of(lab, graph_of("z = 3 * x", {{"x", 0.7}}));
    CHECK(!report.curve.in_double.truncation);
    CHECK(report.curve.in_double.rounding);
}

TEST_CASE("lab: h is set within its range, and says when it is too large or too small") {
    Playground playground;
    playground.dispatch(Show{Room::check});
    REQUIRE(playground.dispatch(SetFormula{"z = exp(x * 5) + 100000"}));
    const auto agreement = [&](double h) {
        REQUIRE(playground.dispatch_json(Json{{"type", "check"}, {"h", h}}.dump()));
        return lab_of(playground)["leaves"][0]["agreement"].get<std::string>();
    };
    CHECK(agreement(1e-1) == "step_too_large");
    CHECK(agreement(1e-4) == "agrees");
    CHECK(agreement(1e-12) == "step_too_small");
    CHECK(!playground.dispatch_json(R"({"type":"check","h":0})"));
    CHECK(!playground.dispatch_json(R"({"type":"check","h":1})"));
    CHECK(!playground.dispatch_json(R"({"type":"check","h":"small"})"));
    CHECK(lab_of(playground)["h"] == 1e-12);
}

TEST_CASE("lab: named constants are checked too, and one leaf can be chosen for the curve") {
    Playground playground;
    playground.dispatch(Show{Room::check});
    REQUIRE(playground.dispatch(SetFormula{"W = [[1, 2], [3, 4]]; z = sum(exp(W) * x)"}));
    REQUIRE(playground.dispatch_json(R"({"type":"check","leaf":"W"})"));
    const Json lab = lab_of(playground);
    CHECK(lab["chosen"] == "W");
    REQUIRE(lab["leaves"].size() == 2);
    const Json& w = lab["leaves"][lab["leaves"][0]["name"] == "W" ? 0 : 1];
    CHECK(w["shape"] == "(2, 2)");
    CHECK(w["numbers"] == 4);
    CHECK(w["worst"].get<std::string>().starts_with("["));
    CHECK(!playground.dispatch_json(R"({"type":"check","leaf":"z"})"));
    CHECK(lab_of(playground)["chosen"] == "W");
    REQUIRE(playground.dispatch_json(R"({"type":"check","leaf":""})"));
    CHECK(lab_of(playground)["chosen"].is_null());
}

TEST_CASE("lab: everything follows when a leaf changes") {
    Playground playground;
    playground.dispatch(Show{Room::check});
    const Json before = lab_of(playground);
    playground.dispatch(SetLeaf{"tax", 2.0});
    const Json after = lab_of(playground);
    CHECK(after["leaves"][0]["backprop"] == 4);
    CHECK(before["leaves"][0]["backprop"] != 4);
    CHECK(before["curve"] != after["curve"]);
}

TEST_CASE("lab: a large graph is checked when asked, a very large one in part, an enormous one not at all") {
    Lab lab(ticking);
    const auto large = graph_of("z = sum(exp(x) * 2)", {{"x", sample({400}, -1, 1)}});
    CHECK(report_of(lab, large).state == LabReport::State::waiting);
    lab.ask();
    CHECK(lab.report(large.execution).state == LabReport::State::current);
    CHECK(lab.report(large.execution).leaves[0].row.checked == 400);
    lab.follow(large.execution.shared_graph());
    CHECK(lab.report(large.execution).state == LabReport::State::outdated);

    const auto larger = graph_of("z = sum(exp(x) * 2)", {{"x", sample({20000}, -1, 1)}});
    report_of(lab, larger);
    lab.ask();
    const LabReport& part = lab.report(larger.execution);
    CHECK(part.leaves[0].row.checked < 20000);
    CHECK(part.leaves[0].row.checked > 1);
    CHECK(part.leaves[0].agreement == Agreement::agrees);
    CHECK(part.race.extrapolated);
    CHECK(part.race.evaluations == 40000);

    const auto enormous = graph_of("z = sum(x @ x)", {{"x", sample({512, 512}, -1, 1)}});
    lab.ask();
    CHECK(report_of(lab, enormous).state == LabReport::State::refused);
}

TEST_CASE("lab: nothing to check is said so") {
    Lab lab(ticking);
    CHECK(report_of(lab, graph_of("z = 3 * 4", {})).state == LabReport::State::empty);
}

TEST_CASE("hunt: every bug can be planted in its graphs, shows, and its layer is named") {
    std::set<std::string_view> planted;
    for (const HuntGraph& graph : hunt_graphs()) {
        for (uint64_t seed = 0; seed < 40; ++seed) {
            const Hunt hunt = plant_bug(seed, graph.key);
            CAPTURE(graph.key, seed, hunt.planted->key);
            planted.insert(hunt.planted->key);
            CHECK(suspects_in(*hunt.document->graph).size() >= 4);
            const Execution<double> right(hunt.document->graph, hunt.document->leaf_values());
            const Execution<double> wrong = right.with_fault(hunt.planted);
            int differ = 0;
            for (const CheckedLeaf& leaf : check_leaves(wrong, 1e-4, 1000))
                differ += leaf.agreement == Agreement::differs;
            CHECK(differ > 0);
            for (const CheckedLeaf& leaf : check_leaves(right, 1e-4, 1000))
                CHECK(leaf.agreement == Agreement::agrees);
            int named = 0;
            for (const NodeCheck& check : check_nodes(right, hunt.planted)) {
                if (check.fault == NodeCheck::Fault::none) continue;
                ++named;
                const Node& node = right.graph().node(check.node);
                CHECK(
                    (hunt.planted->op ? *hunt.planted->op == node.op : check.fault == NodeCheck::Fault::sum));
            }
            CHECK(named > 0);
        }
    }
    CHECK(planted.size() == all_faults().size());
}

namespace {

/// The execution that a hunt's page shows.
Execution<double> shown_of(const Hunt& hunt) {
    return Execution<double>(hunt.document->graph, hunt.document->leaf_values()).with_fault(hunt.planted);
}

/// Goes from the output to the inputs, probes every node, and accuses the first in which something that was
/// right becomes wrong; what it takes to find the node is on the probes.
NodeId node_by_bisection(const Execution<double>& shown) {
    const auto nodes = shown.graph().nodes();
    for (size_t i = nodes.size(); i-- > 0;) {
        const Probe probe = probe_node(shown, nodes[i].id);
        if (probe.alters) return probe.node;
        if (!probe.gradient || !probe.arrives_right()) continue;
        const bool sum_differs = probe.only_sum_differs();
        bool altered = false;
        for (const ProbedEdge& edge : probe.arrives)
            altered = altered || probe_node(shown, edge.use.consumer).alters;
        if ((sum_differs && !altered) || !probe.leaves_right()) return probe.node;
    }
    return shown.graph().output();
}

size_t planted_line(const Hunt& hunt) {
    return static_cast<size_t>(std::ranges::find(hunt.code, true, &CodeLine::planted) - hunt.code.begin());
}

}  // namespace

TEST_CASE("hunt: every bug is found by probing from the output to the inputs, without a mistake") {
    std::set<std::string_view> solved;
    for (const HuntGraph& graph : hunt_graphs()) {
        for (uint64_t seed = 0; seed < 40; ++seed) {
            Hunt hunt = plant_bug(seed, graph.key);
            CAPTURE(graph.key, seed, hunt.planted->key);
            const Execution<double> shown = shown_of(hunt);
            hunt.accuse(shown, node_by_bisection(shown));
            REQUIRE(hunt.phase() == Hunt::Phase::accused);
            hunt.guess(planted_line(hunt));
            CHECK(hunt.phase() == Hunt::Phase::solved);
            CHECK(hunt.mistakes() == 0);
            solved.insert(hunt.planted->key);
        }
    }
    CHECK(solved.size() == all_faults().size());
}

TEST_CASE("hunt: whoever accuses a right node is told what its probe shows, and that is true") {
    for (const HuntGraph& graph : hunt_graphs()) {
        for (uint64_t seed = 0; seed < 10; ++seed) {
            Hunt hunt = plant_bug(seed, graph.key);
            const Execution<double> shown = shown_of(hunt);
            size_t accused = 0;
            for (const Node& node : shown.graph().nodes()) {
                if (is_planted_in(*hunt.planted, shown.graph(), node.id)) continue;
                CAPTURE(graph.key, seed, hunt.planted->key, node.name);
                hunt.accuse(shown, node.id);
                hunt.accuse(shown, node.id);
                CHECK(hunt.mistakes() == ++accused);
                CHECK(hunt.phase() == Hunt::Phase::hunting);
                const Probe probe = probe_node(shown, node.id);
                switch (hunt.accusations.back().verdict) {
                    case Verdict::arrives_wrong:
                        CHECK(!probe.arrives_right());
                        break;
                    case Verdict::altered:
                        CHECK(hunt.planted->key == "relu_in_place");
                        CHECK(node.name == "h");
                        break;
                    case Verdict::right:
                        CHECK(probe.arrives_right());
                        CHECK(probe.leaves_right());
                        break;
                    case Verdict::leaf:
                        CHECK(probe.arrives_right());
                        CHECK(node.arity == 0);
                        break;
                    default:
                        CHECK(node.name == "t");
                        CHECK(!probe.gradient);
                }
            }
        }
    }
}

TEST_CASE("hunt: the canvas shows verdicts and both gradients where nothing else is") {
    for (const Point canvas : {Point{860, 748}, Point{390, 420}}) {
        for (const HuntGraph& graph : hunt_graphs()) {
            Playground playground;
            playground.set_canvas_space(canvas);
            playground.dispatch(HuntBug{.seed = 3, .graph = std::string(graph.key)});
            const auto nodes = playground.document().graph->nodes();
            const Hunt& hunt = *playground.lab().hunt();
            const auto innocent = std::ranges::find_if(nodes, [&](const Node& node) {
                return !is_planted_in(*hunt.planted, *playground.document().graph, node.id);
            });
            playground.dispatch(HuntBug{.order = HuntBug::Order::accuse, .node = innocent->id});
            const NodeId guilty = node_by_bisection(playground.execution());
            playground.dispatch(HuntBug{.order = HuntBug::Order::probe, .node = guilty});
            const GraphView& view = playground.graph_view();
            const Rect area{0, 0, canvas.x, canvas.y};
            Camera camera;
            camera.fit(spanned(view.top_left, view.bottom_right), area.inset(8));
            const Scene scene = make_scene(view, camera, area, area);
            CAPTURE(graph.key, canvas.x, hunt.planted->key);
            const auto count = [&](LabelOf of) {
                return std::ranges::count(scene.labels, of, &SceneLabel::of);
            };
            CHECK(count(LabelOf::verdict) >= 1);
            CHECK(count(LabelOf::numerical) >= 1);
            CHECK(count(LabelOf::numerical) == count(LabelOf::backprop));
            for (size_t i = 0; i < scene.labels.size(); ++i) {
                const SceneLabel& label = scene.labels[i];
                if (label.of < LabelOf::backprop) continue;
                CHECK(label.size >= 11);
                for (size_t k = 0; k < scene.labels.size(); ++k) {
                    if (k != i) CHECK(!label.rect.overlaps(scene.labels[k].rect));
                }
                for (const SceneCard& card : scene.cards) CHECK(!label.rect.overlaps(card.rect));
                for (const SceneEdge& edge : scene.edges) {
                    if (label.wire == edge.wire) continue;
                    for (size_t p = 1; p < edge.points.size(); ++p)
                        CHECK(!crosses(label.rect, edge.points[p - 1], edge.points[p]));
                }
            }
        }
    }
}

TEST_CASE("hunt: every verdict has words") {
    for (const Verdict verdict : {Verdict::found, Verdict::arrives_wrong, Verdict::altered, Verdict::right,
                                  Verdict::leaf, Verdict::no_gradient})
        CHECK(text(Language::en, "hunt." + std::string(key_of(verdict))) != "?");
}

TEST_CASE("hunt: a probe without a bug agrees everywhere, and its numbers are the derivatives") {
    const auto graph =
        graph_of("a = x * y; d = a - w; z = a * d + exp(w)", {{"x", 0.5}, {"y", -2.0}, {"w", 0.3}});
    for (const Node& node : graph.execution.graph().nodes()) {
        const Probe probe = probe_node(graph.execution, node.id);
        REQUIRE(probe.gradient);
        CHECK(!probe.gradient->differs);
        CHECK(probe.arrives_right());
        CHECK(probe.leaves_right());
        CHECK(!probe.alters);
        CHECK(probe.gradient->backprop_text() == probe.gradient->numerical_text());
    }
    const Probe a = probe_node(graph.execution, graph.id("a"));  // z = a (a - w) + …
    CHECK(std::abs(a.gradient->numerical.data[0] - (2 * -1 - 0.3)) < 1e-9);
    REQUIRE(a.arrives.size() == 2);
    CHECK(std::abs(a.arrives[0].gradient.numerical.data[0] - -1) < 1e-9);    // from d: a
    CHECK(std::abs(a.arrives[1].gradient.numerical.data[0] - -1.3) < 1e-9);  // from a * d: d
    REQUIRE(a.leaves.size() == 2);
    CHECK(std::abs(a.leaves[0].gradient.numerical.data[0] - -2.3 * -2) < 1e-9);
}

TEST_CASE("hunt: a ReLU in place shows where its array is used, and in its own forward") {
    const auto right = graph_of("h = x * 2; a = relu(h); z = sum(a + h)", {{"x", {{2}, {-1, 3}}}});
    const auto wrong = right.execution.with_fault(find_fault("relu_in_place"));
    const Probe h = probe_node(wrong, right.id("h"));
    CHECK(h.only_sum_differs());
    CHECK(h.gradient->backprop.data == std::vector<double>{1, 2});
    CHECK(h.gradient->numerical_text() == "[0, 2]");
    const Probe a = probe_node(wrong, right.id("a"));
    CHECK(a.arrives_right());
    CHECK(a.leaves_right());
    REQUIRE(a.alters);
    CHECK(a.alters->source == right.id("h"));
    CHECK(a.alters->is == 0);
    CHECK(a.alters->should_be == -2);
}

TEST_CASE("hunt: of larger tensors a probe shows the worst element") {
    const auto right =
        graph_of("y = affine(x, W, b)",
                 {{"x", sample({3, 2}, -1, 1)}, {"W", sample({2, 2}, -1, 1)}, {"b", {{2}, {0, 1}}}});
    const auto wrong = right.execution.with_fault(find_fault("affine_forgets_x"));
    const Probe w = probe_node(wrong, right.id("W"));
    CHECK(w.gradient->differs);
    CHECK(w.gradient->backprop_text().ends_with("] 0"));
    CHECK(w.gradient->backprop_text().substr(0, 5) == w.gradient->numerical_text().substr(0, 5));
    CHECK(w.gradient->numerical_text().starts_with("["));
}

TEST_CASE("hunt: the seed decides, and an unknown graph is refused") {
    CHECK(plant_bug(5).planted == plant_bug(5).planted);
    CHECK(plant_bug(5).graph == plant_bug(5).graph);
    CHECK_THROWS_AS(plant_bug(5, "forest"), Problem);
}

TEST_CASE("hunt: it takes the page's place, tells what is wrong, and gives the page back") {
    Playground playground;
    playground.dispatch(Show{Room::check});
    playground.dispatch(SetLeaf{"apple", 120.0});
    REQUIRE(playground.dispatch_json(R"({"type":"hunt","order":"start","graph":"scalars","seed":3})"));
    const std::string_view planted = playground.lab().hunt()->planted->key;
    CHECK(playground.execution().fault() == playground.lab().hunt()->planted);
    REQUIRE(playground.notice());
    CHECK(playground.notice()->text.starts_with("A bug is planted"));
    Json lab = lab_of(playground);
    CHECK(lab["hunt"]["graph"] == "scalars");
    CHECK(lab["hunt"]["found"].is_null());
    CHECK(lab.dump().find("\"wrong\"") == std::string::npos);
    int wrong = 0;
    for (const Json& leaf : lab["leaves"]) wrong += leaf["agreement"] == "differs";
    CHECK(wrong > 0);

    // What is kept for the user is the graph before the hunt; the values may be changed during it.
    CHECK(playground.own_document().formula == "price = apple * apple_num * tax");
    REQUIRE(playground.dispatch(SetLeaf{"x", 0.35}));
    CHECK(playground.execution().fault() != nullptr);

    // Nothing tells the node before it is accused, nothing the line before it is chosen.
    CHECK(lab["nodes"].empty());
    CHECK(lab["hunt"]["phase"] == "hunting");
    CHECK(lab["hunt"]["code"].empty());
    const Graph& graph = playground.execution().graph();
    const auto order = [&](const char* what, std::string_view key, size_t value) {
        return playground.dispatch_json(Json{{"type", "hunt"}, {"order", what}, {key, value}}.dump());
    };
    CHECK(!order("guess", "line", 1));
    const NodeId x = graph.find("x").value();
    REQUIRE(playground.dispatch(Select{.node = x}));
    CHECK(lab_of(playground)["hunt"]["probes"][0]["node"] == number(x));
    const auto card_of = [&](NodeId node) {
        const auto& cards = playground.graph_view().cards;
        return *std::ranges::find(cards, node, &Card::id);
    };
    CHECK(!card_of(x).backprop.empty());
    CHECK(!card_of(x).numerical.empty());
    CHECK(card_of(x).verdict.empty());
    const auto probed_wires = std::ranges::count_if(playground.graph_view().wires,
                                                    [](const Wire& wire) { return !wire.numerical.empty(); });
    CHECK(probed_wires == 1);
    REQUIRE(order("accuse", "node", number(x)));
    CHECK(!card_of(x).verdict.empty());
    CHECK(lab_of(playground)["hunt"]["accusations"].size() == 1);
    CHECK(lab_of(playground)["score"]["mistakes"] == 1);

    const NodeId guilty = node_by_bisection(playground.execution());
    REQUIRE(order("probe", "node", number(guilty)));
    CHECK(playground.selected() == guilty);
    REQUIRE(order("accuse", "node", number(guilty)));
    CHECK(card_of(guilty).verdict == "The bug is here");
    CHECK(!order("accuse", "node", number(x)));
    lab = lab_of(playground);
    CHECK(lab["hunt"]["phase"] == "accused");
    const size_t line = planted_line(*playground.lab().hunt());
    CHECK(!order("guess", "line", 0));  // def forward
    const size_t other = line == 1 ? lab["hunt"]["code"].size() - 1 : 1;
    REQUIRE(order("guess", "line", other));
    CHECK(card_of(guilty).verdict == "That line is right");
    CHECK(lab_of(playground)["hunt"]["guesses"] == Json{other});
    CHECK(lab_of(playground)["hunt"]["found"].is_null());
    REQUIRE(order("guess", "line", line));
    lab = lab_of(playground);
    CHECK(lab["hunt"]["phase"] == "solved");
    CHECK(lab["hunt"]["found"]["key"] == planted);
    CHECK(lab["hunt"]["found"]["wrong"] != lab["hunt"]["found"]["right"]);
    CHECK(!lab["nodes"].empty());
    CHECK(card_of(guilty).verdict == "Bug found");
    CHECK(lab["score"] == Json{{"hunts", 1}, {"solved", 1}, {"atOnce", 0}, {"mistakes", 2}});
    CHECK(!order("guess", "line", line));
    CHECK(!order("accuse", "node", number(x)));

    REQUIRE(playground.dispatch_json(R"({"type":"hunt","order":"start","seed":4})"));
    REQUIRE(playground.dispatch_json(R"({"type":"hunt","order":"stop"})"));
    CHECK(playground.document().formula == "price = apple * apple_num * tax");
    CHECK(playground.execution().value(playground.document().graph->find("price").value())[0] == 264);
    CHECK(playground.execution().fault() == nullptr);
    CHECK(lab_of(playground)["hunt"].is_null());
    for (const char* action :
         {R"({"type":"hunt","order":"guess","line":1})", R"({"type":"hunt","order":"probe","node":0})",
          R"({"type":"hunt","order":"accuse","node":0})"})
        CHECK(!playground.dispatch_json(action));
    playground.dispatch(Undo{});
    CHECK(playground.execution().value(playground.document().graph->find("apple").value())[0] == 100);
}

TEST_CASE("hunt: another graph ends it, undo too") {
    Playground playground;
    for (const char* action : {R"({"type":"undo"})", R"({"type":"load_preset","name":"apple_orange"})",
                               R"({"type":"set_formula","text":"z = apple * 2"})"}) {
        CAPTURE(action);
        REQUIRE(playground.dispatch_json(R"({"type":"hunt","order":"start","seed":1})"));
        CHECK(playground.execution().fault() != nullptr);
        REQUIRE(playground.dispatch_json(action));
        CHECK(playground.execution().fault() == nullptr);
        CHECK(!playground.lab().hunt());
    }
    REQUIRE(playground.dispatch_json(R"({"type":"undo"})"));
    CHECK(playground.execution().fault() == nullptr);
}

TEST_CASE("hunt: orders are read from JSON") {
    CHECK(checked(R"({"type":"hunt","order":"start","graph":"shortcut","seed":12})")["hunt"]["graph"] ==
          "shortcut");
    Playground playground;
    for (const char* bad :
         {R"({"type":"hunt"})", R"({"type":"hunt","order":"seek"})",
          R"({"type":"hunt","order":"start","seed":-1})",
          R"({"type":"hunt","order":"start","graph":"forest"})", R"({"type":"hunt","order":"guess"})",
          R"({"type":"hunt","order":"probe"})", R"({"type":"hunt","order":"accuse","node":-1})"}) {
        CAPTURE(bad);
        CHECK(!playground.dispatch_json(bad));
        CHECK(playground.notice());
    }
    CHECK(!playground.lab().hunt());
}
