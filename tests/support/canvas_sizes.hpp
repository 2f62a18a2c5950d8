#pragma once

#include <string>
#include <vector>

#include "base/point.hpp"

namespace bp::test {

/// The canvas in CSS px that each room leaves of a window, as measured in the page by
/// tests/browser/canvas_sizes.mjs.
struct CanvasSizes {
    Point window;
    Point graph;
    Point lessons;
    Point check;
};

std::vector<CanvasSizes> canvas_sizes();

/// Canvases that room_needed.hpp speaks of: the graph room and a lesson at 1280×800, and others of the
/// windows' shapes.
inline const std::vector<Point> kMeasuredCanvases{{860, 748}, {768, 748}, {768, 590},  {390, 490},
                                                  {844, 300}, {320, 320}, {2560, 1440}};

}  // namespace bp::test
