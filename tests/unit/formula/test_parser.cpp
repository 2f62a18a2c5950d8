#include <catch2/catch_test_macros.hpp>

#include "formula/formula.hpp"
#include "unit/formula/graph_text.hpp"

using namespace bp;
using bp::test::structure;

namespace {

std::string parsed(std::string_view text) {
    const Graph graph = parse_formula(text);
    return structure(graph, graph.output());
}

std::string parsed(std::string_view text, std::string_view name) {
    const Graph graph = parse_formula(text);
    return structure(graph, graph.find(name).value());
}

}  // namespace

TEST_CASE("precedence and associativity are Python's") {
    CHECK(parsed("a + b * c") == "(add a (mul b c))");
    CHECK(parsed("(a + b) * c") == "(mul (add a b) c)");
    CHECK(parsed("a - b - c") == "(sub (sub a b) c)");
    CHECK(parsed("a - (b - c)") == "(sub a (sub b c))");
    CHECK(parsed("a / b * c") == "(mul (div a b) c)");
    CHECK(parsed("a * b @ c / d") == "(div (matmul (mul a b) c) d)");
    CHECK(parsed("a @ b + c") == "(add (matmul a b) c)");
    CHECK(parsed("-x ** 2") == "(neg (pow x 2))");
    CHECK(parsed("(-x) ** 2") == "(pow (neg x) 2)");
    CHECK(parsed("2 ** 3 ** 2") == "(pow 2 (pow 3 2))");
    CHECK(parsed("(2 ** 3) ** 2") == "(pow (pow 2 3) 2)");
    CHECK(parsed("2 ** -x") == "(pow 2 (neg x))");
    CHECK(parsed("2 ** -x ** y") == "(pow 2 (neg (pow x y)))");
    CHECK(parsed("-a * b") == "(mul (neg a) b)");
    CHECK(parsed("a * -b") == "(mul a (neg b))");
    CHECK(parsed("a ** b * c") == "(mul (pow a b) c)");
    CHECK(parsed("a - -b") == "(sub a (neg b))");
    CHECK(parsed("--x") == "(neg (neg x))");
    CHECK(parsed("+x + +y") == "(add x y)");
    CHECK(parsed("-exp(x) ** 2") == "(neg (pow (exp x) 2))");
}

TEST_CASE("a minus before a number belongs to the number, except under **") {
    CHECK(parsed("-1") == "-1");
    CHECK(parsed("x - 1") == "(sub x 1)");
    CHECK(parsed("x * -1") == "(mul x -1)");
    CHECK(parsed("x ** -1") == "(pow x -1)");
    CHECK(parsed("-2 ** 2") == "(neg (pow 2 2))");
    CHECK(parsed("(-2) ** 2") == "(pow -2 2)");
    CHECK(parsed("-(1)") == "(neg 1)");
    CHECK(parsed("--1") == "(neg -1)");
    CHECK(parsed("+1") == "1");
    CHECK(parsed("-[1, 2]") == "(neg (2,) 1 2)");
}

TEST_CASE("numbers are read as Python reads them") {
    CHECK(parsed("1e-3") == "0.001");
    CHECK(parsed(".5") == "0.5");
    CHECK(parsed("5.") == "5");
    CHECK(parsed("1.5E+2") == "150");
    CHECK(parsed("007") == "7");
    CHECK(parsed("0.1") == "0.1");
    CHECK(parsed("1e-999") == "0");
    CHECK(parsed("-inf") == "-inf");
    CHECK(parsed("nan") == "nan");
}

TEST_CASE("vectors and matrices of numbers are constants") {
    CHECK(parsed("[1, -2, +3]") == "(3,) 1 -2 3");
    CHECK(parsed("[[1, 2], [3, 4]]") == "(2, 2) 1 2 3 4");
    CHECK(parsed("[[[1], [2]]]") == "(1, 2, 1) 1 2");
    CHECK(parsed("[[1, 2],\n # second row\n [3, 4]] @ x") == "(matmul (2, 2) 1 2 3 4 x)");
    CHECK(parsed("[[[[[[7]]]]]]") == "(1, 1, 1, 1, 1, 1) 7");
}

TEST_CASE("functions are called by the notation of their op") {
    CHECK(parsed("exp(x)") == "(exp x)");
    CHECK(parsed("affine(x, W, b)") == "(affine x W b)");
    CHECK(parsed("softmax_with_loss(affine(h, W, b), t)") == "(softmax_with_loss (affine h W b) t)");
    CHECK(parsed("maximum(a, b + 1)") == "(maximum a (add b 1))");
    CHECK(parsed("sum(x)") == "(sum x)");
    CHECK(parsed("sum(x, 0)") == "(sum x : 0)");
    CHECK(parsed("mean(x, -1)") == "(mean x : -1)");
    CHECK(parsed("transpose(x)") == "(transpose x)");
    CHECK(parsed("reshape(x, [2, 3])") == "(reshape x : 2 3)");
    CHECK(parsed("reshape(x, [2, -1])") == "(reshape x : 2 -1)");
    CHECK(parsed("reshape(x, [])") == "(reshape x)");
    CHECK(parsed("zeros([2, 3])") == "(zeros : 2 3)");
    CHECK(parsed("ones([4])") == "(ones : 4)");
    CHECK(parsed("randn([2, 3], 7)") == "(randn : 2 3 7)");
    CHECK(parsed("dot(a, b)") == "(matmul a b)");
}

