#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "base/problem.hpp"
#include "document/commands.hpp"
#include "document/json.hpp"
#include "document/presets.hpp"
#include "support/korean.hpp"

using namespace bp;

namespace {

Document document_of(const std::string& formula) {
    Document start;
    start.graph = std::make_shared<const Graph>();
    return apply(start, SetFormula{formula});
}

std::string refusal(std::string_view text) {
    try {
        from_json(text);
    } catch (const Problem& problem) {
        INFO(sentence(Language::ko, problem.message()));
        CHECK(test::has_korean(problem.message()));
        return problem.what();
    }
    return "accepted";
}

/// A file of these nodes, output 0.
std::string file(const std::string& nodes) {
    return R"({"format":"backprop-playground","version":1,"output":0,"nodes":[)" + nodes + "]}";
}

}  // namespace

TEST_CASE("a document comes back from its file the same, every number to the last bit") {
    Document document =
        document_of("# mine\ny = 사과 * 0.1 + sum([1, 2], -1) * relu([[1, -2.5]]) + randn([2], 7)");
    document = apply(document, SetLeaf{"사과", 3.3000000000000003});
    const std::string text = to_json(document);
    const Document back = from_json(text);
    CHECK(to_json(back) == text);
    CHECK(back.formula == document.formula);
    CHECK(back.leaves.at(back.graph->find("사과").value())->data[0] == 3.3000000000000003);
}

TEST_CASE("tensors, infinities and NaN come back") {
    Document document = document_of("y = x * w");
    document = apply(document, SetLeaf{"x", {{2, 2}, {1, -INFINITY, INFINITY, std::nan("")}}});
    const std::string text = to_json(document);
    CHECK(to_json(from_json(text)) == text);
}

TEST_CASE("a formula in the file that is not the graph's is replaced by the graph's own") {
    const Document back = from_json(
        R"({"format":"backprop-playground","version":1,"formula":"evil = 1","output":1,"nodes":[
            {"id":0,"op":"input","name":"x","value":2},{"id":1,"op":"exp","inputs":[0],"name":"y"}]})");
    CHECK(back.formula == "y = exp(x)");
}

TEST_CASE("nodes may come in any order") {
    const Document back = from_json(
        file(R"({"id":0,"op":"exp","inputs":[5],"name":"y"},{"id":5,"op":"input","name":"x","value":2})"));
    CHECK(back.graph->nodes()[0].name == "x");
    CHECK(number(back.graph->output()) == 0);
}

