#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "network/dataset.hpp"
#include "network/network.hpp"

// What a trained network says of samples: probabilities, gradients of its input, its answers for a whole data
// set.
namespace bp {

/// softmax(predict(x)): the probabilities of the classes, each row summing to 1. Shapes as in
/// Network::predict.
template <class T>
Tensor<T> probabilities(Network<T>& network, const Tensor<T>& x);

/// ∂ ln p(class) / ∂ x for one sample, in its own shape: where more brightness makes the class likelier.
/// Throws Problem when x is not one sample or there is no such class.
template <class T>
Tensor<T> input_gradient(Network<T>& network, const Tensor<T>& x, int class_number);

/// What a network makes of a whole data set.
struct Assessment {
    double accuracy = 0;                   ///< the share of samples classified correctly, 0 … 1
    int classes = 0;                       ///< of the network
    std::vector<uint32_t> confusion = {};  ///< classes × classes: row = label, column = predicted
    std::vector<uint8_t> predicted = {};   ///< by sample
    std::vector<float> losses = {};        ///< by sample: −ln p(label)
};

/// Throws Problem when the set's images or labels do not fit the network, or it has more than 256 classes.
template <class T>
Assessment assess(Network<T>& network, const Dataset& set);

/// Throws Problem when the `name` ("test") set's images or labels do not fit such a network.
void expect_fit(const Dataset& set, const std::string& name, int inputs, int classes);

#define BP_INFERENCE(T)                                                           \
    extern template Tensor<T> probabilities(Network<T>&, const Tensor<T>&);       \
    extern template Tensor<T> input_gradient(Network<T>&, const Tensor<T>&, int); \
    extern template Assessment assess(Network<T>&, const Dataset&);
BP_INFERENCE(float)
BP_INFERENCE(double)
#undef BP_INFERENCE

}  // namespace bp
