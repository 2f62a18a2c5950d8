#include "scene/diagram.hpp"

#include <algorithm>
#include <queue>

namespace bp {
namespace {

constexpr size_t kNone = ~size_t{0};

/// The folded groups that are in no other folded group.
std::vector<const Group*> outermost(const std::vector<Group>& groups) {
    std::vector<const Group*> result;
    for (const Group& group : groups) {
        const bool inside = std::ranges::any_of(groups, [&](const Group& other) {
            return other.folded && other.nodes.size() > group.nodes.size() &&
                   other.holds(group.nodes.front());
        });
        if (group.folded && !inside) result.push_back(&group);
    }
    return result;
}

/// The item that each node is part of: the group's last node, or the node itself; by place in the graph.
std::vector<size_t> heads(const Graph& graph, const std::vector<const Group*>& folded) {
    std::vector<size_t> head(graph.nodes().size());
    for (size_t i = 0; i < head.size(); ++i) head[i] = i;
    for (const Group* group : folded) {
        size_t last = 0;
        for (const NodeId id : group->nodes) last = std::max(last, graph.index(id));
        for (const NodeId id : group->nodes) head[graph.index(id)] = last;
    }
    return head;
}

/// The heads in topological order, or fewer of them if they form a cycle.
std::vector<size_t> ordered(const Graph& graph, const std::vector<size_t>& head) {
    std::vector<std::vector<size_t>> after(head.size());
    std::vector<size_t> missing(head.size(), 0);
    for (size_t i = 0; i < head.size(); ++i) {
        for (const NodeId input : graph.nodes()[i].inputs()) {
            const size_t from = head[graph.index(input)];
            if (from == head[i]) continue;
            after[from].push_back(head[i]);
            ++missing[head[i]];
        }
    }
    std::priority_queue<size_t, std::vector<size_t>, std::greater<>> ready;
    for (size_t i = 0; i < head.size(); ++i) {
        if (head[i] == i && missing[i] == 0) ready.push(i);
    }
    std::vector<size_t> order;
    while (!ready.empty()) {
        order.push_back(ready.top());
        ready.pop();
        for (const size_t next : after[order.back()]) {
            if (--missing[next] == 0) ready.push(next);
        }
    }
    return order;
}

size_t count_heads(const std::vector<size_t>& head) {
    size_t count = 0;
    for (size_t i = 0; i < head.size(); ++i) count += head[i] == i;
    return count;
}

void add_links(Diagram& diagram, const Graph& graph) {
    std::vector<std::vector<Diagram::Link>> into(diagram.items.size());
    for (size_t i = 0; i < graph.nodes().size(); ++i) {
        const Node& node = graph.nodes()[i];
        const size_t to = diagram.item_of[i];
        for (size_t k = 0; k < node.arity; ++k) {
            const size_t from = diagram.item_of[graph.index(node.input[k])];
            if (from == to) continue;
            auto& links = into[to];
            const auto same = std::ranges::find(links, node.input[k], &Diagram::Link::source);
            if (diagram.items[to].group && same != links.end()) {
                same->uses.push_back({node.id, k});
            } else {
                links.push_back({.from = from, .to = to, .source = node.input[k], .uses = {{node.id, k}}});
            }
        }
    }
    for (auto& links : into) {
        for (size_t k = 0; k < links.size(); ++k) {
            links[k].port = k;
            links[k].ports = links.size();
            diagram.links.push_back(std::move(links[k]));
        }
    }
}

}  // namespace

Diagram make_diagram(const Graph& graph, const std::vector<Group>& groups) {
    std::vector<const Group*> folded = outermost(groups);
    std::vector<size_t> head = heads(graph, folded);
    std::vector<size_t> order = ordered(graph, head);
    if (order.size() < count_heads(head)) {
        // Together they form a cycle: fold them one by one as long as no cycle results.
        const std::vector<const Group*> wanted = std::exchange(folded, {});
        for (const Group* group : wanted) {
            folded.push_back(group);
            head = heads(graph, folded);
            if (ordered(graph, head).size() < count_heads(head)) folded.pop_back();
        }
        head = heads(graph, folded);
        order = ordered(graph, head);
    }
    Diagram diagram;
    std::vector<size_t> item_of_head(graph.nodes().size(), kNone);
    for (const size_t i : order) {
        item_of_head[i] = diagram.items.size();
        diagram.items.push_back({graph.nodes()[i].id, {}});
    }
    for (const Group* group : folded) {
        const size_t any = graph.index(group->nodes.front());
        diagram.items[item_of_head[head[any]]].group = group->id;
    }
    for (const size_t h : head) diagram.item_of.push_back(item_of_head[h]);
    add_links(diagram, graph);
    return diagram;
}

}  // namespace bp
