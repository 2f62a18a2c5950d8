#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formula/lexer.hpp"
#include "graph/op.hpp"

namespace bp {

/// The precedence of an expression, weakest first, as in Python.
enum class Precedence : uint8_t { sum, product, sign, power, atom };

/// What parser and printer must agree on about `left symbol right`.
struct Infix {
    OpKind op;
    TokenKind token;
    std::string_view symbol;
    Precedence precedence;
};

/// Null for a token or an op that is not written between operands.
const Infix* infix(TokenKind token);
const Infix* infix(OpKind op);

/// The deepest nesting of brackets, calls, signs and exponents that the parser reads and the printer writes.
constexpr int kMaxNesting = 200;

/// The op that `name(…)` calls. `dot` is another name of @.
std::optional<OpKind> find_function(std::string_view name);

/// What pi, inf and nan are, where a formula does not use the name for something else.
std::optional<double> constant_value(std::string_view name);

/// Whether a leaf of that name needs a statement of its own, lest it be taken for a constant.
bool needs_statement(std::string_view leaf);

/// What to write instead of a function that does not exist, or its nearest, if one is near.
std::optional<Message> function_hint(std::string_view name);

/// How a call looks, for messages: "sum(x) or sum(x, axis)".
std::string usage(std::string_view name, const OpInfo& info);

}  // namespace bp
