#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "base/problem.hpp"
#include "playground/playground.hpp"
#include "playground/words/explain.hpp"
#include "scene/layout.hpp"

using namespace bp;

namespace {

const Card& card(Playground& playground, std::string_view name) {
    for (const Card& c : playground.graph_view().cards) {
        if (c.name == name) return c;
    }
    throw std::runtime_error("no card " + std::string(name));
}

}  // namespace

TEST_CASE("the page opens with the apple graph, values and gradients") {
    Playground playground;
    CHECK(playground.preset() == "apple");
    CHECK(card(playground, "price").value == "220");
    CHECK(card(playground, "price").gradient == "1");
    CHECK(card(playground, "apple").gradient == "2.2");
    CHECK(card(playground, "apple_num").gradient == "110");
    CHECK(card(playground, "apple_num").exact_gradient == "110.00000000000001");
    CHECK(card(playground, "tax").gradient == "200");
    CHECK(!playground.notice());
}

TEST_CASE("a changed leaf changes every number at once and can be undone") {
    Playground playground;
    const auto revision = playground.revision();
    CHECK(playground.dispatch(SetLeaf{"apple", 120.0}));
    CHECK(playground.revision() > revision);
    CHECK(card(playground, "price").value == "264");
    CHECK(card(playground, "tax").gradient == "240");
    CHECK(playground.dispatch(Undo{}));
    CHECK(card(playground, "price").value == "220");
    CHECK(playground.dispatch(Redo{}));
    CHECK(card(playground, "price").value == "264");
}

TEST_CASE("an action that fails leaves everything as it was and says why") {
    Playground playground;
    CHECK(!playground.dispatch(SetFormula{"y = foo(apple)"}));
    REQUIRE(playground.notice());
    CHECK(playground.notice()->kind == Notice::Kind::problem);
    CHECK(playground.notice()->where);
    CHECK(card(playground, "price").value == "220");
    CHECK(!playground.history().can_undo());
    CHECK(playground.dispatch(SetLeaf{"apple", 1.0}));
    CHECK(!playground.notice());
}

TEST_CASE("a whole document is loaded by one action, which undo takes back") {
    Playground playground;
    CHECK(playground.dispatch_json(R"({"type": "load_document", "document": {
        "format": "backprop-playground", "version": 1, "output": 2, "nodes": [
            {"id": 0, "op": "input", "name": "x", "value": 3},
            {"id": 1, "op": "input", "name": "y", "value": {"shape": [2], "data": [1, 2]}},
            {"id": 2, "op": "mul", "name": "z", "inputs": [0, 1]}]}})"));
    CHECK(playground.document().formula == "z = x * y");
    CHECK(card(playground, "x").gradient == "3");
    CHECK(playground.dispatch(Undo{}));
    CHECK(card(playground, "price").value == "220");

    for (const char* action : {R"({"type": "load_document"})", R"({"type": "load_document", "document": {}})",
                               R"({"type": "load_document", "document": "x"})"}) {
        CHECK(!playground.dispatch_json(action));
        CHECK(playground.notice());
    }
    CHECK(card(playground, "price").value == "220");
}

TEST_CASE("malformed actions are refused with a sentence") {
    Playground playground;
    for (const char* json :
         {"", "[]", "{", "{}", R"({"type":"fly"})", R"({"type":"set_leaf","name":"apple"})",
          R"({"type":"set_leaf","name":"apple","value":"ten"})", R"({"type":"set_leaf","name":3,"value":1})",
          R"({"type":"set_leaf","name":"apple","value":{"shape":[2],"data":[1]}})",
          R"({"type":"set_leaf","name":"apple","value":{"shape":[-2],"data":[1]}})",
          R"({"type":"set_leaf","name":"apple","value":{"shape":"a","data":"b"}})",
          R"({"type":"show","room":"attic"})", R"({"type":"train","order":"run"})",
          "{\"type\":\"set_formula\",\"text\":\"\xff\"}"}) {
        CAPTURE(json);
        CHECK(!playground.dispatch_json(json));
        REQUIRE(playground.notice());
        CHECK(!playground.notice()->text.empty());
        CHECK(card(playground, "price").value == "220");
    }
    CHECK(playground.dispatch_json(R"({"type":"set_leaf","name":"apple","value":"1.2e2"})"));
    CHECK(card(playground, "price").value == "264");
}

TEST_CASE("division by zero and NaN are shown as they are, with a warning that names the node") {
    Playground playground;
    CHECK(playground.dispatch(SetFormula{"y = apple / pear"}));
    CHECK(playground.dispatch(SetLeaf{"pear", 0.0}));
    REQUIRE(playground.notice());
    CHECK(playground.notice()->kind == Notice::Kind::warning);
    CHECK(playground.notice()->text.find("divides by zero") != std::string::npos);
    CHECK(card(playground, "y").value == "inf");
    CHECK(playground.dispatch(SetLeaf{"pear", std::nan("")}));
    CHECK(playground.notice()->text.find("`pear` is not a number") != std::string::npos);
    CHECK(playground.dispatch(SetLeaf{"pear", 2.0}));
    CHECK(!playground.notice());
}

