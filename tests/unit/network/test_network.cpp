#include <algorithm>
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cmath>
#include <functional>
#include <limits>

#include "base/problem.hpp"
#include "base/rng.hpp"
#include "formula/formula.hpp"
#include "network/network.hpp"

using bp::Activation;
using bp::NetSpec;
using bp::Network;
using bp::Shape;
using bp::Tensor;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

template <class T = double>
Tensor<T> random_batch(int rows, int columns, uint64_t seed = 3) {
    bp::Rng rng(seed);
    auto x = Tensor<T>::filled(Shape{rows, columns}, T{0});
    for (T& value : x.data) value = static_cast<T>(rng.normal());
    return x;
}

double mean_abs_difference(const Tensor<double>& a, const Tensor<double>& b) {
    double sum = 0;
    for (size_t i = 0; i < a.data.size(); ++i) sum += std::abs(a.data[i] - b.data[i]);
    return sum / static_cast<double>(a.data.size());
}

/// 2-2-2 with ReLU and weights to compute with by hand.
Network<double> by_hand() {
    Network<double> net({.layers = {2, 2, 2}});
    net.set_params({{"W1", {{2, 2}, {1, -1, 2, 1}}},
                    {"b1", {{2}, {0, 1}}},
                    {"W2", {{2, 2}, {1, 0, 0.5, 1}}},
                    {"b2", {{2}, {0.25, -1}}}});
    return net;
}

std::string refusal(const NetSpec& spec) {
    try {
        Network<double> net(spec);
    } catch (const bp::Problem& problem) {
        return problem.what();
    }
    return "accepted";
}

}  // namespace

TEST_CASE("a network has W1, b1, W2, b2 … in the shapes of its layers") {
    const Network<float> net({.layers = {4, 3, 5, 2}});
    std::string seen;
    for (const auto& [name, value] : net.params()) seen += name + value.shape.text() + " ";
    CHECK(seen == "W1(4, 3) b1(3,) W2(3, 5) b2(5,) W3(5, 2) b3(2,) ");
}

TEST_CASE("weights scatter as asked for, biases start at 0") {
    using Rule = bp::WeightInit::Rule;
    const auto [init, expected] = GENERATE(table<bp::WeightInit, double>(
        {{{Rule::fixed, 0.01}, 0.01}, {{Rule::he}, std::sqrt(2.0 / 100)}, {{Rule::xavier}, 0.1}}));
    const Network<double> net({.layers = {100, 200, 2}, .init = init});
    double squares = 0;
    double sum = 0;
    for (const double w : net.params()[0].value.data) {
        sum += w;
        squares += w * w;
    }
    // 20,000 draws: mean and deviation scatter by 0.7 % and 0.5 % of the deviation; five times that is far
    // enough.
    CHECK_THAT(sum / 20000, WithinAbs(0, 0.035 * expected));
    CHECK_THAT(std::sqrt(squares / 20000), WithinRel(expected, 0.025));
    CHECK(std::ranges::all_of(net.params()[1].value.data, [](double b) { return b == 0; }));
}

TEST_CASE("the same seed gives the same weights, float the rounded ones of double") {
    const Network<double> one({.layers = {3, 4, 2}, .seed = 7});
    const Network<double> same({.layers = {3, 4, 2}, .seed = 7});
    const Network<double> other({.layers = {3, 4, 2}, .seed = 8});
    const Network<float> rounded({.layers = {3, 4, 2}, .seed = 7});
    CHECK(one.params()[0].value == same.params()[0].value);
    CHECK(one.params()[0].value != other.params()[0].value);
    CHECK(rounded.params()[0].value == bp::converted<float>(one.params()[0].value));
}

TEST_CASE("scores, loss and accuracy by hand") {
    auto net = by_hand();
    // x = (1, 1): a1 = (3, 1), z1 = (3, 1), a2 = (3.75, 0); x = (-1, 0): a1 = (-1, 2), z1 = (0, 2), a2 =
    // (1.25, 1)
    const Tensor<double> x{{2, 2}, {1, 1, -1, 0}};
    CHECK(net.predict(x).data == std::vector<double>{3.75, 0, 1.25, 1});
    CHECK(net.predict(x).shape == Shape{2, 2});
    const double expected = (std::log(1 + std::exp(-3.75)) + std::log(1 + std::exp(0.25))) / 2;
    CHECK_THAT(net.loss(x, {{2}, {0, 1}}), WithinRel(expected, 1e-14));
    CHECK(net.loss(x, {{2, 2}, {1, 0, 0, 1}}) == net.loss(x, {{2}, {0, 1}}));
    CHECK(net.accuracy(x, {{2}, {0, 1}}) == 0.5);
    CHECK(net.accuracy(x, {{2, 2}, {1, 0, 1, 0}}) == 1);
}

