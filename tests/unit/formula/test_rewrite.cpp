#include <catch2/catch_test_macros.hpp>

#include "formula/formula.hpp"
#include "formula/rewrite.hpp"
#include "support/graphs.hpp"

using namespace bp;

namespace {

const Tensor<double> kOneHot{{2, 3}, {0, 1, 0, 0, 0, 1}};
const Tensor<double> kScores{{2, 3}, {0.3, 2.9, 4.0, 0.1, -0.5, 0.2}};

/// With values for the inputs x and t that it has.
TestGraph graph_at(std::string_view formula) {
    std::vector<std::pair<std::string, Tensor<double>>> values{{"x", {{3}, {0.5, 1.5, 0.25}}}};
    if (parse_formula(formula).find("t")) values.emplace_back("t", Tensor<double>{{3}, {0, 1, 0}});
    return graph_of(formula, values);
}

}  // namespace

TEST_CASE("S7 sigmoid taken apart has the book's five steps, and folds back with equal gradients") {
    auto g = graph_of("y = sigmoid(x); L = y * y", {{"x", 0.7}});
    const Rewrite apart = unfold(g.execution, g.id("y"));
    CHECK(print_formula(apart.graph) == "y = 1 / (1 + exp(-1 * x))\nL = y * y");
    REQUIRE(apart.proof.rows.size() == 1);
    CHECK(apart.proof.largest_difference < 1e-15);
    CHECK(apart.graph.node(apart.node).name == "y");

    auto again = graph_of(print_formula(apart.graph), {{"x", 0.7}});
    const Rewrite folded = fold(again.execution, again.id("y"));
    CHECK(print_formula(folded.graph) == "y = sigmoid(x)\nL = y * y");
    CHECK(folded.proof.largest_difference < 1e-15);
}

TEST_CASE("every op with parts comes back from them, or says why not") {
    for (const char* formula :
         {"L = tanh(x)", "L = relu(x)", "L = abs(x)", "L = sqrt(x)", "L = softmax(x)"}) {
        CAPTURE(formula);
        auto g = graph_of(formula, {{"x", {{3}, {0.5, 1.5, 0.25}}}});
        const Rewrite apart = unfold(g.execution, g.id("L"));
        CHECK(apart.proof.largest_difference < 1e-12);
        CHECK(apart.graph.nodes().size() > g.execution.graph().nodes().size());
        auto again = graph_of(print_formula(apart.graph), {{"x", {{3}, {0.5, 1.5, 0.25}}}});
        CHECK(print_formula(fold(again.execution, again.id("L")).graph) == formula);
    }
}

TEST_CASE("S10 softmax with loss, one sample and a batch, taken apart and folded") {
    auto batch = graph_of("L = softmax_with_loss(a, t)", {{"a", kScores}, {"t", kOneHot}});
    const Rewrite apart = unfold(batch.execution, batch.id("L"));
    CHECK(apart.proof.largest_difference < 1e-12);
    auto again = graph_of(print_formula(apart.graph), {{"a", kScores}, {"t", kOneHot}});
    CHECK(print_formula(fold(again.execution, again.id("L")).graph) == "L = softmax_with_loss(a, t)");

    auto one = graph_of("L = softmax_with_loss(a, t)", {{"a", {{3}, {1, 2, 3}}}, {"t", {{3}, {0, 1, 0}}}});
    const Rewrite parts = unfold(one.execution, one.id("L"));
    CHECK(print_formula(parts.graph) == "t1 = exp(a)\nL = -sum(t * log(t1 / sum(t1)))");
}

TEST_CASE("folding keeps what others use and removes what nothing uses") {
    auto shared = graph_of("e = exp(x); y = e / sum(e); z = sum(y * e)", {{"x", {{2}, {1, 2}}}});
    const Rewrite folded = fold(shared.execution, shared.id("y"));
    CHECK(print_formula(folded.graph) == "e = exp(x)\ny = softmax(x)\nz = sum(y * e)");
    auto alone = graph_of("e = exp(x); y = e / sum(e)", {{"x", {{2}, {1, 2}}}});
    CHECK(print_formula(fold(alone.execution, alone.id("y")).graph) == "y = softmax(x)");
}

TEST_CASE("what cannot be taken apart or folded is refused and named") {
    auto g = graph_of("y = x + 1; L = softmax_with_loss(a, t)",
                      {{"x", 1.0}, {"a", kScores}, {"t", {{2}, {0, 2}}}});
    CHECK_THROWS_AS(unfold(g.execution, g.id("y")), Problem);
    CHECK_THROWS_AS(unfold(g.execution, g.id("x")), Problem);
    CHECK_THROWS_AS(fold(g.execution, g.id("y")), Problem);
    CHECK_THROWS_AS(unfold(g.execution, NodeId{99}), Problem);
}

TEST_CASE("an op is recognised however its parts are written") {
    const std::pair<const char*, std::vector<const char*>> forms[] = {
        {"y = sigmoid(x)",
         {"y = 1 / (1 + exp(-x))", "y = 1 / (1 + exp(-1 * x))", "y = 1 / (exp(x * -1) + 1)",
          "y = 1 / (1 + exp(0 - x))", "y = 1 / (1 + exp(x / -1))"}},
        {"y = tanh(x)",
         {"y = (exp(x) - exp(-x)) / (exp(x) + exp(-x))", "e = exp(x); f = exp(-1 * x); y = (e - f) / (f + e)",
          "e = exp(x); f = exp(-x); y = (e - f) * (1 / (e + f))",
          "e = exp(x); f = exp(-x); y = (e + -f) / (e + f)"}},
        {"y = abs(x)", {"y = maximum(x, -x)", "y = maximum(-1 * x, x)", "y = maximum(0 - x, x)"}},
        {"y = softmax(x)",
         {"e = exp(x); y = e / sum(e)", "e = exp(x); y = e * (1 / sum(e))",
          "e = exp(x); y = sum(e) ** -1 * e"}},
        {"y = mean_squared_error(x, t)",
         {"y = 0.5 * sum((x - t) ** 2)", "y = sum((x - t) ** 2) / 2", "d = x - t; y = sum(d * d) * 0.5",
          "d = x + -t; y = sum(d * d) / 2"}},
        {"y = cross_entropy_error(x, t)",
         {"y = -sum(t * log(x))", "y = -1 * sum(t * log(x))", "y = sum(-(t * log(x)))",
          "y = 0 - sum(log(x) * t)"}},
        {"y = softmax_with_loss(x, t)",
         {"e = exp(x); p = e / sum(e); y = -1 * sum(t * log(p))",
          "e = exp(x); p = e / sum(e); y = -sum(t * log(p))",
          "e = exp(x); p = e * (1 / sum(e)); y = sum(log(p) * t) * -1"}},
    };
    for (const auto& [folded, written] : forms) {
        for (const char* formula : written) {
            CAPTURE(formula);
            auto g = graph_at(formula);
            CHECK(can_fold(g.execution.graph(), g.id("y")));
            CHECK(print_formula(fold(g.execution, g.id("y")).graph) == folded);
        }
    }
}

TEST_CASE("what only looks like an op is not folded") {
    for (const char* formula :
         {"y = 1 / (1 + exp(-2 * x))", "y = maximum(x, x)", "y = 0.5 * sum((x - t) ** 3)",
          "y = sum(t * log(x))", "e = exp(x); y = e / sum(e) ** 2"}) {
        CAPTURE(formula);
        auto g = graph_at(formula);
        CHECK_THROWS_AS(fold(g.execution, g.id("y")), Problem);
    }
}
