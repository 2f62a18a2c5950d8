// Work is bounded by count: what is too large is refused by every way that it can come, and changes nothing.
#include <catch2/catch_test_macros.hpp>
#include <functional>

#include "base/problem.hpp"
#include "document/commands.hpp"
#include "document/exports/dot.hpp"
#include "document/json.hpp"
#include "formula/formula.hpp"
#include "graph/bounds.hpp"
#include "playground/playground.hpp"

using namespace bp;

namespace {

std::string repeated(std::string_view piece, size_t times) {
    std::string text;
    for (size_t i = 0; i < times; ++i) text += piece;
    return text;
}

/// So many nodes: x, and sums of x.
std::string sum_of(size_t nodes) { return "x" + repeated("+x", nodes - 1); }

std::string json_string(const std::string& text) {
    std::string json = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') json += '\\';
        json += c == '\n' ? "\\n" : c == '\r' ? "\\r" : std::string(1, c);
    }
    return json + "\"";
}

std::string with_text(const std::string& type, const std::string& text) {
    return R"({"type":")" + type + R"(","text":)" + json_string(text) + "}";
}

/// A chain of so many nodes, of which each is the negative of the one before.
std::string chain_file(size_t nodes) {
    std::string file = R"({"format":"backprop-playground","version":1,"output":)" +
                       std::to_string(nodes - 1) + R"(,"nodes":[{"id":0,"op":"input","name":"x","value":1})";
    for (size_t i = 1; i < nodes; ++i)
        file += R"(,{"id":)" + std::to_string(i) + R"(,"op":"neg","inputs":[)" + std::to_string(i - 1) + "]}";
    return file + "]}";
}

/// The code with which the action is refused; it changed nothing. "" if it was done.
std::string refusal(Playground& playground, const std::string& action) {
    const Document* const before = &playground.document();
    if (playground.dispatch_json(action)) return "";
    CHECK(&playground.document() == before);
    return std::string(code(playground.notice()->message.id()));
}

}  // namespace

