#include "playground/lab/lab_words.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/number.hpp"

namespace bp {

CurveVerdict judge_curve(const LabReport& report) {
    const Curve::Line& line = report.curve.in_double;
    for (const CheckedLeaf& leaf : report.leaves) {
        const bool shown = !report.chosen || leaf.row.leaf == *report.chosen;
        if (shown && leaf.agreement == Agreement::differs) return CurveVerdict::wrong_gradient;
    }
    if (line.errors.empty() || !std::isfinite(line.errors[line.best])) return CurveVerdict::not_finite;
    if (line.truncation && line.rounding) return CurveVerdict::both;
    if (line.rounding) return CurveVerdict::only_rounding;
    if (line.truncation) return CurveVerdict::only_truncation;
    return CurveVerdict::flat;
}

std::string curve_sentence(const LabReport& report, Language language) {
    constexpr std::array<std::string_view, 6> kKeys{
        "check.curve.wrong_gradient", "check.curve.not_finite",      "check.curve.both",
        "check.curve.only_rounding",  "check.curve.only_truncation", "check.curve.flat"};
    const Curve::Line& line = report.curve.in_double;
    if (line.errors.empty()) return {};
    return fill(language, kKeys[static_cast<size_t>(judge_curve(report))],
                {{"h", brief(lab_steps()[line.best], 2)}, {"error", brief(line.errors[line.best], 2)}});
}

std::string race_sentence(const Race& race, Language language) {
    constexpr double kFaster = 1.5;
    if (race.numbers == 0) return {};
    const double times = race.numerical / std::max(race.backprop, 1e-12);
    std::string sentence(text(language, "check.race.one"));
    if (times >= kFaster) {
        sentence = fill(language, "check.race.faster",
                        {{"times", brief(times, times < 10 ? 2 : 3)},
                         {"count", grouped(static_cast<int64_t>(race.numbers))}});
    }
    if (race.extrapolated) sentence.append(" ").append(text(language, "check.race.extrapolated"));
    return sentence.append(" ").append(text(language, "check.race.mnist"));
}

size_t nearest_step(double h) {
    const auto steps = lab_steps();
    const auto nearest =
        std::ranges::min_element(steps, {}, [h](double step) { return std::abs(std::log(step / h)); });
    return static_cast<size_t>(nearest - steps.begin());
}

}  // namespace bp
