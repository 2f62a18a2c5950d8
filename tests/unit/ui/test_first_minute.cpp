#include <catch2/catch_test_macros.hpp>

#include "support/korean.hpp"
#include "ui/canvas/hint.hpp"
#include "ui/controls.hpp"
#include "unit/ui/stage.hpp"

using namespace bp;
using namespace bp::test;

namespace {

const Widget* tooltip(Stage& stage) {
    for (const Widget& widget : stage.screen().widgets()) {
        if (widget.role == "tooltip") return &widget;
    }
    return nullptr;
}

/// What a pointer that rests there for a second is told.
std::string told(Stage& stage, Point at) {
    stage.move({1, 1});
    stage.steps(2);
    stage.move(at);
    stage.steps(60);
    const Widget* tip = tooltip(stage);
    return tip ? tip->value.empty() ? tip->label : tip->label + " " + tip->value : "";
}

std::string told(Stage& stage, std::string_view label) { return told(stage, stage.place(label)); }

bool hint_shown(Stage& stage) {
    // The hint's text is drawn in a frame that is otherwise the same.
    stage.step();
    const int with = stage.vertices().second;
    stage.screen().set_hint(false);
    stage.step();
    const int without = stage.vertices().second;
    stage.screen().set_hint(true);
    stage.step();
    return with > without;
}

void drag_number(Stage& stage, std::string_view label) {
    const Widget* card = stage.widget(label);
    REQUIRE(card);
    const Point at{card->x + card->w / 2, card->y + card->h * 0.7f};
    stage.move(at);
    stage.button(true);
    stage.move({at.x + 30, at.y});
    stage.button(false);
}

}  // namespace

TEST_CASE("tooltip: every tool says what it does and by which key, also one that cannot be used") {
    Stage stage;
    CHECK(told(stage, "Add") == "Add A");
    CHECK(told(stage, "Select an area") == "Select an area");
    CHECK(told(stage, "Undo") == "Undo Ctrl+Z");
    CHECK(told(stage, "Zoom in") == "Zoom in +");
    CHECK(told(stage, "Fit") == "Fit F");
    load_korean();
    stage.playground.dispatch(SetLanguage{Language::ko});
    stage.step();
    CHECK(told(stage, "화면에 맞추기") == "화면에 맞추기 F");
}

TEST_CASE("tooltip: cards and ports say what a press on them does") {
    Stage stage;
    const Widget* apple = stage.widget("apple");
    REQUIRE(apple);
    const float x = apple->x + apple->w / 2;
    CHECK(told(stage, Point{x, apple->y + 0.8f * apple->h}) == "Drag to change, double-click to type");
    CHECK(told(stage, Point{x, apple->y + 0.2f * apple->h}) == "Drag to move");
    CHECK(told(stage, "price") == "Click to explain, drag to move");
    const Widget* price = stage.widget("price");
    CHECK(told(stage, Point{price->x + price->w + 4, price->y + price->h / 2}) == "Drag an edge from here");
}

TEST_CASE("tooltip: it waits, lies within the canvas, and goes when the control is pressed") {
    Stage stage;
    for (const char* label : {"Add", "Undo", "Fit", "Zoom out"}) {
        stage.move({1, 1});
        stage.move(stage.place(label));
        stage.steps(10);
        CHECK_FALSE(tooltip(stage));
        stage.steps(50);
        const Widget* tip = tooltip(stage);
        REQUIRE(tip);
        CHECK(tip->x >= 0);
        CHECK(tip->y >= 0);
        CHECK(tip->x + tip->w <= 880);
        CHECK(tip->y + tip->h <= 740);
    }
    stage.button(true);
    stage.button(false);
    stage.steps(60);
    CHECK_FALSE(tooltip(stage));
}

TEST_CASE("tooltip: a control that the keyboard reaches shows its own") {
    Stage stage;
    stage.move({-1, -1});
    for (int i = 0; i < 3; ++i) stage.key(ImGuiKey_Tab);
    stage.steps(60);
    CHECK(tooltip(stage));
}

TEST_CASE("keyboard: nothing that it shows stays when it goes elsewhere on the page, and it comes back") {
    Stage stage;
    stage.move({-1, -1});
    stage.steps(5);
    const int plain = stage.vertices().second;
    int stops = 0;
    for (int i = 0; i < 14; ++i) {
        stage.key(ImGuiKey_Tab);
        stage.steps(60);
        const bool told = tooltip(stage) != nullptr;
        stage.screen().set_focused(false);
        stage.steps(2);
        CHECK_FALSE(tooltip(stage));
        CHECK(stage.vertices().second == plain);
        stage.screen().set_focused(true);
        stage.steps(60);
        CHECK((tooltip(stage) != nullptr) == told);
        stops += told;
    }
    CHECK(stops > 8);
}

