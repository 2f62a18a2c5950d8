#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <limits>
#include <set>

#include "imgui_internal.h"
#include "unit/ui/stage.hpp"

using namespace bp;
using namespace bp::test;
using Catch::Approx;

namespace {

std::vector<std::string> preset_keys() {
    std::vector<std::string> keys;
    for (const Preset& preset : presets()) keys.emplace_back(preset.key);
    return keys;
}

/// A chain of `count` additions.
std::string long_formula(int count) {
    std::string text = "y0 = x + 1\n";
    for (int i = 1; i < count; ++i) {
        text += "y" + std::to_string(i) + " = y" + std::to_string(i - 1) + " + 1\n";
    }
    return text;
}

}  // namespace

TEST_CASE("rooms: drawing dispatches nothing by itself, for every preset and size") {
    for (const std::string& preset : preset_keys()) {
        for (const Room room : {Room::graph, Room::mnist}) {
            for (const auto& [width, height] : {std::pair{880.0f, 740.0f}, std::pair{390.0f, 420.0f}}) {
                Stage stage(width, height);
                REQUIRE(stage.playground.dispatch(LoadPreset{preset}));
                stage.playground.dispatch(Show{room});
                const uint64_t before = stage.playground.revision();
                stage.steps(3);
                CHECK(stage.playground.revision() == before);
                CHECK(stage.playground.take_training_orders().empty());
                CHECK(stage.vertices().first);
                CHECK(stage.vertices().second > 100);
            }
        }
    }
}

TEST_CASE("widgets: every card and tool once, by its label") {
    Stage stage;
    stage.step();
    std::set<std::string> labels;
    for (const Widget& widget : stage.screen().widgets()) {
        INFO(widget.label);
        CHECK(labels.insert(widget.label).second);
        CHECK(!widget.role.empty());
    }
    for (const char* label : {"apple", "apple_num", "tax", "Add", "Select an area", "Undo", "Redo", "Zoom in",
                              "Zoom out", "Fit"}) {
        INFO(label);
        CHECK(labels.contains(label));
    }
    REQUIRE(stage.widget("apple"));
    CHECK(stage.widget("apple")->role == "slider");
    CHECK(stage.widget("apple")->value == "100");
    CHECK(stage.widget("Undo")->disabled);
}

TEST_CASE("widgets: a leaf with a tool's name is told apart") {
    Stage stage;
    REQUIRE(stage.playground.dispatch(SetFormula{"y = Fit * 2"}));
    stage.step();
    CHECK(stage.widget("Fit"));
    CHECK(stage.widget("Fit (2)"));
}

TEST_CASE("dragging a leaf sets its value, and the output follows in the same frame") {
    Stage stage;
    const double output = stage.output();
    stage.move(stage.place("apple"));
    stage.button(true);
    Point at = stage.place("apple");
    at.x += 20;
    stage.move(at);
    CHECK(stage.leaf("apple") == 120);
    CHECK(stage.output() == Approx(output * 1.2));
    // The frame just drawn was drawn from these numbers.
    const GraphView& view = stage.playground.graph_view();
    CHECK(view.cards.back().value == brief(stage.output()));
    at.x -= 5;
    stage.move(at);
    CHECK(stage.leaf("apple") == 115);
    stage.button(false);

    SECTION("one drag is one step of undo, and the next drag another") {
        REQUIRE(stage.playground.dispatch(Undo{}));
        CHECK(stage.leaf("apple") == 100);
        CHECK_FALSE(stage.playground.history().can_undo());
    }
    SECTION("the pointer's further way changes nothing") {
        at.x += 100;
        stage.move(at);
        CHECK(stage.leaf("apple") == 115);
    }
}

TEST_CASE("a click without a movement changes no number; it chooses the node to be explained") {
    Stage stage;
    stage.click("apple");
    stage.steps(2);
    CHECK(!stage.playground.history().can_undo());
    CHECK(stage.playground.selected() == stage.playground.document().graph->find("apple"));
    CHECK(stage.widget("apple")->role == "slider");
}

TEST_CASE("typing: a double click opens the exact number, Enter sets it") {
    Stage stage;
    stage.double_click("apple");
    REQUIRE(stage.widget("apple"));
    CHECK(stage.widget("apple")->role == "textbox");
    CHECK(stage.widget("apple")->value == "100");
    CHECK(ImGui::GetIO().WantTextInput);
    stage.type("120.5");
    stage.key(ImGuiKey_Enter);
    CHECK(stage.leaf("apple") == 120.5);
    CHECK(stage.widget("apple")->role == "slider");
    CHECK(stage.widget("apple")->value == "120.5");
    stage.steps(3);
    CHECK(stage.widget("apple")->role == "slider");
}

