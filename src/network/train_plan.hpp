#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "network/dataset.hpp"
#include "network/layer_chain.hpp"
#include "network/network.hpp"
#include "network/optimizer.hpp"

namespace bp {

/// Trains a network in single precision by kernels made for it, instead of executing its graph: no allocation
/// in a step, no gradient of the input, the loss and the gradients from one forward pass, the zeros of the
/// images passed over, and for sgd the first layer's weights changed without their gradient being written
/// down. Sums are in another order than the graph's, else it is the same computation.
class TrainPlan {
  public:
    /// For steps of `batch_size` samples; nothing when the network's graph is no chain.
    static std::optional<TrainPlan> of(const Network<float>& network, int batch_size);

    /// How the first layer computes this set: "sparse" or "dense".
    static std::string_view path(const Dataset& set) { return set.sparse() ? "sparse" : "dense"; }

    /// The mean loss of at most batch_size samples.
    float forward(const Dataset& set, std::span<const uint32_t> samples, const Parameters<float>& params);
    /// Updates the parameters by the gradient of the last forward's loss, given again what that was given.
    void update(const Dataset& set, std::span<const uint32_t> samples, std::span<NamedTensor<float>> params,
                Optimizer<float>& optimizer, uint64_t iteration);

    /// How many samples of the set have their highest score, the first of equal ones, at their label.
    size_t correct(const Dataset& set, const Parameters<float>& params);

  private:
    TrainPlan(const NetSpec& spec, size_t batch_size);

    size_t layers() const { return sizes_.size() - 1; }
    std::span<float> values(size_t layer, size_t samples) {
        return std::span(values_[layer]).first(samples * sizes_[layer]);
    }
    void scores(const Dataset& set, std::span<const uint32_t> samples, const Parameters<float>& params);
    void first_affine(const Dataset& set, std::span<const uint32_t> samples, const Parameters<float>& params);
    void activate(std::span<float> z) const;
    void activate_backward(std::span<const float> z, std::span<float> d) const;

    std::vector<size_t> sizes_;  // of the layers, the input first
    Activation activation_;
    size_t capacity_;  // samples at a time
    std::vector<std::vector<float>>
        values_;                   // of each layer after its activation; the input's only when dense
    std::vector<float> upstream_;  // of the layer at hand, and of the one below
    std::vector<float> below_;
    std::vector<float> gradient_;  // of one parameter
    std::vector<int> labels_;
    std::vector<uint32_t> chunk_;
    bool dense_ = false;  // how the last forward took the first layer
};

}  // namespace bp
