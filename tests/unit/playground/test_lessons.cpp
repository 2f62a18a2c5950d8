#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>

#include "document/json.hpp"
#include "formula/formula.hpp"
#include "playground/lessons/lesson_json.hpp"
#include "playground/playground.hpp"
#include "support/korean.hpp"

using namespace bp;

namespace {

std::string file(const std::string& path) {
    std::ifstream in("assets/lessons/" + path);
    REQUIRE(in);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

Json plans() { return Json::parse(file("lessons.json")); }

void append(const Json& nested, std::vector<double>& data) {
    if (!nested.is_array()) return data.push_back(nested.get<double>());
    for (const Json& part : nested) append(part, data);
}

Tensor<double> tensor_of(const Json& nested) {
    std::vector<int> dims;
    for (const Json* level = &nested; level->is_array(); level = &level->front())
        dims.push_back(static_cast<int>(level->size()));
    Tensor<double> tensor{Shape(std::span<const int>(dims)), {}};
    append(nested, tensor.data);
    return tensor;
}

/// A lesson's graph as it is, or as a question's scene has it.
Document graph_of(const Json& plan, const Json& scene = Json::object()) {
    Document document;
    document.formula = plan["formula"].get<std::string>();
    document.graph = std::make_shared<const Graph>(parse_formula(document.formula));
    Json values = plan.value("leaves", Json::object());
    values.update(scene.value("leaves", Json::object()));
    for (const Node& node : document.graph->nodes()) {
        if (node.op != OpKind::input) continue;
        const Tensor<double> value = values.contains(node.name) ? tensor_of(values[node.name]) : 1.0;
        document.leaves[node.id] = std::make_shared<const Tensor<double>>(value);
    }
    const Json upstream = scene.contains("upstream") ? scene["upstream"] : plan.value("upstream", Json());
    if (!upstream.is_null()) document = apply(document, SetUpstream{tensor_of(upstream)});
    return document;
}

Expression expression_of(const Json& json) {
    Expression expression;
    read_value({json, "answer"}, expression);
    return expression;
}

bool is_choice(const Json& question) { return question.contains("options"); }

/// The numbers that a text names are what the graph computes.
void check_numbers(const std::string& text, const Document& document) {
    static const std::regex pattern(
        R"(\{\{\s*(exact )?(value|grad|proof)\s+([^\s=\[]+)(?:\[([\d, ]+)\])?\s*=\s*([^}]*?)\s*\}\})");
    Execution<double> shown = execute(document);
    for (std::sregex_iterator it(text.begin(), text.end(), pattern), end; it != end; ++it) {
        const std::smatch& found = *it;
        CAPTURE(found.str());
        if (found[2] == "proof") {
            const Rewrite folded = fold(shown, shown.graph().find(found[3].str()).value());
            CHECK(found[5].str() ==
                  number_text(view(Tensor<double>(folded.proof.largest_difference)), false));
            continue;
        }
        NumberPlace place{.node = found[3], .gradient = found[2] == "grad", .at = {}};
        std::istringstream at(std::regex_replace(found[4].str(), std::regex(","), " "));
        for (int i = 0; at >> i;) place.at.push_back(i);
        CHECK(found[5].str() == number_text(place, found[1].matched, shown));
    }
}

/// z = x * w + b, by rows: x is [[1, 2], [3, 4]].
Playground with_graph(const std::string& formula = "z = x * w") {
    Playground playground;
    playground.dispatch(SetFormula{formula});
    return playground;
}

Json snapshot(Playground& playground) { return Json::parse(playground.snapshot()); }

const char* const kLesson = R"({"type":"lesson","lesson":{"id":"s01","leaves":["x","w"],
    "numbers":[{"kind":"grad","node":"x","at":[]},{"kind":"value","node":"z","at":[]},{"kind":"value","node":"q","at":[]},
               {"kind":"proof","node":"z","at":[]}],
    "questions":[{"id":"slope","answer":{"gradient":"x"},"mistakes":[{"hint":"value","answer":{"value":"z"}},{"hint":"old","answer":7}]},
                 {"id":"which","options":["a","b"],"answer":1}]}})";

Json answer(Playground& playground, const std::string& question, const std::string& text) {
    REQUIRE(playground.dispatch_json(
        Json{{"type", "answer"}, {"lesson", "s01"}, {"question", question}, {"text", text}}.dump()));
    return snapshot(playground)["lesson"]["graded"];
}

}  // namespace

