#include <catch2/catch_test_macros.hpp>

#include "formula/formula.hpp"
#include "support/korean.hpp"

using namespace bp;

namespace {

struct Case {
    std::string text;
    SourceSpan where;
    std::string sentence;
};

void check(const Case& expected) {
    CAPTURE(expected.text);
    try {
        parse_formula(expected.text);
        FAIL_CHECK("no Problem");
    } catch (const Problem& problem) {
        CHECK(problem.what() == expected.sentence);
        INFO(sentence(Language::ko, problem.message()));
        CHECK(test::has_korean(problem.message()));
        REQUIRE(problem.where());
        CHECK(problem.where()->line == expected.where.line);
        CHECK(problem.where()->column == expected.where.column);
        CHECK(problem.where()->length == expected.where.length);
    }
}

void check_all(const std::vector<Case>& cases) {
    for (const Case& expected : cases) check(expected);
}

const std::string kComma =
    "A `,` can only stand between the arguments of a function or the elements of a list such as `[1, 2]`.";
const std::string kList = "Lists have commas: `[1, 2]`. A matrix is a list of lists: `[[1, 2], [3, 4]]`.";

/// A value was expected there.
std::string value_before(const std::string& here) {
    return "Expected a number, a name or `(` before " + here + ".";
}

}  // namespace

TEST_CASE("errors: names") {
    check_all({
        {"y = x\nz = 2\ny = 3",
         {3, 1, 1},
         "`y` is assigned twice, in line 1 and in line 3. Choose another name."},
        {"사과 = 1; 사과 = 2",
         {1, 9, 2},
         "`사과` is assigned twice in line 1, in column 1 and in column 9. Choose another name."},
        {"y = h * 2\n\nh = x + 1", {1, 5, 1}, "`h` is used before line 3 assigns it."},
        {"a = b\nb = a", {1, 5, 1}, "`b` is used before line 2 assigns it."},
        {"x = x + 1", {1, 5, 1}, "`x` is used in its own definition. A formula has no cycles."},
        {"y = 2 * exp(y)", {1, 13, 1}, "`y` is used in its own definition. A formula has no cycles."},
        {"y = relu + 1", {1, 5, 4}, "`relu` is a function. Usage: `relu(x)`."},
        {"y = sum", {1, 5, 3}, "`sum` is a function. Usage: `sum(x)`, `sum(x, axis)`."},
    });
}

TEST_CASE("errors: functions and their arguments") {
    check_all({
        {"y = sigmod(x)", {1, 5, 6}, "There is no function `sigmod`. Did you mean `sigmoid`?"},
        {"y = ReLU(x)", {1, 5, 4}, "There is no function `ReLU`. Did you mean `relu`?"},
        {"y = foo(x)", {1, 5, 3}, "There is no function `foo`. To multiply, write `foo * (…)`."},
        {"y = x(2)", {1, 5, 1}, "There is no function `x`. To multiply, write `x * (…)`."},
        {"y = np.foo(x)", {1, 8, 3}, "There is no function `foo`."},
        {"y = epx(x)", {1, 5, 3}, "There is no function `epx`. Did you mean `exp`?"},
        {"y = mul(a, b)", {1, 5, 3}, "There is no function `mul`. Write `x * y`."},
        {"y = neg(a)", {1, 5, 3}, "There is no function `neg`. Write `-x`."},
        {"y = identity(a)", {1, 5, 8}, "There is no function `identity`. Write `y = x`."},
        {"y = x * x(2)", {1, 9, 1}, "`x` is not a function. To multiply, write `x * (…)`."},
        {"y = exp()", {1, 5, 5}, "`exp` does not take 0 arguments. Usage: `exp(x)`."},
        {"y = exp(a, b)", {1, 5, 9}, "`exp` does not take 2 arguments. Usage: `exp(x)`."},
        {"y = affine(x, W)", {1, 5, 12}, "`affine` does not take 2 arguments. Usage: `affine(x, W, b)`."},
        {"y = dot(a)", {1, 5, 6}, "`dot` does not take 1 argument. Usage: `dot(x, W)`."},
        {"y = sum(a, 0, 1)", {1, 5, 12}, "`sum` does not take 3 arguments. Usage: `sum(x)`, `sum(x, axis)`."},
        {"y = sum()", {1, 5, 5}, "`sum` does not take 0 arguments. Usage: `sum(x)`, `sum(x, axis)`."},
        {"y = sum(a, b)", {1, 12, 1}, "Expected a whole number (an axis) before `b`."},
        {"y = sum(a, 1.5)", {1, 12, 3}, "Expected a whole number for an axis, not `1.5`."},
        {"y = sum(a, 3000000000)",
         {1, 12, 10},
         "The number for an axis can be at most 2,147,483,647, not `3000000000`."},
        {"y = randn([2])", {1, 5, 10}, "`randn` does not take 1 argument. Usage: `randn([2, 3], seed)`."},
        {"y = zeros(x)", {1, 11, 1}, "Expected a shape in brackets, as in `zeros([2, 3])`, before `x`."},
        {"y = randn(2, 3)",
         {1, 11, 1},
         "Expected a shape in brackets, as in `randn([2, 3], seed)`, before `2`."},
        {"y = zeros([2, 0])", {1, 15, 1}, "A dimension must be at least 1, not 0."},
        {"y = zeros([-1])", {1, 12, 2}, "A dimension must be at least 1, not −1."},
        {"y = reshape(x, [-1, -1])", {1, 21, 2}, "A dimension must be at least 1, not −1."},
        {"y = zeros([1, 1, 1, 1, 1, 1, 1])", {1, 11, 21}, "A tensor has at most 6 dimensions."},
        {"y = zeros([99999, 99999])", {1, 11, 14}, "A tensor has at most 268,435,456 elements."},
        {"y = exp(a", {1, 8, 1}, "This `(` is never closed."},
        {"y = exp(,)", {1, 9, 1}, value_before("`,`")},
    });
}

