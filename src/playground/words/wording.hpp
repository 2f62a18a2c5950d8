#pragma once

#include <string>
#include <string_view>

#include "graph/op.hpp"

// Small pieces of the sentences about nodes.
namespace bp {

/// Negative numbers in parentheses: 2 × (−3).
inline std::string factor(const std::string& number) {
    return number.starts_with("−") ? "(" + number + ")" : number;
}

/// What stands between an op's two operands: its glyph, unless that shows them itself, as xⁿ does.
inline std::string_view sign(const OpInfo& op) { return op.key == "pow" ? "^" : op.glyph; }

}  // namespace bp
