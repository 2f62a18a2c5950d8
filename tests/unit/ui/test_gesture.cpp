// Gestures, without Dear ImGui: what a press begins, what follows, what comes of letting go.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "ui/canvas/gesture.hpp"

using namespace bp;
using namespace bp::ui;
using Catch::Approx;

namespace {

/// The apple graph, unmoved and unzoomed.
struct Scenery {
    Playground playground;
    Camera camera;
    std::vector<NodeId> selection;
    bool area_tool = false;

    Surroundings around() {
        return {playground.graph_view(), camera, playground.document(), selection, area_tool};
    }
    const Card& card(const char* name) {
        return *find_card(playground.graph_view(), playground.document().graph->find(name).value());
    }
    Pointer at(Point p) const { return {.at = p}; }
    void take(const Consequence& consequence) {
        for (const Action& action : consequence.actions) REQUIRE(playground.dispatch(action));
    }
    double leaf(const char* name) {
        return playground.document().leaves.at(*playground.document().graph->find(name))->data[0];
    }
};

bool idle(const Gesture& gesture) { return std::holds_alternative<Idle>(gesture); }

}  // namespace

TEST_CASE("gesture: the number follows the place of release, though nothing was seen in between") {
    Scenery scenery;
    const NodeId apple = scenery.card("apple").id;
    Gesture gesture = begin(OnNumber{apple}, scenery.at({100, 100}), scenery.around(), 1);
    scenery.take(end(gesture, scenery.at({150, 100}), scenery.around()));
    CHECK(idle(gesture));
    CHECK(scenery.leaf("apple") == 150);
}

TEST_CASE("gesture: a drag in many small steps ends where one large step does") {
    Scenery scenery;
    const NodeId apple = scenery.card("apple").id;
    Gesture gesture = begin(OnNumber{apple}, scenery.at({100, 100}), scenery.around(), 1);
    for (float x = 101; x <= 150; ++x) scenery.take(go_on(gesture, scenery.at({x, 100}), scenery.around()));
    scenery.take(end(gesture, scenery.at({150, 100}), scenery.around()));
    CHECK(scenery.leaf("apple") == 150);
    // One gesture, one step of undo.
    REQUIRE(scenery.playground.dispatch(Undo{}));
    CHECK(scenery.leaf("apple") == 100);
    CHECK_FALSE(scenery.playground.history().can_undo());
}

TEST_CASE("gesture: a press and release on the spot is a click: it chooses, or with a finger types") {
    Scenery scenery;
    const NodeId apple = scenery.card("apple").id;
    Gesture gesture = begin(OnNumber{apple}, scenery.at({100, 100}), scenery.around(), 1);
    const Consequence click = end(gesture, scenery.at({101, 100}), scenery.around());
    REQUIRE(click.actions.size() == 1);
    CHECK(std::get<Select>(click.actions[0]).nodes == std::vector{apple});

    Pointer finger{.at = {100, 100}, .touch = true};
    gesture = begin(OnNumber{apple}, finger, scenery.around(), 2);
    const Consequence tap = end(gesture, finger, scenery.around());
    CHECK(tap.actions.empty());
    CHECK(tap.type == apple);
}

TEST_CASE("gesture: a clicked card that is selected stays selected") {
    Scenery scenery;
    const NodeId apple = scenery.card("apple").id;
    scenery.selection = {apple};
    Gesture gesture = begin(OnCard{apple}, scenery.at({100, 100}), scenery.around(), 1);
    const Consequence click = end(gesture, scenery.at({100, 100}), scenery.around());
    REQUIRE(click.actions.size() == 1);
    CHECK(std::get<Select>(click.actions[0]).nodes == std::vector{apple});
    CHECK(std::get<Select>(click.actions[0]).mode == Select::Mode::set);
}

TEST_CASE("gesture: a moved card takes the selection along, by whole steps of the grid") {
    Scenery scenery;
    const NodeId apple = scenery.card("apple").id, tax = scenery.card("tax").id;
    const Point from = scenery.card("apple").centre, other = scenery.card("tax").centre;
    scenery.selection = {apple, tax};
    scenery.camera.zoom_at({0, 0}, 2);
    Gesture gesture = begin(OnCard{apple}, scenery.at({100, 100}), scenery.around(), 1);
    scenery.take(end(gesture, scenery.at({140, 180}), scenery.around()));
    CHECK(std::abs(scenery.card("apple").centre.x - (from.x + 20)) <= 2);
    CHECK(std::abs(scenery.card("apple").centre.y - (from.y + 40)) <= 2);
    CHECK(std::abs(scenery.card("tax").centre.x - (other.x + 20)) <= 2);
}

TEST_CASE("gesture: the background pans, and with Shift or the tool chooses an area") {
    Scenery scenery;
    Gesture gesture = begin(OnBackground{}, scenery.at({10, 10}), scenery.around(), 1);
    CHECK(go_on(gesture, scenery.at({11, 10}), scenery.around()).pan == Point{0, 0});
    const Consequence moved = go_on(gesture, scenery.at({40, 30}), scenery.around());
    CHECK(moved.pan == Point{30, 20});
    CHECK(end(gesture, scenery.at({41, 30}), scenery.around()).actions.empty());

    scenery.area_tool = true;
    const GraphView& view = scenery.playground.graph_view();
    gesture =
        begin(OnBackground{}, scenery.at({view.top_left.x - 5, view.top_left.y - 5}), scenery.around(), 2);
    const Consequence box =
        end(gesture, scenery.at({view.bottom_right.x + 5, view.bottom_right.y + 5}), scenery.around());
    REQUIRE(box.actions.size() == 1);
    CHECK(std::get<Select>(box.actions[0]).nodes.size() == view.cards.size());
}

TEST_CASE("gesture: a number that cannot be set is not dragged") {
    Scenery scenery;
    const NodeId price = scenery.card("price").id;
    CHECK(idle(begin(OnNumber{price}, scenery.at({0, 0}), scenery.around(), 1)));
}
