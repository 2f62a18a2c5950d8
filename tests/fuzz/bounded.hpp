#pragma once

#include <array>
#include <memory>
#include <vector>

#include "graph/execution.hpp"

namespace bp::fuzz {

/// Whether computing the graph takes little memory and time. A graph whose shapes do not fit takes none.
inline bool is_small(const Graph& graph, const Leaves<double>& leaves) {
    constexpr size_t kMost = 50'000;
    std::vector<Shape> shapes;
    size_t total = 0;
    for (const Node& node : graph.nodes()) {
        std::array<Shape, 3> in;
        for (size_t k = 0; k < node.arity; ++k) in[k] = shapes[graph.index(node.input[k])];
        try {
            shapes.push_back(node.op == OpKind::input ? leaves.at(node.id).shape
                             : node.op == OpKind::constant
                                 ? graph.constant(node.id).shape
                                 : def(node.op).shape({in.data(), node.arity}, node.attrs));
        } catch (const Problem&) {
            return true;
        }
        total += shapes.back().size();
        if (total > kMost) return false;
    }
    return true;
}

/// Computes everything that can be asked of the graph, when that is little.
inline void compute(const std::shared_ptr<const Graph>& graph, const Leaves<double>& leaves) {
    if (!is_small(*graph, leaves)) return;
    try {
        Execution<double> execution(graph, leaves);
        for (const Node& node : graph->nodes()) {
            execution.value(node.id);
            execution.grad(node.id);
        }
        execution.first_not_finite();
    } catch (const Problem&) {  // shapes that do not fit
    }
}

}  // namespace bp::fuzz
