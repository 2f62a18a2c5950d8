#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

#include "base/fields.hpp"
#include "base/message.hpp"
#include "playground/training/training_run.hpp"

// What the host and its workers tell the playground. `run` is the number of the order that they work on: what
// belongs to an older one is dropped.
namespace bp {

struct ImagesLoading {
    int run = 0;
    double progress = 0;

    static constexpr const char* kType = "loading";
    static constexpr std::string_view kAbout = "The images of the run are being fetched.";
    static constexpr auto kFields =
        std::tuple{field("run", &ImagesLoading::run, "its number"),
                   field("progress", &ImagesLoading::progress, "the share that is there", {0, 1})};
};

struct StepsDone {
    int run = 0;
    int steps = 0;
    double seconds = 0;
    std::string path{};
    std::vector<float> losses{};
    std::optional<Divergence> diverged{};

    static constexpr const char* kType = "advanced";
    static constexpr std::string_view kAbout = "Training steps were done.";
    static constexpr auto kFields = std::tuple{
        field("run", &StepsDone::run, "its number"),
        field("steps", &StepsDone::steps, "done since the start", kCounts),
        optional_field("seconds", &StepsDone::seconds, "that these steps took", {0, 1e9}),
        optional_field("path", &StepsDone::path, "how the first layer is computed: `sparse` or `dense`"),
        field("losses", &StepsDone::losses, "of these steps; null for one that is not finite"),
        optional_field("diverged", &StepsDone::diverged, "why the last loss is not finite")};
};

struct RunEvaluated {
    int run = 0;
    int steps = 0;
    double train = 0;
    double test = 0;

    static constexpr const char* kType = "evaluated";
    static constexpr std::string_view kAbout = "A checkpoint was evaluated.";
    static constexpr auto kFields = std::tuple{
        field("run", &RunEvaluated::run, "its number"),
        field("steps", &RunEvaluated::steps, "of the checkpoint", kCounts),
        field("train", &RunEvaluated::train, "the share of training images classified correctly", {0, 1}),
        field("test", &RunEvaluated::test, "the same of test images", {0, 1})};
};

struct CheckpointsThere {
    int run = 0;
    std::vector<int> steps{};

    static constexpr const char* kType = "checkpoints";
    static constexpr std::string_view kAbout = "The states that the run can go back to.";
    static constexpr auto kFields = std::tuple{field("run", &CheckpointsThere::run, "its number"),
                                               field("steps", &CheckpointsThere::steps, "of each", kCounts)};
};

struct RunFailed {
    int run = 0;
    std::optional<Message> problem{};

    static constexpr const char* kType = "failed";
    static constexpr std::string_view kAbout = "The run cannot go on.";
    static constexpr auto kFields =
        std::tuple{field("run", &RunFailed::run, "its number"), field("problem", &RunFailed::problem, "why")};
};

struct RunSaved {
    int id = 0;
    int steps = 0;
    TrainingRun run{};

    static constexpr const char* kType = "saved";
    static constexpr std::string_view kAbout = "An earlier visit left a run.";
    static constexpr auto kFields =
        std::tuple{field("id", &RunSaved::id, "by which the host keeps it, below 1"),
                   field("steps", &RunSaved::steps, "of its checkpoint", kCounts),
                   field("run", &RunSaved::run, "as `playground.run()` gave it")};
};

struct RunPutAside {
    int id = 0;
    int steps = 0;

    static constexpr const char* kType = "aside";
    static constexpr std::string_view kAbout = "The host keeps a state of a run that was put aside.";
    static constexpr auto kFields =
        std::tuple{field("id", &RunPutAside::id, "the number that the run had"),
                   field("steps", &RunPutAside::steps, "of the state; 0: there is none", kCounts)};
};

struct StorageRefused {
    std::optional<Message> problem{};

    static constexpr const char* kType = "storage";
    static constexpr std::string_view kAbout = "Whether the browser stores the run for the next visit.";
    static constexpr auto kFields = std::tuple{
        optional_field("problem", &StorageRefused::problem, "why nothing is stored; without it, it is")};
};

struct NetworkAdopted {
    std::vector<int> hidden{};

    static constexpr const char* kType = "adopted";
    static constexpr std::string_view kAbout =
        "The host holds a file with the initial weights of the run to come.";
    static constexpr auto kFields =
        std::tuple{field("hidden", &NetworkAdopted::hidden, "sizes of its hidden layers")};
};

using HostReport = std::variant<ImagesLoading, StepsDone, RunEvaluated, CheckpointsThere, RunFailed, RunSaved,
                                RunPutAside, StorageRefused, OwnData, NetworkAdopted>;

}  // namespace bp
