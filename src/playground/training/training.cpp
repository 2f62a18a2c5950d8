#include "playground/training/training.hpp"

#include <algorithm>
#include <utility>

#include "base/problem.hpp"
#include "network/run.hpp"

namespace bp {

using Phase = TrainingPhase;

void TrainingRun::add(const Evaluation& evaluation) {
    const auto at = std::ranges::lower_bound(accuracies, evaluation.steps, {}, &Evaluation::steps);
    if (at != accuracies.end() && at->steps == evaluation.steps) {
        *at = evaluation;
    } else {
        accuracies.insert(at, evaluation);
    }
}

void TrainingRun::add(int done, const std::vector<float>& more) {
    steps = done;
    losses.insert(losses.end(), more.begin(), more.end());
}

void TrainingRun::rewind(int to) {
    steps = std::min(steps, to);
    if (losses.size() > static_cast<size_t>(steps)) losses.resize(static_cast<size_t>(steps));
    std::erase_if(accuracies, [&](const Evaluation& row) { return row.steps > to; });
}

int Training::samples() const {
    constexpr int kMnist = 60'000;  // Fashion-MNIST has as many
    return settings.data == "own" && own ? own->train : kMnist;
}

/// Whether such a loss is no sign that the run diverges.
static bool is_usual(const Training& training, double loss) {
    constexpr int kDigits = 10;
    const int classes = training.run.settings.data == "own" && training.own ? training.own->classes : kDigits;
    const auto& losses = training.run.losses;
    return is_sound(loss, losses.empty() ? 0 : static_cast<double>(losses.front()), classes);
}

/// The first loss after a checkpoint is that of its weights.
bool Training::can_go_on_from(int steps) const {
    const auto next = static_cast<size_t>(steps);
    if (next < run.losses.size()) return is_usual(*this, static_cast<double>(run.losses[next]));
    return phase != Phase::diverged && !runs_away();
}

std::optional<int> Training::rewind_target() const {
    const int latest = looked_at.value_or(run.steps);
    for (size_t i = checkpoints.size(); i-- > 0;) {
        if (checkpoints[i] <= latest && can_go_on_from(checkpoints[i])) return checkpoints[i];
    }
    if (run.steps == 0 || looked_at || !(phase == Phase::diverged || runs_away())) return {};
    return 0;
}

bool Training::runs_away() const {
    constexpr size_t kSteps = 20;
    if (run.losses.size() < kSteps) return false;
    double sum = 0;
    for (size_t i = run.losses.size() - kSteps; i < run.losses.size(); ++i)
        sum += static_cast<double>(run.losses[i]);
    return !is_usual(*this, sum / kSteps);
}

const RunAside* Training::saved() const {
    for (size_t i = aside.size(); i-- > 0;) {
        if (aside[i].ready) return &aside[i];
    }
    return nullptr;
}

RunAside Training::take_saved() {
    const RunAside* const found = saved();
    if (found == nullptr) throw Problem(problems::run_none_saved);
    RunAside taken = *found;
    aside.erase(aside.begin() + (found - aside.data()));
    return taken;
}

RunAside* Training::find_aside(int id) {
    const auto found = std::ranges::find(aside, id, &RunAside::id);
    return found == aside.end() ? nullptr : &*found;
}

// --- orders

void Training::act(const Train& train, HostOrders& orders) {
    ++stamp;
    switch (train.order) {
        case TrainOrder::start:
        case TrainOrder::step:
        case TrainOrder::epoch:
            return begin_or_go_on(train.order, orders);
        case TrainOrder::pause:
            return pause(orders);
        case TrainOrder::reset:
            return forget(orders);
        case TrainOrder::new_seed:
            ++settings.seed;
            return forget(orders);
        case TrainOrder::keep:
            if (run.losses.empty()) throw Problem(problems::run_nothing_to_keep);
            kept = run;
            return;
        case TrainOrder::drop:
            kept.reset();
            return;
        case TrainOrder::look:
            return look(train.steps, orders);
        case TrainOrder::rewind:
            return rewind(orders);
        case TrainOrder::resume:
            return resume(orders);
        case TrainOrder::discard:
            orders.push_back(DiscardSavedRun{take_saved().id});
    }
}

void Training::act(const SetTraining& change, HostOrders& orders) {
    const TrainingSettings next = change.applied(settings);
    if (next.data == "own" && !own) throw Problem(problems::settings_own_data);
    const bool rate = next.learning_rate != settings.learning_rate;
    const bool rerun = !next.same_run(settings);
    const bool whole = busy() && until == total();  // no step or epoch that was asked for by itself
    const bool was_finished = phase == Phase::finished;
    settings = next;
    if (was_finished || phase == Phase::paused) rest();
    const bool over = phase == Phase::diverged || (was_finished && phase == Phase::finished);
    if (!over) follow_settings();
    if (rate && has_run()) orders.push_back(ChangeLearningRate{settings.learning_rate});
    if (rerun && !has_run()) {  // the views show the initial weights of the network to be trained
        ++stamp;
        forget(orders);
    }
    if (whole && until != total()) go_on(TrainOrder::start, orders);
}

/// What acts at once is the run's, too: a run that is stored or put aside comes back with it.
void Training::follow_settings() {
    run.settings.learning_rate = settings.learning_rate;
    run.settings.iterations = settings.iterations;
}

/// The run is not at work: it has done all its steps, or can go on.
void Training::rest() { phase = run.steps >= total() ? Phase::finished : Phase::paused; }

/// Steps after which a run rests that the order sets going when so many are done.
int Training::until_after(TrainOrder order, int done) const {
    if (order == TrainOrder::step) return done + 1;
    if (order == TrainOrder::epoch) return done + std::max(samples() / settings.batch_size, 1);
    return total();
}

void Training::begin_or_go_on(TrainOrder order, HostOrders& orders) {
    if (busy()) return;
    if (phase == Phase::failed && rewind_target()) {
        looked_at.reset();
        rewind(orders);
        return go_on(order, orders);
    }
    if (phase == Phase::paused || (phase == Phase::finished && order != TrainOrder::start)) {
        looked_at.reset();
        go_on(order, orders);
    } else {
        begin(order, orders);
    }
}

void Training::begin(TrainOrder order, HostOrders& orders) {
    clear();
    run.settings = settings;
    phase = Phase::loading;
    until = until_after(order, 0);
    orders.push_back(BeginRun{.run = number, .settings = settings, .until = until});
}

void Training::go_on(TrainOrder order, HostOrders& orders) {
    until = until_after(order, run.steps);
    follow_settings();
    if (run.steps >= until) {
        rest();
        orders.push_back(GoUntil{0});
        return;
    }
    if (phase != Phase::loading) phase = Phase::running;
    if (from) {
        orders.push_back(BeginRun{number, run.settings, until, std::exchange(from, std::nullopt)});
    } else {
        orders.push_back(GoUntil{until});
    }
}

void Training::pause(HostOrders& orders) {
    if (!busy()) return;
    if (run.steps == 0 && phase == Phase::loading) return forget(orders);  // there is nothing to keep yet
    phase = Phase::paused;
    orders.push_back(GoUntil{0});
}

/// The run can be taken up again, as soon as the host says that it has a state of it.
void Training::put_aside() {
    constexpr size_t kMost = 3;
    if (run.steps == 0) return;
    aside.push_back({number, run});
    if (aside.size() > kMost) aside.erase(aside.begin());
}

/// There is no run. The one before is put aside.
void Training::clear() {
    put_aside();
    ++number;
    run = {};
    phase = Phase::idle;
    until = 0;
    from.reset();
    checkpoints.clear();
    looked_at.reset();
    diverged.reset();
    problem.reset();
    progress = 0;
}

void Training::forget(HostOrders& orders, bool adopted) {
    clear();
    orders.push_back(ForgetRun{number, settings, adopted});
}

void Training::look(std::optional<int> steps, HostOrders& orders) {
    if (steps && std::ranges::find(checkpoints, *steps) == checkpoints.end())
        throw Problem(problems::run_no_checkpoint, *steps);
    looked_at = steps;
    orders.push_back(LookAtCheckpoint{steps});
}

void Training::rewind(HostOrders& orders) {
    const auto target = rewind_target();
    if (!target || busy()) throw Problem(problems::run_nothing_to_rewind);
    if (phase == Phase::paused || phase == Phase::finished) put_aside();
    ++number;
    run.rewind(*target);
    std::erase_if(checkpoints, [&](int steps) { return steps > *target; });
    looked_at.reset();
    diverged.reset();
    problem.reset();
    rest();
    follow_settings();
    from = target;
    orders.push_back(RewindRun{number, *target});
}

void Training::resume(HostOrders& orders) {
    RunAside taken = take_saved();
    clear();
    run = std::move(taken.run);
    settings = run.settings;
    rest();
    checkpoints = {run.steps};
    from = run.steps;
    orders.push_back(ResumeRun{number, taken.id, settings, run.steps});
}

// --- reports

void Training::hear(const HostReport& report, HostOrders& orders) {
    const auto take = [&](const auto& what) {
        using What = std::remove_cvref_t<decltype(what)>;
        if constexpr (requires { what.run == number; }) {
            if (what.run != number) {  // it was under way when the user reset the run or went back
                if constexpr (std::is_same_v<What, StepsDone>) {
                    if (RunAside* found = find_aside(what.run)) found->run.add(what.steps, what.losses);
                }
                return;
            }
        }
        if constexpr (std::is_same_v<What, NetworkAdopted>) {
            settings = SetTraining{.hidden = what.hidden}.applied(settings);
            forget(orders, true);
        } else {
            hear(what);
        }
        ++stamp;
    };
    std::visit(take, report);
}

void Training::hear(const ImagesLoading& report) {
    if (!busy()) return;
    phase = Phase::loading;
    progress = report.progress;
}

void Training::hear(const StepsDone& report) {
    run.add(report.steps, report.losses);
    run.seconds += report.seconds;
    if (!report.path.empty()) run.path = report.path;
    if (report.diverged) {
        diverged = report.diverged;
        phase = Phase::diverged;
    } else if (run.steps >= until) {
        rest();
    } else if (phase == Phase::loading) {
        phase = Phase::running;
    }
}

void Training::hear(const RunEvaluated& report) { run.add({report.steps, report.train, report.test}); }

void Training::hear(const CheckpointsThere& report) {
    checkpoints = report.steps;
    if (looked_at && std::ranges::find(checkpoints, *looked_at) == checkpoints.end()) looked_at.reset();
}

void Training::hear(const RunFailed& report) {
    phase = Phase::failed;
    problem = report.problem;
}

void Training::hear(const RunSaved& report) {
    report.run.settings.check();
    RunAside found{report.id, report.run, true};
    found.run.rewind(report.steps);
    aside.insert(aside.begin(), std::move(found));
}

void Training::hear(const RunPutAside& report) {
    RunAside* const found = find_aside(report.id);
    if (found == nullptr) return;
    found->ready = report.steps > 0;
    found->run.rewind(report.steps);
    if (!found->ready) aside.erase(aside.begin() + (found - aside.data()));
}

void Training::hear(const StorageRefused& report) { not_kept = report.problem; }

void Training::hear(const OwnData& report) { own = report; }

}  // namespace bp
