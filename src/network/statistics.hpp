#pragma once

#include <cstdint>
#include <span>
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
    uint64_t total() const;
    double width() const { return (high - low) / static_cast<double>(counts.size()); }
    /// The bin that most numbers fall into, the first of several.
    size_t fullest() const;
};

/// What one layer does with a batch: its activations z (of the last layer the scores) and the gradients
/// ∂L/∂a of its weighted sums a, for all samples and units (book 6.2, where both are looked at).
struct LayerStatistics {
    static constexpr size_t kActivationBins = 48;
    static constexpr size_t kGradientBins = 56;

    std::string name{};  ///< z1, z2, … and, last, the scores: a3
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

    /// The share of gradients that are exactly 0, 0 … 1; NaN where none is a number.
    double zero_share() const;
    /// Whether more than a quarter of the units is dead: too many to be chance.
    bool is_stuck() const { return 4 * dead > units; }
};

/// One for each layer, in order. Shapes as in Network::loss.
template <class T>
std::vector<LayerStatistics> layer_statistics(Network<T>& network, const Tensor<T>& x, const Tensor<T>& t);

/// How signed numbers are shown as colours: the same scale for all images of a kind.
struct ColourScale {
    double largest = 0;  ///< the largest finite |x|
    /// Colours are full from here on: 1, 1.5, 2, 3, 5 or 7 times a power of ten that all but 0.4 % of the
    /// numbers stay below. Does not flicker while numbers move. 0 when all are 0.
    double full = 0;
};
ColourScale colour_scale(std::span<const float> numbers);

/// A layer's weights, (pixels, units), as one image after another.
struct UnitImages {
    std::vector<float> images;    ///< units × pixels
    std::vector<float> extremes;  ///< of each unit the number with the largest absolute value
    ColourScale scale;
};
/// The weights are a matrix.
UnitImages unit_images(const View<float>& weights);

extern template std::vector<LayerStatistics> layer_statistics(Network<float>&, const Tensor<float>&,
                                                              const Tensor<float>&);
extern template std::vector<LayerStatistics> layer_statistics(Network<double>&, const Tensor<double>&,
                                                              const Tensor<double>&);

}  // namespace bp
