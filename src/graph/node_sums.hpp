#pragma once

#include <array>
#include <vector>

#include "graph/execution.hpp"

namespace bp {

/// How the elements of a node's value, and of what it sends back, come about as sums of products. Holds
/// views: valid until the execution changes.
class NodeSums {
  public:
    NodeSums(Execution<double>& execution, NodeId node);

    /// Visits the products of which this element of the value is the sum. False when the op says none.
    bool forward(size_t element, const ProductVisitor& visit) const;
    /// Visits the products of which this element of the contribution to input number `input` is the sum.
    /// False when the op says none.
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
