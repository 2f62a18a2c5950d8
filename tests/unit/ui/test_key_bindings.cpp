#include <catch2/catch_test_macros.hpp>
#include <map>
#include <set>
#include <sstream>

#include "ui/key_bindings.hpp"
#include "ui/key_names.hpp"
#include "unit/ui/stage.hpp"

using namespace bp;
using namespace bp::test;
using bp::ui::KeyPlace;

namespace {

std::vector<std::string> chords_of(const ui::KeyBinding& binding) {
    std::istringstream text{std::string(binding.chords)};
    std::vector<std::string> chords;
    for (std::string chord; text >> chord;) chords.push_back(chord);
    return chords;
}

std::string key_of(const std::string& chord) {
    const size_t plus = chord.size() < 2 ? std::string::npos : chord.rfind('+', chord.size() - 2);
    return plus == std::string::npos ? chord : chord.substr(plus + 1);
}

/// Presses a chord as the platform layer would, and lets go of it.
void press(Stage& stage, const std::string& chord, bool with_shift = false) {
    ImGuiIO& io = ImGui::GetIO();
    const auto held = [&](const char* name) { return chord.find(name) != std::string::npos; };
    io.AddKeyEvent(ImGuiMod_Ctrl, held("Mod+"));
    io.AddKeyEvent(ImGuiMod_Shift, held("Shift+") || with_shift);
    io.AddKeyEvent(ImGuiMod_Alt, held("Alt+"));
    stage.key(ui::key_of_name(key_of(chord)));
    for (const ImGuiKey modifier : {ImGuiMod_Ctrl, ImGuiMod_Shift, ImGuiMod_Alt})
        io.AddKeyEvent(modifier, false);
    stage.step();
}

}  // namespace

TEST_CASE("keys: every chord that the canvas does names a key, and no place has a chord twice") {
    std::map<KeyPlace, std::set<std::string>> seen;
    for (const ui::KeyBinding& binding : ui::key_bindings()) {
        CHECK_FALSE(chords_of(binding).empty());
        for (const std::string& chord : chords_of(binding)) {
            INFO(binding.id << ": " << chord);
            CHECK(seen[binding.place].insert(chord).second);
            if (binding.place != KeyPlace::page) CHECK(ui::key_of_name(key_of(chord)) != ImGuiKey_None);
        }
    }
    // What is looked up together has no chord twice either.
    for (const KeyPlace other : {KeyPlace::graph, KeyPlace::clipboard, KeyPlace::page}) {
        for (const std::string& chord : seen[other]) CHECK_FALSE(seen[KeyPlace::canvas].contains(chord));
    }
}

TEST_CASE("keys: each key of the canvas does what its row says") {
    Stage stage;
    const auto nodes = [&] { return stage.playground.document().graph->nodes().size(); };
    const auto selected = [&] { return stage.playground.selection().size(); };
    press(stage, "Mod+A");
    CHECK(selected() == 5);
    press(stage, "Mod+D");
    CHECK(nodes() == 10);
    press(stage, "Mod+Z");
    CHECK(nodes() == 5);
    press(stage, "Mod+Shift+Z");
    CHECK(nodes() == 10);
    press(stage, "Mod+Z");
    press(stage, "Mod+Y");
    CHECK(nodes() == 10);
    press(stage, "Mod+Z");
    press(stage, "Mod+A");
    press(stage, "Mod+C");
    press(stage, "Mod+V");
    CHECK(nodes() == 10);
    press(stage, "Mod+X");
    CHECK(nodes() == 5);
    press(stage, "Mod+A");
    press(stage, "Mod+G");
    CHECK(stage.playground.document().groups.size() == 1);
    press(stage, "Mod+Shift+G");
    CHECK(stage.playground.document().groups.empty());
    press(stage, "Alt+ArrowDown");
    CHECK(stage.playground.document().places.size() == 5);
    press(stage, "Escape");
    CHECK(selected() == 5);
    press(stage, "Mod+Shift+A");
    CHECK(selected() == 0);
    press(stage, "Backspace");
    press(stage, "Delete");
    CHECK(nodes() == 5);
    press(stage, "/", true);  // Shift+7 on a German keyboard
    CHECK(stage.playground.palette());
    stage.playground.dispatch(ShowPalette{false});
    press(stage, "A");
    CHECK(stage.playground.palette());
}

TEST_CASE("keys: with other modifiers a key is another key") {
    Stage stage;
    press(stage, "Mod+A");
    for (const char* chord :
         {"Mod+Alt+D", "Alt+D", "Mod+Shift+D", "D", "Mod+Delete", "Alt+Delete", "Mod+/", "Mod+F", "Alt+A"}) {
        INFO(chord);
        press(stage, chord);
        CHECK(stage.playground.document().graph->nodes().size() == 5);
        CHECK_FALSE(stage.playground.palette());
    }
}

TEST_CASE("keys: arrows change a number in focus in three sizes of step, and leave the focus where it is") {
    Stage stage;
    stage.click("apple");
    REQUIRE(stage.leaf("apple") == 100);
    const auto change = [&](const char* chord) {
        const double before = stage.leaf("apple");
        press(stage, chord);
        return stage.leaf("apple") - before;
    };
    const double step = change("ArrowUp");
    CHECK(step > 0);
    CHECK(change("ArrowDown") == -step);
    CHECK(change("Shift+ArrowUp") == 10 * step);
    press(stage, "Shift+ArrowDown");
    CHECK(std::abs(change("Mod+ArrowUp") - step / 10) < 1e-12);
    CHECK(stage.widget("apple")->focused);
}

TEST_CASE("keys: tooltips write chords as the system does") {
    Stage stage;
    CHECK(ui::shortcut_text(ui::KeyAction::ungroup) == "Ctrl+Shift+G");
    ImGui::GetIO().ConfigMacOSXBehaviors = true;
    CHECK(ui::shortcut_text(ui::KeyAction::ungroup) == "Cmd+Shift+G");
    CHECK(ui::shortcut_text(ui::KeyAction::zoom_in) == "+");
}
