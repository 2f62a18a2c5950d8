#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>

#include "formula/formula.hpp"
#include "support/graphs.hpp"
#include "support/korean.hpp"

using namespace bp;

namespace {

std::string problem_of(const std::string& text) {
    try {
        parse_formula(text);
        return "taken";
    } catch (const Problem& problem) {
        CHECK(problem.where().has_value());
        CHECK(test::has_korean(problem.message()));
        return problem.what();
    }
}

struct Pair {
    std::string pasted, then;
};

std::string write(const std::string& text) { return "Write `" + text + "`."; }
std::string leave_out(const std::string& text) { return "Leave out `" + text + "`."; }

std::string reduction(const std::string& text) {
    return "For two values, write `" + text + "`. To reduce a tensor, there are only `sum` and `mean`.";
}

const std::string kRemainder = "Formulas have no floor division and no remainder.";
const std::string kConditions = "Formulas have no conditions, loops or comparisons.";
const std::string kFunctions = "Formulas do not define functions.";
const std::string kTexts = "Formulas have no texts in quotation marks.";
const std::string kNothing = "Formulas have no counterpart to it.";
const std::string kOutput = "The last statement is the output; it needs no command.";

}  // namespace

TEST_CASE("what is pasted from NumPy and PyTorch and can be read is taken") {
    for (const auto& [pasted, printed] :
         std::vector<Pair>{{"y = np.exp(x)", "y = exp(x)"},
                           {"y = numpy.exp(x)", "y = exp(x)"},
                           {"y = math.sqrt(x) + torch.tanh(z)", "y = sqrt(x) + tanh(z)"},
                           {"y = torch.nn.functional.relu(x @ W + b)", "y = relu(x @ W + b)"},
                           {"y = np.array([[1,2],[3,4]])", "y = [[1, 2], [3, 4]]"},
                           {"y = np.array([1., 2.], dtype=np.float32)", "y = [1, 2]"},
                           {"y = torch.tensor([1, 2,])", "y = [1, 2]"},
                           {"y = [[1, 2], [3, 4],]", "y = [[1, 2], [3, 4]]"},
                           {"y = np.sum(x, axis=0)", "y = sum(x, 0)"},
                           {"y = torch.sum(x, dim=-1)", "y = sum(x, -1)"},
                           {"y = np.mean(x, axis=None)", "y = mean(x)"},
                           {"y = np.sum(x, axis=0, keepdims=False)", "y = sum(x, 0)"},
                           {"y = x.sum()", "y = sum(x)"},
                           {"y = x.sum(axis=1)", "y = sum(x, 1)"},
                           {"y = x.mean(0)", "y = mean(x, 0)"},
                           {"y = (a + b).sum()", "y = sum(a + b)"},
                           {"y = x.T", "y = transpose(x)"},
                           {"y = x.T @ W.T", "y = transpose(x) @ transpose(W)"},
                           {"y = -x.T", "y = -transpose(x)"},
                           {"y = x.T ** 2", "y = transpose(x) ** 2"},
                           {"y = x.dot(W)", "y = x @ W"},
                           {"y = np.dot(x, W) + b", "y = x @ W + b"},
                           {"y = x.reshape(2, 3)", "y = reshape(x, [2, 3])"},
                           {"y = x.reshape((2, 3))", "y = reshape(x, [2, 3])"},
                           {"y = x.reshape(-1)", "y = reshape(x, [-1])"},
                           {"y = np.reshape(x, newshape=(2, -1))", "y = reshape(x, [2, -1])"},
                           {"y = np.zeros(3)", "y = zeros([3])"},
                           {"y = np.zeros((2, 3))", "y = zeros([2, 3])"},
                           {"y = torch.ones(2, 3)", "y = ones([2, 3])"},
                           {"y = np.ones((3,))", "y = ones([3])"},
                           {"y = exp(a,)", "y = exp(a)"},
                           {"y = np.pi * r ** 2", "y = pi * r ** 2"},
                           {"y = math.e ** x", "y = 2.718281828459045 ** x"},
                           {"y = [-np.inf, np.nan, math.pi]", "y = [-inf, nan, pi]"},
                           {"y = -np.inf", "y = -inf"},
                           {"y = a −\tb;\r\n", "y = a - b"},
                           {"y = a + \\\n b", "y = a + b"},
                           {"\uFEFFy\u00A0= a", "y = a"},
                           {"y = x.5", ""}}) {
        CAPTURE(pasted);
        if (printed.empty()) {
            CHECK(problem_of(pasted) != "taken");
            continue;
        }
        CHECK(problem_of(pasted) == "taken");
        const std::string text = print_formula(parse_formula(pasted));
        CHECK((text == printed || text.starts_with(printed)));
        CHECK(print_formula(parse_formula(text)) == text);
    }
}

