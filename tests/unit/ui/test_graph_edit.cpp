#include <catch2/catch_test_macros.hpp>

#include "formula/formula.hpp"
#include "unit/ui/stage.hpp"

using namespace bp;
using namespace bp::test;

namespace {

const Document& document(Stage& stage) { return stage.playground.document(); }

NodeId named(Stage& stage, const char* name) { return document(stage).graph->find(name).value(); }

const Card& card(Stage& stage, const char* name) {
    for (const Card& card : stage.playground.graph_view().cards) {
        if (card.name == name) return card;
    }
    throw std::runtime_error("no card");
}

/// The middle of the right side: where edges leave.
Point out_of(Stage& stage, std::string_view label) {
    const Widget* w = stage.widget(label);
    REQUIRE(w);
    return {w->x + w->w + 4, w->y + w->h / 2};
}

/// The left side of an op, at input `k` of two.
Point into(Stage& stage, std::string_view label, int k) {
    const Widget* w = stage.widget(label);
    REQUIRE(w);
    return {w->x, w->y + w->h * (k == 0 ? 0.25f : 0.75f)};
}

void drag(Stage& stage, Point from, Point to) {
    stage.move(from);
    stage.button(true);
    stage.move({(from.x + to.x) / 2, (from.y + to.y) / 2});
    stage.move(to);
    stage.button(false);
    stage.step();
}

void key(ImGuiKey modifier, ImGuiKey key, Stage& stage) {
    ImGui::GetIO().AddKeyEvent(modifier, true);
    stage.key(key);
    ImGui::GetIO().AddKeyEvent(modifier, false);
    stage.step();
}

void load(Stage& stage, const std::string& formula) {
    REQUIRE(stage.playground.dispatch(NewGraph{}));
    REQUIRE(stage.playground.dispatch(SetFormula{formula}));
    stage.steps(2);
}

}  // namespace

TEST_CASE("edit: an op follows the pointer, a leaf is moved by its upper part, and undo is one step") {
    Stage stage;
    const Point before = card(stage, "price").centre;
    Point at = stage.place("price");
    drag(stage, at, {at.x + 60, at.y + 40});
    const Point after = card(stage, "price").centre;
    CHECK(after.x > before.x + 20);
    CHECK(after.y > before.y + 15);
    CHECK(stage.playground.selection().empty());
    CHECK(stage.leaf("apple") == 100);
    const Widget* apple = stage.widget("apple");
    at = {apple->x + apple->w / 2, apple->y + apple->h * 0.2f};
    drag(stage, at, {at.x + 50, at.y});
    CHECK(stage.leaf("apple") == 100);
    CHECK(document(stage).places.size() == 2);
    stage.playground.dispatch(Undo{});
    CHECK(document(stage).places.size() == 1);
    stage.playground.dispatch(Undo{});
    CHECK(card(stage, "price").centre == before);
}

TEST_CASE("edit: an edge is pulled from a card to an op, and away from it") {
    Stage stage;
    load(stage, "a = x * y\nb = u + v");
    drag(stage, out_of(stage, "a"), into(stage, "b", 0));
    CHECK(document(stage).formula == "a = x * y\nb = a + v");
    // Its head is taken off again and dropped on nothing.
    Point head = into(stage, "b", 0);
    head.x -= 2;
    drag(stage, head, {head.x + 20, head.y + 160});
    CHECK(document(stage).graph->node(named(stage, "b")).input[0] != named(stage, "a"));
    CHECK(stage.playground.execution().value(named(stage, "b"))[0] == 2);
    // A cycle is refused with the reason.
    stage.playground.dispatch(Connect{named(stage, "a"), named(stage, "b"), 0});
    stage.step();
    drag(stage, out_of(stage, "b"), into(stage, "a", 0));
    REQUIRE(stage.playground.notice());
    CHECK(stage.playground.notice()->text.find("cycle") != std::string::npos);
}

TEST_CASE("edit: an edge dropped in the open asks what to add to it") {
    Stage stage;
    const Point from = out_of(stage, "price");
    drag(stage, from, {from.x + 20, from.y + 200});
    CHECK(stage.playground.palette());
    CHECK(stage.playground.selection() == std::vector<NodeId>{named(stage, "price")});
}

TEST_CASE("edit: an area, the tools of a selection, and keys") {
    Stage stage;
    stage.click("Select an area");
    drag(stage, {4, 80}, {870, 720});
    CHECK(stage.playground.selection().size() == 5);
    stage.click("Duplicate");
    stage.step();
    CHECK(document(stage).graph->nodes().size() == 10);
    CHECK(stage.playground.selection().size() == 5);
    stage.click("Delete");
    stage.step();
    CHECK(document(stage).graph->nodes().size() == 5);
    key(ImGuiMod_Ctrl, ImGuiKey_A, stage);
    CHECK(stage.playground.selection().size() == 5);
    key(ImGuiMod_Ctrl, ImGuiKey_C, stage);
    key(ImGuiMod_Ctrl, ImGuiKey_V, stage);
    CHECK(document(stage).graph->nodes().size() == 10);
    stage.key(ImGuiKey_Delete);
    CHECK(document(stage).graph->nodes().size() == 5);
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, true);
    key(ImGuiMod_Ctrl, ImGuiKey_A, stage);
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, false);
    stage.step();
    CHECK(stage.playground.selection().empty());
    stage.key(ImGuiKey_A);
    CHECK(stage.playground.palette());
}

TEST_CASE("edit: a group is one card; it opens, folds and comes apart") {
    Stage stage;
    load(stage, "y = 1 / (1 + exp(-1 * x)) * k");
    std::vector<NodeId> nodes;
    for (const Node& node : document(stage).graph->nodes()) {
        if (node.arity > 0 && node.id != named(stage, "y")) nodes.push_back(node.id);
    }
    stage.playground.dispatch(Select{nodes});
    stage.step();
    stage.click("Group");
    stage.steps(2);
    REQUIRE(document(stage).groups.size() == 1);
    REQUIRE(stage.widget("group 1"));
    stage.double_click("group 1");
    stage.step();
    CHECK_FALSE(document(stage).groups[0].folded);
    REQUIRE(stage.widget("Fold group 1"));
    stage.click("Fold group 1");
    stage.step();
    CHECK(document(stage).groups[0].folded);
    stage.click("group 1");
    stage.step();
    CHECK(stage.playground.selection().size() == nodes.size());
    stage.click("Ungroup");
    CHECK(document(stage).groups.empty());
}

TEST_CASE("edit: an empty sheet draws, and takes its first node") {
    Stage stage;
    REQUIRE(stage.playground.dispatch(NewGraph{}));
    stage.steps(3);
    CHECK(stage.vertices().first);
    stage.click("Fit");
    stage.steps(2);
    REQUIRE(stage.playground.dispatch(AddOp{.op = OpKind::input, .name = "x"}));
    stage.steps(2);
    REQUIRE(stage.widget("x"));
    const Point at = stage.place("x");
    CHECK(at.x > 0);
    CHECK(at.x < 880);
}

TEST_CASE("edit: a constant's number is dragged like a leaf's") {
    Stage stage;
    load(stage, "y = x * 2");
    const Point at = stage.place("constant node 1");
    drag(stage, {at.x, at.y + 6}, {at.x + 60, at.y + 6});
    CHECK(stage.output() > 2);
    CHECK(document(stage).formula.find("y = x * ") == 0);
}
