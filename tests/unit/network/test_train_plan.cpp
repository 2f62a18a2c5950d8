#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cmath>
#include <limits>

#include "base/rng.hpp"
#include "idx_files.hpp"
#include "network/layer_chain.hpp"
#include "network/run.hpp"

using bp::Activation;
using bp::OptimizerRule;

namespace {

constexpr uint32_t kSamples = 130;

/// Random images of 5 × 7 pixels in three classes; a share of the pixels is not 0.
std::shared_ptr<const bp::Dataset> noise(double density, uint32_t columns = 7) {
    bp::Rng rng(11);
    idx_files::Bytes pixels;
    idx_files::Bytes labels;
    for (uint32_t i = 0; i < kSamples; ++i) {
        for (uint32_t p = 0; p < 5 * columns; ++p) {
            const bool lit = static_cast<double>(rng.below(1000)) < 1000 * density;
            pixels.push_back(lit ? static_cast<uint8_t>(1 + rng.below(255)) : uint8_t{0});
        }
        labels.push_back(static_cast<uint8_t>(i < 3 ? i : rng.below(3)));
    }
    return std::make_shared<bp::Dataset>(bp::Dataset::from_idx(
        idx_files::file({kSamples, 5, columns}, pixels), idx_files::file({kSamples}, labels)));
}

std::vector<uint32_t> random_batches(size_t n) {
    bp::Rng rng(5);
    std::vector<uint32_t> indices(n);
    for (uint32_t& index : indices) index = rng.below(kSamples);
    return indices;
}

struct Result {
    std::vector<double> losses;
    bp::Parameters<float> params;
};

/// What executing the network's graph gives.
Result on_graph(const bp::NetSpec& net_spec, const bp::Dataset& data, const bp::TrainSpec& spec) {
    bp::Network<float> net(net_spec);
    std::vector<size_t> sizes;
    for (const auto& param : net.params()) sizes.push_back(param.value.data.size());
    bp::Optimizer<float> optimizer(spec.optimizer, spec.learning_rate, sizes);
    const auto batch = static_cast<size_t>(spec.batch_size);
    bp::Tensor<float> x{{spec.batch_size, net.inputs()}, std::vector<float>(batch * data.pixels())};
    bp::Tensor<float> t{{spec.batch_size}, std::vector<float>(batch)};
    std::vector<bp::View<float>> grads(sizes.size());
    Result result;
    for (size_t step = 0; step * batch < spec.batches.size(); ++step) {
        data.gather(std::span(spec.batches).subspan(step * batch, batch), x.data.data(), t.data.data());
        result.losses.push_back(static_cast<double>(net.backward(x, t, grads)));
        const auto params = net.edit_params();
        for (size_t i = 0; i < params.size(); ++i)
            optimizer.update(i, params[i].value.data, grads[i].span(), step + 1);
    }
    result.params = net.params();
    return result;
}

Result by_run(const bp::NetSpec& net_spec, const std::shared_ptr<const bp::Dataset>& data,
              const bp::TrainSpec& spec) {
    auto net = std::make_shared<bp::Network<float>>(net_spec);
    bp::Run<float> run(net, data, data, spec);
    const auto losses = run.step(static_cast<int>(spec.batches.size()) / spec.batch_size).losses;
    return {{losses.begin(), losses.end()}, net->params()};
}

/// In units of the largest weight of the parameter.
double difference(const bp::Parameters<float>& a, const bp::Parameters<float>& b) {
    double worst = 0;
    for (size_t i = 0; i < a.size(); ++i) {
        const auto& u = a[i].value.data;
        const auto& v = b[i].value.data;
        float largest = 1e-3f;
        for (const float w : v) largest = std::max(largest, std::abs(w));
        for (size_t k = 0; k < u.size(); ++k)
            worst = std::max(worst, static_cast<double>(std::abs(u[k] - v[k]) / largest));
    }
    return worst;
}

}  // namespace

