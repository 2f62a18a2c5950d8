#include "network/verdicts.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace bp {

GradientFlow judge_gradients(double first, double last) {
    constexpr double kMany = 100;
    if (!std::isfinite(first) || !std::isfinite(last)) return GradientFlow::not_finite;
    if (first == 0) return GradientFlow::none;
    if (last > kMany * first) return GradientFlow::vanish;
    if (first > kMany * last) return GradientFlow::explode;
    return GradientFlow::reach;
}

std::string_view name(GradientFlow flow) {
    constexpr std::array<std::string_view, 5> kNames{"reach", "vanish", "explode", "none", "not_finite"};
    return kNames[static_cast<size_t>(flow)];
}

CheckVerdict judge_check(std::span<const double> mean_differences) {
    constexpr double kRounding = 1e-6;
    CheckVerdict verdict = CheckVerdict::agree;
    for (const double mean : mean_differences) {
        if (!std::isfinite(mean)) return CheckVerdict::not_finite;
        if (mean > kRounding) verdict = CheckVerdict::differ;
    }
    return verdict;
}

std::string_view name(CheckVerdict verdict) {
    constexpr std::array<std::string_view, 3> kNames{"agree", "differ", "not_finite"};
    return kNames[static_cast<size_t>(verdict)];
}

}  // namespace bp
