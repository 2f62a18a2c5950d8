#pragma once

#include <vector>

#include "graph/execution.hpp"

namespace bp {

/// Gradients that add up over several backward passes until they are set to zero, as PyTorch's .grad does.
/// Execution::grad never adds up; this class shows what happens when one forgets to zero.
class GradAccumulator {
  public:
    /// Adds the present gradient of every node to its sum. Throws Problem when shapes changed since the last
    /// zero().
    void backward(Execution<double>& execution);
    void zero() { sums_.clear(); }
    /// The sum so far: zeros before the first backward.
    Tensor<double> grad(const Execution<double>& execution, NodeId id) const;
    int backwards() const { return sums_.empty() ? 0 : backwards_; }

  private:
    std::vector<Tensor<double>> sums_;  // by place in graph.nodes()
    int backwards_ = 0;
};

}  // namespace bp