TEST_CASE("cursor: it shows what a press will do") {
    Stage stage;
    const auto over = [&](Point at) {
        stage.move(at);
        stage.steps(2);
        return ImGui::GetMouseCursor();
    };
    const Widget apple = *stage.widget("apple"), price = *stage.widget("price");
    const float x = apple.x + apple.w / 2;
    CHECK(over({x, apple.y + 0.8f * apple.h}) == ImGuiMouseCursor_ResizeEW);
    CHECK(over({x, apple.y + 0.2f * apple.h}) == ImGuiMouseCursor_ResizeAll);
    CHECK(over(stage.place("price")) == ImGuiMouseCursor_Hand);
    CHECK(over({price.x + price.w + 4, price.y + price.h / 2}) == ui::kCursorCrosshair);
    CHECK(over(stage.place("Fit")) == ImGuiMouseCursor_Hand);
    CHECK(over(stage.place("Undo")) == ImGuiMouseCursor_Arrow);  // there is nothing to undo
    const Point free{440, 680};
    CHECK(over(free) == ui::kCursorGrab);
    stage.button(true);
    stage.step();
    CHECK(ImGui::GetMouseCursor() == ui::kCursorGrabbing);
    stage.button(false);
    stage.click("Select an area");
    CHECK(over(free) == ui::kCursorCrosshair);
}

TEST_CASE("select: a second click and Escape keep the node; the background lets it go") {
    Stage stage;
    const auto price = *stage.playground.document().graph->find("price");
    const auto settle = [&] { stage.steps(40); };  // so that two clicks are no double click
    stage.click("price");
    settle();
    stage.click("price");
    CHECK(stage.playground.selected() == price);
    stage.key(ImGuiKey_Escape);
    CHECK(stage.playground.selected() == price);
    stage.move({440, 680});
    stage.button(true);
    stage.button(false);
    stage.step();
    CHECK_FALSE(stage.playground.selected());
}

TEST_CASE("select: after a walk a click on the highlighted node explains it") {
    Stage stage;
    for (int i = 0; i < 20; ++i) stage.playground.dispatch(MoveWalk{});
    const auto at = stage.playground.selected();
    REQUIRE(at);
    stage.step();
    stage.click(stage.playground.document().graph->label(*at));
    CHECK(stage.playground.selected() == at);
}

TEST_CASE("hint: it is there until a number is changed, by whatever means") {
    const auto shown_after = [](auto&& what) {
        Stage stage;
        stage.screen().set_hint(true);
        CHECK(hint_shown(stage));
        what(stage);
        stage.steps(2);
        return hint_shown(stage);
    };
    CHECK(shown_after([](Stage& stage) { stage.click("price"); }));
    CHECK(shown_after([](Stage& stage) { stage.playground.dispatch(LoadPreset{"sigmoid"}); }));
    CHECK_FALSE(shown_after([](Stage& stage) { drag_number(stage, "apple"); }));
    CHECK_FALSE(shown_after([](Stage& stage) {
        stage.playground.dispatch(SetLeaf{.name = "tax", .value = Tensor<double>(2.0)});
    }));
}

TEST_CASE("hint: it is not shown where another text says what to do") {
    Stage stage;
    stage.screen().set_hint(true);
    for (const Room room : {Room::lessons, Room::check, Room::mnist}) {
        stage.playground.dispatch(Show{room});
        CHECK_FALSE(hint_shown(stage));
    }
    stage.playground.dispatch(Show{Room::graph});
    CHECK(hint_shown(stage));
    stage.playground.dispatch(HuntBug{});
    CHECK_FALSE(hint_shown(stage));
}

TEST_CASE("hint: it stands on nothing, within the canvas, or not at all") {
    const Rect area{0, 0, 400, 300}, card{20, 100, 100, 60};
    const Point size{150, 36};
    const auto below = ui::hint_place(card, size, {}, area);
    REQUIRE(below);
    CHECK(below->y > card.bottom());
    const std::vector<Rect> taken{{0, 165, 400, 100}};
    const auto above = ui::hint_place(card, size, taken, area);
    REQUIRE(above);
    CHECK(above->bottom() < card.y);
    const std::vector<Rect> all{{0, 0, 400, 300}};
    CHECK_FALSE(ui::hint_place(card, size, all, area));
    CHECK_FALSE(ui::hint_place(card, {500, 36}, {}, area));
}
