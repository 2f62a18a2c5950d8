#include "network/inference.hpp"

#include <cmath>
#include <numeric>
#include <string>

#include "base/order.hpp"
#include "base/problem.hpp"
#include "graph/ops/softmax_rows.hpp"

namespace bp {

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

std::vector<uint32_t> listed_classes(std::span<const double> probabilities, size_t most) {
    std::vector<uint32_t> classes(probabilities.size());
    std::iota(classes.begin(), classes.end(), 0u);
    if (classes.size() <= most) return classes;
    sort_by(classes, [&](uint32_t k) { return std::isnan(probabilities[k]) ? 1 : -probabilities[k]; });
    classes.resize(most);
    return classes;
}

size_t likeliest(std::span<const double> numbers) {
    size_t best = 0;
    for (size_t k = 1; k < numbers.size(); ++k) {
        if (numbers[k] > numbers[best] || (std::isnan(numbers[best]) && !std::isnan(numbers[k]))) best = k;
    }
    return best;
}

template Tensor<float> probabilities(Network<float>&, const Tensor<float>&);
template Tensor<double> probabilities(Network<double>&, const Tensor<double>&);
template Tensor<float> input_gradient(Network<float>&, const Tensor<float>&, int);
template Tensor<double> input_gradient(Network<double>&, const Tensor<double>&, int);

}  // namespace bp