TEST_CASE("errors: expressions") {
    check_all({
        {"y =", {1, 4, 1}, value_before("the end of the text")},
        {"y = \nz = 2", {1, 4, 1}, value_before("the end of the line")},
        {"y = a + # more\nz = 2", {1, 8, 1}, value_before("the end of the line")},
        {"y = a +; z = 2", {1, 8, 1}, value_before("`;`")},
        {"y = * 2", {1, 5, 1}, value_before("`*`")},
        {"y = a ** ** b", {1, 10, 2}, value_before("`**`")},
        {"y = a / / b", {1, 9, 1}, value_before("`/`")},
        {"y = ()", {1, 6, 1}, value_before("`)`")},
        {"y = a b",
         {1, 7, 1},
         "An operator such as `*` is missing before `b`. If this is one name, write `a_b`."},
        {"y = exp(unit price)",
         {1, 14, 5},
         "An operator such as `*` is missing before `price`. If this is one name, write `unit_price`."},
        {"y = (2 x)", {1, 8, 1}, "An operator such as `*` is missing before `x`."},
        {"my price = 3 * x", {1, 1, 8}, "Names have no spaces. Write `my_price`."},
        {"a = 1\nmy total price 2 = 3 * x", {2, 1, 16}, "Names have no spaces. Write `my_total_price_2`."},
        {"총 가격 = 단가", {1, 1, 4}, "Names have no spaces. Write `총_가격`."},
        {"y = 2 (a)", {1, 7, 1}, "An operator such as `*` is missing before `(`."},
        {"y = a)", {1, 6, 1}, "This `)` closes no `(`."},
        {"y = a]", {1, 6, 1}, "This `]` closes no `[`."},
        {"y = a, b", {1, 6, 1}, kComma},
        {"y = (1, 2)", {1, 7, 1}, kComma},
        {"y = 1, 2", {1, 6, 1}, kComma},
        {"y = exp((a, b))", {1, 11, 1}, kComma},
        {"y = exp(x[0])", {1, 10, 1}, "Formulas have no indexing: `[ ]` cannot take elements of a tensor."},
        {"y = 2[1, 2]", {1, 6, 1}, "An operator such as `*` is missing before `[`."},
        {"y = a = b", {1, 7, 1}, "A statement has one `=`, after the name at its start."},
        {"y = (a + b", {1, 5, 1}, "This `(` is never closed."},
        {"y = (a + b\nz = 3",
         {2, 1, 1},
         "Expected `)` before `z`: the `(` in line 1, column 5 is still open."},
        {"y = (a]", {1, 7, 1}, "Expected `)` before `]`: the `(` in line 1, column 5 is still open."},
        {"2 = x", {1, 1, 1}, "Only a name can stand to the left of `=`."},
        {"a + 1 = x", {1, 1, 5}, "Only a name can stand to the left of `=`."},
        {"a + 1\nb = 2", {1, 1, 5}, "Only the last statement can do without a name. Write `name = …` here."},
        {"y = 2; y; z = 3",
         {1, 8, 1},
         "Only the last statement can do without a name. Write `name = …` here."},
    });
}

