#pragma once

#include <cstdint>
#include <span>

/// Unicode's tables for programs that run without JavaScript; cmake/letters_data.mjs makes them.
namespace bp::letters {

/// From `first` on; of a mark alone: its canonical combining class among the others.
struct Run {
    char32_t first;
    uint8_t kind;
};
/// What NFKD takes a character apart into: `count` of kPartLetters.
struct Parts {
    char32_t whole;
    uint16_t at, count;
};
struct Pair {
    char32_t first, second, whole;
};

extern const std::span<const Run> kRuns;
extern const std::span<const Parts> kParts;
extern const std::span<const char32_t> kPartLetters;
extern const std::span<const Pair> kPairs;
extern const std::span<const Run> kRanks;

}  // namespace bp::letters
