#include "playground/training/training.hpp"

#include <algorithm>
#include <array>

#include "base/problem.hpp"
#include "playground/training/training_json.hpp"

namespace bp {

using Phase = Training::Phase;
using Order = Train::Order;

std::string_view name(Phase phase) {
    constexpr std::array<std::string_view, 7> kNames{"idle",     "loading", "running", "paused",
                                                     "finished", "failed",  "blown_up"};
    return kNames[static_cast<size_t>(phase)];
}

void TrainingRun::rewind(int steps) {
    iteration = std::min(iteration, steps);
    if (losses.size() > static_cast<size_t>(iteration)) losses.resize(static_cast<size_t>(iteration));
    std::erase_if(accuracies, [&](const Accuracy& row) { return row.iteration >= steps; });
}

int Training::samples() const {
    constexpr int kMnist = 60'000;  // Fashion-MNIST has as many
    return settings.data == "own" && own ? own->train : kMnist;
}

std::optional<int> Training::rewind_target() const {
    if (looked_at) return looked_at;
    if (checkpoints.empty()) return {};
    return checkpoints.back();
}

namespace {

/// Steps that the order asks for from `done` on.
int until(const Training& training, Order order, int done) {
    if (order == Order::step) return done + 1;
    if (order == Order::epoch) return done + std::max(training.samples() / training.settings.batch_size, 1);
    return training.total();
}

void forget_run(Training& training, std::vector<std::string>& orders) {
    training.run = {};
    training.phase = Phase::idle;
    training.checkpoints.clear();
    training.looked_at.reset();
    training.blow_up.reset();
    training.problem.reset();
    training.progress = 0;
    orders.push_back(order_json("reset", {{"settings", settings_json(training.settings)}}));
}

void look(Training& training, std::optional<int> iteration, std::vector<std::string>& orders) {
    if (iteration && std::ranges::find(training.checkpoints, *iteration) == training.checkpoints.end())
        throw Problem(problems::run_no_checkpoint, *iteration);
    training.looked_at = iteration;
    orders.push_back(order_json("look", {{"iteration", iteration ? Json(*iteration) : Json()}}));
}

void rewind(Training& training, std::vector<std::string>& orders) {
    const auto target = training.rewind_target();
    if (!target || training.busy()) throw Problem(problems::run_nothing_to_rewind);
    training.run.rewind(*target + 1);
    std::erase_if(training.checkpoints, [&](int iteration) { return iteration > *target; });
    training.looked_at.reset();
    training.blow_up.reset();
    training.problem.reset();
    training.phase = Phase::paused;
    orders.push_back(order_json("rewind", {{"iteration", *target}}));
}

void begin_or_go_on(Training& training, Order order, std::vector<std::string>& orders) {
    if (training.busy()) return;
    const bool interrupted = training.phase == Phase::failed && !training.checkpoints.empty();
    if (interrupted) {
        training.looked_at.reset();
        rewind(training, orders);
    }
    const bool over = training.phase == Phase::finished && training.run.iteration >= training.total();
    const bool goes_on = training.phase == Phase::paused ||
                         (training.phase == Phase::finished && (!over || order != Order::start));
    if (goes_on) {
        training.phase = Phase::running;
        training.looked_at.reset();
        orders.push_back(order_json("go", {{"until", until(training, order, training.run.iteration)}}));
        return;
    }
    training.run = {.settings = training.settings};
    training.checkpoints.clear();
    training.looked_at.reset();
    training.blow_up.reset();
    training.problem.reset();
    training.progress = 0;
    training.phase = Phase::loading;
    orders.push_back(order_json(
        "begin", {{"settings", settings_json(training.settings)}, {"until", until(training, order, 0)}}));
}

}  // namespace

void Training::act(const Train& train, std::vector<std::string>& orders) {
    ++stamp;
    switch (train.order) {
        case Order::start:
        case Order::step:
        case Order::epoch:
            return begin_or_go_on(*this, train.order, orders);
        case Order::pause:
            if (phase == Phase::running) {
                phase = Phase::paused;
                orders.push_back(order_json("pause"));
            } else if (phase == Phase::loading) {
                forget_run(*this, orders);  // there is nothing to keep yet
            }
            return;
        case Order::reset:
            return forget_run(*this, orders);
        case Order::new_seed:
            ++settings.seed;
            return forget_run(*this, orders);
        case Order::keep:
            if (run.losses.empty()) throw Problem(problems::run_nothing_to_keep);
            kept = run;
            return;
        case Order::drop:
            kept.reset();
            return;
        case Order::look:
            return look(*this, train.iteration, orders);
        case Order::rewind:
            return rewind(*this, orders);
        case Order::resume:
        case Order::discard:
            if (!saved) throw Problem(problems::run_none_saved);
            saved.reset();
            if (train.order == Order::resume) forget_run(*this, orders);
            orders.push_back(order_json(train.order == Order::resume ? "resume" : "discard"));
    }
}

void Training::act(const SetTraining& change, std::vector<std::string>& orders) {
    const TrainingSettings next = change.applied(settings);
    if (next.data == "own" && !own) throw Problem(problems::settings_own_data);
    const bool rate = next.learning_rate != settings.learning_rate;
    const bool rerun = !next.same_run(settings);
    settings = next;
    if (phase == Phase::finished && run.iteration < total()) phase = Phase::paused;
    if (rate && has_run()) orders.push_back(order_json("learning_rate", {{"value", settings.learning_rate}}));
    if (rerun && !has_run()) {  // the views show the first weights of the network to be trained
        ++stamp;
        orders.push_back(order_json("reset", {{"settings", settings_json(settings)}}));
    }
    if (phase == Phase::running)
        orders.push_back(order_json("go", {{"until", until(*this, Order::start, run.iteration)}}));
}

}  // namespace bp
