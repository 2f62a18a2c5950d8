#pragma once

#include "ui/line_pictures.hpp"

namespace bp {

/// The browser as one who draws lines in every script: web/platform/line_drawer.mjs, which the page gives the
/// module as `lines`.
LineDrawer web_line_drawer();

}  // namespace bp
