#pragma once

#include <cstdint>
#include <span>
#include <string_view>

// What numbers about a network mean.
namespace bp {

/// Whether gradients reach a network's first layer (book 6.2).
enum class GradientFlow : uint8_t {
    reach,       ///< their mean size there is within a factor of 100 of that at the last layer
    vanish,      ///< more than 100 times smaller
    explode,     ///< more than 100 times larger
    none,        ///< 0: no layer before can learn
    not_finite,  ///< a mean is infinite or no number: the run has diverged
};
/// From the mean |∂L/∂a| of the first and the last layer.
GradientFlow judge_gradients(double first, double last);
/// "reach", "vanish" …
std::string_view name(GradientFlow flow);

/// How a gradient check of a whole network went.
enum class CheckVerdict : uint8_t {
    agree,       ///< no parameter's mean |backprop − numerical| exceeds 1e-6, which is rounding at a good h
    differ,      ///< one does
    not_finite,  ///< one is no number
};
/// From the mean |backprop − numerical| of each parameter; without any they agree.
CheckVerdict judge_check(std::span<const double> mean_differences);
std::string_view name(CheckVerdict verdict);

}  // namespace bp
