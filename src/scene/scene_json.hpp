#pragma once

#include <string>

#include "scene/scene.hpp"

namespace bp {

/// The scene as scripts see it: {canvas, clear, scale, whole, labels: [{text, of, node or edge: [from, to,
/// input], x, y, width, height, fontSize}], cards: [{node, x, y, width, height}], edges: [{from, to, input,
/// points, head}], exit: the points of the output's arrow}, in the scene's coordinates moved by `origin`.
std::string scene_json(const Scene& scene, Point origin);

}  // namespace bp
