#pragma once

#include <cstdint>

struct ImFont;

namespace bp::ui {

class LinePictures;

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

/// One set of colours. `forward` (values) and `backward` (gradients) are told apart by every kind of colour
/// vision and mean the same thing everywhere on the page.
struct Palette {
    Colour background;
    Colour dots;
    Colour surface;
    Colour surface_hover;
    Colour surface_pressed;
    Colour line;
    Colour edge;
    Colour text;
    Colour text_dim;
    Colour text_disabled;
    Colour forward;
    Colour forward_tint;
    Colour on_forward;
    Colour backward;
    Colour warning;
    Colour shadow;
};

const Palette& light_palette();
const Palette& dark_palette();

/// The type scale, in CSS pixels.
namespace type {
constexpr float kSmall = 12;
constexpr float kBody = 14;
constexpr float kLarge = 16;
constexpr float kValue = 20;
constexpr float kTitle = 28;
/// Smaller text is not drawn.
constexpr float kLeastReadable = 5;
}  // namespace type

/// All distances are multiples of this.
constexpr float kGrid = 4;
constexpr float kRadius = 2 * kGrid;

struct Theme {
    const Palette* palette = &light_palette();
    ImFont* regular = nullptr;
    ImFont* semibold = nullptr;
    LinePictures* lines = nullptr;  ///< draws what the fonts lack, when there is who can

    const Palette& colours() const { return *palette; }
};

/// Makes Dear ImGui's own widgets (text fields, tooltips) look like the rest.
void apply_style(const Palette& palette);

}  // namespace bp::ui
