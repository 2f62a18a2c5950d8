#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "base/rng.hpp"
#include "kernels/elementwise.hpp"

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInf = std::numeric_limits<float>::infinity();

/// The distance in units of the last place of `expected`.
double ulps(float found, double expected) {
    const auto rounded = static_cast<float>(expected);
    const float next = std::nextafter(std::abs(rounded), kInf);
    return std::abs(static_cast<double>(found) - expected) / static_cast<double>(next - std::abs(rounded));
}

/// The worst of kernel(x) against exact(x) over a fine grid.
template <class Kernel, class Exact>
double worst(float low, float high, Kernel kernel, Exact exact) {
    constexpr int kSteps = 400'000;
    std::vector<float> x;
    for (int i = 0; i <= kSteps; ++i)
        x.push_back(low + (high - low) * static_cast<float>(i) / static_cast<float>(kSteps));
    std::vector<float> y = x;
    kernel(std::span<float>(y));
    double result = 0;
    for (size_t i = 0; i < x.size(); ++i)
        result = std::max(result, ulps(y[i], exact(static_cast<double>(x[i]))));
    return result;
}

double sigmoid_of(double x) { return 1 / (1 + std::exp(-x)); }

}  // namespace

TEST_CASE("exp is within 2 ulp, clamped at ±60") {
    const auto kernel = [](std::span<float> y) { bp::clamped_exp(y, y); };
    CHECK(worst(-60, 60, kernel, [](double x) { return std::exp(x); }) < 2);
    CHECK(worst(-1, 1, kernel, [](double x) { return std::exp(x); }) < 2);
    std::vector<float> y{-61, -1e30f, -kInf, 61, kInf, kNan, 0, -0.0f};
    bp::clamped_exp(y, y);
    for (const size_t i : {0u, 1u, 2u}) CHECK(ulps(y[i], std::exp(-60.0)) < 2);
    for (const size_t i : {3u, 4u}) CHECK(ulps(y[i], std::exp(60.0)) < 2);
    CHECK(std::isnan(y[5]));
    CHECK(y[6] == 1);
    CHECK(y[7] == 1);
}

TEST_CASE("sigmoid and tanh are within 3 and 4 ulp and let NaN through") {
    CHECK(worst(-59, 59, bp::sigmoid, sigmoid_of) < 3);
    CHECK(worst(
              -20, 20, [](auto y) { bp::tanh(y); }, [](double x) { return std::tanh(x); }) < 4);
    CHECK(worst(
              -1, 1, [](auto y) { bp::tanh(y); }, [](double x) { return std::tanh(x); }) < 4);
    std::vector<float> z{kNan, kInf, -kInf, 0, 1e-20f};
    auto t = z;
    bp::sigmoid(z);
    CHECK(std::isnan(z[0]));
    CHECK(z[1] == 1);
    CHECK((z[2] > 0 && z[2] < 1e-25f));
    CHECK(z[3] == 0.5f);
    bp::tanh(t);
    CHECK(std::isnan(t[0]));
    CHECK(t[1] == 1);
    CHECK(t[2] == -1);
    CHECK(t[3] == 0);
    CHECK(t[4] == 1e-20f);
}

TEST_CASE("activations and their gradients, whatever is left after the last whole vector") {
    for (size_t n = 0; n < 14; ++n) {
        std::vector<float> a(n + 2, 99);
        bp::Rng rng(n + 1);
        for (size_t i = 0; i < n; ++i) a[i] = static_cast<float>(rng.normal());
        if (n > 2) a[2] = kNan;
        auto z = a;
        bp::relu(std::span(z).first(n));
        auto d = std::vector<float>(n + 2, 2);
        bp::relu_backward(std::span<const float>(z).first(n), std::span(d).first(n));
        auto ds = std::vector<float>(n + 2, 2);
        bp::sigmoid_backward(std::span<const float>(a).first(n), std::span(ds).first(n));
        auto dt = std::vector<float>(n + 2, 2);
        bp::tanh_backward(std::span<const float>(a).first(n), std::span(dt).first(n));
        for (size_t i = 0; i < n; ++i) {
            if (std::isnan(a[i])) {
                CHECK(std::isnan(z[i]));
                CHECK(std::isnan(ds[i]));
                continue;
            }
            CHECK(z[i] == std::max(a[i], 0.0f));
            CHECK(d[i] == (a[i] > 0 ? 2.0f : 0.0f));
            CHECK(ds[i] == 2 * a[i] * (1 - a[i]));
            CHECK(dt[i] == 2 * (1 - a[i] * a[i]));
        }
        for (size_t i = n; i < n + 2; ++i) {
            CHECK(z[i] == 99);
            CHECK(d[i] == 2);
        }
    }
}

TEST_CASE("softmax with loss is the formula, for any number of classes") {
    for (const size_t classes : {1u, 2u, 3u, 4u, 7u, 10u, 13u}) {
        constexpr size_t kRows = 5;
        std::vector<float> a(kRows * classes);
        bp::Rng rng(classes);
        for (float& v : a) v = static_cast<float>(4 * rng.normal());
        std::vector<int> labels(kRows);
        for (int& label : labels) label = static_cast<int>(rng.below(static_cast<uint32_t>(classes)));
        std::vector<float> d(a.size());
        const float loss = bp::softmax_with_loss(classes, a, labels, d);
        double expected = 0;
        for (size_t row = 0; row < kRows; ++row) {
            double sum = 0;
            for (size_t k = 0; k < classes; ++k) sum += std::exp(static_cast<double>(a[row * classes + k]));
            for (size_t k = 0; k < classes; ++k) {
                const bool truth = labels[row] == static_cast<int>(k);
                const double y = std::exp(static_cast<double>(a[row * classes + k])) / sum;
                CHECK(std::abs(static_cast<double>(d[row * classes + k]) - (y - truth) / kRows) < 1e-7);
                if (truth) expected -= std::log(y) / kRows;
            }
        }
        CHECK(std::abs(static_cast<double>(loss) - expected) < 1e-6 * (1 + expected));
    }
}

TEST_CASE("softmax with loss with scores that are not finite, or far apart") {
    std::vector<float> d(3);
    const auto loss = [&](std::vector<float> a) { return bp::softmax_with_loss(3, a, std::vector{0}, d); };
    CHECK(std::isnan(loss({0, kNan, 0})));
    CHECK(std::isnan(loss({kNan, 0, 0})));
    CHECK(std::isnan(loss({0, kInf, 0})));
    CHECK(loss({-kInf, 0, 0}) == kInf);
    CHECK(std::isfinite(loss({0, -kInf, 0})));
    CHECK(loss({-1000, 0, -2000}) == 1000);
    for (const float v : d) CHECK((v == 0 || std::abs(v) > 1e-27f));  // no denormals
}

TEST_CASE("a bias is added to every row") {
    for (size_t n = 1; n < 10; ++n) {
        std::vector<float> b(n);
        for (size_t j = 0; j < n; ++j) b[j] = static_cast<float>(j + 1);
        std::vector<float> y(3 * n, 0.5f);
        bp::add_bias(b, y);
        for (size_t i = 0; i < y.size(); ++i) CHECK(y[i] == b[i % n] + 0.5f);
    }
}

TEST_CASE("what is not finite is found at every place") {
    for (size_t n = 0; n < 13; ++n) {
        std::vector<float> x(n, -3e38f);
        CHECK(bp::all_finite(x));
        for (size_t i = 0; i < n; ++i) {
            for (const float bad : {kNan, kInf, -kInf}) {
                x[i] = bad;
                CHECK(!bp::all_finite(x));
            }
            x[i] = 0;
        }
    }
}
