#pragma once

#include <array>
#include <vector>

#include "graph/execution.hpp"

namespace bp {

/// How the elements of a node's value, and of what it sends back, are computed as sums of products. It holds
/// views and is valid until the execution changes.
class NodeSums {
  public:
    NodeSums(Execution<double>& execution, NodeId node);

    /// Visits the products whose sum is this element of the value. False if the op does not define them.
    bool forward(size_t element, const ProductVisitor& visit) const;
    /// Visits the products whose sum is this element of the contribution to input number `input`. False if
    /// the op does not define them.
    bool backward(size_t input, size_t element, const ProductVisitor& visit) const;

    double value(const Product& product) const;
    double value(const Product::Factor& factor) const;

  private:
    LocalView local() const { return {{in_.data(), node_->arity}, out_, node_->attrs}; }
    bool backward_of_number(size_t input, size_t element, const ProductVisitor& visit) const;

    const Node* node_;
    std::array<View<double>, 3> in_{};
    View<double> out_;
    View<double> upstream_;
};

}  // namespace bp