TEST_CASE("files that are not exactly the format are refused with what is wrong") {
    const std::string x = R"({"id":0,"op":"input","name":"x","value":2})";
    const auto contains = [](const std::string& text, std::string_view part) {
        CAPTURE(text, part);
        CHECK(text.find(part) != std::string::npos);
    };
    contains(refusal(""), "not JSON");
    contains(refusal("{"), "not JSON");
    contains(refusal("[1]"), "not a Backprop Playground graph");
    contains(refusal(R"({"format":"other"})"), "not a Backprop Playground graph");
    contains(refusal(R"({"format":"backprop-playground"})"), "no `version`");
    contains(refusal(R"({"format":"backprop-playground","version":3,"output":0,"nodes":[]})"), "version 3");
    contains(refusal(R"({"format":"backprop-playground","version":0,"output":0,"nodes":[]})"),
             "no known version");
    contains(refusal(R"({"format":"backprop-playground","version":1,"output":0,"nodes":[],"x":1})"), "`x`");
    contains(refusal(R"({"format":"backprop-playground","version":1,"output":0,"nodes":{}})"),
             "list of at most");
    contains(refusal(file("3")), "`nodes[0]` in the file must be an object");
    contains(refusal(file(R"({"id":-1,"op":"exp"})")), "negative");
    contains(refusal(file(R"({"id":99999999999,"op":"exp"})")), "whole number");
    contains(refusal(file(R"({"id":20000000,"op":"input","name":"x","value":1})")), "larger than");
    contains(refusal(file(R"({"id":0,"op":"fly"})")), "`fly`");
    contains(refusal(file(R"({"id":0,"op":"input","name":"x"})")), "no `nodes[0].value`");
    contains(refusal(file(R"({"id":0,"op":"input","value":1})")), "without a name");
    contains(refusal(file(R"({"id":0,"op":"input","name":"x","value":"two"})")), "must be a number");
    contains(refusal(file(R"({"id":0,"op":"input","name":"x","value":{"shape":[2],"data":[1]}})")),
             "elements");
    contains(refusal(file(R"({"id":0,"op":"input","name":"x","value":{"shape":[99999,99999],"data":[1]}})")),
             "elements");
    contains(refusal(file(x + "," + x)), "two nodes");
    contains(refusal(file(x + R"(,{"id":1,"op":"input","name":"x","value":2})")), "used twice");
    contains(refusal(file(x + R"(,{"id":1,"op":"exp","inputs":[7]})")), "does not exist");
    contains(refusal(file(x + R"(,{"id":1,"op":"exp","inputs":[-7]})")), "does not exist");
    contains(refusal(file(x + R"(,{"id":1,"op":"exp","inputs":[0,0]})")), "takes 1 input, not 2");
    contains(refusal(file(x + R"(,{"id":1,"op":"exp","inputs":[0,0,0,0,0]})")), "list of at most");
    contains(refusal(file(x + R"(,{"id":1,"op":"exp","inputs":[2]},{"id":2,"op":"exp","inputs":[1]})")),
             "cycle");
    contains(refusal(file(x + R"(,{"id":1,"op":"exp","inputs":[0],"value":3})")),
             "nodes[1].value` in the file must not be there");
    contains(refusal(file(x + R"(,{"id":1,"op":"sum","inputs":[0],"attrs":[3]})")), "no axis 3");
    contains(refusal(file(x + R"(,{"id":1,"op":"sum","inputs":[0],"attrs":[0,1,2]})")), "attributes");
    contains(refusal(file(x + R"(,{"id":1,"op":"randn"})")), "attributes");
    contains(refusal(file(x + R"(,{"id":1,"op":"randn","attrs":[100000,100000,1]})")), "at most");
    contains(refusal(R"({"format":"backprop-playground","version":1,"output":9,"nodes":[)" + x + "]}"),
             "node 9");
}

namespace {

/// A file of version 2 with one input, and more keys.
std::string file_2(const std::string& more) {
    return R"({"format":"backprop-playground","version":2,"output":0,"nodes":[
        {"id":0,"op":"input","name":"x","value":{"shape":[2,4],"data":[1,2,3,4,5,6,7,8]}}],)" +
           more + "}";
}

const std::string kAll =
    R"("origin":{"kind":"unit","room":"mnist","view":"weights","data":"mnist","set":"test",
        "index":3906,"label":1,"predicted":3,"step":600,"layer":1,"unit":0},
    "classes":["T-shirt","바지",""],
    "displays":{"0":{"kind":"image","rows":2,"columns":2}},
    "extra":{"b":[1,"\"data\": [ 1 ]",{"data":["a b",[0.1,1e300,-0.0]]}],"a":{},"가":null})";

}  // namespace

TEST_CASE("version 2: origin, class names, displays and extra come back, byte for byte") {
    const Document document = from_json(file_2(kAll));
    CHECK(document.origin == Origin{.kind = Origin::Kind::unit,
                                    .room = "mnist",
                                    .view = "weights",
                                    .data = "mnist",
                                    .set = "test",
                                    .index = 3906,
                                    .label = 1,
                                    .predicted = 3,
                                    .step = 600,
                                    .layer = 1,
                                    .unit = 0});
    CHECK(document.classes == std::vector<std::string>{"T-shirt", "바지", ""});
    CHECK(document.displays.at(NodeId{0}) == Display{.kind = Display::Kind::image, .rows = 2, .columns = 2});
    CHECK(document.extra ==
          R"({"b":[1,"\"data\": [ 1 ]",{"data":["a b",[0.1,1e+300,-0.0]]}],"a":{},"가":null})");
    const std::string text = to_json(document);
    CHECK(text.find("\"version\": 2") != std::string::npos);
    CHECK(to_json(from_json(text)) == text);
    CHECK(from_json(text).extra == document.extra);
}

TEST_CASE("version 2: an empty graph keeps what is somebody else's") {
    const std::string text =
        R"({"format":"backprop-playground","version":2,"nodes":[],"extra":{"title":"Nothing yet"}})";
    const Document document = from_json(text);
    CHECK(document.extra == R"({"title":"Nothing yet"})");
    CHECK(to_json(from_json(to_json(document))) == to_json(document));
}

