#pragma once

#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "base/fields.hpp"
#include "document/document.hpp"

namespace bp {

struct SetCells {
    std::string name{};
    bool upstream = false;
    size_t element = 0;
    size_t columns = 1;
    std::string text{};

    static constexpr const char* kType = "set_cells";
    static constexpr std::string_view kAbout =
        "Puts numbers into a table, one or a rectangle from a spreadsheet, as one step of undo.";
    static constexpr auto kFields = std::tuple{
        optional_field("name", &SetCells::name, "the leaf"),
        optional_field("upstream", &SetCells::upstream,
                       "true: the upstream gradient of the output instead of a leaf"),
        field("element", &SetCells::element, "where the first number goes; the others go beside and below it",
              {0, Shape::kMaxSize}),
        field("columns", &SetCells::columns, "of the table", {0, Shape::kMaxSize}),
        field("text", &SetCells::text, "the numbers, columns divided by tabs and rows by line ends")};
};

struct SetShape {
    std::string name;
    std::string shape;

    static constexpr const char* kType = "set_shape";
    static constexpr std::string_view kAbout =
        "Gives a leaf another shape. Elements that exist in both keep their numbers, new ones are 0; a "
        "number fills the "
        "shape. Leaves that meet it in a matrix product follow.";
    static constexpr auto kFields = std::tuple{field("name", &SetShape::name, "the leaf"),
                                               field("shape", &SetShape::shape, "such as `2, 3`")};
};

/// The tensor with the numbers put in. Throws Problem when the text is not numbers or they do not fit there.
Tensor<double> with_cells(const Tensor<double>& tensor, const SetCells& edit);

/// The leaves that get new values: the named one and those that meet it in a matrix product. Throws Problem.
std::vector<std::pair<std::string, Tensor<double>>> with_shape(const Document& document,
                                                               const SetShape& edit);

}  // namespace bp