TEST_CASE("typing: leaving the field sets the number, Escape does not") {
    Stage stage;
    stage.double_click("apple");
    stage.type("7");
    SECTION("leaving") {
        stage.move({300, 725});
        stage.button(true);
        stage.button(false);
        CHECK(stage.leaf("apple") == 7);
    }
    SECTION("Escape") {
        stage.key(ImGuiKey_Escape);
        CHECK(stage.leaf("apple") == 100);
    }
    CHECK(stage.widget("apple")->role == "slider");
}

TEST_CASE("typing: text that is not a number keeps the field open and the document as it was") {
    Stage stage;
    stage.double_click("apple");
    stage.type("abc");
    const uint64_t before = stage.playground.revision();
    stage.key(ImGuiKey_Enter);
    stage.steps(2);
    CHECK(stage.playground.revision() == before);
    CHECK(stage.leaf("apple") == 100);
    CHECK(stage.widget("apple")->role == "textbox");
    CHECK(stage.widget("apple")->value == "abc");
    CHECK(ImGui::GetIO().WantTextInput);
    stage.type("3");  // the field has the keyboard again, its text selected
    stage.key(ImGuiKey_Enter);
    CHECK(stage.leaf("apple") == 3);
}

TEST_CASE("typing: Ctrl+click opens the field") {
    Stage stage;
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, true);
    stage.click("tax");
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, false);
    stage.steps(2);
    CHECK(stage.widget("tax")->role == "textbox");
}

TEST_CASE("touch: a tap opens the field, a drag does not") {
    Stage stage(390, 420);
    ImGuiIO& io = ImGui::GetIO();
    io.AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
    const Point apple = stage.place("apple");
    stage.move(apple);
    stage.button(true);
    SECTION("tap") {
        stage.button(false);
        stage.step();  // the field has the keyboard one frame after the tap
        CHECK(ImGui::GetCurrentContext()->PlatformImeData.WantTextInput);
        CHECK(stage.widget("apple")->role == "textbox");
        stage.step();
        CHECK(io.WantTextInput);
    }
    SECTION("drag") {
        stage.move({apple.x + 15, apple.y});
        stage.button(false);
        stage.steps(3);
        CHECK(stage.widget("apple")->role == "slider");
        CHECK(stage.leaf("apple") == 115);
    }
    SECTION("tools are large enough for fingers") {
        for (const char* label : {"Undo", "Redo", "Zoom in", "Zoom out", "Fit"}) {
            CHECK(stage.widget(label)->w >= 40);
            CHECK(stage.widget(label)->h >= 40);
        }
    }
}

TEST_CASE("keyboard: Tab reaches the cards, arrows nudge a leaf, Enter opens its field") {
    Stage stage;
    const auto focused = [&] {
        for (const Widget& widget : stage.screen().widgets()) {
            if (widget.focused) return widget.label;
        }
        return std::string();
    };
    std::set<std::string> reached;
    for (int i = 0; i < 40 && focused() != "apple"; ++i) {
        stage.key(ImGuiKey_Tab);
        stage.step();
        reached.insert(focused());
    }
    REQUIRE(focused() == "apple");
    stage.key(ImGuiKey_UpArrow);
    CHECK(stage.leaf("apple") == 101);
    CHECK(focused() == "apple");
    stage.key(ImGuiKey_DownArrow);
    stage.key(ImGuiKey_DownArrow);
    CHECK(stage.leaf("apple") == 99);
    stage.key(ImGuiKey_Enter);
    stage.steps(2);
    CHECK(stage.widget("apple")->role == "textbox");
    stage.type("5");
    stage.key(ImGuiKey_Enter);
    CHECK(stage.leaf("apple") == 5);
    stage.steps(2);
    CHECK(focused() == "apple");  // the card has the keyboard again
    stage.key(ImGuiKey_UpArrow);
    CHECK(stage.leaf("apple") == 5.05);
    CHECK(reached.size() > 3);
}

TEST_CASE("keyboard: undo and redo") {
    Stage stage;
    REQUIRE(stage.playground.dispatch(SetLeaf{"apple", 7.0, 0}));
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, true);
    stage.key(ImGuiKey_Z);
    CHECK(stage.leaf("apple") == 100);
    stage.key(ImGuiKey_Y);
    CHECK(stage.leaf("apple") == 7);
}

TEST_CASE("tools: undo and redo do what they say") {
    Stage stage;
    REQUIRE(stage.playground.dispatch(SetLeaf{"apple", 7.0, 0}));
    stage.step();
    stage.click("Undo");
    CHECK(stage.leaf("apple") == 100);
    stage.click("Redo");
    CHECK(stage.leaf("apple") == 7);
}

