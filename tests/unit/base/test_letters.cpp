#include <catch2/catch_test_macros.hpp>
#include <vector>

#include "base/letters.hpp"
#include "formula/formula.hpp"
#include "formula/lexer.hpp"
#include "graph/graph.hpp"

using namespace bp;

TEST_CASE("names that read the same are the same name: Unicode's NFKC") {
    struct Pair {
        std::string written, kept;
    };
    for (const auto& [written, kept] :
         std::vector<Pair>{{"사과", "사과"},
                           {"\u1109\u1161\u1100\u116A", "사과"},
                           {"\u1112\u1161\u11AB", "한"},
                           {"ﾘﾝｺﾞ", "リンゴ"},
                           {"Ａ１", "A1"},
                           {"x₁", "x1"},
                           {"e\u0301te\u0301", "été"},
                           {"ệ", "ệ"},
                           {"e\u0302\u0323", "ệ"},
                           {"e\u0323\u0302", "ệ"},
                           {"ﬁ", "fi"},
                           {"𝐱", "x"},
                           {"µ", "μ"},
                           {"Å", "Å"},
                           {"ℝ", "R"},
                           {"🌶\uFE0F", "🌶"},
                           {"a\u0315\u0300\u05AE\u0300\u0062", "\u00E0\u05AE\u0300\u0315\u0062"},
                           {"\u0958", "\u0915\u093C"},
                           {"豈", "豈"},
                           {"ﷺ", "صلى الله عليه وسلم"},
                           {"\xFF", "\xFF"}}) {
        CAPTURE(written);
        CHECK(composed(written) == kept);
        CHECK(composed(kept) == kept);
    }
}

TEST_CASE("letters of every script make names") {
    for (const std::string name :
         {"りんご", "リンゴ", "цена", "사과",     "苹果", "𠮷",  "τιμή",    "ราคา", "कीमत", "মূল্য",
          "விலை",   "ధర",     "ಬೆಲೆ",   "വില",      "ގައަގު",  "سعر", "قیمت",    "מחיר", "գին",  "ფასი",
          "ዋጋ",     "តម្លៃ",   "ລາຄາ", "စျေး",     "මිල",   "ཡིན",  "үнэ",     "ᠦᠨᠡ",  "ᎠᏂ",   "ⵣⵣⵣ",
          "ߊߋ",     "ꦲꦒ",     "ᬳᬕ",   "𞤀𞤣", "𐌰𐌱",   "𒀀",   "𓀀",       "ꠎꠘ",   "ⰀⰁ",   "ꙮ",
          "é",      "ñ",      "Ω",    "x₁",       "🍎",    "🇰🇷",  "👩🏽"}) {
        CAPTURE(name);
        CHECK(is_assignable_name(name));
        const Graph graph = parse_formula("y = " + name + " * 2");
        CHECK(graph.find(name));
        CHECK(graph.find(composed(name)));
    }
}

TEST_CASE("what nobody sees is refused in names, whichever way they come") {
    for (const std::string hidden :
         {"\u200B", "\u200C", "\u200D",     "\u2060",     "\uFEFF", "\u00AD", "\u202E",
          "\u2066", "\u061C", "\u034F",     "\u115F",     "\u180E", "\u180B", "\u3164",
          "\uFFA0", "\u17B5", "\U000E0041", "\U000E0101", "\u2028", "\u0085", "\x01"}) {
        CAPTURE(unicode_name(decode_utf8(hidden, 0).value));
        CHECK_FALSE(is_assignable_name("ab" + hidden));
        CHECK_THROWS_AS(parse_formula("y = ab" + hidden + " * 2"), Problem);
        if (hidden == "\x01") continue;  // files may have it; it is drawn as its number
        CHECK_THROWS_AS(Graph().add_input("ab" + hidden), Problem);
        Graph graph = parse_formula("y = x * 2");
        CHECK_THROWS_AS(graph.rename(graph.output(), "ab" + hidden), Problem);
    }
}

TEST_CASE("a digit of any script is not the start of a name: the answer is what to write") {
    struct Pair {
        std::string written, number;
    };
    for (const auto& [written, number] : std::vector<Pair>{
             {"１００", "100"}, {"١٢", "12"},       {"۱۲", "12"},  {"१२", "12"},   {"১২", "12"},
             {"๑๒", "12"},      {"໑໒", "12"},       {"༡༢", "12"},  {"၁၂", "12"},   {"១២", "12"},
             {"᠑᠒", "12"},      {"௧௨", "12"},       {"೧೨", "12"},  {"൧൨", "12"},   {"𝟏𝟐", "12"},
             {"𝟙𝟚", "12"},      {"𞥑𞥒", "12"}, {"1２", "12"}, {"١٫٥", "1.5"}, {"１.５", "1.5"}}) {
        CAPTURE(written);
        try {
            parse_formula("y = x * " + written);
            FAIL_CHECK("no Problem");
        } catch (const Problem& problem) {
            CHECK(std::string(problem.what()).find("Write `" + number + "`.") != std::string::npos);
        }
        CHECK_FALSE(is_assignable_name(written + "x"));
    }
}

TEST_CASE("what is no letter is refused: private use, unassigned, lone surrogates, punctuation") {
    for (const std::string sign :
         {"\uE000", "\u0378", "\uFFFF", "\uFFFD", "\xED\xA0\x80", "\xFF", "€", "☀", "、", "؟", "\u0301x"}) {
        CAPTURE(sign);
        CHECK_FALSE(is_assignable_name(sign));
        CHECK_THROWS_AS(parse_formula("y = " + sign), Problem);
    }
}

TEST_CASE("what is read as an operator or a mark is no letter") {
    for (const std::string mark :
         {"·", "\u0387", "・", "･", "ᐧ", "ꞏ", "‿", "⁀", "︳", "﹍", "ʹ", "ʺ", "ʻ", "ʼ", "ˆ", "ˈ", "ˉ",
          "ː", "ꞈ",      "ꞌ",  "ǀ", "ǃ", "ꓸ",   "ª", "º", "ᵀ",  "ⁿ",  "ⁱ", "ˣ", "ᵝ", "ŀ", "ŉ", "ẚ"}) {
        CAPTURE(mark);
        CHECK(letter(decode_utf8(mark, 0).value) == Letter::none);
        CHECK_FALSE(is_assignable_name("a" + mark));
        CHECK_THROWS_AS(parse_formula("y = a" + mark + "b"), Problem);
        CHECK_THROWS_AS(parse_formula("y = " + mark + "b"), Problem);
    }
    for (const std::string name : {"a＿b", "データ", "人々", "x₁", "xᵢ", "сӏ", "พวกๆ", "ســعر", "〳〵x"}) {
        CAPTURE(name);
        CHECK(is_assignable_name(name));
        CHECK_NOTHROW(parse_formula("y = " + name + " * 2"));
    }
    CHECK_THROWS_AS(parse_formula("y = ー2"), Problem);  // a Japanese keyboard's minus sign
}

TEST_CASE("every name that is taken is kept as a name") {
    for (char32_t c = 0x80; c < 0x20000; ++c) {
        if (letter(c) < Letter::start || (c >= 0xAC00 && c <= 0xD7A3)) continue;
        std::string name = "a";
        encode_utf8(c, name);
        if (spells_name(composed(name)) == spells_name(name)) continue;
        CAPTURE(unicode_name(c));
        CHECK(spells_name(composed(name)) == spells_name(name));
    }
}
