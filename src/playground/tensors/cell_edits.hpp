#pragma once

#include <string>
#include <utility>
#include <vector>

#include "document/document.hpp"

namespace bp {

/// Puts numbers into a leaf's table, one or a rectangle from a spreadsheet, as one step of undo:
/// {"type": "set_cells", "name": "W", "element": 4, "columns": 3, "text": "1\t2\n3\t4"}. The first number
/// goes to `element`, the others beside and below it, in a table of so many columns. Instead of a name
/// "upstream": true: the gradient that flows into the output.
struct SetCells {
    std::string name;
    bool upstream = false;
    size_t element = 0;
    size_t columns = 1;
    std::string text;
};

/// Gives a leaf another shape: {"type": "set_shape", "name": "W", "shape": "2, 3"}. Elements that exist in
/// both keep their numbers, new ones are 0; a number spreads. Leaves that meet it in a matrix product follow.
struct SetShape {
    std::string name;
    std::string shape;
};

/// The tensor with the numbers put in. Throws Problem when the text is not numbers or they do not fit there.
Tensor<double> with_cells(const Tensor<double>& tensor, const SetCells& edit);

/// The leaves that get new values: the named one and those that meet it in a matrix product. Throws Problem.
std::vector<std::pair<std::string, Tensor<double>>> with_shape(const Document& document,
                                                               const SetShape& edit);

}  // namespace bp
