#include "network/train_plan.hpp"

#include <algorithm>
#include <numeric>

#include "base/pulse.hpp"
#include "kernels/elementwise.hpp"
#include "kernels/gemm.hpp"
#include "kernels/sparse.hpp"

namespace bp {
namespace {

/// Samples that are evaluated at a time.
constexpr size_t kChunk = 256;

int as_int(size_t n) { return static_cast<int>(n); }

}  // namespace

std::optional<TrainPlan> TrainPlan::of(const Network<float>& network, int batch_size) {
    const auto chain = lower(network.graph());
    if (!chain || chain->layers.size() + 1 != network.spec().layers.size()) return {};
    return TrainPlan(network.spec(), static_cast<size_t>(batch_size));
}

TrainPlan::TrainPlan(const NetSpec& spec, size_t batch_size)
    : sizes_(spec.layers.begin(), spec.layers.end()),
      activation_(spec.activation),
      capacity_(std::max(batch_size, kChunk)),
      values_(sizes_.size()),
      labels_(capacity_),
      chunk_(kChunk) {
    for (size_t layer = 1; layer < sizes_.size(); ++layer) values_[layer].resize(capacity_ * sizes_[layer]);
    const size_t widest = *std::max_element(sizes_.begin() + 1, sizes_.end());
    upstream_.resize(batch_size * widest);
    below_.resize(batch_size * widest);
}

void TrainPlan::activate(std::span<float> z) const {
    switch (activation_) {
        case Activation::relu:
            return relu(z);
        case Activation::sigmoid:
            return sigmoid(z);
        case Activation::tanh:
            return tanh(z);
    }
}

void TrainPlan::activate_backward(std::span<const float> z, std::span<float> d) const {
    switch (activation_) {
        case Activation::relu:
            return relu_backward(z, d);
        case Activation::sigmoid:
            return sigmoid_backward(z, d);
        case Activation::tanh:
            return tanh_backward(z, d);
    }
}

void TrainPlan::first_affine(const Dataset& set, std::span<const uint32_t> samples,
                             const Parameters<float>& params) {
    const std::span<const float> w = params[0].value.data;
    const std::span<const float> b = params[1].value.data;
    const auto y = values(1, samples.size());
    // 0 times an infinite or missing weight is NaN, which passing over zeros would not show.
    dense_ = !set.sparse() || !all_finite(w);
    if (!dense_) return sparse_affine(*set.sparse(), samples, sizes_[1], w.data(), b.data(), y.data());
    if (values_[0].empty()) values_[0].resize(capacity_ * sizes_[0]);
    set.gather(samples, values_[0].data());
    gemm(Transpose::no, Transpose::no, as_int(samples.size()), as_int(sizes_[1]), as_int(sizes_[0]),
         values_[0].data(), w.data(), y.data());
    add_bias(b, y);
}

/// Fills values(layer, samples.size()) of every layer.
void TrainPlan::scores(const Dataset& set, std::span<const uint32_t> samples,
                       const Parameters<float>& params) {
    const size_t n = samples.size();
    pulse();
    first_affine(set, samples, params);
    for (size_t layer = 1; layer < layers(); ++layer) {
        const auto z = values(layer, n);
        const auto y = values(layer + 1, n);
        activate(z);
        gemm(Transpose::no, Transpose::no, as_int(n), as_int(sizes_[layer + 1]), as_int(sizes_[layer]),
             z.data(), params[2 * layer].value.data.data(), y.data());
        add_bias(params[2 * layer + 1].value.data, y);
    }
}

float TrainPlan::forward(const Dataset& set, std::span<const uint32_t> samples,
                         const Parameters<float>& params) {
    const size_t n = samples.size();
    scores(set, samples, params);
    for (size_t i = 0; i < n; ++i) labels_[i] = set.label(samples[i]);
    const auto a = values(layers(), n);
    return softmax_with_loss(sizes_.back(), a, std::span(labels_).first(n),
                             std::span(upstream_).first(a.size()));
}

void TrainPlan::update(const Dataset& set, std::span<const uint32_t> samples,
                       std::span<NamedTensor<float>> params, Optimizer<float>& optimizer,
                       uint64_t iteration) {
    const size_t n = samples.size();
    for (size_t layer = layers(); layer-- > 0;) {
        const size_t inputs = sizes_[layer];
        const size_t outputs = sizes_[layer + 1];
        auto& w = params[2 * layer].value.data;
        auto& b = params[2 * layer + 1].value.data;
        const auto below = std::span(below_).first(layer > 0 ? n * inputs : 0);
        if (layer > 0) {
            gemm(Transpose::no, Transpose::yes, as_int(n), as_int(inputs), as_int(outputs), upstream_.data(),
                 w.data(), below.data());
            activate_backward(values(layer, n), below);
        }
        const bool sparse = layer == 0 && !dense_;
        if (sparse && optimizer.rule() == OptimizerRule::sgd) {
            const auto rate = static_cast<float>(optimizer.learning_rate());
            sparse_update(*set.sparse(), samples, outputs, upstream_.data(), -rate, w.data());
        } else {
            gradient_.resize(std::max(gradient_.size(), w.size()));
            if (sparse) {
                std::fill_n(gradient_.begin(), w.size(), 0.0f);
                sparse_update(*set.sparse(), samples, outputs, upstream_.data(), 1, gradient_.data());
            } else {
                gemm(Transpose::yes, Transpose::no, as_int(inputs), as_int(outputs), as_int(n),
                     values_[layer].data(), upstream_.data(), gradient_.data());
            }
            optimizer.update(2 * layer, w, std::span<const float>(gradient_).first(w.size()), iteration);
        }
        gradient_.resize(std::max(gradient_.size(), b.size()));
        column_sums(as_int(n), as_int(outputs), upstream_.data(), gradient_.data());
        optimizer.update(2 * layer + 1, b, std::span<const float>(gradient_).first(b.size()), iteration);
        std::swap(upstream_, below_);
    }
}

size_t TrainPlan::correct(const Dataset& set, const Parameters<float>& params) {
    const size_t classes = sizes_.back();
    size_t result = 0;
    for (size_t first = 0; first < set.size(); first += kChunk) {
        const auto samples = std::span(chunk_).first(std::min(kChunk, set.size() - first));
        std::iota(samples.begin(), samples.end(), static_cast<uint32_t>(first));
        scores(set, samples, params);
        const float* row = values_[layers()].data();
        for (const uint32_t sample : samples) {
            result += predicted_class(row, as_int(classes)) == set.label(sample);
            row += classes;
        }
    }
    return result;
}

}  // namespace bp
