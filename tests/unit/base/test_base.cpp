#include <bit>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "base/number.hpp"
#include "base/order.hpp"
#include "base/rng.hpp"

using namespace bp;

TEST_CASE("exact numbers are the shortest text that reads back the same") {
    CHECK(exact(3.3000000000000003) == "3.3000000000000003");
    CHECK(exact(110.0) == "110");
    CHECK(exact(0.1f) == "0.1");
    CHECK(exact(-std::numeric_limits<double>::infinity()) == "-inf");
    CHECK(exact(std::nan("")) == "nan");
    Rng rng(3);
    for (int i = 0; i < 1000; ++i) {
        const double x = rng.normal() * std::pow(10, rng.uniform() * 600 - 300);
        CHECK(parse_number(exact(x)) == x);
    }
}

TEST_CASE("brief numbers keep the digits that fit") {
    CHECK(brief(3.3000000000000003) == "3.3");
    CHECK(brief(110.00000000000001) == "110");
    CHECK(brief(1.0 / 3) == "0.33333");
    CHECK(brief(1e-9) == "1e-9");
    CHECK(brief(9.999, 2) == "10");
}

TEST_CASE("brief numbers are written as in a text: a true minus sign, commas, exponents without zeros") {
    CHECK(brief(-1) == "−1");
    CHECK(brief(10000) == "10,000");
    CHECK(brief(-12345.678) == "−12,346");
    CHECK(brief(12345.678, 2) == "12,000");
    CHECK(brief(999999.4, 6) == "999,999");
    CHECK(brief(1234567.5, 8) == "1,234,567.5");
    CHECK(brief(1234567.5) == "1.2346e6");
    CHECK(brief(0.001) == "0.001");
    CHECK(brief(-0.00025) == "−2.5e-4");
    CHECK(brief(5e-324) == "4.9407e-324");
    CHECK(brief(-1.7976931348623157e308, 3) == "−1.8e308");
    CHECK(brief(-0.0) == "0");
    CHECK(brief(std::nan("")) == "nan");
    CHECK(brief(-std::numeric_limits<double>::infinity()) == "−inf");
}

TEST_CASE("brief numbers read back as what they were, to the digits they have") {
    Rng rng(11);
    for (int i = 0; i < 5000; ++i) {
        const double x = rng.normal() * std::pow(10, rng.uniform() * 24 - 12);
        const int digits = 1 + i % 7;
        std::string text = brief(x, digits);
        if (text.starts_with("−")) text.replace(0, std::string("−").size(), "-");
        std::erase(text, ',');
        CHECK(parse_number(text) == parse_number(plain(x, digits)));
    }
}

TEST_CASE("changes have a sign, shares a percent sign, times a unit that suits them") {
    CHECK(signed_brief(0.5) == "+0.5");
    CHECK(signed_brief(-1e-7) == "−1e-7");
    CHECK(signed_brief(0) == "0");
    CHECK(percent(0.97425, 2) == "97.42 %");  // 0.97425 is a little below
    CHECK(percent(1) == "100.0 %");
    CHECK(percent(std::nan("")) == "–");
    CHECK(duration(1.2345) == "1.23 s");
    CHECK(duration(3.1e-4) == "310 µs");
    CHECK(duration(0) == "0 ns");
    CHECK(duration(86400) == "86,400 s");
    CHECK(grouped(999) == "999");
    CHECK(grouped(-1234567) == "−1,234,567");
}

TEST_CASE("what is no number is not read as one") {
    CHECK(parse_number(" 1e-3 ") == 1e-3);
    CHECK(parse_number("-inf") == -std::numeric_limits<double>::infinity());
    CHECK(parse_number("+Infinity") == std::numeric_limits<double>::infinity());
    CHECK(parse_number("1e400") == std::numeric_limits<double>::infinity());
    CHECK(std::isnan(*parse_number("NaN")));
    CHECK((parse_number(".5") == 0.5 && parse_number("5.") == 5 && parse_number("007") == 7));
    for (const char* text :
         {"", " ", "abc", "1,5", "1 2", "0x10", "0b1", "1e", "--1", ".", "+", "1_0", "\u00a05", "infin"}) {
        CAPTURE(text);
        CHECK(!parse_number(text));
    }
}

TEST_CASE("the random numbers are the same everywhere, with the moments they should have") {
    Rng rng(1);
    CHECK(rng.bits() == 0xcfc5d07f6f03c29bULL);
    double sum = 0;
    double squares = 0;
    constexpr int kCount = 100000;
    for (int i = 0; i < kCount; ++i) {
        const double x = rng.normal();
        sum += x;
        squares += x * x;
    }
    CHECK_THAT(sum / kCount, Catch::Matchers::WithinAbs(0, 0.02));
    CHECK_THAT(squares / kCount, Catch::Matchers::WithinAbs(1, 0.02));
    int counts[7] = {};
    for (int i = 0; i < 70000; ++i) ++counts[rng.below(7)];
    for (const int count : counts) CHECK(std::abs(count - 10000) < 500);
}

TEST_CASE("numbers are written as std::to_chars writes them") {
    const auto standard = [](auto value) {
        char buffer[400];
        return std::string(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
    };
    for (const double value : {0.0,
                               -0.0,
                               1.0,
                               0.1,
                               100.0,
                               1e5,
                               1e15,
                               1e16,
                               1e21,
                               1e22,
                               123456789012345680.0,
                               0x1p60,
                               5e-324,
                               2.2250738585072014e-308,
                               1.7976931348623157e308,
                               3.3000000000000003,
                               1e-5,
                               0.0001,
                               -1.5e-7,
                               9007199254740993.0}) {
        CHECK(exact(value) == standard(value));
    }
    uint64_t bits = 88172645463325252;
    for (int i = 0; i < 20000; ++i) {
        bits ^= bits << 13, bits ^= bits >> 7, bits ^= bits << 17;
        const auto wide = std::bit_cast<double>(bits);
        const auto narrow = std::bit_cast<float>(static_cast<uint32_t>(bits));
        const double everyday = static_cast<double>(static_cast<int64_t>(bits) >> 40) / 1000;
        if (std::isfinite(wide) && exact(wide) != standard(wide)) FAIL(standard(wide));
        if (std::isfinite(narrow) && exact(narrow) != standard(narrow)) FAIL(standard(narrow));
        if (exact(everyday) != standard(everyday)) FAIL(standard(everyday));
        char buffer[64];
        const std::string five(
            buffer, std::to_chars(buffer, buffer + 64, everyday, std::chars_format::general, 5).ptr);
        if (plain(everyday, 5) != five) FAIL(five);
    }
}

TEST_CASE("sort_by sorts by a number of each item and leaves equal ones as they stand") {
    std::vector<std::pair<int, std::string>> items = {{2, "a"}, {1, "b"}, {2, "c"}, {-3, "d"}, {1, "e"}};
    sort_by(items, &std::pair<int, std::string>::first);
    std::string letters;
    for (const auto& [number, letter] : items) letters += letter;
    CHECK(letters == "dbeac");
    std::vector<std::string> none;
    sort_by(none, [](const std::string& text) { return text.size(); });
    CHECK(none.empty());
}
