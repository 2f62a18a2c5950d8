#include "playground/training/training_json.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/number.hpp"
#include "base/problem.hpp"
#include "playground/json/message_json.hpp"
#include "playground/json/write_fields.hpp"
#include "playground/words/strings.hpp"

namespace bp {
namespace {

constexpr double kMost = 1e7;  // iterations and samples

bool given(const Json& json, const char* key) { return json.contains(key) && !json[key].is_null(); }

int count_at(const Json& json, const char* key) { return static_cast<int>(finite_at(json, key, 0, kMost)); }

Json accuracies_json(const std::vector<TrainingRun::Accuracy>& rows) {
    Json list = Json::array();
    for (const auto& row : rows)
        list.push_back(json_object({{"iteration", row.iteration}, {"train", row.train}, {"test", row.test}}));
    return list;
}

/// Adds rows in the order of their iterations; one that is there already is replaced.
void add_accuracies(std::vector<TrainingRun::Accuracy>& rows, const Json& json) {
    for (const Json& row : json) {
        if (!row.is_object()) throw Problem(problems::run_accuracies);
        const TrainingRun::Accuracy next{count_at(row, "iteration"), finite_at(row, "train", 0, 1),
                                         finite_at(row, "test", 0, 1)};
        const auto at = std::ranges::lower_bound(rows, next.iteration, {}, &TrainingRun::Accuracy::iteration);
        if (at != rows.end() && at->iteration == next.iteration) {
            *at = next;
        } else {
            rows.insert(at, next);
        }
    }
}

void add_losses(std::vector<float>& losses, const Json& json) {
    // A loss that is not finite arrives as null.
    for (const Json& loss : json) losses.push_back(loss.is_number() ? loss.get<float>() : std::nanf(""));
}

TrainingRun run_from(const Json& json) {
    TrainingRun run{.settings = read_message<SetTraining>(json["settings"]).applied({})};
    run.iteration = count_at(json, "iteration");
    run.seconds = finite_at(json, "seconds", 0, 1e9);
    add_losses(run.losses, json["losses"]);
    add_accuracies(run.accuracies, json["accuracies"]);
    return run;
}

std::string layers_text(const TrainingSettings& settings) {
    std::string text;
    for (const int units : settings.hidden)
        text.append(text.empty() ? "" : "-").append(std::to_string(units));
    return text;
}

Json run_json(const TrainingRun& run) {
    return json_object({{"settings", settings_json(run.settings)},
                        {"iteration", run.iteration},
                        {"seconds", run.seconds},
                        {"loss", run.losses.empty() ? Json() : Json(run.losses.back())},
                        {"accuracies", accuracies_json(run.accuracies)}});
}

}  // namespace

Json settings_json(const TrainingSettings& settings) {
    return json_object({{"data", settings.data},
                        {"hidden", settings.hidden},
                        {"activation", name_of(settings.activation)},
                        {"weightInit", written(settings.init)},
                        {"optimizer", name_of(settings.optimizer)},
                        {"learningRate", settings.learning_rate},
                        {"batchSize", settings.batch_size},
                        {"seed", settings.seed},
                        {"iterations", settings.iterations}});
}

std::string order_json(std::string_view order, std::initializer_list<JsonField> fields) {
    Json json = json_object({{"order", order}});
    for (const JsonField& field : fields) set(json, field.key, field.value);
    return json_text(json);
}

void apply_report(Training& training, std::string_view text) {
    using Phase = Training::Phase;
    const Json json = parsed(text);
    Training next = training;
    if (given(json, "restored")) {
        next.run = run_from(json["restored"]);
        next.settings = next.run.settings;
    }
    if (given(json, "settings"))
        next.settings = read_message<SetTraining>(json["settings"]).applied(next.settings);
    if (given(json, "phase")) {
        next.phase = choice<Phase>(json, "phase",
                                   {{"idle", Phase::idle},
                                    {"loading", Phase::loading},
                                    {"running", Phase::running},
                                    {"paused", Phase::paused},
                                    {"finished", Phase::finished},
                                    {"failed", Phase::failed},
                                    {"blown_up", Phase::blown_up}});
        next.problem.reset();
        if (given(json, "problem")) next.problem = message_from(json["problem"]);
    }
    if (given(json, "progress")) next.progress = finite_at(json, "progress", 0, 1);
    if (given(json, "seconds")) next.run.seconds = finite_at(json, "seconds", 0, 1e9);
    if (given(json, "iteration")) next.run.iteration = count_at(json, "iteration");
    if (given(json, "path")) next.run.path = string_at(json, "path");
    if (given(json, "losses")) add_losses(next.run.losses, json["losses"]);
    if (given(json, "accuracies")) add_accuracies(next.run.accuracies, json["accuracies"]);
    if (given(json, "checkpoints")) {
        next.checkpoints = integers_at(json, "checkpoints");
        const auto there = [&](int iteration) {
            return std::ranges::find(next.checkpoints, iteration) != next.checkpoints.end();
        };
        if (next.looked_at && !there(*next.looked_at)) next.looked_at.reset();
    }
    if (given(json, "blowUp")) {
        const Json& blow = json["blowUp"];
        next.blow_up = BlowUp{count_at(blow, "iteration"), string_at(blow, "node"), string_at(blow, "op"),
                              string_at(blow, "value")};
    }
    if (json.contains("saved")) {
        next.saved.reset();
        if (given(json, "saved")) {
            const TrainingRun saved = run_from(json["saved"]);
            next.saved = SavedRun{saved.iteration, saved.settings.iterations, layers_text(saved.settings)};
        }
    }
    if (json.contains("own")) {
        next.own.reset();
        if (given(json, "own")) {
            const Json& own = json["own"];
            next.own = OwnData{string_at(own, "name"),   count_at(own, "rows"),  count_at(own, "columns"),
                               count_at(own, "classes"), count_at(own, "train"), count_at(own, "test")};
        } else if (next.settings.data == "own") {
            next.settings.data = "mnist";
        }
    }
    ++next.stamp;
    training = std::move(next);
}

Json training_json(const Training& training, Language language) {
    const TrainingRun& run = training.run;
    Json json = json_object({{"phase", name(training.phase)},
                             {"progress", training.progress},
                             {"problem", nullptr},
                             {"stamp", training.stamp},
                             {"total", training.total()},
                             {"path", run.path},
                             {"hasRun", training.has_run()},
                             {"next", settings_json(training.settings)},
                             {"nextDiffers", training.has_run() && !training.settings.same_run(run.settings)},
                             {"samples", training.samples()},
                             {"checkpoints", training.checkpoints},
                             {"lookedAt", nullptr},
                             {"rewindTo", nullptr},
                             {"kept", nullptr},
                             {"blowUp", nullptr},
                             {"saved", nullptr},
                             {"own", nullptr},
                             {"logarithmic", training.logarithmic}});
    json.update(run_json(run));
    if (const auto& problem = training.problem) {
        set(json, "problem",
            json_object({{"code", code(problem->id())}, {"text", sentence(language, *problem)}}));
    }
    if (training.looked_at) set(json, "lookedAt", *training.looked_at);
    if (const auto target = training.rewind_target()) set(json, "rewindTo", *target);
    if (training.kept) set(json, "kept", run_json(*training.kept));
    if (const auto& blow = training.blow_up) {
        set(json, "blowUp",
            json_object({{"iteration", blow->iteration},
                         {"node", blow->node},
                         {"op", blow->op},
                         {"value", blow->value}}));
    }
    if (const auto& saved = training.saved) {
        set(json, "saved",
            json_object(
                {{"iteration", saved->iteration}, {"total", saved->total}, {"network", saved->network}}));
    }
    if (const auto& own = training.own) {
        set(json, "own",
            json_object({{"name", own->name},
                         {"rows", own->rows},
                         {"columns", own->columns},
                         {"classes", own->classes},
                         {"train", own->train},
                         {"test", own->test}}));
    }
    return json;
}

std::string run_text(const TrainingRun& run) {
    Json json = run_json(run);
    Json losses = Json::array();
    for (const float loss : run.losses) losses.push_back(std::isfinite(loss) ? Json(loss) : Json());
    set(json, "losses", std::move(losses));
    return json_text(json);
}

}  // namespace bp
