#include "network/optimizer.hpp"

#include <cmath>

namespace bp {
namespace {

constexpr double kMomentum = 0.9;
constexpr double kBeta1 = 0.9;
constexpr double kBeta2 = 0.999;
constexpr double kTiny = 1e-7;  // keeps the divisor off zero

/// What shrinks by a factor every step is 0 before it is a denormal, which processors are slow with and which
/// rounding would keep from ever reaching 0.
template <class T>
T settled(T x) {
    constexpr T kNegligible = sizeof(T) == 4 ? T(1e-36) : T(1e-300);
    return x < kNegligible && x > -kNegligible ? T{0} : x;
}

size_t memories(OptimizerRule rule) {
    switch (rule) {
        case OptimizerRule::sgd:
            return 0;
        case OptimizerRule::momentum:
        case OptimizerRule::adagrad:
            return 1;
        case OptimizerRule::adam:
            break;
    }
    return 2;
}

template <class T>
void sgd(std::span<T> w, std::span<const T> g, T rate) {
    for (size_t i = 0; i < w.size(); ++i) w[i] -= rate * g[i];
}

template <class T>
void momentum(std::span<T> w, std::span<const T> g, T rate, std::vector<T>& v) {
    for (size_t i = 0; i < w.size(); ++i) {
        v[i] = settled(static_cast<T>(kMomentum) * v[i] - rate * g[i]);
        w[i] += v[i];
    }
}

template <class T>
void adagrad(std::span<T> w, std::span<const T> g, T rate, std::vector<T>& h) {
    for (size_t i = 0; i < w.size(); ++i) {
        h[i] += g[i] * g[i];
        w[i] -= rate * g[i] / (std::sqrt(h[i]) + static_cast<T>(kTiny));
    }
}

template <class T>
void adam(std::span<T> w, std::span<const T> g, T rate, std::vector<T>& m, std::vector<T>& v) {
    for (size_t i = 0; i < w.size(); ++i) {
        m[i] = settled(m[i] + static_cast<T>(1 - kBeta1) * (g[i] - m[i]));
        v[i] = settled(v[i] + static_cast<T>(1 - kBeta2) * (g[i] * g[i] - v[i]));
        w[i] -= rate * m[i] / (std::sqrt(v[i]) + static_cast<T>(kTiny));
    }
}

}  // namespace

template <class T>
Optimizer<T>::Optimizer(OptimizerRule rule, double learning_rate, std::span<const size_t> sizes)
    : rule_(rule), learning_rate_(learning_rate), parameters_(sizes.size()) {
    for (size_t memory = 0; memory < memories(rule); ++memory) {
        for (const size_t size : sizes) state_.emplace_back(size);
    }
}

template <class T>
void Optimizer<T>::update(size_t index, std::span<T> w, std::span<const T> g, uint64_t iteration) {
    const T rate = static_cast<T>(learning_rate_);
    switch (rule_) {
        case OptimizerRule::sgd:
            return sgd(w, g, rate);
        case OptimizerRule::momentum:
            return momentum(w, g, rate, state_[index]);
        case OptimizerRule::adagrad:
            return adagrad(w, g, rate, state_[index]);
        case OptimizerRule::adam:
            break;
    }
    // m and v start at 0 and are too small at first: the rate makes up for it.
    const double t = static_cast<double>(iteration);
    const double corrected = learning_rate_ * std::sqrt(1 - std::pow(kBeta2, t)) / (1 - std::pow(kBeta1, t));
    adam(w, g, static_cast<T>(corrected), state_[index], state_[parameters_ + index]);
}

template class Optimizer<float>;
template class Optimizer<double>;

}  // namespace bp
