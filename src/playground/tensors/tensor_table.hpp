#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "graph/execution.hpp"

namespace bp {

/// How a tensor is laid out as a matrix: the first `leading` axes are its rows, the others its columns.
struct MatrixShape {
    size_t rows = 1;
    size_t columns = 1;
    int leading = 0;

    MatrixShape(const Shape& shape, int leading_axes);
    /// A vector as one row, else the last axis as columns.
    explicit MatrixShape(const Shape& shape) : MatrixShape(shape, std::max(shape.rank() - 1, 0)) {}
};

/// Where a window on a large table begins.
struct Corner {
    size_t row = 0;
    size_t column = 0;
};

/// Where a table stands: of a matrix product, left · top = result, with `below` added to it; others in a row.
enum class TablePlace { row, left, top, result, below };

/// A tensor as it is drawn: a window of at most kMostCells × kMostCells cells, and the whole as a picture
/// when that is larger.
struct TensorTable {
    static constexpr size_t kMostCells = 24;
    static constexpr size_t kMostPixels = 128;

    /// What it is of: a node's value, a node's gradient, or what a node sends to its input.
    NodeId node{};
    bool gradient = false;
    std::optional<size_t> input{};
    NodeId window{};  ///< for MoveWindow

    std::string name;    ///< "W", "dW", "Xᵀ"
    std::string symbol;  ///< the same as its elements are called: "X" for "Xᵀ"
    TablePlace place = TablePlace::row;
    Shape shape;
    bool transposed = false;
    size_t rows = 1;  ///< as drawn
    size_t columns = 1;
    /// Element of the cell in row r, column c: r · row_step + c · column_step.
    size_t row_step = 1;
    size_t column_step = 1;

    Corner corner;
    size_t shown_rows = 1;
    size_t shown_columns = 1;
    std::vector<std::string> row_labels;     ///< of the window
    std::vector<std::string> column_labels;  ///< of the window
    std::vector<std::string> texts;          ///< brief numbers of the window, row by row
    std::vector<std::string> exact_texts;    ///< all digits, when it can be edited
    std::vector<int> tones;                  ///< −100 … 100: share of the largest absolute value
    enum Mark : uint8_t { kNone, kPart, kLooked };
    std::vector<uint8_t> marks;

    struct Picture {
        size_t rows = 0;
        size_t columns = 0;
        std::vector<uint8_t> tones;  ///< 128 is zero
    };
    std::optional<Picture> picture;

    /// Name of the leaf that edits go to; "" with `edits_upstream` for the output's gradient.
    std::string edits;
    bool edits_upstream = false;
    bool ones = false;  ///< all numbers are 1

    /// Reads the tensor's numbers. Names, node and what it is of are set by the caller.
    TensorTable(const View<double>& tensor, const MatrixShape& matrix, bool is_transposed, Corner wanted);

    bool editable() const { return edits_upstream || !edits.empty(); }
    void mark(size_t which, Mark mark);
    size_t size() const { return rows * columns; }
    size_t element(size_t row, size_t column) const { return row * row_step + column * column_step; }

  private:
    void draw_picture(const View<double>& tensor, double largest);
};

}  // namespace bp
