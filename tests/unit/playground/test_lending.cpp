#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "document/json.hpp"
#include "playground/playground.hpp"
#include "support/korean.hpp"

using namespace bp;
using Json = nlohmann::ordered_json;

namespace {

Origin origin() {
    return {.kind = Origin::Kind::sample,
            .room = "mnist",
            .view = "mistakes",
            .data = "mnist",
            .set = "test",
            .index = 3906,
            .label = 1,
            .predicted = 3,
            .step = 600};
}

/// A graph z = x * 2 or, lent after that, of another factor.
std::shared_ptr<const Document> elsewhere(const std::string& factor = "2") {
    Document d = apply(Document{.formula = {}, .graph = {}, .leaves = {}}, NewGraph{});
    d = apply(d, SetFormula{"z = x * " + factor});
    d.origin = origin();
    return std::make_shared<const Document>(std::move(d));
}

double number(Playground& playground, std::string_view name) {
    return playground.execution().value(playground.document().graph->find(name).value())[0];
}

const std::string kOwn = "price = apple * apple_num * tax";

Json snapshot(Playground& playground) { return Json::parse(playground.snapshot()); }

/// A playground whose own graph has been changed once and undone, and that is in the training room.
Playground used() {
    Playground playground;
    playground.dispatch(SetLeaf{"apple", 120.0});
    playground.dispatch(SetLeaf{"apple", 130.0});
    playground.dispatch(Undo{});
    playground.dispatch(Show{Room::mnist, NetworkView::layers});
    return playground;
}

void check_own_is_back(Playground& playground) {
    CHECK(!playground.is_lent());
    CHECK(playground.document().formula == kOwn);
    CHECK(number(playground, "apple") == 120);
    CHECK(playground.dispatch(Redo{}));
    CHECK(number(playground, "apple") == 130);
    playground.dispatch(Undo{});
    playground.dispatch(Undo{});
    CHECK(number(playground, "apple") == 100);
    CHECK(!playground.history().can_undo());
}

}  // namespace

TEST_CASE("lending: the user's own graph waits with its history and comes back as it was") {
    Playground playground = used();
    REQUIRE(playground.dispatch(Lend{elsewhere()}));
    CHECK(playground.is_lent());
    CHECK(playground.document().formula == "z = x * 2");
    CHECK(playground.own_document().formula == kOwn);
    // Who opens a graph shows its room.
    CHECK(playground.room() == Room::mnist);
    playground.dispatch(Show{Room::graph});
    REQUIRE(playground.dispatch(GiveBack{}));
    CHECK(playground.room() == Room::mnist);
    CHECK(playground.view() == "mistakes");
    check_own_is_back(playground);
}

TEST_CASE("lending: undo stays on its side") {
    Playground playground = used();
    playground.dispatch(Lend{elsewhere()});
    CHECK(!playground.history().can_undo());
    CHECK(!playground.history().can_redo());
    const std::string lent = to_json(playground.document());
    REQUIRE(playground.dispatch(SetLeaf{"x", 5.0}));
    REQUIRE(playground.dispatch(SetFormula{"z = x * 3"}));
    CHECK(playground.is_lent());
    playground.dispatch(Undo{});
    playground.dispatch(Undo{});
    playground.dispatch(Undo{});
    CHECK(to_json(playground.document()) == lent);
    playground.dispatch(Redo{});
    CHECK(number(playground, "z") == 10);
    playground.dispatch(GiveBack{});
    check_own_is_back(playground);
}

TEST_CASE("lending: the next graph from elsewhere takes the place of the one before") {
    Playground playground = used();
    playground.dispatch(Lend{elsewhere("2")});
    Origin step = origin();
    step.view = "";
    REQUIRE(playground.dispatch(Lend{elsewhere("3"), step}));
    CHECK(playground.document().formula == "z = x * 3");
    CHECK(playground.document().origin == step);
    playground.dispatch(Show{Room::mnist, NetworkView::draw});
    REQUIRE(playground.dispatch(GiveBack{}));
    // An origin without a view leads back to the room as it is.
    CHECK(playground.view() == "draw");
    check_own_is_back(playground);
}

