#include "playground/words/not_finite.hpp"

#include <cmath>

#include "base/number.hpp"
#include "playground/words/tell_value.hpp"
#include "playground/words/wording.hpp"
#include "scene/graph_view.hpp"

namespace bp {
namespace {

/// As it is written in a sentence: −∞ for -inf.
std::string in_signs(std::string text) {
    for (size_t at = text.find("inf"); at != std::string_view::npos; at = text.find("inf", at))
        text.replace(at, 3, "∞");
    for (size_t at = text.find('-'); at != std::string_view::npos; at = text.find('-', at + 1)) {
        if (at == 0 || text[at - 1] != 'e') text.replace(at, 1, "−");
    }
    return text;
}

Argument value_of(const View<double>& value) {
    if (value.size() == 1 && std::isnan(value[0]))
        return kept(problems::Phrase(Message(problems::warning_not_a_number)));
    return kept(problems::Text(in_signs(brief(value))));
}

}  // namespace

Message about_not_finite(Execution<double>& execution, NodeId id) {
    const Node& node = execution.graph().node(id);
    const Argument name = execution.graph().reference(id);
    const View<double> result = execution.value(id);
    const Argument value = value_of(result);
    if (node.arity == 0) return {problems::warning_input, name, value};
    const std::string expression = in_signs(expression_of(execution, node));
    if (node.op == OpKind::div && execution.value(node.input[1]).tensor() == Tensor<double>(0.0))
        return {problems::warning_division, name, value, expression};
    // Of single numbers. A sum over a tensor can be NaN because its terms are too large.
    bool single = true;
    for (size_t k = 0; k < node.arity; ++k) single = single && execution.value(node.input[k]).size() == 1;
    if (single && value.kind == Argument::Kind::phrase)
        return {problems::warning_undefined, name, expression};
    return {problems::warning_operation, name, value, expression};
}

}  // namespace bp
