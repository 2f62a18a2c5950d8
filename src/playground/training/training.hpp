#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.hpp"
#include "playground/training/settings.hpp"

namespace bp {

/// What a run has done so far.
struct TrainingRun {
    struct Accuracy {
        int iteration;  ///< as the book counts: right after step iteration + 1
        double train;   ///< share of all training images, 0 … 1
        double test;
        bool operator==(const Accuracy&) const = default;
    };

    TrainingSettings settings{};  ///< it was begun with
    int iteration = 0;            ///< steps done
    double seconds = 0;           ///< spent in training steps
    std::string path{};           ///< how the first layer is computed: "sparse" or "dense"
    std::vector<float> losses{};  ///< one for each step
    std::vector<Accuracy> accuracies{};

    /// Back to what it was after that many steps.
    void rewind(int steps);
};

BP_NAMED_ENUM(TrainOrder,
              start,     ///< begins a run, or goes on with it
              pause,     ///< after the step under way
              step,      ///< one step, then pause
              epoch,     ///< as many steps as show every training image once on average, then pause
              reset,     ///< forgets the run; the next starts with the same first weights
              new_seed,  ///< reset, with the next seed
              keep,      ///< keeps the run's curves to compare the next run with
              drop,      ///< forgets what was kept
              look,      ///< the views show the checkpoint of "iteration"; null: the newest state
              rewind,    ///< the run goes back to the checkpoint looked at, or the last one
              resume,    ///< takes up the run of an earlier visit
              discard)   ///< forgets that

struct Train {
    using Order = TrainOrder;

    Order order = Order::start;
    std::optional<int> iteration{};  ///< of look

    static constexpr const char* kType = "train";
    static constexpr std::string_view kAbout =
        "Controls the training: `start` begins a run or goes on with it, `step` and `epoch` do so much and "
        "pause, `reset` "
        "discards the run, `new_seed` also takes the next seed, `keep` keeps its curves for comparison until "
        "`drop`, "
        "`look` shows a checkpoint, `rewind` goes back to it, `resume` and `discard` are about the run of an "
        "earlier "
        "visit.";
    static constexpr auto kFields = std::tuple{
        field("order", &Train::order, "what to do"),
        optional_field("iteration", &Train::iteration, "of `look`: the checkpoint; null: the newest state",
                       {0, TrainingSettings::kMostIterations})};
};

struct SetCharts {
    bool logarithmic = true;

    static constexpr const char* kType = "charts";
    static constexpr std::string_view kAbout = "Sets how the loss is drawn.";
    static constexpr auto kFields =
        std::tuple{field("logarithmic", &SetCharts::logarithmic, "whether its axis is logarithmic")};
};

/// A run that an earlier visit left.
struct SavedRun {
    int iteration = 0;
    int total = 0;
    std::string network;  ///< "784-50-10", for the user to know it by
};

/// Images the user brought.
struct OwnData {
    std::string name;
    int rows = 0;
    int columns = 0;
    int classes = 0;
    int train = 0;  ///< number of training images
    int test = 0;
};

/// What stopped a run: the first number that is not finite.
struct BlowUp {
    int iteration = 0;  ///< of the step whose loss is not finite
    std::string node;   ///< of the network, like a2
    std::string op;
    std::string value;  ///< inf or nan
};

/// What the page knows of training, which happens in workers: they report, the page only shows.
struct Training {
    enum class Phase { idle, loading, running, paused, finished, failed, blown_up };

    Phase phase = Phase::idle;
    double progress = 0;             ///< of loading the data, 0 … 1
    std::optional<Message> problem;  ///< why it failed
    TrainingSettings settings;
    TrainingRun run;
    std::optional<TrainingRun> kept;  ///< drawn beside the run
    std::vector<int> checkpoints;     ///< iterations the run can go back to
    std::optional<int> looked_at;     ///< of them; none: the newest state
    std::optional<BlowUp> blow_up;
    std::optional<SavedRun> saved;
    std::optional<OwnData> own;
    bool logarithmic = true;  ///< the loss's axis
    uint64_t stamp = 0;       ///< grows when what the views show may have changed

    bool busy() const { return phase == Phase::running || phase == Phase::loading; }
    /// Steps the run under way is to do.
    int total() const { return settings.iterations; }
    bool has_run() const { return run.iteration > 0 || phase != Phase::idle; }
    /// Training images of the chosen data, as far as known.
    int samples() const;
    /// The checkpoint that rewind goes to: the one looked at, or the last.
    std::optional<int> rewind_target() const;

    /// Does the order, or throws Problem and does nothing. Appends what the host of the workers must do, as
    /// JSON: {"order": "begin", "settings": {…}, "until": 10000} begins a run, "go" goes on until, "pause",
    /// "reset", "learning_rate", "look", "rewind", "resume", "discard".
    void act(const Train& train, std::vector<std::string>& orders);
    void act(const SetTraining& change, std::vector<std::string>& orders);
};

std::string_view name(Training::Phase phase);

}  // namespace bp
