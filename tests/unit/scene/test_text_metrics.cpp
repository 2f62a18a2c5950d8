#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "scene/text_metrics.hpp"

using namespace bp;
using Catch::Matchers::WithinAbs;

namespace {

struct Measuring {
    explicit Measuring(TextMeasurer measurer) { set_text_measurer(std::move(measurer)); }
    ~Measuring() { set_text_measurer({}); }
};

}  // namespace

TEST_CASE("widths are in proportion to the size, and all digits are as wide") {
    CHECK(text_width("", 14) == 0);
    CHECK_THAT(text_width("price", 28), WithinAbs(2 * text_width("price", 14), 1e-4));
    for (const char* digit : {"1", "4", "7"}) CHECK(text_width(digit, 14) == text_width("0", 14));
}

TEST_CASE("only a line with a character that the table lacks is given to the measurer, and whole") {
    std::string asked;
    const Measuring on([&](std::string_view utf8, float size, Weight) {
        asked = utf8;
        return 3 * size;
    });
    CHECK(has_advances("price = 2"));
    CHECK(text_width("price = 2", 14) < 9 * 14);
    CHECK(asked.empty());
    for (const char* line : {"цена 2", "price りんご", "العربية", "𝔸", "\xff"}) {
        CHECK_FALSE(has_advances(line));
        CHECK(text_width(line, 14) == 42);
        CHECK(asked == line);
    }
}

TEST_CASE("without a measurer an unknown character counts as its em") {
    CHECK_THAT(text_width("цена", 14), WithinAbs(4 * 14.0f, 1e-3));
    CHECK_THAT(text_width("a\xff", 14), WithinAbs(text_width("a", 14) + 14.0f, 1e-3));
}

TEST_CASE("of a text of any length a bounded part is looked at, in whole characters") {
    CHECK(drawn_part("price") == "price");
    CHECK(drawn_part(std::string(65000, 'x')).size() == 1000);
    std::string syllables;
    for (int i = 0; i < 1000; ++i) syllables += "값";
    CHECK(drawn_part(syllables).size() == 999);
    CHECK(text_width(syllables, 14) == text_width(syllables.substr(0, 999), 14));
}