TEST_CASE("view: the wheel zooms and keeps the point under the pointer") {
    Stage stage;
    const Point apple = stage.place("apple");
    const float width = stage.widget("apple")->w;
    stage.move(apple);
    ImGui::GetIO().AddMouseWheelEvent(0, 2);
    stage.steps(2);
    const float factor = stage.widget("apple")->w / width;
    CHECK(factor > 1.2f);
    // The pointer stands on whole pixels, a little beside the card's middle.
    const Point pointer{std::floor(apple.x), std::floor(apple.y)};
    CHECK(stage.place("apple").x == Approx(pointer.x + (apple.x - pointer.x) * factor).margin(0.1));
    CHECK(stage.place("apple").y == Approx(pointer.y + (apple.y - pointer.y) * factor).margin(0.1));
    CHECK(stage.leaf("apple") == 100);
    stage.click("Fit");
    stage.step();
    CHECK(stage.widget("apple")->w == Approx(width));
}

TEST_CASE("view: dragging the background moves the graph, F fits it again") {
    Stage stage;
    const Point before = stage.place("apple");
    stage.move({440, 700});
    stage.button(true);
    stage.move({480, 640});
    stage.button(false);
    stage.step();
    CHECK(stage.place("apple").x == Approx(before.x + 40).margin(0.1));
    CHECK(stage.place("apple").y == Approx(before.y - 60).margin(0.1));
    stage.key(ImGuiKey_F);
    stage.step();
    CHECK(stage.place("apple").x == Approx(before.x).margin(0.1));
}

TEST_CASE("view: two fingers zoom around their middle and move") {
    Stage stage;
    const Point apple = stage.place("apple");
    stage.screen().pinch(2, apple.x, apple.y);
    stage.screen().pan(10, -20);
    stage.step();
    CHECK(stage.place("apple").x == Approx(apple.x + 10).margin(0.1));
    CHECK(stage.place("apple").y == Approx(apple.y - 20).margin(0.1));
}

TEST_CASE("view: the graph stays fitted when the window changes, unless the user moved it") {
    Stage stage;
    ImGui::GetIO().DisplaySize = {390, 420};
    stage.steps(2);
    for (const Widget& widget : stage.screen().widgets()) {
        INFO(widget.label);
        CHECK(widget.x >= 0);
        CHECK(widget.y >= 0);
        CHECK(widget.x + widget.w <= 390);
        CHECK(widget.y + widget.h <= 420);
    }
    stage.screen().pan(5, 0);
    stage.step();
    const Point moved = stage.place("apple");
    ImGui::GetIO().DisplaySize = {880, 740};
    stage.steps(2);
    CHECK(stage.place("apple").x == Approx(moved.x).margin(0.1));
}

TEST_CASE("numbers that are not finite are drawn with finite coordinates") {
    Stage stage;
    for (const double value :
         {std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(),
          std::numeric_limits<double>::quiet_NaN(), 1e308, 5e-324}) {
        REQUIRE(stage.playground.dispatch(SetLeaf{"apple", value, 0}));
        stage.steps(30);  // so that two presses are not a double click
        CHECK(stage.vertices().first);
        stage.move(stage.place("apple"));
        CHECK(stage.vertices().first);
        stage.button(true);
        Point at = stage.place("apple");
        at.x += 30;
        stage.move(at);
        stage.button(false);
        CHECK(std::isfinite(stage.leaf("apple")));
        CHECK(stage.vertices().first);
    }
}

TEST_CASE("a large graph: only what is in view is drawn") {
    Stage stage;
    REQUIRE(stage.playground.dispatch(SetFormula{long_formula(2000)}));
    stage.steps(2);
    const int all = stage.vertices().second;
    stage.screen().pinch(1000, 440, 370);
    stage.steps(2);
    CHECK(stage.vertices().second < all);
    CHECK(stage.vertices().second < 20000);
    CHECK(stage.screen().widgets().size() < 100);
    CHECK(stage.vertices().first);
}

TEST_CASE("tensors: a leaf shows its shape and cannot be dragged") {
    Stage stage;
    REQUIRE(stage.playground.dispatch(SetFormula{"y = sum(x)"}));
    REQUIRE(stage.playground.dispatch(SetLeaf{"x", Tensor<double>({2, 3}, {1, 2, 3, 4, 5, 6}), 0}));
    stage.step();
    REQUIRE(stage.widget("x"));
    CHECK(stage.widget("x")->role == "button");
    const Tensor<double> before =
        stage.playground.execution().value(*stage.playground.document().graph->find("x")).tensor();
    stage.move(stage.place("x"));
    stage.button(true);
    Point at = stage.place("x");
    at.x += 30;
    stage.move(at);
    stage.button(false);
    stage.steps(2);
    CHECK(stage.playground.execution().value(*stage.playground.document().graph->find("x")).tensor() ==
          before);
}
