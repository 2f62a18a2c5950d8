#pragma once

#include "scene/picture_places.hpp"
#include "ui/painter.hpp"

namespace bp::ui {

/// Draws a tensor's picture with its texts (PicturePlaces::labels) into `room`: values in the forward colour,
/// gradients in the backward one. In a heat map more ink is more than 0, less ink is less than 0, and the
/// tone between is 0. Bars grow from the zero line. Numbers that are not finite are crossed out, and make the
/// frame heavy.
void paint_picture(const Painter& painter, const Rect& room, const Picture& picture, bool gradient);

}  // namespace bp::ui
