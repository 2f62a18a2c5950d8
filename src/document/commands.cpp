#include "document/commands.hpp"

#include <algorithm>

#include "document/draft.hpp"
#include "document/presets.hpp"
#include "formula/formula.hpp"
#include "formula/rewrite.hpp"

namespace bp {
namespace {

/// Whether the leaf has a different shape now.
bool put_leaf(Document& document, const std::string& name, const Tensor<double>& tensor) {
    const auto leaf = document.graph->find(name);
    if (!leaf || document.graph->node(*leaf).op != OpKind::input) {
        throw Problem(problems::edit_no_input, name);
    }
    auto& value = document.leaves.at(*leaf);
    const bool reshaped = value->shape != tensor.shape;
    value = std::make_shared<const Tensor<double>>(tensor);
    return reshaped;
}

/// With other shapes, the upstream gradient may no longer fit.
void fit_upstream(Document& document) {
    check_shapes(document);
    if (document.upstream && document.upstream->shape != output_shape(document)) document.upstream = nullptr;
}

}  // namespace

Document SetLeaf::applied(const Document& document, const SetLeaf& command) {
    Document next = document;
    if (put_leaf(next, command.name, command.value)) fit_upstream(next);
    return next;
}

Document SetLeaves::applied(const Document& document, const SetLeaves& command) {
    Document next = document;
    bool reshaped = false;
    for (const auto& [name, value] : command.values) reshaped |= put_leaf(next, name, value);
    if (reshaped) fit_upstream(next);
    return next;
}

namespace {

std::map<NodeId, std::shared_ptr<const Tensor<double>>> leaves_of(const Document& document,
                                                                  const Graph& graph) {
    std::map<NodeId, std::shared_ptr<const Tensor<double>>> leaves;
    for (const Node& node : graph.nodes()) {
        if (node.op != OpKind::input) continue;
        const auto before = document.graph->find(node.name);
        const auto kept = before ? document.leaves.find(*before) : document.leaves.end();
        leaves.emplace(node.id, kept != document.leaves.end() ? kept->second
                                                              : std::make_shared<const Tensor<double>>(1.0));
    }
    return leaves;
}

std::vector<std::string> new_inputs(const Document& document, const Graph& graph) {
    std::vector<std::string> names;
    for (const Node& node : graph.nodes()) {
        const auto before = document.graph->find(node.name);
        if (node.op != OpKind::input || (before && document.leaves.contains(*before))) continue;
        names.push_back(node.name);
    }
    return names;
}

}  // namespace

Document SetFormula::applied(const Document& document, const SetFormula& command) {
    const ParsedFormula parsed = parse_formula_with_spans(command.text, unusual_leaves(*document.graph));
    Renumbered graph = keep_ids(*document.graph, parsed.graph);
    try {
        auto leaves = leaves_of(document, graph.graph);
        Document next = with_graph(document, std::move(graph.graph), std::move(leaves));
        next.formula = command.text;
        return next;
    } catch (const NodeProblem& problem) {
        const std::vector<std::string> fresh = new_inputs(document, parsed.graph);
        const Message message = fresh.empty()
                                    ? problem.message()
                                    : Message(problems::formula_new_inputs, problem.message(), listed(fresh));
        for (const auto& [parsed_id, span] : parsed.spans) {
            if (graph.id.at(parsed_id) == problem.node) throw Problem(message, span);
        }
        throw Problem(message);
    }
}

Document LoadPreset::applied(const Document&, const LoadPreset& command) {
    return preset_document(command.name);
}

Document LoadDocument::applied(const Document&, const LoadDocument& command) { return *command.document; }

Document NewGraph::applied(const Document&, const NewGraph&) {
    Document empty;
    empty.graph = std::make_shared<const Graph>();
    return empty;
}

Document SetUpstream::applied(const Document& document, const SetUpstream& command) {
    if (document.graph->nodes().empty()) throw Problem(problems::graph_empty);
    Document next = document;
    if (!command.value) {
        next.upstream = nullptr;
        return next;
    }
    const Shape shape = output_shape(document);
    Tensor<double> value = *command.value;
    if (value.shape.is_scalar())
        value = Tensor<double>{shape, std::vector<double>(shape.size(), value.data[0])};
    if (value.shape != shape) {
        throw Problem(problems::graph_upstream_shape, shape, value.shape);
    }
    next.upstream = std::make_shared<const Tensor<double>>(std::move(value));
    return next;
}

// --- places

Document Move::applied(const Document& document, const Move& command) {
    Document next = document;
    for (const auto& [id, place] : command.places) {
        if (!document.graph->contains(id)) throw Problem(problems::graph_no_node, number(id));
        check_place(place);
        next.places.insert_or_assign(id, place);
    }
    return next;
}

Document Tidy::applied(const Document& document, const Tidy&) {
    Document next = document;
    next.places.clear();
    return next;
}

// --- ops for their parts and back

namespace {

Document rewritten(const Document& document, Rewrite rewrite) {
    auto leaves = leaves_of(document, rewrite.graph);
    Document next = with_graph(document, std::move(rewrite.graph), std::move(leaves));
    // What stands for the members of a group belongs to it.
    for (const Group& before : document.groups) {
        const auto replaced =
            std::ranges::find_if(before.nodes, [&](NodeId id) { return !next.graph->contains(id); });
        if (replaced == before.nodes.end()) continue;
        Group grown = before;
        std::erase_if(grown.nodes, [&](NodeId id) { return !next.graph->contains(id); });
        for (const Node& node : next.graph->nodes()) {
            if (!document.graph->contains(node.id)) grown.nodes.push_back(node.id);
        }
        sort_ids(grown.nodes);
        std::erase_if(next.groups, [&](const Group& group) { return group.id == grown.id; });
        if (grown.nodes.size() > 1) next.groups.push_back(std::move(grown));
    }
    return next;
}

}  // namespace

Document Fold::applied(const Document& document, const Fold& command) {
    return rewritten(document, fold(execute(document), command.node));
}

Document Unfold::applied(const Document& document, const Unfold& command) {
    return rewritten(document, unfold(execute(document), command.node));
}

Document apply(const Document& document, const Command& command) {
    return std::visit([&](const auto& one) { return one.applied(document, one); }, command);
}

}  // namespace bp