TEST_CASE("texts of a million letters are answered by a problem that says the bound") {
    Playground playground;
    struct Case {
        std::string text;
        std::string code;
    };
    const std::string korean = repeated("가", 201);
    for (const auto& [text, problem] : {
             Case{"y = " + std::string(100'000, 'a') + " * 2", "graph.name_too_long"},
             Case{"y = " + korean, "graph.name_too_long"},
             Case{korean + " = 2", "graph.name_too_long"},
             Case{repeated("a+", 499'999) + "a", "graph.too_many_nodes"},
             Case{repeated("a\n", 60'001) + "a", "formula.too_many_lines"},
             Case{std::string(999'999, '\n'), "formula.too_many_lines"},
             Case{repeated("\r\n", 60'001) + "a", "formula.too_many_lines"},
             Case{std::string(1'000'000, '('), "formula.too_deep"},
             Case{std::string(1'000'000, '['), "formula.array_element"},
             Case{std::string(1'000'000, '-'), "formula.too_deep"},
             Case{repeated("2**", 300'000) + "2", "formula.too_deep"},
             Case{repeated("exp(", 200'000), "formula.too_deep"},
             Case{"a # " + std::string(2'000'000, 'x'), "formula.too_long"},
             Case{std::string(999'999, '1'), "formula.number_too_large"},
         }) {
        CAPTURE(text.substr(0, 40), text.size());
        const std::string found = refusal(playground, with_text("set_formula", text));
        if (problem == "formula.array_element") {
            CHECK(!found.empty());  // brackets of arrays have a bound of their own
        } else {
            CHECK(found == problem);
        }
    }
    CHECK(playground.preset() == "apple");
}

TEST_CASE("the page takes 30,000 nodes, and its file opens again") {
    Playground playground;
    REQUIRE(playground.dispatch_json(with_text("set_formula", sum_of(Playground::kMostShown))));
    CHECK(refusal(playground, with_text("set_formula", sum_of(Playground::kMostShown + 1))) ==
          "graph.too_many_nodes");
    const GraphLimit same({.nodes = Playground::kMostShown});
    CHECK(from_json(to_json(playground.document())).graph->nodes().size() == Playground::kMostShown);
}

TEST_CASE("more nodes than there is room for are refused, by whatever way they come") {
    constexpr size_t kRoom = 60;
    const GraphLimit limit({.nodes = kRoom});
    Playground full;
    REQUIRE(full.dispatch_json(R"({"type":"new"})"));
    REQUIRE(full.dispatch_json(with_text("set_formula", sum_of(kRoom))));
    const std::string too_many = chain_file(kRoom + 1);
    const std::string lent = too_many.substr(0, 1) + R"("origin":{"kind":"sample"},)" + too_many.substr(1);
    const std::string version_2 =
        lent.substr(0, lent.find("version") + 9) + "2" + lent.substr(lent.find("version") + 10);
    for (const std::string& action :
         {with_text("set_formula", sum_of(kRoom + 1)), with_text("add_formula", "x * 2"),
          with_text("paste", "x * 2"), with_text("paste", sum_of(kRoom + 1)), with_text("paste", too_many),
          std::string(R"({"type":"add_op","op":"input"})"), std::string(R"({"type":"add_op","op":"mul"})"),
          std::string(R"({"type":"duplicate","nodes":[0]})"),
          std::string(R"({"type":"disconnect","to":5,"input":1})"),
          R"({"type":"load_document","document":)" + too_many + "}",
          R"({"type":"insert","document":)" + too_many + "}",
          R"({"type":"lend","document":)" + version_2 + "}",
          R"({"type":"restore","own":)" + too_many + "}"}) {
        CAPTURE(action.substr(0, 80));
        CHECK(refusal(full, action) == "graph.too_many_nodes");
    }
    REQUIRE(full.dispatch_json(with_text("set_formula", sum_of(kRoom - 1) + " - softmax(x)")) == false);
    REQUIRE(full.dispatch_json(with_text("set_formula", sum_of(kRoom - 2) + " - sigmoid(x)")));
    for (const Node& node : full.document().graph->nodes()) {
        if (node.op != OpKind::sigmoid) continue;
        CHECK(refusal(full, R"({"type":"unfold","node":)" + std::to_string(number(node.id)) + "}") ==
              "graph.too_many_nodes");
    }
}

TEST_CASE(
    "more matrix products than a second is enough for are refused uncomputed, by whatever way they come") {
    const std::string large = "y = sum(ones([1500,1500]) @ ones([1500,1500]))";
    const std::string many = "A = ones([700,700])\ny = sum(A @ A @ A @ A)";
    const std::string layer = "y = sum(affine(ones([2000,1000]), ones([1000,1000]), ones([1000])))";
    for (const std::string& formula : {large, many, layer}) {
        CAPTURE(formula);
        const Document document =
            apply(apply(Document(), NewGraph{}), SetFormula{formula});  // the engine has no such bound
        const std::string file = to_json(document);
        Playground playground;
        for (const std::string& action :
             {with_text("set_formula", formula), with_text("paste", formula), with_text("paste", file),
              R"({"type":"load_document","document":)" + file + "}",
              R"({"type":"insert","document":)" + file + "}", R"({"type":"restore","own":)" + file + "}"}) {
            CAPTURE(action.substr(0, 80));
            CHECK(refusal(playground, action) == "graph.too_many_products");
        }
        CHECK(playground.execution().value(playground.execution().output()).size() == 1);
    }
    // The same by shapes and settings of a graph that is there.
    Playground playground;
    const std::string square = R"("value":{"shape":[2,2],"data":[1,2,3,4]}})";
    REQUIRE(playground.dispatch_json(
        R"({"type":"load_document","document":{"format":"backprop-playground","version":1,"output":2,"nodes":[)"
        R"({"id":0,"op":"input","name":"x",)" +
        square + R"(,{"id":1,"op":"input","name":"W",)" + square +
        R"(,{"id":2,"op":"matmul","inputs":[0,1]}]}})"));
    REQUIRE(refusal(playground, R"({"type":"set_shape","name":"x","shape":"600, 600"})").empty());
    CHECK(refusal(playground, R"({"type":"set_shape","name":"W","shape":"600, 2000"})") ==
          "graph.too_many_products");
    REQUIRE(refusal(playground, with_text("set_formula", many)) == "graph.too_many_products");
    CHECK(
        playground.notice()->text ==
        "The matrix products of this graph take 3,087,000,000 multiplications, forward and backward. At most "
        "2,000,000,000 are allowed here.");
}

TEST_CASE("a document of too many nodes is refused as it is read, not when it is whole") {
    // The text ends in the middle: only whoever stops at the limit does not say so.
    const GraphLimit limit({.nodes = 100});
    const std::string file = chain_file(500);
    std::string found;
    try {
        from_json(file.substr(0, file.size() - 200));
    } catch (const Problem& problem) {
        found = problem.code();
    }
    CHECK(found == "graph.too_many_nodes");
    try {
        from_json(file);
    } catch (const Problem& problem) {
        found = problem.what();
    }
    CHECK(
        found ==
        "The graph would have at least 500 nodes; at most 100 are possible here. Use fewer, or the engine or "
        "the command line, which take 1,000,000.");
}

TEST_CASE("names and groups are bounded, by whatever way they come") {
    Playground playground;
    const std::string longest = std::string(200, 'a'), longer = std::string(201, 'a');
    for (const std::string& name :
         {longer, std::string(100'000, 'a'), repeated("가", 201), repeated("😀", 201)}) {
        const std::string quoted = json_string(name);
        for (
            const std::string& action :
            {R"({"type":"rename","node":2,"name":)" + quoted + "}",
             R"({"type":"add_op","op":"input","name":)" + quoted + "}",
             R"({"type":"group","nodes":[0,1,2],"name":)" + quoted + "}",
             R"({"type":"load_document","document":{"format":"backprop-playground","version":1,"output":0,"nodes":[)"
             R"({"id":0,"op":"input","value":1,"name":)" +
                 quoted + "}]}}"}) {
            CAPTURE(action.substr(0, 60));
            const std::string found = refusal(playground, action);
            CHECK(
                (found == "graph.name_too_long" || found == "edit.not_a_name" || found == "edit.input_name"));
            CHECK(playground.notice()->text.size() < 400);
        }
    }
    CHECK(refusal(playground, R"({"type":"rename","node":2,"name":")" + longest + "\"}").empty());
    REQUIRE(playground.dispatch_json(with_text("set_formula", repeated("a = x*2\n", 1) + sum_of(500))));
    std::string found;
    const auto nodes = playground.document().graph->nodes();
    for (size_t k = 1; k + 1 < nodes.size() && found.empty(); k += 2) {
        found = refusal(playground, R"({"type":"group","nodes":[)" + std::to_string(number(nodes[k].id)) +
                                        "," + std::to_string(number(nodes[k + 1].id)) + "]}");
    }
    CHECK(found == "group.too_many");
}

TEST_CASE("the engine and files take far more, without deep recursion") {
    constexpr size_t kMany = 60'000;
    const Document document = from_json(chain_file(kMany));
    CHECK(document.graph->nodes().size() == kMany);
    CHECK(parse_formula(print_formula(*document.graph)).nodes().size() >= kMany);
    const auto& nodes = document.graph->nodes();
    std::vector<NodeId> last_half;
    for (size_t k = kMany / 2; k < kMany; ++k) last_half.push_back(nodes[k].id);
    CHECK(apply(document, Remove{last_half}).graph->nodes().size() == kMany / 2);
    CHECK(extract(document, last_half).graph->nodes().size() == kMany / 2 + 1);
    CHECK(apply(document, Duplicate{last_half}).graph->nodes().size() == kMany + kMany / 2);
    Execution<double> execution = execute(document);
    CHECK(to_dot(execution).size() > kMany);
}
