#include "base/rng.hpp"

#include <bit>
#include <cmath>

namespace bp {
namespace {

/// ln x for x > 0, from basic arithmetic only: library versions differ in the last digit.
double portable_log(double x) {
    int exponent = 0;
    double mantissa = std::frexp(x, &exponent);  // in [0.5, 1)
    if (mantissa < 0.70710678118654752) {
        mantissa *= 2;
        --exponent;
    }
    // ln m = 2·atanh(s), s = (m−1)/(m+1), |s| < 0.172: eleven terms reach double precision.
    const double s = (mantissa - 1) / (mantissa + 1);
    const double s2 = s * s;
    double sum = 0;
    for (int k = 21; k >= 1; k -= 2) sum = sum * s2 + 1.0 / k;
    return 2 * s * sum + exponent * 0.69314718055994531;
}

}  // namespace

Rng::Rng(uint64_t seed) {
    for (auto& word : state_) {
        seed += 0x9e3779b97f4a7c15ULL;
        uint64_t z = seed;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        word = z ^ (z >> 31);
    }
}

uint64_t Rng::bits() {
    auto& s = state_;
    const uint64_t result = std::rotl(s[0] + s[3], 23) + s[0];
    const uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = std::rotl(s[3], 45);
    return result;
}

double Rng::uniform() { return static_cast<double>(bits() >> 11) * 0x1.0p-53; }

uint32_t Rng::below(uint32_t bound) {
    // Lemire 2019: multiply, and reject the few values that would make some results more likely.
    const uint32_t threshold = (0u - bound) % bound;
    for (;;) {
        const uint64_t product = (bits() >> 32) * bound;
        if (static_cast<uint32_t>(product) >= threshold) return static_cast<uint32_t>(product >> 32);
    }
}

double Rng::normal() {
    if (has_spare_) {
        has_spare_ = false;
        return spare_;
    }
    for (;;) {
        const double u = 2 * uniform() - 1;
        const double v = 2 * uniform() - 1;
        const double s = u * u + v * v;
        if (s >= 1 || s == 0) continue;
        const double scale = std::sqrt(-2 * portable_log(s) / s);
        spare_ = v * scale;
        has_spare_ = true;
        return u * scale;
    }
}

}  // namespace bp
