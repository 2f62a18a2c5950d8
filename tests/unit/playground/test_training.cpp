#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <limits>

#include "base/problem.hpp"
#include "playground/playground.hpp"
#include "playground/training/run_display.hpp"
#include "playground/training/training_json.hpp"
#include "support/korean.hpp"

using namespace bp;
using Order = Train::Order;
using Phase = Training::Phase;

namespace {

/// The orders' names since the last call.
std::vector<std::string> orders(Playground& playground) {
    std::vector<std::string> names;
    for (const HostOrder& order : playground.take_training_orders())
        names.push_back(parse_json(order_json(order))["type"].get<std::string>());
    return names;
}

/// A report of the run under way: `fields` is the rest of it.
void report(Playground& playground, const std::string& type, const std::string& fields) {
    playground.training_report(R"({"type":")" + type + R"(","run":)" +
                               std::to_string(playground.training().number) + "," + fields + "}");
}

std::string steps_of_loss(int count, const std::string& first = "0.5") {
    std::string losses = first;
    for (int i = 1; i < count; ++i) losses += ",0.5";
    return losses;
}

/// A run of 1300 steps, evaluated after steps 1, 601 and 1201, that is paused.
void run_to_1300(Playground& playground) {
    playground.dispatch(Train{Order::start});
    report(playground, "advanced",
           R"("steps":1300,"seconds":2,"losses":[)" + steps_of_loss(1300, "2.3") + "]");
    report(playground, "evaluated", R"("steps":601,"train":0.9,"test":0.91)");
    report(playground, "evaluated", R"("steps":1,"train":0.1,"test":0.12)");
    report(playground, "evaluated", R"("steps":1201,"train":0.93,"test":0.92)");
    report(playground, "checkpoints", R"("steps":[1,601,1201])");
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
    report(playground, "loading", R"("progress":0.5)");
    CHECK(playground.training().progress == 0.5);
    report(playground, "advanced", R"("steps":2,"seconds":0.1,"losses":[2.3,null])");
    report(playground, "evaluated", R"("steps":1,"train":0.1,"test":0.12)");
    CHECK(playground.training().phase == Phase::running);
    CHECK(playground.training().run.steps == 2);
    CHECK(playground.training().run.losses.size() == 2);
    CHECK(playground.training().run.accuracies.at(0).test == 0.12);
    CHECK(playground.dispatch(Train{Order::pause}));
    CHECK(playground.training().phase == Phase::paused);
    CHECK(playground.dispatch(Train{Order::start}));
    CHECK(playground.training().phase == Phase::running);
    CHECK(playground.dispatch(Train{Order::reset}));
    CHECK(playground.training().run.losses.empty());
    CHECK(orders(playground) == std::vector<std::string>{"go", "go", "reset"});
    const std::string run = R"("run":)" + std::to_string(playground.training().number);
    for (const std::string& bad :
         {R"({"type":"flying",)" + run + "}", R"({"type":"loading","progress":7,)" + run + "}",
          R"({"type":"evaluated","steps":3,"train":2,"test":0,)" + run + "}",
          R"({"type":"advanced","steps":3,)" + run + "}",
          R"({"type":"adopted","hidden":[0]})" + std::string(),
          std::string(R"({"type":"saved","steps":3,"run":{"settings":{"hidden":[0]}}})")}) {
        CHECK_THROWS_AS(playground.training_report(bad), Problem);
    }
    CHECK(playground.training().phase == Phase::idle);
}

TEST_CASE("training: accuracies come in any order and are kept in that of their steps") {
    Playground playground;
    run_to_1300(playground);
    const auto& rows = playground.training().run.accuracies;
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].steps == 1);
    CHECK(rows[1] == Evaluation{601, 0.9, 0.91});
    CHECK(rows[2].steps == 1201);
    report(playground, "evaluated", R"("steps":601,"train":0.8,"test":0.81)");  // once more
    CHECK(rows.size() == 3);
    CHECK(rows[1].train == 0.8);
}

