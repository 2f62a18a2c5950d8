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
        INFO(translated(Language::ko, problem.what()));
        CHECK(test::has_korean(problem.what()));
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
    contains(refusal(R"({"format":"backprop-playground"})"), "no 'version'");
    contains(refusal(R"({"format":"backprop-playground","version":2,"output":0,"nodes":[]})"), "version 2");
    contains(refusal(R"({"format":"backprop-playground","version":0,"output":0,"nodes":[]})"),
             "no known version");
    contains(refusal(R"({"format":"backprop-playground","version":1,"output":0,"nodes":[],"x":1})"),
             "key 'x'");
    contains(refusal(R"({"format":"backprop-playground","version":1,"output":0,"nodes":{}})"),
             "list of at most");
    contains(refusal(file("3")), "not an object");
    contains(refusal(file(R"({"id":-1,"op":"exp"})")), "negative");
    contains(refusal(file(R"({"id":99999999999,"op":"exp"})")), "whole number");
    contains(refusal(file(R"({"id":20000000,"op":"input","name":"x","value":1})")), "beyond");
    contains(refusal(file(R"({"id":0,"op":"fly"})")), "'fly'");
    contains(refusal(file(R"({"id":0,"op":"input","name":"x"})")), "no 'value'");
    contains(refusal(file(R"({"id":0,"op":"input","value":1})")), "without a name");
    contains(refusal(file(R"({"id":0,"op":"input","name":"x","value":"two"})")), "not a number");
    contains(refusal(file(R"({"id":0,"op":"input","name":"x","value":{"shape":[2],"data":[1]}})")),
             "elements");
    contains(refusal(file(R"({"id":0,"op":"input","name":"x","value":{"shape":[99999,99999],"data":[1]}})")),
             "elements");
    contains(refusal(file(x + "," + x)), "used twice");
    contains(refusal(file(x + R"(,{"id":1,"op":"input","name":"x","value":2})")), "used twice");
    contains(refusal(file(x + R"(,{"id":1,"op":"exp","inputs":[7]})")), "does not exist");
    contains(refusal(file(x + R"(,{"id":1,"op":"exp","inputs":[-7]})")), "does not exist");
    contains(refusal(file(x + R"(,{"id":1,"op":"exp","inputs":[0,0]})")), "takes 1 inputs");
    contains(refusal(file(x + R"(,{"id":1,"op":"exp","inputs":[0,0,0,0,0]})")), "list of at most");
    contains(refusal(file(x + R"(,{"id":1,"op":"exp","inputs":[2]},{"id":2,"op":"exp","inputs":[1]})")),
             "cycle");
    contains(refusal(file(x + R"(,{"id":1,"op":"exp","inputs":[0],"value":3})")), "has a value");
    contains(refusal(file(x + R"(,{"id":1,"op":"sum","inputs":[0],"attrs":[3]})")), "no axis 3");
    contains(refusal(file(x + R"(,{"id":1,"op":"sum","inputs":[0],"attrs":[0,1,2]})")), "settings");
    contains(refusal(file(x + R"(,{"id":1,"op":"randn"})")), "settings");
    contains(refusal(file(x + R"(,{"id":1,"op":"randn","attrs":[100000,100000,1]})")), "at most");
    contains(refusal(R"({"format":"backprop-playground","version":1,"output":9,"nodes":[)" + x + "]}"),
             "node 9");
}

TEST_CASE("deep and huge files are refused without deep recursion") {
    CHECK(refusal(std::string(1'000'000, '[')).find("deep") != std::string::npos);
    CHECK(refusal(file(std::string(100'000, '{'))) != "accepted");
}

TEST_CASE("a small file or formula that asks for gigabytes is refused before any memory is taken") {
    CHECK(refusal(file(R"({"id":0,"op":"zeros","attrs":[16384,16384]})")).find("268435456 numbers") !=
          std::string::npos);
    CHECK_THROWS_AS(document_of("y = zeros([4097, 1]) + zeros([4097])"), Problem);
    CHECK_NOTHROW(document_of("y = zeros([2000, 2000])"));
}
