#include "document/draft.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "formula/formula.hpp"

namespace bp {

void check_place(const Point& place) {
    constexpr float kFarthest = 1e7f;
    if (!(std::abs(place.x) < kFarthest && std::abs(place.y) < kFarthest))
        throw Problem(problems::edit_place_out_of_range);
}

Draft::Draft(const Document& document)
    : before_(document),
      nodes_(document.graph->nodes().begin(), document.graph->nodes().end()),
      leaves_(document.leaves),
      next_(document.graph->next_id()) {
    for (const Node& node : nodes_) {
        if (node.op == OpKind::constant) constants_.emplace(node.id, document.graph->constant(node.id));
    }
    if (!nodes_.empty()) output_ = document.graph->output();
}

Node& Draft::node(NodeId id) {
    // As in the graph, or, of those added, in the order of their ids, unless some were removed.
    const Graph& graph = *before_.graph;
    const size_t old = graph.nodes().size();
    const size_t guess = graph.contains(id) ? graph.index(id) : old + number(id) - number(graph.next_id());
    if (guess < nodes_.size() && nodes_[guess].id == id) return nodes_[guess];
    const auto found = std::ranges::find(nodes_, id, &Node::id);
    if (found == nodes_.end()) throw Problem(problems::graph_no_node, number(id));
    return *found;
}

NodeId Draft::add(Node node) {
    node.id = next_;
    next_ = NodeId{number(next_) + 1};
    nodes_.push_back(std::move(node));
    return nodes_.back().id;
}

NodeId Draft::add_leaf(std::string_view wish, Tensor<double> value) {
    const NodeId id = add({.op = OpKind::input, .name = free_name(wish)});
    leaves_.emplace(id, std::make_shared<const Tensor<double>>(std::move(value)));
    return id;
}

NodeId Draft::add_constant(Tensor<double> value) {
    const NodeId id = add({.op = OpKind::constant});
    constants_.emplace(id, std::move(value));
    return id;
}

std::string Draft::free_name(std::string_view wish) {
    for (; named_ < nodes_.size(); ++named_) names_.insert(nodes_[named_].name);
    std::string base(is_formula_name(wish) ? wish : "x");
    std::string name = base;
    while (base.size() > 1 && base.back() >= '0' && base.back() <= '9') base.pop_back();
    if (!names_.contains(name)) return name;
    int& next = numbers_.try_emplace(base, 2).first->second;
    do name = base + std::to_string(next++);
    while (names_.contains(name));
    return name;
}

bool Draft::is_used(NodeId id) const {
    return std::ranges::any_of(nodes_, [id](const Node& node) {
        return std::ranges::find(node.inputs(), id) != node.inputs().end();
    });
}

std::set<NodeId> Draft::dependents(NodeId from) const {
    std::multimap<uint32_t, NodeId> uses;
    for (const Node& node : nodes_) {
        for (const NodeId input : node.inputs()) uses.emplace(number(input), node.id);
    }
    std::vector<NodeId> open{from};
    std::set<NodeId> seen{from};
    while (!open.empty()) {
        const auto [first, end] = uses.equal_range(number(open.back()));
        open.pop_back();
        for (auto use = first; use != end; ++use) {
            if (seen.insert(use->second).second) open.push_back(use->second);
        }
    }
    return seen;
}

void Draft::remove(const std::vector<NodeId>& ids) {
    const std::set<NodeId> gone(ids.begin(), ids.end());
    std::erase_if(nodes_, [&](const Node& node) { return gone.contains(node.id); });
    for (const NodeId id : ids) {
        constants_.erase(id);
        leaves_.erase(id);
    }
    if (output_ && gone.contains(*output_)) output_.reset();
}

Document Draft::finish() && {
    if (nodes_.empty()) return with_graph(before_, Graph{}, {});
    if (!output_) {
        // The last op in the order of computation, or a leaf if there are only leaves.
        Graph ordered = Graph::from_nodes(nodes_, constants_, nodes_.back().id);
        for (const Node& node : ordered.nodes()) {
            if (node.arity > 0 || !output_) output_ = node.id;
        }
    }
    return with_graph(before_, Graph::from_nodes(std::move(nodes_), std::move(constants_), *output_),
                      std::move(leaves_));
}

Document with_graph(const Document& before, Graph graph,
                    std::map<NodeId, std::shared_ptr<const Tensor<double>>> leaves) {
    Document next{.formula = print_formula(graph),
                  .graph = std::make_shared<const Graph>(std::move(graph)),
                  .leaves = std::move(leaves),
                  .upstream = {},
                  .places = before.places,
                  .groups = before.groups,
                  .displays = before.displays,
                  .classes = before.classes,
                  .origin = before.origin,
                  .extra = before.extra};
    const auto gone = [&](NodeId id) { return !next.graph->contains(id); };
    std::erase_if(next.places, [&](const auto& place) { return gone(place.first); });
    std::erase_if(next.displays, [&](const auto& display) { return gone(display.first); });
    for (Group& group : next.groups) std::erase_if(group.nodes, gone);
    std::erase_if(next.groups, [](const Group& group) { return group.nodes.size() < 2; });
    check_shapes(next);
    const Tensor<double>* upstream = before.upstream.get();
    if (upstream != nullptr && !next.graph->nodes().empty() && upstream->shape == output_shape(next)) {
        next.upstream = before.upstream;
    }
    return next;
}

namespace {

/// Which node of an earlier graph is equivalent to each node of a later one.
class Matching {
  public:
    Matching(const Graph& before, const Graph& after) : before_(before), after_(after) {
        for (const Node& node : after.nodes()) match_name(node);
        for (const Node& node : before.nodes()) {
            for (const NodeId input : node.inputs()) uses_.emplace(number(input), node.id);
        }
        for (const Node& node : after.nodes()) match_inputs(node);
        if (!before.nodes().empty() && !after.nodes().empty())
            match(after.node(after.output()), before.node(before.output()));
        for (size_t i = after.nodes().size(); i-- > 0;) match_use(after.nodes()[i]);
        for (const Node& node : after.nodes()) match_inputs(node);
    }

