#pragma once

#include <cstdint>
#include <span>

namespace bp {

/// Neighbouring code points, with entries at `at + step * (code - first)`; step is 0 if all have the same
/// advance.
struct AdvanceRun {
    uint16_t first, last, at, step;
};

/// Advances of the canvas's fonts, made at build time by cmake/font_advances.py.
struct AdvanceTable {
    std::span<const AdvanceRun> runs;  ///< ascending
    std::span<const uint16_t> regular, semibold;
    float unit;  ///< advances count 1 / unit of the font size
};

extern const AdvanceTable kAdvances;

}  // namespace bp