TEST_CASE("lending: what the user opens meanwhile is their own, and undo leads to what they had") {
    for (const Command& opens :
         {Command(NewGraph{}), Command(LoadPreset{"sigmoid"}), Command(LoadDocument{elsewhere("7")})}) {
        CAPTURE(opens.index());
        Playground playground = used();
        playground.dispatch(Lend{elsewhere()});
        playground.dispatch(SetLeaf{"x", 5.0});
        REQUIRE(playground.dispatch(opens));
        CHECK(!playground.is_lent());
        CHECK(playground.document().formula != "z = x * 2");
        CHECK(!playground.dispatch(GiveBack{}));
        playground.dispatch(Undo{});
        CHECK(playground.document().formula == kOwn);
        CHECK(number(playground, "apple") == 120);
    }
}

TEST_CASE("lending: what cannot be opened changes nothing") {
    Playground playground = used();
    playground.dispatch(Lend{elsewhere()});
    CHECK(!playground.dispatch(LoadPreset{"pineapple"}));
    CHECK(playground.is_lent());
    CHECK(playground.document().formula == "z = x * 2");
    Origin nowhere = origin();
    nowhere.room = "attic";
    CHECK(!playground.dispatch(Lend{elsewhere("3"), nowhere}));
    nowhere = origin();
    nowhere.view = "attic";
    CHECK(!playground.dispatch(Lend{elsewhere("3"), nowhere}));
    CHECK(playground.document().formula == "z = x * 2");
    Document without = *elsewhere("3");
    without.origin.reset();
    CHECK(!playground.dispatch(Lend{std::make_shared<const Document>(without)}));
    REQUIRE(playground.notice());
    CHECK(test::has_korean(playground.notice()->message));
    playground.dispatch(GiveBack{});
    check_own_is_back(playground);
    CHECK(!playground.dispatch(GiveBack{}));
    CHECK(test::has_korean(playground.notice()->message));
}

TEST_CASE("lending: a bug hunt ends where the canvas is lent") {
    Playground playground = used();
    REQUIRE(playground.dispatch_json(R"({"type":"hunt","order":"start","seed":1})"));
    REQUIRE(playground.dispatch(Lend{elsewhere()}));
    CHECK(!playground.lab().hunt());
    CHECK(playground.execution().fault() == nullptr);
    CHECK(playground.own_document().formula == kOwn);
    playground.dispatch(GiveBack{});
    CHECK(playground.document().formula == kOwn);
    CHECK(number(playground, "apple") == 120);
    CHECK(playground.execution().fault() == nullptr);
}

TEST_CASE("lending: a bug hunt that begins meanwhile ends with the lent graph or with the user's own") {
    Playground playground = used();
    playground.dispatch(Lend{elsewhere()});
    REQUIRE(playground.dispatch_json(R"({"type":"hunt","order":"start","seed":1})"));
    CHECK(playground.is_lent());
    CHECK(playground.own_document().formula == kOwn);
    CHECK(Json::parse(playground.saved())["lent"]["formula"] == "z = x * 2");
    REQUIRE(playground.dispatch_json(R"({"type":"hunt","order":"stop"})"));
    CHECK(playground.document().formula == "z = x * 2");
    REQUIRE(playground.dispatch_json(R"({"type":"hunt","order":"start","seed":2})"));
    REQUIRE(playground.dispatch(GiveBack{}));
    CHECK(!playground.lab().hunt());
    CHECK(playground.execution().fault() == nullptr);
    check_own_is_back(playground);
}

