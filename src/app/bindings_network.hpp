#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "app/bindings_dataset.hpp"
#include "app/bindings_graph.hpp"
#include "document/json.hpp"
#include "document/network_document.hpp"
#include "document/origin_json.hpp"
#include "files/npz.hpp"
#include "files/onnx.hpp"
#include "files/pytorch.hpp"
#include "network/assessment.hpp"
#include "network/inference.hpp"
#include "network/network.hpp"
#include "network/statistics.hpp"

namespace bp::js {

inline val sizes_to_js(const std::vector<int>& layers) {
    val sizes = val::array();
    for (const int size : layers) sizes.call<void>("push", size);
    return sizes;
}

inline val bytes_to_js(const std::vector<uint8_t>& bytes) { return typed_array(bytes.data(), bytes.size()); }

/// How a training is done, without its batches.
inline TrainSpec train_spec_from(const Options& options) {
    TrainSpec spec;
    spec.batch_size = static_cast<int>(options.integer("batchSize", spec.batch_size, 1, 0x1p31 - 1));
    spec.learning_rate = options.number("learningRate", spec.learning_rate);
    spec.optimizer = static_cast<OptimizerRule>(options.choice("optimizer", kOptimizerNames, 0));
    spec.seed = options.seed(spec.seed);
    return spec;
}

inline val to_js(const Histogram& histogram) {
    val result = val::object();
    result.set("low", histogram.low);
    result.set("high", histogram.high);
    result.set("counts", typed_array(histogram.counts.data(), histogram.counts.size()));
    result.set("total", static_cast<double>(histogram.total()));
    result.set("fullest", static_cast<double>(histogram.fullest()));
    return result;
}

inline val to_js(const LayerStatistics& layer) {
    val result = val::object();
    result.set("name", layer.name);
    result.set("units", layer.units);
    result.set("dead", layer.dead);
    result.set("activations", to_js(layer.activations));
    result.set("gradients", to_js(layer.gradients));
    result.set("zeroGradients", static_cast<double>(layer.zero_gradients));
    result.set("meanAbsGradient", layer.mean_abs_gradient);
    result.set("zeroShare", layer.zero_share());
    result.set("stuck", layer.is_stuck());
    return result;
}

inline val to_js(const Assessment& assessment) {
    val result = val::object();
    result.set("accuracy", assessment.accuracy);
    result.set("confusion", typed_array(assessment.confusion.data(), assessment.confusion.size()));
    result.set("predicted", typed_array(assessment.predicted.data(), assessment.predicted.size()));
    result.set("losses", typed_array(assessment.losses.data(), assessment.losses.size()));
    return result;
}

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
    auto with_any(Use use) const {
        return guarded([&] {
            if (const auto* net = std::get_if<std::shared_ptr<Network<float>>>(&network_))
                return use(**net, 0.0f);
            return use(*std::get<std::shared_ptr<Network<double>>>(network_), 0.0);
        });
    }

    /// The same, for what the page's workers ask of networks in float only.
    template <class Use>
    auto with(Use use) const {
#ifndef BP_PAGE
        return with_any(use);
#else
        return guarded([&] { return use(*std::get<std::shared_ptr<Network<float>>>(network_), 0.0f); });
#endif
    }

