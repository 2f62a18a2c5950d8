#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>

#include "network/optimizer.hpp"

using bp::OptimizerRule;
using Catch::Matchers::WithinAbs;

namespace {

/// Where a parameter that starts at 1 is after steps with these gradients, learning rate 0.1.
double after(OptimizerRule rule, std::initializer_list<double> gradients) {
    const size_t sizes[] = {1};
    bp::Optimizer<double> optimizer(rule, 0.1, sizes);
    double w = 1;
    uint64_t iteration = 0;
    for (const double g : gradients) optimizer.update(0, std::span(&w, 1), std::span(&g, 1), ++iteration);
    return w;
}

}  // namespace

TEST_CASE("sgd walks down the gradient: 1 - 0.1*0.5 - 0.1*0.25") {
    CHECK_THAT(after(OptimizerRule::sgd, {0.5, 0.25}), WithinAbs(0.925, 1e-15));
}

TEST_CASE("momentum keeps nine tenths of its speed: v = -0.05, then -0.045 - 0.025 = -0.07") {
    CHECK_THAT(after(OptimizerRule::momentum, {0.5, 0.25}), WithinAbs(1 - 0.05 - 0.07, 1e-15));
}

TEST_CASE("adagrad divides by the root of the summed squares: 0.25, then 0.3125") {
    const double first = 0.1 * 0.5 / (0.5 + 1e-7);
    const double second = 0.1 * 0.25 / (std::sqrt(0.3125) + 1e-7);
    CHECK_THAT(after(OptimizerRule::adagrad, {0.5, 0.25}), WithinAbs(1 - first - second, 1e-15));
}

TEST_CASE("adam's first two steps by hand") {
    // t = 1: m = 0.05, v = 0.00025, rate = 0.1·√0.001/0.1
    const double rate1 = 0.1 * std::sqrt(0.001) / 0.1;
    const double first = rate1 * 0.05 / (std::sqrt(0.00025) + 1e-7);
    // t = 2: m = 0.05 + 0.1·(0.25 − 0.05) = 0.07, v = 0.00025 + 0.001·(0.0625 − 0.00025)
    const double rate2 = 0.1 * std::sqrt(1 - 0.999 * 0.999) / (1 - 0.81);
    const double second = rate2 * 0.07 / (std::sqrt(0.00025 + 0.001 * (0.0625 - 0.00025)) + 1e-7);
    CHECK_THAT(after(OptimizerRule::adam, {0.5, 0.25}), WithinAbs(1 - first - second, 1e-12));
}

TEMPLATE_TEST_CASE("what an optimizer remembers ends at 0, not at a denormal", "", float, double) {
    for (const auto rule : {bp::OptimizerRule::momentum, bp::OptimizerRule::adam}) {
        const std::vector<size_t> sizes{1};
        bp::Optimizer<TestType> optimizer(rule, 0.1, sizes);
        std::vector<TestType> w{1};
        std::vector<TestType> g{1};
        for (uint64_t step = 1; step < 10'000; ++step) {
            optimizer.update(0, w, g, step);
            g[0] = 0;
            REQUIRE(std::fpclassify(optimizer.state()[0][0]) != FP_SUBNORMAL);
        }
        CHECK(optimizer.state()[0][0] == 0);
    }
}