TEST_CASE("lending: what is saved brings both graphs back at another visit") {
    Playground before = used();
    CHECK(Json::parse(before.saved()).contains("lent") == false);
    before.dispatch(Lend{elsewhere()});
    before.dispatch(SetLeaf{"x", 5.0});
    const Json saved = Json::parse(before.saved());
    Json own = saved;  // where there is no room for both
    own.erase("lent");
    CHECK(Json::parse(before.saved(false)) == own);

    Playground after;
    REQUIRE(after.dispatch_json(Json{{"type", "load_document"}, {"document", saved["own"]}}.dump()));
    REQUIRE(after.dispatch_json(Json{{"type", "lend"}, {"document", saved["lent"]}}.dump()));
    CHECK(after.saved() == before.saved());
    CHECK(number(after, "z") == 10);
    const Json state = snapshot(after);
    CHECK(state["lent"] == true);
    CHECK(state["origin"]["index"] == 3906);
    REQUIRE(after.dispatch_json(R"({"type":"give_back"})"));
    CHECK(after.room() == Room::mnist);
    CHECK(after.view() == "mistakes");
    CHECK(number(after, "apple") == 120);
    CHECK(snapshot(after)["lent"] == false);
    CHECK(snapshot(after)["origin"].is_null());
    CHECK(snapshot(after)["view"] == "mistakes");
}

TEST_CASE("lending: actions as JSON, with an origin beside the document") {
    Playground playground;
    Json document = Json::parse(to_json(*elsewhere()));
    document.erase("origin");
    const Json place{{"kind", "step"}, {"room", "mnist"}, {"step", 12}};
    CHECK(!playground.dispatch_json(Json{{"type", "lend"}, {"document", document}}.dump()));
    REQUIRE(
        playground.dispatch_json(Json{{"type", "lend"}, {"document", document}, {"origin", place}}.dump()));
    CHECK(snapshot(playground)["origin"]["step"] == 12);
    for (const char* bad :
         {R"({"type":"lend"})", R"({"type":"lend","document":3})", R"({"type":"show","room":"attic"})",
          R"({"type":"show","room":"mnist","view":"attic"})"}) {
        CAPTURE(bad);
        CHECK(!playground.dispatch_json(bad));
        REQUIRE(playground.notice());
        CHECK(test::has_korean(playground.notice()->message));
    }
}

namespace {

Origin of_lesson(const std::string& id, const std::string& question = {}) {
    return {.kind = Origin::Kind::lesson, .lesson = id, .question = question};
}

}  // namespace

TEST_CASE("lending: a hunt lends the canvas, and the user's own graph comes back with its history") {
    for (const char* end :
         {R"({"type":"hunt","order":"stop"})", R"({"type":"give_back"})", R"({"type":"undo"})"}) {
        CAPTURE(end);
        Playground playground = used();
        REQUIRE(playground.dispatch_json(
            R"({"type":"hunt","order":"start","graph":"scalars","seed":3000000000})"));
        CHECK(playground.is_lent());
        const Json origin = snapshot(playground)["origin"];
        CHECK(origin["kind"] == "hunt");
        CHECK(origin["graph"] == "scalars");
        CHECK(origin["seed"] == 3000000000);
        CHECK(origin["planted"] == true);
        CHECK(snapshot(playground)["canUndo"] == true);
        REQUIRE(playground.dispatch_json(end));
        CHECK(playground.room() == Room::mnist);  // a hunt leads back to no room
        CHECK(!playground.lab().hunt());
        check_own_is_back(playground);
    }
}

TEST_CASE("lending: a hunt after a hunt gives back what was there before the first") {
    Playground playground = used();
    for (int i = 0; i < 3; ++i) REQUIRE(playground.dispatch_json(R"({"type":"hunt","order":"start"})"));
    playground.dispatch_json(R"({"type":"hunt","order":"stop"})");
    check_own_is_back(playground);
}

