#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

#include "ui/canvas/number_drag.hpp"

using namespace bp::ui;

TEST_CASE("step: about a hundredth of the magnitude, 1, 2 or 5 times a power of ten") {
    CHECK(step_for(100).size() == 1);
    CHECK(step_for(-250).size() == 2);
    CHECK(step_for(1.1).size() == 0.01);
    CHECK(step_for(0).size() == 0.01);
    CHECK(step_for(std::numeric_limits<double>::infinity()).size() == 0.01);
}

TEST_CASE("snapping: multiples are the decimal numbers they look like") {
    CHECK(snapped(3.3000000000000003, {1, -1}) == 3.3);
    CHECK(snapped(0.30000000000000004, {1, -2}) == 0.3);
    CHECK(snapped(1234.6, {5, 0}) == 1235);
    CHECK(std::isfinite(snapped(std::numeric_limits<double>::infinity(), {1, 0})));
    CHECK(snapped(std::nan(""), {1, 0}) == 0);
}

TEST_CASE("drag: one step a pixel, there and back again") {
    NumberDrag drag(100);
    CHECK(drag.move(20, 1) == 120);
    CHECK(drag.move(-50, 1) == 70);
    CHECK(drag.move(30, 1) == 100);
}

TEST_CASE("drag: coarse is ten times faster, fine ten times slower") {
    NumberDrag coarse(100);
    CHECK(coarse.move(3, 10) == 130);
    NumberDrag fine(100);
    CHECK(fine.move(3, 0.1) == 100.3);
}

TEST_CASE("drag: an ugly number is rounded once it moves, and comes back as it was") {
    NumberDrag drag(3.14159265);
    CHECK(drag.move(0, 1) == 3.14159265);
    CHECK(drag.move(1, 1) == 3.16);
    CHECK(drag.move(-1, 1) == 3.14159265);
}

TEST_CASE("drag: no start and no distance gives a number that is not finite") {
    for (const double start : {0.0, 1e308, -1e308, 5e-324, 1e-300, HUGE_VAL, -HUGE_VAL, std::nan("")}) {
        NumberDrag drag(start);
        for (const float pixels : {1.0f, 4000.0f, -9000.0f, 1e30f})
            CHECK(std::isfinite(drag.move(pixels, 10)));
    }
}

TEST_CASE("nudge: one step up or down") {
    CHECK(nudged(100, 1, 1) == 101);
    CHECK(nudged(100, -1, 10) == 90);
    CHECK(nudged(1.1, 1, 0.1) == 1.101);
    CHECK(nudged(0, -1, 1) == -0.01);
}
