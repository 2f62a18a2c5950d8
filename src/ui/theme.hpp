#pragma once

// The colours, Palette with kLight and kDark, the type scale type::k… in CSS pixels, and kGrid, of which all
// distances are multiples: made of assets/theme.json, as the page's custom properties are. `value` and
// `gradient` are told apart by every kind of colour vision and mean the same thing everywhere on the page.
#include "theme_data.hpp"

struct ImFont;

namespace bp::ui {

class LinePictures;

namespace type {
/// Smaller text is not drawn.
constexpr float kLeastReadable = 5;
}  // namespace type

constexpr float kRadius = 2 * kGrid;

struct Theme {
    const Palette* palette = &kLight;
    ImFont* regular = nullptr;
    ImFont* semibold = nullptr;
    LinePictures* lines = nullptr;  ///< draws what the fonts lack, when there is who can

    const Palette& colours() const { return *palette; }
};

/// Makes Dear ImGui's own widgets (text fields, tooltips) look like the rest.
void apply_style(const Palette& palette);

}  // namespace bp::ui
