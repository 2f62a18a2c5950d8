#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <vector>

namespace bp::bench {

using Clock = std::chrono::steady_clock;

inline double nanoseconds(Clock::duration d) { return std::chrono::duration<double, std::nano>(d).count(); }

/// Calls f, which returns the nanoseconds of what it timed, until `seconds` have passed and at least `least`
/// times; the fastest of the later half. The earlier half warms up caches and lets V8 optimise; the fastest
/// is the one that nothing else on the machine interrupted.
template <class F>
double fastest_time(F f, double seconds = 0.3, size_t least = 8) {
    std::vector<double> samples;
    const auto begin = Clock::now();
    while (samples.size() < least || nanoseconds(Clock::now() - begin) < seconds * 1e9)
        samples.push_back(f());
    const auto half = static_cast<std::ptrdiff_t>(samples.size() / 2);
    return *std::min_element(samples.begin() + half, samples.end());
}

/// The time of one call of f.
template <class F>
double time_of(F f) {
    const auto begin = Clock::now();
    f();
    return nanoseconds(Clock::now() - begin);
}

}  // namespace bp::bench