TEST_CASE("one sample may come alone or in its own shape") {
    Network<double> net({.layers = {6, 4, 3}});
    const auto batch = random_batch(1, 6);
    const auto alone = net.predict({Shape{6}, batch.data});
    CHECK(alone.shape == Shape{3});
    CHECK(alone.data == net.predict(batch).data);
    CHECK(net.predict({Shape{2, 3}, batch.data}).shape == Shape{3});
    CHECK(net.predict({Shape{1, 2, 3}, batch.data}).shape == Shape{1, 3});
    CHECK(net.loss({Shape{6}, batch.data}, 2.0) == net.loss(batch, {{1}, {2}}));
    CHECK(net.loss({Shape{6}, batch.data}, {{3}, {0, 0, 1}}) == net.loss(batch, {{1}, {2}}));
}

TEST_CASE("backpropagation agrees with central differences at any depth and activation") {
    const auto activation = GENERATE(Activation::relu, Activation::sigmoid, Activation::tanh);
    const auto layers = GENERATE(std::vector{5, 3}, std::vector{5, 6, 3}, std::vector{5, 4, 7, 4, 3});
    Network<double> net({.layers = layers, .activation = activation, .init = {bp::WeightInit::Rule::he}});
    const auto x = random_batch(4, 5);
    const Tensor<double> t{{4}, {0, 2, 1, 2}};
    const auto backprop = net.gradient(x, t);
    // Weights this large curve the loss: at 1e-4 the differences' own error, h²·f'''/6, is above 1e-9.
    const auto numerical = net.numerical_gradient(x, t, 1e-5);
    REQUIRE(backprop.size() == 2 * (layers.size() - 1));
    for (size_t i = 0; i < backprop.size(); ++i) {
        INFO(backprop[i].name);
        CHECK(backprop[i].value.shape == net.params()[i].value.shape);
        CHECK(mean_abs_difference(backprop[i].value, numerical[i].value) <= 1e-9);
    }
}

TEST_CASE("batches of changing sizes and new parameters never see old values") {
    Network<double> net({.layers = {5, 4, 3}, .init = {bp::WeightInit::Rule::he}});
    const auto all = random_batch(1203, 5);
    const auto scores = net.predict(all);  // in several chunks, the last not full
    REQUIRE(scores.shape == Shape{1203, 3});
    for (const int rows : {1, 7, 2, 30, 7, 1, 500}) {
        const Tensor<double> part{{rows, 5}, {all.data.begin(), all.data.begin() + rows * 5}};
        const auto expected = std::vector<double>(scores.data.begin(), scores.data.begin() + rows * 3);
        const auto seen = net.predict(part).data;
        for (size_t i = 0; i < seen.size(); ++i) CHECK_THAT(seen[i], WithinRel(expected[i], 1e-12));
    }
    auto zero = net.params();
    for (auto& [name, value] : zero) std::ranges::fill(value.data, 0);
    net.set_params(zero);
    CHECK(net.predict(all).data == std::vector<double>(3609, 0.0));
}

TEST_CASE("float follows double") {
    Network<double> exact({.layers = {5, 4, 3}, .init = {bp::WeightInit::Rule::he}});
    Network<float> single({.layers = {5, 4, 3}, .init = {bp::WeightInit::Rule::he}});
    const auto x = random_batch(4, 5);
    const Tensor<double> t{{4}, {0, 2, 1, 2}};
    const auto x32 = bp::converted<float>(x);
    const auto t32 = bp::converted<float>(t);
    CHECK_THAT(single.loss(x32, t32), WithinRel(exact.loss(x, t), 1e-5));
    const auto a = exact.gradient(x, t);
    const auto b = single.gradient(x32, t32);
    const auto c = single.numerical_gradient(x32, t32);
    for (size_t i = 0; i < a.size(); ++i) {
        CHECK(mean_abs_difference(a[i].value, bp::converted<double>(b[i].value)) < 1e-6);
        CHECK(mean_abs_difference(a[i].value, bp::converted<double>(c[i].value)) < 1e-6);
    }
}

TEST_CASE("the network as an execution gives the same loss and gradients") {
    Network<double> net({.layers = {5, 4, 3}});
    const auto x = random_batch(4, 5);
    const Tensor<double> t{{4}, {0, 2, 1, 2}};
    auto execution = net.execution(x, t);
    const auto& graph = execution.graph();
    CHECK(execution.value(execution.output())[0] == net.loss(x, t));
    const auto gradient = net.gradient(x, t);
    CHECK(execution.grad(*graph.find("W1")).tensor() == gradient[0].value);
    for (const char* name : {"x", "t", "a1", "z1", "a2", "L"}) CHECK(graph.find(name).has_value());
}

