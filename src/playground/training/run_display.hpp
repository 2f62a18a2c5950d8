#pragma once

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/fields.hpp"
#include "playground/training/training.hpp"
#include "playground/words/strings.hpp"

// The training run as canvas and panel show it: what they say and which controls they offer is decided here,
// once.
namespace bp {

/// Where a control stands: with the run, with what came before, or with the offer to resume an earlier
/// visit's run.
BP_NAMED_ENUM(ControlGroup, run, history, saved)

/// A button that sends {"type": "train", "order": …}.
struct RunControl {
    TrainOrder order = TrainOrder::start;
    ControlGroup group = ControlGroup::run;
    std::string label{};
    bool enabled = true;
    bool primary = false;

    static constexpr auto kFields =
        std::tuple{field("order", &RunControl::order, "what it orders"),
                   field("group", &RunControl::group, "where it stands"),
                   field("label", &RunControl::label, "in the user's language"),
                   field("enabled", &RunControl::enabled, "whether it can be pressed"),
                   field("primary", &RunControl::primary, "whether it is the one that most users want now")};
};

/// What is said of the run, in the user's language. Texts are "" when there is nothing to say.
struct RunDisplay {
    std::string state{};
    std::string steps{};
    std::string speed{};
    std::string message{};  ///< why it stopped, and what can be done
    std::string kept{};
    std::string saved{};
    double progress = 0;  ///< 0 … 1, of loading or of the run

    static constexpr auto kFields =
        std::tuple{field("state", &RunDisplay::state, "such as Paused"),
                   field("steps", &RunDisplay::steps, "done, of how many"),
                   field("speed", &RunDisplay::speed, "in steps per second"),
                   field("message", &RunDisplay::message, "why it stopped, and what can be done"),
                   field("kept", &RunDisplay::kept, "the run that it is compared with"),
                   field("saved", &RunDisplay::saved, "the run of an earlier visit"),
                   field("progress", &RunDisplay::progress, "0 … 1, of loading or of the run")};
};

RunDisplay run_display(const Training& training, Language language);
/// The controls that there are now, in order.
std::vector<RunControl> run_controls(const Training& training, Language language);

}  // namespace bp
