#include <catch2/catch_test_macros.hpp>

#include "formula/formula.hpp"
#include "graph/execution.hpp"

using namespace bp;

// Their numbers of elements are multiples of 2³²: 0 where size_t has 32 bits.
TEST_CASE("a shape with more elements than fit is refused, also when their number overflows") {
    CHECK_THROWS_AS(Shape({65536, 65536}), Problem);
    CHECK_THROWS_AS(Shape({1 << 30, 4}), Problem);
    CHECK_THROWS_AS(Shape({1 << 11, 1 << 11, 1 << 10}), Problem);
    CHECK_THROWS_AS(broadcast(Shape{65536, 1}, Shape{65536}), Problem);
    CHECK(Shape({1 << 14, 1 << 14}).size() == size_t{1} << 28);
}

TEST_CASE("no formula gets at memory through a shape that overflows") {
    for (const char* text : {"sum(zeros([65536, 65536]), 0)", "zeros([65536, 1]) + zeros([65536])",
                             "reshape(1.5, [65536, 65536])", "reshape(1.5, [65536, 65536, -1])",
                             "ones([65536, 1]) @ ones([1, 65536])"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(Execution<double>(std::make_shared<const Graph>(parse_formula(text)), {}), Problem);
    }
}
