#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/rng.hpp"
#include "network/dataset.hpp"
#include "network/network.hpp"
#include "network/optimizer.hpp"
#include "network/train_plan.hpp"

namespace bp {

struct TrainSpec {
    int batch_size = 100;
    double learning_rate = 0.1;
    OptimizerRule optimizer = OptimizerRule::sgd;
    uint64_t seed = 1;
    /// When not empty: the samples of every step instead of the random draw, batch_size indices each.
    std::vector<uint32_t> batches = {};
};

struct StepReport {
    uint64_t iteration = 0;     ///< steps since the start
    double loss = 0;            ///< of the last step
    std::vector<float> losses;  ///< of the steps just done, each before its update
};

/// Shares of samples classified correctly, 0 … 1.
struct Accuracies {
    double train = 0;
    double test = 0;
};

/// The op that first gave a number that is not finite.
struct Culprit {
    std::string name;  ///< of its node: a1, z1, …, L; or of the parameter that an update made infinite
    std::string op;    ///< its key; "input" for a parameter
    double value = 0;  ///< inf, -inf or NaN
};

/// Trains a network by gradient descent on random batches, drawn with replacement (book 5.7.4). The same
/// network, data and spec give the same result bit for bit, however the steps are split into calls.
template <class T>
class Trainer {
  public:
    /// Throws Problem when the data does not fit the network or the spec makes no sense.
    Trainer(std::shared_ptr<Network<T>> network, std::shared_ptr<const Dataset> train,
            std::shared_ptr<const Dataset> test, TrainSpec spec);

    const TrainSpec& spec() const { return spec_; }
    uint64_t iteration() const { return iteration_; }

    /// How a step is computed: "sparse" when the images' zeros are passed over, "dense" when there are too
    /// few, "graph" when the network's graph is executed, as in double.
    std::string_view path() const { return plan_ ? TrainPlan::path(*train_) : "graph"; }

    /// Does n ≥ 1 steps. A loss that is not finite ends the call: its step counts and its loss is reported,
    /// but nothing is updated from it, so that parameters and optimizer stay as the step before left them.
    /// Throws Problem, having done nothing, when the spec's batches do not suffice.
    StepReport step(int n);
    /// For the steps to come. Throws Problem unless it is finite and at least 0.
    void set_learning_rate(double rate);
    /// The indices of the training samples of the step to come. Throws Problem when the spec's batches are
    /// used up.
    std::vector<uint32_t> next_batch() const;
    /// When the last step's loss was not finite: what made it so. Nothing otherwise.
    std::optional<Culprit> culprit();
    /// Over all samples of both sets.
    Accuracies evaluate();

    /// Parameters, optimizer, random numbers and iteration as bytes.
    std::vector<uint8_t> checkpoint() const;
    /// Goes on from a checkpoint of a trainer with the same layers, precision and optimizer. Throws Problem,
    /// and changes nothing, when the bytes are none or of another training.
    void restore(std::span<const uint8_t> checkpoint);

  private:
    void choose(Rng& rng, std::span<uint32_t> indices) const;
    double one_step();
    T step_on_graph();
    double accuracy_on(const Dataset& set);

    std::shared_ptr<Network<T>> network_;
    std::shared_ptr<const Dataset> train_;
    std::shared_ptr<const Dataset> test_;
    TrainSpec spec_;
    Optimizer<T> optimizer_;
    Rng rng_;
    uint64_t iteration_ = 0;
    double last_loss_ = 0;  // of the last step; finite before the first

    std::optional<TrainPlan> plan_;
    std::vector<uint32_t> indices_;
    Tensor<T> x_;
    Tensor<T> t_;
    std::vector<View<T>> grads_;
};

extern template class Trainer<float>;
extern template class Trainer<double>;

}  // namespace bp
