#pragma once

#include <optional>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

#include "base/fields.hpp"
#include "playground/training/settings.hpp"

// What the host of the workers (web/workers/training_host.mjs) is to do. `run` numbers what a run has been
// from its start, or since it went back to a checkpoint: reports that carry an older number are dropped.
namespace bp {

struct BeginRun {
    int run = 0;
    TrainingSettings settings{};
    int until = 0;
    std::optional<int> from{};

    static constexpr const char* kType = "begin";
    static constexpr std::string_view kAbout =
        "Trains in a fresh trainer: from the start, or from a checkpoint.";
    static constexpr auto kFields = std::tuple{
        field("run", &BeginRun::run, "its number"), field("settings", &BeginRun::settings, "of the run"),
        field("until", &BeginRun::until, "steps after which it rests"),
        optional_field("from", &BeginRun::from,
                       "steps of the checkpoint to go on from; without it the initial weights")};
};

struct GoUntil {
    int until = 0;

    static constexpr const char* kType = "go";
    static constexpr std::string_view kAbout = "The trainer goes on.";
    static constexpr auto kFields =
        std::tuple{field("until", &GoUntil::until, "steps after which it rests; 0: it pauses")};
};

struct ForgetRun {
    int run = 0;
    TrainingSettings settings{};
    bool adopted = false;

    static constexpr const char* kType = "reset";
    static constexpr std::string_view kAbout = "There is no run; questions are about initial weights.";
    static constexpr auto kFields =
        std::tuple{field("run", &ForgetRun::run, "the number of the run to come"),
                   field("settings", &ForgetRun::settings, "of the run to come"),
                   field("adopted", &ForgetRun::adopted,
                         "whether it starts from the weights of a file that the host holds")};
};

struct ChangeLearningRate {
    double value = 0;

    static constexpr const char* kType = "learning_rate";
    static constexpr std::string_view kAbout = "The learning rate of the steps to come.";
    static constexpr auto kFields = std::tuple{field("value", &ChangeLearningRate::value, "the rate")};
};

struct LookAtCheckpoint {
    std::optional<int> steps{};

    static constexpr const char* kType = "look";
    static constexpr std::string_view kAbout = "Which checkpoint questions are about.";
    static constexpr auto kFields = std::tuple{
        optional_field("steps", &LookAtCheckpoint::steps, "its steps; without it the newest state")};
};

struct RewindRun {
    int run = 0;
    int steps = 0;

    static constexpr const char* kType = "rewind";
    static constexpr std::string_view kAbout = "Drops what came after a checkpoint; `begin` goes on from it.";
    static constexpr auto kFields = std::tuple{field("run", &RewindRun::run, "the run's number from now on"),
                                               field("steps", &RewindRun::steps, "of the checkpoint")};
};

struct ResumeRun {
    int run = 0;
    int id = 0;
    TrainingSettings settings{};
    int steps = 0;

    static constexpr const char* kType = "resume";
    static constexpr std::string_view kAbout = "Takes up a run that was put aside; `begin` goes on with it.";
    static constexpr auto kFields = std::tuple{field("run", &ResumeRun::run, "its number from now on"),
                                               field("id", &ResumeRun::id, "by which the host keeps it"),
                                               field("settings", &ResumeRun::settings, "of the run"),
                                               field("steps", &ResumeRun::steps, "of its checkpoint")};
};

struct DiscardSavedRun {
    int id = 0;

    static constexpr const char* kType = "discard";
    static constexpr std::string_view kAbout = "Forgets a run that was put aside.";
    static constexpr auto kFields =
        std::tuple{field("id", &DiscardSavedRun::id, "by which the host keeps it")};
};

using HostOrder = std::variant<BeginRun, GoUntil, ForgetRun, ChangeLearningRate, LookAtCheckpoint, RewindRun,
                               ResumeRun, DiscardSavedRun>;
using HostOrders = std::vector<HostOrder>;

}  // namespace bp
