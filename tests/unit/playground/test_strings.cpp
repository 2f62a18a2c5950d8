#include <catch2/catch_test_macros.hpp>

#include "playground/playground.hpp"
#include "playground/words/particles.hpp"
#include "playground/words/strings.hpp"
#include "support/korean.hpp"

using namespace bp;
using test::load_korean;

TEST_CASE("strings: a text in both languages, its holes filled in each one's order") {
    load_korean();
    CHECK(text(Language::en, "graph.undo") == "Undo");
    CHECK(text(Language::ko, "graph.undo") == "실행 취소");
    CHECK(fill(Language::en, "mnist.iteration_of", {{"total", "10"}, {"number", "3"}}) == "3 / 10");
    CHECK(fill(Language::ko, "graph.node", {{"glyph", "×"}, {"id", "3"}}) == "× 노드 3");
    CHECK(fill(Language::en, "graph.not_a_number", {{"text", "{text}"}}) == "'{text}' is not a number");
    CHECK(text(Language::en, "no.such.key") == "?");
}

TEST_CASE("strings: English is spoken until the texts of a language are there") {
    set_texts(Language::ko, R"({"canvas":{},"problems":{}})");
    Playground playground;
    REQUIRE(playground.dispatch_json(R"({"type":"language","language":"ko"})"));
    CHECK(playground.language() == Language::ko);
    CHECK(text(Language::ko, "graph.undo") == "Undo");
    CHECK(!playground.dispatch_json(R"({"type":"select","node":99})"));
    CHECK(playground.notice()->text == "there is no node 99");
    load_korean();
    CHECK(text(Language::ko, "graph.undo") == "실행 취소");
    REQUIRE(playground.dispatch_json(R"({"type":"language","language":"ko"})"));
    CHECK(playground.notice()->text == "노드 99는 없습니다");
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
    load_korean();
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
    CHECK(playground.notice()->text == "'language'에 'de'는 쓸 수 없습니다");
    REQUIRE(playground.dispatch_json(R"({"type":"language","language":"en"})"));
    CHECK(playground.notice()->text == "'de' is no language");
}

TEST_CASE("strings: every example has a title, and every op its sentence, in both languages") {
    load_korean();
    for (const Preset& preset : presets()) {
        INFO(preset.key);
        CHECK(text(Language::en, "preset." + std::string(preset.key)) != "?");
        CHECK(text(Language::ko, "preset." + std::string(preset.key)) != "?");
    }
    for (const OpDef* op : all_ops()) {
        INFO(op->info.key);
        CHECK(!op->info.backward.en.empty());
        CHECK(!op->info.backward.ko.empty());
        CHECK(op->info.backward.ko != op->info.backward.en);
    }
}

TEST_CASE("strings: what the engine refuses is said in Korean") {
    load_korean();
    const std::pair<std::string, std::string> cases[] = {
        {"there is no input named 'pear'", "'pear'라는 입력은 없습니다"},
        {"there is no node 7", "노드 7은 없습니다"},
        {"a number, a name or '(' expected before the end of the line",
         "줄 끝 앞에 숫자, 이름, '(' 가운데 하나가 와야 합니다"},
        {"'값' is assigned twice: in line 1 and in line 3; choose another name",
         "'값'에 두 번 대입했습니다(1행과 3행). 다른 이름을 고르세요"},
        {"@: (2, 3) and (4, 5) do not fit: the last axis of the left must be as long as the first of the "
         "right (3 and 4)",
         "@: 형상 (2, 3), (4, 5)가 서로 맞지 않습니다. 왼쪽의 마지막 축과 오른쪽의 첫 축은 길이가 같아야 "
         "합니다(3과 4)"},
        {"Training stopped: there are 3 images, but 4 labels.",
         "학습이 중단되었습니다: 이미지는 3장인데 레이블은 4개입니다."},
        {"no sentence of ours", "no sentence of ours"},
        {"", ""},
    };
    for (const auto& [english, korean] : cases) CHECK(translated(Language::ko, english) == korean);
    CHECK(translated(Language::en, "there is no node 7") == "there is no node 7");
    CHECK(translated(Language::ko, std::string(100'000, 'x')) == std::string(100'000, 'x'));
}

TEST_CASE("strings: every refused action is refused in Korean") {
    load_korean();
    Playground playground;
    REQUIRE(playground.dispatch_json(R"({"type":"language","language":"ko"})"));
    for (const std::string formula :
         {"y = randn([2, 3], 1) @ randn([4, 5], 1)", "y = randn([2, 3], 1) + randn([4], 1)",
          "y = affine(x, W, b)", "y = affine(randn([2, 3], 1), randn([3, 4], 1), randn([3], 1))",
          "y = affine(randn([2, 3], 1), randn([4, 4], 1), randn([4], 1))", "y = softmax(x)",
          "y = reshape(randn([2, 3], 1), [4])", "y = reshape(randn([2, 3], 1), [0, 3])",
          "y = sum(randn([2, 3], 1), 2)", "y = x @ x", "y = cross_entropy_error(randn([2, 3], 1), x)",
          "y = mean_squared_error(randn([2, 3], 1), x)", "y = randn([2], 1) @ randn([2, 2, 2], 1)",
          "y = zeros([20000, 20000])"}) {
        INFO(formula);
        CHECK(!playground.dispatch(SetFormula{formula}));
        const std::string sentence = playground.notice().value().text;
        INFO(sentence);
        CHECK(test::own_words(sentence).find(" the ") == std::string::npos);
        CHECK(sentence.find("니다") != std::string::npos);
    }
    for (const std::string action :
         {R"({"type":"fly"})", R"({"type":"set_leaf","name":"apple","value":"pear"})",
          R"({"type":"set_leaf","name":"pear","value":1})", R"({"type":"set_leaf","name":"apple"})",
          R"({"type":"select","node":99})", R"({"type":"show","room":"attic"})", R"({"type":"select"})",
          R"({"type":"load_preset","name":"pear"})", R"({})", "[", R"({"type":"walk","move":3})"}) {
        INFO(action);
        CHECK(!playground.dispatch_json(action));
        INFO(playground.notice().value().text);
        CHECK(playground.notice().value().text.find("니다") != std::string::npos);
    }
}
