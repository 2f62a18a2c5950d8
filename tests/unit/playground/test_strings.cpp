#include <catch2/catch_test_macros.hpp>

#include "playground/particles.hpp"
#include "playground/playground.hpp"
#include "playground/strings.hpp"

using namespace bp;

TEST_CASE("strings: a text in both languages, its holes filled in each one's order") {
    CHECK(text(Language::en, "graph.undo") == "Undo");
    CHECK(text(Language::ko, "graph.undo") == "실행 취소");
    CHECK(fill(Language::en, "mnist.iteration_of", {{"total", "10"}, {"number", "3"}}) == "3 / 10");
    CHECK(fill(Language::ko, "graph.node", {{"glyph", "×"}, {"id", "3"}}) == "× 노드 3");
    CHECK(fill(Language::en, "graph.not_a_number", {{"text", "{text}"}}) == "'{text}' is not a number");
    CHECK(text(Language::en, "no.such.key") == "?");
}

TEST_CASE("strings: Korean particles follow the sound before them") {
    CHECK(with_particles("사과은(는)") == "사과는");
    CHECK(with_particles("값은(는)") == "값은");
    CHECK(with_particles("'배'이(가) '귤'을(를)") == "'배'가 '귤'을");
    CHECK(with_particles("3과(와) 2과(와) 10을(를)") == "3과 2와 10을");
    CHECK(with_particles("서울(으)로, 값(으)로, 7(으)로, x(으)로") == "서울로, 값으로, 7로, x로");
    CHECK(with_particles("sum은(는) softmax은(는) apple이(가)") == "sum은 softmax는 apple이");
    CHECK(with_particles("(2, 3)이(가)") == "(2, 3)이");
    CHECK(with_particles("은(는)") == "는");
    CHECK(with_particles("") == "");
}

TEST_CASE("strings: the playground speaks the language that is chosen") {
    Playground playground;
    CHECK(playground.language() == Language::en);
    REQUIRE(playground.dispatch_json(R"({"type":"set_formula","text":"y = a / b"})"));
    REQUIRE(playground.dispatch_json(R"({"type":"set_leaf","name":"b","value":0})"));
    REQUIRE(playground.notice());
    CHECK(playground.notice()->text == "y is inf: a division by zero, div of 1 and 0.");
    REQUIRE(playground.dispatch_json(R"({"type":"language","language":"ko"})"));
    CHECK(playground.language() == Language::ko);
    REQUIRE(playground.notice());
    CHECK(playground.notice()->text == "y의 값이 inf입니다: 1, 0의 div 계산에서 0으로 나누었습니다.");
    CHECK(playground.snapshot().find(R"("language":"ko")") != std::string::npos);
    CHECK(playground.snapshot().find("사과와 귤") != std::string::npos);
    CHECK(!playground.dispatch_json(R"({"type":"language","language":"de"})"));
    CHECK(playground.language() == Language::ko);
    const std::string korean = playground.notice()->text;
    REQUIRE(playground.dispatch_json(R"({"type":"language","language":"en"})"));
    CHECK(playground.notice()->text == "'de' is no language");
}
