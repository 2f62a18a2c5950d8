#include <catch2/catch_test_macros.hpp>

#include "base/problem.hpp"
#include "playground/playground.hpp"
#include "playground/training/training_json.hpp"

using namespace bp;
using Order = Train::Order;
using Phase = Training::Phase;

namespace {

/// The orders' names since the last call.
std::vector<std::string> orders(Playground& playground) {
    std::vector<std::string> names;
    for (const std::string& order : playground.take_training_orders())
        names.push_back(parsed(order)["order"].get<std::string>());
    return names;
}

/// A run of 1300 steps, evaluated at 0, 600 and 1200, that is paused.
void run_to_1300(Playground& playground) {
    playground.dispatch(Train{Order::start});
    std::string losses = "2.3";
    for (int i = 1; i < 1300; ++i) losses += ",0.5";
    playground.training_report(R"({"phase":"running","iteration":1300,"seconds":2,"losses":[)" + losses +
                               "]}");
    playground.training_report(R"({"accuracies":[{"iteration":600,"train":0.9,"test":0.91}]})");
    playground.training_report(R"({"accuracies":[{"iteration":0,"train":0.1,"test":0.12}]})");
    playground.training_report(
        R"({"accuracies":[{"iteration":1200,"train":0.93,"test":0.92}],"checkpoints":[0,600,1200]})");
    playground.dispatch(Train{Order::pause});
    playground.take_training_orders();
}

}  // namespace

TEST_CASE("training: orders go out, reports come in") {
    Playground playground;
    CHECK(playground.dispatch(Train{Order::start}));
    CHECK(playground.dispatch(Train{Order::start}));
    CHECK(orders(playground) == std::vector<std::string>{"begin"});
    CHECK(orders(playground).empty());
    playground.training_report(R"({"phase":"loading","progress":0.5})");
    CHECK(playground.training().progress == 0.5);
    playground.training_report(
        R"({"phase":"running","iteration":2,"seconds":0.1,"losses":[2.3,null],
            "accuracies":[{"iteration":0,"train":0.1,"test":0.12}]})");
    CHECK(playground.training().run.losses.size() == 2);
    CHECK(playground.training().run.accuracies.at(0).test == 0.12);
    CHECK(playground.dispatch(Train{Order::pause}));
    CHECK(playground.training().phase == Phase::paused);
    CHECK(playground.dispatch(Train{Order::start}));
    CHECK(playground.training().phase == Phase::running);
    CHECK(playground.dispatch(Train{Order::reset}));
    CHECK(playground.training().run.losses.empty());
    CHECK(orders(playground) == std::vector<std::string>{"pause", "go", "reset"});
    for (const char* bad :
         {R"({"phase":"flying"})", R"({"phase":"running","progress":7})",
          R"({"phase":"running","accuracies":[3]})", R"({"restored":{"settings":{"hidden":[0]}}})"}) {
        CHECK_THROWS_AS(playground.training_report(bad), Problem);
    }
    CHECK(playground.training().phase == Phase::idle);
}

TEST_CASE("training: accuracies come in any order and are kept in that of their steps") {
    Playground playground;
    run_to_1300(playground);
    const auto& rows = playground.training().run.accuracies;
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].iteration == 0);
    CHECK(rows[1] == TrainingRun::Accuracy{600, 0.9, 0.91});
    CHECK(rows[2].iteration == 1200);
}

TEST_CASE("training: a run that failed leaves nothing to the next, and a pause while loading ends it") {
    Playground playground;
    playground.dispatch(Train{Order::start});
    playground.training_report(R"({"phase":"running","iteration":1,"losses":[2.3]})");
    playground.training_report(R"({"phase":"failed","message":"the worker stopped"})");
    CHECK(playground.training().run.losses.size() == 1);
    playground.dispatch(Train{Order::start});
    CHECK(playground.training().phase == Phase::loading);
    CHECK(playground.training().run.losses.empty());
    playground.take_training_orders();
    playground.dispatch(Train{Order::pause});
    CHECK(playground.training().phase == Phase::idle);
    CHECK(orders(playground) == std::vector<std::string>{"reset"});
}

