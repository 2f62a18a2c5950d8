#include "app/cli_train.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <span>

#include "app/cli_files.hpp"
#include "app/cli_text.hpp"
#include "base/number.hpp"
#include "base/problem.hpp"
#include "base/typed_number.hpp"
#include "files/npz.hpp"
#include "network/dataset.hpp"
#include "network/idx.hpp"

namespace bp::cli {
namespace {

// --- data

std::span<const uint8_t> as_bytes(const std::string& text) {
    return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

std::string_view as_text(const std::vector<uint8_t>& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// "train-images-idx3-ubyte" in the folder, raw or with .gz.
std::string idx_path(const std::string& folder, const std::string& name) {
    const std::filesystem::path raw = std::filesystem::path(folder) / name;
    for (const std::string& path : {raw.string(), raw.string() + ".gz"}) {
        std::error_code error;
        if (std::filesystem::exists(path, error)) return path;
    }
    throw Problem(problems::cli_no_data, folder, name);
}

std::shared_ptr<const Dataset> read_set(const std::string& folder, const std::string& prefix) {
    const std::string image_path = idx_path(folder, prefix + "-images-idx3-ubyte");
    const std::string label_path = idx_path(folder, prefix + "-labels-idx1-ubyte");
    const std::string images = read_file(image_path, kMaxIdxBytes + 64);
    const std::string labels = read_file(label_path, kMaxIdxBytes + 64);
    return std::make_shared<const Dataset>(
        Dataset::from_idx(as_bytes(images), as_bytes(labels), image_path, label_path));
}

// --- options

template <size_t n>
size_t choice(const std::string& option, const std::string& given,
              const std::array<std::string_view, n>& names) {
    const auto found = std::ranges::find(names, given);
    if (found != names.end()) return static_cast<size_t>(found - names.begin());
    throw Problem(problems::cli_choice, option, given, listed({names.begin(), names.end()}));
}

WeightInit weight_init(const std::string& given) {
    if (given == "he") return {WeightInit::Rule::he};
    if (given == "xavier") return {WeightInit::Rule::xavier};
    const auto deviation = typed_number(given);
    if (deviation && std::isfinite(*deviation) && *deviation >= 0)
        return {WeightInit::Rule::fixed, *deviation};
    throw Problem(problems::cli_weight_init, given);
}

NetSpec net_spec(const TrainOptions& options, const Dataset& train, const Dataset& test) {
    NetSpec spec;
    spec.layers.assign(1, static_cast<int>(train.pixels()));
    spec.layers.insert(spec.layers.end(), options.hidden.begin(), options.hidden.end());
    spec.layers.push_back(std::max(train.classes(), test.classes()));
    spec.activation = static_cast<Activation>(choice("--activation", options.activation, kActivationNames));
    spec.init = weight_init(options.weight_init);
    spec.seed = options.seed;
    return spec;
}

TrainSpec train_spec(const TrainOptions& options) {
    TrainSpec spec;
    spec.batch_size = options.batch;
    spec.learning_rate = options.learning_rate;
    if (!(spec.learning_rate >= 0 && std::isfinite(spec.learning_rate)))
        throw Problem(problems::cli_learning_rate);
    spec.optimizer = static_cast<OptimizerRule>(choice("--optimizer", options.optimizer, kOptimizerNames));
    spec.seed = options.seed;
    return spec;
}

std::string summary(const TrainOptions& options, const NetSpec& net, const Dataset& train,
                    const Dataset& test) {
    std::string layers;
    for (const int size : net.layers) layers.append(layers.empty() ? "" : "-").append(std::to_string(size));
    return layers + " " + options.activation + ", " + options.optimizer + " with learning rate " +
           exact(options.learning_rate) + ", batches of " + std::to_string(options.batch) + ", seed " +
           std::to_string(options.seed) + "; " + std::to_string(train.size()) + " training and " +
           std::to_string(test.size()) + " test images";
}

// --- report

/// What is known at one evaluation.
struct Row {
    uint64_t iteration = 0;
    std::optional<double> loss{};  ///< of the last step; none before the first
    Accuracies accuracies{};
    std::optional<double> steps_per_second{};
};

std::string line(const std::string& iteration, const std::string& loss, const std::string& train,
                 const std::string& test, const std::string& speed) {
    return padded(iteration, 11) + padded(loss, 11) + padded(train, 9) + padded(test, 9) + speed + "\n";
}

/// Prints the rows as they come and keeps the CSV file up to date.
class Report {
  public:
    explicit Report(std::string csv_file) : csv_file_(std::move(csv_file)) {}

    void start(const std::string& title) const {
        std::cout << title << "\n" << line("iteration", "loss", "train", "test", "steps/s") << std::flush;
    }

    void add(const Row& row) {
        const auto optional = [](const std::optional<double>& x) { return x ? plain(*x, 4) : "-"; };
        std::cout << line(std::to_string(row.iteration), optional(row.loss), plain(row.accuracies.train, 4),
                          plain(row.accuracies.test, 4),
                          row.steps_per_second ? std::to_string(std::lround(*row.steps_per_second)) : "-")
                  << std::flush;
        csv_ += std::to_string(row.iteration) + "," + (row.loss ? exact(*row.loss) : "") + "," +
                exact(row.accuracies.train) + "," + exact(row.accuracies.test) + "\n";
        if (!csv_file_.empty()) write_file(csv_file_, csv_);
    }

  private:
    std::string csv_file_;
    std::string csv_ = "iteration,loss,train,test\n";
};

/// Prints and saves what is known of the run now.
void report_on(Run<float>& run, const Network<float>& network, const StepReport& latest,
               const TrainOptions& options, Report& report) {
    const size_t count = latest.losses.size();
    Row row{.iteration = run.steps(), .accuracies = run.evaluate()};
    if (count > 0) row.loss = latest.loss;
    if (latest.seconds > 0) row.steps_per_second = static_cast<double>(count) / latest.seconds;
    report.add(row);
    if (!options.checkpoint.empty()) write_file(options.checkpoint, as_text(run.checkpoint()));
    if (!options.save.empty()) write_file(options.save, as_text(to_npz(network.params())));
}

/// False when the run diverged.
bool finish(Run<float>& run, const Network<float>& network, const TrainOptions& options, Report report) {
    run.set_evaluations({.first = 0, .every = options.every});
    run.go(options.iterations);
    StepReport latest;
    while (true) {
        report_on(run, network, latest, options, report);
        if (run.over()) return true;
        latest = run.advance();
        if (!run.diverged()) continue;
        std::cerr << "backprop: the loss became " << exact(latest.loss) << " in iteration " << latest.steps
                  << "; try a smaller --lr\n";
        return false;
    }
}

constexpr size_t kMostCheckpointBytes = size_t{1} << 30;

void restore(Run<float>& run, const TrainOptions& options) {
    const std::string bytes = read_file(options.resume, kMostCheckpointBytes);
    try {
        run.restore(as_bytes(bytes));
    } catch (const Problem& problem) {
        throw Problem(problems::cli_place, options.resume, problem.message());
    }
    if (run.steps() > options.iterations) {
        throw Problem(problems::cli_place, options.resume,
                      Message(problems::cli_beyond_iterations, run.steps(), options.iterations));
    }
}

}  // namespace

int train(const TrainOptions& options) {
    const TrainSpec spec = train_spec(options);
    const auto train_set = read_set(options.data, "train");
    const auto test_set = read_set(options.data, "t10k");
    const NetSpec net = net_spec(options, *train_set, *test_set);
    const auto network = std::make_shared<Network<float>>(net);
    Run<float> run(network, train_set, test_set, spec);
    if (!options.resume.empty()) restore(run, options);
    Report report(options.csv);
    report.start(summary(options, net, *train_set, *test_set));
    return finish(run, *network, options, std::move(report)) ? 0 : 1;
}

}  // namespace bp::cli
