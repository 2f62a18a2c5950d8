#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
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

/// When a run is evaluated: after `first` steps and every `every` steps from there on.
struct Evaluations {
    uint64_t first = 1;
    uint64_t every = 600;

    /// The book's: right after the first step of each epoch, in which every training image comes up once on
    /// average. A run of so many steps that this would be more than 100 times: every 2, 4, 8 … epochs.
    static Evaluations by_epoch(size_t samples, int batch_size, uint64_t steps);

    bool due(uint64_t steps) const { return steps >= first && (steps - first) % every == 0; }
    /// The first one after that many steps.
    uint64_t after(uint64_t steps) const {
        return steps < first ? first : steps + every - (steps - first) % every;
    }
};

/// The op that first gave a number that is not finite.
struct Culprit {
    std::string name;  ///< of its node: a1, z1, …, L; or of the parameter that an update made infinite
    std::string op;    ///< its key; "input" for a parameter
    double value = 0;  ///< inf, -inf or NaN
};

/// What one call did.
struct StepReport {
    uint64_t steps = 0;           ///< done since the start
    double loss = 0;              ///< of the last step
    std::vector<float> losses{};  ///< of the steps just done, each before its update
    double seconds = 0;           ///< that they took
};

/// Whether a loss is no sign of a run that diverges: at most three times what the run began with, or what
/// guessing among the classes gives.
bool is_sound(double loss, double reference, int classes);

/// Shares of samples classified correctly, 0 … 1.
struct Accuracies {
    double train = 0;
    double test = 0;
};

/// A training run: gradient descent on random batches, drawn with replacement (book 5.7.4). The same network,
/// data and spec give the same result bit for bit, however the steps are split into calls.
///
/// It is the one place that counts steps, knows when the run is to be evaluated and when it is over, and
/// stops when it diverges: whoever trains calls advance() until over(), and evaluates where evaluation_due().
template <class T>
class Run {
  public:
    /// Throws Problem when the data does not fit the network or the spec makes no sense.
    Run(std::shared_ptr<Network<T>> network, std::shared_ptr<const Dataset> train,
        std::shared_ptr<const Dataset> test, TrainSpec spec);

    const TrainSpec& spec() const { return spec_; }
    uint64_t steps() const { return steps_; }

    /// How a step is computed: "sparse" when the images' zeros are passed over, "dense" when there are too
    /// few, "graph" when the network's graph is executed, as in double.
    std::string_view path() const { return plan_ ? TrainPlan::path(*train_) : "graph"; }

    /// From the start: by_epoch for the training images, for a run of so many steps.
    void evaluate_by_epoch(uint64_t steps);
    void set_evaluations(const Evaluations& evaluations) { evaluations_ = evaluations; }
    /// To go on until that many steps are done since the start; 0 pauses.
    void go(uint64_t until) { until_ = until; }
    /// Whether there is nothing to do before the next go(): the steps are done, or the run diverged.
    bool over() const { return steps_ >= until_ || diverged(); }
    bool evaluation_due() const { return evaluations_.due(steps_); }
    /// Whether the last step's loss was not finite.
    bool diverged() const { return !std::isfinite(last_loss_); }
    /// Whether the run can go on from here: parameters and the loss of the step to come are finite, and that
    /// loss is not far above the last one.
    bool sound();

    /// Does steps until the run is over, an evaluation is due, or about that much time has passed: at least
    /// one, unless it is over. Throws Problem when the spec's batches do not suffice.
    StepReport advance(double milliseconds = std::numeric_limits<double>::infinity());
    /// Does n ≥ 1 steps, whatever was planned. A loss that is not finite ends the call: its step counts and
    /// its loss is reported, but nothing is updated from it, so that parameters and optimizer stay as the
    /// step before left them. Throws Problem, having done nothing, when the spec's batches do not suffice.
    StepReport step(int n);
    /// For the steps to come. Throws Problem unless it is finite and at least 0.
    void set_learning_rate(double rate);
    /// The indices of the training samples of the step to come. Throws Problem when the spec's batches are
    /// used up.
    std::vector<uint32_t> next_batch() const;
    /// When the run has diverged: what made the loss so. Nothing otherwise.
    std::optional<Culprit> culprit();
    /// Over all samples of both sets.
    Accuracies evaluate();

    /// Parameters, optimizer, random numbers and steps as bytes.
    std::vector<uint8_t> checkpoint() const;
    /// Goes on from a checkpoint of a run with the same layers, precision and optimizer. Throws Problem, and
    /// changes nothing, when the bytes are none or of another training.
    void restore(std::span<const uint8_t> checkpoint);

  private:
    void choose(Rng& rng, std::span<uint32_t> indices) const;
    StepReport steps_until(uint64_t until, double milliseconds);
    double one_step();
    T step_on_graph();
    double accuracy_on(const Dataset& set);

    std::shared_ptr<Network<T>> network_;
    std::shared_ptr<const Dataset> train_;
    std::shared_ptr<const Dataset> test_;
    TrainSpec spec_;
    Optimizer<T> optimizer_;
    Rng rng_;
    uint64_t steps_ = 0;
    uint64_t until_ = 0;
    Evaluations evaluations_;
    double last_loss_ = 0;  // of the last step; finite before the first

    std::optional<TrainPlan> plan_;
    std::vector<uint32_t> indices_;
    Tensor<T> x_;
    Tensor<T> t_;
    std::vector<View<T>> grads_;
};

extern template class Run<float>;
extern template class Run<double>;

}  // namespace bp