TEST_CASE("what is pasted and cannot be read is answered with what to write") {
    for (const auto& [pasted, answer] : std::vector<Pair>{
             {"y = max(a, b)", reduction("maximum(x, y)")},
             {"y = min(a)", reduction("minimum(x, y)")},
             {"y = np.max(a)", reduction("maximum(x, y)")},
             {"y = x.max()", reduction("maximum(x, y)")},
             {"y = Math.max(a, b)", reduction("maximum(x, y)")},
             {"y = \\max(a, b)", reduction("maximum(x, y)")},
             {"y = \\ln x", write("log(x)")},
             {"y = np.mod(7, 2)", kRemainder},
             {"y = divmod(7, 2)", kRemainder},
             {"y = 7 mod 2", kRemainder},
             {"y = 7 div 2", kRemainder},
             {"y = 7 %% 2", kRemainder},
             {"y = 7 %/% 2", kRemainder},
             {"y = 7%2", kRemainder},
             {"y //= 2", kRemainder},
             {"y = 7 << 2", kNothing},
             {"y = 7 >> 2", kNothing},
             {"y = (50% + x)", write("50 / 100")},
             {"% a comment", write("#")},
             {"y = a == b", kConditions},
             {"y = a | b", kConditions},
             {"y = np.linalg.inv(a)", kNothing},
             {"y = ln(x)", write("log(x)")},
             {"y = LN(x)", write("log(x)")},
             {"y = log10(x)", write("log(x) / log(10)")},
             {"y = np.log2(x)", write("log(x) / log(2)")},
             {"y = power(x, 2)", write("x ** y")},
             {"y = pow(x, 2)", write("x ** y")},
             {"y = x.pow(2)", write("x ** y")},
             {"y = POWER(A1, 2)", write("x ** y")},
             {"y = x ^ 2", write("**")},
             {"y = x .^ 2", write("**")},
             {"y = a .* b", write("*")},
             {"y = norm(x)", write("sqrt(sum(x ** 2))")},
             {"y = np.linalg.norm(x)", write("sqrt(sum(x ** 2))")},
             {"y = sigm(x)", write("sigmoid(x)")},
             {"y = sqr(x)", write("x ** 2")},
             {"y = np.square(x)", write("x ** 2")},
             {"y = SUM(a)", "Did you mean `sum`?"},
             {"y = SQRT(a)", "Did you mean `sqrt`?"},
             {"y = SUM(A1:A3)", "Did you mean `sum`?"},
             {"y = AVERAGE(a)", write("mean(x)")},
             {"y = torch.matmul(a, b)", write("x @ y")},
             {"y = np.multiply(a, b)", write("x * y")},
             {"y = np.add(a, b)", write("x + y")},
             {"y = tan(x)", write("sin(x) / cos(x)")},
             {"y = np.std(x)", write("sqrt(mean((x - mean(x)) ** 2))")},
             {"y = np.clip(x, 0, 1)", write("minimum(maximum(x, low), high)")},
             {"y = F.cross_entropy(a, t)", write("softmax_with_loss(a, t)")},
             {"y = x.view(2, 3)", write("reshape(x, [2, 3])")},
             {"y = x.flatten()", write("reshape(x, [-1])")},
             {"y = np.random.rand(2, 3)", kNothing},
             {"y = np.random.normal(0, 1)", write("randn([2, 3], seed)")},
             {"y = np.arange(3)", write("[0, 1, 2]")},
             {"y = x.shape", "Formulas have no `.shape`."},
             {"y = x.shape[0]", "Formulas have no `.shape`."},
             {"y = x.grad", "Formulas have no `.grad`."},
             {"y = np.newaxis", "Formulas have no `.newaxis`."},
             {"y = np.Inf", write("inf")},
             {"y = len(x)", kNothing},
             {"y = np.argmax(x)", kNothing},
             {"y = np.sum(x, axis=0, keepdims=True)", kNothing},
             {"y = F.softmax(x, dim=1)", "`softmax` has no argument `dim`."},
             {"y = np.where(x > 0, x, 0)", kConditions},
             {"y = x[0]", "Formulas have no indexing"},
             {"y = x[0:2]", "Formulas have no indexing"},
             {"y = (x * 2)[0]", "Formulas have no indexing"},
             {"print(y)", kOutput},
             {"y = loss.item()", kOutput},
             {"return y", kOutput},
             {"import numpy as np", leave_out("import")},
             {"from math import *", leave_out("from")},
             {"let y = 3", leave_out("let")},
             {"const y = 3;", leave_out("const")},
             {"In [1]: y = x", leave_out("In")},
             {">>> y = x", leave_out(">>>")},
             {"... y = x", leave_out("...")},
             {"```python\ny = x\n```", "Leave out ```` ``` ````."},
             {"$y = x$", leave_out("$")},
             {"def f(x):\n    return x", kFunctions},
             {"f(x, y) = 2 * x", kFunctions},
             {"y = 50 %", write("50 / 100")},
             {"y = f(x) + 1\nz = 3", "To multiply, write `f * (…)`."},
             {"f = lambda x: x", kFunctions},
             {"f = x => x", kFunctions},
             {"function f(x)", kFunctions},
             {"for i in range(3):", kConditions},
             {"if x > 0: y = 1", kConditions},
             {"y = a if b else c", kConditions},
             {"y = x > 0 ? x : 0", kConditions},
             {"y = a and b", kConditions},
             {"y = a && b", kConditions},
             {"y = a != b", kConditions},
             {"y = a ≤ b", kConditions},
             {"y += x", write("new = old + x")},
             {"y -= lr * g", write("new = old - x")},
             {"y *= 2", write("new = old * x")},
             {"y /= 2", write("new = old / x")},
             {"y **= 2", write("new = old ** x")},
             {"y == x", write("=")},
             {"y := x", write("=")},
             {"y <- x", write("=")},
             {"y = a // b", kRemainder},
             {"// a comment", write("#")},
             {"/* a comment */", write("#")},
             {"y = a % b", kRemainder},
             {"y = 5!", kNothing},
             {"y = {1, 2}", write("[ ]")},
             {"y = \"a\"", kTexts},
             {"y = 'a'", kTexts},
             {"y = “a”", kTexts},
             {"y = ‘a’", kTexts},
             {"y = x'", write("transpose(x)")},
             {"y = |x|", write("abs(x)")},
             {"y = √x", write("sqrt(x)")},
             {"y = a × b", write("*")},
             {"y = a · b", write("*")},
             {"y = a ÷ b", write("/")},
             {"y = a – b", write("-")},
             {"y = a — b", write("-")},
             {"y = a‐b", write("-")},
             {"y = x²", write("** 2")},
             {"y = x³", write("** 3")},
             {"y = x⁻¹", write("** -1")},
             {"y = ½ * x", write("(1 / 2)")},
             {"y = ∞", write("inf")},
             {"y = exp（x）", write("(")},
             {"y = maximum(a，b)", write(",")},
             {"y ＝ x", write("=")},
             {"y = a ＋ b", write("+")},
             {"y = a；", write(";")},
             {"y = \\frac{a}{b}", write("x / y")},
             {"y = a \\cdot b", write("*")},
             {"y = \\sqrt{x}", write("sqrt(x)")},
             {"y = \\sin(x)", write("sin")},
             {"y = \\alpha x", write("alpha")},
             {"y = 1,5", write("1.5")},
             {"y = 1,000", write("1000")},
             {"y = 1_000", write("1000")},
             {"y = 0x10", write("16")},
             {"y = 0b101", write("5")},
             {"y = 1e", "Numbers look like"},
             {"y = 1j", "To multiply, write `1 * j`."},
             {"y = 2x", "To multiply, write `2 * x`."},
             {"y = 2(x)", "An operator such as `*` is missing before `(`."},
             {"y = True", write("1")},
             {"y = False", write("0")},
             {"y = None", kNothing},
             {"y = Infinity", write("inf")},
             {"y = NaN", write("nan")},
             {"y = Math.PI", write("pi")},
             {"y = a; y = b", "`y` is assigned twice in line 1, in column 1 and in column 8."}}) {
        CAPTURE(pasted);
        const std::string sentence = problem_of(pasted);
        CAPTURE(sentence, answer);
        CHECK(sentence.find(answer) != std::string::npos);
    }
}