TEST_CASE("training: a run that failed leaves nothing to the next, and a pause while loading ends it") {
    Playground playground;
    playground.dispatch(Train{Order::start});
    report(playground, "advanced", R"("steps":1,"losses":[2.3])");
    report(playground, "failed", R"("problem":{"code":"data.none"})");
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
    report(playground, "failed", R"("problem":{"code":"data.none"})");
    CHECK(playground.dispatch(Train{Order::start}));
    CHECK(orders(playground) == std::vector<std::string>{"rewind", "begin"});
    const Training& training = playground.training();
    CHECK(training.phase == Phase::running);
    CHECK(training.run.steps == 1201);
    CHECK(training.run.losses.size() == 1201);
    CHECK(training.run.accuracies.size() == 3);
}

TEST_CASE("training: looking at a checkpoint, going back to it, and on from there") {
    Playground playground;
    run_to_1300(playground);
    CHECK_FALSE(playground.dispatch(Train{Order::look, 301}));
    CHECK(playground.dispatch(Train{Order::look, 601}));
    CHECK(playground.training().looked_at == 601);
    CHECK(playground.dispatch(Train{Order::rewind}));
    const Training& training = playground.training();
    CHECK(training.run.steps == 601);
    CHECK(training.run.losses.size() == 601);
    CHECK(training.run.accuracies.size() == 2);
    CHECK(training.checkpoints == std::vector<int>{1, 601});
    CHECK_FALSE(training.looked_at);
    playground.dispatch(Train{Order::start});
    CHECK(orders(playground) == std::vector<std::string>{"look", "rewind", "begin"});
    CHECK_FALSE(playground.dispatch(Train{Order::rewind}));  // not while it runs
}

TEST_CASE("training: a loss that is not finite names its op, and the last checkpoint is offered") {
    Playground playground;
    run_to_1300(playground);
    playground.dispatch(Train{Order::start});
    report(playground, "advanced",
           R"("steps":1301,"losses":[null],"diverged":{"node":"a2","op":"affine","value":"inf"})");
    CHECK(playground.training().phase == Phase::diverged);
    REQUIRE(playground.training().diverged);
    CHECK(playground.training().diverged->node == "a2");
    playground.dispatch(SetTraining{.learning_rate = 0.01});
    CHECK(playground.dispatch(Train{Order::rewind}));
    CHECK_FALSE(playground.training().diverged);
    CHECK(playground.training().run.steps == 1201);
    CHECK(playground.training().run.settings.learning_rate == 0.01);
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
    const auto until = [&] {
        return parse_json(order_json(playground.take_training_orders().at(0)))["until"].get<int>();
    };
    playground.dispatch(Train{Order::step});
    CHECK(until() == 1301);
    report(playground, "advanced", R"("steps":1301,"losses":[0.4])");
    CHECK(playground.training().phase == Phase::paused);
    playground.dispatch(Train{Order::epoch});
    CHECK(until() == 1901);
    playground.dispatch(SetTraining{.iterations = 9000});  // an epoch stays one
    CHECK(playground.take_training_orders().empty());
    playground.dispatch(SetTraining{.iterations = 10000});
    report(playground, "advanced", R"("steps":1901,"losses":[0.4])");
    CHECK(playground.training().phase == Phase::paused);
    playground.dispatch(Train{Order::start});
    CHECK(until() == 10000);
    report(playground, "advanced", R"("steps":10000,"losses":[0.3])");
    CHECK(playground.training().phase == Phase::finished);
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
    later.training_report(R"({"type":"saved","id":0,"steps":1300,"run":)" + text + "}");
    REQUIRE(later.training().saved());
    CHECK(later.training().saved()->run.steps == 1300);
    CHECK(later.training().saved()->run.settings.hidden == std::vector<int>{20, 10});
    CHECK(later.dispatch(Train{Order::resume}));
    CHECK(orders(later) == std::vector<std::string>{"resume"});
    CHECK(later.training().phase == Phase::paused);
    CHECK(later.training().checkpoints == std::vector<int>{1300});
    CHECK(later.training().run.losses == playground.training().run.losses);
    CHECK(later.training().run.accuracies == playground.training().run.accuracies);
    CHECK(later.training().settings.same_run(playground.training().settings));
    CHECK(later.training_run() == text);
    CHECK_FALSE(later.dispatch(Train{Order::discard}));
    CHECK(later.dispatch(Train{Order::start}));
    const Json begin = parse_json(order_json(later.take_training_orders().at(0)));
    CHECK(begin["type"] == "begin");
    CHECK(begin["from"] == 1300);
}

