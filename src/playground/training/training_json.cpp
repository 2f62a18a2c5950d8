#include "playground/training/training_json.hpp"

#include <utility>

#include "base/member_count.hpp"
#include "base/problem.hpp"
#include "playground/training/run_display.hpp"

namespace bp {
namespace {

template <class Report>
HostReport read_report(const Json& json) {
    static_assert(declares_all_members<Report>, "a member of a report has no field");
    return read_message<Report>(json);
}

template <size_t... k>
HostReport read_any(const Json& json, const std::string& type, std::index_sequence<k...>) {
    std::optional<HostReport> report;
    const auto attempt = [&]<class Report>() {
        if (type == Report::kType) report = read_report<Report>(json);
    };
    (attempt.template operator()<std::variant_alternative_t<k, HostReport>>(), ...);
    if (!report) throw Problem(problems::run_unknown_report, type);
    return *std::move(report);
}

/// The evaluations with the book's number, for tables. `iteration` is what the engine's module calls the
/// steps done.
void write_run(JsonWriter& json, const TrainingRun& run) {
    write_value(json, "settings", run.settings);
    json.field("steps", run.steps);
    json.field("iteration", run.steps);
    json.field("seconds", run.seconds);
    json.field("path", run.path);
    if (run.losses.empty()) {
        json.null("loss");
    } else {
        json.field("loss", run.losses.back());
    }
    json.open_list("accuracies");
    for (const Evaluation& row : run.accuracies) {
        json.open_object();
        write_fields(json, row);
        json.field("iteration", book_iteration(row.steps));
        json.close();
    }
    json.close();
}

void write_run(JsonWriter& json, const char* key, const TrainingRun* run) {
    if (run == nullptr) return json.null(key);
    json.open_object(key);
    write_run(json, *run);
    json.close();
}

void write_problem(JsonWriter& json, const std::optional<Message>& problem, Language language) {
    if (!problem) return json.null("problem");
    json.open_object("problem");
    json.field("code", code(problem->id()));
    json.field("text", sentence(language, *problem));
    json.close();
}

}  // namespace

std::string order_json(const HostOrder& order) {
    JsonWriter json;
    json.open_object();
    std::visit(
        [&json](const auto& what) {
            static_assert(declares_all_members<std::remove_cvref_t<decltype(what)>>,
                          "a member of an order has no field");
            json.field("type", what.kType);
            write_fields(json, what);
        },
        order);
    json.close();
    return json.take();
}

HostReport report_from(std::string_view text) {
    const Json json = parsed(text);
    std::string type;
    read_field(json, "type", true, type);
    return read_any(json, type, std::make_index_sequence<std::variant_size_v<HostReport>>{});
}

void write_training(JsonWriter& json, const Training& training, Language language) {
    const TrainingRun& run = training.run;
    const RunDisplay display = run_display(training, language);
    json.open_object("training");
    write_run(json, run);
    json.field("phase", name_of(training.phase));
    json.field("progress", training.progress);
    json.field("message", display.message);
    write_problem(json, training.problem, language);
    write_value(json, "display", display);
    write_value(json, "controls", run_controls(training, language));
    json.field("stamp", training.stamp);
    json.field("total", training.total());
    json.field("hasRun", training.has_run());
    write_value(json, "next", training.settings);
    json.field("nextDiffers", training.has_run() && !training.settings.same_run(run.settings));
    json.field("samples", training.samples());
    json.list("checkpoints", training.checkpoints);
    write_value(json, "lookedAt", training.looked_at);
    write_value(json, "rewindTo", training.rewind_target());
    write_run(json, "kept", training.kept ? &*training.kept : nullptr);
    write_value(json, "diverged", training.diverged);
    write_run(json, "saved", training.saved() != nullptr ? &training.saved()->run : nullptr);
    write_value(json, "own", training.own);
    json.field("logarithmic", training.logarithmic);
    json.close();
}

std::string run_text(const TrainingRun& run) {
    JsonWriter json;
    write_value(json, nullptr, run);
    return json.take();
}

}  // namespace bp