TEST_CASE("the warning of what is not finite says nothing false of what depends on it") {
    const std::string then = " What is computed from it can be infinite or not a number, too.";
    for (const auto& [formula, warning] : std::vector<std::pair<std::string, std::string>>{
             {"y = inf * 0", "`constant` (node 0) is ∞." + then},
             {"a = inf; b = a - a; c = 1 / a", "`a` is ∞." + then},
             {"a = -inf\ny = exp(a)", "`a` is −∞." + then},
             {"a = nan\ny = maximum(a, 1)", "`a` is not a number." + then},
             {"a = [1e308, 1e308, 1]\ny = a @ [10, -10, 1]",
              "`y` is not a number, the result of [1e308, 1e308, 1] @ [10, −10, 1]."},
             {"x = 0\ny = x / x", "`y` is not a number: 0 ÷ 0 divides by zero."},
             {"x = -1\ny = sqrt(x)", "`y` is not a number: sqrt(−1) is undefined."}}) {
        CAPTURE(formula);
        Playground playground;
        CHECK(playground.dispatch_json(R"({"type":"new"})"));
        CHECK(playground.dispatch(SetFormula{formula}));
        REQUIRE(playground.notice());
        CHECK(playground.notice()->text == warning);
    }
}

TEST_CASE("the snapshot is JSON with the exact numbers, also when they are not finite") {
    Playground playground;
    const auto json = nlohmann::json::parse(playground.snapshot());
    CHECK(json["formula"] == "price = apple * apple_num * tax");
    CHECK(json["nodes"][0]["name"] == "apple");
    CHECK(json["nodes"][0]["grad"] == 2.2);
    playground.dispatch(SetFormula{"y = log(0 * apple)"});
    const auto broken = nlohmann::json::parse(playground.snapshot());
    CHECK(broken["notice"]["kind"] == "warning");
    CHECK(broken["nodes"].back()["value"] == "-inf");
}

TEST_CASE("the layout reads left to right without overlaps, and stays while a leaf is dragged") {
    Playground playground;
    for (const Preset& preset : presets()) {
        playground.dispatch(LoadPreset{std::string(preset.key)});
        const GraphView view = playground.graph_view();
        for (const Wire& wire : view.wires) {
            CHECK(view.cards[wire.from].centre.x < view.cards[wire.to].centre.x);
        }
        for (size_t a = 0; a < view.cards.size(); ++a) {
            for (size_t b = a + 1; b < view.cards.size(); ++b) {
                const Card& p = view.cards[a];
                const Card& q = view.cards[b];
                CHECK((std::abs(p.centre.x - q.centre.x) >= (p.size.x + q.size.x) / 2 ||
                       std::abs(p.centre.y - q.centre.y) >= (p.size.y + q.size.y) / 2));
            }
        }
        playground.dispatch(SetLeaf{"apple", 123456.789});
        for (size_t i = 0; i < view.cards.size(); ++i) {
            CHECK(playground.graph_view().cards[i].centre == view.cards[i].centre);
        }
    }
}

TEST_CASE(
    "a walk shows one number after another, forward then backward, and leaves follow in the middle of it") {
    Playground playground;
    playground.dispatch(SetFormula{"t = apple * apple_num; price = t * tax"});
    using Move = MoveWalk::Move;
    playground.dispatch(MoveWalk{Move::start});
    CHECK(card(playground, "apple").value == "100");
    CHECK(card(playground, "t").value.empty());
    CHECK(card(playground, "apple").gradient.empty());
    playground.dispatch(MoveWalk{});
    CHECK(card(playground, "t").value == "200");
    CHECK(card(playground, "t").active);
    CHECK(card(playground, "price").value.empty());
    playground.dispatch(SetLeaf{"apple", 120.0});
    CHECK(card(playground, "t").value == "240");
    playground.dispatch(MoveWalk{});
    CHECK(card(playground, "price").value == "264");
    CHECK(card(playground, "price").gradient == "1");
    CHECK(card(playground, "tax").gradient.empty());
    playground.dispatch(MoveWalk{});
    CHECK(playground.walk()->active_is_backward());
    CHECK(card(playground, "tax").gradient == "240");
    CHECK(card(playground, "apple").gradient.empty());
    playground.dispatch(MoveWalk{});
    CHECK(card(playground, "apple").gradient == "2.2");
    CHECK(playground.walk()->phase() == Walk::Phase::done);
    playground.dispatch(MoveWalk{Move::back});
    CHECK(card(playground, "apple").gradient.empty());
    playground.dispatch(MoveWalk{Move::off});
    CHECK(card(playground, "apple").gradient == "2.2");
    CHECK(!playground.walk());
}

TEST_CASE("an explanation says upstream × local = downstream with the digits in it") {
    Playground playground;
    CHECK(playground.dispatch_json(R"({"type":"select","node":4})"));
    const auto about = nlohmann::json::parse(playground.snapshot())["explanation"];
    CHECK(about["title"] == "price · ×");
    CHECK(about["forward"] == "200 × 1.1 = 220");
    CHECK(about["terms"][0]["sentence"] == "1 × 1.1 = 1.1");
    CHECK(about["terms"][1]["sentence"] == "1 × 200 = 200");
    CHECK(about["terms"][1]["derivative"] == "∂z/∂y = x");
    CHECK(about["terms"][1]["input"] == "tax");
    CHECK(!playground.dispatch_json(R"({"type":"select","node":99})"));
    CHECK(!playground.dispatch_json(R"({"type":"walk","move":"sideways"})"));

    playground.dispatch(SetFormula{"z = apple * apple - apple"});
    const NodeId apple = playground.document().graph->find("apple").value();
    const Explanation fan_out = explain(playground.execution(), playground.document(), apple);
    REQUIRE(fan_out.parts.size() == 3);
    CHECK(fan_out.parts[0].value == "100");
    CHECK(fan_out.parts[2].value == "−1");
    CHECK(fan_out.gradient == "199");
    CHECK(fan_out.sum == "100 + 100 + (−1) = 199");
}
