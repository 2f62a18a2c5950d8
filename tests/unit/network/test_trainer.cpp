#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cmath>
#include <limits>

#include "base/problem.hpp"
#include "idx_files.hpp"
#include "network/trainer.hpp"

using bp::OptimizerRule;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;

namespace {

const bp::NetSpec kNet{.layers = {6, 5, 3}, .init = {bp::WeightInit::Rule::he}};

std::shared_ptr<const bp::Dataset> columns(uint32_t n) {
    return std::make_shared<bp::Dataset>(
        bp::Dataset::from_idx(idx_files::columns_images(n), idx_files::columns_labels(n)));
}

/// A trainer and its network.
template <class T = float>
struct Run {
    std::shared_ptr<bp::Network<T>> net;
    bp::Trainer<T> trainer;

    explicit Run(const bp::TrainSpec& spec = {.batch_size = 10}, const bp::NetSpec& net_spec = kNet)
        : net(std::make_shared<bp::Network<T>>(net_spec)), trainer(net, columns(300), columns(31), spec) {}

    std::vector<T> weights() const {
        std::vector<T> all;
        for (const auto& [name, value] : net->params())
            all.insert(all.end(), value.data.begin(), value.data.end());
        return all;
    }
};

}  // namespace

TEMPLATE_TEST_CASE("training lowers the loss and learns to tell classes apart", "", float, double) {
    const auto rule =
        GENERATE(OptimizerRule::sgd, OptimizerRule::momentum, OptimizerRule::adagrad, OptimizerRule::adam);
    Run<TestType> run({.batch_size = 10, .learning_rate = 0.05, .optimizer = rule});
    const auto report = run.trainer.step(300);
    CHECK(report.iteration == 300);
    REQUIRE(report.losses.size() == 300);
    CHECK(report.losses.back() == static_cast<float>(report.loss));
    CHECK(report.losses.back() < report.losses.front() / 4);
    const auto accuracy = run.trainer.evaluate();
    CHECK(accuracy.train == 1);
    CHECK(accuracy.test == 1);
}

TEST_CASE("a step is w - lr * gradient on the batch given, and reports the loss before it") {
    Run<double> run({.batch_size = 2, .learning_rate = 0.5, .batches = {7, 7, 1, 2}});
    bp::Tensor<double> x{{2, 6}, std::vector<double>(12)};
    bp::Tensor<double> t{{2}, {0, 0}};
    columns(300)->gather<double>(std::vector<uint32_t>{7, 7}, x.data.data(), t.data.data());
    const double loss = run.net->loss(x, t);
    const auto gradient = run.net->gradient(x, t);
    auto expected = run.net->params();
    for (size_t i = 0; i < expected.size(); ++i) {
        for (size_t k = 0; k < expected[i].value.data.size(); ++k) {
            expected[i].value.data[k] -= 0.5 * gradient[i].value.data[k];
        }
    }
    CHECK(run.trainer.step(1).loss == loss);
    for (size_t i = 0; i < expected.size(); ++i) CHECK(run.net->params()[i].value == expected[i].value);
}

TEST_CASE("however the steps are split into calls, the result is the same bit for bit") {
    const auto rule =
        GENERATE(OptimizerRule::sgd, OptimizerRule::momentum, OptimizerRule::adagrad, OptimizerRule::adam);
    Run<float> at_once({.batch_size = 10, .optimizer = rule});
    Run<float> in_parts({.batch_size = 10, .optimizer = rule});
    const auto losses = at_once.trainer.step(60).losses;
    std::vector<float> parts;
    for (const int n : {1, 20, 9, 30}) {
        const auto part = in_parts.trainer.step(n).losses;
        parts.insert(parts.end(), part.begin(), part.end());
        in_parts.trainer.evaluate();
        in_parts.net->predict(bp::Tensor<float>::filled({6}, 1));
    }
    CHECK(parts == losses);
    CHECK(in_parts.weights() == at_once.weights());
}

TEST_CASE("another seed draws other batches") {
    Run<float> one({.batch_size = 10, .seed = 1});
    Run<float> two({.batch_size = 10, .seed = 2});
    CHECK(one.trainer.step(5).losses != two.trainer.step(5).losses);
}

TEST_CASE("training goes on from a checkpoint as if never interrupted") {
    const auto rule =
        GENERATE(OptimizerRule::sgd, OptimizerRule::momentum, OptimizerRule::adagrad, OptimizerRule::adam);
    Run<double> whole({.batch_size = 10, .optimizer = rule});
    whole.trainer.step(25);
    const auto saved = whole.trainer.checkpoint();
    const auto losses = whole.trainer.step(25).losses;

    Run<double> resumed({.batch_size = 10, .optimizer = rule, .seed = 99});
    resumed.trainer.step(3);
    resumed.trainer.restore(saved);
    CHECK(resumed.trainer.iteration() == 25);
    CHECK(resumed.trainer.checkpoint() == saved);
    CHECK(resumed.trainer.step(25).losses == losses);
    CHECK(resumed.weights() == whole.weights());
}

