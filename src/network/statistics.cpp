#include "network/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace bp {
namespace {

constexpr double kFlat = 0.01;  // below this slope a sigmoid or tanh counts as saturated

/// Whether the unit's value lets (almost) no gradient through.
bool is_flat(Activation activation, double z) {
    switch (activation) {
        case Activation::sigmoid:
            return z * (1 - z) < kFlat;
        case Activation::tanh:
            return 1 - z * z < kFlat;
        case Activation::relu:
            break;
    }
    return z == 0;
}

template <class T>
int flat_units(Activation activation, const View<T>& z) {
    const auto units = static_cast<size_t>(z.shape->columns());
    std::vector<uint8_t> moves(units, 0);
    for (size_t i = 0; i < z.size(); ++i) moves[i % units] |= !is_flat(activation, static_cast<double>(z[i]));
    return static_cast<int>(std::count(moves.begin(), moves.end(), 0));
}

/// The smallest power of two that no finite |x| exceeds; 1 when all are 0.
template <class T>
double range_of(const View<T>& values) {
    double largest = 0;
    for (const T x : values.span()) {
        const double size = std::abs(static_cast<double>(x));
        if (std::isfinite(size)) largest = std::max(largest, size);
    }
    int exponent = 0;
    const double mantissa = std::frexp(largest, &exponent);  // 0.5 to 1
    return largest == 0 ? 1 : std::ldexp(mantissa == 0.5 ? 0.5 : 1, exponent);
}

template <class T>
Histogram activations_of(const View<T>& z, bool negative) {
    const double high = range_of(z);
    Histogram histogram(negative ? -high : 0, high, LayerStatistics::kActivationBins);
    for (const T x : z.span()) histogram.add(static_cast<double>(x));
    return histogram;
}

template <class T>
void describe_gradients(const View<T>& gradient, LayerStatistics& layer) {
    double sum = 0;
    for (const T g : gradient.span()) {
        const double size = std::abs(static_cast<double>(g));
        sum += size;
        if (size == 0) {
            ++layer.zero_gradients;
        } else {
            layer.gradients.add(std::log10(size));
        }
    }
    layer.mean_abs_gradient = sum / static_cast<double>(gradient.size());
}

/// The next of 1, 1.5, 2, 3, 5, 7, 10 times a power of ten.
double rounded_up(double x) {
    const double power = std::pow(10, std::floor(std::log10(x)));
    for (const double step : {1.0, 1.5, 2.0, 3.0, 5.0, 7.0}) {
        if (step * power >= x) return step * power;
    }
    return 10 * power;
}

}  // namespace

void Histogram::add(double x) {
    if (std::isnan(x)) return;
    const auto bins = static_cast<double>(counts.size());
    const double bin = std::floor((x - low) / (high - low) * bins);
    ++counts[static_cast<size_t>(std::clamp(bin, 0.0, bins - 1))];
}

uint64_t Histogram::total() const { return std::accumulate(counts.begin(), counts.end(), uint64_t{0}); }

size_t Histogram::fullest() const {
    return static_cast<size_t>(std::ranges::max_element(counts) - counts.begin());
}

double LayerStatistics::zero_share() const {
    const auto zeros = static_cast<double>(zero_gradients);
    return zeros / (zeros + static_cast<double>(gradients.total()));
}

ColourScale colour_scale(std::span<const float> numbers) {
    constexpr double kAbove = 0.004;
    constexpr size_t kBins = 256;
    ColourScale scale;
    for (const float x : numbers) {
        if (std::isfinite(x)) scale.largest = std::max(scale.largest, std::abs(static_cast<double>(x)));
    }
    if (scale.largest == 0) return scale;
    Histogram sizes(0, scale.largest, kBins);
    for (const float x : numbers) sizes.add(std::abs(static_cast<double>(x)));
    double left = kAbove * static_cast<double>(numbers.size());
    size_t bin = kBins;
    while (bin > 1 && left >= sizes.counts[bin - 1]) left -= sizes.counts[--bin];
    scale.full = rounded_up(scale.largest * static_cast<double>(bin) / kBins);
    return scale;
}

UnitImages unit_images(const View<float>& weights) {
    const auto pixels = static_cast<size_t>(weights.shape->rows());
    const auto units = static_cast<size_t>(weights.shape->columns());
    UnitImages result;
    result.images.resize(weights.size());
    result.extremes.resize(units);
    for (size_t i = 0; i < weights.size(); ++i) {
        const size_t unit = i % units;
        result.images[unit * pixels + i / units] = weights[i];
        if (std::abs(weights[i]) > std::abs(result.extremes[unit])) result.extremes[unit] = weights[i];
    }
    result.scale = colour_scale(result.images);
    return result;
}

template <class T>
std::vector<LayerStatistics> layer_statistics(Network<T>& network, const Tensor<T>& x, const Tensor<T>& t) {
    Execution<T>& execution = network.at(x, t);
    const NetSpec& spec = network.spec();
    const size_t last = spec.layers.size() - 1;
    std::vector<LayerStatistics> layers;
    for (size_t layer = 1; layer <= last; ++layer) {
        const std::string number = std::to_string(layer);
        const NodeId sums = *network.graph().find("a" + number);
        const NodeId values = layer < last ? *network.graph().find("z" + number) : sums;
        const bool negative = layer == last || spec.activation == Activation::tanh;
        LayerStatistics statistics{
            .name = network.graph().node(values).name,
            .units = spec.layers[layer],
            .activations = activations_of(execution.value(values), negative),
            .gradients = Histogram(-12, 2, LayerStatistics::kGradientBins),
        };
        if (layer < last) statistics.dead = flat_units(spec.activation, execution.value(values));
        describe_gradients(execution.grad(sums), statistics);
        layers.push_back(std::move(statistics));
    }
    return layers;
}

template std::vector<LayerStatistics> layer_statistics(Network<float>&, const Tensor<float>&,
                                                       const Tensor<float>&);
template std::vector<LayerStatistics> layer_statistics(Network<double>&, const Tensor<double>&,
                                                       const Tensor<double>&);

}  // namespace bp