TEST_CASE("lessons: numbers have six digits and the sign of mathematics, tensors nested brackets") {
    const auto text = [](double x, bool exact = false) {
        return number_text(view(Tensor<double>(x)), exact);
    };
    CHECK(text(220.00000000000003) == "220");
    CHECK(text(3.3000000000000003, true) == "3.3000000000000003");
    CHECK(text(-0.5) == "−0.5");
    CHECK(text(1.0 / 3) == "0.333333");
    CHECK(text(1234567) == "1234570");
    CHECK(text(1e6) == "1000000");
    CHECK(text(2.77556e-17) == "2.77556e−17");
    CHECK(text(-HUGE_VAL) == "−inf");
    CHECK(number_text(view(Tensor<double>({2, 2}, {1, -2, 3, 0.5})), false) == "[[1, −2], [3, 0.5]]");
}

TEST_CASE("lessons: an answer is graded against the graph on the canvas") {
    Playground playground = with_graph();
    playground.dispatch(SetLeaf{"x", 3.0});
    playground.dispatch(SetLeaf{"w", 100.0});
    playground.dispatch(Show{Room::lessons});
    REQUIRE(playground.dispatch_json(kLesson));
    CHECK(snapshot(playground)["lesson"]["graded"].is_null());
    const auto graded = [&](const std::string& text) { return answer(playground, "slope", text); };
    CHECK(graded("100") == Json{{"question", "slope"}, {"grade", "right"}, {"hint", ""}});
    CHECK(graded("100.4")["grade"] == "right");
    CHECK(graded("104")["grade"] == "close");
    CHECK(graded("−100")["grade"] == "sign");
    CHECK(graded("300") == Json{{"question", "slope"}, {"grade", "hint"}, {"hint", "value"}});
    CHECK(graded("7")["hint"] == "old");
    CHECK(graded("8")["hint"] == "other");
    CHECK(graded("many")["grade"] == "not_a_number");
    playground.dispatch(SetLeaf{"w", 50.0});
    CHECK(graded("50")["grade"] == "right");
    playground.dispatch(SetFormula{"z = y * w"});
    CHECK(graded("50")["grade"] == "other_graph");
    CHECK(answer(playground, "which", "")["grade"] == "nothing");
    CHECK(answer(playground, "which", "a") == Json{{"question", "which"}, {"grade", "hint"}, {"hint", "a"}});
    CHECK(answer(playground, "which", "b")["grade"] == "right");
}

TEST_CASE("lessons: the text's numbers follow the graph; what the walk has not reached is not told") {
    Playground playground = with_graph();
    playground.dispatch(SetLeaf{"x", 3.0});
    playground.dispatch_json(kLesson);
    CHECK(snapshot(playground)["lesson"].is_null());  // of the lessons' room
    playground.dispatch(Show{Room::lessons});
    CHECK(snapshot(playground)["lesson"]["numbers"] == Json{"1", "3", "", ""});
    playground.dispatch(SetLeaf{"w", -2.0});
    CHECK(snapshot(playground)["lesson"]["numbers"] == Json{"−2", "−6", "", ""});
    playground.dispatch(MoveWalk{MoveWalk::Move::start});
    CHECK(snapshot(playground)["lesson"]["numbers"] == Json{"?", "?", "", ""});
    playground.dispatch(MoveWalk{MoveWalk::Move::end});
    CHECK(snapshot(playground)["lesson"]["numbers"] == Json{"−2", "−6", "", ""});
}

TEST_CASE("lessons: the canvas fits while it is lent to the lesson and has its inputs") {
    Playground playground;
    playground.dispatch(Show{Room::lessons});
    playground.dispatch_json(kLesson);
    const auto fits = [&] { return snapshot(playground)["lesson"]["fits"].get<bool>(); };
    playground.dispatch(SetFormula{"z = x * w"});
    CHECK(!fits());  // the user's own graph
    const auto document = std::make_shared<const Document>(playground.document());
    playground.dispatch(Lend{document, Origin{.kind = Origin::Kind::lesson, .lesson = "s02"}});
    CHECK(!fits());
    playground.dispatch(Lend{document, Origin{.kind = Origin::Kind::lesson, .lesson = "s01"}});
    CHECK(fits());
    playground.dispatch(SetFormula{"z = x * w + 1"});
    CHECK(fits());
    playground.dispatch(SetFormula{"z = x * v"});
    CHECK(!fits());
}

