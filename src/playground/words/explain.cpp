#include "playground/words/explain.hpp"

#include <algorithm>

#include "base/number.hpp"
#include "playground/words/node_name.hpp"
#include "playground/words/op_texts.hpp"
#include "playground/words/tell_value.hpp"
#include "playground/words/wording.hpp"
#include "scene/graph_view.hpp"

namespace bp {
namespace {

bool all_scalars(const Execution<double>& execution, const Node& node) {
    const auto scalar = [&](NodeId id) { return execution.shape(id).is_scalar(); };
    return scalar(node.id) && std::ranges::all_of(node.inputs(), scalar);
}

Explanation::Term term(Execution<double>& execution, const Node& node, size_t k, Language language) {
    Explanation::Term term;
    term.node = node.input[k];
    term.index = k;
    term.input = node_name(execution.graph(), term.node);
    term.derivative = op_derivative(language, def(node.op).info, k);
    term.upstream = brief(execution.grad(node.id));
    const Tensor<double> sent = execution.contribution(node.id, k);
    term.downstream = in_few_words(view(sent), language);
    if (all_scalars(execution, node) && def(node.op).f64.scalar_backward != nullptr) {
        term.local = brief(execution.local_gradient(node.id, k));
        term.sentence = factor(term.upstream) + " × " + factor(term.local) + " = " + term.downstream;
    }
    return term;
}

std::vector<Explanation::Part> parts(Execution<double>& execution, NodeId id) {
    std::vector<Explanation::Part> parts;
    for (const Node& consumer : execution.graph().nodes()) {
        for (size_t k = 0; k < consumer.arity; ++k) {
            if (consumer.input[k] != id || !execution.has_grad(consumer.id)) continue;
            const Tensor<double> sent = execution.contribution(consumer.id, k);
            parts.push_back({node_name(execution.graph(), consumer.id), brief(view(sent))});
        }
    }
    if (parts.size() < 2) parts.clear();
    return parts;
}

}  // namespace

Explanation explain(Execution<double>& execution, const Document& document, NodeId id, Language language) {
    const Node& node = execution.graph().node(id);
    const OpInfo& op = def(node.op).info;
    Explanation about;
    about.node = id;
    const std::string glyph(op.glyph.empty() ? op.key : op.glyph);
    about.title = node.name.empty() ? glyph : node.name + (op.glyph.empty() ? "" : " · " + glyph);
    about.formula = op_formula(language, op);
    about.value = exact(execution.value(id));
    about.backward = op_backward(language, op);
    about.forward = tell_value(execution, document, id, language);
    if (!execution.has_grad(id)) return about;
    about.gradient = exact(execution.grad(id));
    about.parts = parts(execution, id);
    for (const auto& part : about.parts) about.sum += (about.sum.empty() ? "" : " + ") + factor(part.value);
    if (!about.sum.empty()) about.sum += " = " + brief(execution.grad(id));
    for (size_t k = 0; k < node.arity; ++k) {
        if (execution.has_grad(node.input[k])) about.terms.push_back(term(execution, node, k, language));
    }
    return about;
}

}  // namespace bp
