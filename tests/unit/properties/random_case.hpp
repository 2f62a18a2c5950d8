#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <vector>

#include "graph/execution.hpp"

namespace bp::test {

/// Random choices read from a list of numbers, so that a failing case shrinks with its list; 0 when they run
/// out.
class Rolls {
  public:
    explicit Rolls(const std::vector<uint16_t>& rolls) : rolls_(rolls) {}

    bool left() const { return at_ < rolls_.size(); }
    size_t below(size_t bound) { return left() ? rolls_[at_++] % bound : 0; }
    bool one_in(size_t n) { return below(n) == n - 1; }
    int between(int low, int high) {
        return low + static_cast<int>(below(static_cast<size_t>(high - low) + 1));
    }

  private:
    const std::vector<uint16_t>& rolls_;
    size_t at_ = 0;
};

/// A graph with values at which it is smooth: every op gets shapes that fit and arguments well inside its
/// domain, away from kinks and ties, and no value is larger than kLargest. All numbers put in are multiples
/// of 1/64, so that float holds them exactly.
struct RandomCase {
    static constexpr double kLargest = 8;

    std::shared_ptr<const Graph> graph;
    Leaves<double> leaves;
    std::set<NodeId> class_indices;  ///< leaves without a derivative

    Execution<double> execution() const { return {graph, leaves}; }
};

/// Made from the rolls: the more of them, the larger the graph.
RandomCase random_case(const std::vector<uint16_t>& rolls);

/// A tensor of multiples of 1/64 between −2 and 2.
Tensor<double> random_tensor(Rolls& rolls, const Shape& shape);

/// A random upstream gradient for the execution's output, between −2 and 2.
Tensor<double> random_upstream(Rolls& rolls, const Execution<double>& execution);

}  // namespace bp::test
