#include "network/run.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>

#include "base/clock.hpp"
#include "base/number.hpp"
#include "base/problem.hpp"
#include "network/assessment.hpp"
#include "network/checkpoint.hpp"

namespace bp {
namespace {

constexpr int kMaxBatch = 1 << 16;
constexpr uint32_t kEvaluationChunk = 500;
constexpr double kUnlimited = std::numeric_limits<double>::infinity();

void check_learning_rate(double rate) {
    if (rate >= 0 && std::isfinite(rate)) return;
    throw Problem(problems::trainer_learning_rate, rate);
}

void check(const TrainSpec& spec, size_t samples) {
    if (spec.batch_size < 1 || spec.batch_size > kMaxBatch) {
        throw Problem(problems::trainer_batch_size, kMaxBatch, spec.batch_size);
    }
    check_learning_rate(spec.learning_rate);
    if (spec.batches.size() % static_cast<size_t>(spec.batch_size) != 0) {
        throw Problem(problems::trainer_incomplete_batches, spec.batches.size(), spec.batch_size);
    }
    const auto outside =
        std::find_if(spec.batches.begin(), spec.batches.end(), [&](uint32_t i) { return i >= samples; });
    if (outside != spec.batches.end()) {
        throw Problem(problems::trainer_no_sample, *outside, samples - 1);
    }
}

template <class T>
std::vector<size_t> sizes(const Parameters<T>& params) {
    std::vector<size_t> result;
    for (const auto& param : params) result.push_back(param.value.data.size());
    return result;
}

}  // namespace

Evaluations Evaluations::by_epoch(size_t samples, int batch_size, uint64_t steps) {
    constexpr uint64_t kMost = 100;
    Evaluations evaluations{.every = std::max<uint64_t>(samples / static_cast<size_t>(batch_size), 1)};
    while (steps > kMost * evaluations.every) evaluations.every *= 2;
    return evaluations;
}

bool is_sound(double loss, double reference, int classes) {
    constexpr double kMostGrowth = 3;
    return std::isfinite(loss) && loss <= kMostGrowth * std::max(reference, std::log(classes));
}

template <class T>
Run<T>::Run(std::shared_ptr<Network<T>> network, std::shared_ptr<const Dataset> train,
            std::shared_ptr<const Dataset> test, TrainSpec spec)
    : network_(std::move(network)),
      train_(std::move(train)),
      test_(std::move(test)),
      spec_(std::move(spec)),
      optimizer_(spec_.optimizer, spec_.learning_rate, sizes(network_->params())),
      rng_(spec_.seed),
      grads_(network_->params().size()) {
    check(spec_, train_->size());
    expect_fit(*train_, "training", network_->inputs(), network_->classes());
    expect_fit(*test_, "test", network_->inputs(), network_->classes());
    if constexpr (std::is_same_v<T, float>) plan_ = TrainPlan::of(*network_, spec_.batch_size);
    indices_.resize(static_cast<size_t>(spec_.batch_size));
    if (plan_) return;
    x_ = Tensor<T>::filled(Shape{spec_.batch_size, network_->inputs()}, T{0});
    t_ = Tensor<T>::filled(Shape{spec_.batch_size}, T{0});
}

/// The samples of the step to come. Throws Problem when no batch is left of those given.
template <class T>
void Run<T>::choose(Rng& rng, std::span<uint32_t> indices) const {
    if (spec_.batches.empty()) {
        const auto samples = static_cast<uint32_t>(train_->size());
        for (uint32_t& index : indices) index = rng.below(samples);
        return;
    }
    const auto first = static_cast<size_t>(steps_) * indices.size();
    if (first >= spec_.batches.size()) throw Problem(problems::trainer_no_batch_left);
    std::copy_n(spec_.batches.data() + first, indices.size(), indices.data());
}

template <class T>
double Run<T>::one_step() {
    choose(rng_, indices_);
    ++steps_;
    if constexpr (std::is_same_v<T, float>) {
        if (plan_) {
            const float loss = plan_->forward(*train_, indices_, network_->params());
            if (std::isfinite(loss))
                plan_->update(*train_, indices_, network_->edit_params(), optimizer_, steps_);
            return static_cast<double>(loss);
        }
    }
    return static_cast<double>(step_on_graph());
}

template <class T>
T Run<T>::step_on_graph() {
    train_->gather(indices_, x_.data.data(), t_.data.data());
    const T loss = network_->backward(x_, t_, grads_);
    if (!std::isfinite(loss)) return loss;
    const auto params = network_->edit_params();
    for (size_t i = 0; i < params.size(); ++i) {
        optimizer_.update(i, params[i].value.data, grads_[i].span(), steps_);
    }
    return loss;
}

template <class T>
void Run<T>::set_learning_rate(double rate) {
    check_learning_rate(rate);
    spec_.learning_rate = rate;
    optimizer_.set_learning_rate(rate);
}

template <class T>
std::vector<uint32_t> Run<T>::next_batch() const {
    std::vector<uint32_t> indices(indices_.size());
    Rng rng(rng_.state());
    choose(rng, indices);
    return indices;
}

template <class T>
bool Run<T>::sound() {
    for (const auto& param : network_->params()) {
        if (!std::ranges::all_of(param.value.data, [](T x) { return std::isfinite(x); })) return false;
    }
    const auto first = static_cast<size_t>(steps_) * indices_.size();
    if (!spec_.batches.empty() && first >= spec_.batches.size()) return true;  // no step is to come
    const std::vector<uint32_t> batch = next_batch();
    double loss = 0;
    if (plan_) {
        if constexpr (std::is_same_v<T, float>)
            loss = static_cast<double>(plan_->forward(*train_, batch, network_->params()));
    } else {
        train_->gather(batch, x_.data.data(), t_.data.data());
        loss = static_cast<double>(network_->loss(x_, t_));
    }
    return is_sound(loss, last_loss_, network_->classes());
}

template <class T>
std::optional<Culprit> Run<T>::culprit() {
    if (!diverged()) return {};
    Tensor<T> x{Shape{spec_.batch_size, network_->inputs()}, {}};
    Tensor<T> t{Shape{spec_.batch_size}, {}};
    x.data.resize(x.shape.size());
    t.data.resize(t.shape.size());
    train_->gather(indices_, x.data.data(), t.data.data());
    Execution<T>& execution = network_->at(x, t);
    const auto at = execution.first_not_finite();
    // Numbers at the edge may overflow in the order of summation that training takes, and in the graph's not.
    const Node& node = execution.graph().node(at.value_or(execution.output()));
    Culprit culprit{node.name, std::string(def(node.op).info.key), last_loss_};
    if (!at) return culprit;
    const auto values = execution.value(*at).span();
    const auto value = std::find_if(values.begin(), values.end(), [](T v) { return !std::isfinite(v); });
    culprit.value = static_cast<double>(*value);
    return culprit;
}

template <class T>
void Run<T>::evaluate_by_epoch(uint64_t steps) {
    evaluations_ = Evaluations::by_epoch(train_->size(), spec_.batch_size, steps);
}

/// At least one step, until so many are done, so much time has passed, or a loss is not finite.
template <class T>
StepReport Run<T>::steps_until(uint64_t until, double milliseconds) {
    const double begun = steady_seconds();
    StepReport report;
    do {
        last_loss_ = one_step();
        report.losses.push_back(static_cast<float>(last_loss_));
        report.seconds = steady_seconds() - begun;
    } while (!diverged() && steps_ < until && report.seconds * 1000 < milliseconds);
    report.steps = steps_;
    report.loss = last_loss_;
    return report;
}

template <class T>
StepReport Run<T>::advance(double milliseconds) {
    if (over()) return {.steps = steps_, .loss = last_loss_};
    return steps_until(std::min(until_, evaluations_.after(steps_)), milliseconds);
}

template <class T>
StepReport Run<T>::step(int n) {
    if (n < 1) throw Problem(problems::trainer_steps, n);
    const uint64_t until = steps_ + static_cast<uint64_t>(n);
    const uint64_t given = spec_.batches.size() / static_cast<size_t>(spec_.batch_size);
    if (given > 0 && until > given) {
        throw Problem(problems::trainer_too_many_steps, given, steps_, n);
    }
    return steps_until(until, kUnlimited);
}

template <class T>
double Run<T>::accuracy_on(const Dataset& set) {
    if constexpr (std::is_same_v<T, float>) {
        if (plan_) {
            const size_t correct = plan_->correct(set, network_->params());
            return static_cast<double>(correct) / static_cast<double>(set.size());
        }
    }
    const auto size = static_cast<uint32_t>(set.size());
    const uint32_t chunk = std::min(kEvaluationChunk, size);
    std::vector<uint32_t> indices(chunk);
    auto x = Tensor<T>::filled(Shape{static_cast<int>(chunk), network_->inputs()}, T{0});
    std::vector<T> truth(chunk);
    std::vector<int> found;
    size_t correct = 0;
    for (uint32_t first = 0; first < size; first += chunk) {
        // The last chunk keeps some samples of the one before, uncounted: its shape is that of the others.
        const uint32_t count = std::min(chunk, size - first);
        std::iota(indices.data(), indices.data() + count, first);
        set.gather(std::span(indices).first(count), x.data.data(), truth.data());
        network_->classify(x, found);
        for (size_t i = 0; i < count; ++i) correct += found[i] == static_cast<int>(truth[i]);
    }
    return static_cast<double>(correct) / static_cast<double>(size);
}

template <class T>
Accuracies Run<T>::evaluate() {
    return {accuracy_on(*train_), accuracy_on(*test_)};
}

template <class T>
std::vector<uint8_t> Run<T>::checkpoint() const {
    CheckpointWriter writer;
    write_header<T>(writer, network_->spec(), spec_.optimizer);
    writer.put(steps_);
    const Rng::State random = rng_.state();
    for (const uint64_t word : random.words) writer.put(word);
    writer.put(random.spare);
    writer.put(static_cast<uint32_t>(random.has_spare));
    for (const auto& param : network_->params()) writer.put_all(std::span<const T>(param.value.data));
    for (const auto& memory : optimizer_.state()) writer.put_all(std::span<const T>(memory));
    return writer.finish();
}

template <class T>
void Run<T>::restore(std::span<const uint8_t> checkpoint) {
    CheckpointReader reader(checkpoint);
    expect_header<T>(reader, network_->spec(), spec_.optimizer);
    const auto steps = reader.template get<uint64_t>();
    Rng::State random;
    for (uint64_t& word : random.words) word = reader.template get<uint64_t>();
    random.spare = reader.template get<double>();
    const auto has_spare = reader.template get<uint32_t>();
    random.has_spare = has_spare == 1;
    const bool drawable =
        std::any_of(random.words.begin(), random.words.end(), [](uint64_t word) { return word != 0; });
    if (!drawable || has_spare > 1) throw Problem(problems::checkpoint_random_state);
    Parameters<T> params = network_->params();
    for (auto& param : params) reader.get_all(std::span<T>(param.value.data));
    std::vector<std::vector<T>> memories(optimizer_.state().begin(), optimizer_.state().end());
    for (auto& memory : memories) reader.get_all(std::span<T>(memory));
    reader.expect_end();

    network_->set_params(params);
    std::move(memories.begin(), memories.end(), optimizer_.state().begin());
    rng_ = Rng(random);
    steps_ = steps;
    last_loss_ = 0;
}

template class Run<float>;
template class Run<double>;

}  // namespace bp
