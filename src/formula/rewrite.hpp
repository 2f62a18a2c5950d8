#pragma once

#include <string>
#include <vector>

#include "graph/execution.hpp"

namespace bp {

/// That two graphs over the same leaves compute the same, at the leaves' present values.
struct EqualityProof {
    struct Row {
        NodeId leaf{};
        Tensor<double> before;  ///< ∂ output / ∂ leaf
        Tensor<double> after;
        double difference = 0;  ///< largest |before − after|
    };
    std::vector<Row> rows;
    double value_difference = 0;    ///< of the output, largest element
    double largest_difference = 0;  ///< of all gradients and the output
};

/// A graph in which one op was taken apart or several were made one.
struct Rewrite {
    Graph graph;
    NodeId node{};  ///< what now stands for the rewritten result, under its name
    EqualityProof proof;
};

/// Takes a node apart into simpler ops (OpInfo::parts), sigmoid(x) → 1 / (1 + exp(-1 * x)). The other nodes
/// keep their ids. Throws Problem when the op has no parts, or none for these shapes.
Rewrite unfold(const Execution<double>& execution, NodeId node);

/// Makes one op of the nodes that end in `node` and compute what an op computes; the largest op that fits.
/// Nodes in between that nothing else uses are gone. Throws Problem when no op fits.
Rewrite fold(const Execution<double>& execution, NodeId node);

/// Whether the nodes that end in `node` look like an op: fold() may then still find that its numbers differ.
bool can_fold(const Graph& graph, NodeId node);

/// Compares output and gradients of every leaf of `before` and `after`, which have the same inputs by name.
EqualityProof prove_equal(const Execution<double>& before, const Graph& after);

}  // namespace bp