TEST_CASE("a checkpoint that is damaged, cut or of another training is refused and changes nothing") {
    Run<float> run({.batch_size = 10, .optimizer = OptimizerRule::momentum});
    run.trainer.step(5);
    const auto good = run.trainer.checkpoint();
    const auto refused = [&](const std::vector<uint8_t>& bytes) {
        CHECK_THROWS_AS(run.trainer.restore(bytes), bp::Problem);
        CHECK(run.trainer.checkpoint() == good);
    };
    refused({});
    for (size_t i = 0; i < good.size(); i += 7) {
        auto damaged = good;
        damaged[i] ^= 0x10;
        refused(damaged);
        refused({good.begin(), good.begin() + static_cast<std::ptrdiff_t>(i)});
    }
    auto longer = good;
    longer.push_back(0);
    refused(longer);

    refused(Run<float>({.batch_size = 10}).trainer.checkpoint());
    refused(Run<double>({.batch_size = 10, .optimizer = OptimizerRule::momentum}).trainer.checkpoint());
    Run<float> wider({.optimizer = OptimizerRule::momentum}, {.layers = {6, 7, 3}});
    CHECK_THROWS_MATCHES(
        run.trainer.restore(wider.trainer.checkpoint()), bp::Problem,
        MessageMatches(ContainsSubstring("its row of layers is 6-7-3, this trainer's is 6-5-3")));
}

TEST_CASE("a loss that is not finite ends the call after its step") {
    Run<float> run({.batch_size = 10, .learning_rate = 1e30});
    const auto report = run.trainer.step(100);
    CHECK(!std::isfinite(report.loss));
    CHECK(report.losses.size() < 100);
    CHECK(report.losses.size() == report.iteration);
    CHECK(run.trainer.iteration() == report.iteration);
}

TEST_CASE("given batches are used in order and do not run out silently") {
    std::vector<uint32_t> batches;
    for (uint32_t i = 0; i < 30; ++i) batches.push_back(i % 5);
    Run<float> run({.batch_size = 10, .batches = batches});
    run.trainer.step(2);
    CHECK_THROWS_MATCHES(run.trainer.step(2), bp::Problem,
                         MessageMatches(ContainsSubstring("for 3 steps; 2 are done")));
    CHECK(run.trainer.iteration() == 2);
    CHECK(run.trainer.step(1).iteration == 3);
}

TEST_CASE("a training that makes no sense is refused") {
    const auto refusal = [](const bp::TrainSpec& spec, const bp::NetSpec& net = kNet) -> std::string {
        try {
            Run<float> run(spec, net);
        } catch (const bp::Problem& problem) {
            return problem.what();
        }
        return "accepted";
    };
    CHECK_THAT(refusal({.batch_size = 0}), ContainsSubstring("batchSize"));
    CHECK_THAT(refusal({.learning_rate = std::numeric_limits<double>::quiet_NaN()}),
               ContainsSubstring("learningRate"));
    CHECK_THAT(refusal({.learning_rate = -1}), ContainsSubstring("learningRate"));
    CHECK_THAT(refusal({.batch_size = 2, .batches = {1, 2, 3}}), ContainsSubstring("whole batches"));
    CHECK_THAT(refusal({.batch_size = 2, .batches = {1, 300}}), ContainsSubstring("no training sample 300"));
    CHECK_THAT(refusal({}, {.layers = {7, 3}}), ContainsSubstring("2 × 3 = 6 pixels"));
    CHECK_THAT(refusal({}, {.layers = {6, 2}}), ContainsSubstring("2 classes"));
    Run<float> run;
    CHECK_THROWS_AS(run.trainer.step(0), bp::Problem);
}

TEST_CASE("a loss that is not finite updates nothing, and its culprit is named") {
    const auto rule = GENERATE(OptimizerRule::sgd, OptimizerRule::adam);
    Run<float> run({.batch_size = 10, .learning_rate = 1e30, .optimizer = rule});
    std::vector<float> before = run.weights();
    CHECK(!run.trainer.culprit());
    while (std::isfinite(run.trainer.step(1).loss)) {
        CHECK(!run.trainer.culprit());
        before = run.weights();
        REQUIRE(run.trainer.iteration() < 100);
    }
    CHECK(run.weights() == before);
    const auto culprit = run.trainer.culprit();
    REQUIRE(culprit);
    CHECK(!std::isfinite(culprit->value));
    CHECK_THAT(culprit->name + " by " + culprit->op,
               ContainsSubstring(culprit->op == "input" ? "W" : " by "));
    run.trainer.restore(Run<float>({.batch_size = 10, .optimizer = rule}).trainer.checkpoint());
    CHECK(!run.trainer.culprit());
}

TEST_CASE("the learning rate of the steps to come can be changed") {
    Run<double> run({.batch_size = 10, .learning_rate = 0.5});
    Run<double> other({.batch_size = 10, .learning_rate = 0.25});
    run.trainer.set_learning_rate(0.25);
    CHECK(run.trainer.spec().learning_rate == 0.25);
    CHECK(run.trainer.step(5).losses == other.trainer.step(5).losses);
    CHECK(run.weights() == other.weights());
    CHECK_THROWS_AS(run.trainer.set_learning_rate(-1), bp::Problem);
    CHECK(run.trainer.spec().learning_rate == 0.25);
}
