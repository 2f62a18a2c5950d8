#pragma once

#include <array>
#include <cstdint>

namespace bp {

/// Pseudo-random numbers that are the same bit for bit on every compiler and machine (the standard library's
/// distributions are not). Generator: xoshiro256++ (Blackman and Vigna 2019), seeded by splitmix64.
class Rng {
  public:
    /// Everything that determines the following numbers.
    struct State {
        std::array<uint64_t, 4> words{};  ///< not all zero
        double spare = 0;                 ///< a normal number drawn and not yet handed out
        bool has_spare = false;
        bool operator==(const State&) const = default;
    };

    explicit Rng(uint64_t seed);
    explicit Rng(const State& state)
        : state_(state.words), spare_(state.spare), has_spare_(state.has_spare) {}

    State state() const { return {state_, spare_, has_spare_}; }

    uint64_t bits();
    /// Uniform in [0, 1), 53 random bits.
    double uniform();
    /// Uniform in {0 … bound-1}, without bias. bound ≥ 1.
    uint32_t below(uint32_t bound);
    /// Standard normal N(0, 1), by Marsaglia's polar method.
    double normal();

  private:
    std::array<uint64_t, 4> state_;
    double spare_ = 0;
    bool has_spare_ = false;
};

}  // namespace bp
