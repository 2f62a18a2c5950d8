#pragma once

#include <cstddef>
#include <string_view>

#include "graph/op.hpp"
#include "playground/words/strings.hpp"

// What is said of an op: in signs where its definition has it, else in the words of
// assets/strings/<language>/ops.json.
namespace bp {

/// How it is called: by its name in formulas, or by a word when it has none there.
std::string_view op_title(Language language, const OpInfo& op);
/// What it computes: "z = x · y".
std::string_view op_formula(Language language, const OpInfo& op);
/// The derivative with respect to input k: "∂z/∂x = y".
std::string_view op_derivative(Language language, const OpInfo& op, size_t k);
/// One sentence: what its backward does.
std::string_view op_backward(Language language, const OpInfo& op);

}  // namespace bp
