#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "formula/rewrite.hpp"
#include "unit/properties/property.hpp"

using namespace bp;
using namespace bp::test;

namespace {

double largest(const Tensor<double>& tensor) {
    double largest = 1;
    for (const double x : tensor.data) largest = std::max(largest, std::abs(x));
    return largest;
}

/// Output and all gradients of `after`, computed here, against those of `before`; the proof must say the
/// same.
void check_same(const Execution<double>& before, const Rewrite& rewrite) {
    Execution<double> old(before);
    Leaves<double> leaves;
    for (const Node& node : rewrite.graph.nodes()) {
        if (node.op != OpKind::input) continue;
        leaves.emplace(node.id, old.value(old.graph().find(node.name).value()).tensor());
    }
    Execution<double> fresh(std::make_shared<const Graph>(rewrite.graph), leaves);
    fresh.set_upstream(old.upstream().tensor());
    double worst = 0;
    const auto compare = [&](const Tensor<double>& a, const Tensor<double>& b) {
        RC_ASSERT(a.shape == b.shape);
        for (size_t k = 0; k < a.data.size(); ++k) {
            const double difference = std::abs(a.data[k] - b.data[k]);
            RC_ASSERT(difference <= 1e-9 * largest(a));
            worst = std::max(worst, difference);
        }
    };
    compare(old.value(old.output()).tensor(), fresh.value(fresh.output()).tensor());
    for (const auto& [id, unused] : leaves) compare(old.grad(id).tensor(), fresh.grad(id).tensor());
    RC_ASSERT(rewrite.proof.largest_difference == worst);
    RC_ASSERT(rewrite.proof.rows.size() == leaves.size());
    RC_ASSERT(rewrite.graph.contains(rewrite.node));
}

/// Whether these shapes have parts: class indices and softmax over more than a batch have none.
bool has_parts(const Execution<double>& execution, const Node& node) {
    if (def(node.op).info.parts[0].empty()) return false;
    const Shape& first = execution.shape(node.input[0]);
    switch (node.op) {
        case OpKind::softmax:
            return first.rank() <= 2;
        case OpKind::softmax_with_loss:
        case OpKind::cross_entropy_error:
            return first == execution.shape(node.input[1]);
        case OpKind::affine:
            // A row of one bias, (1, n), would make a batch of one sample.
            return first.rank() == 2 || (first.rank() == 1 && execution.shape(node.input[2]).rank() == 1);
        default:
            return true;
    }
}

}  // namespace

TEST_CASE("property: taking any op of any graph apart, and folding it again, changes no number") {
    CHECK(holds("unfold, fold", 150, [](const std::vector<uint16_t>& rolls) {
        const RandomCase random = random_case(rolls);
        Execution<double> execution = random.execution();
        Rolls dice(rolls);
        execution.set_upstream(random_upstream(dice, execution));
        for (const Node& node : random.graph->nodes()) {
            if (!has_parts(execution, node)) continue;
            RC_LOG() << text(random) << random.graph->label(node.id) << "\n";
            const Rewrite apart = unfold(execution, node.id);
            check_same(execution, apart);
            RC_ASSERT(apart.graph.node(apart.node).name == node.name);

            Execution<double> taken(std::make_shared<const Graph>(apart.graph), random.leaves);
            taken.set_upstream(execution.upstream().tensor());
            const Rewrite folded = fold(taken, apart.node);
            check_same(taken, folded);
            RC_ASSERT(folded.graph.nodes().size() <= random.graph->nodes().size());
        }
    }));
}

TEST_CASE("property: folding wherever something fits changes no number") {
    CHECK(holds("fold", 150, [](const std::vector<uint16_t>& rolls) {
        const RandomCase random = random_case(rolls);
        const Execution<double> execution = random.execution();
        for (const Node& node : random.graph->nodes()) {
            try {
                RC_LOG() << text(random) << random.graph->label(node.id) << "\n";
                check_same(execution, fold(execution, node.id));
            } catch (const Problem&) {
                continue;  // nothing fits: most nodes
            }
        }
    }));
}
