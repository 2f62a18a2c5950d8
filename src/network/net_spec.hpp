#pragma once

#include <cstdint>
#include <vector>

#include "base/fields.hpp"

namespace bp {

BP_NAMED_ENUM(Activation, relu, sigmoid, tanh)
constexpr auto kActivationNames = kNames<Activation>;

/// The scale of the initial weights: N(0, 1) times a standard deviation.
struct WeightInit {
    enum class Rule : uint8_t {
        fixed,   ///< the same standard deviation for every layer (book 4.5: 0.01)
        he,      ///< √(2 / n), n inputs: for ReLU (book 6.2.3)
        xavier,  ///< √(1 / n): for sigmoid and tanh (book 6.2.2)
    };
    Rule rule = Rule::fixed;
    double standard_deviation = 0.01;  ///< of the rule `fixed`

    double of_layer(int inputs) const;
};

/// The description from which a network is made.
struct NetSpec {
    static constexpr size_t kMaxLayers = 64;
    static constexpr size_t kMaxParameters = size_t{1} << 25;

    std::vector<int> layers{784, 50, 10};  ///< sizes: input, hidden …, output
    Activation activation = Activation::relu;
    WeightInit init = {};
    uint64_t seed = 1;

    /// Throws Problem if no network can be built from it.
    void check() const;
};

}  // namespace bp