TEST_CASE("every op that has a notation can be written") {
    for (const OpDef* op : all_ops()) {
        const std::string key(op->info.key);
        const std::string arguments =
            std::string("a, b, c").substr(0, static_cast<size_t>(op->info.arity) * 3 - 2);
        if (op->info.notation == Notation::call || op->info.notation == Notation::axis_call) {
            CHECK(parsed(key + "(" + arguments + ")").starts_with("(" + key + " a"));
        }
    }
}

TEST_CASE("apples and oranges: statements, names, the last one is the output") {
    const Graph graph = parse_formula("price = (apple * apple_num + orange * orange_num) * tax");
    CHECK(graph.node(graph.output()).name == "price");
    CHECK(structure(graph, graph.output()) ==
          "(mul (add (mul apple apple_num) (mul orange orange_num)) tax)");
    CHECK(graph.nodes().size() == 9);
    CHECK(parsed("h = relu(affine(x, W1, b1)); L = softmax_with_loss(affine(h, W2, b2), t)") ==
          "(softmax_with_loss (affine h W2 b2) t)");
    CHECK(parsed("y = 1 / (1 + exp(-x))") == "(div 1 (add 1 (exp (neg x))))");
    CHECK(parsed("t = x + y\nz = t ** 2\n", "t") == "(add x y)");
}

TEST_CASE("a name for what has a name already is an identity") {
    CHECK(parsed("y = x") == "(identity x)");
    CHECK(parsed("y = (x)") == "(identity x)");
    CHECK(parsed("y = exp(x); z = y") == "(identity y)");
    CHECK(parsed("y = 2") == "2");
    CHECK(parse_formula("y = 2").nodes().size() == 1);
}

TEST_CASE("the last statement may be without a name, and may be a name") {
    CHECK(parse_formula("x * 2").node(parse_formula("x * 2").output()).name.empty());
    const Graph graph = parse_formula("y = x * 2\nz = y + 1\ny");
    CHECK(graph.node(graph.output()).name == "y");
    CHECK(graph.nodes().size() == 5);
    CHECK(parsed("x") == "x");
}

TEST_CASE("a statement that only names a leaf makes sure there is one") {
    const Graph graph = parse_formula("unused\ny = x");
    CHECK(graph.nodes().size() == 3);
    CHECK(graph.node(graph.find("unused").value()).op == OpKind::input);
    CHECK(graph.node(graph.output()).name == "y");
}

TEST_CASE("lines, semicolons, comments and blanks separate statements") {
    CHECK(parsed("# apples\n\n;; a = x * 2 ;\r\n\r\n  b = a + 1 # more\n\n") == "(add a 1)");
    CHECK(parsed("a = x\rb = a * 2") == "(mul a 2)");
    CHECK(parsed("y = (a +\r\n  b # in brackets a line's end is a blank\n\n) * 2") == "(mul (add a b) 2)");
    CHECK(parsed("y = maximum(a,\n b)") == "(maximum a b)");
    CHECK(parsed("\xEF\xBB\xBFy = x + 1") == "(add x 1)");
    CHECK(parsed("y\t=\u00A0x\u3000+ 1") == "(add x 1)");
}

TEST_CASE("names are of every script") {
    CHECK(parsed("사과 = 100; 가격 = 사과 * 개수") == "(mul 사과 개수)");
    CHECK(parsed("りんご_2 * été + x₁ - 🍎") == "(sub (add (mul りんご_2 été) x1) 🍎)");
    CHECK(parsed("_x1 * α") == "(mul _x1 α)");
    CHECK(is_formula_name("사과"));
    CHECK(is_formula_name("mul"));
    CHECK_FALSE(is_formula_name("exp"));
    CHECK_FALSE(is_formula_name("dot"));
    CHECK_FALSE(is_formula_name("inf"));
    CHECK_FALSE(is_formula_name("2x"));
    CHECK_FALSE(is_formula_name("x y"));
    CHECK_FALSE(is_formula_name(""));
    CHECK_FALSE(is_formula_name("\xFF"));
}

TEST_CASE("every node knows its place in the text") {
    const auto [graph, spans] = parse_formula_with_spans("가격 = 사과 * 2\ny = (가격 + b) ** -2");
    const auto span_of = [&, &g = graph, &s = spans](std::string_view name) {
        return s.at(g.find(name).value());
    };
    CHECK(spans.size() == graph.nodes().size());
    CHECK(span_of("사과") == SourceSpan{1, 6, 2});
    CHECK(span_of("가격") == SourceSpan{1, 6, 6});
    CHECK(span_of("y") == SourceSpan{2, 5, 14});
    const Node& power = graph.node(graph.output());
    CHECK(spans.at(power.input[0]) == SourceSpan{2, 6, 6});
    CHECK(spans.at(power.input[1]) == SourceSpan{2, 17, 2});
}

TEST_CASE("the place of what goes over several lines is its first line") {
    const auto [graph, spans] = parse_formula_with_spans("y = exp(a +  # first\n  b)");
    CHECK(spans.at(graph.output()) == SourceSpan{1, 5, 7});
}
