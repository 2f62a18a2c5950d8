#pragma once

#include <array>
#include <functional>
#include <optional>
#include <vector>

#include "graph/execution.hpp"

namespace bp {

/// Slopes of f = Σ(upstream · output) by differences of f itself, for single elements of leaves.
/// Backpropagation is compared with them (book 4.3).
template <class T>
class Differences {
  public:
    explicit Differences(const Execution<T>& execution);

    /// Central: (f(x + h) − f(x − h)) / 2h. Throws Problem unless h is a finite number above 0.
    T central(NodeId leaf, size_t element, double step);
    /// Whether x + h = x or x − h = x, so that no difference tells anything.
    bool is_lost(NodeId leaf, size_t element, double step);
    /// On either side: (f(x) − f(x − h)) / h and (f(x + h) − f(x)) / h. They differ at a kink.
    std::array<T, 2> sides(NodeId leaf, size_t element, double step);
    /// The current value of f.
    T objective();
    /// Σ |upstream · output|, which bounds the rounding of f.
    T magnitude();
    /// How often f was computed.
    size_t evaluations() const { return evaluations_; }

  private:
    /// The value of f with another value at that element.
    T moved(NodeId leaf, size_t element, T value);
    T original(NodeId leaf, size_t element);
    void restore(NodeId leaf, size_t element);

    Execution<T> execution_;
    std::optional<NodeId> leaf_;
    Tensor<T> point_;  // leaf_'s value
    size_t evaluations_ = 0;
};

/// How backpropagation and central differences differ at one leaf.
struct GradCheckRow {
    NodeId leaf{};
    double mean_abs = 0;   ///< mean |a − n| over the elements
    double max_abs = 0;    ///< max |a − n|
    double max_rel = 0;    ///< max |a − n| / max(|a|, |n|, 1e-8)
    double largest = 0;    ///< the largest |a| or |n|, with which max_abs is compared
    size_t checked = 0;    ///< elements that were compared
    size_t worst = 0;      ///< the element of max_abs
    double backprop = 0;   ///< a at that element
    double numerical = 0;  ///< n at that element
};

/// By place in graph.nodes(): false for a node all of whose uses have no derivative, such as class indices.
std::vector<uint8_t> have_derivative(const Execution<double>& execution);

/// ∂ Σ(upstream · output) / ∂ leaf by central differences, one element at a time (book 4.3).
Tensor<double> numerical_gradient(const Execution<double>& execution, NodeId leaf, double step);

/// Compares backpropagation with central differences for every leaf that has a derivative (class indices have
/// none). Of a leaf with more than `most` elements, `most` evenly spread ones are compared. step > 0. Source:
/// book 5.7.3.
std::vector<GradCheckRow> grad_check(const Execution<double>& execution, double step = 1e-4,
                                     size_t most = ~size_t{0});

/// The row of a leaf from its gradient by backpropagation and `numerical`(element), the gradient by
/// differences. Of more than `most` elements, `most` evenly spread ones are compared.
GradCheckRow compare_gradients(NodeId leaf, const View<double>& backprop, size_t most,
                               const std::function<double(size_t)>& numerical);

/// The elements that a check of at most `most` of `size` elements compares.
std::vector<size_t> checked_elements(size_t size, size_t most);

/// The cause of a difference between both methods.
enum class Agreement {
    agrees,
    step_too_large,  ///< they agree at a smaller h: truncation
    step_too_small,  ///< they agree at a larger h: rounding
    kink,            ///< the slopes on both sides differ: there is no derivative
    not_finite,      ///< one of the two is not finite
    differs,         ///< they agree at no h
};

/// Judges a row of grad_check at that step. At most 1e-4 of the gradient's largest element is called equal.
Agreement judge(const Execution<double>& execution, const GradCheckRow& row, double step);

/// A node checked by itself, with its own inputs and output, independent of the rest of the graph.
struct NodeCheck {
    enum class Fault {
        none,
        backward,       ///< what it sends to an input differs from its numerical derivative
        input_changed,  ///< its forward alters an array that it was given
        sum,            ///< its gradient differs from the sum of what its uses send back
    };
    NodeId node{};
    Fault fault = Fault::none;
    size_t input = 0;      ///< of `backward` and `input_changed`
    double is = 0;         ///< an element that is wrong
    double should_be = 0;  ///< the right number
};

/// Checks every op by itself, with the inputs that the right graph gives it, and the sum at every fan-out.
/// Finds exactly the nodes that `planted` makes wrong. Compares at most `most` elements of an input. `right`
/// has no fault.
std::vector<NodeCheck> check_nodes(const Execution<double>& right, const Fault* planted,
                                   size_t most = ~size_t{0});

extern template class Differences<float>;
extern template class Differences<double>;

}  // namespace bp
