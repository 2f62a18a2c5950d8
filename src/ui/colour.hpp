#pragma once

#include <cstdint>

namespace bp::ui {

/// A colour as Dear ImGui packs it: 0xAABBGGRR.
using Colour = uint32_t;

/// 0xRRGGBB as it is written everywhere else.
constexpr Colour rgb(uint32_t hex, uint32_t alpha = 255) {
    return alpha << 24 | (hex & 0xff) << 16 | (hex & 0xff00) | hex >> 16;
}

/// The same colour, more transparent: `share` of its opacity.
Colour faded(Colour colour, float share);
/// `share` of the way from one opaque colour to another.
Colour mixed(Colour from, Colour to, float share);
/// Black or white, whichever is read better on an opaque colour: at least 4.5 : 1.
Colour readable_on(Colour ground);

}  // namespace bp::ui
