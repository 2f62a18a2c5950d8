#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cfloat>
#include <vector>

#include "unit/ui/stage.hpp"

// Input does not depend on the frame rate: whatever happens between two frames counts.
using namespace bp;
using namespace bp::test;
using Catch::Approx;

namespace {

void press(Point at) {
    ImGui::GetIO().AddMousePosEvent(at.x, at.y);
    ImGui::GetIO().AddMouseButtonEvent(0, true);
}

void let_go(Point at) {
    ImGui::GetIO().AddMousePosEvent(at.x, at.y);
    ImGui::GetIO().AddMouseButtonEvent(0, false);
}

/// Press, way and release before the next frame.
void drag(Point from, const std::vector<Point>& way) {
    press(from);
    for (const Point at : way) ImGui::GetIO().AddMousePosEvent(at.x, at.y);
    let_go(way.back());
}

Point beside(Point at, float x, float y = 0) { return {at.x + x, at.y + y}; }

}  // namespace

TEST_CASE("one frame: a number is that of the place of release") {
    for (const bool before : {false, true}) {
        CAPTURE(before);
        Stage stage;
        const Point apple = stage.place("apple");
        if (before) stage.move(apple);  // the pointer was there already
        drag(apple, {beside(apple, 9), beside(apple, 80), beside(apple, 50)});
        stage.steps(8);
        CHECK(stage.leaf("apple") == 150);
        REQUIRE(stage.playground.dispatch(Undo{}));
        CHECK(stage.leaf("apple") == 100);
        CHECK_FALSE(stage.playground.history().can_undo());
    }
}

TEST_CASE("one frame: a touch drags, taps and leaves") {
    Stage stage(390, 420);
    ImGuiIO& io = ImGui::GetIO();
    const Point apple = stage.place("apple");
    io.AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
    drag(apple, {beside(apple, 15)});
    io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
    stage.steps(8);
    CHECK(stage.leaf("apple") == 115);
    io.AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
    press(apple);
    let_go(apple);
    io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
    stage.steps(8);
    CHECK(stage.widget("apple")->role == "textbox");
}

TEST_CASE("one frame: a card goes to the place of release") {
    Stage stage;
    const Widget card = *stage.widget("apple");
    const Point handle{card.x + card.w / 2, card.y + 0.2f * card.h};
    drag(handle, {beside(handle, 300, 300), beside(handle, 80, 40)});
    stage.steps(8);
    CHECK(stage.leaf("apple") == 100);
    CHECK(stage.widget("apple")->x == Approx(card.x + 80).margin(3));
    CHECK(stage.widget("apple")->y == Approx(card.y + 40).margin(3));
}

TEST_CASE("one frame: clicks choose, two of them open the field, a box chooses what is in it") {
    Stage stage;
    const Point apple = stage.place("apple");
    SECTION("a click") {
        press(apple);
        let_go(apple);
        stage.steps(8);
        CHECK(stage.playground.selected() == stage.playground.document().graph->find("apple"));
    }
    SECTION("two clicks") {
        for (int i = 0; i < 2; ++i) {
            press(apple);
            let_go(apple);
        }
        stage.steps(8);
        CHECK(stage.widget("apple")->role == "textbox");
    }
    SECTION("two slow clicks, though no frame was drawn between them") {
        press(apple);
        let_go(apple);
        stage.steps(8);
        ImGui::GetIO().DeltaTime = 1.0f;  // as PlatformWeb::pass tells it
        press(apple);
        let_go(apple);
        stage.step();
        ImGui::GetIO().DeltaTime = 1.0f / 60;
        stage.steps(8);
        CHECK(stage.widget("apple")->role == "slider");
    }
    SECTION("a box") {
        stage.click("Select an area");
        drag({2, 60}, {{400, 400}, {878, 700}});
        stage.steps(8);
        CHECK(stage.playground.selection().size() == stage.playground.document().graph->nodes().size());
    }
    SECTION("the background") {
        drag({440, 700}, {{900, 10}, {480, 640}});
        stage.steps(8);
        CHECK(stage.place("apple").x == Approx(apple.x + 40).margin(0.1));
        CHECK(stage.place("apple").y == Approx(apple.y - 60).margin(0.1));
    }
}

TEST_CASE("one frame: every turn of the wheel counts, at its place") {
    Stage stage;
    const float width = stage.widget("apple")->w;
    const Point apple = stage.place("apple");
    for (int i = 0; i < 3; ++i) {
        ImGui::GetIO().AddMousePosEvent(apple.x, apple.y);
        ImGui::GetIO().AddMouseWheelEvent(0, 1);
    }
    ImGui::GetIO().AddMousePosEvent(5, 5);
    stage.steps(8);
    CHECK(stage.widget("apple")->w == Approx(width * 1.12f * 1.12f * 1.12f).epsilon(0.01));
}

TEST_CASE("one frame: a key that goes down and up counts, with its modifiers") {
    Stage stage;
    REQUIRE(stage.playground.dispatch(SetLeaf{"apple", 7.0, 0}));
    ImGuiIO& io = ImGui::GetIO();
    io.AddKeyEvent(ImGuiMod_Ctrl, true);
    io.AddKeyEvent(ImGuiKey_Z, true);
    io.AddKeyEvent(ImGuiKey_Z, false);
    io.AddKeyEvent(ImGuiMod_Ctrl, false);
    stage.steps(8);
    CHECK(stage.leaf("apple") == 100);
}
