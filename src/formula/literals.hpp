#pragma once

#include <string_view>
#include <vector>

#include "formula/token_stream.hpp"
#include "graph/tensor.hpp"

namespace bp {

/// Whether the next token (or the one after a sign) spells a number: 12, 1e-3, inf.
bool sees_number(const TokenStream& tokens, size_t ahead = 0);

/// The number that the next token spells. Throws Problem when it is too large for a double.
double read_number(TokenStream& tokens);

/// A vector or matrix of numbers, `[[1, -2], [3, 4]]`, of any depth that Shape allows; all rows have the same
/// length.
Tensor<double> read_array(TokenStream& tokens);

/// A whole number, possibly negative, that fits an attribute. `what` is the phrase that names it.
int read_integer(TokenStream& tokens, const Message& what);

/// A shape, `[2, 3]` or `(2, 3)`; `open` allows one dimension to be −1 (it follows from the others), `last`
/// that it stands without brackets as the last arguments of a call.
std::vector<int> read_shape(TokenStream& tokens, std::string_view usage, bool open, bool last);

}  // namespace bp