TEST_CASE("training: after a failure the run goes on from its last checkpoint") {
    Playground playground;
    run_to_1300(playground);
    playground.training_report(R"({"phase":"failed","message":"the worker was killed"})");
    CHECK(playground.dispatch(Train{Order::start}));
    CHECK(orders(playground) == std::vector<std::string>{"rewind", "go"});
    const Training& training = playground.training();
    CHECK(training.phase == Phase::running);
    CHECK(training.run.iteration == 1201);
    CHECK(training.run.losses.size() == 1201);
    CHECK(training.run.accuracies.size() == 3);
}

TEST_CASE("training: looking at a checkpoint, going back to it, and on from there") {
    Playground playground;
    run_to_1300(playground);
    CHECK_FALSE(playground.dispatch(Train{Order::look, 300}));
    CHECK(playground.dispatch(Train{Order::look, 600}));
    CHECK(playground.training().looked_at == 600);
    CHECK(playground.dispatch(Train{Order::rewind}));
    const Training& training = playground.training();
    CHECK(training.run.iteration == 601);
    CHECK(training.run.losses.size() == 601);
    CHECK(training.run.accuracies.size() == 2);
    CHECK(training.checkpoints == std::vector<int>{0, 600});
    CHECK_FALSE(training.looked_at);
    playground.dispatch(Train{Order::start});
    CHECK(orders(playground) == std::vector<std::string>{"look", "rewind", "go"});
    CHECK_FALSE(playground.dispatch(Train{Order::rewind}));  // not while it runs
}

TEST_CASE("training: a loss that is not finite names its op, and the last checkpoint is offered") {
    Playground playground;
    run_to_1300(playground);
    playground.dispatch(Train{Order::start});
    playground.training_report(
        R"({"phase":"blown_up","iteration":1301,"losses":[null],"blowUp":{"iteration":1301,"node":"a2","op":"affine","value":"inf"}})");
    REQUIRE(playground.training().blow_up);
    CHECK(playground.training().blow_up->node == "a2");
    playground.dispatch(SetTraining{.learning_rate = 0.01});
    CHECK(playground.dispatch(Train{Order::rewind}));
    CHECK_FALSE(playground.training().blow_up);
    CHECK(playground.training().run.iteration == 1201);
    CHECK(playground.training().run.settings.learning_rate == 0.1);
    CHECK(playground.training().settings.learning_rate == 0.01);
}

TEST_CASE("training: settings are judged, and most of them wait for the next run") {
    Playground playground;
    const auto refused = [&](const SetTraining& change) {
        const bool done = playground.dispatch(change);
        return !done && playground.notice().has_value();
    };
    CHECK(refused({.hidden = std::vector<int>{10, 10, 10, 10, 10}}));
    CHECK(refused({.hidden = std::vector<int>{1025}}));
    CHECK(refused({.hidden = std::vector<int>{0}}));
    CHECK(refused({.learning_rate = -1}));
    CHECK(refused({.learning_rate = std::numeric_limits<double>::infinity()}));
    CHECK(refused({.batch_size = 0}));
    CHECK(refused({.iterations = 2'000'000}));
    CHECK(refused({.data = "own"}));
    CHECK(refused({.data = "imagenet"}));
    CHECK(refused({.init = WeightInit{WeightInit::Rule::fixed, -0.1}}));
    CHECK(playground.training().settings.same_run({}));

    CHECK(playground.dispatch(SetTraining{.hidden = std::vector<int>{}, .batch_size = 200}));
    CHECK(orders(playground) == std::vector<std::string>{"reset"});  // the views show the new network
    run_to_1300(playground);
    CHECK(playground.training().run.settings.batch_size == 200);
    CHECK(playground.dispatch(SetTraining{.batch_size = 50}));
    CHECK(orders(playground).empty());
    CHECK(playground.training().run.settings.batch_size == 200);
    CHECK(playground.dispatch(SetTraining{.learning_rate = 0.5}));
    CHECK(orders(playground) == std::vector<std::string>{"learning_rate"});
}

