#pragma once

#include "scene/picture_places.hpp"
#include "ui/painter.hpp"

namespace bp::ui {

/// Draws a tensor's picture, with its texts (PicturePlaces::labels), into `room`: values in the forward
/// colour, gradients in the backward one. Of a heat map more ink is more than 0, less ink is less, and the
/// tone between is 0; bars grow from the zero line; what is not finite is crossed out, and the frame is heavy
/// when there is any.
void paint_picture(const Painter& painter, const Rect& room, const Picture& picture, bool gradient);

}  // namespace bp::ui
