#pragma once

#include <optional>
#include <vector>

#include "document/document.hpp"
#include "graph/uses.hpp"

namespace bp {

/// What stands on the canvas: the graph's nodes, and one item in place of each folded group. Items are in
/// topological order.
struct Diagram {
    struct Item {
        NodeId node{};                 ///< of a group: its last node
        std::optional<GroupId> group;  ///< folded
    };
    /// An edge between items. Into a group, the edges from one source are one.
    struct Link {
        size_t from = 0;  ///< items
        size_t to = 0;
        NodeId source{};
        std::vector<Use> uses;
        size_t port = 0;  ///< which of `ports` places it arrives at
        size_t ports = 1;
    };
    std::vector<Item> items;
    std::vector<Link> links;      ///< ordered by `to`, then by port
    std::vector<size_t> item_of;  ///< by place in graph.nodes()
};

/// A group that cannot be one item now (a path leaves it and comes back) is shown by its nodes.
Diagram make_diagram(const Graph& graph, const std::vector<Group>& groups);

}  // namespace bp