TEST_CASE("lending: a hunt that an edit has ended is a lent graph without a bug") {
    Playground playground = used();
    playground.dispatch_json(R"({"type":"hunt","order":"start","seed":1})");
    REQUIRE(playground.dispatch(SetFormula{"z = x * 5"}));
    CHECK(playground.is_lent());
    CHECK(snapshot(playground)["origin"]["planted"] == false);
    CHECK(Json::parse(playground.saved())["lent"]["formula"] == "z = x * 5");
    CHECK(playground.own_document().formula == kOwn);
    REQUIRE(playground.dispatch_json(R"({"type":"hunt","order":"start","seed":2})"));
    CHECK(snapshot(playground)["origin"]["planted"] == true);
    playground.dispatch(GiveBack{});
    check_own_is_back(playground);
}

TEST_CASE("lending: another visit finds a hunt ended and what it was begun on") {
    Playground playground = used();
    playground.dispatch_json(R"({"type":"hunt","order":"start","seed":1})");
    CHECK(!Json::parse(playground.saved()).contains("lent"));
    playground.dispatch_json(R"({"type":"hunt","order":"stop"})");
    playground.dispatch(Lend{elsewhere()});
    playground.dispatch_json(R"({"type":"hunt","order":"start","seed":1})");
    CHECK(Json::parse(playground.saved())["lent"]["formula"] == "z = x * 2");
}

TEST_CASE("lending: a lesson's graphs are one history, at whose beginning undo gives the canvas back") {
    Playground playground = used();
    REQUIRE(playground.dispatch(Lend{elsewhere("2"), of_lesson("s01")}));
    REQUIRE(playground.dispatch(SetLeaf{"x", 5.0}));
    REQUIRE(playground.dispatch(Lend{elsewhere("3"), of_lesson("s01", "tax")}));
    CHECK(snapshot(playground)["origin"]["question"] == "tax");
    CHECK(playground.document().formula == "z = x * 3");
    playground.dispatch(Undo{});
    CHECK(playground.document().formula == "z = x * 2");
    CHECK(number(playground, "z") == 10);
    playground.dispatch(Redo{});
    CHECK(playground.document().formula == "z = x * 3");
    // Another lesson takes the place of this one.
    REQUIRE(playground.dispatch(Lend{elsewhere("4"), of_lesson("s02")}));
    CHECK(!playground.history().can_undo());
    CHECK(playground.can_undo());
    playground.dispatch(Undo{});
    CHECK(playground.room() == Room::mnist);
    check_own_is_back(playground);
}

TEST_CASE("lending: saved and restored; what is restored is where undo ends") {
    Playground before = used();
    before.dispatch(Lend{elsewhere(), of_lesson("s03", "five")});
    Json saved = Json::parse(before.saved());
    saved["type"] = "restore";
    Playground after;
    REQUIRE(after.dispatch_json(saved.dump()));
    CHECK(after.saved() == before.saved());
    CHECK(snapshot(after)["origin"]["lesson"] == "s03");
    CHECK(snapshot(after)["origin"]["question"] == "five");
    REQUIRE(after.dispatch(GiveBack{}));
    CHECK(number(after, "apple") == 120);
    CHECK(!after.can_undo());
    after.dispatch(Undo{});
    CHECK(number(after, "apple") == 120);
    after.dispatch(SetLeaf{"apple", 130.0});
    after.dispatch(Undo{});
    CHECK(number(after, "apple") == 120);
    CHECK(Json::parse(after.saved())["own"] == Json::parse(before.saved())["own"]);
    after.dispatch(Redo{});
    CHECK(number(after, "apple") == 130);
}

