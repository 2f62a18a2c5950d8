#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "graph/grad_check.hpp"

// What the gradient-check lab computes of one graph: the table, the error against h, the cost of both ways.
namespace bp {

/// steady_seconds(); tests bring their own.
using Clock = double (*)();

/// The steps h that the lab offers, largest first: 1e-1 … 1e-12, four a decade.
std::span<const double> lab_steps();

/// What is checked: the graph that `shown` computes, without a fault, its named constants made inputs so that
/// they can be moved too.
Execution<double> right_of(const Execution<double>& shown);

/// How many numbers one forward pass handles, roughly: what an evaluation costs.
double work_of(const Execution<double>& execution);

/// The leaves with a name that have a derivative: inputs and named constants.
std::vector<NodeId> checked_leaves(const Execution<double>& execution);

struct CheckedLeaf {
    GradCheckRow row;
    Agreement agreement = Agreement::agrees;
};

/// The gradient check of all leaves at one h.
std::vector<CheckedLeaf> check_leaves(const Execution<double>& execution, double step, size_t most);

/// The error of numerical differentiation against h: max |numerical − backprop| over the leaves' elements.
struct Curve {
    struct Line {
        std::vector<double> errors;  ///< at lab_steps()
        size_t best = 0;             ///< where it is least
        bool truncation = false;     ///< it grows on the side of large h, as h²
        bool rounding = false;       ///< and on the side of small h, as ε / h
    };
    Line in_double;
    Line in_float;
};
Curve error_curve(const Execution<double>& execution, std::span<const NodeId> leaves, size_t most);

/// Numerical gradients against backpropagation for all leaves. Both give the same numbers.
struct Race {
    size_t numbers = 0;      ///< elements of all leaves
    size_t evaluations = 0;  ///< 2 · numbers: forward passes of the numerical gradient
    double numerical = 0;    ///< seconds; of more than was measured, extrapolated
    double backprop = 0;     ///< seconds for one forward and one backward pass
    bool extrapolated = false;
};
Race race(const Execution<double>& execution, Clock clock, size_t most);

}  // namespace bp
