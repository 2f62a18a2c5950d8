#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "network/network.hpp"

// What a trained network makes of one image.
namespace bp {

/// softmax(predict(x)): the probabilities of the classes, each row summing to 1. Shapes as in
/// Network::predict.
template <class T>
Tensor<T> probabilities(Network<T>& network, const Tensor<T>& x);

/// ∂ ln p(class) / ∂ x for one sample, in its own shape: where more brightness makes the class likelier.
/// Throws Problem when x is not one sample or there is no such class.
template <class T>
Tensor<T> input_gradient(Network<T>& network, const Tensor<T>& x, int class_number);

/// The classes worth listing, by number: all, or of more than `most` the likeliest, the likeliest first.
std::vector<uint32_t> listed_classes(std::span<const double> probabilities, size_t most);

/// The class with the largest number, the first of several; NaN is smaller than any number.
size_t likeliest(std::span<const double> numbers);

extern template Tensor<float> probabilities(Network<float>&, const Tensor<float>&);
extern template Tensor<double> probabilities(Network<double>&, const Tensor<double>&);
extern template Tensor<float> input_gradient(Network<float>&, const Tensor<float>&, int);
extern template Tensor<double> input_gradient(Network<double>&, const Tensor<double>&, int);

}  // namespace bp
