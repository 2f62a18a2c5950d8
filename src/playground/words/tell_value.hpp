#pragma once

#include <string>

#include "document/document.hpp"
#include "playground/words/strings.hpp"

namespace bp {

/// The operation on its inputs' values: "100 × 2", "exp(1)".
std::string expression_of(Execution<double>& execution, const Node& node);

/// How a node's value comes about, with the numbers in it: "100 × 2 = 200". Of tensors that are too large to
/// be spelled out it says what can be used: how many pass a relu, which class is the most probable, the
/// range.
/// "" for a leaf that is a number.
std::string tell_value(Execution<double>& execution, const Document& document, NodeId id, Language language);

/// A tensor in few words: "2.5", "[1, 2]", "(50,) from -0.2 to 1.4".
std::string in_few_words(const View<double>& tensor, Language language);

}  // namespace bp