TEST_CASE("errors: lists of numbers") {
    check_all({
        {"y = [[1, 2], [3]]",
         {1, 14, 3},
         "The rows of a matrix must be equally long. This one has 1 element, the one before 2."},
        {"y = [[1], [2, 3]]",
         {1, 11, 6},
         "The rows of a matrix must be equally long. This one has 2 elements, the one before 1."},
        {"y = [1, [2]]", {1, 9, 1}, "Numbers and rows cannot stand side by side in a `[ ]` list."},
        {"y = [[1], -2]", {1, 11, 2}, "Numbers and rows cannot stand side by side in a `[ ]` list."},
        {"y = [[[1]], [2]]", {1, 14, 1}, "Numbers and rows cannot stand side by side in a `[ ]` list."},
        {"y = [a, 1]", {1, 6, 1}, "A `[ ]` list holds numbers only, not `a`."},
        {"y = []", {1, 6, 1}, "Expected a number before `]`."},
        {"y = [, 1]", {1, 6, 1}, "Expected a number before `,`."},
        {"y = [1 2 3]", {1, 8, 1}, kList},
        {"y = [1 -2]", {1, 8, 1}, kList},
        {"y = [1 x]", {1, 8, 1}, kList},
        {"y = [1, 2; 3, 4]", {1, 10, 1}, kList},
        {"y = [1, 2\n3, 4]", {2, 1, 1}, kList},
        {"y = [[1, 2] [3, 4]]", {1, 13, 1}, kList},
        {"y = zeros([2 3])", {1, 14, 1}, kList},
        {"y = [1 - 2]", {1, 8, 1}, "A `[ ]` list holds numbers only, not `-`."},
        {"y = [1/2, 3]", {1, 7, 1}, "A `[ ]` list holds numbers only, not `/`."},
        {"y = [1, 2\nz = 3",
         {2, 1, 1},
         "Expected `]` before `z`: the `[` in line 1, column 5 is still open."},
        {"y = [1, 2", {1, 5, 1}, "This `[` is never closed."},
        {"y = [[[[[[[1]]]]]]]", {1, 11, 1}, "A tensor has at most 6 dimensions."},
    });
}

TEST_CASE("errors: characters and numbers") {
    check_all({
        {"y = 2x", {1, 5, 2}, "`2x` is not a number. To multiply, write `2 * x`."},
        {"y = 1e5사과", {1, 5, 5}, "`1e5사과` is not a number. To multiply, write `1e5 * 사과`."},
        {"y = 1_000", {1, 5, 5}, "`1_000` cannot be used in a formula. Write `1000`."},
        {"y = 1.2.3", {1, 5, 5}, "`1.2.3` is not a number. Numbers look like `12`, `0.5` or `1.5e-3`."},
        {"y = 1e999", {1, 5, 5}, "`1e999` is larger than the largest number, `1.8e308`."},
        {"y = a × b", {1, 7, 1}, "`×` cannot be used in a formula. It is the character `U+00D7`. Write `*`."},
        {"y = 50%", {1, 7, 1}, "`50%` cannot be used in a formula. Write `50 / 100`."},
        {"y = 7 // 2",
         {1, 7, 2},
         "`//` cannot be used in a formula. Formulas have no floor division and no remainder."},
        {"y = a ^ b", {1, 7, 1}, "`^` cannot be used in a formula. Write `**`."},
        {"가 = x² + 1", {1, 6, 1}, "`²` cannot be used in a formula. Write `** 2`."},
        {"y = a – b", {1, 7, 1}, "`–` cannot be used in a formula. It is the character `U+2013`. Write `-`."},
        {"y ＝ a", {1, 3, 1}, "`＝` cannot be used in a formula. It is the character `U+FF1D`. Write `=`."},
        {"y = foo.exp(x)",
         {1, 5, 10},
         "With what stands before the `.`, `exp` has 2 arguments. Usage: `exp(x)`."},
        {"y = a & b",
         {1, 7, 1},
         "`&` cannot be used in a formula. Formulas have no conditions, loops or comparisons."},
        {std::string("y = a\0b", 7), {1, 6, 1}, "`U+0000` cannot be used in a formula."},
        {"y = a\u200Bb", {1, 6, 1}, "Here is the invisible character `U+200B`. Delete it."},
    });
}

TEST_CASE("errors: empty texts") {
    const std::string empty = "The formula is empty. Write, for example, `y = x * 2`.";
    check_all({{"", {1, 1, 1}, empty}, {" \n;\n", {1, 1, 1}, empty}, {"# nothing", {1, 1, 1}, empty}});
}

TEST_CASE("errors: columns count code points, lines count every kind of line end") {
    check_all({
        {"사과 = 1\r\n배 = 사과 $ 2", {2, 8, 1}, "`$` cannot be used in a formula. Leave out `$`."},
        {"a = 1\rb = (2\n + $)", {3, 4, 1}, "`$` cannot be used in a formula. Leave out `$`."},
        {"🍎 = 𝛼 $", {1, 7, 1}, "`$` cannot be used in a formula. Leave out `$`."},
    });
}

TEST_CASE("errors: long names are cut in messages") {
    const std::string name(200, 'x');
    check({name + " = 1\n" + name + " = 2",
           {2, 1, 200},
           "`" + name.substr(0, 40) + "…` is assigned twice, in line 1 and in line 2. Choose another name."});
}