TEST_CASE("training: one step, one epoch, more steps than planned") {
    Playground playground;
    run_to_1300(playground);
    const auto until = [&] { return parsed(playground.take_training_orders().at(0))["until"].get<int>(); };
    playground.dispatch(Train{Order::step});
    CHECK(until() == 1301);
    playground.training_report(R"({"phase":"finished","iteration":1301,"losses":[0.4]})");
    playground.dispatch(Train{Order::epoch});
    CHECK(until() == 1901);
    playground.training_report(R"({"phase":"finished","iteration":10000})");
    playground.dispatch(SetTraining{.iterations = 12000});
    CHECK(playground.training().phase == Phase::paused);
    playground.dispatch(Train{Order::start});
    CHECK(until() == 12000);
}

TEST_CASE("training: a kept run stays beside the next, with its settings") {
    Playground playground;
    CHECK_FALSE(playground.dispatch(Train{Order::keep}));
    run_to_1300(playground);
    CHECK(playground.dispatch(Train{Order::keep}));
    playground.dispatch(Train{Order::new_seed});
    CHECK(playground.training().settings.seed == 2);
    CHECK(playground.training().run.losses.empty());
    REQUIRE(playground.training().kept);
    CHECK(playground.training().kept->losses.size() == 1300);
    CHECK(playground.training().kept->settings.seed == 1);
    playground.dispatch(Train{Order::drop});
    CHECK_FALSE(playground.training().kept);
}

TEST_CASE("training: a run survives as a text, and is offered at another visit") {
    Playground playground;
    playground.dispatch(SetTraining{.hidden = std::vector<int>{20, 10}, .seed = 7});
    run_to_1300(playground);
    const std::string text = playground.training_run();
    Playground later;
    CHECK_FALSE(later.dispatch(Train{Order::resume}));
    later.training_report(R"({"saved":)" + text + "}");
    REQUIRE(later.training().saved);
    CHECK(later.training().saved->iteration == 1300);
    CHECK(later.training().saved->network == "20-10");
    CHECK(later.dispatch(Train{Order::resume}));
    CHECK(orders(later) == std::vector<std::string>{"reset", "resume"});
    later.training_report(R"({"phase":"paused","checkpoints":[1299],"restored":)" + text + "}");
    CHECK(later.training().run.losses == playground.training().run.losses);
    CHECK(later.training().run.accuracies == playground.training().run.accuracies);
    CHECK(later.training().settings.same_run(playground.training().settings));
    CHECK(later.training_run() == text);
    CHECK_FALSE(later.dispatch(Train{Order::discard}));
}

TEST_CASE("training: actions as JSON") {
    Playground playground;
    CHECK(playground.dispatch_json(
        R"({"type":"set_training","hidden":[100,50],"activation":"sigmoid","weightInit":"he","optimizer":"adam","learningRate":0.001,"batchSize":32,"seed":9,"iterations":500,"data":"fashion-mnist"})"));
    const TrainingSettings& settings = playground.training().settings;
    CHECK(settings.hidden == std::vector<int>{100, 50});
    CHECK(settings.activation == Activation::sigmoid);
    CHECK(settings.init.rule == WeightInit::Rule::he);
    CHECK(settings.optimizer == OptimizerRule::adam);
    CHECK(settings.iterations == 500);
    CHECK_FALSE(playground.dispatch_json(R"({"type":"set_training","activation":"swish"})"));
    CHECK_FALSE(playground.dispatch_json(R"({"type":"set_training","weightInit":"big"})"));
    CHECK_FALSE(playground.dispatch_json(R"({"type":"train","order":"fly"})"));
    CHECK(playground.dispatch_json(R"({"type":"charts","logarithmic":false})"));
    CHECK_FALSE(playground.training().logarithmic);
}