TEST_CASE("what is written instead of a function has its value") {
    struct Advice {
        std::string names;
        double value;  // of the function, for the values below
    };
    const double x = -0.7, y = 0.3, t = 0.6;
    for (const auto& [names, value] : std::vector<Advice>{
             {"log1p", std::log1p(x)},
             {"exp2", std::exp2(x)},
             {"expm1", std::expm1(x)},
             {"square sqr sq", x * x},
             {"cbrt", std::cbrt(x)},
             {"reciprocal", 1 / x},
             {"add plus", x + y},
             {"subtract minus", x - y},
             {"multiply times mult", x * y},
             {"divide true_divide", x / y},
             {"negative", -x},
             {"vdot", x * y},
             {"tan tg", std::tan(x)},
             {"cot ctg", 1 / std::tan(x)},
             {"sec", 1 / std::cos(x)},
             {"sinh sh", std::sinh(x)},
             {"cosh ch", std::cosh(x)},
             {"th", std::tanh(x)},
             {"norm fabs absolute", std::abs(x)},
             {"var std", 0},
             {"average avg copy clone astype", x},
             {"sigm expit logistic", 1 / (1 + std::exp(-x))},
             {"logsigmoid", -std::log1p(std::exp(-x))},
             {"silu swish", x / (1 + std::exp(-x))},
             {"softplus", std::log1p(std::exp(x))},
             {"logaddexp", std::log(std::exp(x) + std::exp(y))},
             {"leaky_relu leakyrelu", 0.01 * x},
             {"clip clamp", -0.5},
             {"logsumexp", x},
             {"bce binary_cross_entropy", -t * std::log(y) - (1 - t) * std::log(1 - y)},
             {"mse mse_loss mseloss", (y - t) * (y - t)},
             {"zeros_like", 0},
             {"ones_like", 1},
         }) {
        for (size_t from = 0; from < names.size();) {
            const size_t blank = std::min(names.find(' ', from), names.size());
            const std::string sentence = problem_of("z = " + names.substr(from, blank - from) + "(q)");
            from = blank + 1;
            CAPTURE(sentence);
            const size_t begin = sentence.find("Write `");
            REQUIRE(begin != std::string::npos);
            std::string formula = sentence.substr(begin + 7, sentence.rfind('`') - begin - 7);
            if (!formula.starts_with("y = ")) formula = "z = " + formula;
            const Graph graph = parse_formula(formula);
            std::vector<std::pair<std::string, Tensor<double>>> values;
            for (const auto& [name, given] : std::vector<std::pair<std::string, double>>{
                     {"x", x}, {"y", y}, {"t", t}, {"low", -0.5}, {"high", 0.5}}) {
                const auto node = graph.find(name);
                if (node && graph.node(*node).op == OpKind::input) values.emplace_back(name, given);
            }
            auto made = graph_of(formula, values);
            const View<double> result = made.execution.value(graph.output());
            CHECK_THAT(result[0], Catch::Matchers::WithinAbs(value, 1e-12));  // rounding
        }
    }
}