TEST_CASE("20 steps by kernels agree with 20 steps on the graph") {
    const double density = GENERATE(0.2, 0.9);
    const auto rule =
        GENERATE(OptimizerRule::sgd, OptimizerRule::momentum, OptimizerRule::adagrad, OptimizerRule::adam);
    const auto data = noise(density);
    const auto hidden =
        GENERATE(std::vector<int>{}, std::vector<int>{5}, std::vector<int>{50}, std::vector<int>{13, 4},
                 std::vector<int>{66, 3, 9}, std::vector<int>{1, 8, 2, 7});
    for (const auto activation : {Activation::relu, Activation::sigmoid, Activation::tanh}) {
        for (const int batch : {1, 7, 40}) {
            std::vector<int> layers{35};
            layers.insert(layers.end(), hidden.begin(), hidden.end());
            layers.push_back(3 + static_cast<int>(hidden.size()));
            const bp::NetSpec net{
                .layers = layers, .activation = activation, .init = {bp::WeightInit::Rule::xavier}};
            // AdaGrad and Adam divide by the gradient's own size: near 0 they magnify its rounding, which a
            // small rate keeps in bounds.
            const bool magnifies = rule == OptimizerRule::adagrad || rule == OptimizerRule::adam;
            const double rate = magnifies ? 1e-3 : 0.05;
            const bp::TrainSpec spec{.batch_size = batch,
                                     .learning_rate = rate,
                                     .optimizer = rule,
                                     .batches = random_batches(20 * static_cast<size_t>(batch))};
            const auto expected = on_graph(net, *data, spec);
            const auto found = by_run(net, data, spec);
            CAPTURE(density, static_cast<int>(rule), static_cast<int>(activation), batch, layers);
            for (size_t i = 0; i < 20; ++i)
                REQUIRE(std::abs(found.losses[i] - expected.losses[i]) < (magnifies ? 2e-4 : 2e-6));
            REQUIRE(difference(found.params, expected.params) < (magnifies ? 2e-2 : 1e-5));
        }
    }
}

TEST_CASE("the run says which way it takes, by the share of pixels that are not 0") {
    const auto path = []<class T>(const std::shared_ptr<const bp::Dataset>& data, T) {
        auto net = std::make_shared<bp::Network<T>>(bp::NetSpec{.layers = {35, 4, 3}});
        return bp::Run<T>(net, data, data, {}).path();
    };
    CHECK(path(noise(0.3), 1.0f) == "sparse");
    CHECK(path(noise(0.7), 1.0f) == "dense");
    CHECK(path(noise(0.3), 1.0) == "graph");
}

TEST_CASE("images of several ranges of pixels train as on the graph") {
    const auto data = noise(0.2, 120);
    const bp::NetSpec net{.layers = {600, 50, 3}, .init = {bp::WeightInit::Rule::he}};
    const bp::TrainSpec spec{.batch_size = 30, .batches = random_batches(600)};
    CHECK(difference(by_run(net, data, spec).params, on_graph(net, *data, spec).params) < 1e-5);
}

TEST_CASE("a weight that is not finite shows in the loss, also where every pixel is 0") {
    const float bad =
        GENERATE(std::numeric_limits<float>::infinity(), -std::numeric_limits<float>::infinity(),
                 std::numeric_limits<float>::quiet_NaN());
    const auto data = noise(0.2);
    for (const size_t param : {0u, 1u, 2u, 3u}) {
        auto net = std::make_shared<bp::Network<float>>(bp::NetSpec{.layers = {35, 50, 3}});
        bp::Tensor<float> x{{1, 35}, std::vector<float>(35)};
        bp::Tensor<float> t{{1}, {0}};
        data->gather<float>(std::vector<uint32_t>{4}, x.data.data(), t.data.data());
        auto value = net->params()[param].value;
        const auto dark = std::find(x.data.begin(), x.data.end(), 0.0f) - x.data.begin();
        value.data[param == 0 ? static_cast<size_t>(dark) * 50 : 1] = bad;
        net->set_params({{net->params()[param].name, value}});
        const double expected = static_cast<double>(net->loss(x, t));
        bp::Run<float> run(net, data, data, {.batch_size = 1, .batches = {4}});
        const auto report = run.step(1);
        CAPTURE(param, bad, expected);
        CHECK(std::isfinite(report.loss) == std::isfinite(expected));
    }
}

TEST_CASE("only a chain of layers is lowered") {
    const bp::Network<float> net({.layers = {4, 3, 2, 2}, .activation = Activation::tanh});
    const auto chain = bp::lower(net.graph());
    REQUIRE(chain);
    CHECK(chain->layers.size() == 3);
    CHECK(chain->activation == Activation::tanh);
    CHECK(chain->x == net.graph().find("x"));
    CHECK(chain->layers[0].w == net.graph().find("W1"));
    CHECK(chain->layers[2].b == net.graph().find("b3"));

    bp::Graph mixed;
    const auto input = [&](const char* name) { return mixed.add_input(name); };
    auto a = mixed.add(bp::OpKind::affine, {input("x"), input("W1"), input("b1")});
    a = mixed.add(bp::OpKind::relu, {a});
    a = mixed.add(bp::OpKind::affine, {a, input("W2"), input("b2")});
    CHECK(!bp::lower(mixed));
    const auto before = mixed;
    mixed.add(bp::OpKind::softmax_with_loss, {a, input("t")});
    CHECK(bp::lower(mixed));
    mixed.add(bp::OpKind::exp, {mixed.output()});
    CHECK(!bp::lower(mixed));
    mixed = before;
    a = mixed.add(bp::OpKind::affine, {mixed.add(bp::OpKind::sigmoid, {a}), input("W3"), input("b3")});
    mixed.add(bp::OpKind::softmax_with_loss, {a, input("t")});
    CHECK(!bp::lower(mixed));
}
