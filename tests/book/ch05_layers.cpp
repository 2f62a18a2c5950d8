#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>

#include "formula/rewrite.hpp"
#include "graph/grad_check.hpp"
#include "support/graphs.hpp"

using namespace bp;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

void check_close(const Tensor<double>& got, const Tensor<double>& want, double tolerance) {
    REQUIRE(got.shape == want.shape);
    for (size_t k = 0; k < want.data.size(); ++k) CHECK_THAT(got.data[k], WithinAbs(want.data[k], tolerance));
}

}  // namespace

TEST_CASE(
    "S4 local computation: a node's inputs, output, upstream and local gradients make its contributions") {
    auto g = graph_of("t = x + y; z = t * w", {{"x", 2.0}, {"y", 3.0}, {"w", 4.0}});
    for (const Node& node : g.execution.graph().nodes()) {
        const double upstream = g.execution.grad(node.id)[0];
        for (size_t k = 0; k < node.arity; ++k) {
            const double local = g.execution.local_gradient(node.id, k);
            CHECK(g.execution.contribution(node.id, k) == Tensor<double>(upstream * local));
        }
    }
    CHECK(g.execution.local_gradient(g.id("z"), 0) == 4);
    CHECK(g.execution.local_gradient(g.id("z"), 1) == 5);
    CHECK(g.execution.local_gradient(g.id("t"), 0) == 1);
}

TEST_CASE(
    "S7 sigmoid step by step: −1, exp(−x), 1 and −y² are the local gradients; folded it is dy · y · (1 − "
    "y)") {
    const double x = 0.8;
    auto g = graph_of("n = -1 * x; e = exp(n); d = 1 + e; y = 1 / d", {{"x", x}});
    const double y = 1 / (1 + std::exp(-x));
    CHECK_THAT(g.number("y"), WithinRel(y, 1e-15));
    CHECK_THAT(g.execution.local_gradient(g.id("y"), 1), WithinRel(-y * y, 1e-14));
    CHECK(g.execution.local_gradient(g.id("d"), 1) == 1);
    CHECK(g.execution.local_gradient(g.id("e"), 0) == std::exp(-x));
    CHECK(g.execution.local_gradient(g.id("n"), 1) == -1);
    CHECK_THAT(g.grad("d"), WithinRel(-y * y, 1e-14));
    CHECK_THAT(g.grad("n"), WithinRel(-y * y * std::exp(-x), 1e-14));
    CHECK_THAT(g.grad("x"), WithinRel(y * (1 - y), 1e-14));

    auto folded = graph_of("y = sigmoid(x)", {{"x", x}});
    folded.execution.set_upstream(2.5);
    CHECK_THAT(folded.grad("x"), WithinRel(2.5 * y * (1 - y), 1e-14));

    const Rewrite apart = unfold(folded.execution, folded.id("y"));
    REQUIRE(apart.proof.rows.size() == 1);
    CHECK_THAT(apart.proof.rows[0].before.data[0], WithinRel(apart.proof.rows[0].after.data[0], 1e-14));
}

TEST_CASE("S8 Affine, one sample: dX = dY · Wᵀ and dW = Xᵀ · dY, in the shapes of X, W and B") {
    auto g = graph_of("Y = affine(X, W, B)",
                      {{"X", {{2}, {1, 2}}}, {"W", {{2, 3}, {1, 3, 5, 2, 4, 6}}}, {"B", {{3}, {1, 2, 3}}}});
    CHECK(g.tensor("Y") == Tensor<double>{{3}, {6, 13, 20}});
    g.execution.set_upstream({{3}, {1, 2, 3}});
    CHECK(g.grad_tensor("X") == Tensor<double>{{2}, {1 + 6 + 15, 2 + 8 + 18}});
    CHECK(g.grad_tensor("W") == Tensor<double>{{2, 3}, {1, 2, 3, 2, 4, 6}});
    CHECK(g.grad_tensor("B") == Tensor<double>{{3}, {1, 2, 3}});
}

TEST_CASE("S9 Affine, a batch: the bias gradient is the sum over the batch") {
    auto g = graph_of(
        "Y = affine(X, W, B)",
        {{"X", {{2, 2}, {0, 0, 10, 10}}}, {"W", {{2, 3}, {0, 1, 0, 0, 0, 1}}}, {"B", {{3}, {1, 2, 3}}}});
    CHECK(g.tensor("Y") == Tensor<double>{{2, 3}, {1, 2, 3, 1, 12, 13}});
    g.execution.set_upstream({{2, 3}, {1, 2, 3, 4, 5, 6}});
    CHECK(g.grad_tensor("B") == Tensor<double>{{3}, {5, 7, 9}});
}

