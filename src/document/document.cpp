#include "document/document.hpp"

#include <algorithm>
#include <string>

#include "base/order.hpp"

namespace bp {

Leaves<double> Document::leaf_values() const {
    Leaves<double> values;
    for (const auto& [id, tensor] : leaves) values.emplace(id, *tensor);
    return values;
}

void sort_ids(std::vector<NodeId>& ids) {
    sort_by(ids, [](NodeId id) { return number(id); });
}

bool Group::holds(NodeId node) const { return std::ranges::binary_search(nodes, node); }

const Group* Document::group(GroupId id) const {
    const auto found = std::ranges::find(groups, id, &Group::id);
    return found == groups.end() ? nullptr : &*found;
}

Execution<double> execute(const Document& document) {
    Execution<double> execution(document.graph, document.leaf_values());
    if (document.upstream) execution.set_upstream(*document.upstream);
    return execution;
}

bool is_convex(const Graph& graph, std::span<const NodeId> nodes) {
    std::vector<char> inside(graph.nodes().size(), false);
    for (const NodeId id : nodes) inside[graph.index(id)] = true;
    std::vector<char> left(inside.size(), false);  // outside, on a path that began inside
    for (size_t i = 0; i < inside.size(); ++i) {
        for (const NodeId input : graph.nodes()[i].inputs()) {
            const size_t from = graph.index(input);
            if (inside[i] && left[from]) return false;
            if (!inside[i] && (inside[from] || left[from])) left[i] = true;
        }
    }
    return true;
}

Shape output_shape(const Document& document) {
    const Graph& graph = *document.graph;
    return infer_shapes(graph, document.leaf_values())[graph.index(graph.output())];
}

void check_shapes(const Document& document) {
    const size_t elements = infer_shapes(*document.graph, document.leaf_values()).elements();
    if (elements > kMaxElements) {
        throw Problem(problems::graph_too_large, kMaxElements);
    }
}

size_t images_in(const Display& display, const Shape& shape) {
    if (display.kind != Display::Kind::image || display.rows < 1 || display.columns < 1) return 0;
    // Uses a division, since a product could overflow: size_t has 32 bits in wasm.
    const size_t size = shape.size(), rows = static_cast<size_t>(display.rows);
    const size_t columns = static_cast<size_t>(display.columns);
    if (rows > size || columns > size / rows || size % (rows * columns) != 0) return 0;
    return size / (rows * columns);
}

bool fits(const Display& display, const Shape& shape, size_t classes) {
    if (display.kind == Display::Kind::image) return images_in(display, shape) > 0;
    if (shape.is_scalar()) return false;
    return classes == 0 || static_cast<size_t>(shape.dims().back()) == classes;
}

}  // namespace bp
