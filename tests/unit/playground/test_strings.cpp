#include <catch2/catch_test_macros.hpp>

#include "playground/playground.hpp"
#include "playground/words/josa.hpp"
#include "playground/words/op_texts.hpp"
#include "playground/words/strings.hpp"
#include "support/korean.hpp"

using namespace bp;
using test::load_korean;

TEST_CASE("strings: a text in both languages, its holes filled in each one's order") {
    load_korean();
    CHECK(text(Language::en, "graph.undo") == "Undo");
    CHECK(text(Language::ko, "graph.undo") == "실행 취소");
    CHECK(fill(Language::en, "mnist.steps_of", {{"total", "10"}, {"step", "3"}}) == "3 of 10");
    CHECK(fill(Language::ko, "graph.node", {{"glyph", "×"}, {"id", "3"}}) == "× 노드 3");
    CHECK(fill(Language::en, "graph.not_a_number", {{"name", "x"}, {"text", "{text}"}})
              .starts_with("x: '{text}' is not a number"));
    CHECK(text(Language::en, "no.such.key") == "?");
}

TEST_CASE("strings: English is spoken until the texts of a language are there") {
    set_texts(Language::ko, R"({"canvas":{},"ops":{},"problems":{}})");
    Playground playground;
    REQUIRE(playground.dispatch_json(R"({"type":"language","language":"ko"})"));
    CHECK(playground.language() == Language::ko);
    CHECK(text(Language::ko, "graph.undo") == "Undo");
    CHECK(!playground.dispatch_json(R"({"type":"select","node":99})"));
    CHECK(playground.notice()->text == "There is no node 99.");
    load_korean();
    CHECK(text(Language::ko, "graph.undo") == "실행 취소");
    REQUIRE(playground.dispatch_json(R"({"type":"language","language":"ko"})"));
    CHECK(playground.notice()->text == "노드 99는 없습니다.");
}

TEST_CASE("strings: what the texts of another build lack is English") {
    for (const char* texts : {"{}", "[]", "3", R"({"canvas":3,"ops":[],"problems":null})",
                              R"({"canvas":{"graph":{"undo":7}},"ops":{},"problems":{}})"}) {
        CAPTURE(texts);
        set_texts(Language::ko, texts);
        CHECK(text(Language::ko, "graph.undo") == "Undo");
        Playground playground;
        REQUIRE(playground.dispatch_json(R"({"type":"language","language":"ko"})"));
        CHECK(!playground.dispatch_json(R"({"type":"select","node":99})"));
        CHECK(playground.notice()->text == "There is no node 99.");
    }
    set_texts(Language::ko, R"({"canvas":{"graph":{"undo":"되돌리기"}}})");
    CHECK(text(Language::ko, "graph.undo") == "되돌리기");
    CHECK(text(Language::ko, "graph.redo") == "Redo");
    load_korean();
}

TEST_CASE("strings: Korean particles follow the sound before them") {
    CHECK(with_josa("사과은(는)") == "사과는");
    CHECK(with_josa("값은(는)") == "값은");
    CHECK(with_josa("'배'이(가) '귤'을(를)") == "'배'가 '귤'을");
    CHECK(with_josa("3과(와) 2과(와) 10을(를)") == "3과 2와 10을");
    CHECK(with_josa("서울(으)로, 값(으)로, 7(으)로, x(으)로") == "서울로, 값으로, 7로, x로");
    CHECK(with_josa("sum은(는) softmax은(는) apple이(가)") == "sum은 softmax는 apple이");
    CHECK(with_josa("NaN이(가) ‘NaN’이(가) “nan”을(를) `NaN`은(는)") == "NaN이 ‘NaN’이 “nan”을 `NaN`은");
    CHECK(with_josa("R을(를) r(으)로 PR을(를) scalar을(를) URL(으)로") == "R을 r로 PR을 scalar를 URL로");
    CHECK(with_josa("JSON을(를) RAM을(를) IDX을(를) MSE이(가)") == "JSON을 RAM을 IDX를 MSE가");
    CHECK(with_josa("(2, 3)이(가)") == "(2, 3)이");
    CHECK(with_josa("은(는)") == "는");
    CHECK(with_josa("") == "");
}

