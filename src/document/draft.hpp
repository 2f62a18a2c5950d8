#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "document/document.hpp"

namespace bp {

/// Throws Problem for a place beyond what a document can hold.
void check_place(const Point& place);
/// Throws Problem when there is no room for another group.
void check_group_count(const Document& document);

/// A document's graph, taken apart for an edit. finish() puts it together again and checks it.
class Draft {
  public:
    explicit Draft(const Document& document);

    /// Throws Problem when there is no such node.
    Node& node(NodeId id);
    std::vector<Node>& nodes() { return nodes_; }
    std::optional<NodeId> output() const { return output_; }
    void set_output(NodeId id) { output_ = id; }
    void set_constant(NodeId id, Tensor<double> value) { constants_.insert_or_assign(id, std::move(value)); }

    /// Adds the node under a new id.
    NodeId add(Node node);
    /// Adds a leaf. Its name is `wish` or, if that is taken, `wish` with a number.
    NodeId add_leaf(std::string_view wish, Tensor<double> value);
    NodeId add_constant(Tensor<double> value);
    /// A name like `wish` that no node has had.
    std::string free_name(std::string_view wish);

    bool is_used(NodeId id) const;
    /// Whether `node` is `from` or computed from it.
    bool depends(NodeId node, NodeId from) const { return dependents(from).contains(node); }
    /// The node and all that are computed from it.
    std::set<NodeId> dependents(NodeId from) const;
    /// Removes nodes; nothing may use them any more.
    void remove(const std::vector<NodeId>& ids);

    /// The edited document, with its formula printed anew. Places, displays and groups of removed nodes are
    /// removed too. Throws Problem if shapes do not fit.
    Document finish() &&;

  private:
    const Document& before_;
    std::vector<Node> nodes_;
    std::map<NodeId, Tensor<double>> constants_;
    std::map<NodeId, std::shared_ptr<const Tensor<double>>> leaves_;
    std::optional<NodeId> output_;
    NodeId next_{};
    // What free_name() has seen: nodes, their names, and the next number of each name.
    size_t named_ = 0;
    std::unordered_set<std::string> names_;
    std::unordered_map<std::string, int> numbers_;
};

/// The document with another graph. Places, displays, groups and the upstream gradient are kept as far as
/// they fit; classes, origin and extra are always kept.
Document with_graph(const Document& before, Graph graph,
                    std::map<NodeId, std::shared_ptr<const Tensor<double>>> leaves);

/// The same graph, in which nodes that are equivalent to nodes of `before` have their ids: nodes with the
/// same name, or with the same op and the same inputs or the same use. Others get ids that `before` never
/// had. Also returns the new id of each id.
struct Renumbered {
    Graph graph;
    std::map<NodeId, NodeId> id;
};
Renumbered keep_ids(const Graph& before, const Graph& graph);

}  // namespace bp
