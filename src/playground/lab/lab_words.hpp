#pragma once

#include <string>

#include "playground/lab/lab.hpp"
#include "playground/words/strings.hpp"

// What the gradient check shows, in sentences.
namespace bp {

/// Why the error of numerical gradients changes with h as it does.
enum class CurveVerdict {
    wrong_gradient,   ///< a leaf that is shown differs at every h
    not_finite,       ///< there is no h at which the error is a number
    both,             ///< truncation with a large h, rounding with a small one
    only_rounding,    ///< of second degree at most: central differences cut nothing off
    only_truncation,  ///< at the smallest h too
    flat,             ///< neither
};

/// Judges the curve in double; the report's state is current or outdated.
CurveVerdict judge_curve(const LabReport& report);

/// "Least error in double at h = 1e-5: …".
std::string curve_sentence(const LabReport& report, Language language);

/// How many times as fast backpropagation is, on how many numbers, and how that was measured.
std::string race_sentence(const Race& race, Language language);

/// The step of lab_steps() that is nearest to h, by ratio.
size_t nearest_step(double h);

}  // namespace bp