    std::optional<NodeId> old(NodeId id) const {
        const auto found = old_.find(id);
        if (found == old_.end()) return {};
        return found->second;
    }

  private:
    void match(const Node& after, const Node& before) {
        const bool names_fit = after.name.empty() || before.name.empty() || after.name == before.name;
        if (after.op != before.op || !names_fit || old_.contains(after.id) || taken_.contains(before.id))
            return;
        old_.emplace(after.id, before.id);
        taken_.insert(before.id);
    }

    void match_name(const Node& node) {
        if (node.name.empty()) return;
        if (const auto same = before_.find(node.name)) match(node, before_.node(*same));
    }

    void match_inputs(const Node& node) {
        if (node.arity == 0 || old_.contains(node.id)) return;
        const auto first = old(node.input[0]);
        if (!first) return;
        const auto [begin, end] = uses_.equal_range(number(*first));
        for (auto use = begin; use != end; ++use) {
            const Node& candidate = before_.node(use->second);
            bool same = candidate.arity == node.arity && candidate.attrs == node.attrs;
            for (size_t k = 0; same && k < node.arity; ++k) same = old(node.input[k]) == candidate.input[k];
            if (same) match(node, candidate);
        }
    }

    void match_use(const Node& consumer) {
        const auto was = old(consumer.id);
        if (!was) return;
        const Node& before = before_.node(*was);
        for (size_t k = 0; k < std::min(consumer.arity, before.arity); ++k)
            match(after_.node(consumer.input[k]), before_.node(before.input[k]));
    }

    const Graph& before_;
    const Graph& after_;
    std::multimap<uint32_t, NodeId> uses_;
    std::map<NodeId, NodeId> old_;
    std::set<NodeId> taken_;
};

}  // namespace

Renumbered keep_ids(const Graph& before, const Graph& graph) {
    const Matching matching(before, graph);
    Renumbered result;
    uint32_t next = number(before.next_id());
    for (const Node& node : graph.nodes()) {
        const auto old = matching.old(node.id);
        result.id.emplace(node.id, old ? *old : NodeId{next++});
    }
    if (graph.nodes().empty()) return result;
    std::vector<Node> nodes(graph.nodes().begin(), graph.nodes().end());
    std::map<NodeId, Tensor<double>> constants;
    for (Node& node : nodes) {
        if (node.op == OpKind::constant) constants.emplace(result.id.at(node.id), graph.constant(node.id));
        node.id = result.id.at(node.id);
        for (size_t k = 0; k < node.arity; ++k) node.input[k] = result.id.at(node.input[k]);
    }
    result.graph = Graph::from_nodes(std::move(nodes), std::move(constants), result.id.at(graph.output()));
    return result;
}

}  // namespace bp
