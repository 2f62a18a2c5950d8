#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "network/network.hpp"
#include "network/statistics.hpp"
#include "network/verdicts.hpp"

using namespace bp;

namespace {
constexpr double kInfinity = std::numeric_limits<double>::infinity();
const double kNan = std::nan("");
}  // namespace

TEST_CASE("gradients reach the first layer, vanish or explode by a factor of 100") {
    CHECK(judge_gradients(1e-3, 1e-3) == GradientFlow::reach);
    CHECK(judge_gradients(1e-5, 1e-3) == GradientFlow::reach);
    CHECK(judge_gradients(0.99e-5, 1e-3) == GradientFlow::vanish);
    CHECK(judge_gradients(1e-3, 0.99e-5) == GradientFlow::explode);
    CHECK(judge_gradients(1e-300, 1) == GradientFlow::vanish);
}

TEST_CASE("no gradient, and numbers that are none, have verdicts of their own") {
    CHECK(judge_gradients(0, 1e-3) == GradientFlow::none);
    CHECK(judge_gradients(0, 0) == GradientFlow::none);
    CHECK(judge_gradients(1e-3, 0) == GradientFlow::explode);
    for (const double bad : {kNan, kInfinity}) {
        CHECK(judge_gradients(bad, 1) == GradientFlow::not_finite);
        CHECK(judge_gradients(1, bad) == GradientFlow::not_finite);
    }
    CHECK(name(GradientFlow::not_finite) == "not_finite");
}

TEST_CASE("a deep sigmoid network with small weights lets gradients vanish, with He weights and relu not") {
    const auto flow = [](Activation activation, WeightInit init) {
        Network<float> net({.layers = {6, 30, 30, 30, 3}, .activation = activation, .init = init});
        auto x = Tensor<float>::filled(Shape{4, 6}, 0.5f);
        for (size_t i = 0; i < x.data.size(); ++i) x.data[i] = static_cast<float>(i % 5) / 4;
        const auto layers = layer_statistics(net, x, Tensor<float>{{4}, {0, 1, 2, 0}});
        return judge_gradients(layers.front().mean_abs_gradient, layers.back().mean_abs_gradient);
    };
    CHECK(flow(Activation::sigmoid, {WeightInit::Rule::fixed, 0.01}) == GradientFlow::vanish);
    CHECK(flow(Activation::relu, {WeightInit::Rule::he}) == GradientFlow::reach);
    CHECK(flow(Activation::relu, {WeightInit::Rule::fixed, 0}) == GradientFlow::none);
}

TEST_CASE("a layer is stuck when more than a quarter of its units is dead") {
    LayerStatistics layer{.units = 8, .activations = Histogram(0, 1, 4), .gradients = Histogram(-12, 2, 4)};
    layer.dead = 2;
    CHECK(!layer.is_stuck());
    layer.dead = 3;
    CHECK(layer.is_stuck());
    CHECK(std::isnan(layer.zero_share()));
    layer.zero_gradients = 3;
    layer.gradients.add(-1);
    CHECK(layer.zero_share() == 0.75);
}

TEST_CASE("a network's check agrees up to a mean difference of 1e-6 in every parameter") {
    CHECK(judge_check(std::vector{1e-10, 1e-6}) == CheckVerdict::agree);
    CHECK(judge_check(std::vector{1e-10, 1.1e-6}) == CheckVerdict::differ);
    CHECK(judge_check(std::vector{1.0, kNan}) == CheckVerdict::not_finite);
    CHECK(judge_check(std::vector{kInfinity, 0.0}) == CheckVerdict::not_finite);
    CHECK(judge_check({}) == CheckVerdict::agree);
}

TEST_CASE("colours are full at a round number that nearly all stay below") {
    std::vector<float> numbers(1000, 0.1f);
    CHECK(std::abs(colour_scale(numbers).full - 0.15) < 1e-12);  // 0.1f is above 0.1
    numbers[0] = -5;                                             // one of a thousand
    const ColourScale scale = colour_scale(numbers);
    CHECK(scale.largest == 5);
    CHECK(scale.full <= 0.15 + 1e-12);
    for (size_t i = 0; i < 10; ++i) numbers[i] = 5;  // ten are not nearly none
    CHECK(colour_scale(numbers).full == 5);
}

TEST_CASE("a scale without numbers is 0, and what is not finite has no part in it") {
    CHECK(colour_scale({}).full == 0);
    CHECK(colour_scale(std::vector<float>(10)).full == 0);
    CHECK(colour_scale(std::vector{std::nanf("")}).largest == 0);
    const auto scale = colour_scale(std::vector{1.0f, std::numeric_limits<float>::infinity(), std::nanf("")});
    CHECK(scale.largest == 1);
    CHECK(scale.full == 1);
}

TEST_CASE("weights as images: a column of the matrix is an image, its extreme keeps its sign") {
    const Tensor<float> weights{{3, 2}, {1, 2, -4, 3, 0, -3}};
    const UnitImages units = unit_images(view(weights));
    CHECK(units.images == std::vector<float>{1, -4, 0, 2, 3, -3});
    CHECK(units.extremes == std::vector<float>{-4, 3});
    CHECK(units.scale.largest == 4);
    CHECK(units.scale.full == 5);
}
