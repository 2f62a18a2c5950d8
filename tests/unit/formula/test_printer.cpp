#include <catch2/catch_test_macros.hpp>

#include "formula/formula.hpp"
#include "unit/formula/graph_text.hpp"

using namespace bp;
using bp::test::difference;

namespace {

std::string printed(std::string_view text) { return print_formula(parse_formula(text)); }

}  // namespace

TEST_CASE("printing keeps only the parentheses that precedence needs") {
    for (const std::string text : {
             "a + b * c",
             "(a + b) * c",
             "a - b - c",
             "a - (b - c)",
             "a / (b * c)",
             "a * b @ c / d",
             "a @ (b @ c)",
             "-x ** 2",
             "(-x) ** 2",
             "2 ** 3 ** 2",
             "(2 ** 3) ** 2",
             "2 ** -x ** 2",
             "a ** (b + c)",
             "-(a + b)",
             "-a + b",
             "-(a * b)",
             "-a * b",
             "a - -b",
             "--x",
             "-1",
             "x ** -1",
             "(-2) ** 2",
             "-2 ** 2",
             "-(1)",
             "-(-1)",
             "x - -1",
             "-1 * x",
             "-[1, 2]",
             "exp(a + b)",
             "exp(-x) ** 2",
             "[1, 2] ** 2",
             "-exp(x)",
             "1 / (1 + exp(-x))",
         }) {
        CHECK(printed("y = " + text) == "y = " + text);
    }
    CHECK(printed("y = ((a) + (b * (c)))") == "y = a + b * c");
    CHECK(printed("y = a * (b * c) * d") == "y = a * (b * c) * d");
    CHECK(printed("y = (a ** b) * (-c)") == "y = a ** b * -c");
}

TEST_CASE("printing spells calls, numbers and lists one way") {
    CHECK(printed("y=sum(x,-1)+mean( x )") == "y = sum(x, -1) + mean(x)");
    CHECK(printed("y=reshape(x,[2,-1])") == "y = reshape(x, [2, -1])");
    CHECK(printed("y=reshape(x,[])") == "y = reshape(x, [])");
    CHECK(printed("y=zeros([2,3])+ones([3])*randn([3],42)") ==
          "y = zeros([2, 3]) + ones([3]) * randn([3], 42)");
    CHECK(printed("y=randn([],-1)") == "y = randn([], -1)");
    CHECK(printed("y=dot(a,b+c)") == "y = a @ (b + c)");
    CHECK(printed("y=[[1.50,-2],[3e-7,0.1]]") == "y = [[1.5, -2], [3e-07, 0.1]]");
    CHECK(printed("y=affine(x,W,b)") == "y = affine(x, W, b)");
    CHECK(printed("y = -inf + nan - -0") == "y = -inf + nan - -0");
}

TEST_CASE("named nodes are statements, in order; the output comes last") {
    CHECK(printed("사과 = 100; 가격 = 사과 * 개수 # won") == "사과 = 100\n가격 = 사과 * 개수");
    CHECK(printed("y = x; z = y") == "y = x\nz = y");
    CHECK(printed("y = x * 2; z = y + 1; y") == "y = x * 2\nz = y + 1\ny");
    CHECK(printed("y = x * 2; y + 1") == "y = x * 2\ny + 1");
    CHECK(printed("x") == "x");
    CHECK(print_formula(Graph()).empty());
}

TEST_CASE("a leaf that nothing uses stays") {
    Graph graph;
    const NodeId x = graph.add_input("x");
    const NodeId y = graph.add(OpKind::exp, {x});
    graph.rename(y, "y");
    graph.add_input("lonely");
    graph.set_output(y);
    CHECK(print_formula(graph) == "lonely\ny = exp(x)");
    CHECK(difference(graph, parse_formula(print_formula(graph))).empty());
}

TEST_CASE("unnamed nodes used more than once, or by nothing, get names that are free") {
    Graph graph;
    const NodeId x = graph.add_input("t2");
    const NodeId shared = graph.add(OpKind::exp, {x});
    graph.add(OpKind::log, {x});  // used by nothing
    const NodeId product = graph.add(OpKind::mul, {shared, shared});
    const NodeId two = graph.add_constant(2.0);
    graph.set_output(graph.add(OpKind::add, {graph.add(OpKind::mul, {two, product}), two}));
    CHECK(print_formula(graph) == "t1 = exp(t2)\nt3 = log(t2)\nt4 = 2\nt4 * (t1 * t1) + t4");
}

TEST_CASE("an unnamed output in the middle is named, and comes again at the end") {
    Graph graph;
    const NodeId x = graph.add_input("x");
    const NodeId middle = graph.add(OpKind::exp, {x});
    graph.rename(graph.add(OpKind::neg, {middle}), "y");
    graph.set_output(middle);
    CHECK(print_formula(graph) == "t1 = exp(x)\ny = -t1\nt1");
}

TEST_CASE("identities without names, or of unnamed nodes, get what they need") {
    Graph graph;
    const NodeId x = graph.add_input("x");
    const NodeId same = graph.add(OpKind::identity, {graph.add(OpKind::exp, {x})});
    graph.rename(graph.add(OpKind::neg, {same}), "y");
    CHECK(print_formula(graph) == "t1 = exp(x)\nt2 = t1\ny = -t2");
    CHECK(difference(graph, parse_formula(print_formula(graph))).empty());
}

TEST_CASE("names that the language cannot spell are respelled") {
    Graph graph;
    NodeId sum = graph.add_input("my apple");
    for (const char* name : {"2nd", "exp", "my_apple", "", "a\xFF", "inf"}) {
        const NodeId leaf = *name == '\0' ? graph.add_input("×") : graph.add_input(name);
        sum = graph.add(OpKind::add, {sum, leaf});
    }
    CHECK(print_formula(graph) == "inf\nmy_apple_ + _2nd + exp_ + my_apple + _ + a_ + inf");
    CHECK_NOTHROW(parse_formula(print_formula(graph)));
}

TEST_CASE("an assigned name may be a function's, an input's may not") {
    CHECK(print_formula(parse_formula("sum = a + b; y = sum(sum) * sum")) ==
          "sum = a + b\ny = sum(sum) * sum");
    CHECK_THROWS_AS(parse_formula("y = sum * 2"), Problem);
}