TEST_CASE("lending: what was made before something is restored is one undo away") {
    Json saved = Json::parse(used().saved());
    saved["type"] = "restore";
    for (const bool lent : {false, true}) {
        CAPTURE(lent);
        Playground playground;
        REQUIRE(playground.dispatch_json(R"({"type":"set_formula","text":"new_work = p * q"})"));
        if (lent) playground.dispatch(Lend{elsewhere(), of_lesson("s03", "five")});
        REQUIRE(playground.dispatch_json(saved.dump()));
        CHECK(!playground.is_lent());
        CHECK(number(playground, "apple") == 120);
        playground.dispatch(Undo{});
        CHECK(playground.document().formula == "new_work = p * q");
        // And what was restored when the page started is made, too.
        Playground restored;
        REQUIRE(restored.dispatch_json(saved.dump()));
        REQUIRE(
            restored.dispatch_json(R"({"type":"restore","own":)" + to_json(Playground().document()) + "}"));
        CHECK(number(restored, "apple") == 100);
        restored.dispatch(Undo{});
        CHECK(number(restored, "apple") == 120);
    }
}

TEST_CASE("a document may be the text of its file, and what is wrong in it is told by line and column") {
    Playground playground;
    const auto load = [&](const Json& text) {
        return playground.dispatch_json(Json{{"type", "load_document"}, {"document", text}}.dump());
    };
    CHECK(load(to_json(used().document())));
    CHECK(number(playground, "apple") == 120);
    CHECK(!load("{\n  \"format\": \"backprop-playground\",\n  x"));
    CHECK(playground.notice()->message.id() == ProblemId::file_not_json);
    CHECK(!load("{\"format\": 3}, \"more\": {}"));
    CHECK(!load(""));
    CHECK(number(playground, "apple") == 120);
}

TEST_CASE("lending: what cannot be restored changes nothing") {
    Playground playground = used();
    const Json own = Json::parse(to_json(playground.document()));
    Json no_origin = own;
    for (const Json& bad : {Json{{"own", 3}}, Json{{"lent", own}}, Json{{"own", own}, {"lent", no_origin}},
                            Json{{"own", own}, {"lent", Json::object()}}}) {
        CAPTURE(bad.dump());
        Json action = bad;
        action["type"] = "restore";
        CHECK(!playground.dispatch_json(action.dump()));
        REQUIRE(playground.notice());
        CHECK(test::has_korean(playground.notice()->message));
        CHECK(!playground.is_lent());
        CHECK(number(playground, "apple") == 120);
    }
}

TEST_CASE("a graph from elsewhere shows its picture and probabilities as they are now") {
    const std::string file = R"({"format":"backprop-playground","version":2,"output":3,"nodes":[
        {"id":0,"op":"input","name":"x","value":{"shape":[2,4],"data":[0,0.5,1,2,-1,0,0,0]}},
        {"id":1,"op":"input","name":"s","value":{"shape":[2],"data":[0,0]}},
        {"id":2,"op":"input","name":"t","value":{"shape":[2],"data":[1,0]}},
        {"id":3,"op":"softmax_with_loss","name":"L","inputs":[1,2]}],
        "origin":{"kind":"drawing","room":"mnist"},"classes":["no","yes"],
        "displays":{"0":{"kind":"image","rows":2,"columns":2}}})";
    Playground playground;
    const auto document = std::make_shared<const Document>(from_json(file));
    REQUIRE(playground.dispatch(Lend{document}));
    Json shown = snapshot(playground)["origin"];
    CHECK(shown["kind"] == "drawing");
    CHECK(shown["picture"] ==
          Json{{"rows", 2}, {"columns", 2}, {"count", 2}, {"pixels", {0, 128, 255, 255, 0, 0, 0, 0}}});
    CHECK(shown["probabilities"] == Json{0.5, 0.5});
    CHECK(shown["classes"] == Json{"no", "yes"});
    CHECK(std::abs(shown["loss"].get<double>() - std::log(2)) < 1e-12);
    playground.dispatch(SetLeaf{"s", Tensor<double>({2}, {0, -1000})});
    CHECK(snapshot(playground)["origin"]["probabilities"] == Json{1.0, 0.0});
    playground.dispatch(SetFormula{"z = s * t"});
    shown = snapshot(playground)["origin"];
    CHECK(shown["picture"].is_null());
    CHECK(shown["probabilities"].is_null());
    CHECK(shown["loss"].is_null());
}
