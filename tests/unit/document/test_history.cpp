#include <catch2/catch_test_macros.hpp>

#include "base/problem.hpp"
#include "document/history.hpp"
#include "document/presets.hpp"

using namespace bp;

namespace {

double leaf(const History& history, std::string_view name) {
    const Document& document = history.document();
    return document.leaves.at(document.graph->find(name).value())->data[0];
}

}  // namespace

TEST_CASE("undo and redo go through every document, and a new command forgets what was undone") {
    History history(preset_document("apple"));
    CHECK(!history.can_undo());
    history.run(SetLeaf{"apple", 120.0});
    history.run(SetFormula{"y = apple * 2"});
    CHECK(leaf(history, "apple") == 120);
    CHECK(history.undo());
    CHECK(history.document().graph->find("tax"));
    CHECK(history.undo());
    CHECK(leaf(history, "apple") == 100);
    CHECK(!history.undo());
    CHECK(history.redo());
    CHECK(leaf(history, "apple") == 120);
    history.run(SetLeaf{"tax", 1.2});
    CHECK(!history.can_redo());
}

TEST_CASE("one drag is one step of undo; another drag or another leaf is another") {
    History history(preset_document("apple"));
    for (int i = 1; i <= 50; ++i) history.run(SetLeaf{"apple", 100.0 + i, 7});
    history.run(SetLeaf{"apple", 200.0, 8});
    history.run(SetLeaf{"tax", 1.2, 8});
    CHECK(history.undo());
    CHECK(history.undo());
    CHECK(leaf(history, "apple") == 150);
    CHECK(history.undo());
    CHECK(leaf(history, "apple") == 100);
    CHECK(!history.can_undo());
}

TEST_CASE("leaves keep their values by name when the formula changes, new ones get 1") {
    Document document = preset_document("apple");
    document = apply(document, SetFormula{"z = tax * pear"});
    CHECK(document.leaves.at(document.graph->find("tax").value())->data[0] == 1.1);
    CHECK(document.leaves.at(document.graph->find("pear").value())->data[0] == 1);
    CHECK(document.leaves.size() == 2);
}

TEST_CASE("a command that cannot be done names the reason and the place") {
    const Document document = preset_document("apple");
    CHECK_THROWS_AS(apply(document, SetLeaf{"pear", 1.0}), Problem);
    CHECK_THROWS_AS(apply(document, SetLeaf{"price", 1.0}), Problem);
    CHECK_THROWS_AS(apply(document, LoadPreset{"pear"}), Problem);
    try {
        apply(document, SetFormula{"a = 1\ny = [1, 2] + [1, 2, 3]"});
        FAIL("shapes (2,) and (3,) were added");
    } catch (const Problem& problem) {
        CHECK(std::string(problem.what()).find("(2,) and (3,)") != std::string::npos);
        REQUIRE(problem.where());
        CHECK(problem.where()->line == 2);
        CHECK(problem.where()->column == 5);
    }
}

TEST_CASE("a burst of typing is one step of undo and keeps the values of names that come again") {
    History history(preset_document("apple"));
    history.run(SetLeaf{"apple", 123.0});
    const std::string whole = history.document().formula;
    const auto type = [&](const std::string& from, const std::string& to) {
        std::string text = whole;
        for (size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
            text.replace(at, from.size(), to);
        history.run(SetFormula{text, 7});
    };
    type("apple", "appl");
    type("apple", "app");
    type("apple", "apples");
    CHECK(leaf(history, "apples") == 1);
    type("apple_count", "apple_count");
    CHECK(leaf(history, "apple") == 123);
    CHECK(history.document().formula == whole);
    CHECK(history.undo());  // as it was before the burst: that is no step
    CHECK(leaf(history, "apple") == 100);
    history.redo();
    type("apple", "pear");
    type("apple", "peach");
    CHECK(history.undo());
    CHECK(leaf(history, "apple") == 123);
    // Another change ends the burst.
    history.run(SetFormula{"y = a * b", 8});
    history.run(SetLeaf{"a", 5.0});
    history.run(SetFormula{"y = a * b * c", 8});
    CHECK(leaf(history, "a") == 5);
    CHECK(history.undo());
    CHECK(history.document().formula == "y = a * b");
    CHECK(leaf(history, "a") == 5);
}