TEST_CASE("training: what is set in mid-run comes back with the run after a reload, whenever it was set") {
    const std::pair<const char*, void (*)(Playground&)> moments[] = {
        {"while it runs", [](Playground& p) { p.dispatch(Train{Order::start}); }},
        {"while it is paused", [](Playground&) {}},
        {"after its end",
         [](Playground& p) {
             p.dispatch(Train{Order::start});
             report(p, "advanced", R"("steps":10000,"losses":[0.3])");
         }},
        {"after it failed", [](Playground& p) { report(p, "failed", R"("problem":{"code":"data.none"})"); }},
        {"after it diverged",
         [](Playground& p) {
             p.dispatch(Train{Order::start});
             report(p, "advanced",
                    R"("steps":1301,"losses":[null],"diverged":{"node":"a2","op":"affine","value":"inf"})");
             p.dispatch(SetTraining{.learning_rate = 0.02, .iterations = 40000});
             p.dispatch(Train{Order::rewind});
         }},
    };
    for (const auto& [when, come_to] : moments) {
        CAPTURE(when);
        Playground playground;
        run_to_1300(playground);
        come_to(playground);
        CHECK(playground.dispatch(SetTraining{.learning_rate = 0.02, .iterations = 40000}));
        const int steps = playground.training().run.steps;
        Playground later;
        later.training_report(R"({"type":"saved","id":0,"steps":)" + std::to_string(steps) + R"(,"run":)" +
                              playground.training_run() + "}");
        CHECK(run_display(later.training(), Language::en).saved.find(" of 40,000") != std::string::npos);
        CHECK(later.dispatch(Train{Order::resume}));
        CHECK(later.training().settings.learning_rate == 0.02);
        CHECK(later.training().settings.iterations == 40000);
        CHECK(later.training().phase == Phase::paused);
        CHECK(later.dispatch(Train{Order::start}));
        const HostOrders sent = later.take_training_orders();
        CHECK(std::get<BeginRun>(sent.back()).until == 40000);
        CHECK(std::get<BeginRun>(sent.back()).settings.learning_rate == 0.02);
    }
}

TEST_CASE("training: what is set after a run's end is the next run's") {
    Playground playground;
    playground.dispatch(Train{Order::start});
    report(playground, "advanced", R"("steps":10000,"losses":[0.3])");
    playground.dispatch(SetTraining{.learning_rate = 0.5, .iterations = 700});
    CHECK(playground.training().run.settings.learning_rate == 0.1);
    CHECK(playground.training().run.settings.iterations == 10000);
    CHECK(playground.training().phase == Phase::finished);
    playground.dispatch(Train{Order::start});
    CHECK(playground.training().run.settings.learning_rate == 0.5);
    CHECK(playground.training().total() == 700);
}

TEST_CASE("training: a run at rest is finished when all its steps are done, and else paused") {
    Playground playground;
    playground.dispatch(SetTraining{.iterations = 700});
    const auto state = [](const Playground& p) {
        const RunDisplay display = run_display(p.training(), Language::en);
        return display.state + ", " + display.steps + ", " +
               run_controls(p.training(), Language::en)[0].label;
    };
    const auto advance = [&](int steps) {
        report(playground, "advanced", R"("steps":)" + std::to_string(steps) + R"(,"losses":[0.3])");
    };
    playground.dispatch(Train{Order::step});
    advance(1);
    CHECK(state(playground) == "Paused, 1 of 700, Go on");
    playground.dispatch(Train{Order::epoch});
    advance(601);
    CHECK(state(playground) == "Paused, 601 of 700, Go on");
    playground.dispatch(Train{Order::start});
    advance(700);
    CHECK(state(playground) == "Finished, 700 of 700, Train");
    Playground later;
    later.training_report(R"({"type":"saved","id":0,"steps":700,"run":)" + playground.training_run() + "}");
    later.dispatch(Train{Order::resume});
    CHECK(state(later) == "Finished, 700 of 700, Train");
    playground.dispatch(Train{Order::step});
    advance(701);
    CHECK(state(playground) == "Finished, 701 of 701, Train");
    playground.dispatch(SetTraining{.iterations = 2000});
    CHECK(state(playground) == "Paused, 701 of 2,000, Go on");
    playground.dispatch(SetTraining{.iterations = 500});
    CHECK(state(playground) == "Finished, 701 of 701, Train");
    later.training_report(R"({"type":"saved","id":-1,"steps":700,"run":)" + playground.training_run() + "}");
    CHECK(run_display(later.training(), Language::en).saved.find("700 of 700") != std::string::npos);
}