TEST_CASE("strings: the playground speaks the language that is chosen") {
    load_korean();
    Playground playground;
    CHECK(playground.language() == Language::en);
    REQUIRE(playground.dispatch_json(R"({"type":"set_formula","text":"y = a / b"})"));
    REQUIRE(playground.dispatch_json(R"({"type":"set_leaf","name":"b","value":0})"));
    REQUIRE(playground.notice());
    CHECK(playground.notice()->text == "`y` is ∞: 1 ÷ 0 divides by zero.");
    REQUIRE(playground.dispatch_json(R"({"type":"language","language":"ko"})"));
    CHECK(playground.language() == Language::ko);
    REQUIRE(playground.notice());
    CHECK(playground.notice()->text == "`y`의 값이 ∞입니다: 1 ÷ 0에서 0으로 나누었습니다.");
    CHECK(playground.snapshot().find(R"("language":"ko")") != std::string::npos);
    CHECK(playground.snapshot().find("사과와 귤") != std::string::npos);
    CHECK(!playground.dispatch_json(R"({"type":"language","language":"de"})"));
    CHECK(playground.language() == Language::ko);
    CHECK(playground.notice()->text == "`language`에 `de`는 쓸 수 없습니다.");
    REQUIRE(playground.dispatch_json(R"({"type":"language","language":"en"})"));
    CHECK(playground.notice()->text == "`language` cannot be `de`.");
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
        const auto said = [&](auto&& tell) {
            CHECK(!tell(Language::en).empty());
            CHECK(tell(Language::en) != "?");
            CHECK(!tell(Language::ko).empty());
            CHECK(tell(Language::ko) != "?");
        };
        said([&](Language language) { return op_title(language, op->info); });
        said([&](Language language) { return op_formula(language, op->info); });
        said([&](Language language) { return op_backward(language, op->info); });
        for (int k = 0; k < op->info.arity; ++k)
            said(
                [&](Language language) { return op_derivative(language, op->info, static_cast<size_t>(k)); });
        CHECK(op_backward(Language::ko, op->info) != op_backward(Language::en, op->info));
    }
}

TEST_CASE("strings: what the engine refuses is said in Korean") {
    load_korean();
    const auto ko = [](const Message& message) { return sentence(Language::ko, message); };
    CHECK(ko({problems::edit_no_input, "pear"}) == "`pear`라는 입력은 없습니다.");
    CHECK(ko({problems::graph_no_node, 7}) == "노드 7은 없습니다.");
    CHECK(ko({problems::formula_expected, Message(problems::formula_an_operand),
              Message(problems::formula_end_of_line)}) ==
          "줄 끝 앞에 숫자, 이름, `(` 가운데 하나가 와야 합니다.");
    CHECK(ko({problems::formula_assigned_twice, "값", 1, 3}) ==
          "`값`에 두 번 대입했습니다(1행과 3행). 다른 이름을 고르세요.");
    CHECK(
        ko({problems::shape_mismatch, "@", "(2, 3), (4, 5)", Message(problems::shape_product_axes, 3, 4)}) ==
        "`@`의 입력 형상 (2, 3), (4, 5)가 맞지 않습니다. 왼쪽의 마지막 축과 오른쪽의 첫 축은 길이가 같아야 "
        "합니다(3과 4).");
    CHECK(ko({problems::training_stopped, Message(problems::data_counts, 3, 4)}) ==
          "학습이 중단되었습니다. 이미지는 3장인데 레이블은 4개입니다.");
    CHECK(sentence(Language::en, {problems::graph_no_node, 7}) == "There is no node 7.");
}
