#pragma once

#include "ui/line_pictures.hpp"

namespace bp::ui {

/// Adds a font to the atlas whose Latin letters `drawer` draws, one by one. The canvas uses it if its own
/// fonts could not be fetched. `drawer` must exist as long as letters are requested.
void add_browser_font(const LineDrawer& drawer);

}  // namespace bp::ui
