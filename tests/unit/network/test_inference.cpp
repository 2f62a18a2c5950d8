#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <limits>

#include "base/problem.hpp"
#include "base/rng.hpp"
#include "graph/grad_check.hpp"
#include "idx_files.hpp"
#include "network/inference.hpp"
#include "network/statistics.hpp"

using bp::Activation;
using Catch::Matchers::WithinAbs;

namespace {

bp::Dataset columns(uint32_t n) {
    return bp::Dataset::from_idx(idx_files::columns_images(n), idx_files::columns_labels(n));
}

template <class T>
bp::Tensor<T> noise(const bp::Shape& shape, uint64_t seed) {
    bp::Rng rng(seed);
    auto tensor = bp::Tensor<T>::filled(shape, 0);
    for (T& x : tensor.data) x = static_cast<T>(rng.normal());
    return tensor;
}

}  // namespace

TEST_CASE("numerical gradients of a network are those of the graph it is") {
    const auto activation = GENERATE(Activation::relu, Activation::sigmoid, Activation::tanh);
    const auto layers =
        GENERATE(std::vector<int>{4, 3}, std::vector<int>{4, 5, 3}, std::vector<int>{4, 5, 2, 3});
    bp::Network<double> net({.layers = layers, .activation = activation, .init = {bp::WeightInit::Rule::he}});
    const auto x = noise<double>({3, 4}, 7);
    const bp::Tensor<double> t = GENERATE(bp::Tensor<double>{{3}, {2, 0, 1}},
                                          bp::Tensor<double>{{3, 3}, {0, 1, 0, 0.5, 0.5, 0, 0, 0, 1}});
    const auto execution = net.execution(x, t);
    for (const auto& [name, value] : net.numerical_gradient(x, t)) {
        const auto expected = bp::numerical_gradient(execution, *net.graph().find(name), 1e-4);
        for (size_t k = 0; k < value.data.size(); ++k)
            CHECK_THAT(value.data[k], WithinAbs(expected.data[k], 1e-9));
    }
}

TEST_CASE(
    "a network's gradient check has a row for each parameter, and looks at no more elements than told") {
    bp::Network<float> net({.layers = {4, 5, 3}, .init = {bp::WeightInit::Rule::he}});
    const auto rows = net.grad_check(noise<float>({3, 4}, 7), {bp::Shape{3}, {2, 0, 1}}, 1e-4, 6);
    REQUIRE(rows.size() == 4);
    const size_t checked[] = {6, 5, 6, 3};
    for (size_t i = 0; i < 4; ++i) {
        CHECK(net.graph().node(rows[i].leaf).name == net.params()[i].name);
        CHECK(rows[i].checked == checked[i]);
        CHECK(rows[i].max_abs < 1e-7);
    }
    CHECK_THROWS_AS(net.grad_check(noise<float>({3, 4}, 7), {bp::Shape{3}, {2, 0, 1}}, -1), bp::Problem);
}

TEMPLATE_TEST_CASE("an assessment adds up", "", float, double) {
    bp::Network<TestType> net({.layers = {6, 5, 3}, .init = {bp::WeightInit::Rule::he}});
    const auto set = columns(1203);  // two whole chunks and a part
    const auto found = bp::assess(net, set);
    REQUIRE(found.losses.size() == 1203);
    uint32_t right = 0;
    uint32_t all = 0;
    for (size_t k = 0; k < 9; ++k) {
        all += found.confusion[k];
        if (k % 4 == 0) right += found.confusion[k];
    }
    CHECK(all == 1203);
    CHECK(found.accuracy == right / 1203.0);
    double sum = 0;
    for (const float loss : found.losses) sum += static_cast<double>(loss);
    bp::Tensor<TestType> x{{1203, 6}, std::vector<TestType>(1203 * 6)};
    bp::Tensor<TestType> t{{1203}, std::vector<TestType>(1203)};
    std::vector<uint32_t> indices(1203);
    for (uint32_t i = 0; i < 1203; ++i) indices[i] = i;
    set.gather<TestType>(indices, x.data.data(), t.data.data());
    CHECK_THAT(sum / 1203, WithinAbs(static_cast<double>(net.loss(x, t)), 1e-5));
    CHECK_THAT(found.accuracy, WithinAbs(net.accuracy(x, t), 1e-12));
}

TEST_CASE("statistics of a network whose numbers overflow are still counts") {
    bp::Network<float> net({.layers = {6, 5, 3}});
    auto params = net.params();
    params[0].value.data.assign(30, std::numeric_limits<float>::infinity());
    net.set_params(params);
    const auto layers =
        bp::layer_statistics(net, noise<float>({4, 6}, 1), bp::Tensor<float>{{4}, {0, 1, 2, 0}});
    REQUIRE(layers.size() == 2);
    CHECK(std::isfinite(layers[0].activations.high));
    CHECK(layers[1].units == 3);
}

TEST_CASE("a number outside a histogram counts in the nearest bin") {
    bp::Histogram histogram(-1, 1, 4);
    for (const double x : {-7.0, -1.0, -0.1, 0.0, 1.0, 5.0, std::nan("")}) histogram.add(x);
    CHECK(histogram.counts == std::vector<uint32_t>{2, 1, 1, 2});
}
