#include <algorithm>
#include <set>

#include "base/problem.hpp"
#include "document/commands.hpp"
#include "document/draft.hpp"
#include "graph/bounds.hpp"

namespace bp {
namespace {

Group& group_of(Document& document, GroupId id) {
    const auto found = std::ranges::find(document.groups, id, &Group::id);
    if (found == document.groups.end()) throw Problem(problems::group_none, number(id));
    return *found;
}

void check_nesting(const Document& document, const std::vector<NodeId>& nodes) {
    for (const Group& other : document.groups) {
        const auto shared =
            static_cast<size_t>(std::ranges::count_if(nodes, [&](NodeId id) { return other.holds(id); }));
        if (shared == 0 || shared == nodes.size() || shared == other.nodes.size()) continue;
        throw Problem(problems::group_partial, other.name);
    }
}

}  // namespace

void check_group_count(const Document& document) {
    constexpr size_t kMost = 200;
    if (document.groups.size() >= kMost) throw Problem(problems::group_too_many, kMost);
}

Document MakeGroup::applied(const Document& document, const MakeGroup& command) {
    const std::set<NodeId> wanted(command.nodes.begin(), command.nodes.end());
    Group group{.id = {}, .name = command.name, .nodes = {wanted.begin(), wanted.end()}};
    check_group_count(document);
    check_name_length(group.name);
    if (group.nodes.size() < 2) throw Problem(problems::group_too_small);
    uint32_t next = 1;
    for (const Group& other : document.groups) {
        next = std::max(next, number(other.id) + 1);
        if (other.nodes.size() == group.nodes.size() &&
            std::ranges::all_of(group.nodes, [&](NodeId id) { return other.holds(id); })) {
            throw Problem(problems::group_exists);
        }
    }
    for (const NodeId id : group.nodes) {
        if (!document.graph->contains(id)) throw Problem(problems::graph_no_node, number(id));
    }
    check_nesting(document, group.nodes);
    if (!is_convex(*document.graph, group.nodes)) {
        throw Problem(problems::group_not_convex);
    }
    group.id = GroupId{next};
    if (group.name.empty()) group.name = "group " + std::to_string(next);
    Document grouped = document;
    grouped.groups.push_back(std::move(group));
    return grouped;
}

Document Ungroup::applied(const Document& document, const Ungroup& command) {
    Document next = document;
    group_of(next, command.group);
    std::erase_if(next.groups, [&](const Group& each) { return each.id == command.group; });
    return next;
}

Document FoldGroup::applied(const Document& document, const FoldGroup& command) {
    Document next = document;
    Group& group = group_of(next, command.group);
    if (command.folded && !is_convex(*next.graph, group.nodes)) {
        throw Problem(problems::group_not_convex);
    }
    group.folded = command.folded;
    return next;
}

Document RenameGroup::applied(const Document& document, const RenameGroup& command) {
    Document next = document;
    if (command.name.empty()) throw Problem(problems::group_name_missing);
    check_name_length(command.name);
    group_of(next, command.group).name = command.name;
    return next;
}

}  // namespace bp
