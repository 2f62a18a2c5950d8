#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/fields.hpp"
#include "playground/training/orders.hpp"
#include "playground/training/reports.hpp"

namespace bp {

BP_NAMED_ENUM(TrainOrder,
              start,     ///< begins a run, or goes on with it
              pause,     ///< after the step under way
              step,      ///< one step, then pause
              epoch,     ///< as many steps as show every training image once on average, then pause
              reset,     ///< forgets the run; the next starts with the same first weights
              new_seed,  ///< reset, with the next seed
              keep,      ///< keeps the run's curves to compare the next run with
              drop,      ///< forgets what was kept
              look,      ///< the views show the checkpoint after "steps"; null: the newest state
              rewind,    ///< the run goes back to the checkpoint looked at, or the last one
              resume,    ///< takes up the run that was put aside last, which puts the present one aside
              discard)   ///< forgets that

struct Train {
    using Order = TrainOrder;

    Order order = Order::start;
    std::optional<int> steps{};  ///< of look

    static constexpr const char* kType = "train";
    static constexpr std::string_view kAbout =
        "Controls the training: `start` begins a run or goes on with it, `step` and `epoch` do so much and "
        "pause, `reset` "
        "puts the run aside, `new_seed` also takes the next seed, `keep` keeps its curves for comparison "
        "until "
        "`drop`, "
        "`look` shows a checkpoint, `rewind` goes back to it, `resume` and `discard` are about the run that "
        "was "
        "put aside last: an earlier visit's, or the one before a new one.";
    static constexpr auto kFields = std::tuple{
        field("order", &Train::order, "what to do"),
        optional_field("steps", &Train::steps,
                       "of `look`: the checkpoint, by its steps; null: the newest state", kCounts)};
};

struct SetCharts {
    bool logarithmic = true;

    static constexpr const char* kType = "charts";
    static constexpr std::string_view kAbout = "Sets how the loss is drawn.";
    static constexpr auto kFields =
        std::tuple{field("logarithmic", &SetCharts::logarithmic, "whether its axis is logarithmic")};
};
BP_NAMED_ENUM(TrainingPhase, idle, loading, running, paused, finished, failed, diverged)

/// A run that can be taken up again.
struct RunAside {
    int id = 0;  ///< by which the host keeps its state: the number that it had; of an earlier visit below 1
    TrainingRun run{};
    bool ready = false;  ///< the host has a state of it
};

/// What the page knows of training, which happens in workers. This decides what a run is to do and says so in
/// orders; what was done, the workers report.
struct Training {
    using Phase = TrainingPhase;

    Phase phase = Phase::idle;
    double progress = 0;             ///< of loading the data, 0 … 1
    std::optional<Message> problem;  ///< why it failed
    TrainingSettings settings;
    TrainingRun run;
    int number = 0;                   ///< of the run: orders and reports carry it
    int until = 0;                    ///< steps after which the run rests
    std::optional<int> from;          ///< steps of the checkpoint that a trainer is yet to be given
    std::optional<TrainingRun> kept;  ///< drawn beside the run
    std::vector<int> checkpoints;     ///< states the run can go back to, by their steps
    std::optional<int> looked_at;     ///< of them; none: the newest state
    std::optional<Divergence> diverged;
    std::vector<RunAside> aside;      ///< runs that can be taken up again, the last one first of all
    std::optional<Message> not_kept;  ///< why the run is not stored for the next visit
    std::optional<OwnData> own;
    bool logarithmic = true;  ///< the loss's axis
    uint64_t stamp = 0;       ///< grows when what the views show may have changed

    bool busy() const { return phase == Phase::running || phase == Phase::loading; }
    /// Steps the run under way is to do, or has done, if these are more.
    int total() const { return std::max(settings.iterations, run.steps); }
    bool has_run() const { return run.steps > 0 || phase != Phase::idle; }
    /// Training images of the chosen data, as far as known.
    int samples() const;
    /// The steps of the checkpoint that rewind goes to: the one looked at, or the last, that the run can go
    /// on from; 0 stands for the first weights.
    std::optional<int> rewind_target() const;
    /// Whether the losses lately were far above what the run began with.
    bool runs_away() const;
    /// The run that `resume` would take up; null when there is none.
    const RunAside* saved() const;

    /// Does the order, or throws Problem and does nothing. Appends what the host of the workers must do.
    void act(const Train& train, HostOrders& orders);
    void act(const SetTraining& change, HostOrders& orders);
    /// Takes a report in, or throws Problem and does nothing.
    void hear(const HostReport& report, HostOrders& orders);

  private:
    void hear(const ImagesLoading& report);
    void hear(const StepsDone& report);
    void hear(const RunEvaluated& report);
    void hear(const CheckpointsThere& report);
    void hear(const RunFailed& report);
    void hear(const RunSaved& report);
    void hear(const RunPutAside& report);
    void hear(const StorageRefused& report);
    void hear(const OwnData& report);

    void follow_settings();
    void rest();
    int until_after(TrainOrder order, int done) const;
    void begin_or_go_on(TrainOrder order, HostOrders& orders);
    void begin(TrainOrder order, HostOrders& orders);
    void go_on(TrainOrder order, HostOrders& orders);
    void pause(HostOrders& orders);
    void forget(HostOrders& orders, bool adopted = false);
    bool can_go_on_from(int steps) const;
    RunAside* find_aside(int id);
    RunAside take_saved();
    void put_aside();
    void clear();
    void look(std::optional<int> steps, HostOrders& orders);
    void rewind(HostOrders& orders);
    void resume(HostOrders& orders);
};

}  // namespace bp