TEST_CASE("a document without anything new is written as version 1, and version 1 knows nothing new") {
    CHECK(to_json(document_of("y = x")).find("\"version\": 1") != std::string::npos);
    CHECK(to_json(from_json(file_2("\"extra\":{}"))).find("\"version\": 2") != std::string::npos);
    std::string old = file_2("\"extra\":{}");
    old.replace(old.find("\"version\":2"), 11, "\"version\":1");
    CHECK(refusal(old).find("`extra`") != std::string::npos);
}

TEST_CASE("version 2: what is not as the format says is refused with what is wrong") {
    const auto refused = [](const std::string& more, std::string_view part) {
        const std::string said = refusal(file_2(more));
        CAPTURE(more, said);
        CHECK(said.find(part) != std::string::npos);
    };
    refused(R"("origin":3)", "`origin` in the file must be an object");
    refused(R"("origin":{})", "no `origin.kind`");
    refused(R"("origin":{"kind":"dream"})", "`dream`");
    refused(R"("origin":{"kind":"step","where":"here"})", "`origin.where`");
    refused(R"("origin":{"kind":"step","step":1.5})", "whole number");
    refused(R"("origin":{"kind":"step","step":-1})", "negative");
    refused(R"("origin":{"kind":"step","room":7})", "`origin.room` in the file must be a text");
    refused(R"("origin":{"kind":"step","room":")" + std::string(65, 'a') + R"("})", "too long");
    refused(R"("classes":{})", "must be a list");
    refused(R"("classes":["a",1])", "must be a list");
    refused(R"("displays":[])", "`displays` in the file must be an object");
    refused(R"("displays":{"x":{"kind":"classes"}})", "`displays.x` in the file does not name a node");
    refused(R"("displays":{"0.5":{"kind":"classes"}})", "does not name a node");
    refused(R"("displays":{"7":{"kind":"classes"}})", "no node 7");
    refused(R"("displays":{"0":{"kind":"film"}})", "`film`");
    refused(R"("displays":{"0":{"kind":"classes","rows":2}})", "`displays.0.rows`");
    refused(R"("displays":{"0":{"kind":"image","rows":2}})", "no `displays.0.columns`");
    refused(R"("displays":{"0":{"kind":"image","rows":0,"columns":2}})",
            "`displays.0.rows` in the file must be from 1 to");
    refused(R"("displays":{"0":{"kind":"image","rows":2,"columns":99999}})",
            "`displays.0.columns` in the file must be from 1 to");
    refused(R"("extra":[1])", "`extra` in the file must be an object");
    refused(R"("places":{"x":[1,2]})", "`places.x` in the file does not name a node");
    refused(R"("extra":)" +
                [] {
                    std::string nested = "{}";
                    for (int i = 0; i < 20; ++i) nested = "{\"a\":" + nested + "}";
                    return nested;
                }(),
            "deep");
}

TEST_CASE("displays fit where the shape allows it") {
    const Display image{.kind = Display::Kind::image, .rows = 2, .columns = 3};
    CHECK(fits(image, Shape{6}, 0));
    CHECK(fits(image, Shape{4, 6}, 0));
    CHECK(!fits(image, Shape{4}, 0));
    CHECK(!fits(Display{}, Shape{4}, 0));
    const Display classes{.kind = Display::Kind::classes};
    CHECK(fits(classes, Shape{7, 3}, 3));
    CHECK(fits(classes, Shape{3}, 0));
    CHECK(!fits(classes, Shape{3, 7}, 3));
    CHECK(!fits(classes, Shape{}, 0));
}

TEST_CASE("deep and huge files are refused without deep recursion") {
    CHECK(refusal(std::string(1'000'000, '[')).find("deep") != std::string::npos);
    CHECK(refusal(file(std::string(100'000, '{'))) != "accepted");
}

TEST_CASE("a small file or formula that asks for gigabytes is refused before any memory is taken") {
    CHECK(refusal(file(R"({"id":0,"op":"zeros","attrs":[16384,16384]})")).find("16,777,216 numbers") !=
          std::string::npos);
    CHECK_THROWS_AS(document_of("y = zeros([4097, 1]) + zeros([4097])"), Problem);
    CHECK_NOTHROW(document_of("y = zeros([2000, 2000])"));
}
