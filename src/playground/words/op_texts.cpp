#include "playground/words/op_texts.hpp"

#include <string>

namespace bp {
namespace {

std::string_view op_text(Language language, const OpInfo& op, const std::string& what) {
    return text(language, "op." + std::string(op.key) + "." + what);
}

}  // namespace

std::string_view op_title(Language language, const OpInfo& op) {
    return op.notation == Notation::none ? op_text(language, op, "title") : op.key;
}

std::string_view op_formula(Language language, const OpInfo& op) {
    return op.formula.empty() ? op_text(language, op, "formula") : op.formula;
}

std::string_view op_derivative(Language language, const OpInfo& op, size_t k) {
    return op.derivatives[k].empty() ? op_text(language, op, "derivative." + argument(op, k))
                                     : op.derivatives[k];
}

std::string_view op_backward(Language language, const OpInfo& op) {
    return op_text(language, op, "backward");
}

}  // namespace bp
