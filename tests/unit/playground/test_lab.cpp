#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "graph/ops/gradient_points.hpp"
#include "playground/playground.hpp"
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
            CHECK(hunt.suspects.size() >= 4);
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

    const std::string other = planted == "mul_not_swapped" ? "sub_forgets_sign" : "mul_not_swapped";
    REQUIRE(playground.dispatch_json(Json{{"type", "hunt"}, {"order", "guess"}, {"guess", other}}.dump()));
    CHECK(lab_of(playground)["hunt"]["guesses"] == Json{other});
    CHECK(!playground.dispatch_json(R"({"type":"hunt","order":"guess","guess":"no_division_by_n"})"));
    REQUIRE(playground.dispatch_json(Json{{"type", "hunt"}, {"order", "guess"}, {"guess", planted}}.dump()));
    lab = lab_of(playground);
    CHECK(lab["hunt"]["found"]["key"] == planted);
    CHECK(lab["hunt"]["found"]["wrong"] != lab["hunt"]["found"]["right"]);
    CHECK(lab["score"] == Json{{"hunts", 1}, {"solved", 1}, {"atOnce", 0}});
    CHECK(!playground.dispatch_json(R"({"type":"hunt","order":"guess","guess":"mul_not_swapped"})"));

    REQUIRE(playground.dispatch_json(R"({"type":"hunt","order":"start","seed":4})"));
    REQUIRE(playground.dispatch_json(R"({"type":"hunt","order":"stop"})"));
    CHECK(playground.document().formula == "price = apple * apple_num * tax");
    CHECK(playground.execution().value(playground.document().graph->find("price").value())[0] == 264);
    CHECK(playground.execution().fault() == nullptr);
    CHECK(lab_of(playground)["hunt"].is_null());
    CHECK(!playground.dispatch_json(R"({"type":"hunt","order":"guess","guess":"mul_not_swapped"})"));
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
          R"({"type":"hunt","order":"start","graph":"forest"})", R"({"type":"hunt","order":"guess"})"}) {
        CAPTURE(bad);
        CHECK(!playground.dispatch_json(bad));
        CHECK(playground.notice());
    }
    CHECK(!playground.lab().hunt());
}
