// What the evaluation worker (web/workers/evaluation_answers.mjs) asks beyond the engine's own interface:
// sums, scales and verdicts, with the numbers of sentences as finished texts. Types are translated here, and
// nothing is decided.
#include <emscripten/bind.h>

#include <memory>
#include <span>
#include <vector>

#include "app/bindings_network.hpp"
#include "base/clock.hpp"
#include "base/number.hpp"
#include "base/pulse.hpp"
#include "network/checkpoint.hpp"
#include "network/idx.hpp"
#include "network/verdicts.hpp"

namespace bp::js {
namespace {

val numbers_to_js(const std::vector<uint32_t>& numbers) {
    return typed_array(numbers.data(), numbers.size());
}
val numbers_to_js(const std::vector<float>& numbers) { return typed_array(numbers.data(), numbers.size()); }

val to_js(const ColourScale& scale) {
    val result = val::object();
    result.set("largest", scale.largest);
    result.set("full", scale.full);
    return result;
}

/// An Assessment that stays with the module: a set has tens of thousands of samples.
class JsAssessment {
  public:
    explicit JsAssessment(Assessment assessment) : assessment_(std::move(assessment)) {}

    static JsAssessment* create(const Arg& network, const Arg& set) {
        return guarded([&] {
            const Dataset& samples = *object<JsDataset>(set, "Dataset", "set").shared();
            const auto& any = object<JsNetwork>(network, "Network", "network").any();
            return new JsAssessment(bp::assess(*std::get<std::shared_ptr<Network<float>>>(any), samples));
        });
    }

    /// { size, right, accuracy, share, classes, confusion, tones, perClass: [{ size, right, share, text }] }:
    /// sizes and shares of all as texts.
    val summary() const {
        val result = val::object();
        val classes = val::array();
        uint32_t all = 0;
        uint32_t right = 0;
        for (const ClassCount& count : class_counts(assessment_)) {
            all += count.size;
            right += count.right;
            val entry = val::object();
            entry.set("size", grouped(count.size));
            entry.set("right", grouped(count.right));
            entry.set("share", count.size == 0 ? 0 : count.accuracy());
            entry.set("text", percent(count.accuracy()));
            classes.call<void>("push", entry);
        }
        result.set("size", grouped(all));
        result.set("right", grouped(right));
        result.set("accuracy", assessment_.accuracy);
        result.set("share", percent(assessment_.accuracy, 2));
        result.set("classes", assessment_.classes);
        result.set("confusion", numbers_to_js(assessment_.confusion));
        result.set("tones", numbers_to_js(confusion_tones(assessment_)));
        result.set("perClass", classes);
        return result;
    }

    /// { total, samples: [{ index, label, predicted, loss }] }: what is classified wrongly, the largest loss
    /// first.
    val mistakes(double most) const { return samples(bp::mistakes(assessment_), most); }
    /// The same for one cell of the confusion matrix.
    val cell(int label, int predicted, double most) const {
        return samples(cell_members(assessment_, label, predicted), most);
    }

  private:
    val samples(const std::vector<uint32_t>& indices, double most) const {
        val list = val::array();
        for (const uint32_t i :
             std::span(indices).first(std::min(indices.size(), static_cast<size_t>(most)))) {
            val sample = val::object();
            sample.set("index", i);
            sample.set("label", assessment_.labels[i]);
            sample.set("predicted", assessment_.predicted[i]);
            sample.set("loss", assessment_.losses[i]);
            list.call<void>("push", sample);
        }
        val result = val::object();
        result.set("total", grouped(static_cast<int64_t>(indices.size())));
        result.set("samples", list);
        return result;
    }

