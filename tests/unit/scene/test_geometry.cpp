#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>

#include "scene/camera.hpp"
#include "scene/geometry.hpp"

using namespace bp;
using Catch::Approx;

namespace {
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

Card op_at(Point centre) {
    Card card;
    card.centre = centre;
    card.size = {48, 48};
    card.corner = 24;
    return card;
}
}  // namespace

TEST_CASE("camera: a point goes to the screen and back") {
    Camera camera;
    camera.pan(37, -12);
    camera.zoom_at({100, 50}, 1.7f);
    const Point there = camera.to_screen(Point{12.5f, -80});
    const Point back = camera.to_canvas(there);
    CHECK(back.x == Approx(12.5f).margin(1e-3));
    CHECK(back.y == Approx(-80).margin(1e-3));
}

TEST_CASE("camera: zooming keeps the point under the pointer, also at the limits") {
    Camera camera;
    const Point pointer{321, 123};
    const Point under = camera.to_canvas(pointer);
    for (const float factor : {1.5f, 0.2f, 1000.0f, 0.00001f}) {
        camera.zoom_at(pointer, factor);
        CHECK(camera.zoom() >= Camera::kMinZoom);
        CHECK(camera.zoom() <= Camera::kMaxZoom);
        const Point now = camera.to_screen(under);
        CHECK(now.x == Approx(pointer.x).margin(0.05));
        CHECK(now.y == Approx(pointer.y).margin(0.05));
    }
}

TEST_CASE("camera: fit shows all of the bounds, centred, and does not blow up a small graph") {
    Camera camera;
    const Rect area{12, 56, 856, 628};
    camera.fit({-50, 20, 2000, 400}, area);
    const Rect shown = camera.to_screen(Rect{-50, 20, 2000, 400});
    CHECK(shown.x >= area.x - 0.01f);
    CHECK(shown.right() <= area.right() + 0.01f);
    CHECK(shown.centre().x == Approx(area.centre().x).margin(0.01));
    CHECK(shown.centre().y == Approx(area.centre().y).margin(0.01));
    camera.fit({0, 0, 10, 10}, area);
    CHECK(camera.zoom() == Camera::kMaxFit);
}

TEST_CASE("camera: numbers that are not finite change nothing") {
    Camera camera;
    camera.pan(kNan, 3);
    camera.zoom_at({kNan, 0}, 2);
    camera.zoom_at({0, 0}, kNan);
    camera.zoom_at({0, 0}, 0);
    camera.fit({0, 0, kNan, 1}, {0, 0, 100, 100});
    camera.fit({0, 0, 1, 1}, {0, 0, 0, 0});
    CHECK(camera.zoom() == 1);
    CHECK(camera.to_screen(Point{5, 7}) == Point{5, 7});
}

TEST_CASE("camera: reveal brings a card into view and leaves a visible one alone") {
    Camera camera;
    const Rect area{0, 0, 200, 100};
    camera.reveal({10, 10, 50, 50}, area);
    CHECK(camera.to_screen(Point{0, 0}) == Point{0, 0});
    camera.reveal({300, -40, 50, 50}, area);
    const Rect shown = camera.to_screen(Rect{300, -40, 50, 50});
    CHECK(shown.right() == Approx(200));
    CHECK(shown.y == Approx(0));
}

TEST_CASE("edge: a bend starts and ends at its ports, leaves with the flow and stays between them") {
    for (const Flow flow : {Flow::right, Flow::down}) {
        const Point to = flow == Flow::right ? Point{100, 60} : Point{60, 100};
        const std::vector<Point> path = bend({0, 0}, to, flow);
        CHECK(path.front() == Point{0, 0});
        CHECK(path.back().x == Approx(to.x));
        CHECK(path.back().y == Approx(to.y));
        for (size_t i = 1; i < path.size(); ++i) {
            CHECK(path[i].x >= path[i - 1].x);
            CHECK(path[i].y >= path[i - 1].y);
        }
        const bool flat = flow == Flow::right ? path[1].y < path[1].x / 3 : path[1].x < path[1].y / 3;
        CHECK(flat);
    }
    CHECK(bend({0, 0}, {50, 0}, Flow::right).size() == 2);
}

TEST_CASE("a segment crosses a rectangle when a point of it is inside") {
    const Rect r{10, 10, 20, 10};
    CHECK(crosses(r, {0, 0}, {40, 30}));
    CHECK(crosses(r, {15, 15}, {16, 16}));
    CHECK(crosses(r, {0, 15}, {100, 15}));
    CHECK_FALSE(crosses(r, {0, 10}, {100, 10}));
    CHECK_FALSE(crosses(r, {0, 0}, {9, 30}));
    CHECK_FALSE(crosses(r, {0, 25}, {30, 60}));
}

TEST_CASE("hit test: circles are round, pills and cards have their whole extent") {
    Card op = op_at({0, 0});
    CHECK(hit(op, {0, 0}));
    CHECK(hit(op, {16, 16}));
    CHECK_FALSE(hit(op, {22, 22}));
    op.size = {120, 48};
    CHECK(hit(op, {50, 0}));
    CHECK_FALSE(hit(op, {58, 22}));
    op.corner = 0;
    CHECK(hit(op, {58, 22}));
    CHECK_FALSE(hit(op, {61, 0}));
}

TEST_CASE("rectangles: one with a NaN overlaps nothing, so it is never drawn") {
    const Rect view{0, 0, 100, 100};
    CHECK(view.overlaps({90, 90, 20, 20}));
    CHECK_FALSE(view.overlaps({100, 0, 20, 20}));
    CHECK_FALSE(Rect{kNan, 0, 10, 10}.overlaps(view));
    CHECK_FALSE(Rect{0, 0, kNan, 10}.overlaps(view));
}

TEST_CASE("bounds: a small change keeps the view, a large one asks for a new fit") {
    CHECK_FALSE(differ_a_lot({0, 0, 1000, 500}, {10, 0, 1020, 500}));
    CHECK(differ_a_lot({0, 0, 1000, 500}, {0, 0, 1300, 500}));
}
