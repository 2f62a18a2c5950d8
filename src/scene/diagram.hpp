#pragma once

#include <optional>
#include <vector>

#include "document/document.hpp"
#include "graph/uses.hpp"

namespace bp {

/// The items on the canvas: the graph's nodes, and one item for each folded group. Items are in topological
/// order.
struct Diagram {
    struct Item {
        NodeId node{};                 ///< of a group: its last node
        std::optional<GroupId> group;  ///< folded
    };
    /// An edge between items. Edges from one source into a group are a single one.
    struct Link {
        size_t from = 0;  ///< items
        size_t to = 0;
        NodeId source{};
        std::vector<Use> uses;
        size_t port = 0;  ///< the index, of `ports`, of the place where it arrives
        size_t ports = 1;
    };
    std::vector<Item> items;
    std::vector<Link> links;      ///< ordered by `to`, then by port
    std::vector<size_t> item_of;  ///< by place in graph.nodes()
};

/// A group that cannot be one item at the moment (a path leaves it and comes back) is shown as its nodes.
Diagram make_diagram(const Graph& graph, const std::vector<Group>& groups);

}  // namespace bp
