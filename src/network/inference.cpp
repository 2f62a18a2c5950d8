#include "network/inference.hpp"

#include <algorithm>
#include <numeric>
#include <string>

#include "base/problem.hpp"
#include "graph/ops/softmax_rows.hpp"

namespace bp {
namespace {

constexpr uint32_t kChunk = 500;  // samples looked at together

}  // namespace

template <class T>
Tensor<T> probabilities(Network<T>& network, const Tensor<T>& x) {
    Tensor<T> rows = network.predict(x);
    const auto classes = static_cast<size_t>(network.classes());
    for (size_t first = 0; first < rows.data.size(); first += classes)
        softmax_row(rows.data.data() + first, rows.data.data() + first, classes);
    return rows;
}

template <class T>
Tensor<T> input_gradient(Network<T>& network, const Tensor<T>& x, int class_number) {
    if (x.shape.size() != static_cast<size_t>(network.inputs())) {
        throw Problem(problems::network_one_sample, x.shape, network.inputs());
    }
    if (class_number < 0 || class_number >= network.classes()) {
        throw Problem(problems::network_no_class, class_number, network.classes() - 1);
    }
    // With that class for a label the loss is −ln p.
    Execution<T> execution(network.at(x, Tensor<T>{Shape{1}, {static_cast<T>(class_number)}}));
    const NodeId leaf = *execution.graph().find("x");
    execution.track_only(std::span(&leaf, 1));
    Tensor<T> gradient{x.shape, execution.grad(leaf).tensor().data};
    for (T& g : gradient.data) g = -g;
    return gradient;
}

void expect_fit(const Dataset& set, const std::string& name, int inputs, int classes) {
    if (set.pixels() != static_cast<size_t>(inputs)) {
        throw Problem(problems::network_image_pixels, name, set.image_shape()[0], set.image_shape()[1],
                      set.pixels(), inputs);
    }
    if (set.classes() > classes) {
        throw Problem(problems::network_set_labels, name, set.classes() - 1, classes);
    }
}

template <class T>
Assessment assess(Network<T>& network, const Dataset& set) {
    const int columns = network.classes();
    expect_fit(set, "given", network.inputs(), columns);
    if (columns > 256) throw Problem(problems::network_too_many_classes);
    const auto classes = static_cast<size_t>(columns);
    const auto size = static_cast<uint32_t>(set.size());
    Assessment result{.classes = columns, .confusion = std::vector<uint32_t>(classes * classes)};
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
            const auto found = static_cast<size_t>(std::max_element(row, row + classes) - row);
            const auto label = static_cast<size_t>(labels[i]);
            ++result.confusion[label * classes + found];
            result.predicted.push_back(static_cast<uint8_t>(found));
            result.losses.push_back(static_cast<float>(log_sum_exp(row, classes) - row[label]));
            right += found == label;
        }
    }
    result.accuracy = static_cast<double>(right) / static_cast<double>(size);
    return result;
}

#define BP_INFERENCE(T)                                                    \
    template Tensor<T> probabilities(Network<T>&, const Tensor<T>&);       \
    template Tensor<T> input_gradient(Network<T>&, const Tensor<T>&, int); \
    template Assessment assess(Network<T>&, const Dataset&);
BP_INFERENCE(float)
BP_INFERENCE(double)
#undef BP_INFERENCE

}  // namespace bp
