#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "network/network.hpp"

namespace bp {

/// How often numbers fall into equal bins from low to high; the last bin has high itself. Numbers outside
/// count in the nearest bin, what is no number nowhere.
struct Histogram {
    double low = 0;
    double high = 1;
    std::vector<uint32_t> counts;

    Histogram(double from, double to, size_t bins) : low(from), high(to), counts(bins) {}
    void add(double x);
};

/// What one layer does with a batch: its activations z (of the last layer the scores) and the gradients
/// ∂L/∂a of its weighted sums a, for all samples and units (book 6.2, where both are looked at).
struct LayerStatistics {
    static constexpr size_t kActivationBins = 48;
    static constexpr size_t kGradientBins = 56;

    std::string name;  ///< z1, z2, … and, last, the scores: a3
    int units = 0;
    /// Units that no sample moves: with relu 0 for every sample, with sigmoid and tanh where the slope is
    /// below 0.01 for every sample. 0 for the scores.
    int dead = 0;
    /// From 0 (relu, sigmoid) or −high to the smallest power of two that no |z| exceeds.
    Histogram activations;
    /// Of log10 |∂L/∂a|, −12 … 2; smaller and larger ones in the outer bins, zeros in none.
    Histogram gradients;
    uint64_t zero_gradients = 0;
    double mean_abs_gradient = 0;
};

/// One for each layer, in order. Shapes as in Network::loss.
template <class T>
std::vector<LayerStatistics> layer_statistics(Network<T>& network, const Tensor<T>& x, const Tensor<T>& t);

extern template std::vector<LayerStatistics> layer_statistics(Network<float>&, const Tensor<float>&,
                                                              const Tensor<float>&);
extern template std::vector<LayerStatistics> layer_statistics(Network<double>&, const Tensor<double>&,
                                                              const Tensor<double>&);

}  // namespace bp
