#pragma once

#include "ui/line_pictures.hpp"

namespace bp::ui {

/// Adds a font to the atlas whose Latin letters `drawer` draws, one by one: what the canvas is written with
/// where its own fonts could not be fetched. `drawer` stays where it is for as long as letters are asked for.
void add_browser_font(const LineDrawer& drawer);

}  // namespace bp::ui
