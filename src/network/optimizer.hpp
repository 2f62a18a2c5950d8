#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/fields.hpp"
#include "graph/tensor.hpp"

namespace bp {

BP_NAMED_ENUM(OptimizerRule, sgd, momentum, adagrad, adam)
constexpr auto kOptimizerNames = kNames<OptimizerRule>;

/// Changes parameters against their gradient g, as the book writes it (6.1), with learning rate η:
/// sgd       w ← w − η·g
/// momentum  v ← 0.9·v − η·g, w ← w + v
/// adagrad   h ← h + g², w ← w − η·g / (√h + 1e-7)
/// adam      m ← m + (1−β1)(g − m), v ← v + (1−β2)(g² − v), w ← w − η·√(1−β2ᵗ)/(1−β1ᵗ)·m / (√v + 1e-7)
///           with β1 = 0.9, β2 = 0.999 and t = 1, 2, …
template <class T>
class Optimizer {
  public:
    /// `sizes`: the number of elements of each parameter.
    Optimizer(OptimizerRule rule, double learning_rate, std::span<const size_t> sizes);

    OptimizerRule rule() const { return rule_; }
    double learning_rate() const { return learning_rate_; }
    void set_learning_rate(double rate) { learning_rate_ = rate; }

    /// Changes parameter number `index` in place. `iteration` counts from 1.
    void update(size_t index, std::span<T> w, std::span<const T> g, uint64_t iteration);

    /// What the rule remembers of every parameter: none (sgd), v (momentum), h (adagrad), m and v (adam).
    std::span<std::vector<T>> state() { return state_; }
    std::span<const std::vector<T>> state() const { return state_; }

  private:
    OptimizerRule rule_;
    double learning_rate_;
    size_t parameters_;
    std::vector<std::vector<T>> state_;  // memory k of parameter i is at k · parameters_ + i
};

extern template class Optimizer<float>;
extern template class Optimizer<double>;

}  // namespace bp
