#pragma once

#include <vector>

#include "graph/op.hpp"
#include "network/net_spec.hpp"

namespace bp {

/// The numerical gradient of a network's loss by central differences, (L(w + h) − L(w − h)) / 2h, one
/// parameter at a time (book 4.3): forward passes in double, of the engine's own ops. An element in column j
/// of a layer's W or b changes that layer's sums in column j alone: only this column is summed anew, and all
/// that comes after.
class NumericalGradient {
  public:
    /// x (N, inputs), t (N) or (N, classes), well-formed; parameters W1, b1, W2, …
    NumericalGradient(const NetSpec& spec, Tensor<double> x, Tensor<double> t,
                      std::vector<Tensor<double>> parameters);

    /// Of one element of parameter number `parameter`. Throws Problem unless the step is finite and above 0.
    double central(size_t parameter, size_t element, double step);

  private:
    struct Layer {
        size_t inputs;
        size_t outputs;
        std::vector<double> columns;  // of W, one after the other
        std::vector<double> bias;
        Tensor<double> sums;    // (N, outputs)
        Tensor<double> values;  // after the activation; of the last layer unused
    };

    const Tensor<double>& input_of(size_t layer) const { return layer == 0 ? x_ : layers_[layer - 1].values; }
    void sum_column(size_t layer, size_t column);
    void compute_layer(size_t layer);
    double loss_with(size_t layer, size_t column);
    double loss();

    OpKind activation_;
    Tensor<double> x_;
    Tensor<double> t_;
    std::vector<Layer> layers_;
    size_t current_ = 0;  // layers up to here hold what the parameters give, later ones that of the last pass
};

}  // namespace bp