TEST_CASE("S9 Affine on tensors (N, C, H, W): dX comes back in the input's own shape") {
    Tensor<double> x{{2, 1, 2, 2}, {1, 2, 3, 4, 5, 6, 7, 8}};
    auto g = graph_of("Y = affine(X, W, B)",
                      {{"X", x}, {"W", {{4, 2}, {1, 0, 0, 1, 1, 0, 0, 1}}}, {"B", {{2}, {0.5, -0.5}}}});
    CHECK(g.tensor("Y") == Tensor<double>{{2, 2}, {4.5, 5.5, 12.5, 13.5}});
    g.execution.set_upstream({{2, 2}, {1, 10, 100, 1000}});
    CHECK(g.grad_tensor("X") == Tensor<double>{{2, 1, 2, 2}, {1, 10, 1, 10, 100, 1000, 100, 1000}});
    CHECK(g.grad_tensor("B") == Tensor<double>{{2}, {101, 1010}});
    for (const auto& row : grad_check(g.execution)) CHECK(row.max_rel < 1e-7);
}

TEST_CASE("S10 Softmax-with-Loss: y (0.3, 0.2, 0.5) with t (0, 1, 0) sends back (0.3, −0.8, 0.5)") {
    const Tensor<double> scores{{3}, {std::log(0.3), std::log(0.2), std::log(0.5)}};
    const Tensor<double> want{{3}, {0.3, -0.8, 0.5}};
    auto one_hot = graph_of("L = softmax_with_loss(a, t)", {{"a", scores}, {"t", {{3}, {0, 1, 0}}}});
    check_close(one_hot.grad_tensor("a"), want, 1e-15);
    CHECK_THAT(one_hot.number("L"), WithinRel(-std::log(0.2), 1e-15));
    auto index = graph_of("L = softmax_with_loss(a, t)", {{"a", scores}, {"t", 1.0}});
    check_close(index.grad_tensor("a"), want, 1e-15);

    // The next case of the book: (0.01, 0.99, 0) sends back (0.01, −0.01, 0).
    auto sure = graph_of("L = softmax_with_loss(a, t)",
                         {{"a", {{3}, {std::log(0.01), std::log(0.99), -1e4}}}, {"t", {{3}, {0, 1, 0}}}});
    check_close(sure.grad_tensor("a"), {{3}, {0.01, -0.01, 0}}, 1e-15);
}

TEST_CASE("S10 Softmax-with-Loss taken apart: exp, sum, divide, log and product give the folded gradient") {
    auto g = graph_of("e = exp(a); s = sum(e); y = e / s; l = log(y); L = -sum(t * l)",
                      {{"a", {{3}, {0.2, -0.4, 0.9}}}, {"t", {{3}, {0, 1, 0}}}});
    const Tensor<double> y = g.tensor("y");
    check_close(g.grad_tensor("a"), {{3}, {y.data[0], y.data[1] - 1, y.data[2]}}, 1e-15);
    // ∂L/∂l = −t, ∂L/∂y = −t/y, ∂L/∂s = 1/s: the book's appendix A.
    check_close(g.grad_tensor("l"), {{3}, {0, -1, 0}}, 0);
    check_close(g.grad_tensor("y"), {{3}, {0, -1 / y.data[1], 0}}, 1e-15);
    CHECK_THAT(g.grad("s"), WithinRel(1 / g.number("s"), 1e-14));
}

TEST_CASE("S10 Softmax-with-Loss of a batch: (y − t) / N") {
    auto g = graph_of("L = softmax_with_loss(a, t); y = softmax(a)",
                      {{"a", {{2, 3}, {1, 2, 3, 0, 0, 0}}}, {"t", {{2}, {2, 0}}}});
    g.execution.set_output(g.id("L"));
    const Tensor<double> y = g.tensor("y");
    check_close(g.grad_tensor("a"),
                {{2, 3},
                 {y.data[0] / 2, y.data[1] / 2, (y.data[2] - 1) / 2, (y.data[3] - 1) / 2, y.data[4] / 2,
                  y.data[5] / 2}},
                1e-15);
}
