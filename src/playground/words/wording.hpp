#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "graph/op.hpp"

// Small pieces of the sentences about nodes.
namespace bp {

/// Negative numbers in parentheses: 2 × (-3).
inline std::string factor(const std::string& number) {
    return number.starts_with('-') ? "(" + number + ")" : number;
}

/// The k-th of "x, W, b".
inline std::string argument(const OpInfo& op, size_t k) {
    std::string_view rest = op.arguments;
    for (; k > 0; --k) rest.remove_prefix(std::min(rest.find(',') + 2, rest.size()));
    return std::string(rest.substr(0, rest.find(',')));
}

}  // namespace bp
