#include <catch2/catch_test_macros.hpp>

#include "support/graphs.hpp"

using namespace bp;

TEST_CASE("S1 apple graph: 100 × 2 × 1.1 is 220, and the gradients are 2.2, 110 and 200") {
    auto g = graph_of("subtotal = apple * apple_num; price = subtotal * tax",
                      {{"apple", 100.0}, {"apple_num", 2.0}, {"tax", 1.1}});
    CHECK(g.number("subtotal") == 200);
    CHECK(g.number("price") == 100.0 * 2 * 1.1);
    CHECK(g.grad("apple") == 2.2);
    CHECK(g.grad("apple_num") == 110.00000000000001);
    CHECK(g.grad("tax") == 200);
    CHECK(g.grad("price") == 1);
}

TEST_CASE("S2 apples and oranges: 715, and the gradients of the book to the last digit") {
    auto g = graph_of(
        "fruit = apple * apple_num + orange * orange_num; price = fruit * tax",
        {{"apple", 100.0}, {"apple_num", 2.0}, {"orange", 150.0}, {"orange_num", 3.0}, {"tax", 1.1}});
    CHECK(g.number("price") == 715.0000000000001);
    CHECK(g.grad("apple") == 2.2);
    CHECK(g.grad("apple_num") == 110.00000000000001);
    CHECK(g.grad("orange") == 3.3000000000000003);
    CHECK(g.grad("orange_num") == 165);
    CHECK(g.grad("tax") == 650);
    CHECK(g.grad("fruit") == 1.1);
}

TEST_CASE("S3 chain rule: z = (x + y)² has dz/dt = 2t and dz/dx = dz/dy = 2(x + y)") {
    for (const double x : {-3.0, 0.5, 2.0}) {
        auto g = graph_of("t = x + y; z = t ** 2", {{"x", x}, {"y", 1.5}});
        CHECK(g.grad("t") == 2 * (x + 1.5));
        CHECK(g.grad("x") == 2 * (x + 1.5));
        CHECK(g.grad("y") == 2 * (x + 1.5));
    }
}

TEST_CASE("S5 the add node distributes the upstream gradient, scalars and tensors") {
    auto scalars = graph_of("z = x + y", {{"x", 3.0}, {"y", 4.0}});
    scalars.execution.set_upstream(1.3);
    CHECK(scalars.grad("x") == 1.3);
    CHECK(scalars.grad("y") == 1.3);

    auto tensors = graph_of("z = x + y", {{"x", {{2}, {1, 2}}}, {"y", {{2}, {3, 4}}}});
    tensors.execution.set_upstream({{2}, {5, 7}});
    CHECK(tensors.grad_tensor("x") == Tensor<double>{{2}, {5, 7}});
    CHECK(tensors.grad_tensor("y") == Tensor<double>{{2}, {5, 7}});
}

TEST_CASE("S5 the multiply node switches its inputs, scalars and tensors") {
    auto scalars = graph_of("z = x * y", {{"x", 10.0}, {"y", 5.0}});
    scalars.execution.set_upstream(1.3);
    CHECK(scalars.grad("x") == 6.5);
    CHECK(scalars.grad("y") == 13);

    auto tensors = graph_of("z = x * y", {{"x", {{2}, {1, 2}}}, {"y", {{2}, {3, 4}}}});
    tensors.execution.set_upstream({{2}, {5, 7}});
    CHECK(tensors.grad_tensor("x") == Tensor<double>{{2}, {15, 28}});
    CHECK(tensors.grad_tensor("y") == Tensor<double>{{2}, {5, 14}});
}

TEST_CASE("S6 ReLU: the mask is x ≤ 0, the gradient is 0 there, the caller's array is not touched") {
    const Tensor<double> x{{2, 2}, {1.0, -0.5, -2.0, 3.0}};
    auto g = graph_of("y = relu(x)", {{"x", x}});
    g.execution.set_upstream({{2, 2}, {10, 20, 30, 40}});
    CHECK(g.tensor("y") == Tensor<double>{{2, 2}, {1.0, 0, 0, 3.0}});
    CHECK(g.grad_tensor("x") == Tensor<double>{{2, 2}, {10, 0, 0, 40}});
    CHECK(x == Tensor<double>{{2, 2}, {1.0, -0.5, -2.0, 3.0}});
    CHECK(g.tensor("x") == x);

    auto at_zero = graph_of("y = relu(x)", {{"x", 0.0}});
    CHECK(at_zero.grad("x") == 0);
}
