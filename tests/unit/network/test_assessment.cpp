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
#include "network/assessment.hpp"
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

namespace {

/// Ten samples of three classes, the last class without any.
bp::Assessment assessed() {
    bp::Assessment found{.classes = 3};
    found.labels = {0, 0, 0, 0, 1, 1, 1, 1, 1, 1};
    found.predicted = {0, 0, 1, 2, 1, 1, 1, 1, 0, 0};
    found.losses = {0.1f, 0.2f, 2, 3, 0.1f, 0.1f, 0.1f, 0.1f, 4, 4};
    found.confusion = std::vector<uint32_t>(9);
    for (size_t i = 0; i < 10; ++i) ++found.confusion[3u * found.labels[i] + found.predicted[i]];
    return found;
}

using Samples = std::vector<uint32_t>;

}  // namespace

TEST_CASE("classes are counted with what is right of them; one without samples has no accuracy") {
    const auto counts = bp::class_counts(assessed());
    REQUIRE(counts.size() == 3);
    CHECK((counts[0].size == 4 && counts[0].right == 2));
    CHECK(counts[1].accuracy() == 4.0 / 6);
    CHECK(counts[2].size == 0);
    CHECK(std::isnan(counts[2].accuracy()));
}

TEST_CASE("the confusion matrix is toned by class accuracy, and by the square root of a mistake's count") {
    const auto tones = bp::confusion_tones(assessed());
    CHECK(tones[0] == 0.5f);
    CHECK(tones[3] == 1);  // two of class 1 taken for 0: the most common mistake
    CHECK_THAT(tones[1], WithinAbs(std::sqrt(0.5), 1e-6));
    CHECK(tones[8] == 0);
    bp::Assessment perfect{.classes = 1};
    perfect.confusion = {7};
    CHECK(bp::confusion_tones(perfect) == std::vector<float>{1});
}

TEST_CASE(
    "mistakes come with the largest loss first, equal ones in the set's order, those without a number "
    "before") {
    auto found = assessed();
    CHECK(bp::mistakes(found) == Samples{8, 9, 3, 2});
    CHECK(bp::cell_members(found, 1, 0) == Samples{8, 9});
    CHECK(bp::cell_members(found, 0, 0) == Samples{1, 0});
    CHECK(bp::cell_members(found, 2, 2).empty());
    found.losses[2] = std::numeric_limits<float>::infinity();
    found.losses[3] = std::nanf("");
    CHECK(bp::mistakes(found) == Samples{2, 3, 8, 9});
    CHECK(bp::mistakes(bp::Assessment{}).empty());
}

TEST_CASE("classes are listed in their order, or the likeliest first when they are many") {
    const std::vector<double> p{0.1, 0.5, 0.1, 0.3};
    CHECK(bp::likeliest(p) == 1);
    CHECK(bp::listed_classes(p, 4) == Samples{0, 1, 2, 3});
    CHECK(bp::listed_classes(p, 3) == Samples{1, 3, 0});
    const std::vector<double> bad{std::nan(""), 0.2, 0.2};
    CHECK(bp::likeliest(bad) == 1);
    CHECK(bp::listed_classes(bad, 2) == Samples{1, 2});
    CHECK(bp::likeliest(std::vector<double>(3, std::nan(""))) == 0);
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
