#pragma once

#include <optional>
#include <string>
#include <vector>

#include "graph/grad_check.hpp"
#include "graph/uses.hpp"

// What a probe of one node shows in a bug hunt: backpropagation beside differences, at the node and on its
// edges.
namespace bp {

/// A gradient by backpropagation and by central differences of everything that follows (h = 1e-4).
struct SideBySide {
    Tensor<double> backprop{};
    Tensor<double> numerical{};
    size_t shown = 0;  ///< the element with the largest difference; where they agree, the largest
    bool differs = false;

    /// Both as short texts: numbers, short lists, of more elements one: "[1,2] 0.5".
    std::string backprop_text() const;
    std::string numerical_text() const;
};

/// What flows back along an edge: the contribution of `use` to the gradient of `source`.
struct ProbedEdge {
    NodeId source{};
    Use use{};
    SideBySide gradient{};
};

struct Probe {
    /// An array that was overwritten by forward, after its node had computed it.
    struct Altered {
        NodeId source{};
        double is = 0;
        double should_be = 0;
    };

    NodeId node{};
    std::optional<SideBySide> gradient{};  ///< none where there is no derivative: class indices, constants
    std::vector<ProbedEdge> arrives{};     ///< from its uses
    std::vector<ProbedEdge> leaves{};      ///< to its inputs
    std::optional<Altered> alters{};       ///< an input, by this node's forward

    bool arrives_right() const;
    bool leaves_right() const;
    /// All that arrives is right, and yet the gradient is not: its sum is wrong, or its array was altered.
    bool only_sum_differs() const { return arrives_right() && gradient && gradient->differs; }
};

/// Moves the node's value, and one after another what goes along each of its edges, and recomputes what
/// follows, all as the execution's fault has it. A value is moved as its node computed it.
Probe probe_node(const Execution<double>& shown, NodeId id);

}  // namespace bp
