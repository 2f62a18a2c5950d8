#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <limits>

#include "base/problem.hpp"
#include "base/rng.hpp"
#include "network/digit_image.hpp"

using Catch::Matchers::WithinAbs;

TEST_CASE("a drawing of any size lands in the middle, in a box of 20") {
    const int rows = GENERATE(1, 3, 28, 31, 200);
    const int columns = GENERATE(1, 7, 28, 280);
    bp::Rng rng(static_cast<uint64_t>(rows * 1000 + columns));
    auto drawing = bp::Tensor<double>::filled({rows, columns}, 0);
    for (double& x : drawing.data) x = rng.uniform();
    const auto image = bp::centred_digit(drawing);
    double mass = 0;
    double down = 0;
    double right = 0;
    int first = 28;
    int last = -1;
    for (int i = 0; i < 784; ++i) {
        const double x = image.data[static_cast<size_t>(i)];
        CHECK((x >= 0 && x <= 1 + 1e-12));
        mass += x;
        const int row = i / 28, column = i % 28;
        down += x * row;
        right += x * column;
        const int along = rows >= columns ? row : column;
        if (x > 0) first = std::min(first, along), last = std::max(last, along);
    }
    CHECK(last - first + 1 == 20);
    CHECK_THAT(down / mass, WithinAbs(14, 0.51));
    CHECK_THAT(right / mass, WithinAbs(14, 0.51));
}

TEST_CASE("what is drawn far from the middle of its mass stays inside the image") {
    auto drawing = bp::Tensor<double>::filled({100, 100}, 0);
    for (size_t i = 0; i < 10; ++i) drawing.data[i] = 1;
    drawing.data[9999] = 1;
    const auto image = bp::centred_digit(drawing, 12);
    double mass = 0;
    for (const double x : image.data) mass += x;
    CHECK(mass > 0);
}

TEST_CASE("nothing drawn is an empty image, and no drawing is refused") {
    CHECK(bp::centred_digit(bp::Tensor<double>::filled({5, 5}, 1e-300)) ==
          bp::Tensor<double>::filled({28, 28}, 0));
    CHECK_THROWS_AS(bp::centred_digit(bp::Tensor<double>::filled({5}, 1)), bp::Problem);
    CHECK_THROWS_AS(bp::centred_digit(bp::Tensor<double>::filled({5, 5}, std::nan(""))), bp::Problem);
    CHECK_THROWS_AS(bp::centred_digit(bp::Tensor<double>::filled({5, 5}, 1), 3), bp::Problem);
    const double inf = std::numeric_limits<double>::infinity();
    CHECK_NOTHROW(bp::centred_digit(bp::Tensor<double>{{1, 2}, {inf, -inf}}));
}

TEST_CASE("a faint speck in a corner does not reshape the digit") {
    auto drawing = bp::Tensor<double>::filled({28, 28}, 0);
    for (size_t row = 8; row < 18; ++row) drawing.data[row * 28 + 13] = 1;
    const auto clean = bp::centred_digit(drawing);
    for (const double speck : {0.004, 0.05, 0.1}) {
        drawing.data[0] = speck;
        drawing.data[783] = speck;
        CHECK(bp::centred_digit(drawing).data == clean.data);
    }
    for (double& x : drawing.data) x *= 0.1;  // faint throughout is still a drawing
    CHECK(bp::centred_digit(drawing).data != bp::Tensor<double>::filled({28, 28}, 0).data);
}
