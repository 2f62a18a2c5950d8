#pragma once

#include <string>

// Small pieces of the sentences about nodes.
namespace bp {

/// Negative numbers in parentheses: 2 × (-3).
inline std::string factor(const std::string& number) {
    return number.starts_with('-') ? "(" + number + ")" : number;
}

}  // namespace bp