TEST_CASE("what does not fit is refused and changes nothing") {
    Network<double> net({.layers = {6, 4, 3}});
    const auto before = net.params()[0].value;
    const auto set = [&](const char* name, const Shape& shape) {
        net.set_params(
            {{"W1", Tensor<double>::filled(Shape{6, 4}, 0)}, {name, Tensor<double>::filled(shape, 0)}});
    };
    CHECK_THROWS_MATCHES(set("W3", {6, 4}), bp::Problem,
                         MessageMatches(ContainsSubstring("no parameter `W3`")));
    CHECK_THROWS_MATCHES(set("b2", {4}), bp::Problem,
                         MessageMatches(ContainsSubstring("`b2` has the shape (3,), not (4,)")));
    CHECK(net.params()[0].value == before);

    const auto x = random_batch(2, 6);
    CHECK_THROWS_MATCHES(net.predict(random_batch(2, 5)), bp::Problem,
                         MessageMatches(ContainsSubstring("(2, 5)")));
    CHECK_THROWS_MATCHES(net.loss(x, {{3}, {0, 1, 2}}), bp::Problem,
                         MessageMatches(ContainsSubstring("(3,)")));
    CHECK_THROWS_MATCHES(net.loss(x, {{2}, {0, 3}}), bp::Problem,
                         MessageMatches(ContainsSubstring("label 1 is 3")));
    CHECK_THROWS_MATCHES(net.loss(x, {{2}, {0, 0.5}}), bp::Problem, MessageMatches(ContainsSubstring("0.5")));
    CHECK_THROWS_MATCHES(net.numerical_gradient(x, {{2}, {0, 1}}, 0), bp::Problem,
                         MessageMatches(ContainsSubstring("step")));
}

TEST_CASE("a network that cannot be is refused") {
    CHECK_THAT(refusal({.layers = {784}}), ContainsSubstring("layers"));
    CHECK_THAT(refusal({.layers = {784, 0, 10}}), ContainsSubstring("size 2 is 0"));
    CHECK_THAT(refusal({.layers = {2000000000, 2000000000}}), ContainsSubstring("parameters"));
    CHECK_THAT(refusal({.layers = std::vector<int>(100, 2)}), ContainsSubstring("not 100"));
    CHECK_THAT(refusal({.init = {bp::WeightInit::Rule::fixed, -1}}), ContainsSubstring("weightInit"));
}

TEST_CASE("labels that are none are refused in one sentence wherever they go in, with their place") {
    const auto sentence = [](const std::function<void()>& work) -> std::string {
        try {
            work();
        } catch (const bp::Problem& problem) {
            return problem.what();
        }
        return "accepted";
    };
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    const bp::Tensor<double> x{{2, 2}, {0, 1, 1, 0}};
    const std::pair<bp::Tensor<double>, std::string> cases[] = {
        {{{2}, {0, 2}}, "accepted"},
        {{{2, 3}, {0, 1, 0, 0.25, 0.25, 0.5}}, "accepted"},
        {{{2}, {0, 3}}, "`t`: label 1 is 3; a class is a whole number from 0 to 2."},
        {{{2}, {-1, 0}}, "`t`: label 0 is −1; a class is a whole number from 0 to 2."},
        {{{2}, {0, 1.5}}, "`t`: label 1 is 1.5; a class is a whole number from 0 to 2."},
        {{{2}, {kNan, 0}}, "`t`: label 0 is nan; a class is a whole number from 0 to 2."},
        {{{2, 3}, {0, 1, 0, 0, 0, 2}}, "`t`: the number in row 1, column 2 is 2;"},
        {{{2, 3}, {0, 1, 0, 1, 0, -1}}, "`t`: the number in row 1, column 2 is −1;"},
        {{{2, 3}, {0, kNan, 0, 1, 0, 0}}, "`t`: the number in row 0, column 1 is nan;"},
        {{{2, 3}, {0, 1, 0, 1, 1, 0}}, "`t`: row 1 adds up to 2."},
        {{{2, 3}, {0, 0, 0, 1, 0, 0}}, "`t`: row 0 adds up to 0."},
    };
    bp::Network<double> network({.layers = {2, 3}});
    for (const auto& [t, expected] : cases) {
        CAPTURE(expected);
        const auto given = sentence([&, &t = t] { network.loss(x, t); });
        CHECK(given.starts_with(expected));
        CHECK(sentence([&, &t = t] { network.accuracy(x, t); }) == given);
        CHECK(sentence([&, &t = t] { network.gradient(x, t); }) == given);
        CHECK(sentence([&, &t = t] { network.execution(x, t); }) == given);
        for (const char* formula : {"L = softmax_with_loss(a, t)", "L = cross_entropy_error(a, t)"}) {
            const auto graph = std::make_shared<const bp::Graph>(bp::parse_formula(formula));
            bp::Execution<double> execution(
                graph, {{graph->find("a").value(), bp::Tensor<double>::filled({2, 3}, 0.5)},
                        {graph->find("t").value(), t}});
            const auto problem = execution.first_problem();
            CHECK((problem ? std::string(problem->what()) : "accepted") == given);
        }
    }
}

TEST_CASE("scores that are not numbers are no prediction") {
    bp::Network<float> network({.layers = {2, 3}});
    for (auto& param : network.edit_params())
        std::ranges::fill(param.value.data, std::numeric_limits<float>::quiet_NaN());
    CHECK(network.accuracy(bp::Tensor<float>{{3, 2}, {0, 1, 1, 0, 1, 1}},
                           bp::Tensor<float>{{3}, {0, 1, 2}}) == 0);
}