TEST_CASE("lessons: assign sets a leaf to an expression of the graph's numbers") {
    Playground playground = with_graph("L = (w - 3) ** 2");
    playground.dispatch(SetLeaf{"w", 1.0});
    const char* step =
        R"({"type":"assign","name":"w","to":{"plus":[{"value":"w"},{"times":[-0.1,{"gradient":"w"}]}]}})";
    REQUIRE(playground.dispatch_json(step));
    CHECK(std::abs(playground.execution().value(playground.document().graph->find("w").value())[0] - 1.4) <
          1e-12);
    playground.dispatch(Undo{});
    CHECK(playground.execution().value(playground.document().graph->find("w").value())[0] == 1);
    CHECK(!playground.dispatch_json(R"({"type":"assign","name":"w","to":{"value":"nobody"}})"));
    CHECK(test::has_korean(playground.notice()->message));
}

TEST_CASE("lessons: what is no lesson, question or answer is refused") {
    Playground playground;
    CHECK(!playground.dispatch_json(R"({"type":"answer","lesson":"s01","question":"slope","text":"1"})"));
    playground.dispatch_json(kLesson);
    for (
        const char* bad :
        {R"({"type":"lesson"})", R"({"type":"lesson","lesson":3})",
         R"({"type":"lesson","lesson":{"id":"s01"}})",
         R"({"type":"lesson","lesson":{"id":"s01","leaves":["x",2],"numbers":[],"questions":[]}})",
         R"({"type":"lesson","lesson":{"id":"s01","leaves":[],"numbers":[{"kind":"value"}],"questions":[]}})",
         R"({"type":"lesson","lesson":{"id":"s01","leaves":[],"numbers":[],"questions":[{"id":"q"}]}})",
         R"({"type":"lesson","lesson":{"id":"s01","leaves":[],"numbers":[],"questions":[{"id":"q","answer":"x"}]}})",
         R"({"type":"lesson","lesson":{"id":"s01","leaves":[],"numbers":[],"questions":[{"id":"q","answer":{"times":2}}]}})",
         R"({"type":"answer","lesson":"s02","question":"slope","text":"1"})",
         R"({"type":"answer","lesson":"s01","question":"height","text":"1"})"}) {
        CAPTURE(bad);
        CHECK(!playground.dispatch_json(bad));
        REQUIRE(playground.notice());
        CHECK(test::has_korean(playground.notice()->message));
    }
    playground.dispatch(Show{Room::lessons});
    CHECK(snapshot(playground)["lesson"]["id"] == "s01");
}

TEST_CASE("lessons: every question has a finite answer that none of its typical mistakes gives") {
    for (const Json& plan : plans()) {
        for (const Json& question : plan["questions"]) {
            if (is_choice(question)) continue;
            CAPTURE(plan["id"].dump(), question["id"].dump());
            Execution<double> shown = execute(graph_of(plan, question["scene"]));
            const double truth = evaluate(expression_of(question["answer"]), shown).value();
            CHECK(std::isfinite(truth));
            const Json mistakes = question.value("mistakes", Json::object());
            for (const auto& [key, mistake] : mistakes.items()) {
                CAPTURE(key);
                const double value = evaluate(expression_of(mistake), shown).value();
                CHECK(std::isfinite(value));
                CHECK(std::abs(value - truth) > 0.01 * std::abs(truth));
            }
        }
    }
}

TEST_CASE("lessons: every number in a lesson is what its graph computes") {
    static const std::regex block("```question (\\w+)\\n([^]*?)```");
    for (const std::string language : {"en", "ko"}) {
        for (const Json& plan : plans()) {
            CAPTURE(language, plan["id"].dump());
            const std::string text = file(language + "/" + plan["id"].get<std::string>() + ".md");
            check_numbers(std::regex_replace(text, block, ""), graph_of(plan));
            std::set<std::string> asked;
            for (std::sregex_iterator it(text.begin(), text.end(), block), end; it != end; ++it) {
                const std::string id = (*it)[1];
                CAPTURE(id);
                asked.insert(id);
                for (const Json& question : plan["questions"]) {
                    if (question["id"] == id) check_numbers((*it)[2], graph_of(plan, question["scene"]));
                }
            }
            CHECK(asked.size() == plan["questions"].size());
        }
    }
}
