#include "playground/training/run_display.hpp"

#include <algorithm>
#include <utility>

#include "base/number.hpp"

namespace bp {
namespace {

using Phase = TrainingPhase;

std::string network_text(const TrainingSettings& settings) {
    std::string text;
    for (const int units : settings.hidden)
        text.append(text.empty() ? "" : "-").append(std::to_string(units));
    return text.empty() ? "0" : text;
}

std::string trouble(const Training& training, Language language) {
    const auto target = training.rewind_target();
    std::string text;
    if (training.phase == Phase::failed) {
        if (training.problem) text = sentence(language, *training.problem);
        if (target) text += " " + fill(language, "mnist.failed_back", {{"step", grouped(*target)}});
    } else if (training.phase == Phase::diverged && training.diverged) {
        const Divergence& divergence = *training.diverged;
        text = fill(language, "mnist.diverged",
                    {{"step", grouped(training.run.steps)},
                     {"op", divergence.op},
                     {"node", divergence.node},
                     {"value", divergence.value}});
    } else if (training.runs_away()) {
        const auto& losses = training.run.losses;
        text = fill(language, "mnist.runaway",
                    {{"loss", brief(static_cast<double>(losses.back()), 3)},
                     {"first", brief(static_cast<double>(losses.front()), 3)}});
    }
    const bool ruined = !text.empty() && training.phase != Phase::failed;
    if (ruined && target) text += " " + fill(language, "mnist.diverged_back", {{"step", grouped(*target)}});
    if (training.not_kept)
        text.append(text.empty() ? "" : " ").append(sentence(language, *training.not_kept));
    return text;
}

std::string speed(const TrainingRun& run, Language language) {
    if (!(run.seconds > 0) || run.steps == 0) return "";
    const auto number = static_cast<int>(std::min(run.steps / run.seconds, 1e8));
    return fill(language, "mnist.steps_per_second", {{"number", grouped(number)}});
}

std::string kept(const TrainingSettings& settings, Language language) {
    return fill(language, "mnist.kept_run",
                {{"network", network_text(settings)},
                 {"activation", name_of(settings.activation)},
                 {"optimizer", name_of(settings.optimizer)},
                 {"rate", exact(settings.learning_rate)},
                 {"batch", grouped(settings.batch_size)},
                 {"seed", std::to_string(settings.seed)}});
}

std::string saved(const TrainingRun& run, Language language) {
    return fill(language, "mnist.saved_run",
                {{"network", network_text(run.settings)},
                 {"step", grouped(run.steps)},
                 {"total", grouped(std::max(run.settings.iterations, run.steps))}});
}

double progress(const Training& training) {
    if (training.phase == Phase::loading) return training.progress;
    return std::clamp(training.run.steps / std::max(1.0, double(training.total())), 0.0, 1.0);
}

const char* start_key(const Training& training) {
    if (training.phase == Phase::failed) return training.rewind_target() ? "mnist.go_on" : "mnist.try_again";
    return training.phase == Phase::paused ? "mnist.go_on" : "mnist.train";
}

/// Going back to where the run is already says nothing, unless it diverged there.
bool can_rewind(const Training& training) {
    const auto target = training.rewind_target();
    return target && !training.busy() && (*target != training.run.steps || training.phase == Phase::diverged);
}

}  // namespace

std::vector<RunControl> run_controls(const Training& training, Language language) {
    std::vector<RunControl> list;
    const auto add = [&](TrainOrder order, ControlGroup group, std::string label,
                         bool enabled = true) -> RunControl& {
        list.push_back({order, group, std::move(label), enabled});
        return list.back();
    };
    const auto say = [&](const char* key) { return std::string(text(language, key)); };
    const bool busy = training.busy();
    using Group = ControlGroup;
    add(busy ? TrainOrder::pause : TrainOrder::start, Group::run,
        say(busy ? "mnist.pause" : start_key(training)))
        .primary = true;
    add(TrainOrder::step, Group::run, say("mnist.one_step"), !busy);
    add(TrainOrder::epoch, Group::run, say("mnist.one_epoch"), !busy);
    add(TrainOrder::reset, Group::run, say("mnist.reset"), training.has_run());
    if (can_rewind(training)) {
        add(TrainOrder::rewind, Group::history,
            fill(language, "mnist.rewind", {{"step", grouped(*training.rewind_target())}}));
    }
    if (training.looked_at) add(TrainOrder::look, Group::history, say("mnist.newest"));
    add(TrainOrder::keep, Group::history, say("mnist.keep"), !training.run.losses.empty());
    if (training.kept) add(TrainOrder::drop, Group::history, say("mnist.drop"));
    if (training.saved() != nullptr) {
        add(TrainOrder::resume, Group::saved, say("mnist.resume")).primary = true;
        add(TrainOrder::discard, Group::saved, say("mnist.discard"));
    }
    return list;
}

RunDisplay run_display(const Training& training, Language language) {
    RunDisplay display{
        .state = std::string(text(language, "mnist.phase." + std::string(name_of(training.phase)))),
        .steps = fill(language, "mnist.steps_of",
                      {{"step", grouped(training.run.steps)}, {"total", grouped(training.total())}}),
        .speed = speed(training.run, language),
        .message = trouble(training, language),
        .progress = progress(training)};
    if (training.kept) display.kept = kept(training.kept->settings, language);
    if (const RunAside* aside = training.saved()) display.saved = saved(aside->run, language);
    return display;
}

}  // namespace bp