    Assessment assessment_;
};

/// A layer's weights { shape, data } as { images, extremes, largest, full }.
val units(const val& weights) {
    return guarded([&] {
        const auto tensor = tensor_from<float>(weights, "weights");
        const UnitImages images = unit_images(view(tensor));
        val result = to_js(images.scale);
        result.set("images", numbers_to_js(images.images));
        result.set("extremes", numbers_to_js(images.extremes));
        return result;
    });
}

val scale(const val& numbers) { return to_js(colour_scale(numbers_from<float>(numbers, "numbers"))); }

/// From the mean |gradient| of the first and the last layer: { verdict, ratio, share }.
val gradient_flow(double first, double last) {
    val result = val::object();
    result.set("verdict", std::string(name(judge_gradients(first, last))));
    result.set("ratio", brief(last > first ? last / first : first / last, 2));
    result.set("share", percent(first / last));
    return result;
}

/// From a network's check, [{ name, meanAbs, maxAbs }]: { verdict, worst, rows: [{ name, mean, max }] }.
val check_verdict(const val& rows) {
    std::vector<double> means;
    val shown = val::array();
    double worst = 0;
    for (const val& row : emscripten::vecFromJSArray<val>(rows)) {
        const auto mean = row["meanAbs"].as<double>();
        means.push_back(mean);
        if (!(mean <= worst)) worst = mean;
        val entry = val::object();
        entry.set("name", row["name"]);
        entry.set("mean", brief(mean, 3));
        entry.set("exactMean", exact(mean));
        entry.set("max", brief(row["maxAbs"].as<double>(), 3));
        entry.set("exactMax", exact(row["maxAbs"].as<double>()));
        shown.call<void>("push", entry);
    }
    val result = val::object();
    result.set("verdict", std::string(name(judge_check(means))));
    result.set("worst", brief(worst, 2));
    result.set("rows", shown);
    return result;
}

/// Probabilities as { best, share, listed: [{ class, share, text, best }] }, of many classes the likeliest.
val ranking(const val& probabilities, int most) {
    const auto numbers = numbers_from<double>(probabilities, "probabilities");
    const size_t best = likeliest(numbers);
    val listed = val::array();
    for (const uint32_t k : listed_classes(numbers, static_cast<size_t>(most))) {
        val entry = val::object();
        entry.set("class", k);
        entry.set("share", numbers[k]);
        entry.set("text", percent(numbers[k]));
        entry.set("best", k == best);
        listed.call<void>("push", entry);
    }
    val result = val::object();
    result.set("best", static_cast<double>(best));
    result.set("share", percent(numbers[best]));
    result.set("listed", listed);
    return result;
}

/// The dimensions of an IDX file of so many bytes, by its beginning.
val dims_of_idx(const Arg& head, const Arg& bytes, const Arg& name) {
    return guarded([&] {
        const auto beginning = bytes_from(or_undefined(head), "head");
        const double size = integer_from(or_undefined(bytes), "bytes", 0, 0x1p31);
        const auto dims =
            idx_dims(beginning, static_cast<size_t>(size), text_from(or_undefined(name), "name"));
        return typed_array(dims.data(), dims.size());
    });
}

/// Training and test images from their four files, or from two, whose last sixth is for testing.
val data_sets(const Arg& given, const Arg& names) {
    return guarded([&] {
        std::vector<std::vector<uint8_t>> files;
        std::vector<std::string> called;
        for (const val& file : emscripten::vecFromJSArray<val>(or_undefined(given)))
            files.push_back(bytes_from(file, "files"));
        for (const val& name : emscripten::vecFromJSArray<val>(or_undefined(names)))
            called.push_back(text_from(name, "names"));
        const auto set = [&](size_t i) {
            return Dataset::from_idx(files.at(i), files.at(i + 1), called.at(i), called.at(i + 1));
        };
        val sets = val::array();
        const auto add = [&](Dataset made) {
            sets.call<void>("push", val(new JsDataset(std::move(made)), emscripten::allow_raw_pointers()));
        };
        Dataset first = set(0);
        if (files.size() == 4) {
            Dataset test = set(2);
            add(std::move(first));
            add(std::move(test));
            return sets;
        }
        const size_t train = first.size() - std::max<size_t>(first.size() / 6, 1);
        if (train == 0) throw Problem(problems::data_counts, first.size(), first.size());
        add(first.part(0, train));
        add(first.part(train, first.size()));
        return sets;
    });
}

/// What a checkpoint is of, as it says itself; throws what is wrong with it.
val checkpoint_facts(const Arg& bytes) {
    return guarded([&] {
        const CheckpointFacts facts = read_facts(bytes_from(or_undefined(bytes), "bytes"));
        val result = val::object();
        result.set("layers", typed_array(facts.layers.data(), facts.layers.size()));
        result.set("activation", std::string(name_of(facts.activation)));
        result.set("optimizer", std::string(name_of(facts.optimizer)));
        result.set("steps", static_cast<double>(facts.steps));
        return result;
    });
}

/// Calls back while long work goes on, at most twice a second.
void pulse_to(const val& listener) {
    static val* heard = nullptr;
    static double last = 0;
    heard = new val(listener);
    on_pulse = [] {
        const double now = steady_seconds();
        if (now - last < 0.5) return;
        last = now;
        (*heard)();
    };
}

}  // namespace
}  // namespace bp::js

EMSCRIPTEN_BINDINGS(evaluation) {
    using namespace bp::js;
    emscripten::class_<JsAssessment>("Assessment")
        .constructor(&JsAssessment::create, emscripten::allow_raw_pointers())
        .function("summary", &JsAssessment::summary)
        .function("mistakes", &JsAssessment::mistakes)
        .function("cell", &JsAssessment::cell);
    emscripten::function("unitImages", &units);
    emscripten::function("colourScale", &scale);
    emscripten::function("gradientFlow", &gradient_flow);
    emscripten::function("checkVerdict", &check_verdict);
    emscripten::function("ranking", &ranking);
    emscripten::function("idxDims", &dims_of_idx);
    emscripten::function("dataSets", &data_sets);
    emscripten::function("checkpointFacts", &checkpoint_facts);
    emscripten::function("pulseTo", &pulse_to);
}
