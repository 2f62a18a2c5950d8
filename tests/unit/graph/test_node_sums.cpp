#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "graph/node_sums.hpp"
#include "graph/ops/gradient_points.hpp"
#include "support/graphs.hpp"
#include "unit/properties/property.hpp"

using namespace bp;
using namespace bp::test;

namespace {

/// A sum of products, and how large its terms are together.
struct Told {
    double sum = 0;
    double size = 1;
    bool agrees(double wanted) const { return std::abs(sum - wanted) <= 1e-12 * size; }
};

/// Whether every sum of products of the node is its value or its contribution; counts what could be told.
bool sums_agree(Execution<double>& execution, const Node& node, size_t& count) {
    const NodeSums sums(execution, node.id);
    Told told;
    const ProductVisitor add = [&](const Product& product) {
        told.sum += sums.value(product);
        told.size += std::abs(sums.value(product));
    };
    const auto agrees = [&](bool tells, double wanted) {
        count += tells;
        return !tells || std::exchange(told, {}).agrees(wanted);
    };
    const View<double> value = execution.value(node.id);
    for (size_t k = 0; k < value.size(); ++k) {
        if (!agrees(sums.forward(k, add), value[k])) return false;
    }
    for (size_t input = 0; input < node.arity; ++input) {
        const Tensor<double> sent = execution.contribution(node.id, input);
        for (size_t k = 0; k < sent.data.size(); ++k) {
            if (!agrees(sums.backward(input, k, add), sent.data[k])) return false;
        }
    }
    return true;
}

}  // namespace

TEST_CASE("the sums of products of every op are its value and its contributions") {
    for (const OpDef* op : all_ops()) {
        if (op->info.arity == 0) continue;
        for (const GradCase& point : op->cases()) {
            CAPTURE(op->info.key, point.name);
            Graph graph;
            Leaves<double> leaves;
            std::vector<NodeId> inputs;
            for (const Tensor<double>& input : point.inputs) {
                inputs.push_back(graph.add_input("x" + std::to_string(inputs.size())));
                leaves.emplace(inputs.back(), input);
            }
            const NodeId node = graph.add(*find_op(op->info.key), inputs, point.attrs);
            Execution<double> execution(std::make_shared<const Graph>(std::move(graph)), leaves);
            execution.set_upstream(sample(execution.shape(node), 0.5, 1.5, 9));
            size_t count = 0;
            CHECK(sums_agree(execution, execution.graph().node(node), count));
            CHECK(count > 0);
        }
    }
}

TEST_CASE("property: the sums of products of any graph are its values and contributions") {
    CHECK(holds("Σ products", 250, [](const std::vector<uint16_t>& rolls) {
        const RandomCase random = random_case(rolls);
        Execution<double> execution = random.execution();
        Rolls dice(rolls);
        execution.set_upstream(random_upstream(dice, execution));
        RC_LOG() << text(random);
        size_t count = 0;
        for (const Node& node : execution.graph().nodes()) {
            if (node.arity > 0) RC_ASSERT(sums_agree(execution, node, count));
        }
    }));
}

TEST_CASE("an element of an affine's weight gradient is a column of X times a column of dY") {
    auto graph = graph_of("Y = affine(X, W, B)", {{"X", Tensor<double>{{2, 2}, {0.3, 1, -0.2, 2}}},
                                                  {"W", Tensor<double>{{2, 3}, {1, 2, 3, 4, 5, 6}}},
                                                  {"B", Tensor<double>{{3}, {10, 20, 30}}}});
    graph.execution.set_upstream({{2, 3}, {9, 9, 0.5, 9, 9, 0.1}});
    const NodeSums sums(graph.execution, graph.id("Y"));
    std::vector<Product> products;
    const ProductVisitor keep = [&](const Product& product) { products.push_back(product); };
    CHECK(sums.backward(1, 2, keep));
    REQUIRE(products.size() == 2);
    CHECK(products[1].first.of == 0);
    CHECK(products[1].first.element == 2);
    CHECK(products[1].second.of == Product::Factor::kUpstream);
    CHECK(products[1].second.element == 5);
    CHECK(sums.value(products[0]) + sums.value(products[1]) == 0.3 * 0.5 + -0.2 * 0.1);

    products.clear();
    CHECK(sums.forward(4, keep));
    REQUIRE(products.size() == 3);
    CHECK(products[2].first.of == 2);
    CHECK(sums.value(products[2]) == 20);
    CHECK(!sums.forward(6, keep));
    CHECK(!sums.backward(3, 0, keep));
}
