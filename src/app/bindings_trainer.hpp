#pragma once

#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "app/bindings_network.hpp"
#include "network/run.hpp"

namespace bp::js {

/// bp.Trainer, a Run: shares network and data with the objects it was made from, and keeps them alive.
class JsTrainer {
    template <class Use>
    auto with(Use use) {
        return guarded([&] { return std::visit([&](auto& run) { return use(*run); }, run_); });
    }

  public:
    JsTrainer(const Arg& network, const Arg& train, const Arg& test, const Arg& given) {
        const auto& net = object<JsNetwork>(network, "Network", "net").any();
        const auto& train_set = object<JsDataset>(train, "Dataset", "train").shared();
        const auto& test_set = object<JsDataset>(test, "Dataset", "test").shared();
        TrainSpec spec = spec_from(given);
#ifndef BP_PAGE
        if (const auto* exact = std::get_if<std::shared_ptr<Network<double>>>(&net)) {
            run_ = std::make_unique<Run<double>>(*exact, train_set, test_set, std::move(spec));
            return;
        }
#endif
        run_ = std::make_unique<Run<float>>(std::get<std::shared_ptr<Network<float>>>(net), train_set,
                                            test_set, std::move(spec));
    }

    static JsTrainer* create(const Arg& network, const Arg& train, const Arg& test, const Arg& options) {
        return guarded([&] { return new JsTrainer(network, train, test, options); });
    }

    val step(const Arg& count) {
        return with([&](auto& run) {
            constexpr double kMost = std::numeric_limits<int>::max();
            return report_to_js(
                run.step(count ? static_cast<int>(integer_from(*count, "step", 1, kMost)) : 1));
        });
    }

    void evaluate_by_epoch(const Arg& steps) {
        with([&](auto& run) { run.evaluate_by_epoch(count_from(steps, "evaluateByEpoch")); });
    }

    void go(const Arg& until) {
        with([&](auto& run) { run.go(count_from(until, "go")); });
    }

    val advance(const Arg& milliseconds) {
        return with([&](auto& run) {
            const double time = number_from(or_undefined(milliseconds), "milliseconds");
            val result = report_to_js(run.advance(time));
            result.set("evaluationDue", run.evaluation_due());
            return result;
        });
    }

    bool over() const {
        return std::visit([](const auto& run) { return run->over(); }, run_);
    }

    bool sound() {
        return with([](auto& run) { return run.sound(); });
    }

    std::string path() const {
        return std::visit([](const auto& run) { return std::string(run->path()); }, run_);
    }

    double learning_rate() const {
        return std::visit([](const auto& run) { return run->spec().learning_rate; }, run_);
    }

    void set_learning_rate(const Arg& rate) {
        with([&](auto& run) { run.set_learning_rate(number_from(or_undefined(rate), "learningRate")); });
    }

    val next_batch() {
        return with([](auto& run) {
            const auto indices = run.next_batch();
            return typed_array(indices.data(), indices.size());
        });
    }

    val culprit() {
        return with([](auto& run) {
            const std::optional<Culprit> found = run.culprit();
            if (!found) return val::null();
            val result = val::object();
            result.set("name", found->name);
            result.set("op", found->op);
            result.set("value", found->value);
            return result;
        });
    }

    val evaluate() {
        return with([](auto& run) {
            const Accuracies accuracies = run.evaluate();
            val result = val::object();
            result.set("train", accuracies.train);
            result.set("test", accuracies.test);
            return result;
        });
    }

    val checkpoint() {
        return with([](auto& run) { return bytes_to_js(run.checkpoint()); });
    }

    void restore(const Arg& bytes) {
        with([&](auto& run) { run.restore(bytes_from(or_undefined(bytes), "checkpoint")); });
    }

  private:
    static uint64_t count_from(const Arg& given, const char* name) {
        return static_cast<uint64_t>(integer_from(or_undefined(given), name, 0, 0x1p53));
    }

    static val report_to_js(const StepReport& report) {
        val result = val::object();
        result.set("iteration", static_cast<double>(report.steps));
        result.set("loss", report.loss);
        result.set("lossHistory", typed_array(report.losses.data(), report.losses.size()));
        result.set("seconds", report.seconds);
        return result;
    }

    static TrainSpec spec_from(const Arg& given) {
        const Options options(given, "Trainer",
                              {"batchSize", "learningRate", "optimizer", "seed", "batches"});
        TrainSpec spec = train_spec_from(options);
        if (!options.has("batches")) return spec;
        spec.batches = indices_from(options["batches"], "batches");
        if (spec.batches.empty()) throw Problem(problems::module_no_indices, "batches");
        return spec;
    }

#ifndef BP_PAGE
    std::variant<std::unique_ptr<Run<float>>, std::unique_ptr<Run<double>>> run_;
#else
    std::variant<std::unique_ptr<Run<float>>> run_;  // the page's workers train in float
#endif
};

}  // namespace bp::js
