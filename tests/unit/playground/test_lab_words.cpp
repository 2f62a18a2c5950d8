#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

#include "base/number.hpp"
#include "playground/lab/lab_words.hpp"
#include "support/graphs.hpp"
#include "support/korean.hpp"

using namespace bp;

namespace {

double ticking() {
    static double now = 0;
    return now += 1e-3;
}

LabReport report_of(const TestGraph& graph) {
    Lab lab(ticking);
    lab.follow(graph.execution.shared_graph());
    return lab.report(graph.execution);
}

/// A report whose curve in double has these regimes and one error everywhere.
LabReport drawn(bool truncation, bool rounding, double error = 1e-9) {
    LabReport report;
    report.curve.in_double = {.errors = std::vector<double>(lab_steps().size(), error),
                              .best = 16,
                              .truncation = truncation,
                              .rounding = rounding};
    return report;
}

}  // namespace

TEST_CASE("the curve's verdict: both regimes, one of them, or neither") {
    CHECK(judge_curve(report_of(graph_of("z = sin(x) * exp(x)", {{"x", 0.7}}))) == CurveVerdict::both);
    CHECK(judge_curve(report_of(graph_of("z = 3 * x", {{"x", 0.7}}))) == CurveVerdict::only_rounding);
    CHECK(judge_curve(drawn(true, false)) == CurveVerdict::only_truncation);
    CHECK(judge_curve(drawn(false, false)) == CurveVerdict::flat);
}

TEST_CASE("the curve's verdict: a wrong gradient comes before the regimes, where its leaf is shown") {
    LabReport report = drawn(true, true);
    report.leaves = {{.row = {.leaf = NodeId{1}}, .agreement = Agreement::agrees},
                     {.row = {.leaf = NodeId{2}}, .agreement = Agreement::differs}};
    CHECK(judge_curve(report) == CurveVerdict::wrong_gradient);
    report.chosen = NodeId{1};
    CHECK(judge_curve(report) == CurveVerdict::both);
    report.chosen = NodeId{2};
    CHECK(judge_curve(report) == CurveVerdict::wrong_gradient);
}

TEST_CASE("the curve's verdict: an error that is never a number is said to be none") {
    CHECK(judge_curve(drawn(true, true, std::nan(""))) == CurveVerdict::not_finite);
    CHECK(judge_curve(drawn(false, false, std::numeric_limits<double>::infinity())) ==
          CurveVerdict::not_finite);
    CHECK(judge_curve(LabReport{}) == CurveVerdict::not_finite);
    CHECK(curve_sentence(LabReport{}, Language::en).empty());
    CHECK(curve_sentence(drawn(false, false, std::nan("")), Language::en)
              .starts_with("The error is not finite"));
}

TEST_CASE("the curve's sentence names the best h and the error there") {
    const std::string both = curve_sentence(drawn(true, true), Language::en);
    CHECK(both.starts_with("In double, the error is smallest at h = 1e-5: 1e-9."));
    test::load_korean();
    CHECK(curve_sentence(drawn(true, true), Language::ko).starts_with("double에서는 h = 1e-5일 때"));
}

TEST_CASE("the race says how many times as fast backpropagation is, and when it is not") {
    Race race{.numbers = 39760, .evaluations = 79520, .numerical = 4, .backprop = 1e-3};
    CHECK(race_sentence(race, Language::en)
              .starts_with("Backpropagation is 4,000 times as fast here, for 39,760 numbers."));
    race.numerical = 1.44e-3;
    CHECK(race_sentence(race, Language::en).starts_with("For a single number"));
    race.numerical = 2.47e-3;
    race.extrapolated = true;
    const std::string part = race_sentence(race, Language::en);
    CHECK(part.starts_with("Backpropagation is 2.5 times"));
    CHECK(part.find("extrapolated") != part.npos);
    race.backprop = 0;  // a clock too coarse to tell
    CHECK(race_sentence(race, Language::en).find("inf") == std::string::npos);
    CHECK(race_sentence(Race{}, Language::en).empty());
}

TEST_CASE("the nearest step to h, by ratio") {
    const auto steps = lab_steps();
    for (size_t i = 0; i < steps.size(); ++i) CHECK(nearest_step(steps[i]) == i);
    CHECK(nearest_step(0.09) == 0);
    CHECK(nearest_step(1e-300) == steps.size() - 1);
}
