#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "network/net_spec.hpp"
#include "network/optimizer.hpp"

namespace bp {

/// What the user sets for a training run. The defaults are the book's run (5.7.4).
struct TrainingSettings {
    static constexpr size_t kMostHidden = 4;
    static constexpr int kMostUnits = 1024;
    static constexpr int kMostBatch = 10'000;
    static constexpr int kMostIterations = 1'000'000;

    std::string data = "mnist";  ///< which images: mnist, fashion-mnist, or the user's own
    std::vector<int> hidden{50};
    Activation activation = Activation::relu;
    WeightInit init{};
    OptimizerRule optimizer = OptimizerRule::sgd;
    double learning_rate = 0.1;
    int batch_size = 100;
    uint64_t seed = 1;  ///< of the first weights and of the random draw
    int iterations = 10'000;

    /// Throws Problem naming the first setting that makes no sense.
    void check() const;
    /// Whether a run under way can take the others' settings: all but those that act at once are the same.
    bool same_run(const TrainingSettings& other) const;
};

/// Changes settings: {"type": "set_training", "hidden": [100, 50], "learningRate": 0.01}. What is left out
/// stays. Learning rate and iterations act on the present run, everything else on the next.
struct SetTraining {
    std::optional<std::string> data{};
    std::optional<std::vector<int>> hidden{};
    std::optional<Activation> activation{};
    std::optional<WeightInit> init{};
    std::optional<OptimizerRule> optimizer{};
    std::optional<double> learning_rate{};
    std::optional<int> batch_size{};
    std::optional<uint64_t> seed{};
    std::optional<int> iterations{};

    /// The settings after the change. Throws Problem when they make no sense.
    TrainingSettings applied(TrainingSettings settings) const;
};

}  // namespace bp
