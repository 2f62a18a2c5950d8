#pragma once

namespace bp::ui {

/// An amount m · 10^e with m one of 1, 2, 5, kept in parts so that its multiples are the decimal numbers they
/// look like.
struct NumberStep {
    int mantissa = 1;
    int exponent = -2;

    double size() const;
    NumberStep tenth() const { return {mantissa, exponent - 1}; }
};

/// About a hundredth of the number's magnitude; 0.01 for zero and what is not finite.
NumberStep step_for(double value);

/// The multiple of the step nearest to the value: 3.3000000000000003 → 3.3 for a step of 0.1. Finite.
double snapped(double value, NumberStep step);

/// One step up (+1) or down (−1); `factor` is 10 for coarse, 0.1 for fine, else 1.
double nudged(double value, int direction, double factor);

/// A number that follows a horizontal drag: one step a pixel, the step being set when the drag starts.
class NumberDrag {
  public:
    explicit NumberDrag(double start);

    double value() const { return value_; }
    /// The number after the pointer went `pixels` further; the factor as in nudged().
    double move(float pixels, double factor);

  private:
    double start_;
    double value_;
    double travelled_ = 0;
    NumberStep step_;
};

}  // namespace bp::ui
