#include "ui/canvas/number_drag.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace bp::ui {

namespace {

// Powers of ten beyond these overflow or lose digits: steps stay within.
constexpr int kMinExponent = -300;
constexpr int kMaxExponent = 300;

double power_of_ten(int exponent) { return std::pow(10.0, exponent); }

double clamped(double value) {
    constexpr double most = std::numeric_limits<double>::max();
    return std::isnan(value) ? 0.0 : std::clamp(value, -most, most);
}

}  // namespace

double NumberStep::size() const { return mantissa * power_of_ten(exponent); }

NumberStep step_for(double value) {
    if (!std::isfinite(value) || value == 0) return {};
    // The small lift keeps 1000 · 1 % at 10, where the logarithm may come out a hair below 1.
    const double decade = std::log10(std::abs(value)) - 2 + 1e-9;
    const int exponent = std::clamp(static_cast<int>(std::floor(decade)), kMinExponent, kMaxExponent);
    const double rest = std::pow(10.0, decade - exponent);
    return {rest >= 5 ? 5 : rest >= 2 ? 2 : 1, exponent};
}

double snapped(double value, NumberStep step) {
    if (!std::isfinite(value)) return clamped(value);
    const int exponent = std::clamp(step.exponent, kMinExponent, kMaxExponent);
    // Dividing by a power of ten is rounded correctly, multiplying by its inverse is not: 33 / 10, never 33 ·
    // 0.1.
    if (exponent < 0) {
        const double scale = power_of_ten(-exponent);
        const double count = std::round(value * scale / step.mantissa);
        return std::isfinite(count) ? count * step.mantissa / scale : value;
    }
    const double scale = power_of_ten(exponent) * step.mantissa;
    return clamped(std::round(value / scale) * scale);
}

double nudged(double value, int direction, double factor) {
    NumberDrag drag(value);
    return drag.move(static_cast<float>(direction), factor);
}

NumberDrag::NumberDrag(double start)
    : start_(std::isfinite(start) ? start : 0), value_(start), step_(step_for(start)) {}

double NumberDrag::move(float pixels, double factor) {
    if (pixels == 0 || !std::isfinite(pixels)) return value_;
    travelled_ += static_cast<double>(pixels) * factor;
    const NumberStep grid = factor < 1 ? step_.tenth() : step_;
    value_ = travelled_ == 0 ? start_ : snapped(start_ + travelled_ * step_.size(), grid);
    return value_;
}

}  // namespace bp::ui
