#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/fields.hpp"
#include "base/problem.hpp"
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

    static constexpr const char* kName = "Settings";
    static constexpr std::string_view kAbout = "What the user sets for a run.";
    static constexpr auto kFields =
        std::tuple{field("data", &TrainingSettings::data, "`mnist`, `fashion-mnist` or `own`"),
                   field("hidden", &TrainingSettings::hidden, "sizes of the hidden layers"),
                   field("activation", &TrainingSettings::activation, "after each hidden layer"),
                   field("weightInit", &TrainingSettings::init,
                         "the standard deviation of the initial weights, or a rule"),
                   field("optimizer", &TrainingSettings::optimizer, "the update rule"),
                   field("learningRate", &TrainingSettings::learning_rate, "at least 0"),
                   field("batchSize", &TrainingSettings::batch_size, "images a step"),
                   field("seed", &TrainingSettings::seed, "of the initial weights and the random draw"),
                   field("iterations", &TrainingSettings::iterations, "steps of a run")};

    /// Throws Problem naming the first setting that makes no sense.
    void check() const;
    /// Whether a run under way can take the others' settings: all but those that act at once are the same.
    bool same_run(const TrainingSettings& other) const;
};

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

    static constexpr const char* kType = "set_training";
    static constexpr std::string_view kAbout =
        "Changes settings of the training; what is left out stays. Learning rate and iterations act on the "
        "present run, "
        "everything else on the next.";
    static constexpr auto kFields =
        std::tuple{optional_field("data", &SetTraining::data, "`mnist`, `fashion-mnist` or `own`"),
                   optional_field("hidden", &SetTraining::hidden, "sizes of the hidden layers"),
                   optional_field("activation", &SetTraining::activation, "after each hidden layer"),
                   optional_field("weightInit", &SetTraining::init,
                                  "the standard deviation of the initial weights, or a rule"),
                   optional_field("optimizer", &SetTraining::optimizer, "the update rule"),
                   optional_field("learningRate", &SetTraining::learning_rate, "at least 0"),
                   optional_field("batchSize", &SetTraining::batch_size, "images a step"),
                   optional_field("seed", &SetTraining::seed, "of the initial weights and the random draw"),
                   optional_field("iterations", &SetTraining::iterations, "steps of a run")};

    /// The settings after the change. Throws Problem when they make no sense.
    TrainingSettings applied(TrainingSettings settings) const;

    /// A problem with a field, in the words of the setting: what it must be, and what was given.
    static Problem explained(const Problem& problem, std::string_view field, const std::string& given);
};

}  // namespace bp
