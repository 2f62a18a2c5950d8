#include "playground/training/training_json.hpp"

#include <utility>

#include "base/member_count.hpp"
#include "base/problem.hpp"
#include "playground/json/write_fields.hpp"
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

/// With the book's number, for tables.
Json accuracies_json(const std::vector<Evaluation>& rows) {
    Json list = Json::array();
    for (const Evaluation& row : rows) {
        Json json = written(row);
        set(json, "iteration", book_iteration(row.steps));
        list.push_back(std::move(json));
    }
    return list;
}

/// `iteration` is what the engine's module calls the steps done.
Json run_json(const TrainingRun& run) {
    return json_object({{"settings", written(run.settings)},
                        {"steps", run.steps},
                        {"iteration", run.steps},
                        {"seconds", run.seconds},
                        {"path", run.path},
                        {"loss", run.losses.empty() ? Json() : written(run.losses.back())},
                        {"accuracies", accuracies_json(run.accuracies)}});
}

}  // namespace

Json order_json(const HostOrder& order) {
    return std::visit(
        [](const auto& what) {
            static_assert(declares_all_members<std::remove_cvref_t<decltype(what)>>,
                          "a member of an order has no field");
            Json json = json_object({{"type", what.kType}});
            write_fields(json, what);
            return json;
        },
        order);
}

HostReport report_from(std::string_view text) {
    const Json json = parsed(text);
    std::string type;
    read_field(json, "type", true, type);
    return read_any(json, type, std::make_index_sequence<std::variant_size_v<HostReport>>{});
}

Json training_json(const Training& training, Language language) {
    const TrainingRun& run = training.run;
    const RunDisplay display = run_display(training, language);
    Json json = run_json(run);
    json.update(json_object(
        {{"phase", name_of(training.phase)},
         {"progress", training.progress},
         {"message", display.message},
         {"problem", training.problem ? json_object({{"code", code(training.problem->id())},
                                                     {"text", sentence(language, *training.problem)}})
                                      : Json()},
         {"display", written(display)},
         {"controls", written(run_controls(training, language))},
         {"stamp", training.stamp},
         {"total", training.total()},
         {"hasRun", training.has_run()},
         {"next", written(training.settings)},
         {"nextDiffers", training.has_run() && !training.settings.same_run(run.settings)},
         {"samples", training.samples()},
         {"checkpoints", training.checkpoints},
         {"lookedAt", written(training.looked_at)},
         {"rewindTo", written(training.rewind_target())},
         {"kept", training.kept ? run_json(*training.kept) : Json()},
         {"diverged", written(training.diverged)},
         {"saved", training.saved ? run_json(*training.saved) : Json()},
         {"own", written(training.own)},
         {"logarithmic", training.logarithmic}}));
    return json;
}

std::string run_text(const TrainingRun& run) { return json_text(written(run)); }

}  // namespace bp
