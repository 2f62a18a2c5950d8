#include <catch2/catch_test_macros.hpp>

#include "support/korean.hpp"
#include "unit/ui/stage.hpp"

using namespace bp;
using namespace bp::test;

TEST_CASE(
    "language: the canvas's controls are named in the language that is chosen, from the next frame on") {
    load_korean();
    Stage stage;
    REQUIRE(stage.widget("Undo"));
    stage.playground.dispatch(SetLanguage{Language::ko});
    stage.step();
    CHECK(stage.widget("실행 취소"));
    CHECK(!stage.widget("Undo"));
    CHECK(stage.widget("화면에 맞추기"));
    CHECK(stage.widget("× 노드 2"));
    CHECK(stage.widget("apple"));
    stage.playground.dispatch(SetLeaf{"apple", 7.0});
    stage.step();
    stage.click("실행 취소");
    CHECK(stage.leaf("apple") == 100);

    stage.playground.dispatch(Show{Room::mnist});
    stage.step();
    CHECK(stage.widget("학습"));
    CHECK(stage.widget("정확도"));
    stage.playground.dispatch(SetLanguage{Language::en});
    stage.step();
    CHECK(stage.widget("Train"));
    CHECK(stage.vertices().first);
}
