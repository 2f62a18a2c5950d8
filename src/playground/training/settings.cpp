#include "playground/training/settings.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "base/number.hpp"
#include "base/problem.hpp"

namespace bp {
namespace {

constexpr std::array<std::string_view, 3> kData{"mnist", "fashion-mnist", "own"};

void expect_between(const char* what, int64_t value, int64_t low, int64_t high) {
    if (value >= low && value <= high) return;
    throw Problem(std::string(what) + " is a whole number from " + std::to_string(low) + " to " +
                  std::to_string(high) + ", not " + std::to_string(value));
}

}  // namespace

void TrainingSettings::check() const {
    if (std::ranges::find(kData, data) == kData.end())
        throw Problem("there are no images named '" + data + "'");
    if (hidden.size() > kMostHidden) {
        throw Problem("a network here has at most " + std::to_string(kMostHidden) + " hidden layers, not " +
                      std::to_string(hidden.size()));
    }
    for (const int units : hidden) expect_between("the size of a hidden layer", units, 1, kMostUnits);
    if (!(std::isfinite(init.standard_deviation) && init.standard_deviation >= 0)) {
        throw Problem("the standard deviation of the first weights is at least 0, not " +
                      exact(init.standard_deviation));
    }
    if (!(std::isfinite(learning_rate) && learning_rate >= 0))
        throw Problem("a learning rate is a finite number, at least 0, not " + exact(learning_rate));
    expect_between("the batch size", batch_size, 1, kMostBatch);
    expect_between("the number of iterations", iterations, 1, kMostIterations);
    constexpr int64_t kMostSeed = int64_t{1} << 53;  // what JavaScript's numbers hold exactly
    expect_between("the seed", static_cast<int64_t>(std::min(seed, ~uint64_t{0} >> 1)), 0, kMostSeed);
}

bool TrainingSettings::same_run(const TrainingSettings& other) const {
    return data == other.data && hidden == other.hidden && activation == other.activation &&
           init.rule == other.init.rule && init.standard_deviation == other.init.standard_deviation &&
           optimizer == other.optimizer && batch_size == other.batch_size && seed == other.seed;
}

TrainingSettings SetTraining::applied(TrainingSettings settings) const {
    if (data) settings.data = *data;
    if (hidden) settings.hidden = *hidden;
    if (activation) settings.activation = *activation;
    if (init) settings.init = *init;
    if (optimizer) settings.optimizer = *optimizer;
    if (learning_rate) settings.learning_rate = *learning_rate;
    if (batch_size) settings.batch_size = *batch_size;
    if (seed) settings.seed = *seed;
    if (iterations) settings.iterations = *iterations;
    settings.check();
    return settings;
}

}  // namespace bp
