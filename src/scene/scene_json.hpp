#pragma once

#include <string>

#include "scene/scene.hpp"

namespace bp {

/// The scene as scripts see it: {canvas, scale, whole, labels: [{text, of, node or edge: [from, to, input],
/// x, y, width, height, fontSize}], cards: [{node, x, y, width, height}], edges: [{from, to, input,
/// points}]}, in the scene's coordinates moved by `origin`.
std::string scene_json(const Scene& scene, Point origin);

}  // namespace bp
