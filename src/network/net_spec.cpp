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
        throw Problem(problems::network_layer_count, kMaxLayers, layers.size());
    }
    size_t parameters = 0;
    for (size_t i = 0; i < layers.size(); ++i) {
        if (layers[i] < 1) {
            throw Problem(problems::network_layer_size, i + 1, layers[i]);
        }
        if (i == 0) continue;
        // Computed in double first: the product of two ints may not fit into wasm's 32-bit size_t.
        const double weights = (static_cast<double>(layers[i - 1]) + 1) * layers[i];
        if (static_cast<double>(parameters) + weights > static_cast<double>(kMaxParameters)) {
            throw Problem(problems::network_too_many_parameters, kMaxParameters);
        }
        parameters += static_cast<size_t>(weights);
    }
    if (init.rule == WeightInit::Rule::fixed &&
        !(init.standard_deviation >= 0 && std::isfinite(init.standard_deviation))) {
        throw Problem(problems::network_standard_deviation);
    }
}

}  // namespace bp
