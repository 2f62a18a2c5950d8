#include "document/commands.hpp"

#include "document/presets.hpp"
#include "formula/formula.hpp"

namespace bp {
namespace {

Document applied(const Document& document, const SetLeaf& command) {
    const auto leaf = document.graph->find(command.name);
    if (!leaf || document.graph->node(*leaf).op != OpKind::input) {
        throw Problem("there is no input named '" + command.name + "'");
    }
    Document next = document;
    auto& value = next.leaves.at(*leaf);
    const bool same_shape = value->shape == command.value.shape;
    value = std::make_shared<const Tensor<double>>(command.value);
    if (!same_shape) check_shapes(next);
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

}  // namespace

Document apply(const Document& document, const Command& command) {
    return std::visit([&](const auto& c) { return applied(document, c); }, command);
}

}  // namespace bp
