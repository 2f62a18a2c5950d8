#include "document/commands.hpp"

#include "document/presets.hpp"
#include "formula/formula.hpp"

namespace bp {
namespace {

/// Whether the leaf has another shape now.
bool put_leaf(Document& document, const std::string& name, const Tensor<double>& tensor) {
    const auto leaf = document.graph->find(name);
    if (!leaf || document.graph->node(*leaf).op != OpKind::input) {
        throw Problem("there is no input named '" + name + "'");
    }
    auto& value = document.leaves.at(*leaf);
    const bool reshaped = value->shape != tensor.shape;
    value = std::make_shared<const Tensor<double>>(tensor);
    return reshaped;
}

Document applied(const Document& document, const SetLeaf& command) {
    Document next = document;
    if (put_leaf(next, command.name, command.value)) check_shapes(next);
    return next;
}

Document applied(const Document& document, const SetLeaves& command) {
    Document next = document;
    bool reshaped = false;
    for (const auto& [name, value] : command.values) reshaped |= put_leaf(next, name, value);
    if (reshaped) check_shapes(next);
    return next;
}

Document applied(const Document& document, const SetFormula& command) {
    ParsedFormula parsed = parse_formula_with_spans(command.text);
    Document next{.formula = command.text,
                  .graph = std::make_shared<const Graph>(std::move(parsed.graph)),
                  .leaves = {}};
    std::string fresh;
    for (const Node& node : next.graph->nodes()) {
        if (node.op != OpKind::input) continue;
        const auto before = document.graph->find(node.name);
        const auto kept = before ? document.leaves.find(*before) : document.leaves.end();
        if (kept != document.leaves.end()) {
            next.leaves.emplace(node.id, kept->second);
            continue;
        }
        next.leaves.emplace(node.id, std::make_shared<const Tensor<double>>(1.0));
        fresh += (fresh.empty() ? "" : ", ") + node.name;
    }
    try {
        check_shapes(next);
    } catch (const NodeProblem& problem) {
        std::string sentence = problem.what();
        if (!fresh.empty()) {
            sentence += ". New inputs start as the number 1 (" + fresh +
                        "); give one a shape by assigning it, as in W = randn([2, 3], 1)";
        }
        const auto span = parsed.spans.find(problem.node);
        if (span == parsed.spans.end()) throw Problem(sentence);
        throw Problem(sentence, span->second);
    }
    return next;
}

Document applied(const Document&, const LoadPreset& command) { return preset_document(command.name); }

Document applied(const Document&, const LoadDocument& command) { return *command.document; }

}  // namespace

Document apply(const Document& document, const Command& command) {
    return std::visit([&](const auto& c) { return applied(document, c); }, command);
}

}  // namespace bp
