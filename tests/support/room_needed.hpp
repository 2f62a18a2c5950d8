#pragma once

#include <array>
#include <span>
#include <string_view>

#include "base/point.hpp"

namespace bp::test {

/// How much room a graph needs with every text at 11 px: tried with a layered layout (elkjs 0.11,
/// Brandes-Köpf placement) of cards as small as their contents allow (a leaf 40 px high and as wide as its
/// text, an op 32 px, a value and a gradient on every edge, 14 px between cards). In CSS px.
struct RoomNeeded {
    std::string_view graph;  ///< of measured_graphs()
    size_t nodes;
    Point left_to_right;
    Point top_to_bottom;
    std::span<const Point> wrapped;  ///< canvases into which its chain goes in several rows
};

namespace wrapped_into {
inline constexpr std::array<Point, 4> softmax{{{768, 748}, {768, 590}, {844, 300}, {860, 748}}};
inline constexpr std::array<Point, 1> three_layers{{{768, 590}}};
inline constexpr std::array<Point, 1> tanh_steps{{{2560, 1440}}};
inline constexpr std::array<Point, 3> layer_norm{{{860, 748}, {768, 748}, {768, 590}}};
}  // namespace wrapped_into

inline constexpr std::array<RoomNeeded, 10> kRoomNeeded{{
    {"apple", 5, {299, 160}, {177, 273}, {}},
    {"apples and oranges", 9, {402, 236}, {319, 381}, {}},
    {"softmax with loss, taken apart", 9, {860, 167}, {193, 768}, wrapped_into::softmax},
    {"two layers, loss", 10, {705, 230}, {267, 523}, {}},
    {"three layers, loss", 14, {983, 257}, {306, 718}, wrapped_into::three_layers},
    {"nine tanh steps", 28, {2271, 367}, {417, 1797}, wrapped_into::tanh_steps},
    {"a GRU cell", 26, {1642, 633}, {932, 1524}, {}},
    {"layer norm, 15 nodes", 15, {1216, 221}, {307, 1114}, wrapped_into::layer_norm},
    {"sigmoid, taken apart", 7, {529, 158}, {175, 450}, {}},
    {"a sum of 12 products", 36, {1864, 1153}, {1153, 1833}, {}},
}};

/// Whether the graph can be whole and readable on that canvas.
inline bool fits(const RoomNeeded& graph, Point canvas) {
    const auto holds = [&](Point needed) { return needed.x <= canvas.x && needed.y <= canvas.y; };
    if (holds(graph.left_to_right) || holds(graph.top_to_bottom)) return true;
    for (const Point room : graph.wrapped) {
        if (holds(room)) return true;
    }
    return false;
}

}  // namespace bp::test
