#pragma once

#include <span>
#include <string_view>

#include "playground/lab/hunt.hpp"
#include "playground/words/strings.hpp"
#include "scene/graph_view.hpp"

namespace bp {

/// "arrives_wrong"
std::string_view key_of(Verdict verdict);

/// Writes on cards and edges what the probes show, and on accused cards what came of it.
void show_hunt(GraphView& view, const Hunt& hunt, std::span<const Probe> probes, Language language);

}  // namespace bp
