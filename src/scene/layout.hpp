#pragma once

#include <optional>
#include <vector>

#include "base/point.hpp"
#include "scene/diagram.hpp"

namespace bp {

struct Layout {
    std::vector<Point> centres;           ///< of the diagram's items
    std::vector<std::vector<Point>> via;  ///< by link: where a long edge passes between other cards
};

/// Places for the items, left to right in layers: an input stands left of what uses it. `sizes` are the
/// cards' sizes, `gap` the room between columns (x) and within one (y). Items keep the order they had at
/// `before`, unless another lets fewer edges cross. Same diagram, same layout.
Layout layered_layout(const Diagram& diagram, const std::vector<Point>& sizes, Point gap,
                      const std::vector<std::optional<Point>>& before = {});

}  // namespace bp
