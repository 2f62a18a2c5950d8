// Section 5.7: the two-layer network with backpropagation, its gradient check and its training.
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <fstream>
#include <iterator>
#include <string>

#include "network/run.hpp"

using bp::Dataset;
using bp::Network;
using bp::Shape;
using bp::Tensor;

namespace {

std::vector<uint8_t> bytes_of(const std::string& name) {
    std::ifstream file(".deps/data/mnist/" + name, std::ios::binary);
    INFO("the real MNIST comes by ./emsdk-setup.sh; missing: " << name);
    REQUIRE(file.good());
    return {std::istreambuf_iterator<char>(file), {}};
}

std::shared_ptr<const Dataset> mnist(const std::string& part) {
    return std::make_shared<Dataset>(Dataset::from_idx(bytes_of(part + "-images-idx3-ubyte.gz"),
                                                       bytes_of(part + "-labels-idx1-ubyte.gz")));
}

}  // namespace

TEST_CASE("TwoLayerNet 784-50-10 has W1, b1, W2, b2 with weights N(0, 1) * 0.01") {
    const Network<double> net({.layers = {784, 50, 10}});
    const auto& params = net.params();
    REQUIRE(params.size() == 4);
    CHECK((params[0].name == "W1" && params[0].value.shape == Shape{784, 50}));
    CHECK((params[1].name == "b1" && params[1].value.shape == Shape{50}));
    CHECK((params[2].name == "W2" && params[2].value.shape == Shape{50, 10}));
    CHECK((params[3].name == "b2" && params[3].value.shape == Shape{10}));
    double squares = 0;
    for (const double w : params[0].value.data) squares += w * w;
    // The deviation of 39,200 draws scatters by 0.36 %: 2 % is more than five times that.
    CHECK(std::abs(std::sqrt(squares / 39200) - 0.01) < 0.0002);
    for (const double b : params[1].value.data) CHECK(b == 0);
    for (const double b : params[3].value.data) CHECK(b == 0);
}

TEST_CASE("predict, loss and accuracy of the untrained network on a batch of 100") {
    Network<double> net({.layers = {784, 50, 10}});
    const auto test = mnist("t10k");
    CHECK(test->size() == 10000);
    CHECK(test->image_shape() == std::array{28, 28});
    CHECK(test->classes() == 10);
    Tensor<double> x = Tensor<double>::filled({100, 784}, 0);
    Tensor<double> t = Tensor<double>::filled({100}, 0);
    std::vector<uint32_t> first(100);
    for (uint32_t i = 0; i < 100; ++i) first[i] = i;
    test->gather<double>(first, x.data.data(), t.data.data());
    CHECK(net.predict(x).shape == Shape{100, 10});
    // All scores are near 0, so every class is as likely: the loss is near ln 10.
    CHECK(std::abs(net.loss(x, t) - std::log(10.0)) < 0.02);
    CHECK(net.accuracy(x, t) < 0.3);
}

TEST_CASE("gradient check on the first 3 training images: 1e-9 or better on all four parameters",
          "[release]") {
    Network<double> net({.layers = {784, 50, 10}});
    const auto train = mnist("train");
    Tensor<double> x = Tensor<double>::filled({3, 784}, 0);
    Tensor<double> t = Tensor<double>::filled({3}, 0);
    train->gather<double>(std::vector<uint32_t>{0, 1, 2}, x.data.data(), t.data.data());
    CHECK(t.data == std::vector<double>{5, 0, 4});
    const auto backprop = net.gradient(x, t);
    const auto numerical = net.numerical_gradient(x, t);
    for (size_t i = 0; i < 4; ++i) {
        double sum = 0;
        for (size_t k = 0; k < backprop[i].value.data.size(); ++k) {
            sum += std::abs(backprop[i].value.data[k] - numerical[i].value.data[k]);
        }
        const double mean = sum / static_cast<double>(backprop[i].value.data.size());
        INFO(backprop[i].name << ": " << mean);
        CHECK(mean <= 1e-9);
    }
}

TEST_CASE("600 steps of training, batch 100, learning rate 0.1, reach 85 % on images never seen",
          "[release]") {
    auto net = std::make_shared<Network<float>>(bp::NetSpec{.layers = {784, 50, 10}});
    bp::Run<float> run(net, mnist("train"), mnist("t10k"), {});
    CHECK(run.evaluate().test < 0.3);
    const auto report = run.step(600);
    CHECK(report.losses.front() > 2.2f);
    CHECK(report.losses.back() < 1.0f);
    const auto accuracy = run.evaluate();
    CHECK(accuracy.train >= 0.85);
    CHECK(accuracy.test >= 0.85);
}
