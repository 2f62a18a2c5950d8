#include "graph/bounds.hpp"

#include <algorithm>

#include "base/problem.hpp"

namespace bp {
namespace {

GraphBounds& bounds() {
    static thread_local GraphBounds most;
    return most;
}

bool begins_letter(char byte) { return (byte & 0xC0) != 0x80; }

}  // namespace

// A limit within another one never raises it.
GraphLimit::GraphLimit(const GraphBounds& most) : before_(bounds()) {
    bounds() = {std::min(before_.nodes, most.nodes), std::min(before_.products, most.products)};
}
GraphLimit::~GraphLimit() { bounds() = before_; }
const GraphBounds& GraphLimit::most() { return bounds(); }

void check_node_count(size_t nodes) {
    const size_t most = GraphLimit::most().nodes;
    if (nodes <= most) return;
    const Message elsewhere(problems::graph_more_elsewhere, kMostNodes);
    throw Problem(problems::graph_too_many_nodes, nodes, most,
                  most < kMostNodes ? problems::Phrase(elsewhere) : problems::Phrase());
}

void check_name_length(std::string_view name) {
    if (name.size() <= kMostLetters) return;
    constexpr size_t kShown = 40;
    size_t letters = 0, shown = name.size();
    for (size_t at = 0; at < name.size(); ++at) {
        if (!begins_letter(name[at])) continue;
        if (letters++ == kShown) shown = at;
    }
    if (letters <= kMostLetters) return;
    throw Problem(problems::graph_name_too_long, std::string(name.substr(0, shown)) + "…", kMostLetters);
}

}  // namespace bp
