#include <catch2/catch_test_macros.hpp>

#include "graph/grad_accumulator.hpp"
#include "graph/grad_check.hpp"
#include "support/graphs.hpp"

using namespace bp;

TEST_CASE("a fan-out sums what its consumers send, and each contribution can be asked for") {
    auto g = graph_of("a = x * 3; b = x * x; z = a + b", {{"x", 5.0}});
    CHECK(g.grad("x") == 13);
    CHECK(g.execution.contribution(g.id("a"), 0) == Tensor<double>(3.0));
    CHECK(g.execution.contribution(g.id("b"), 0) == Tensor<double>(5.0));
    CHECK(g.execution.contribution(g.id("b"), 1) == Tensor<double>(5.0));
}

TEST_CASE("setting a leaf brings every value and gradient up to date, as if computed anew") {
    auto g =
        graph_of("a = x * y; b = exp(a); c = y * w; z = b + c * x", {{"x", 0.5}, {"y", 2.0}, {"w", -1.0}});
    for (const double y : {1.0, -2.0, 0.25}) {
        g.set("y", y);
        auto fresh =
            graph_of("a = x * y; b = exp(a); c = y * w; z = b + c * x", {{"x", 0.5}, {"y", y}, {"w", -1.0}});
        for (const char* name : {"x", "y", "w", "a", "b", "c", "z"}) {
            CAPTURE(name, y);
            CHECK(g.number(name) == fresh.number(name));
            CHECK(g.grad(name) == fresh.grad(name));
        }
    }
}

TEST_CASE("a new output and a new upstream gradient are followed, and the gradient is not accumulated") {
    auto g = graph_of("a = x * 3; z = a * a", {{"x", 2.0}});
    CHECK(g.grad("x") == 36);
    CHECK(g.grad("x") == 36);
    g.execution.set_output(g.id("a"));
    CHECK(g.grad("x") == 3);
    CHECK(g.grad("z") == 0);
    CHECK(!g.execution.has_grad(g.id("z")));
    g.execution.set_upstream(10.0);
    CHECK(g.grad("x") == 30);
    CHECK_THROWS_AS(g.execution.set_upstream({{2}, {1, 2}}), Problem);
    CHECK(g.grad("x") == 30);
}

TEST_CASE("a leaf may get a new shape; one that does not fit changes nothing") {
    auto g = graph_of("z = x * w + b", {{"x", 1.0}, {"w", 2.0}, {"b", {{2}, {1, 2}}}});
    g.set("x", {{3, 2}, {1, 2, 3, 4, 5, 6}});
    CHECK(g.tensor("z") == Tensor<double>{{3, 2}, {3, 6, 7, 10, 11, 14}});
    CHECK(g.grad_tensor("b") == Tensor<double>{{2}, {3, 3}});
    CHECK_THROWS_AS(g.set("x", {{3}, {1, 2, 3}}), NodeProblem);
    CHECK(g.tensor("z") == Tensor<double>{{3, 2}, {3, 6, 7, 10, 11, 14}});
    CHECK(g.grad("w") == 21);
}

TEST_CASE("an input without a value, and a value for no input, are refused") {
    auto graph = std::make_shared<const Graph>(parse_formula("z = x * y"));
    const NodeId x = graph->find("x").value();
    CHECK_THROWS_AS(Execution<double>(graph, {{x, 1.0}}), Problem);
    CHECK_THROWS_AS(Execution<double>(graph, {{x, 1.0}, {graph->find("z").value(), 1.0}}), Problem);
}

TEST_CASE("a constant with a name gets a gradient, a bare number does not") {
    auto g = graph_of("사과 = 100; W = [[1, 2], [3, 4]]; y = 사과 * x * 2 + sum(W)", {{"x", 3.0}});
    CHECK(g.grad("사과") == 6);
    CHECK(g.grad_tensor("W") == Tensor<double>{{2, 2}, {1, 1, 1, 1}});
    for (const Node& node : g.execution.graph().nodes()) {
        if (node.op == OpKind::constant) CHECK(g.execution.has_grad(node.id) == !node.name.empty());
    }
}

TEST_CASE("accumulated gradients add up until they are zeroed; grad itself never does") {
    auto g = graph_of("z = x * x", {{"x", 3.0}});
    GradAccumulator sums;
    CHECK(sums.grad(g.execution, g.id("x")) == Tensor<double>(0.0));
    sums.backward(g.execution);
    sums.backward(g.execution);
    CHECK(sums.grad(g.execution, g.id("x")) == Tensor<double>(12.0));
    g.set("x", 1.0);
    sums.backward(g.execution);
    CHECK(sums.backwards() == 3);
    CHECK(sums.grad(g.execution, g.id("x")) == Tensor<double>(14.0));
    CHECK(g.grad("x") == 2);
    g.set("x", {{2}, {1, 2}});
    CHECK_THROWS_AS(sums.backward(g.execution), Problem);
    sums.zero();
    sums.backward(g.execution);
    CHECK(sums.grad(g.execution, g.id("x")) == Tensor<double>{{2}, {2, 4}});
}

TEST_CASE("only what is tracked gets a gradient") {
    auto g = graph_of("h = x * w; z = h + b", {{"x", 3.0}, {"w", 2.0}, {"b", 1.0}});
    const NodeId tracked[] = {g.id("w")};
    g.execution.track_only(tracked);
    CHECK(g.grad("w") == 3);
    CHECK(g.grad("x") == 0);
    CHECK(!g.execution.has_grad(g.id("b")));
    CHECK(g.execution.has_grad(g.id("h")));
}

TEST_CASE("the local gradient is what a scalar node multiplies its upstream by") {
    auto g = graph_of("z = x * y; L = z * 7", {{"x", 3.0}, {"y", 4.0}});
    CHECK(g.execution.local_gradient(g.id("z"), 0) == 4);
    CHECK(g.execution.local_gradient(g.id("z"), 1) == 3);
    CHECK_THROWS_AS(g.execution.local_gradient(g.id("z"), 2), Problem);
    CHECK_THROWS_AS(g.execution.local_gradient(g.id("x"), 0), Problem);
}

TEST_CASE("the gradient check compares every leaf, leaves out class indices and changes nothing") {
    auto g =
        graph_of("L = softmax_with_loss(x @ W, t)",
                 {{"x", {{2, 2}, {1, 2, 3, 4}}}, {"W", {{2, 3}, {1, 0, -1, 2, 1, 0}}}, {"t", {{2}, {0, 2}}}});
    const double before = g.number("L");
    const auto rows = grad_check(g.execution);
    REQUIRE(rows.size() == 2);
    for (const auto& row : rows) CHECK(row.max_abs < 1e-8);
    CHECK(g.number("L") == before);
    CHECK_THROWS_AS(grad_check(g.execution, 0), Problem);
}
