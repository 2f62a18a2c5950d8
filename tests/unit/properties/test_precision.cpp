#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

#include "unit/properties/property.hpp"

using namespace bp;
using namespace bp::test;

namespace {

/// How much a rounding error of one unit in every value of the graph moves the objective, to first order: Σ
/// |gradient · value|. With the gradients themselves for what ops round inside.
double sensitivity(const RandomCase& random, Execution<double>& execution) {
    double sum = 1;
    for (const Node& node : random.graph->nodes()) {
        const Tensor<double> value = execution.value(node.id).tensor();
        const Tensor<double> gradient = execution.grad(node.id).tensor();
        for (size_t k = 0; k < value.data.size(); ++k)
            sum += std::abs(gradient.data[k]) * (1 + std::abs(value.data[k]));
    }
    return sum;
}

template <class T>
double objective(Execution<T>& execution) {
    double sum = 0;
    for (const T x : execution.value(execution.output()).span()) sum += static_cast<double>(x);
    return sum;
}

}  // namespace

TEST_CASE("property: float computes what double computes, up to its rounding") {
    CHECK(holds("float ≈ double", 250, [](const std::vector<uint16_t>& rolls) {
        const RandomCase random = random_case(rolls);
        Execution<double> exact_one = random.execution();
        Leaves<float> leaves;
        for (const auto& [id, tensor] : random.leaves) leaves.emplace(id, converted<float>(tensor));
        Execution<float> execution(random.graph, leaves);
        constexpr double kUnit = std::numeric_limits<float>::epsilon();
        const double scale = sensitivity(random, exact_one);
        RC_LOG() << text(random) << "sensitivity " << scale << "\n";
        RC_ASSERT(std::abs(objective(execution) - objective(exact_one)) <= 16 * kUnit * scale);
        for (const auto& [id, unused] : random.leaves) {
            const Tensor<double> expected = exact_one.grad(id).tensor();
            const Tensor<float> gradient = execution.grad(id).tensor();
            for (size_t k = 0; k < expected.data.size(); ++k) {
                // Gradients have their own sensitivity, second derivatives: a wide bound.
                const double difference = std::abs(static_cast<double>(gradient.data[k]) - expected.data[k]);
                RC_ASSERT(difference <= 1e-4 * scale);
            }
        }
    }));
}
