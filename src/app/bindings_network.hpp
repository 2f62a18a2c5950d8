#pragma once

#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "app/bindings_graph.hpp"
#include "network/trainer.hpp"

namespace bp::js {

/// bp.Dataset: images and labels.
class JsDataset {
  public:
    explicit JsDataset(Dataset set) : set_(std::make_shared<const Dataset>(std::move(set))) {}

    static std::unique_ptr<JsDataset> from_idx(const Arg& images, const Arg& labels) {
        return guarded([&] {
            const auto image_file = bytes_from(or_undefined(images), "images");
            return std::make_unique<JsDataset>(
                Dataset::from_idx(image_file, bytes_from(or_undefined(labels), "labels")));
        });
    }

    double size() const { return static_cast<double>(set_->size()); }
    val image_shape() const { return shape_to_js({set_->image_shape()[0], set_->image_shape()[1]}); }
    int classes() const { return set_->classes(); }

    /// Grey levels divided by 255.
    val image(const Arg& index) const {
        return guarded([&] {
            const auto sample = index_from(or_undefined(index));
            const auto [rows, columns] = set_->image_shape();
            Tensor<double> image = Tensor<double>::filled(Shape{rows, columns}, 0);
            double label = 0;
            set_->gather(std::span(&sample, 1), image.data.data(), &label);
            return to_js(image);
        });
    }

    int label(const Arg& index) const {
        return guarded([&] { return set_->label(index_from(or_undefined(index))); });
    }

    const std::shared_ptr<const Dataset>& shared() const { return set_; }

  private:
    uint32_t index_from(const val& index) const {
        return static_cast<uint32_t>(integer_from(index, "index", 0, size() - 1));
    }

    std::shared_ptr<const Dataset> set_;
};

template <class T>
val to_js(const Parameters<T>& params) {
    val result = val::object();
    for (const auto& [name, value] : params) result.set(name, to_js(value));
    return result;
}

/// bp.Network, in either precision.
class JsNetwork {
    /// Calls use(network, a number of its precision).
    template <class Use>
    auto with(Use use) const {
        return guarded([&] {
            if (const auto* net = std::get_if<std::shared_ptr<Network<float>>>(&network_))
                return use(**net, 0.0f);
            return use(*std::get<std::shared_ptr<Network<double>>>(network_), 0.0);
        });
    }

  public:
    explicit JsNetwork(const Arg& given) {
        const Options options(given, "Network", {"layers", "activation", "weightInit", "seed", "precision"});
        NetSpec spec;
        if (!options.has("layers"))
            throw Problem("layers is missing: the sizes of the layers, like [784, 50, 10]");
        spec.layers.clear();
        for (const double size : numbers_from<double>(options["layers"], "layers")) {
            // The engine says what is wrong with a size below 1; here only what is no int at all.
            if (!(size == std::floor(size) && std::abs(size) <= std::numeric_limits<int>::max())) {
                throw Problem("layers: " + exact(size) + " is not a number of neurons");
            }
            spec.layers.push_back(static_cast<int>(size));
        }
        spec.activation = static_cast<Activation>(options.choice("activation", kActivationNames, 0));
        spec.init = init_from(options);
        spec.seed = options.seed(spec.seed);
        constexpr std::array<std::string_view, 2> precisions{"float32", "float64"};
        if (options.choice("precision", precisions, 0) == 0) {
            network_ = std::make_shared<Network<float>>(spec);
        } else {
            network_ = std::make_shared<Network<double>>(spec);
        }
    }

    static JsNetwork* create(const Arg& options) {
        return guarded([&] { return new JsNetwork(options); });
    }

    val params() const {
        return with([](auto& net, auto) { return to_js(net.params()); });
    }

    void set_params(const Arg& values) {
        with([&]<class T>(Network<T>& net, T) {
            const val given = or_undefined(values);
            if (given.isNull() || given.isArray() || given.typeOf().as<std::string>() != "object") {
                throw Problem("setParams: " + describe(given) + " is not an object like { W1, b1 }");
            }
            Parameters<T> params;
            const val keys = val::global("Object").call<val>("keys", given);
            for (const val& key : emscripten::vecFromJSArray<val>(keys)) {
                const auto name = key.as<std::string>();
                params.push_back({name, tensor_from<T>(given[key], name)});
            }
            net.set_params(params);
        });
    }