TEST_CASE("pi, inf and nan are constants, unless the formula or a value makes them names") {
    const auto inputs = [](const Graph& graph) {
        std::string names;
        for (const Node& node : graph.nodes()) {
            if (node.op == OpKind::input) names += node.name + " ";
        }
        return names;
    };
    for (const std::string name : {"pi", "π", "inf", "nan", "True", "Infinity"}) {
        CAPTURE(name);
        CHECK(inputs(parse_formula("y = " + name + " * x", {name})) == name + " x ");
        CHECK(inputs(parse_formula(name + " = 3\ny = " + name + " * x")) == "x ");
        const Graph declared = parse_formula(name + "\ny = " + name + " * x");
        CHECK(inputs(declared) == name + " x ");
        CHECK(print_formula(parse_formula(print_formula(declared))) == print_formula(declared));
        CHECK(unusual_leaves(declared) == GivenNames{name});
    }
    for (const std::string name : {"pi", "π", "inf", "nan"}) {
        CHECK(inputs(parse_formula("y = " + name + " * x")) == "x ");
        CHECK_FALSE(is_formula_name(name));
        CHECK(is_assignable_name(name));
    }
    CHECK(print_formula(parse_formula("y = -pi * x + [pi, -inf]")) == "y = -pi * x + [pi, -inf]");
    CHECK(print_formula(parse_formula("inf = x * 2\ny = -np.inf + inf")) ==
          "inf = x * 2\ny = -math.inf + inf");
}
