#pragma once

#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "app/bindings_network.hpp"
#include "network/trainer.hpp"

namespace bp::js {

/// bp.Trainer: shares network and data with the objects it was made from, and keeps them alive.
class JsTrainer {
    template <class Use>
    auto with(Use use) {
        return guarded([&] { return std::visit([&](auto& trainer) { return use(*trainer); }, trainer_); });
    }

  public:
    JsTrainer(const Arg& network, const Arg& train, const Arg& test, const Arg& given) {
        const auto& net = object<JsNetwork>(network, "Network", "Trainer: net").any();
        const auto& train_set = object<JsDataset>(train, "Dataset", "Trainer: train").shared();
        const auto& test_set = object<JsDataset>(test, "Dataset", "Trainer: test").shared();
        TrainSpec spec = spec_from(given);
        if (const auto* single = std::get_if<std::shared_ptr<Network<float>>>(&net)) {
            trainer_ = std::make_unique<Trainer<float>>(*single, train_set, test_set, std::move(spec));
        } else {
            trainer_ = std::make_unique<Trainer<double>>(std::get<std::shared_ptr<Network<double>>>(net),
                                                         train_set, test_set, std::move(spec));
        }
    }

    static JsTrainer* create(const Arg& network, const Arg& train, const Arg& test, const Arg& options) {
        return guarded([&] { return new JsTrainer(network, train, test, options); });
    }

    val step(const Arg& count) {
        return with([&](auto& trainer) {
            constexpr double kMost = std::numeric_limits<int>::max();
            const StepReport report =
                trainer.step(count ? static_cast<int>(integer_from(*count, "step", 1, kMost)) : 1);
            val result = val::object();
            result.set("iteration", static_cast<double>(report.iteration));
            result.set("loss", report.loss);
            result.set("lossHistory", typed_array(report.losses.data(), report.losses.size()));
            return result;
        });
    }

    std::string path() const {
        return std::visit([](const auto& trainer) { return std::string(trainer->path()); }, trainer_);
    }

    double learning_rate() const {
        return std::visit([](const auto& trainer) { return trainer->spec().learning_rate; }, trainer_);
    }

    void set_learning_rate(const Arg& rate) {
        with([&](auto& trainer) {
            trainer.set_learning_rate(number_from(or_undefined(rate), "learningRate"));
        });
    }

    val next_batch() {
        return with([](auto& trainer) {
            const auto indices = trainer.next_batch();
            return typed_array(indices.data(), indices.size());
        });
    }

    val culprit() {
        return with([](auto& trainer) {
            const std::optional<Culprit> found = trainer.culprit();
            if (!found) return val::null();
            val result = val::object();
            result.set("name", found->name);
            result.set("op", found->op);
            result.set("value", found->value);
            return result;
        });
    }

    val evaluate() {
        return with([](auto& trainer) {
            const Accuracies accuracies = trainer.evaluate();
            val result = val::object();
            result.set("train", accuracies.train);
            result.set("test", accuracies.test);
            return result;
        });
    }

    val checkpoint() {
        return with([](auto& trainer) { return bytes_to_js(trainer.checkpoint()); });
    }

    void restore(const Arg& bytes) {
        with([&](auto& trainer) { trainer.restore(bytes_from(or_undefined(bytes), "checkpoint")); });
    }

  private:
    static TrainSpec spec_from(const Arg& given) {
        const Options options(given, "Trainer",
                              {"batchSize", "learningRate", "optimizer", "seed", "batches"});
        TrainSpec spec = train_spec_from(options);
        if (!options.has("batches")) return spec;
        spec.batches = indices_from(options["batches"], "batches");
        if (spec.batches.empty()) throw Problem("batches: there is none in it");
        return spec;
    }

    std::variant<std::unique_ptr<Trainer<float>>, std::unique_ptr<Trainer<double>>> trainer_;
};

}  // namespace bp::js
