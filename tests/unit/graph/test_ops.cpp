#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <set>

#include "graph/grad_check.hpp"
#include "graph/ops/gradient_points.hpp"
#include "support/graphs.hpp"

using namespace bp;

namespace {

/// A graph of one op whose inputs are all leaves, with a random upstream gradient.
Execution<double> one_op(OpKind op, const GradCase& point) {
    Graph graph;
    Leaves<double> leaves;
    std::vector<NodeId> inputs;
    for (size_t i = 0; i < point.inputs.size(); ++i) {
        inputs.push_back(graph.add_input("x" + std::to_string(i)));
        leaves.emplace(inputs.back(), point.inputs[i]);
    }
    const NodeId node = graph.add(op, inputs, point.attrs);
    Execution<double> execution(std::make_shared<const Graph>(std::move(graph)), leaves);
    execution.set_upstream(sample(execution.shape(node), 0.5, 1.5, 9));
    return execution;
}

bool is_op(const OpDef& op) { return op.info.notation != Notation::none || op.info.key == "identity"; }

}  // namespace

TEST_CASE("every op is named once, with derivatives for its inputs alone") {
    std::set<std::string_view> keys;
    for (const OpDef* op : all_ops()) {
        CAPTURE(op->info.key);
        CHECK(keys.insert(op->info.key).second);
        for (int i = op->info.arity; i < 3; ++i) CHECK(op->info.derivatives[i].empty());
        REQUIRE(find_op(op->info.key) != nullptr);
        CHECK(&def(*find_op(op->info.key)) == op);
    }
    CHECK(find_op("nonsense") == nullptr);
}

TEST_CASE("backward of every op agrees with central differences at its gradient-check points") {
    for (const OpDef* op : all_ops()) {
        if (!is_op(*op) || op->info.arity == 0) continue;
        const auto points = op->cases();
        CHECK(points.size() >= 2);
        for (const GradCase& point : points) {
            CAPTURE(op->info.key, point.name);
            for (const GradCheckRow& row : grad_check(one_op(*find_op(op->info.key), point), 1e-5)) {
                CAPTURE(number(row.leaf));
                CHECK((row.max_abs <= 1e-7 || row.max_rel <= 1e-7));
            }
        }
    }
}

TEST_CASE("float and double compute the same to float's precision") {
    for (const OpDef* op : all_ops()) {
        if (!is_op(*op) || op->info.arity == 0) continue;
        for (const GradCase& point : op->cases()) {
            CAPTURE(op->info.key, point.name);
            Execution<double> in_double = one_op(*find_op(op->info.key), point);
            Leaves<float> leaves;
            for (const Node& node : in_double.graph().nodes()) {
                if (node.op == OpKind::input) {
                    leaves.emplace(node.id, converted<float>(in_double.value(node.id).tensor()));
                }
            }
            Execution<float> in_float(in_double.shared_graph(), leaves);
            in_float.set_upstream(converted<float>(in_double.upstream().tensor()));
            for (const Node& node : in_double.graph().nodes()) {
                const auto want = in_double.grad(node.id);
                const auto got = in_float.grad(node.id);
                const auto value = in_float.value(node.id);
                for (size_t k = 0; k < want.size(); ++k) {
                    // 1e-3: logits of 1e4 keep three digits after the point in float.
                    CHECK_THAT(got[k], Catch::Matchers::WithinRel(want[k], 1e-3) ||
                                           Catch::Matchers::WithinAbs(want[k], 1e-3));
                    CHECK_THAT(value[k], Catch::Matchers::WithinRel(in_double.value(node.id)[k], 1e-3) ||
                                             Catch::Matchers::WithinAbs(in_double.value(node.id)[k], 1e-3));
                }
            }
        }
    }
}

TEST_CASE("corners: ties, zero and saturation have the documented gradients") {
    auto tie = graph_of("z = maximum(x, y) + 0 * minimum(x, y)", {{"x", 2.0}, {"y", 2.0}});
    CHECK(tie.grad("x") == 0.5);
    CHECK(tie.grad("y") == 0.5);
    CHECK(graph_of("z = abs(x)", {{"x", 0.0}}).grad("x") == 0);
    CHECK(graph_of("z = x ** y", {{"x", 0.0}, {"y", 2.0}}).grad("y") == 0);
    CHECK(graph_of("z = x ** y", {{"x", 0.0}, {"y", 0.0}}).grad("x") == 0);
    CHECK(graph_of("z = sigmoid(x)", {{"x", -1000.0}}).grad("x") == 0);
    CHECK(graph_of("z = sigmoid(x)", {{"x", 1000.0}}).grad("x") == 0);
}

TEST_CASE("log of 0, overflow and division by 0 follow IEEE, and the first node at fault is found") {
    auto g = graph_of("a = log(x); b = exp(y); c = 1 / x; z = a * 0 + b + c", {{"x", 0.0}, {"y", 1000.0}});
    CHECK(g.number("a") == -INFINITY);
    CHECK(g.number("b") == INFINITY);
    CHECK(g.number("c") == INFINITY);
    CHECK(std::isnan(g.number("z")));
    CHECK(g.execution.first_not_finite() == g.id("a"));
    g.set("x", 1.0);
    CHECK(g.execution.first_not_finite() == g.id("b"));
    g.set("y", 0.0);
    CHECK(!g.execution.first_not_finite());
}

TEST_CASE("softmax and its loss are exact for logits of ±1e4") {
    auto g = graph_of("y = softmax(a); L = softmax_with_loss(a, t)",
                      {{"a", {{3}, {1e4, -1e4, 0}}}, {"t", {{3}, {0, 1, 0}}}});
    CHECK(g.tensor("y") == Tensor<double>{{3}, {1, 0, 0}});
    CHECK(g.number("L") == 2e4);
    CHECK(g.grad_tensor("a") == Tensor<double>{{3}, {1, -1, 0}});
}

TEST_CASE("broadcasting: the contribution to a stretched input is summed in its own shape") {
    auto g = graph_of("z = x * b", {{"x", {{2, 3}, {1, 2, 3, 4, 5, 6}}}, {"b", {{3}, {1, 10, 100}}}});
    CHECK(g.tensor("z") == Tensor<double>{{2, 3}, {1, 20, 300, 4, 50, 600}});
    CHECK(g.grad_tensor("b") == Tensor<double>{{3}, {5, 7, 9}});
    CHECK(g.grad_tensor("x") == Tensor<double>{{2, 3}, {1, 10, 100, 1, 10, 100}});
}
