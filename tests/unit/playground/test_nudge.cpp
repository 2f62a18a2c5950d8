// What a drag does against what the gradient says, and what a step of the walk tells.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "playground/playground.hpp"

using namespace bp;
using Catch::Approx;

namespace {

NodeId named(const Playground& playground, const char* name) {
    return playground.document().graph->find(name).value();
}

const Card& card(Playground& playground, const char* name) {
    for (const Card& one : playground.graph_view().cards) {
        if (one.name == name) return one;
    }
    FAIL("no card " << name);
    return playground.graph_view().cards.front();
}

SetLeaf drag(const char* name, double value, int gesture) {
    return {.name = name, .value = Tensor<double>(value), .gesture = gesture};
}

}  // namespace

TEST_CASE("nudge: of a linear graph the gradient predicts the change exactly") {
    Playground playground;
    REQUIRE(playground.dispatch(drag("apple", 110, 1)));
    REQUIRE(playground.nudge());
    CHECK(playground.nudge()->predicted == Approx(22));
    CHECK(playground.nudge()->actual == Approx(22));
    // It counts from where the drag began, not from the last frame.
    REQUIRE(playground.dispatch(drag("apple", 120, 1)));
    CHECK(playground.nudge()->predicted == Approx(44));
    CHECK(playground.nudge()->actual == Approx(44));
    REQUIRE(playground.dispatch(drag("apple", 121, 2)));
    CHECK(playground.nudge()->predicted == Approx(2.2));
}

TEST_CASE("nudge: where the graph bends, prediction and change part") {
    Playground playground;
    REQUIRE(playground.dispatch(SetFormula{"y = x ** 3"}));
    REQUIRE(playground.dispatch(SetLeaf{"x", 2.0}));
    REQUIRE(playground.dispatch(drag("x", 3, 1)));
    REQUIRE(playground.nudge());
    CHECK(playground.nudge()->predicted == Approx(12));
    CHECK(playground.nudge()->actual == Approx(19));
}

TEST_CASE("nudge: an output of several numbers counts by its upstream gradient") {
    Playground playground;
    REQUIRE(playground.dispatch(SetFormula{"y = [1, 2] * x"}));
    REQUIRE(playground.dispatch(SetUpstream{Tensor<double>({2}, {3, 4})}));
    REQUIRE(playground.dispatch(drag("x", 2, 1)));
    REQUIRE(playground.nudge());
    CHECK(playground.nudge()->predicted == Approx(11));
    CHECK(playground.nudge()->actual == Approx(11));
}

TEST_CASE("nudge: a typed number, another command or another graph ends it") {
    Playground playground;
    REQUIRE(playground.dispatch(drag("apple", 110, 1)));
    SECTION("typed") {
        REQUIRE(playground.dispatch(SetLeaf{"apple", 7.0}));
        CHECK_FALSE(playground.nudge());
    }
    SECTION("another command") {
        REQUIRE(playground.dispatch(SetFormula{"y = apple * 2"}));
        CHECK_FALSE(playground.nudge());
    }
    SECTION("undo takes the drag back") {
        REQUIRE(playground.dispatch(Undo{}));
        if (playground.nudge()) CHECK(playground.nudge()->predicted == 0);
    }
}

TEST_CASE("motion: a step backward sends upstream × local = downstream to each input") {
    Playground playground;
    CHECK_FALSE(playground.motion());
    for (int i = 0; i < 3; ++i) REQUIRE(playground.dispatch(MoveWalk{}));
    const auto motion = playground.motion();
    REQUIRE(motion);
    CHECK(motion->backward);
    CHECK(motion->node == named(playground, "price"));
    CHECK(motion->sent.at(0) == "1 × 1.1 = 1.1");
    CHECK(motion->sent.at(1) == "1 × 200 = 200");
}

TEST_CASE("motion: a step forward tells what the op computes") {
    Playground playground;
    REQUIRE(playground.dispatch(MoveWalk{}));
    const auto motion = playground.motion();
    REQUIRE(motion);
    CHECK_FALSE(motion->backward);
    CHECK(motion->whole == "100 × 2 = 200");
    CHECK(motion->sent.empty());
}

TEST_CASE("walk: at a fan-out contributions add up one by one") {
    Playground playground;
    REQUIRE(playground.dispatch(SetFormula{"a = x * 2\nb = x * 3\ny = a + b"}));
    std::vector<std::string> sums;
    for (int i = 0; i < 6; ++i) {
        REQUIRE(playground.dispatch(MoveWalk{}));
        const std::string& sum = card(playground, "x").gradient;
        if (sums.empty() || sums.back() != sum) sums.push_back(sum);
    }
    CHECK(sums == std::vector<std::string>{"", "3 + …", "5"});
}

TEST_CASE("edge widths: the strongest edge is 1, and nothing is asked for when they are off") {
    Playground playground;
    REQUIRE(playground.dispatch_json(R"({"type": "edge_widths", "on": true})"));
    float strongest = 0;
    for (const Wire& wire : playground.graph_view().wires) strongest = std::max(strongest, wire.strength);
    CHECK(strongest == 1);
    const Wire& tax =
        *std::ranges::find(playground.graph_view().wires, named(playground, "tax"), &Wire::source);
    CHECK(tax.strength == 1);
    const Wire& apple =
        *std::ranges::find(playground.graph_view().wires, named(playground, "apple"), &Wire::source);
    CHECK(apple.strength == Approx(2.2 / 200));
    CHECK(playground.snapshot().find("\"edgeWidths\":true") != std::string::npos);
}
