#include "network/net_spec.hpp"

#include <cmath>
#include <string>

#include "base/problem.hpp"

namespace bp {

double WeightInit::of_layer(int inputs) const {
    switch (rule) {
        case Rule::he:
            return std::sqrt(2.0 / inputs);
        case Rule::xavier:
            return std::sqrt(1.0 / inputs);
        case Rule::fixed:
            break;
    }
    return standard_deviation;
}

void NetSpec::check() const {
    if (layers.size() < 2 || layers.size() > kMaxLayers) {
        throw Problem("layers: a network has from 2 (input and output) to " + std::to_string(kMaxLayers) +
                      " sizes of layers, not " + std::to_string(layers.size()));
    }
    size_t parameters = 0;
    for (size_t i = 0; i < layers.size(); ++i) {
        if (layers[i] < 1) {
            throw Problem("layers: size " + std::to_string(i + 1) + " is " + std::to_string(layers[i]) +
                          ", a layer has at least 1 neuron");
        }
        if (i == 0) continue;
        // In double first: the product of two ints may not fit into wasm's 32-bit size_t.
        const double weights = (static_cast<double>(layers[i - 1]) + 1) * layers[i];
        if (static_cast<double>(parameters) + weights > static_cast<double>(kMaxParameters)) {
            throw Problem("layers: the network would have more than " + std::to_string(kMaxParameters) +
                          " parameters");
        }
        parameters += static_cast<size_t>(weights);
    }
    if (init.rule == WeightInit::Rule::fixed &&
        !(init.standard_deviation >= 0 && std::isfinite(init.standard_deviation))) {
        throw Problem("weightInit: a standard deviation is a finite number, at least 0");
    }
}

}  // namespace bp
