#include "playground/about_names.hpp"

#include <algorithm>

#include "formula/formula.hpp"
#include "formula/hints.hpp"
#include "formula/unicode.hpp"

namespace bp {
namespace {

constexpr size_t kMostCompared = 300;  // names are compared each with each

bool is_unset(const Document& document, NodeId leaf) {
    const Tensor<double>& value = *document.leaves.at(leaf);
    return value.shape.is_scalar() && value.data[0] == 1;
}

bool mixes_scripts(std::string_view name, std::string_view latin) {
    const auto ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    const auto letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
    return name != latin && std::ranges::all_of(latin, ascii) && std::ranges::any_of(name, letter);
}

std::optional<NameRemark> about(const Node& leaf, const Graph& before, const Document& now) {
    const std::string latin = latin_lookalike(leaf.name);
    const auto& nodes = now.graph->nodes();
    const bool few = nodes.size() <= kMostCompared && before.nodes().size() <= kMostCompared;
    for (const Node& other : few ? nodes : std::span<const Node>()) {
        if (other.name.empty() || other.id == leaf.id || latin_lookalike(other.name) != latin) continue;
        return NameRemark{{problems::warning_look_alike, leaf.name, other.name}, leaf.id};
    }
    if (mixes_scripts(leaf.name, latin)) return NameRemark{{problems::warning_scripts, leaf.name}, leaf.id};
    if (!is_unset(now, leaf.id)) return {};
    if (leaf.name == "e" || leaf.name == "E")
        return NameRemark{{problems::warning_euler, leaf.name}, leaf.id, true};
    const bool foreign = is_foreign(Foreign::word, leaf.name) || is_foreign(Foreign::prefix, leaf.name);
    if (foreign && leaf.name.size() > 1)
        return NameRemark{{problems::warning_own_input, leaf.name}, leaf.id, true};
    for (const Graph* graph : {now.graph.get(), &before}) {
        for (const Node& other : few ? graph->nodes() : std::span<const Node>()) {
            if (other.name != leaf.name && is_near(leaf.name, other.name))
                return NameRemark{{problems::warning_near_name, leaf.name, other.name}, leaf.id, true};
        }
    }
    return {};
}

}  // namespace

std::optional<NameRemark> about_new_names(const Graph& before, const Document& now) {
    const auto& nodes = now.graph->nodes();
    for (size_t i = nodes.size(); i-- > 0;) {  // of two new names, the later is the mistyped one
        const Node& node = nodes[i];
        if (node.op != OpKind::input || before.find(node.name)) continue;
        if (auto remark = about(node, before, now)) return remark;
    }
    return {};
}

bool holds(const NameRemark& remark, const Document& now) {
    if (!now.graph->contains(remark.leaf)) return false;
    const Node& leaf = now.graph->node(remark.leaf);
    return leaf.op == OpKind::input && leaf.name == remark.message.arguments()[0].text &&
           (!remark.until_set || is_unset(now, remark.leaf));
}

}  // namespace bp
