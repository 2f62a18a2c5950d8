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

constexpr int64_t kMostSeed = int64_t{1} << 53;  // what JavaScript's numbers hold exactly

using OutOfRange = problems::Key<void(problems::Number, problems::Number, problems::Code)>;

void expect_between(OutOfRange problem, int64_t value, int64_t low, int64_t high) {
    if (value < low || value > high) throw Problem(problem, low, high, std::to_string(value));
}

}  // namespace

void TrainingSettings::check() const {
    if (std::ranges::find(kData, data) == kData.end()) throw Problem(problems::settings_data, data);
    if (hidden.size() > kMostHidden) {
        throw Problem(problems::settings_layer_count, kMostHidden, hidden.size());
    }
    for (const int units : hidden) expect_between(problems::settings_layer_size, units, 1, kMostUnits);
    if (!(std::isfinite(init.standard_deviation) && init.standard_deviation >= 0))
        throw Problem(problems::settings_standard_deviation, exact(init.standard_deviation));
    if (!(std::isfinite(learning_rate) && learning_rate >= 0))
        throw Problem(problems::settings_learning_rate, exact(learning_rate));
    expect_between(problems::settings_batch_size, batch_size, 1, kMostBatch);
    expect_between(problems::settings_steps, iterations, 1, kMostIterations);
    expect_between(problems::settings_seed, static_cast<int64_t>(std::min(seed, ~uint64_t{0} >> 1)), 0,
                   kMostSeed);
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

Problem SetTraining::explained(const Problem& problem, std::string_view field, const std::string& given) {
    using Settings = TrainingSettings;
    if (field == "hidden") return Problem(problems::settings_layer_size, 1, Settings::kMostUnits, given);
    if (field == "batchSize") return Problem(problems::settings_batch_size, 1, Settings::kMostBatch, given);
    if (field == "iterations") return Problem(problems::settings_steps, 1, Settings::kMostIterations, given);
    if (field == "seed") return Problem(problems::settings_seed, 0, kMostSeed, given);
    if (field == "learningRate") return Problem(problems::settings_learning_rate, given);
    return problem;
}

}  // namespace bp
