#include "network/assessment.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "base/order.hpp"
#include "base/problem.hpp"
#include "graph/ops/softmax_rows.hpp"

namespace bp {
namespace {

constexpr uint32_t kChunk = 500;  // samples looked at together

/// The samples that `wanted` accepts, the largest loss first. A loss that is not finite is the largest.
template <class Wanted>
std::vector<uint32_t> by_loss(const Assessment& assessment, Wanted wanted) {
    std::vector<uint32_t> samples;
    for (uint32_t i = 0; i < assessment.losses.size(); ++i) {
        if (wanted(i)) samples.push_back(i);
    }
    sort_by(samples, [&](uint32_t i) {
        const double loss = static_cast<double>(assessment.losses[i]);
        return std::isfinite(loss) ? -loss : -std::numeric_limits<double>::infinity();
    });
    return samples;
}

}  // namespace

void expect_fit(const Dataset& set, const std::string& name, int inputs, int classes) {
    if (set.pixels() != static_cast<size_t>(inputs)) {
        throw Problem(problems::network_image_pixels, name, set.image_shape()[0], set.image_shape()[1],
                      set.pixels(), inputs);
    }
    if (set.classes() <= classes) return;
    size_t first = 0;
    while (set.label(first) < classes) ++first;
    throw Problem(problems::network_set_labels, name, first, set.label(first), classes - 1);
}

template <class T>
Assessment assess(Network<T>& network, const Dataset& set) {
    const int columns = network.classes();
    expect_fit(set, "given", network.inputs(), columns);
    if (columns > 256) throw Problem(problems::network_too_many_classes);
    const auto classes = static_cast<size_t>(columns);
    const auto size = static_cast<uint32_t>(set.size());
    Assessment result{.classes = columns, .confusion = std::vector<uint32_t>(classes * classes)};
    result.labels.reserve(size);
    result.predicted.reserve(size);
    result.losses.reserve(size);
    const uint32_t chunk = std::min(kChunk, size);
    std::vector<uint32_t> indices(chunk);
    auto x = Tensor<T>::filled(Shape{static_cast<int>(chunk), network.inputs()}, T{0});
    std::vector<T> labels(chunk);
    size_t right = 0;
    for (uint32_t first = 0; first < size; first += chunk) {
        // A last chunk that is not full keeps rows of the one before: the same plan serves them all.
        const uint32_t count = std::min(chunk, size - first);
        std::iota(indices.data(), indices.data() + count, first);
        set.gather(std::span(indices).first(count), x.data.data(), labels.data());
        const Tensor<T> scores = network.predict(x);
        for (uint32_t i = 0; i < count; ++i) {
            const T* row = scores.data.data() + i * classes;
            const auto label = static_cast<size_t>(labels[i]);
            const int best = predicted_class(row, columns);
            // Without a prediction the sample is a mistake: any class but its own.
            const size_t found = best >= 0 ? static_cast<size_t>(best) : size_t{label == 0 && classes > 1};
            ++result.confusion[label * classes + found];
            result.labels.push_back(static_cast<uint8_t>(label));
            result.predicted.push_back(static_cast<uint8_t>(found));
            result.losses.push_back(static_cast<float>(log_sum_exp(row, classes) - row[label]));
            right += found == label;
        }
    }
    result.accuracy = static_cast<double>(right) / static_cast<double>(size);
    return result;
}

std::vector<ClassCount> class_counts(const Assessment& assessment) {
    const auto classes = static_cast<size_t>(assessment.classes);
    std::vector<ClassCount> counts(classes);
    for (size_t i = 0; i < assessment.confusion.size(); ++i) {
        counts[i / classes].size += assessment.confusion[i];
        if (i % (classes + 1) == 0) counts[i / classes].right = assessment.confusion[i];
    }
    return counts;
}

std::vector<float> confusion_tones(const Assessment& assessment) {
    const auto& confusion = assessment.confusion;
    const auto classes = static_cast<size_t>(assessment.classes);
    const auto on_diagonal = [&](size_t i) { return i % (classes + 1) == 0; };
    uint32_t most_wrong = 1;
    for (size_t i = 0; i < confusion.size(); ++i) {
        if (!on_diagonal(i)) most_wrong = std::max(most_wrong, confusion[i]);
    }
    const std::vector<ClassCount> counts = class_counts(assessment);
    std::vector<float> tones;
    for (size_t i = 0; i < confusion.size(); ++i) {
        const double share = on_diagonal(i)
                                 ? static_cast<double>(confusion[i]) / std::max(1u, counts[i / classes].size)
                                 : std::sqrt(static_cast<double>(confusion[i]) / most_wrong);
        tones.push_back(static_cast<float>(share));
    }
    return tones;
}

std::vector<uint32_t> mistakes(const Assessment& assessment) {
    return by_loss(assessment, [&](uint32_t i) { return assessment.predicted[i] != assessment.labels[i]; });
}

std::vector<uint32_t> cell_members(const Assessment& assessment, int label, int predicted) {
    return by_loss(assessment, [&](uint32_t i) {
        return assessment.labels[i] == label && assessment.predicted[i] == predicted;
    });
}

template Assessment assess(Network<float>&, const Dataset&);
template Assessment assess(Network<double>&, const Dataset&);

}  // namespace bp
