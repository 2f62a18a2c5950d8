#pragma once

#include <string>
#include <vector>

#include "graph/execution.hpp"

namespace bp {

/// The comparison of two graphs over the same leaves, at the current values of the leaves.
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

/// A graph in which one op was taken apart, or several were folded into one.
struct Rewrite {
    Graph graph;
    NodeId node{};  ///< the node that now computes the rewritten result, under its name
    EqualityProof proof;
};

/// Takes a node apart into simpler ops (OpInfo::parts): sigmoid(x) → 1 / (1 + exp(-1 * x)). The other nodes
/// keep their ids. Throws Problem if the op has no parts, or none for these shapes.
Rewrite unfold(const Execution<double>& execution, NodeId id);

/// Replaces the nodes that end in `id` by the largest op that computes the same. Intermediate nodes that
/// nothing else uses are removed. Throws Problem if no op fits.
Rewrite fold(const Execution<double>& execution, NodeId id);

/// Whether the nodes that end in `id` look like an op. fold() may still find that its numbers differ.
bool can_fold(const Graph& graph, NodeId id);

/// Compares output and gradients of every leaf of `before` and `after`, which have the same inputs by name.
EqualityProof prove_equal(const Execution<double>& before, const Graph& after);

}  // namespace bp
