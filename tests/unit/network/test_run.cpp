#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cmath>
#include <limits>

#include "base/problem.hpp"
#include "idx_files.hpp"
#include "network/run.hpp"

using bp::OptimizerRule;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;

namespace {

const bp::NetSpec kNet{.layers = {6, 5, 3}, .init = {bp::WeightInit::Rule::he}};

std::shared_ptr<const bp::Dataset> columns(uint32_t n) {
    return std::make_shared<bp::Dataset>(
        bp::Dataset::from_idx(idx_files::columns_images(n), idx_files::columns_labels(n)));
}

/// A run and its network.
template <class T = float>
struct Trained {
    std::shared_ptr<bp::Network<T>> net;
    bp::Run<T> run;

    explicit Trained(const bp::TrainSpec& spec = {.batch_size = 10}, const bp::NetSpec& net_spec = kNet)
        : net(std::make_shared<bp::Network<T>>(net_spec)), run(net, columns(300), columns(31), spec) {}

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
    Trained<TestType> trained({.batch_size = 10, .learning_rate = 0.05, .optimizer = rule});
    const auto report = trained.run.step(300);
    CHECK(report.steps == 300);
    REQUIRE(report.losses.size() == 300);
    CHECK(report.losses.back() == static_cast<float>(report.loss));
    CHECK(report.losses.back() < report.losses.front() / 4);
    const auto accuracy = trained.run.evaluate();
    CHECK(accuracy.train == 1);
    CHECK(accuracy.test == 1);
}

TEST_CASE("a step is w - lr * gradient on the batch given, and reports the loss before it") {
    Trained<double> trained({.batch_size = 2, .learning_rate = 0.5, .batches = {7, 7, 1, 2}});
    bp::Tensor<double> x{{2, 6}, std::vector<double>(12)};
    bp::Tensor<double> t{{2}, {0, 0}};
    columns(300)->gather<double>(std::vector<uint32_t>{7, 7}, x.data.data(), t.data.data());
    const double loss = trained.net->loss(x, t);
    const auto gradient = trained.net->gradient(x, t);
    auto expected = trained.net->params();
    for (size_t i = 0; i < expected.size(); ++i) {
        for (size_t k = 0; k < expected[i].value.data.size(); ++k) {
            expected[i].value.data[k] -= 0.5 * gradient[i].value.data[k];
        }
    }
    CHECK(trained.run.step(1).loss == loss);
    for (size_t i = 0; i < expected.size(); ++i) CHECK(trained.net->params()[i].value == expected[i].value);
}

TEST_CASE("however the steps are split into calls, the result is the same bit for bit") {
    const auto rule =
        GENERATE(OptimizerRule::sgd, OptimizerRule::momentum, OptimizerRule::adagrad, OptimizerRule::adam);
    Trained<float> at_once({.batch_size = 10, .optimizer = rule});
    Trained<float> in_parts({.batch_size = 10, .optimizer = rule});
    const auto losses = at_once.run.step(60).losses;
    std::vector<float> parts;
    for (const int n : {1, 20, 9, 30}) {
        const auto part = in_parts.run.step(n).losses;
        parts.insert(parts.end(), part.begin(), part.end());
        in_parts.run.evaluate();
        in_parts.net->predict(bp::Tensor<float>::filled({6}, 1));
    }
    CHECK(parts == losses);
    CHECK(in_parts.weights() == at_once.weights());
}

TEST_CASE("another seed draws other batches") {
    Trained<float> one({.batch_size = 10, .seed = 1});
    Trained<float> two({.batch_size = 10, .seed = 2});
    CHECK(one.run.step(5).losses != two.run.step(5).losses);
}

TEST_CASE("training goes on from a checkpoint as if never interrupted") {
    const auto rule =
        GENERATE(OptimizerRule::sgd, OptimizerRule::momentum, OptimizerRule::adagrad, OptimizerRule::adam);
    Trained<double> whole({.batch_size = 10, .optimizer = rule});
    whole.run.step(25);
    const auto saved = whole.run.checkpoint();
    const auto losses = whole.run.step(25).losses;

    Trained<double> resumed({.batch_size = 10, .optimizer = rule, .seed = 99});
    resumed.run.step(3);
    resumed.run.restore(saved);
    CHECK(resumed.run.steps() == 25);
    CHECK(resumed.run.checkpoint() == saved);
    CHECK(resumed.run.step(25).losses == losses);
    CHECK(resumed.weights() == whole.weights());
}

TEST_CASE("a checkpoint that is damaged, cut or of another training is refused and changes nothing") {
    Trained<float> trained({.batch_size = 10, .optimizer = OptimizerRule::momentum});
    trained.run.step(5);
    const auto good = trained.run.checkpoint();
    const auto refused = [&](const std::vector<uint8_t>& bytes) {
        CHECK_THROWS_AS(trained.run.restore(bytes), bp::Problem);
        CHECK(trained.run.checkpoint() == good);
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

    refused(Trained<float>({.batch_size = 10}).run.checkpoint());
    refused(Trained<double>({.batch_size = 10, .optimizer = OptimizerRule::momentum}).run.checkpoint());
    Trained<float> wider({.optimizer = OptimizerRule::momentum}, {.layers = {6, 7, 3}});
    CHECK_THROWS_MATCHES(
        trained.run.restore(wider.run.checkpoint()), bp::Problem,
        MessageMatches(ContainsSubstring("its layers are `6-7-3`, this trainer’s are `6-5-3`")));
}

TEST_CASE("a loss that is not finite ends the call after its step") {
    Trained<float> trained({.batch_size = 10, .learning_rate = 1e30});
    const auto report = trained.run.step(100);
    CHECK(!std::isfinite(report.loss));
    CHECK(report.losses.size() < 100);
    CHECK(report.losses.size() == report.steps);
    CHECK(trained.run.steps() == report.steps);
}

TEST_CASE("given batches are used in order and do not run out silently") {
    std::vector<uint32_t> batches;
    for (uint32_t i = 0; i < 30; ++i) batches.push_back(i % 5);
    Trained<float> trained({.batch_size = 10, .batches = batches});
    trained.run.step(2);
    CHECK_THROWS_MATCHES(trained.run.step(2), bp::Problem,
                         MessageMatches(ContainsSubstring("for 3 steps: 2 are done")));
    CHECK(trained.run.steps() == 2);
    CHECK(trained.run.step(1).steps == 3);
}

TEST_CASE("a training that makes no sense is refused") {
    const auto refusal = [](const bp::TrainSpec& spec, const bp::NetSpec& net = kNet) -> std::string {
        try {
            Trained<float> trained(spec, net);
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
    CHECK_THAT(refusal({}, {.layers = {6, 2}}), ContainsSubstring("label 2 is 2; a class"));
    Trained<float> trained;
    CHECK_THROWS_AS(trained.run.step(0), bp::Problem);
}

TEST_CASE("a loss that is not finite updates nothing, and its culprit is named") {
    const auto rule = GENERATE(OptimizerRule::sgd, OptimizerRule::adam);
    Trained<float> trained({.batch_size = 10, .learning_rate = 1e30, .optimizer = rule});
    std::vector<float> before = trained.weights();
    CHECK(!trained.run.culprit());
    while (std::isfinite(trained.run.step(1).loss)) {
        CHECK(!trained.run.culprit());
        before = trained.weights();
        REQUIRE(trained.run.steps() < 100);
    }
    CHECK(trained.weights() == before);
    const auto culprit = trained.run.culprit();
    REQUIRE(culprit);
    CHECK(!std::isfinite(culprit->value));
    CHECK_THAT(culprit->name + " by " + culprit->op,
               ContainsSubstring(culprit->op == "input" ? "W" : " by "));
    trained.run.restore(Trained<float>({.batch_size = 10, .optimizer = rule}).run.checkpoint());
    CHECK(!trained.run.culprit());
}

TEST_CASE("the learning rate of the steps to come can be changed") {
    Trained<double> trained({.batch_size = 10, .learning_rate = 0.5});
    Trained<double> other({.batch_size = 10, .learning_rate = 0.25});
    trained.run.set_learning_rate(0.25);
    CHECK(trained.run.spec().learning_rate == 0.25);
    CHECK(trained.run.step(5).losses == other.run.step(5).losses);
    CHECK(trained.weights() == other.weights());
    CHECK_THROWS_AS(trained.run.set_learning_rate(-1), bp::Problem);
    CHECK(trained.run.spec().learning_rate == 0.25);
}

TEST_CASE("evaluations: right after the first step of each epoch, and less often in very long runs") {
    const auto book = bp::Evaluations::by_epoch(60'000, 100, 10'000);
    CHECK(book.every == 600);
    std::vector<uint64_t> due;
    for (uint64_t steps = 0; steps <= 1300; ++steps)
        if (book.due(steps)) due.push_back(steps);
    CHECK(due == std::vector<uint64_t>{1, 601, 1201});
    CHECK(book.after(0) == 1);
    CHECK(book.after(1) == 601);
    CHECK(book.after(600) == 601);
    CHECK(book.after(601) == 1201);
    CHECK(bp::Evaluations::by_epoch(60'000, 100, 60'000).every == 600);
    CHECK(bp::Evaluations::by_epoch(60'000, 100, 60'001).every == 1200);
    CHECK(bp::Evaluations::by_epoch(60'000, 100, 1'000'000).every == 19'200);
    CHECK(bp::Evaluations::by_epoch(50, 100, 20).every == 1);  // a batch of more than all images

    const bp::Evaluations from_the_start{.first = 0, .every = 10};  // the command line's
    CHECK(from_the_start.due(0));
    CHECK(from_the_start.after(0) == 10);
    CHECK(from_the_start.after(19) == 20);
}

TEST_CASE("advance: stops at evaluations and at the end, and does nothing more until told to go on") {
    Trained<float> trained({.batch_size = 10});
    bp::Run<float>& run = trained.run;
    CHECK(run.over());
    CHECK(run.advance().losses.empty());
    run.evaluate_by_epoch(100);  // 300 images: every 30 steps
    run.go(65);
    for (const uint64_t steps : {1u, 31u, 61u}) {
        CHECK(run.advance().steps == steps);
        CHECK(run.evaluation_due());
        CHECK_FALSE(run.over());
    }
    const auto last = run.advance();
    CHECK(last.steps == 65);
    CHECK(last.losses.size() == 4);
    CHECK(last.seconds > 0);
    CHECK(run.over());
    CHECK_FALSE(run.evaluation_due());
    CHECK(run.advance().losses.empty());
    CHECK(run.steps() == 65);
    run.go(66);
    CHECK_FALSE(run.over());
    run.go(0);  // a pause
    CHECK(run.over());
    CHECK(run.advance().steps == 65);
    run.go(66);
    CHECK(run.advance().steps == 66);
}

TEST_CASE("advance: time that is up ends it after a step, and the losses are those of one call") {
    Trained<float> at_once({.batch_size = 10});
    Trained<float> in_slices({.batch_size = 10});
    const auto losses = at_once.run.step(50).losses;
    in_slices.run.go(50);
    std::vector<float> parts;
    while (!in_slices.run.over()) {
        const auto slice = in_slices.run.advance(0);
        CHECK(slice.losses.size() == 1);
        parts.insert(parts.end(), slice.losses.begin(), slice.losses.end());
    }
    CHECK(parts == losses);
    CHECK(in_slices.weights() == at_once.weights());
}

TEST_CASE("a run that diverges is over, and goes on only from a checkpoint") {
    Trained<float> trained({.batch_size = 10, .learning_rate = 0.1});
    bp::Run<float>& run = trained.run;
    run.go(100);
    run.set_evaluations({.first = 5, .every = 1000});
    run.advance();
    const auto saved = run.checkpoint();
    run.set_learning_rate(1e30);
    const auto report = run.advance();
    CHECK(run.diverged());
    CHECK(run.over());
    CHECK(report.steps == run.steps());
    CHECK(report.losses.size() == report.steps - 5);
    CHECK(!std::isfinite(report.losses.back()));
    run.go(200);
    CHECK(run.over());
    CHECK(run.advance().losses.empty());

    run.restore(saved);
    run.set_learning_rate(0.1);
    CHECK_FALSE(run.diverged());
    CHECK_FALSE(run.over());
    Trained<float> straight({.batch_size = 10, .learning_rate = 0.1});
    straight.run.step(200);
    while (!run.over()) run.advance();
    CHECK(run.steps() == 200);
    CHECK(trained.weights() == straight.weights());
}
