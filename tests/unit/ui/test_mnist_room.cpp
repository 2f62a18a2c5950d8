#include <catch2/catch_test_macros.hpp>

#include "playground/training/training_json.hpp"
#include "unit/ui/stage.hpp"

using namespace bp;
using namespace bp::test;

namespace {

/// A report of the run under way: `fields` is the rest of it.
void report(Stage& stage, const std::string& type, const std::string& fields) {
    stage.playground.training_report(R"({"type": ")" + type + R"(", "run": )" +
                                     std::to_string(stage.playground.training().number) + ", " + fields +
                                     "}");
}

void run_to(Stage& stage, int steps) {
    std::string losses;
    for (int i = 0; i < steps; ++i) losses += (i ? ",2." : "2.") + std::to_string(i % 90 + 10);
    report(stage, "advanced",
           R"("steps": )" + std::to_string(steps) + R"(, "seconds": 1.5, "losses": [)" + losses + "]");
    report(stage, "evaluated", R"("steps": 1, "train": 0.1, "test": 0.11)");
    report(stage, "evaluated", R"("steps": 601, "train": 0.9, "test": 0.91)");
}

}  // namespace

TEST_CASE("training room: Train starts, Pause pauses, Reset resets") {
    Stage stage;
    stage.playground.dispatch(Show{Room::mnist});
    stage.step();
    REQUIRE(stage.widget("Train"));
    CHECK_FALSE(stage.widget("Pause"));
    CHECK(stage.widget("Reset")->disabled);
    stage.click("Train");
    CHECK(stage.playground.take_training_orders().size() == 1);
    run_to(stage, 700);
    stage.step();
    REQUIRE(stage.widget("Pause"));
    stage.click("Pause");
    CHECK(stage.playground.take_training_orders().size() == 1);
    stage.step();
    CHECK(stage.widget("Go on"));
    stage.click("Reset");
    CHECK(stage.playground.take_training_orders().size() == 1);
}

TEST_CASE("training room: a failure is said and can be tried again") {
    Stage stage;
    stage.playground.dispatch(Show{Room::mnist});
    stage.playground.dispatch(Train{Train::Order::start});
    stage.playground.take_training_orders();
    report(stage, "failed",
           R"("problem": {"code": "fetch.status", "args": {"file": "data/train-images.gz", "status": 404}})");
    stage.step();
    REQUIRE(stage.widget("Try again"));
    stage.click("Try again");
    CHECK(stage.playground.take_training_orders().size() == 1);
}

TEST_CASE("training room: curves of 10,000 steps are few vertices, and all are finite") {
    for (const auto& [width, height] : {std::pair{880.0f, 740.0f}, std::pair{390.0f, 420.0f}}) {
        Stage stage(width, height);
        stage.playground.dispatch(Show{Room::mnist});
        stage.playground.dispatch(Train{Train::Order::start});
        run_to(stage, 10000);
        stage.step();
        for (const char* plot : {"Loss", "Accuracy"}) {
            stage.move(stage.place(plot));
            stage.step();
            CHECK(stage.vertices().first);
        }
        // Two lines of at most two samples a pixel, anti-aliased with up to four vertices a sample, and the
        // rest.
        CHECK(stage.vertices().second < static_cast<int>(2 * 2 * 4 * width) + 4000);
    }
}

TEST_CASE("training room: one step and one epoch, and the loss's axis") {
    Stage stage;
    stage.playground.dispatch(Show{Room::mnist});
    stage.step();
    stage.click("Step");
    const auto orders = stage.playground.take_training_orders();
    REQUIRE(orders.size() == 1);
    CHECK(parse_json(order_json(orders[0]))["until"] == 1);
    stage.click("log");
    CHECK_FALSE(stage.playground.training().logarithmic);
    stage.click("log");
    CHECK(stage.playground.training().logarithmic);
}

TEST_CASE("training room: a click on the accuracies looks at the nearest checkpoint") {
    Stage stage;
    stage.playground.dispatch(Show{Room::mnist});
    stage.playground.dispatch(Train{Train::Order::start});
    run_to(stage, 1000);
    stage.playground.dispatch(Train{Train::Order::pause});
    report(stage, "checkpoints", R"("steps": [1, 601])");
    stage.step();
    stage.click("Accuracy");
    CHECK(stage.playground.training().looked_at == 601);
}

TEST_CASE("training room: two runs and a run that diverged are drawn") {
    Stage stage;
    stage.playground.dispatch(Show{Room::mnist});
    stage.playground.dispatch(Train{Train::Order::start});
    run_to(stage, 500);
    stage.playground.dispatch(Train{Train::Order::keep});
    const int before = stage.vertices().second;
    report(stage, "advanced",
           R"("steps": 501, "losses": [null], "diverged": {"node": "a2", "op": "affine", "value": "inf"})");
    stage.step();
    CHECK(stage.vertices().first);
    CHECK(stage.vertices().second > before);
    CHECK(stage.widget("Train"));
}