    val predict(const Arg& x) {
        return with([&]<class T>(Network<T>& net, T) { return to_js(net.predict(batch<T>(x))); });
    }
    double loss(const Arg& x, const Arg& t) {
        return with([&]<class T>(Network<T>& net, T) {
            return static_cast<double>(net.loss(batch<T>(x), labels<T>(t)));
        });
    }
    double accuracy(const Arg& x, const Arg& t) {
        return with([&]<class T>(Network<T>& net, T) { return net.accuracy(batch<T>(x), labels<T>(t)); });
    }
    val gradient(const Arg& x, const Arg& t) {
        return with(
            [&]<class T>(Network<T>& net, T) { return to_js(net.gradient(batch<T>(x), labels<T>(t))); });
    }
    val numerical_gradient(const Arg& x, const Arg& t, const Arg& options) {
        return with([&]<class T>(Network<T>& net, T) {
            const double step = Options(options, "numericalGradient", {"step"}).number("step", 1e-4);
            return to_js(net.numerical_gradient(batch<T>(x), labels<T>(t), step));
        });
    }
    std::unique_ptr<JsGraph> to_graph(const Arg& x, const Arg& t) {
        return with([&]<class T>(Network<T>& net, T) {
            return std::make_unique<JsGraph>(net.execution(batch<T>(x), labels<T>(t)), JsGraph::Spans{});
        });
    }

    using AnyNetwork = std::variant<std::shared_ptr<Network<float>>, std::shared_ptr<Network<double>>>;
    const AnyNetwork& any() const { return network_; }

  private:
    template <class T>
    static Tensor<T> batch(const Arg& x) {
        return tensor_from<T>(or_undefined(x), "x");
    }
    template <class T>
    static Tensor<T> labels(const Arg& t) {
        return tensor_from<T>(or_undefined(t), "t");
    }

    static WeightInit init_from(const Options& options) {
        if (!options.has("weightInit")) return {};
        const val given = options["weightInit"];
        if (given.isNumber()) return {WeightInit::Rule::fixed, given.as<double>()};
        const std::string text = given.isString() ? given.as<std::string>() : "";
        if (text == "he") return {WeightInit::Rule::he};
        if (text == "xavier") return {WeightInit::Rule::xavier};
        throw Problem("weightInit: " + describe(given) +
                      " is not a standard deviation, \"he\" or \"xavier\"");
    }

    AnyNetwork network_;
};

/// bp.Trainer: shares network and data with the objects it was made from, and keeps them alive.
class JsTrainer {
    template <class Use>
    auto with(Use use) {
        return guarded([&] { return std::visit([&](auto& trainer) { return use(*trainer); }, trainer_); });
    }

  public:
    JsTrainer(const Arg& network, const Arg& train, const Arg& test, const Arg& given) {
        const auto& net = object<JsNetwork>(network, "Network", "net").any();
        const auto& train_set = object<JsDataset>(train, "Dataset", "train").shared();
        const auto& test_set = object<JsDataset>(test, "Dataset", "test").shared();
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
        return with([](auto& trainer) {
            const auto bytes = trainer.checkpoint();
            return typed_array(bytes.data(), bytes.size());
        });
    }

    void restore(const Arg& bytes) {
        with([&](auto& trainer) { trainer.restore(bytes_from(or_undefined(bytes), "checkpoint")); });
    }

  private:
    /// An object that one of this module's classes made.
    template <class Object>
    static const Object& object(const Arg& given, const char* class_name, const std::string& name) {
        const val value = or_undefined(given);
        if (value.isUndefined()) throw Problem("Trainer: " + name + " is missing: a " + class_name);
        if (!value.instanceof (val::module_property(class_name))) {
            throw Problem("Trainer: " + name + ": " + describe(value) + " is not a " + class_name);
        }
        if (value.call<bool>("isDeleted")) throw Problem("Trainer: " + name + " was deleted");
        return *value.as<const Object*>(emscripten::allow_raw_pointers());
    }

    static TrainSpec spec_from(const Arg& given) {
        const Options options(given, "Trainer",
                              {"batchSize", "learningRate", "optimizer", "seed", "batches"});
        TrainSpec spec;
        spec.batch_size = static_cast<int>(options.integer("batchSize", spec.batch_size, 1, 0x1p31 - 1));
        spec.learning_rate = options.number("learningRate", spec.learning_rate);
        spec.optimizer = static_cast<OptimizerRule>(options.choice("optimizer", kOptimizerNames, 0));
        spec.seed = options.seed(spec.seed);
        if (!options.has("batches")) return spec;
        for (const double index : numbers_from<double>(options["batches"], "batches")) {
            if (!(index >= 0 && index < 0x1p32 && index == std::floor(index))) {
                throw Problem("batches: " + exact(index) + " is not the number of a sample");
            }
            spec.batches.push_back(static_cast<uint32_t>(index));
        }
        if (spec.batches.empty()) throw Problem("batches: there is none in it");
        return spec;
    }

    std::variant<std::unique_ptr<Trainer<float>>, std::unique_ptr<Trainer<double>>> trainer_;
};

}  // namespace bp::js
