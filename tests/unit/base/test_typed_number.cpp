#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "base/number.hpp"
#include "base/typed_number.hpp"

using namespace bp;

TEST_CASE("typed numbers: what the page prints and what people write is read") {
    const std::vector<std::pair<std::string, double>> texts{
        {"2.2", 2.2},
        {" −0.5 ", -0.5},
        {"-.5", -0.5},
        {"5.", 5},
        {"+5", 5},
        {"1/4", 0.25},
        {"− 1 / 4", -0.25},
        {"1⁄3", 1.0 / 3},
        {"1,000", 1000},
        {"−1,234,567.5", -1234567.5},
        {"12 346", 12346},
        {"12\u202f346", 12346},
        {"12\u00a0346.5", 12346.5},
        {"1'234'567", 1234567},
        {"1’234", 1234},
        {"1_000", 1000},
        {"2,5", 2.5},
        {"0,125", 0.125},
        {"0,5e-3", 0.0005},
        {"1,0000", 1},
        {"1e-3", 0.001},
        {"1.2e−7", 1.2e-7},
        {"1.2E+7", 1.2e7},
        {"3 × 10⁻⁵", 3e-5},
        {"3·10^−5", 3e-5},
        {"2.5*10**3", 2500},
        {"10⁻³", 1e-3},
        {"-10^2", -100},
        {"97.4 %", 0.974},
        {"97.4\u202f%", 0.974},
        {"１２．５", 12.5},
        {"－１", -1},
        {"–5", -5},
        {"\ufeff7", 7},
        {"\u200e−7\u200f", -7},
        {"007", 7},
    };
    for (const auto& [text, number] : texts) {
        CAPTURE(text);
        const auto read = typed_number(text);
        REQUIRE(read);
        CHECK(std::abs(*read - number) <= 1e-15 * std::abs(number));
    }
    CHECK(typed_number("∞") == std::numeric_limits<double>::infinity());
    CHECK(typed_number("−inf") == -std::numeric_limits<double>::infinity());
    CHECK(std::isnan(typed_number("nan").value()));
}

TEST_CASE("typed numbers: what could be two numbers or none is refused") {
    for (const char* text :
         {"",    " ",     "two",   "1/0",    "1 2",     "1 2 x",    "0x10",      "0X1p3",    "0b1",
          "0o7", "/",     "1/2/3", "1,2,3",  ",",       "-",        "--5",       "+-5",      "1e",
          "e5",  "1e5.5", "1..2",  "1.2.3",  "1.234,5", "1,23,456", "1,234 567", "012,345x", "5²",
          "3^2", "110^2", "1e999", "nan(1)", "$5",      "5 km",     "1;2",       "1\t2",     "(5)",
          "٣",   "½x",    "−",     "%",      "1e5*10^2"}) {
        CAPTURE(text);
        CHECK(!typed_number(text));
    }
    CHECK(has_no_decimal_comma("12,346"));
    CHECK(has_no_decimal_comma("-0.5"));
    CHECK(!has_no_decimal_comma("1,5"));
    CHECK(!has_no_decimal_comma("0,125"));
}

TEST_CASE("typed numbers: what is larger than the largest number is told from what is none") {
    for (const char* text :
         {"1e999", "-1e999", "1,000e999", "2 × 10^400", "1e310 %", "1/1e999", "1e300/1e-300"}) {
        CAPTURE(text);
        CHECK(!typed_number(text));
        CHECK(about_typed(text).id() == ProblemId::formula_number_too_large);
    }
    for (const char* text : {"", "two", "1/0", "1e999x"})
        CHECK(about_typed(text).id() == ProblemId::tensor_not_a_number);
    CHECK(typed_number("1/inf") == 0);
    CHECK(typed_number("inf %") == std::numeric_limits<double>::infinity());
}

TEST_CASE("typed numbers: every form of number that is printed reads back") {
    for (const double value : {0.0, 1.0, -1.0, 0.1, 3.3000000000000003, -0.0312, 12345.678, -999999.0,
                               1234567.0, 1.2e-9, -4e-300, 1.5e308, 5e-324, 1e21}) {
        CAPTURE(value);
        CHECK(typed_number(exact(value)) == value);
        for (const std::string& text :
             {brief(value), scientific(value, 3), signed_brief(value), plain(value)}) {
            CAPTURE(text);
            const auto read = typed_number(text);
            REQUIRE(read);
            CHECK(std::abs(*read - value) <= 1e-2 * std::abs(value));
        }
        if (std::abs(value) < 1e9) CHECK(typed_number(grouped(std::llround(value))) == std::round(value));
        if (std::abs(value) < 1e9 && std::abs(value) > 1e-3) CHECK(typed_number(percent(value)).has_value());
    }
    for (const double value :
         {std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()}) {
        CHECK(typed_number(exact(value)) == value);
        CHECK(typed_number(brief(value)) == value);
    }
}