  public:
    explicit JsNetwork(const Arg& given) {
        const Options options(given, "Network", {"layers", "activation", "weightInit", "seed", "precision"});
        NetSpec spec;
        if (!options.has("layers"))
            throw Problem(problems::module_missing, "layers", Message(problems::module_layer_sizes));
        spec.layers.clear();
        for (const double size : numbers_from<double>(options["layers"], "layers")) {
            // The engine says what is wrong with a size below 1; here only what is no int at all.
            if (!(size == std::floor(size) && std::abs(size) <= std::numeric_limits<int>::max())) {
                throw Problem(problems::module_layer_size, size);
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
        with_any([&]<class T>(Network<T>& net, T) {
            const val given = or_undefined(values);
            if (given.isNull() || given.isArray() || given.typeOf().as<std::string>() != "object") {
                refuse(given, "setParams", problems::module_values);
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

    val layers() const {
        return with_any([](auto& net, auto) { return sizes_to_js(net.spec().layers); });
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
    val grad_check(const Arg& x, const Arg& t, const Arg& given) {
        return with_any([&]<class T>(Network<T>& net, T) {
            const Options options(given, "gradCheck", {"step", "most"});
            const double most = options.integer("most", 0x1p31, 1, 0x1p31);
            return to_js(net.graph(), net.grad_check(batch<T>(x), labels<T>(t), options.number("step", 1e-4),
                                                     static_cast<size_t>(most)));
        });
    }

    // --- questions

    val probabilities(const Arg& x) {
        return with([&]<class T>(Network<T>& net, T) { return to_js(bp::probabilities(net, batch<T>(x))); });
    }
    val input_gradient(const Arg& x, const Arg& class_number) {
        return with([&]<class T>(Network<T>& net, T) {
            const double number = integer_from(or_undefined(class_number), "classNumber", 0, 0x1p31 - 1);
            return to_js(bp::input_gradient(net, batch<T>(x), static_cast<int>(number)));
        });
    }
    val statistics(const Arg& x, const Arg& t) {
        return with([&]<class T>(Network<T>& net, T) {
            val list = val::array();
            for (const LayerStatistics& layer : layer_statistics(net, batch<T>(x), labels<T>(t)))
                list.call<void>("push", to_js(layer));
            return list;
        });
    }
    val assess(const Arg& set) {
        return with([&](auto& net, auto) {
            return to_js(bp::assess(net, *object<JsDataset>(set, "Dataset", "set").shared()));
        });
    }

    // --- this computation elsewhere

    std::unique_ptr<JsGraph> to_graph(const Arg& x, const Arg& t) {
        return with([&]<class T>(Network<T>& net, T) {
            return std::make_unique<JsGraph>(net.execution(batch<T>(x), labels<T>(t)), JsGraph::Spans{});
        });
    }

    std::string sample_file(const Arg& x, const Arg& t, const Arg& options) {
        return with([&]<class T>(Network<T>& net, T) {
            const About about = about_from(options, "sampleFile");
            return to_openable_json(network_document(net, batch<T>(x), labels<T>(t), about));
        });
    }
    std::string unit_file(const Arg& x, const Arg& t, const Arg& layer, const Arg& unit, const Arg& options) {
        return with([&]<class T>(Network<T>& net, T) {
            const About about = about_from(options, "unitFile");
            const auto at = [](const Arg& given, const char* what) {
                return static_cast<int>(integer_from(or_undefined(given), what, 0, 0x1p31 - 1));
            };
            return to_openable_json(
                unit_document(net, batch<T>(x), labels<T>(t), at(layer, "layer"), at(unit, "unit"), about));
        });
    }

    // --- files

    val export_as(const Arg& format, const Arg& given) {
        return with([&]<class T>(Network<T>& net, T) {
            constexpr std::array<std::string_view, 3> formats{"npz", "onnx", "pytorch"};
            switch (index_of(text_from(or_undefined(format), "format"), "format", formats)) {
                case 0:
                    return bytes_to_js(to_npz(net.params()));
                case 1:
                    return bytes_to_js(to_onnx(net));
                default:
                    break;
            }
            const Options options(given, "exportAs",
                                  {"batchSize", "learningRate", "optimizer", "seed", "iterations"});
            const double iterations = options.integer("iterations", 10000, 1, 0x1p53 - 1);
            return val(to_pytorch(net, train_spec_from(options), static_cast<uint64_t>(iterations)));
        });
    }
    void import_npz(const Arg& bytes) {
        with([&](auto& net, auto) { load_npz(net, bytes_from(or_undefined(bytes), "bytes")); });
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

    static About about_from(const Arg& given, const char* function) {
        const Options options(given, function, {"layerName", "image", "classes", "origin"});
        About about;
        if (options.has("layerName")) about.layer_name = text_from(options["layerName"], "layerName");
        if (options.has("image")) {
            const auto sides = numbers_from<double>(options["image"], "image");
            constexpr double kMost = 0x1p15;
            const bool fit = sides.size() == 2 && std::ranges::all_of(sides, [](double side) {
                                 return side == std::floor(side) && side >= 1 && side <= kMost;
                             });
            if (!fit) refuse(options["image"], "image", problems::module_image_sides);
            about.rows = static_cast<int>(sides[0]);
            about.columns = static_cast<int>(sides[1]);
        }
        if (options.has("classes")) {
            if (!options["classes"].isArray())
                refuse(options["classes"], "classes", problems::module_class_names);
            for (const val& name : emscripten::vecFromJSArray<val>(options["classes"]))
                about.classes.push_back(text_from(name, "classes"));
        }
        if (options.has("origin")) {
            const val text = val::global("JSON").call<val>("stringify", options["origin"]);
            about.origin = origin_from(parse_json(text.as<std::string>()));
        }
        return about;
    }

    static WeightInit init_from(const Options& options) {
        if (!options.has("weightInit")) return {};
        const val given = options["weightInit"];
        if (given.isNumber()) return {WeightInit::Rule::fixed, given.as<double>()};
        const std::string text = given.isString() ? given.as<std::string>() : "";
        if (text == "he") return {WeightInit::Rule::he};
        if (text == "xavier") return {WeightInit::Rule::xavier};
        refuse(given, "weightInit", problems::module_weight_init);
    }

    AnyNetwork network_;
};

}  // namespace bp::js
