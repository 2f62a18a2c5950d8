#include <rapidcheck.h>

#include <catch2/catch_test_macros.hpp>
#include <chrono>

#include "formula/formula.hpp"
#include "unit/formula/graph_text.hpp"

using namespace bp;
using bp::test::difference;

namespace {

std::string repeated(std::string_view piece, size_t times) {
    std::string text;
    text.reserve(piece.size() * times);
    for (size_t i = 0; i < times; ++i) text += piece;
    return text;
}

std::optional<Problem> problem_of(const std::string& text) {
    try {
        parse_formula(text);
        return {};
    } catch (const Problem& problem) {
        return problem;
    }
}

// A graph, or a Problem at a place that the text has.
bool survives(const std::string& text) {
    const auto problem = problem_of(text);
    if (!problem)
        return print_formula(parse_formula(print_formula(parse_formula(text)))) ==
               print_formula(parse_formula(text));
    const auto where = problem->where();
    return where && where->line >= 1 && where->column >= 1 && where->length >= 1 &&
           static_cast<size_t>(where->line) <= text.size() + 1 &&
           static_cast<size_t>(where->column) + static_cast<size_t>(where->length) <= text.size() + 2;
}

}  // namespace

TEST_CASE("long flat texts are read and printed in linear time, without deep recursion") {
    // The bound is loose on purpose: only quadratic work would reach it.
    const auto start = std::chrono::steady_clock::now();
    for (const std::string& text :
         {"y = x" + repeated(" + x", 100'000), "y = x" + repeated(" * 2", 100'000),
          "y = (x" + repeated(" +\nx", 100'000) + ")", "y = [1" + repeated(", -2", 100'000) + "]",
          "y = x" + repeated("\n\n# …", 100'000)}) {
        const Graph graph = parse_formula(text);
        CHECK(difference(graph, parse_formula(print_formula(graph))).empty());
    }
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(60));
}

TEST_CASE("many statements are read and printed in linear time") {
    std::string text = "a0 = x * 2\n";
    for (int i = 1; i < 40'000; ++i) {
        text += "a" + std::to_string(i) + " = a" + std::to_string(i - 1) + " + 1\n";
    }
    text.pop_back();
    const Graph graph = parse_formula(text);
    CHECK(graph.nodes().size() == 80'001);
    CHECK(print_formula(graph) == text);
}

TEST_CASE("a text nests 200 deep, and what does is printed as it is") {
    for (const auto& [open, close] :
         {std::pair<std::string, std::string>{"exp(", ")"}, {"-", ""}, {"2 ** ", ""}}) {
        const std::string deepest = "y = " + repeated(open, 200) + "x" + repeated(close, 200);
        CHECK(print_formula(parse_formula(deepest)) == deepest);
        const auto problem = problem_of("y = " + open + deepest.substr(4) + close);
        REQUIRE(problem);
        CHECK(problem->what() ==
              std::string("This is nested more than 200 levels deep. Give a part of it a name of its own."));
    }
    CHECK_FALSE(problem_of(repeated("(", 200) + "x" + repeated(")", 200)));
    CHECK(problem_of(repeated("(", 201) + "x" + repeated(")", 201))->where() == SourceSpan{1, 201, 1});
    for (const char* piece :
         {"(", "[", "-", "+", "x(", "exp(", "2**", "-(", ")", "]", "x=", ",", "#", ";", "\""}) {
        CHECK(survives(repeated(piece, 100'000)));
    }
}

TEST_CASE("a graph deeper than texts nest is printed with names") {
    for (const OpKind op : {OpKind::exp, OpKind::neg, OpKind::pow, OpKind::sub}) {
        Graph graph;
        NodeId node = graph.add_input("x");
        const NodeId two = graph.add_constant(2.0);
        graph.rename(two, "two");
        const int depth = op == OpKind::exp ? 100'000 : 10'000;
        for (int i = 0; i < depth; ++i) {
            node = def(op).info.arity == 1 ? graph.add(op, {node}) : graph.add(op, {two, node});
        }
        const Graph again = parse_formula(print_formula(graph));
        CHECK(difference(graph, again).empty());
        CHECK(print_formula(again) == print_formula(graph));
    }
}

TEST_CASE("texts have at most a million bytes") {
    CHECK_FALSE(problem_of("y = x" + repeated(" ", 999'995)));
    const auto problem = problem_of("y = x" + repeated(" ", 999'996));
    REQUIRE(problem);
    CHECK(problem->what() == std::string("A formula has at most 1,000,000 bytes, not 1,000,001."));
    CHECK(problem->where() == SourceSpan{1, 1, 1});
}

TEST_CASE("bytes that are not UTF-8 are refused where they stand, also in comments") {
    for (const char* bytes : {"\xFF", "\x80", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                              "\xC3", "\xE2\x82", "\xF0\x9F\x8D", "\xC3("}) {
        for (const std::string before : {"사과 = ", "# 사과"}) {
            const auto problem = problem_of("a = 1\n" + before + bytes);
            REQUIRE(problem);
            CHECK(problem->what() == std::string("The text is not valid UTF-8 here."));
            CHECK(problem->where() == SourceSpan{2, before == "# 사과" ? 5 : 6, 1});
        }
    }
}

TEST_CASE("property: any bytes give a graph or a Problem with a place") {
    CHECK(rc::check("random bytes", [](const std::string& text) { RC_ASSERT(survives(text)); }));
}

TEST_CASE("property: any tokens give a graph or a Problem with a place") {
    CHECK(rc::check("random tokens", [](const std::vector<uint8_t>& choices) {
        constexpr std::string_view kPieces[] = {
            "x",  "y",    "y = ", "z = ",  "1",     "-",     "+",         "*",    "**", "/",
            "@",  "(",    ")",    "[",     "]",     ",",     "\n",        ";",    "#",  "\r\n",
            "e5", "exp(", "sum(", "zeros", "([2])", "2, 3]", "reshape(x", "사과", " ",  "."};
        std::string text;
        for (const uint8_t choice : choices) text += kPieces[choice % std::size(kPieces)];
        RC_LOG() << text << "\n";
        RC_ASSERT(survives(text));
    }));
}
