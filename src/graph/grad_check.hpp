#pragma once

#include <vector>

#include "graph/execution.hpp"

namespace bp {

/// How backpropagation and central differences differ at one leaf.
struct GradCheckRow {
    NodeId leaf{};
    double mean_abs = 0;  ///< mean |a − n| over the elements
    double max_abs = 0;   ///< max |a − n|
    double max_rel = 0;   ///< max |a − n| / max(|a|, |n|, 1e-8)
};

/// ∂ Σ(upstream · output) / ∂ leaf by central differences, (f(x+h) − f(x−h)) / 2h, one element at a time
/// (book 4.3).
Tensor<double> numerical_gradient(const Execution<double>& execution, NodeId leaf, double step);

/// Compares backpropagation with numerical_gradient for every leaf that has a derivative (class indices have
/// none). step > 0. Source: book 5.7.3.
std::vector<GradCheckRow> grad_check(const Execution<double>& execution, double step = 1e-4);

}  // namespace bp
