#pragma once

namespace bp {

/// A place in the plane of the graph, in canvas units: one unit is one CSS pixel at zoom 1, y grows
/// downwards.
struct Point {
    float x = 0;
    float y = 0;
    bool operator==(const Point&) const = default;
};

}  // namespace bp