TEST_CASE("training: a run that failed names no button but the one that is there") {
    for (const bool checkpoint : {false, true}) {
        Playground playground;
        if (checkpoint) run_to_1300(playground);
        playground.dispatch(Train{Order::start});
        report(playground, "failed",
               R"("problem":{"code":"worker.silent","args":{"worker":"x","seconds":5}})");
        const std::string message = run_display(playground.training(), Language::en).message;
        CAPTURE(message);
        CHECK(message.find("Train") == std::string::npos);
        CHECK((message.find("Go on") != std::string::npos) == checkpoint);
        CHECK(run_controls(playground.training(), Language::en)[0].label ==
              (checkpoint ? "Go on" : "Try again"));
    }
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

TEST_CASE("training: what a run reports that is no more changes nothing") {
    Playground playground;
    run_to_1300(playground);
    const int old = playground.training().number;
    const auto late = [&] {
        const std::string run = std::to_string(old);
        playground.training_report(R"({"type":"advanced","run":)" + run + R"(,"steps":1320,"losses":[1]})");
        playground.training_report(R"({"type":"evaluated","run":)" + run +
                                   R"(,"steps":1201,"train":0,"test":0})");
        playground.training_report(R"({"type":"failed","run":)" + run +
                                   R"(,"problem":{"code":"data.none"}})");
    };
    playground.dispatch(Train{Order::rewind});
    late();
    CHECK(playground.training().run.steps == 1201);
    CHECK(playground.training().run.losses.size() == 1201);
    CHECK(playground.training().phase == Phase::paused);
    playground.dispatch(Train{Order::reset});
    late();
    CHECK(playground.training().phase == Phase::idle);
    CHECK(playground.training().run.steps == 0);
    CHECK(playground.training().run.accuracies.empty());
}

TEST_CASE("training: a slice that was under way when the user paused counts, and the run stays paused") {
    Playground playground;
    run_to_1300(playground);
    report(playground, "advanced", R"("steps":1302,"losses":[0.5,0.5])");
    CHECK(playground.training().phase == Phase::paused);
    CHECK(playground.training().run.steps == 1302);
    playground.dispatch(Train{Order::step});
    CHECK(playground.training().until == 1303);
    playground.dispatch(Train{Order::pause});
    report(playground, "advanced", R"("steps":1303,"losses":[0.5])");  // all that was ordered
    CHECK(playground.training().phase == Phase::paused);
}

TEST_CASE("training: fewer steps than are done finish a run at once, more let it go on") {
    Playground playground;
    run_to_1300(playground);
    playground.dispatch(Train{Order::start});
    playground.take_training_orders();
    playground.dispatch(SetTraining{.iterations = 1000});
    CHECK(playground.training().phase == Phase::finished);
    CHECK(parse_json(order_json(playground.take_training_orders().at(0)))["until"] == 0);
    playground.dispatch(SetTraining{.iterations = 2000});
    CHECK(playground.training().phase == Phase::paused);
    playground.dispatch(Train{Order::start});
    CHECK(parse_json(order_json(playground.take_training_orders().at(0)))["until"] == 2000);
    playground.dispatch(SetTraining{.iterations = 3000});
    CHECK(parse_json(order_json(playground.take_training_orders().at(0)))["until"] == 3000);
    CHECK(playground.training().phase == Phase::running);
}

TEST_CASE("training: a run that goes on from a checkpoint can be paused while its images load") {
    Playground playground;
    run_to_1300(playground);
    playground.dispatch(Train{Order::rewind});
    playground.dispatch(Train{Order::start});
    report(playground, "loading", R"("progress":0.2)");
    CHECK(playground.training().phase == Phase::loading);
    playground.dispatch(Train{Order::pause});
    CHECK(playground.training().phase == Phase::paused);
    CHECK(playground.training().run.steps == 1201);
    report(playground, "loading", R"("progress":0.4)");
    CHECK(playground.training().phase == Phase::paused);
    playground.dispatch(Train{Order::start});
    CHECK(orders(playground) == std::vector<std::string>{"rewind", "begin", "go", "go"});
}

TEST_CASE("training: a network from a file begins a run of its own") {
    Playground playground;
    run_to_1300(playground);
    playground.training_report(R"({"type":"adopted","hidden":[30]})");
    CHECK(playground.training().phase == Phase::idle);
    CHECK(playground.training().settings.hidden == std::vector<int>{30});
    const Json reset = parse_json(order_json(playground.take_training_orders().at(0)));
    CHECK(reset["type"] == "reset");
    CHECK(reset["adopted"] == true);
    CHECK(reset["settings"]["hidden"] == std::vector<int>{30});
}

TEST_CASE("training: the book's number of an iteration is in the snapshot's tables only") {
    Playground playground;
    run_to_1300(playground);
    const Json training = parse_json(playground.snapshot())["training"];
    CHECK(training["steps"] == 1300);
    CHECK(training["accuracies"][1]["steps"] == 601);
    CHECK(training["accuracies"][1]["iteration"] == 600);
    CHECK(training["checkpoints"] == std::vector<int>{1, 601, 1201});
    CHECK(training["rewindTo"] == 1201);
}

namespace {

/// "[Train] Step Epoch (Reset)": the primary control in brackets, disabled ones in parentheses.
std::string shown(const Playground& playground, ControlGroup group, Language language = Language::en) {
    std::string all;
    for (const RunControl& control : run_controls(playground.training(), language)) {
        if (control.group != group) continue;
        const char* around = control.primary ? "[]" : control.enabled ? "" : "()";
        if (!all.empty()) all += ' ';
        if (*around) all += around[0];
        all += control.label;
        if (*around) all += around[1];
    }
    return all;
}

}  // namespace

TEST_CASE("training controls: each phase offers what can be done in it") {
    test::load_korean();
    const auto run = ControlGroup::run;
    Playground playground;
    CHECK(shown(playground, run) == "[Train] Step Epoch (Reset)");
    CHECK(shown(playground, run, Language::ko) == "[학습] 한 단계 한 에폭 (처음으로)");
    CHECK(shown(playground, ControlGroup::history) == "(Keep to compare)");
    playground.dispatch(Train{Order::start});
    CHECK(shown(playground, run) == "[Pause] (Step) (Epoch) Reset");
    CHECK(shown(playground, run, Language::ko) == "[일시 정지] (한 단계) (한 에폭) 처음으로");
    report(playground, "failed", R"("problem":{"code":"data.none"})");
    CHECK(shown(playground, run) == "[Try again] Step Epoch Reset");
    CHECK(shown(playground, run, Language::ko) == "[다시 시도] 한 단계 한 에폭 처음으로");
    run_to_1300(playground);
    CHECK(shown(playground, run) == "[Go on] Step Epoch Reset");
    CHECK(shown(playground, run, Language::ko) == "[이어서 학습] 한 단계 한 에폭 처음으로");
    CHECK(shown(playground, ControlGroup::history) == "Back to step 1,201 Keep to compare");
    CHECK(shown(playground, ControlGroup::history, Language::ko) == "1,201단계로 돌아가기 비교용으로 보관");
    playground.dispatch(Train{Order::look, 601});
    playground.dispatch(Train{Order::keep});
    CHECK(shown(playground, ControlGroup::history) ==
          "Back to step 601 Show the newest state Keep to compare Discard the kept run");
    report(playground, "failed", R"("problem":{"code":"data.none"})");
    CHECK(shown(playground, run) == "[Go on] Step Epoch Reset");
    playground.dispatch(Train{Order::start});
    report(playground, "advanced", R"("steps":10000,"losses":[0.3])");
    CHECK(shown(playground, run) == "[Train] Step Epoch Reset");
    playground.dispatch(SetTraining{.iterations = 12000});
    CHECK(shown(playground, run) == "[Go on] Step Epoch Reset");
    playground.dispatch(Train{Order::start});
    report(playground, "advanced",
           R"("steps":10001,"losses":[null],"diverged":{"node":"a2","op":"affine","value":"inf"})");
    CHECK(shown(playground, run) == "[Train] Step Epoch Reset");
    CHECK(shown(playground, ControlGroup::saved).empty());
    const std::string text = playground.training_run();
    playground.training_report(R"({"type":"saved","id":0,"steps":10000,"run":)" + text + "}");
    CHECK(shown(playground, ControlGroup::saved) == "[Resume] Discard");
    CHECK(shown(playground, ControlGroup::saved, Language::ko) == "[이어서 하기] 지우기");
}

TEST_CASE("training display: state, steps, speed, and why a run stopped") {
    test::load_korean();
    Playground playground;
    const auto display = [&](Language language = Language::en) {
        return run_display(playground.training(), language);
    };
    CHECK(display().state == "Ready to train");
    CHECK(display().steps == "0 of 10,000");
    CHECK(display().speed.empty());
    CHECK(display().message.empty());
    playground.dispatch(Train{Order::start});
    report(playground, "loading", R"("progress":0.25)");
    CHECK(display().progress == 0.25);
    CHECK(display().state == "Loading the images");
    playground.dispatch(Train{Order::reset});
    run_to_1300(playground);
    CHECK(display().state == "Paused");
    CHECK(display(Language::ko).state == "일시 정지됨");
    CHECK(display().steps == "1,300 of 10,000");
    CHECK(display().speed == "650 steps per second");
    CHECK(display().progress == 0.13);
    report(playground, "failed", R"("problem":{"code":"data.none"})");
    CHECK(display().message ==
          "The images are not loaded. Nothing is lost up to step 1,201: Go on starts from there.");
    playground.dispatch(Train{Order::start});
    report(playground, "advanced",
           R"("steps":1202,"losses":[null],"diverged":{"node":"a2","op":"affine","value":"inf"})");
    CHECK(display().state == "Stopped");
    CHECK(display().message.starts_with(
        "The loss is no longer finite at step 1,202: a2 (affine) gave the first inf."));
    CHECK(display().message.ends_with("Lower the learning rate, go back to step 601 and go on."));
}

namespace {

void aside(Playground& playground, int id, int steps) {
    playground.training_report(R"({"type":"aside","id":)" + std::to_string(id) + R"(,"steps":)" +
                               std::to_string(steps) + "}");
}

}  // namespace

TEST_CASE(
    "training: a checkpoint that is ruined is not offered; the first weights are, when there is no other") {
    Playground playground;
    playground.dispatch(Train{Order::start});
    report(playground, "advanced", R"("steps":1,"losses":[2.3])");
    report(playground, "checkpoints", R"("steps":[1])");
    report(playground, "advanced",
           R"("steps":2,"losses":[null],"diverged":{"node":"a1","op":"affine","value":"inf"})");
    REQUIRE(playground.training().phase == Phase::diverged);
    CHECK(playground.training().rewind_target() == 0);
    playground.take_training_orders();
    CHECK(playground.dispatch(Train{Order::rewind}));
    CHECK(playground.training().run.losses.empty());
    CHECK(playground.training().phase == Phase::paused);
    playground.dispatch(Train{Order::start});
    const HostOrders sent = playground.take_training_orders();
    REQUIRE(sent.size() == 2);
    CHECK(std::get<RewindRun>(sent[0]).steps == 0);
    CHECK(std::get<BeginRun>(sent[1]).from == 0);

    Playground later;
    run_to_1300(later);
    later.dispatch(Train{Order::start});
    report(later, "advanced",
           R"("steps":1302,"losses":[0.5,null],"diverged":{"node":"a1","op":"affine","value":"inf"})");
    report(later, "checkpoints", R"("steps":[1,601,1201,1301])");
    CHECK(later.training().rewind_target() == 1201);
}

TEST_CASE("training: a loss far above the first is named although it is finite, with the way back") {
    Playground playground;
    playground.dispatch(Train{Order::start});
    std::string losses = "2.3,2.1,1.9";
    for (int i = 0; i < 40; ++i) losses += ",36.5";
    report(playground, "advanced", R"("steps":43,"losses":[)" + losses + "]");
    report(playground, "checkpoints", R"("steps":[1,2,30,43])");
    CHECK(playground.training().phase == Phase::running);
    CHECK(playground.training().runs_away());
    CHECK(playground.training().rewind_target() == 2);
    const std::string message = run_display(playground.training(), Language::en).message;
    CHECK(message.find("The loss is 36.5; the run began with 2.3.") == 0);
    CHECK(message.find("go back to step 2") != std::string::npos);
    bp::test::load_korean();
    CHECK(run_display(playground.training(), Language::ko).message.find("손실이 36.5") == 0);

    Playground usual;
    run_to_1300(usual);
    CHECK_FALSE(usual.training().runs_away());
    CHECK(run_display(usual.training(), Language::en).message.empty());
}

TEST_CASE("training: whatever ends a run, it can be taken up again") {
    const std::pair<const char*, void (*)(Playground&)> ends[] = {
        {"reset", [](Playground& p) { p.dispatch(Train{Order::reset}); }},
        {"new seed", [](Playground& p) { p.dispatch(Train{Order::new_seed}); }},
        {"rewind",
         [](Playground& p) {
             p.dispatch(Train{Order::look, 601});
             p.dispatch(Train{Order::rewind});
         }},
        {"a network's file", [](Playground& p) { p.training_report(R"({"type":"adopted","hidden":[7]})"); }},
        {"a run after the end",
         [](Playground& p) {
             p.dispatch(SetTraining{.iterations = 1300});
             p.dispatch(Train{Order::start});
             p.dispatch(Train{Order::start});
         }},
    };
    for (const auto& [what, end] : ends) {
        CAPTURE(what);
        Playground playground;
        run_to_1300(playground);
        const int id = playground.training().number;
        TrainingRun before = playground.training().run;
        end(playground);
        before.settings = playground.training().aside.back().run.settings;
        CHECK(playground.training().saved() == nullptr);  // the host has not said yet that it has a state
        aside(playground, id, 1300);
        REQUIRE(playground.training().saved());
        playground.take_training_orders();
        CHECK(playground.dispatch(Train{Order::resume}));
        CHECK(playground.training().run.losses == before.losses);
        CHECK(playground.training().run.accuracies == before.accuracies);
        CHECK(playground.training().phase ==
              (before.settings.iterations == 1300 ? Phase::finished : Phase::paused));
        const HostOrders sent = playground.take_training_orders();
        REQUIRE(sent.size() == 1);
        CHECK(std::get<ResumeRun>(sent[0]).id == id);
    }
}

TEST_CASE("training: a run that is put aside at work ends with the state that the host has") {
    Playground playground;
    run_to_1300(playground);
    const int id = playground.training().number;
    playground.dispatch(Train{Order::reset});
    playground.training_report(R"({"type":"advanced","run":)" + std::to_string(id) +
                               R"(,"steps":1302,"losses":[0.4,0.3]})");
    aside(playground, id, 1250);
    REQUIRE(playground.training().saved());
    CHECK(playground.training().saved()->run.steps == 1250);
    CHECK(playground.training().saved()->run.losses.size() == 1250);
    CHECK(playground.training().run.losses.empty());
    CHECK(playground.dispatch(Train{Order::discard}));
    CHECK_FALSE(playground.dispatch(Train{Order::resume}));
}

TEST_CASE("training: what the storage refuses is said while it does") {
    Playground playground;
    run_to_1300(playground);
    playground.training_report(R"({"type":"storage","problem":{"code":"run.not_kept","args":{}}})");
    const auto message = [&] { return run_display(playground.training(), Language::en).message; };
    CHECK(message().find("does not store this run") != std::string::npos);
    CHECK(playground.dispatch(Train{Order::start}));
    playground.training_report(R"({"type":"storage"})");
    CHECK(message().empty());
}
