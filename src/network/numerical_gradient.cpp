#include "network/numerical_gradient.hpp"

#include <array>
#include <cmath>
#include <utility>

#include "base/number.hpp"
#include "base/problem.hpp"
#include "base/pulse.hpp"
#include "network/network.hpp"

namespace bp {

NumericalGradient::NumericalGradient(const NetSpec& spec, Tensor<double> x, Tensor<double> t,
                                     std::vector<Tensor<double>> parameters)
    : activation_(op_of(spec.activation)), x_(std::move(x)), t_(std::move(t)) {
    const int rows = x_.shape[0];
    for (size_t i = 0; i + 1 < parameters.size(); i += 2) {
        const Tensor<double>& w = parameters[i];
        Layer layer{.inputs = static_cast<size_t>(w.shape[0]),
                    .outputs = static_cast<size_t>(w.shape[1]),
                    .columns = std::vector<double>(w.data.size()),
                    .bias = std::move(parameters[i + 1].data),
                    .sums = Tensor<double>::filled(Shape{rows, w.shape[1]}, 0),
                    .values = Tensor<double>::filled(Shape{rows, w.shape[1]}, 0)};
        for (size_t k = 0; k < w.data.size(); ++k)
            layer.columns[k % layer.outputs * layer.inputs + k / layer.outputs] = w.data[k];
        layers_.push_back(std::move(layer));
    }
    for (size_t layer = 0; layer < layers_.size(); ++layer) compute_layer(layer);
    current_ = layers_.size() - 1;
}

/// One column of a = x · W + b and of what the activation makes of it.
void NumericalGradient::sum_column(size_t layer, size_t column) {
    Layer& at = layers_[layer];
    const double* x = input_of(layer).data.data();
    const double* w = at.columns.data() + column * at.inputs;
    const auto activate = def(activation_).f64.scalar_forward;
    for (size_t k = column; k < at.sums.data.size(); k += at.outputs, x += at.inputs) {
        double sum = 0;
        for (size_t i = 0; i < at.inputs; ++i) sum += x[i] * w[i];
        at.sums.data[k] = sum + at.bias[column];
        at.values.data[k] = activate(at.sums.data[k], 0);
    }
}

void NumericalGradient::compute_layer(size_t layer) {
    for (size_t column = 0; column < layers_[layer].outputs; ++column) sum_column(layer, column);
}

double NumericalGradient::loss() {
    const Tensor<double>& scores = layers_.back().sums;
    const std::array<View<double>, 2> in{view(scores), view(t_)};
    const Shape scalar;
    double loss = 0;
    def(OpKind::softmax_with_loss).f64.forward({in, {&scalar, &loss}, {}});
    return loss;
}

double NumericalGradient::loss_with(size_t layer, size_t column) {
    sum_column(layer, column);
    for (size_t later = layer + 1; later < layers_.size(); ++later) compute_layer(later);
    return loss();
}

double NumericalGradient::central(size_t parameter, size_t element, double step) {
    if (!(step > 0 && std::isfinite(step))) throw Problem(problems::graph_check_step, step);
    pulse();
    const size_t layer = parameter / 2;
    while (current_ < layer) compute_layer(++current_);
    Layer& at = layers_[layer];
    const bool weight = parameter % 2 == 0;
    const size_t column = element % at.outputs;
    double& moved = weight ? at.columns[column * at.inputs + element / at.outputs] : at.bias[column];
    const double here = moved;
    moved = here + step;
    const double above = loss_with(layer, column);
    moved = here - step;
    const double below = loss_with(layer, column);
    moved = here;
    sum_column(layer, column);
    current_ = layer;
    return (above - below) / (2 * step);
}

}  // namespace bp
