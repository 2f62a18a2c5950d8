#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "playground/words/strings.hpp"
#include "scene/text_metrics.hpp"
#include "support/korean.hpp"
#include "ui/plot.hpp"

using namespace bp::ui;

namespace {
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
}

TEST_CASE("ticks: round numbers within the range") {
    CHECK(ticks({0, 10000}, 5) == std::vector<double>{0, 2000, 4000, 6000, 8000, 10000});
    CHECK(ticks({0, 1}, 5).size() == 6);
    CHECK(ticks({0, 0}, 5).empty());
    CHECK(ticks({0, HUGE_VAL}, 5).empty());
    CHECK(log_ticks({0.01, 100}, 10) == std::vector<double>{0.01, 0.1, 1, 10, 100});
    CHECK(log_ticks({-1, 1}, 10).empty());
}

TEST_CASE("range: of the finite values, never empty") {
    const float losses[] = {kNan, 2.3f, 0.5f, std::numeric_limits<float>::infinity(), 0};
    CHECK(range_of(losses, false) == Range{0, 2.299999952316284});
    CHECK(range_of(losses, true) == Range{0.5, 2.299999952316284});
    const float same[] = {1, 1};
    CHECK(range_of(same, true).low < range_of(same, true).high);
    CHECK(range_of(same, false).low < range_of(same, false).high);
    CHECK(range_of({}, true) == Range{0.1, 1});
}

TEST_CASE("decimation: at most two samples a pixel, in order, with every peak") {
    std::vector<float> values(10000, 1.0f);
    values[1234] = 50;
    values[4321] = -50;
    values[777] = kNan;
    const auto kept = decimated(values, 300);
    CHECK(kept.size() <= 600);
    CHECK(std::ranges::is_sorted(kept));
    CHECK(std::ranges::count(kept, 1234u) == 1);
    CHECK(std::ranges::count(kept, 4321u) == 1);
    CHECK(std::ranges::count(kept, 777u) == 0);
    CHECK(decimated(values, 0).empty());
    CHECK(decimated({}, 100).empty());
}

TEST_CASE("moving average: of the last values, over what is not finite") {
    const float values[] = {1, 3, kNan, 5};
    const auto means = moving_average(values, 2);
    CHECK(means[0] == 1);
    CHECK(means[1] == 2);
    CHECK(means[2] == 3);
    CHECK(means[3] == 5);
}

TEST_CASE("axis: numbers to pixels and back, linear and logarithmic") {
    const Axis linear({0, 100}, 50, 250);
    CHECK(linear.pixel(50) == Catch::Approx(150));
    CHECK(linear.value(150) == Catch::Approx(50));
    const Axis log({0.01, 1}, 300, 100, true);
    CHECK(log.pixel(0.1) == Catch::Approx(200));
    CHECK(log.value(200) == Catch::Approx(0.1));
    CHECK_FALSE(std::isfinite(log.pixel(0)));
    CHECK_FALSE(std::isfinite(linear.pixel(std::nan(""))));
    CHECK(std::isfinite(linear.pixel(1e300)));
}

TEST_CASE("plot: what is said in place of curves lies within the plot, in every language and size") {
    bp::test::load_korean();
    for (const bp::Language language : {bp::Language::en, bp::Language::ko}) {
        const std::string_view text = bp::text(language, "mnist.no_data_yet");
        // Plots of the canvases at 320×568, 360×640, 640×400, 844×390 and 1280×800.
        for (const bp::Point size : {bp::Point{288, 89}, {328, 89}, {608, 93}, {384, 215}, {828, 280}}) {
            const PlotFrame frame = plot_frame("Loss", {16, 100, size.x, size.y});
            const auto [lines, font] = plot_message(frame, text);
            std::string whole;
            for (const std::string& line : lines) {
                INFO(line << " at " << size.x << "×" << size.y);
                CHECK(bp::text_width(line, font) <= frame.inner.w);
                whole += (whole.empty() ? "" : " ") + line;
            }
            CHECK(whole == text);
            CHECK(static_cast<float>(lines.size()) * font <= frame.inner.h);
        }
    }
}
