#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "base/rng.hpp"
#include "graph/grad_check.hpp"
#include "unit/properties/property.hpp"

using namespace bp;
using namespace bp::test;

namespace {

/// Central differences with the error term in h² removed (Richardson): (4 D(h/2) − D(h)) / 3, and how far
/// D(h/2) and D(h) are apart.
struct Slope {
    Tensor<double> value;
    Tensor<double> uncertainty;
};

Slope slope(const Execution<double>& execution, NodeId leaf) {
    constexpr double kStep = 1e-4;
    const Tensor<double> wide = numerical_gradient(execution, leaf, kStep);
    Slope slope{numerical_gradient(execution, leaf, kStep / 2), wide};
    for (size_t k = 0; k < wide.data.size(); ++k) {
        const double narrow = slope.value.data[k];
        slope.uncertainty.data[k] = std::abs(narrow - wide.data[k]);
        slope.value.data[k] = (4 * narrow - wide.data[k]) / 3;
    }
    return slope;
}

/// Rounding leaves about 1e-16 · 1e3 / 1e-4 in a difference quotient.
constexpr double kTolerance = 1e-8;

bool agrees(const Tensor<double>& gradient, const Slope& slope) {
    double scale = 1;
    for (const double x : slope.value.data) scale = std::max(scale, std::abs(x));
    for (size_t k = 0; k < gradient.data.size(); ++k) {
        const double difference = std::abs(gradient.data[k] - slope.value.data[k]);
        if (!(difference <= kTolerance * scale + slope.uncertainty.data[k])) return false;
    }
    return true;
}

}  // namespace

TEST_CASE("property: backpropagation through any graph equals central differences") {
    CHECK(holds("∂ Σ upstream · output / ∂ leaf", 250, [](const std::vector<uint16_t>& rolls) {
        const RandomCase random = random_case(rolls);
        Execution<double> execution = random.execution();
        Rolls dice(rolls);
        execution.set_upstream(random_upstream(dice, execution));
        for (const auto& [leaf, unused] : random.leaves) {
            if (random.class_indices.contains(leaf)) continue;
            const Tensor<double> gradient = execution.grad(leaf).tensor();
            RC_LOG() << text(random) << "leaf " << random.graph->node(leaf).name << "\n";
            RC_ASSERT(agrees(gradient, slope(execution, leaf)));
        }
    }));
}

TEST_CASE("property: contributions of all consumers add up to a node's gradient") {
    CHECK(holds("grad = Σ contribution", 100, [](const std::vector<uint16_t>& rolls) {
        const RandomCase random = random_case(rolls);
        Execution<double> execution = random.execution();
        for (const Node& node : random.graph->nodes()) {
            if (node.id == execution.output() || !execution.has_grad(node.id)) continue;
            const Tensor<double> gradient = execution.grad(node.id).tensor();
            Tensor<double> sum = Tensor<double>::filled(gradient.shape, 0);
            Tensor<double> size = sum;
            for (const Node& consumer : random.graph->nodes()) {
                for (size_t k = 0; k < consumer.arity; ++k) {
                    if (consumer.input[k] != node.id) continue;
                    const Tensor<double> term = execution.contribution(consumer.id, k);
                    for (size_t e = 0; e < term.data.size(); ++e) {
                        sum.data[e] += term.data[e];
                        size.data[e] += std::abs(term.data[e]);
                    }
                }
            }
            RC_LOG() << text(random) << random.graph->label(node.id) << "\n";
            // In another order than the engine's: equal but for rounding.
            for (size_t e = 0; e < sum.data.size(); ++e)
                RC_ASSERT(std::abs(sum.data[e] - gradient.data[e]) <= 1e-14 * size.data[e]);
        }
    }));
}

TEST_CASE("the comparison with central differences notices a gradient that is 0.01 % off") {
    Rng rng(7);
    int compared = 0;
    int noticed = 0;
    for (int i = 0; i < 40; ++i) {
        std::vector<uint16_t> rolls(60);
        for (uint16_t& roll : rolls) roll = static_cast<uint16_t>(rng.below(1u << 16));
        const RandomCase random = random_case(rolls);
        Execution<double> execution = random.execution();
        for (const auto& [leaf, unused] : random.leaves) {
            Tensor<double> gradient = execution.grad(leaf).tensor();
            if (random.class_indices.contains(leaf)) continue;
            double& largest =
                *std::ranges::max_element(gradient.data, {}, [](double x) { return std::abs(x); });
            if (std::abs(largest) < 0.01) continue;
            largest *= 1.0001;
            ++compared;
            noticed += !agrees(gradient, slope(execution, leaf));
        }
    }
    CAPTURE(compared, noticed);
    CHECK(compared > 40);
    CHECK(noticed >=
          compared * 95 / 100);  // a few gradients change too quickly for a quotient to be so exact
}

TEST_CASE("the random graphs use every op, and lead from leaves to outputs of every rank") {
    Rng rng(1);
    std::set<OpKind> seen;
    std::set<int> ranks;
    size_t nodes = 0;
    int labels = 0;
    int empty = 0;
    for (int i = 0; i < 400; ++i) {
        std::vector<uint16_t> rolls(80);
        for (uint16_t& roll : rolls) roll = static_cast<uint16_t>(rng.below(1u << 16));
        const RandomCase random = random_case(rolls);
        Execution<double> execution = random.execution();
        bool reached = false;
        for (const Node& node : random.graph->nodes()) {
            ++nodes;
            if (execution.has_grad(node.id)) seen.insert(node.op);
            reached = reached || (node.op == OpKind::input && execution.has_grad(node.id));
        }
        for (const Node& node : random.graph->nodes()) {
            if (node.arity == 0 && node.op != OpKind::input) seen.insert(node.op);
        }
        ranks.insert(execution.shape(execution.output()).rank());
        labels += !random.class_indices.empty();
        empty += !reached;
    }
    CAPTURE(nodes, labels, empty);
    CHECK(seen.size() == all_ops().size());
    CHECK(ranks.size() >= 4);
    CHECK(nodes > 400 * 8);
    CHECK(labels > 20);
    CHECK(empty < 200);
}
